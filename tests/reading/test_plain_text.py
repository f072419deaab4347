"""How plain text files are read."""

import pytest

from knowledge.reading.document import Unreadable
from knowledge.reading.formats import read_text


def paragraphs(text: str) -> list[str]:
    return [paragraph.text for paragraph in read_text(text.encode()).paragraphs]


def test_every_line_is_a_paragraph() -> None:
    assert paragraphs("可灵出了新版。\n\n\nSora也出了。\n价格没变。\n") == [
        "可灵出了新版。",
        "Sora也出了。",
        "价格没变。",
    ]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028"])
def test_any_line_ending_ends_a_line(end: str) -> None:
    assert paragraphs(f"可灵出了新版。{end}Sora也出了。") == ["可灵出了新版。", "Sora也出了。"]


def test_runs_of_spaces_inside_a_line_stay_and_those_at_its_ends_go() -> None:
    assert paragraphs("　　可灵  出了 新版。 \n \u3000\n") == ["可灵  出了 新版。"]


def test_a_byte_order_mark_is_no_text() -> None:
    assert [p.text for p in read_text(b"\xef\xbb\xbf" + "可灵".encode()).paragraphs] == ["可灵"]


WRAPPED = """\
可灵在今年推出了新的视频生成模型，价格降低了三成，
以进一步提升对创作者的吸引力，也让更多的小团队能够
用得起这样的工具来讲自己的故事。

影视行业出现了更多追求商业化变现的短剧作品，导演也
选择快速拥抱这些工具，并且开始筹备新的作品，用时更
短。
"""


def test_hard_wrapped_lines_become_whole_sentences() -> None:
    first, second = paragraphs(WRAPPED)
    assert "价格降低了三成，以进一步提升" in first
    assert "小团队能够用得起" in first
    assert second.endswith("导演也选择快速拥抱这些工具，并且开始筹备新的作品，用时更短。")


def test_hard_wrapped_english_is_joined_with_spaces() -> None:
    text = (
        "Kling has brought out a new model this year, and it costs a third\n"
        "less than the one before it, so that small teams can afford it.\n"
        "It makes films of ten seconds, and keeps faces the same in each of\n"
        "them, which is what directors had been asking for, as a high-\n"
        "quality tool that nobody has to wait for any longer.\n"
    )
    assert len(paragraphs(text)) == 1
    assert "a third less than" in paragraphs(text)[0]
    assert "high-quality" in paragraphs(text)[0]


def test_in_hard_wrapped_text_an_indent_or_a_short_line_starts_a_paragraph() -> None:
    text = "　　" + WRAPPED.replace("\n\n", "\n　　")
    assert len(paragraphs(text)) == 2


def test_an_indent_starts_a_paragraph_also_after_a_full_line() -> None:
    full = ["视" * 28, "频" * 28, "视" * 28]
    text = "\n".join(("　　" + "可灵" * 13, *full, "　　" + "即梦" * 13, *full))
    assert [paragraph[:2] for paragraph in paragraphs(text)] == ["可灵", "即梦"]


def test_subtitles_of_one_length_are_not_joined() -> None:
    lines = ["今天天气真好", "我们去看电影", "看完再去吃饭", "然后坐车回家", "明天还要上班"]
    assert paragraphs("\n".join(lines)) == lines


def test_a_heading_above_hard_wrapped_text_stays_alone() -> None:
    assert paragraphs("可灵的新版\n" + WRAPPED)[0] == "可灵的新版"


def test_verses_are_not_hard_wrapped_prose() -> None:
    verses = "床前明月光，\n疑是地上霜。\n举头望明月，\n低头思故乡。\n又过了一年"
    assert paragraphs(verses) == verses.split("\n")


def test_long_lines_that_are_whole_paragraphs_are_not_joined() -> None:
    lines = ["可灵在今年推出了新的视频生成模型，价格降低了三成，用的人更多了。"] * 6
    assert paragraphs("\n".join(lines)) == lines


@pytest.mark.parametrize("gap", ["\n", "\n\n", "\r\n\r\n\r\n"])
def test_a_line_that_breaks_off_is_joined_to_the_next_one(gap: str) -> None:
    text = f"汪海林大胆预计，将{gap}来人工智能将能替代90%的导演。\n他接着说。"
    assert paragraphs(text) == ["汪海林大胆预计，将来人工智能将能替代90%的导演。", "他接着说。"]


@pytest.mark.parametrize(
    "line",
    [
        "从好莱坞到横店，变天",  # a heading
        "编辑：王芳",
        "汪海林大胆预计，将来人工智能",
        "汪海林大胆预计，将。",
        "Kling, AI",
        "共1,0",
        "好莱坞",
        "说得好，",
    ],
)
def test_a_line_that_may_be_whole_is_left_alone(line: str) -> None:
    assert paragraphs(f"{line}\n后面一段。") == [line, "后面一段。"]


@pytest.mark.parametrize(
    "items",
    [
        ["- 可灵", "- 即梦"],
        ["• 可灵", "• 即梦"],
        ["1. 可灵", "2. 即梦"],
        ["1、可灵", "2、即梦"],
        ["（一）可灵", "（二）即梦"],
        ["一、可灵", "二、即梦"],
        ["(1)可灵", "(2)即梦"],
        ["①可灵", "②即梦"],
    ],
)
def test_consecutive_list_lines_are_one_paragraph(items: list[str]) -> None:
    text = "\n".join(["国内有两家。", *items, "都出了新版。"])
    assert paragraphs(text) == ["国内有两家。", "\n".join(items), "都出了新版。"]


@pytest.mark.parametrize("line", ["1.5亿元是总数。", "-5度很冷。", "2024年上线。", "*号是注。"])
def test_a_line_that_starts_with_a_number_or_sign_is_no_list(line: str) -> None:
    assert paragraphs(f"{line}\n{line}") == [line, line]


@pytest.mark.parametrize(
    ("data", "line", "reason"),
    [
        (b"", None, "no text"),
        (b" \n\xe3\x80\x80\n", None, "no text"),
        (b"\xef\xbb\xbf", None, "no text"),
        (b"abc\nde\xb0", 2, "byte 0xb0 at byte 3 of the line"),
        (b"\xef\xbb\xbfabc\r\n\xff", 2, "byte 0xff at byte 1 of the line"),
        (b"a\nb\0c", 2, "NUL"),
        (b"\xff\xfea\0\n\0\0\xd8", 2, "not UTF-16: byte 0x00"),
    ],
)
def test_an_unreadable_file_says_where_and_why(data: bytes, line: int | None, reason: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read_text(data)
    assert caught.value.line == line
    assert reason in caught.value.reason
