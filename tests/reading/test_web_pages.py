"""How web pages are read: the article's own sentences, and none of what surrounds them."""

import logging
from pathlib import Path

import pytest

from knowledge.reading.cleaning import clean
from knowledge.reading.document import Document, Paragraph, Unreadable
from knowledge.reading.formats import FORMATS, read_text
from knowledge.reading.pages import read_page

PAGES = Path(__file__).parent / "pages"
SENTENCES = "<p>刹车响，多半是碟片脏了。</p><p>拿酒精擦一遍，十次有八次就好了。</p>"
READ = ["刹车响，多半是碟片脏了。", "拿酒精擦一遍，十次有八次就好了。"]


def read(html: str | bytes) -> Document:
    return read_page(html.encode() if isinstance(html, str) else html)


def body(document: Document) -> list[str]:
    """What is left after cleaning, headings marked with a #."""
    paragraphs = clean(document.paragraphs).paragraphs
    return [f"# {p.text}" if p.heading else p.text for p in paragraphs]


ARTICLES = {
    "wechat": (
        {
            "title": "小店的咖啡机为什么总是漏水",
            "publisher": "蓝渡咖啡笔记",
            "author": "陈一",
            "date": "2024-05-01",
            "url": "http://mp.weixin.qq.com/s?__biz=abc&mid=1",
        },
        [
            "去年冬天，我们修了四十台漏水的机器。",
            "其中二十六台，毛病出在同一个垫圈上。",
            "# 垫圈多久换一次",
            "厂家说两年换一次，我们建议半年。",
            "水垢会让橡胶变硬，\n变硬的橡胶就漏。",
            "- 先关电源；\n- 再放掉锅炉里的水。",
        ],
    ),
    "zhihu": (
        {
            "title": "怎样在家做杯测？",
            "publisher": "知乎专栏",
            "author": "林小鹿",
            "date": "2023-11-05",
            "url": "https://zhuanlan.zhihu.com/p/123456",
        },
        [
            "杯测不需要贵的器具，一把勺子和三只碗就够。",
            "# 水温多少合适",
            "水温以九十三度为宜，太烫会苦，太凉会酸。",
            "粉水比是一比十八，见协会的表。",
            "等四分钟再破渣。",
            "1. 闻干香；\n2. 注水；\n3. 破渣。",
        ],
    ),
    "netease": (
        {
            "title": "快递站里的咖啡车，一天卖出三百杯",
            "publisher": "网易订阅",
            "author": "窄巷观察",
            "date": "2025-02-10",
            "url": "https://www.163.com/dy/article/ABC.html",
        },
        [
            "每天早上七点，老周把车停在快递站门口。",
            "他的车是用旧三轮改的，花了两千八百元。",
            "“快递员等货的那半小时，就是我的生意。”老周说。",
            "一杯美式卖六元，一天能卖三百杯。",
            "# 不只是便宜",
            "附近的连锁店卖十五元，可是要走十分钟。",
        ],
    ),
    "toutiao": (
        {
            "title": "电动自行车刹车为什么会响？老师傅说了实话",
            "publisher": "今日头条",
            "date": "2024-08-12",
        },
        [
            "# 电动自行车刹车为什么会响？老师傅说了实话",
            "刹车响，多半是碟片脏了。",
            "拿酒精擦一遍，十次有八次就好了。",
            "要是擦了还响，就看刹车片是不是磨到了铁。",
            "# 多久换一次刹车片",
            "一般骑八千公里换一次，山路多的五千公里。",
        ],
    ),
    "news-with-cookie-banner": (
        {
            "title": "嘉義老屋變烘豆坊 週末人潮湧入",
            "publisher": "島嶼日報",
            "author": "許家豪",
            "date": "2025-03-08",
            "url": "https://news.example.tw/life/20250308",
        },
        [
            "# 嘉義老屋變烘豆坊 週末人潮湧入",
            "嘉義一棟七十年的老屋，上個月變成了烘豆坊。",
            "店主說，租金每月兩萬二，比台北便宜一半。",
            "# 豆子從哪裡來",
            "生豆多半來自阿里山，今年的收成少了兩成。",
            "▼週末的人潮排到巷口。",
            "週六一天賣出四百杯，週日更多。",
        ],
    ),
}


@pytest.mark.parametrize("name", ARTICLES)
def test_a_page_is_its_article_alone(name: str) -> None:
    document = read((PAGES / f"{name}.html").read_bytes())
    metadata, paragraphs = ARTICLES[name]
    assert document.metadata == metadata
    assert body(document) == paragraphs


@pytest.mark.parametrize("suffix", [".html", ".htm"])
def test_web_pages_are_articles(suffix: str) -> None:
    assert FORMATS[suffix] is read_page


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize(
    "declaration",
    [
        "",
        "<meta charset=gb2312>",
        "<meta http-equiv='Content-Type' content='text/html; charset=gbk'>",
    ],
)
def test_a_page_may_be_in_any_encoding(declaration: str, encoding: str) -> None:
    html = f"<html><head>{declaration}</head><body>{SENTENCES}</body></html>"
    assert body(read(html.encode(encoding))) == READ


