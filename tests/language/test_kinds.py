"""The kinds of answers: what asks for them, and what they look like."""

import pytest

from knowledge.language.kinds import KINDS, asked_kinds, closest, had_kinds

NAMES = tuple(kind.name for kind in KINDS)


def asked(question: str, needed: bool = False) -> set[str]:
    """The kinds that a question asks for; only those without which nothing answers it."""
    return {NAMES[a.bit] for a in closest(asked_kinds(question)) if a.needed or not needed}


def had(sentence: str, *named: str) -> set[str]:
    bits = had_kinds(sentence, set(named))
    return {name for bit, name in enumerate(NAMES) if bits >> bit & 1}


NEEDED = [
    ("number", "有多少部电影"),
    ("number", "一共几集"),
    ("number", "排名第几"),
    ("number", "市场有多大"),
    ("number", "how many films are there"),
    ("number", "how old is he"),
    ("sum of money", "多少钱"),
    ("sum of money", "几块钱一杯"),
    ("sum of money", "奖金是多少万元"),
    ("sum of money", "要多少人民币"),
    ("sum of money", "票房有多少"),
    ("sum of money", "会员什么价格"),
    ("sum of money", "how much money did it make"),
    ("sum of money", "how much does it cost"),
    ("sum of money", "how many dollars did it raise"),
    ("duration", "拍了多久"),
    ("duration", "视频多长"),
    ("duration", "做了几个月"),
    ("duration", "多少天拍完"),
    ("duration", "能生成几秒"),
    ("duration", "how long did it take"),
    ("duration", "how many days did it take"),
    ("time", "什么时候上线"),
    ("time", "啥时候上线"),
    ("time", "何时上线"),
    ("time", "哪年上线"),
    ("time", "哪一天上线"),
    ("time", "哪个月上线"),
    ("time", "几月份上线"),
    ("time", "几号开幕"),
    ("time", "几点开门"),
    ("time", "星期几公休"),
    ("time", "when did it launch"),
    ("time", "when?"),
    ("time", "what year did it launch"),
    ("count of people", "多少人参加"),
    ("count of people", "有几个人"),
    ("count of people", "多少用户"),
    ("count of people", "用户人数是多少"),
    ("count of people", "how many people came"),
    ("count of people", "how many users does it have"),
    ("share", "百分之几"),
    ("share", "百分之多少"),
    ("share", "快了几倍"),
    ("share", "快了多少倍"),
    ("share", "占比多少"),
    ("share", "上涨了多少"),
    ("share", "降低多少percent"),
    ("share", "what percentage is it"),
    ("share", "how much faster is it"),
    ("measure", "有多重"),
    ("measure", "屏幕多宽?"),
    ("measure", "用多少克豆子"),
    ("measure", "分辨率是多少"),
    ("measure", "how heavy is it"),
    ("person with a role", "导演是谁"),
    ("person with a role", "谁导演的"),
    ("person with a role", "谁创办了公司"),
    ("person with a role", "是谁写的"),
    ("person with a role", "who directed the film"),
    ("person with a role", "who founded it"),
    ("organisation", "哪家开发的"),
    ("organisation", "哪个公司开发的"),
    ("organisation", "什么公司做的"),
    ("organisation", "哪两家合作"),
    ("organisation", "which company made it"),
    ("name", "片子叫什么"),
    ("name", "叫啥名字"),
    ("name", "书名是什么"),
    ("name", "what is it called?"),
    ("name", "what is the name of the film"),
    ("place", "在哪里举办"),
    ("place", "公司在哪"),
    ("place", "去哪儿拍的"),
    ("place", "哪个城市举办"),
    ("place", "在哪座城市"),
    ("place", "何处拍摄"),
    ("place", "where is it held"),
]


@pytest.mark.parametrize(("kind", "question"), NEEDED)
def test_what_asks_for_a_kind_needs_it(kind: str, question: str) -> None:
    assert asked(question, needed=True) == {kind}


