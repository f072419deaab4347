"""What is taken out of an article, and what is not."""

import pytest

from knowledge.reading.article import Heading
from knowledge.reading.cleaning import body_of, clean
from knowledge.reading.document import Paragraph
from knowledge.reading.furniture import is_furniture

PROSE = [Paragraph(f"这是第{n}段正文，说的是可灵。") for n in range(1, 13)]


def texts(
    lines: list[str], headings: tuple[str, ...] = (), boilerplate: tuple[str, ...] = ()
) -> list[str]:
    cleaned = clean([Paragraph(line) for line in lines], headings, boilerplate)
    return [f"# {p.text}" if p.heading else p.text for p in cleaned.paragraphs]


@pytest.mark.parametrize(
    "span",
    [
        "![图片](https://inews.gtimg.com/om_bt/O_1-a/641)",
        "![]()",
        "![a](https://example.org/a_(1).png)",
        "[![a](https://example.org/a.png)](https://example.org)",
        "（图源：豆包AI生成）",
        "(圖/視覺中國)",
        "（图/视觉中国）",
        "（图片来源：应用商店截图）",
        "（圖片來源：官網（2024））",
        "（图源网络）",
        "![图片](https://example.org/1)（图源：豆包AIS生成）",
    ],
)
def test_images_and_captions_leave_a_break_inside_a_sentence(span: str) -> None:
    assert texts([f"迪士尼{span}表示不行。"]) == ["迪士尼", "表示不行。"]


@pytest.mark.parametrize(
    "text",
    [
        "支持多模态（图/文/视频）生成。",
        "他通过了（图灵测试）考核。",
        "见[官网](https://example.org)的公告。",
        "收入（来源：年报）涨了。",
        "真好！[笑](哈哈)他说。",
    ],
)
def test_brackets_with_content_stay(text: str) -> None:
    assert texts([text]) == [text]


def test_a_mark_left_alone_by_a_removed_image_goes_too() -> None:
    assert texts(["外泄的风险![图片](https://a.b/c)。正因如此。"]) == ["外泄的风险", "。正因如此。"]
    assert texts(["外泄的风险![图片](https://a.b/c)。"]) == ["外泄的风险"]


FURNITURE = [
    "《巨蛇怪談》劇照",
    "▲电影《流浪地球》海报",
    "《明日周一》截图",
    "图源：豆包AI生成",
    "图片来源：官网",
    "圖 / 視覺中國",
    "声明:本文来自于微信公众号 新榜,作者:Kino 小八,授权站長之家转载发布。",
    "聲明：未經許可請勿轉載。",
    "特別聲明:以上內容為自媒體平臺“網易號”用戶上傳并發布,本平臺僅提供信息存儲服務。",
    "免责声明：本文仅供参考，不构成投资建议。",
    "版权声明：著作权归作者所有。",
    "Notice: The content above (including the pictures and videos if any) is uploaded by a user.",
    "未经授权，不得转载。",
    "本文为原创作品，未经授权禁止转载，违者必究。",
    "版權所有，未經許可不得轉載",
    "本文来自微信公众号“窄播”",
    "本文转自：红星新闻",
    "据红星新闻",
    "据澎湃新闻",
    "（据新华社）",
    "(舉報)",
    "举报",
    "点赞 收藏 分享",
    "點贊",
    "阅读原文",
    "分享到微信 微博 QQ空间",
    "分享到：",
    "扫码关注我们的公众号",
    "长按识别二维码关注窄播",
    "点击上方蓝字关注我们",
    "返回搜狐，查看更多",
    "责任编辑：张三",
    "（责编：李四、王五）",
    "[qq](https://new.qq.com/rain/a/20250210A05SIM00)",
    "https://new.qq.com/rain/a/20250210A05SIM00",
    "原文链接：https://example.org/1",
]


@pytest.mark.parametrize("line", FURNITURE)
def test_furniture_is_taken_out_wherever_it_stands(line: str) -> None:
    middle = [*PROSE[:8], Paragraph(line), *PROSE[8:]]
    assert list(clean(middle).paragraphs) == PROSE


CONTENT = [
    "《巨蛇怪談》劇照曝光後引發熱議。",
    "《巨蛇怪談》上線了。",
    "《明日周一》",
    "图/文/视频都能生成",
    "声明：我们没有用过Sora。",
    "OpenAI声明：用户数据不会被转载。",
    "版权声明是每个平台都要写的。",
    "免责声明写得再好也没用。",
    "未经授权不得转载是行业的底线，但没有人遵守。",
    "法律规定，未经授权不得使用他人肖像，这点没有例外。",
    "本文来自一次采访，我们谈了很久。",
    "Notice the content: it changes.",
    "据红星新闻报道，Sora上线了。",
    "据说他去了新闻社",
    "据统计，节后两个交易日有六席。",
    "举报的人很多。",
    "收藏热在升温",
    "分享到最后，他哭了。",
    "扫码关注的人越来越多。",
    "扫码之后，他关注了我们。",
    "点击上方的按钮就能生成视频。",
    "编辑和导演都会失业吗？",
    "责任编辑说：这不行！",
    "https://openai.com是OpenAI的官网。",
    "[qq](https://new.qq.com)转载了这篇文章。",
    "网址：见下文",
    "记者：为什么",
    "记者对话了多位行业人士。",
    "作者：你怎么看？",
    "来源：国家统计局的数据说，票房在下降",
    "文/图都好。",
    "2025年",
]


