"""A small newsroom: a dozen short articles of one field and a few of others, and their names."""

from functools import cache

from knowledge import Article, KnowledgeBase, Name

BODIES = {
    "影阁": (
        "影阁是墨白科技推出的视频生成模型。影阁的用户已经有三千人。",
        "影阁1.6在去年十二月发布，人物的动作更自然。",
        "影阁2.0在今年四月发布，画面的细节更清楚。",
    ),
    "Lumo家族": (
        "Lumo Q1在3月10日上线，支持首尾帧功能。",
        "Lumo Q2在9月2日上线，演技细腻，每月收费59元。",
        "Lumo让广告公司省下了布景的成本。",
    ),
    "Sora的消息": (
        "Sora能用文字生成一分钟的视频。Sora的训练数据没有公开。",
        "Sora 2给视频加上了声音，观众说口型对得上。",
    ),
    "墨白科技": (
        "墨白科技成立于2019年，总部位于杭州。公司的创始人是陈望舒。",
        "这家公司去年的收入是3.2亿元。它的员工不到两百人。",
        "工程师每周五下午在天台喝茶。",
    ),
    "陈望舒其人": (
        "陈望舒是一位工程师，早年在大学教图形学。",
        "陈望舒表示，模型不会取代摄影师，因为光线要由人来判断。",
    ),
    "短剧《长安夜雨》": (
        "《长安夜雨》是一部用影阁制作的短剧，由林间风执导。",
        "剧组用了四十天完成全部镜头，通过扫描真人演员来保持人物一致。",
        "投资方没有公布制作费用。",
    ),
    "奈飞也来了": (
        "Netflix在阿根廷的剧集里用了生成的镜头，大楼倒塌的一幕比往常快了十倍。",
        "制片厂和工会仍在谈判，演员担心自己的脸被拿去训练。",
    ),
    "Runway的合作": (
        "Runway与狮门影业签了合同，用后者的片库训练模型。",
        "导演们说，分镜草图的时间从两周变成了两天。",
    ),
    "编剧协会的声明": (
        "编剧协会拒绝让机器署名，要求平台公开用了哪些剧本。",
        "协会的成员投票决定罢工，因为谈判没有结果。",
    ),
    "青柠电影节": (
        "青柠电影节的评委看了三百部短片，最佳影片给了动画《纸船》。",
        "颁奖在广州举行，奖金是2万元。",
    ),
    "街谈巷议": ("大家都在说影阁。", "陈望舒没有来。", "有人看了《长安夜雨》。"),
    "水蜜桃": ("水蜜桃的果肉很软，运输的时候要垫泡沫。", "果农在清晨采摘，中午以前装车。"),
    "城北的面包店": ("面包店每天清晨开门，酸种面团要发酵一夜。", "老师傅不肯用机器揉面。"),
    "河道": ("河道管理处清理了淤泥，岸边种上了芦苇。", "白鹭在浅滩觅食，游人可以远远地看。"),
    "学校的操场": ("操场换了新的跑道，颜色是深红的。", "孩子们在树荫下跳绳。"),
}
NAMES = (
    Name("影阁", "product", ("影阁AI", "Shadeloft")),
    Name("Lumo", "product"),
    Name("Sora", "model"),
    Name("Sora 2", "model", ("Sora2",)),
    Name("墨白科技", "company", ("墨白",)),
    Name("陈望舒", "person"),
    Name("长安夜雨", "work"),
    Name("Netflix", "company", ("奈飞", "网飞")),
    Name("Runway", "company"),
    Name("狮门影业", "company", ("Lionsgate",)),
    Name("编剧协会", "company"),
    Name("青柠电影节", "work"),
)


@cache
def newsroom() -> KnowledgeBase:
    return KnowledgeBase(
        [
            Article(f"a{number}", title, "\n\n".join(paragraphs))
            for number, (title, paragraphs) in enumerate(BODIES.items())
        ],
        NAMES,
    )


def said(question: str, literal: bool = False, previous: str | None = None) -> str:
    """The words of the first excerpt, cut so short that it is a sentence or two."""
    answer = newsroom().ask(question, excerpt_length=45, literal=literal, previous=previous)
    return answer.findings[0].excerpt.text if answer.findings else ""