@pytest.mark.parametrize(
    ("kind", "question"),
    [
        ("person", "这是谁"),
        ("person", "哪位来了"),
        ("person", "who is it"),
        ("person", "创始人介绍"),
        ("reason", "为什么失业"),
        ("reason", "为何失业"),
        ("reason", "为啥失业"),
        ("reason", "干嘛涨价"),
        ("reason", "怎么会失业"),
        ("reason", "失业的原因"),
        ("reason", "why is it so"),
        ("reason", "how come"),
        ("manner", "怎么做"),
        ("manner", "咋做"),
        ("manner", "如何做"),
        ("manner", "怎样做"),
        ("manner", "靠什么赢"),
        ("manner", "how does it work"),
        ("opinion", "怎么看ai"),
        ("opinion", "如何看待ai"),
        ("opinion", "如何评价ai"),
        ("opinion", "他说了什么"),
        ("opinion", "对ai的看法"),
        ("opinion", "what does he think of it"),
        ("list", "有哪些模型"),
        ("list", "有什么功能"),
        ("list", "哪几种"),
        ("list", "which models are there"),
        ("list", "what are the models"),
        ("difference", "差在哪里"),
        ("difference", "有何区别"),
        ("difference", "二者有什么不同"),
        ("difference", "相比如何"),
        ("difference", "kling vs sora"),
        ("difference", "how is it different"),
    ],
)
def test_what_asks_for_other_kinds_needs_nothing(kind: str, question: str) -> None:
    assert kind in asked(question)
    assert asked(question, needed=True) == set()


@pytest.mark.parametrize(
    "question",
    [
        "差在哪",
        "差在哪里",
        "区别在哪里",
        "强在哪",
        "好在哪儿",
        "优势在哪",
        "哪里不同",
        "灵感从哪里来",
        "在哪部电影里",
        "在哪些方面",
        "在哪一集",
        "几乎没有",
        "几何图形",
        "中奖几率",
        "好几个模型",
        "没多少意思",
        "多少有点贵",
        "这几年",
        "近几个月",
        "未来几天",
        "哪几个人",
        "没多久就走了",
        "任何时候都行",
        "任何人都行",
        "任何地方都行",
        "多重宇宙讲的什么",
        "很多大学参加",
        "许多高手",
        "众多重要模型",
        "影响有多大",
        "谁知道可灵",
        "谁能告诉我可灵",
        "what happens when it rains",
        "a site where it rains",
        "a tool called kling exists",
        "what makes a film",
        "whenever it shows",
        "可灵",
        "",
    ],
)
def test_what_only_looks_as_if_it_asked_needs_nothing(question: str) -> None:
    assert asked(question, needed=True) == set()


@pytest.mark.parametrize(
    ("question", "other"),
    [
        ("要多少人民币", "count of people"),
        ("多少人工智能公司", "count of people"),
        ("几月上线", "duration"),
        ("什么价值", "sum of money"),
        ("几块屏幕", "sum of money"),
        ("how much water is used", "sum of money"),
        ("哪几年", "duration"),
        ("第几天", "duration"),
        ("干嘛用的", "reason"),
        ("如何评价", "manner"),
        ("怎么看", "manner"),
        ("怎么样", "manner"),
        ("怎么说服观众", "opinion"),
        ("怎么看视频", "opinion"),
        ("how many films", "manner"),
        ("how long is it", "manner"),
        ("which is better", "list"),
        ("没有什么功能", "list"),
        ("这部剧是什么", "name"),
        ("什么国产模型", "place"),
        ("在哪年", "place"),
        ("谁能告诉我", "person"),
        ("whoever", "person"),
        ("提到了多少个名字", "share"),
        ("多少克隆人", "measure"),
    ],
)
def test_a_wrong_friend_of_a_kind_asks_not_for_it(question: str, other: str) -> None:
    assert other not in asked(question)


@pytest.mark.parametrize(
    ("question", "kind"), [("收入高的公司", "sum of money"), ("视频时长很长", "duration")]
)
def test_what_is_told_of_by_number_is_needed_only_where_its_number_is_asked(
    question: str, kind: str
) -> None:
    assert kind in asked(question)
    assert kind not in asked(question, needed=True)