@pytest.mark.parametrize(
    ("html", "paragraphs"),
    [
        (SENTENCES, READ),
        (f"<div>{SENTENCES}", READ),
        (f"<b>{SENTENCES}<i>", READ),
        (f"<?xml version='1.0' encoding='gbk'?><html><body>{SENTENCES}</body></html>", READ),
        (f"<form>{SENTENCES}</form>", READ),
        (f"<div style='visibility: hidden' id='js_content'>{SENTENCES}</div>", READ),
        (f"<div style='display: none'>看不见的话。</div><div>{SENTENCES}</div>", READ),
        (f"<p>{'　' * 1000}{READ[0]}</p><p>{READ[1]}</p>", READ),
        (f"<div>{READ[0]}<div>{READ[1]}</div></div>", READ),
        (f"<div>{READ[0]}<br><br>　　{READ[1]}</div>", READ),
        (
            f"<article>{SENTENCES}<p>碟片<br>要<b>干净</b>。</p></article>",
            [*READ, "碟片\n要干净。"],
        ),
        (
            f"<article>{SENTENCES}<table><tr><th>零件</th><th>价</th></tr>"
            "<tr><td>碟片</td><td>40元</td></tr></table></article>",
            [*READ, "零件 | 价\n碟片 | 40元"],
        ),
        (f"<article><p><strong>多久换</strong></p>{SENTENCES}</article>", ["# 多久换", *READ]),
        (
            f"<article>{SENTENCES}<p><strong>脏了就换。</strong></p></article>",
            [*READ, "脏了就换。"],
        ),
        (f"<article>{SENTENCES}<h3>相关阅读</h3><p>一家店的最后一天</p></article>", READ),
    ],
)
def test_the_text_is_found_however_a_page_is_made(html: str, paragraphs: list[str]) -> None:
    assert body(read(html)) == paragraphs


def test_the_first_heading_is_a_heading() -> None:
    html = f"<article><h2>刹车</h2>{SENTENCES}</article>"
    assert read(html).paragraphs[0] == Paragraph("刹车", heading=True)


def test_a_date_that_a_script_would_write_is_read() -> None:
    html = f"<script>var ct = \"1714545600\";</script><div id='js_content'>{SENTENCES}</div>"
    assert read(html).metadata["date"] == "2024-05-01"


def test_a_number_in_the_text_is_no_date() -> None:
    assert "date" not in read(f"{SENTENCES}<p>© 2019-2023 城东在线</p>").metadata


ENTITIES = "".join(f'<!ENTITY lol{n + 1} "{f"&lol{n};" * 10}">' for n in range(9))


@pytest.mark.parametrize(
    "html",
    [
        f'<!DOCTYPE html [<!ENTITY lol0 "哈">{ENTITIES}]><html><body>{SENTENCES}<p>&lol9;</p>',
        f"<body>{'<ul><li>字' * 100}{'</ul>' * 100}{SENTENCES}",
        f"<article>{SENTENCES}{'<b>字</b>' * 5000}</article>",
        f"<article>{SENTENCES}{'<<' * 50_000}</article>",
        f"<article>{SENTENCES}<p>{' ' * 500_000}字</p></article>",
        f'<script type="application/ld+json">{"[" * 20_000}</script>{SENTENCES}',
    ],
    ids=["entities", "lists", "bold", "angles", "spaces", "json"],
)
def test_a_hostile_page_is_read_all_the_same(html: str) -> None:
    texts = [p.text for p in read(html).paragraphs]
    assert any(READ[0] in text for text in texts)
    assert len("".join(texts)) < 200_000


@pytest.mark.parametrize(
    ("html", "reason"),
    [
        ("", "no text"),
        ("<!-- 注释 -->" * 100, "no text"),
        ("<html><script>var a = '正文';</script></html>", "no text"),
        ("<html><body><img src='a.png'></body></html>", "no text"),
        (f"{'<div>' * 200_000}{SENTENCES}", "nested too deeply"),
        (f"<p>{'字' * 5_000_000}</p>", "too large"),
        ("<p>字</p>" * 50_000, "elements"),
        ("<p>刹\0车</p>", "NUL"),
    ],
    ids=["empty", "comments", "scripts", "image", "deep", "large", "many", "nul"],
)
def test_a_page_without_an_article_says_why(
    html: str, reason: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG), pytest.raises(Unreadable) as caught:
        read(html)
    assert reason in caught.value.reason
    assert "\n" not in caught.value.reason
    assert [record for record in caplog.records if record.levelno >= logging.WARNING] == []