@pytest.mark.parametrize("line", CONTENT)
@pytest.mark.parametrize("at", [0, 8])
def test_words_of_the_author_stay(line: str, at: int) -> None:
    there = [*PROSE[:at], Paragraph(line), *PROSE[at:]]
    assert list(clean(there).paragraphs) == there


def test_a_notice_that_opens_a_long_text_does_not_take_it_along() -> None:
    line = "免责声明：本文仅供参考。" + "可灵出了新版。" * 100
    assert texts([line]) == [line]


BYLINES = [
    "文 | 窄播 李威(北京)",
    "文丨闌夕",
    "文/张三",
    "作者：Kino 小八",
    "作者：张三，编辑：李四",
    "来源：红星新闻",
    "編輯：王五",
    "记者 张三 李四",
    "红星新闻记者 张三 北京报道",
    "本报记者：张三",
]


@pytest.mark.parametrize("line", BYLINES)
def test_bylines_go_at_the_top_and_the_bottom(line: str) -> None:
    assert list(clean([Paragraph(line), *PROSE]).paragraphs) == PROSE
    assert list(clean([*PROSE, Paragraph(line)]).paragraphs) == PROSE


@pytest.mark.parametrize("line", BYLINES)
def test_bylines_inside_the_text_stay(line: str) -> None:
    middle = [*PROSE[:8], Paragraph(line), *PROSE[8:]]
    assert list(clean(middle).paragraphs) == middle


def test_a_button_between_lines_of_a_list_splits_it() -> None:
    assert texts(["- 可灵\n举报\n- 即梦"]) == ["- 可灵", "- 即梦"]


def test_a_heading_is_never_furniture() -> None:
    heading = Paragraph("免责声明", heading=True)
    assert clean([heading, *PROSE]).paragraphs[0] == heading


def test_a_very_long_line_is_never_furniture() -> None:
    assert not is_furniture("https://example.org/" + "a" * 600)


def test_a_glued_heading_is_set_free() -> None:
    line = "这是关键。拒绝Sora，先看看再说与常见的模型相同。短剧才是场景？好莱坞不愿。"
    assert texts([line], ("拒绝Sora，先看看再说", "短剧才是场景？")) == [
        "这是关键。",
        "# 拒绝Sora，先看看再说",
        "与常见的模型相同。",
        "# 短剧才是场景？",
        "好莱坞不愿。",
    ]


def test_a_heading_that_stands_alone_is_preferred_to_the_same_words_in_a_sentence() -> None:
    lines = ["他提到短剧的未来很多次。", "短剧的未来", "短剧会更好。"]
    assert texts(lines, ("短剧的未来",)) == [lines[0], "# 短剧的未来", lines[2]]


def test_a_glued_heading_after_a_sentence_is_preferred_to_one_inside() -> None:
    line = "他提到短剧的未来很多次。短剧的未来短剧会更好。"
    assert texts([line], ("短剧的未来",)) == [
        "他提到短剧的未来很多次。",
        "# 短剧的未来",
        "短剧会更好。",
    ]


def test_headings_come_in_their_order() -> None:
    lines = ["小结", "可灵好。", "背景", "可灵新。", "小结", "没了。"]
    assert texts(lines, ("背景", "小结")) == [*lines[:2], "# 背景", lines[3], "# 小结", lines[5]]


def test_two_consecutive_headings_are_fine() -> None:
    lines = ["从巨头到新生代导演,", "AI影像的“众生相”", "在这一波浪潮中。"]
    assert texts(lines, (lines[0], lines[1])) == [f"# {lines[0]}", f"# {lines[1]}", lines[2]]


def test_a_heading_between_images_counts_as_standing_alone() -> None:
    lines = ["他爱说背景。背景很重要。", "![](https://a.b/1)背景![](https://a.b/2)新事。"]
    assert texts(lines, ("背景",)) == [lines[0], "# 背景", "新事。"]


def test_white_space_in_a_span_may_be_any() -> None:
    assert texts(["特效公司要死了？\u3000解放很难"], ("特效公司要死了？ 解放很难",)) == [
        "# 特效公司要死了？\u3000解放很难"
    ]


def test_listed_boilerplate_goes_and_leaves_a_break() -> None:
    assert texts(["可灵出了点我领红包新版。"], (), ("点我领红包",)) == ["可灵出了", "新版。"]


def test_a_listed_label_goes_where_it_stands_alone_and_stays_in_sentences() -> None:
    lines = ["新闻延伸", "这是新闻延伸出来的事。"]
    assert texts(lines, (), ("新闻延伸",)) == lines[1:]


def test_a_listed_sentence_goes_everywhere() -> None:
    lines = ["关注我们，别走。", "可灵好。关注我们，别走。即梦好。"]
    assert texts(lines, (), ("关注我们，别走。",)) == ["可灵好。", "即梦好。"]


def test_listed_boilerplate_that_a_pattern_would_find_too_is_not_missing() -> None:
    assert clean([Paragraph("举报"), *PROSE], (), ("举报",)).missing == ()


def test_spans_that_are_not_there_are_told() -> None:
    cleaned = clean(PROSE, ("没有的标题",), ("没有的话",))
    assert cleaned.missing == ("没有的话", "没有的标题")
    assert list(cleaned.paragraphs) == PROSE


def test_the_body_parts_paragraphs_by_two_newlines_and_knows_its_headings() -> None:
    paragraphs = [Paragraph("背景", heading=True), Paragraph("可灵好。"), Paragraph("可灵 2.0")]
    body, headings = body_of(paragraphs, "可灵2.0")
    assert body == "背景\n\n可灵好。\n\n可灵 2.0"
    assert headings == (Heading("背景", 0), Heading("可灵 2.0", body.index("可灵 2.0")))
