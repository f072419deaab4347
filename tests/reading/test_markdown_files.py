"""How Markdown files are read."""

import pytest

from knowledge.reading.document import Paragraph
from knowledge.reading.formats import read_markdown


def read(text: str) -> list[str]:
    """The paragraphs, headings marked with a #."""
    return [f"# {p.text}" if p.heading else p.text for p in read_markdown(text.encode()).paragraphs]


def test_headings_are_paragraphs_of_their_own() -> None:
    assert read("# 可灵 *2.0*\n正文。\n\n小标题\n---\n\n正文二。") == [
        "# 可灵 2.0",
        "正文。",
        "# 小标题",
        "正文二。",
    ]


def test_a_sentence_right_above_a_rule_is_no_heading() -> None:
    assert read("可灵出了新版。\n---\n\n后文。") == ["可灵出了新版。", "后文。"]


def test_heading_is_a_flag_of_the_paragraph() -> None:
    assert read_markdown("## 背景".encode()).paragraphs == (Paragraph("背景", heading=True),)


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("快手的**可灵**和*即梦*。", "快手的可灵和即梦。"),
        ("**可灵：**视频模型。", "可灵：视频模型。"),
        ("见[官网](https://example.org)的公告。", "见官网的公告。"),
        ("用`ffmpeg -i`转码。", "用ffmpeg -i转码。"),
        ("可灵\n出了\n新版。", "可灵出了新版。"),
        ("可灵\nand\nSora 2\n出了。", "可灵 and Sora 2 出了。"),
        ("他说\n“好”。", "他说“好”。"),
        ("床前明月光，  \n疑是地上霜。", "床前明月光，\n疑是地上霜。"),
        ("床前明月光，<br>疑是地上霜。", "床前明月光，\n疑是地上霜。"),
        ("这<b>很</b>好。", "这很好。"),
        ("A&amp;B 3\\*4", "A&B 3*4"),
        ("断了的[链接](https://exa 和**强调", "断了的[链接](https://exa 和**强调"),
        ("> 可灵出了新版。\n> 价格没变。", "可灵出了新版。价格没变。"),
        ("- 可灵\n- 即梦\n  - 图\n  - 文\n", "- 可灵\n- 即梦\n- 图\n- 文"),
        ("1. 打开\n2. 生成\n", "1. 打开\n2. 生成"),
        ("| 名 | 价 |\n|---|---|\n| 可灵 | 66元 |\n", "名 | 价\n可灵 | 66元"),
        ("```\na = 1\n\nb = 2\n```", "a = 1\nb = 2"),
        ("    四个空格开头的一段话\n    还没完。", "四个空格开头的一段话还没完。"),
    ],
)
def test_a_block_is_one_paragraph_without_markup(markdown: str, text: str) -> None:
    assert read(markdown) == [text]


@pytest.mark.parametrize(
    ("markdown", "texts"),
    [
        ("前半句![图的说明](a.png)后半句。", ["前半句", "后半句。"]),
        ("前半句<img alt='图的说明'>后半句。", ["前半句", "后半句。"]),
        ("前半句[![图的说明](a.png)](b)后半句。", ["前半句", "后半句。"]),
        ("一段。\n\n![图的说明](a.png)\n\n二段。", ["一段。", "二段。"]),
        ("- 可灵![图的说明](a.png)\n- 即梦", ["- 可灵", "- 即梦"]),
        ("- 可灵\n- ![图的说明](a.png)即梦", ["- 可灵", "- 即梦"]),
        ("- 可灵\n- ![图的说明](a.png)\n- 即梦", ["- 可灵", "- 即梦"]),
        (
            "|可灵|![图的说明](a.png)|66元|\n|-|-|-|\n|即梦|图|79元|",
            ["可灵", "66元\n即梦 | 图 | 79元"],
        ),
        ("<!-- 图的说明 -->\n\n正文。", ["正文。"]),
        ("<script>\nlet 图的说明 = 1\n</script>\n\n正文。", ["正文。"]),
        (
            "<figure><img alt='图的说明'><figcaption>图的说明</figcaption></figure>\n\n正。",
            ["正。"],
        ),
        ("<div>正文一。<p>正文二&amp;三。</p></div>", ["正文一。", "正文二&三。"]),
    ],
)
def test_images_and_html_leave_a_paragraph_break(markdown: str, texts: list[str]) -> None:
    assert read(markdown) == texts


def test_a_paragraph_of_only_a_link_is_no_text() -> None:
    assert read("正文。\n\n[qq](https://new.qq.com)\n\n<https://new.qq.com>") == ["正文。"]


def test_a_link_that_is_a_whole_sentence_stays() -> None:
    assert read("[可灵出了新版。](https://example.org)") == ["可灵出了新版。"]


@pytest.mark.parametrize(
    ("markdown", "texts"),
    [
        ("- [ ] 关电源\n- [x] 放水", ["- 关电源\n- 放水"]),
        ("~~旧价~~新价。", ["旧价新价。"]),
        ("## 垫圈 {#seal .wide}\n正文。", ["# 垫圈", "正文。"]),
        ("要换。[^1]\n\n[^1]: 厂家说\n    两年。", ["要换。", "厂家说两年。"]),
        ("> [!NOTE]\n> 别用热水。", ["别用热水。"]),
        ("[TOC]\n\n正文。", ["正文。"]),
        ('正文。\n{{< figure src="a.png" title="图的说明" >}}\n后文。', ["正文。", "后文。"]),
        ("{{% notice tip %}}\n别用热水。\n{{% /notice %}}", ["别用热水。"]),
        ('见[说明]({{< ref "a.md" >}})。', ["见说明。"]),
        ("前半句{{< icon cup >}}后半句。", ["前半句", "后半句。"]),
        ("{% include a.html %}\n\n正文。", ["正文。"]),
        ("模板写作{{角色}}。", ["模板写作{{角色}}。"]),
        (
            "<details>\n<summary>点开</summary>\n\n折起来的话。\n\n</details>",
            ["点开", "折起来的话。"],
        ),
        ("数组[1]和[ ]都行。", ["数组[1]和[ ]都行。"]),
    ],
)
def test_what_sites_add_to_markdown_leaks_no_markup(markdown: str, texts: list[str]) -> None:
    assert read(markdown) == texts
