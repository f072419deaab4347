"""Folding: one script, width and case, with the way back to the original."""

import sys
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.language.folding import Folding

FOLDING = Folding()
TRICKY = "㈱ﷺ…①½ﬁİß“—\u200b\u00ad\ufe0f\x00\t\ud800\udfff\u0301e\u3000🎬👨\u200d👩ＡＩ電影ｶﾞ؟אб"
TEXTS = st.text(st.one_of(st.sampled_from(TRICKY), st.characters()), max_size=30)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("電影與視頻", "电影与视频"),
        ("电影与视频", "电影与视频"),
        ("裡面裏面", "里面里面"),
        ("著名", "着名"),
        ("覆蓋", "复盖"),
        ("妳牠祂", "你它他"),
        ("ＡＩ２．０", "ai2.0"),
        ("ＳＯＲＡ", "sora"),
        ("Sora", "sora"),
        ("café", "cafe"),
        ("cafe\u0301", "cafe"),
        ("ÅNGSTRÖM", "angstrom"),
        ("Straße", "strasse"),
        ("Ёлка", "елка"),
        ("が", "が"),
        ("ｶ", "カ"),
        ("한국", "한국"),
        ("㈱", "(株)"),
        ("①½", "11⁄2"),
        ("ﬁlm", "film"),
        ("…", "..."),
        ("２０２５年１０月", "2025年10月"),
        ("“好”「好」『好』", '"好""好""好"'),
        ("‘好’", "'好'"),
        ("A—B–C−D", "a-b-c-d"),
        ("乔治・卢卡斯•", "乔治·卢卡斯·"),
        ("，？！：", ",?!:"),
        ("《片》", "《片》"),
        ("🎬", "🎬"),
        ("", ""),
    ],
)
def test_text_folds_to_one_script_width_and_case(text: str, folded: str) -> None:
    assert FOLDING.fold(text).text == folded


@pytest.mark.parametrize("character", ["\u200b", "\u200d", "\u00ad", "\ufeff", "\ufe0f", "\u202e"])
def test_invisible_characters_go(character: str) -> None:
    assert FOLDING.fold(f"可{character}灵").text == "可灵"


@pytest.mark.parametrize(
    "character", ["\x00", "\t", "\n", "\x7f", "\x85", "\u00a0", "\u3000", "\ud800"]
)
def test_control_characters_spaces_and_lone_surrogates_become_a_space(character: str) -> None:
    assert FOLDING.fold(f"可{character}灵").text == "可 灵"


@pytest.mark.parametrize(
    ("text", "folded", "original"),
    [
        ("㈱可灵", "可灵", "可灵"),
        ("……可灵", "可灵", "可灵"),
        ("㈱可灵", "株", "㈱"),
        ("可\u200b灵好", "可灵", "可\u200b灵"),
        ("\u200b可灵", "可灵", "可灵"),
        ("🎬可靈", "可灵", "可靈"),
        ("𠀀…可靈", "可灵", "可靈"),
        ("Straße好", "好", "好"),
        ("Straße好", "s", "S"),
        ("e\u0301可", "可", "可"),
        ("可靈好", "可灵", "可靈"),
    ],
)
def test_a_range_of_the_folded_text_leads_back_to_its_original(
    text: str, folded: str, original: str
) -> None:
    result = FOLDING.fold(text)
    at = result.text.index(folded)
    start, end = result.original(at, at + len(folded))
    assert text[start:end] == original


@pytest.mark.parametrize("text", ["", "可灵", "電影ＡＩ", "“好”"])
def test_texts_that_keep_their_length_need_no_offsets(text: str) -> None:
    assert FOLDING.fold(text).offsets is None


@settings(max_examples=300, deadline=None, derandomize=True)
@given(TEXTS)
def test_ranges_lead_back_in_bounds_and_in_order(text: str) -> None:
    folded = FOLDING.fold(text)
    ranges = [folded.original(i, i + 1) for i in range(len(folded.text))]
    assert all(0 <= start < end <= len(text) for start, end in ranges)
    assert ranges == sorted(ranges)
    for (start, end), character in zip(ranges, folded.text, strict=True):
        assert end == start + 1
        assert character in FOLDING.fold(text[start:end]).text


@settings(max_examples=300, deadline=None, derandomize=True)
@given(TEXTS, TEXTS)
def test_texts_fold_apart_as_they_fold_together(one: str, other: str) -> None:
    assert FOLDING.fold(one + other).text == FOLDING.fold(one).text + FOLDING.fold(other).text


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.text(st.one_of(st.sampled_from(TRICKY), st.characters(max_codepoint=0x8FF)), max_size=30))
def test_folding_twice_is_folding_once(text: str) -> None:
    folded = FOLDING.fold(text).text
    assert FOLDING.fold(folded).text == folded


def test_no_character_that_is_used_in_chinese_folds_further_when_folded_again() -> None:
    # Everything but the scripts that write vowels or dots as marks, which lose them in two steps.
    characters = [
        c for c in map(chr, range(sys.maxunicode + 1)) if not 0x0590 <= ord(c) < 0x1100 and c < "豈"
    ]
    folded = {c: FOLDING.fold(c).text for c in characters if unicodedata.category(c) != "Co"}
    assert [c for c, once in folded.items() if FOLDING.fold(once).text != once] == []


def test_remembered_characters_are_bounded_and_fold_the_same_after() -> None:
    folding = Folding()
    before = folding.fold("㈱電影…").offsets
    folding.fold("".join(map(chr, range(0x20, 0x1A000))))
    assert folding.fold("㈱電影…").offsets == before
    assert folding.fold("㈱電影…").text == "(株)电影..."