def test_another_kind_that_is_asked_for_makes_what_is_told_of_unneeded() -> None:
    assert asked("收入什么时候公布", needed=True) == {"time"}
    assert asked("多少人的收入", needed=True) == {"count of people"}


@pytest.mark.parametrize("question", ["多少钱", "几个月", "几月上线", "多少人", "星期几"])
def test_of_a_closer_kind_no_mere_number_is_asked(question: str) -> None:
    assert "number" not in asked(question)


def test_a_question_may_ask_for_several_kinds() -> None:
    assert asked("谁导演的,什么时候上线,多少钱", needed=True) == {
        "person with a role",
        "time",
        "sum of money",
    }


@pytest.mark.parametrize(
    ("question", "part", "only_asks"),
    [
        ("可灵什么时候上线", "什么时候", True),
        ("可灵多少钱", "多少钱", True),
        ("上线的原因", "原因", False),
        ("when did kling launch", "when", True),
    ],
)
def test_the_part_that_asks_is_told_and_whether_it_says_nothing_else(
    question: str, part: str, only_asks: bool
) -> None:
    parts = {(question[a.start : a.end], a.only_asks) for a in closest(asked_kinds(question))}
    assert (part, only_asks) in parts


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("一共40集", "number"),
        ("一共三部", "number"),
        ("会员每月46元", "sum of money"),
        ("奖金一百万元", "sum of money"),
        ("票房超过5亿", "sum of money"),
        ("售价$20", "sum of money"),
        ("拍了45天", "duration"),
        ("做了三个月", "duration"),
        ("生成10秒视频", "duration"),
        ("于2025年上线", "time"),
        ("10月4日开幕", "time"),
        ("去年上线", "time"),
        ("每周三公休", "time"),
        ("早上8:30开门", "time"),
        ("团队有10个人", "count of people"),
        ("有3000万用户", "count of people"),
        ("两位演员", "count of people"),
        ("提高了30%", "share"),
        ("快了三倍", "share"),
        ("占一半", "share"),
        ("降了百分之五", "share"),
        ("支持1080p视频", "measure"),
        ("重2.5kg", "measure"),
        ("用18克豆子", "measure"),
        ("导演王甲表示", "person"),
        ("创始人来了", "person with a role"),
        ("由公司开发", "organisation"),
        ("在一家咖啡店", "organisation"),
        ("短片《甲乙》", "name"),
        ("名为甲乙", "name"),
        ("因为太贵", "reason"),
        ("通过模型生成", "manner"),
        ("他表示很好", "opinion"),
        ("甲、乙、丙都有", "list"),
        ("与之不同", "difference"),
        ("在杭州举办", "place"),
        ("位于海边", "place"),
        ("来自绍兴市", "place"),
    ],
)
def test_a_sentence_has_the_kinds_that_it_looks_like(sentence: str, kind: str) -> None:
    assert kind in had(sentence)


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("天气很好", "number"),
        ("他很好", "person"),
        ("有10个人", "sum of money"),
        ("于2025年10月上线", "duration"),
        ("有三部电影", "time"),
        ("每月46元", "count of people"),
        ("一共40集", "share"),
        ("产品上市了", "place"),
        ("在超市卖", "place"),
        ("节省了钱", "place"),
        ("整个团队很好", "organisation"),
    ],
)
def test_a_sentence_without_a_kind_has_it_not(sentence: str, kind: str) -> None:
    assert kind not in had(sentence)


@pytest.mark.parametrize(
    ("named", "kinds"),
    [
        ("person", {"person", "person with a role"}),
        ("company", {"organisation"}),
        ("model", set()),
        ("term", set()),
    ],
)
def test_the_names_of_the_lexicon_count_as_answers_of_their_kind(
    named: str, kinds: set[str]
) -> None:
    assert had("它很好", named) == kinds


def test_a_sentence_of_nothing_has_no_kind() -> None:
    assert had_kinds("", set()) == 0
