"""Where sentences and clauses end."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.language.folding import clauses, paragraphs, sentences, trim

PIECES = (
    '。|！|？|；|;|. |，|、|：|—|…|“|”|"|《|》|（|）|(|)|\n|\n\n| |\u3000|可灵|Sora 2|3.5|的|1:1.3'
)
TEXTS = st.lists(st.sampled_from([*PIECES.split("|"), "|"]), max_size=30).map("".join)


def sentences_of(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


def clauses_of(text: str) -> list[str]:
    return [text[start:end] for start, end in clauses(text, 0, len(text))]


def test_paragraphs_are_parted_by_empty_lines_and_may_be_empty() -> None:
    text = "一\n二\n\n\n三\n\n\n\n四"
    assert [text[start:end] for start, end in paragraphs(text)] == ["一\n二", "\n三", "", "四"]
    assert paragraphs("") == [(0, 0)]


@pytest.mark.parametrize(
    "parts",
    [
        ["天亮了。", "他走了！", "去哪？", "不知道；", "算了"],
        ["什么？！", "真的！！！", "好。"],
        ["他说：“好。”", "天黑了。"],
        ["第一行", "第二行"],
        ["增长3.5倍。", "到了1.6版。"],
        ["We use it daily.", "It works.", "好"],
        ["Really?", "No!", "Fine"],
        ["好吗？）", "好。"],
        ["他走了……", "她也走了"],
    ],
    ids=lambda parts: parts[0],
)
def test_marks_and_lines_end_sentences(parts: list[str]) -> None:
    assert sentences_of("\n".join(parts)) == parts


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "天亮了。他走了！去哪？不知道；算了",
            ["天亮了。", "他走了！", "去哪？", "不知道；", "算了"],
        ),
        ("他说：“好。”天黑了。", ["他说：“好。”", "天黑了。"]),
        ("We use it daily. It works.", ["We use it daily.", "It works."]),
        ("Wait; go", ["Wait;", "go"]),
    ],
)
def test_sentences_need_no_line_breaks(text: str, parts: list[str]) -> None:
    assert sentences_of(text) == parts


@pytest.mark.parametrize(
    "text",
    [
        "“好！”的意思是好。",
        "他问“走吗？”，她点头。",
        "“走！”是一个词。",
        "「何時？」、「何地？」等等。",
        "《导演、编剧会失业吗？》是一篇文章。",
        "《什么？！》来了。",
        "他（真的吗？不知道。）走了。",
        "他(真的吗？不知道。)走了。",
        "他说……然后走了。",
        "增长了3.5倍。",
        "用的是Sora 2.0版。",
        "比例是1:1.3。",
        "访问 www.example.com 看看。",
        "a;b",
        "1. 第一",
        "U.S. 市场",
    ],
)
def test_what_only_looks_like_an_end_ends_nothing(text: str) -> None:
    assert sentences_of(text) == [text]


def test_a_title_that_is_never_closed_swallows_nothing() -> None:
    assert sentences_of("《开头。中间。结尾。") == ["《开头。", "中间。", "结尾。"]


def test_a_quotation_on_the_next_line_begins_a_sentence() -> None:
    assert sentences_of("他说“好。”\n是的，不错。") == ["他说“好。”", "是的，不错。"]


def test_a_straight_quotation_mark_that_opens_stays_with_what_it_opens() -> None:
    assert sentences_of('他走了。"再见。"她说。')[0] == "他走了。"


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\u3000\n"])
def test_blank_text_has_no_sentences(text: str) -> None:
    assert sentences_of(text) == []
    assert clauses_of(text) == []


def test_sentences_of_a_part_stay_within_it() -> None:
    assert sentences("甲。乙。丙。", 2, 5) == [(2, 4), (4, 5)]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "天亮了，他走了：去山里、海边；好。",
            ["天亮了，", "他走了：", "去山里、", "海边；", "好。"],
        ),
        ("天亮——他走", ["天亮——", "他走"]),
        ("“天亮，”他说", ["“天亮，”", "他说"]),
        ("比例1:1.3，共1,234人", ["比例1:1.3，", "共1,234人"]),
        ("one, two, three", ["one,", "two,", "three"]),
        ("1, 2", ["1,", "2"]),
        ("天亮了", ["天亮了"]),
    ],
)
def test_clauses_end_behind_their_marks_but_numbers_stay_whole(text: str, parts: list[str]) -> None:
    assert clauses_of(text) == parts


@settings(max_examples=300, deadline=None, derandomize=True)
@given(TEXTS)
def test_sentences_and_clauses_tile_the_text(text: str) -> None:
    for ranges in (sentences(text), clauses(text, 0, len(text))):
        position = 0
        for start, end in ranges:
            assert not text[position:start].strip()
            assert start < end
            assert text[start:end] == text[start:end].strip()
            position = end
        assert not text[position:].strip()


@settings(max_examples=300, deadline=None, derandomize=True)
@given(TEXTS)
def test_no_sentence_bridges_a_line(text: str) -> None:
    assert not [part for part in sentences_of(text) if "\n" in part]


@pytest.mark.parametrize(
    ("text", "trimmed"),
    [(" 甲 ", (1, 2)), ("甲", (0, 1)), (" \n\u3000", None), ("", None), ("甲 乙", (0, 3))],
)
def test_trimming_takes_the_space_at_both_ends(text: str, trimmed: tuple[int, int] | None) -> None:
    assert trim(text, 0, len(text)) == trimmed