FURNITURE = [
    "微信扫一扫关注该公众号",
    "微信扫一扫",
    "用微信扫码二维码",
    "点赞 在看 分享",
    "赞同 128",
    "12 条评论",
    "举报/反馈",
    "分享至好友和朋友圈",
    "複製連結",
    "打开APP阅读全文",
    "下载网易新闻客户端",
    "看更多精彩內容，請下載《島嶼日報》APP",
    "展开剩余80%",
    "上一篇：车站前的早餐店",
    "下一篇",
    "/阅读下一篇/",
    "继续滑动看下一个",
    "© 1997-2025 网易公司版权所有",
    "Copyright © 2024 城东在线",
    "城东在线 版权所有 京ICP备12025439号-3",
    "本網站使用 Cookie 以提升您的使用體驗，繼續瀏覽即表示您同意我們的隱私權政策。",
    "编辑于 2023-11-05 16:30・IP 属地广东",
    "收录于合集 #咖啡机 12个",
    "THE END",
    "返回网易首页",
    "128 人赞同了该回答",
    "1.2 万人赞同了该文章",
    "添加评论",
    "著作权归作者所有。商业转载请联系作者获得授权，非商业转载请注明出处。",
    "打开网易新闻 查看精彩图片",
    "打开今日头条查看图片详情",
    "平台声明",
    "向上滑动看下一个",
    "轻点两下取消赞",
    "广告",
    "重播",
    "播放 00:00 / 03:21 倍速 全屏",
]
CONTENT = [
    "微信扫一扫上线三年了。",
    "微信扫码支付",
    "分享会在周六举行",
    "评论区里有人说，垫圈是纸做的。",
    "下载客户端的人多了一倍",
    "下一篇文章会讲价格。",
    "下一篇讲价格",
    "上一页写的是去年的事。",
    "展开剩余的纸。",
    "© 是版权的符号。这一点没人记得。",
    "我们使用 Cookie 记住购物车。",
    "版权所有者是谁，没人说得清。",
    "编辑于2023年离开了报社。",
    "他说：END 是结束。",
    "喜欢",
    "128 人赞同了该回答，他说。",
    "著作权归作者所有的作品越来越少，谁也没有办法。",
    "打开新闻的时候，他愣住了。",
    "播放",
    "广告收入",
    "10:30",
    "平台声明了立场",
]


@pytest.mark.parametrize("line", FURNITURE)
def test_what_surrounds_an_article_goes_from_a_saved_text_too(line: str) -> None:
    lines = [*(f"这是第{n}段正文，说的是刹车。" for n in range(8)), line, *READ, *READ]
    assert body(read_text("\n\n".join(lines).encode())) == [*lines[:8], *READ, *READ]


@pytest.mark.parametrize("line", CONTENT)
def test_what_only_looks_like_it_stays(line: str) -> None:
    lines = [*(f"这是第{n}段正文，说的是刹车。" for n in range(8)), line, *READ, *READ]
    assert line in body(read_text("\n\n".join(lines).encode()))


@pytest.mark.parametrize("above", ["相关阅读", "大家都在搜", "喜欢此内容的人还喜欢"])
def test_titles_of_other_articles_go_up_to_the_next_sentence(above: str) -> None:
    text = f"正文一。\n\n{above}\n\n一家书店的最后一天\n\n奶茶店为什么卖咖啡？\n\n正文二。\n\n短句"
    assert body(read_text(text.encode())) == ["正文一。", "正文二。", "短句"]


def test_what_readers_wrote_below_an_article_goes() -> None:
    text = "正文一。\n\n精选留言\n\n老李：我家的机器也漏，写得真好。\n\n作者回复：谢谢。"
    assert body(read_text(text.encode())) == ["正文一。"]


@pytest.mark.parametrize("control", ["\x01", "&#1;", "&#x1f;", "\x0c", "&#11;", "\ufffe"])
@pytest.mark.parametrize(
    "place",
    ["<p>{}第一句话在这里。</p>", "<div>{}<b>x</b>第二句{}</div>", '<p title="{}">第三句</p>'],
)
def test_control_characters_are_no_hindrance(control: str, place: str) -> None:
    text = "桂花开了，镇上的人都去看，老周在树下摆了一张桌子，卖自家酿的米酒。" * 3
    page = (
        f"<html><body><article>{place.replace('{}', control)}<p>{text}</p></article></body></html>"
    )
    read = read_page(page.encode())
    assert text in "\n".join(paragraph.text for paragraph in read.paragraphs)
    assert control not in "".join(paragraph.text for paragraph in read.paragraphs)


def test_a_page_that_the_library_can_not_take_is_one_problem(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise KeyError("x")

    monkeypatch.setattr("trafilatura.bare_extraction", fail)
    with pytest.raises(Unreadable, match=r"can't be understood \(KeyError\)"):
        read(f"<article>{SENTENCES}</article>")
