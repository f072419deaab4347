"""Text becomes terms, and says where it may be cut."""

import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge import KnowledgeBase
from knowledge.language.folding import Folding
from knowledge.language.names import Names
from knowledge.language.sounds import Sounds
from knowledge.language.tokens import Token, Tokenizer

SEEDS = Path(__file__).parents[2] / "seeds"
FOLDING = Folding()
TOKENIZER = Tokenizer(FOLDING, Sounds(), Names([("可灵", ["Kling"], "model")], FOLDING))
PIECES = (
    "可靈|Kling|人工智能|㈱|…|é|e\u0301|Sora 2|1,234|3.5|\ud800|\x00|，| |\n|🎬|ﷺ|𠀀|の|한국|-|a"
)
TEXTS = st.lists(st.sampled_from([*PIECES.split("|"), "|"]), max_size=12).map("".join)


def terms(tokens: list[Token]) -> list[str]:
    return [token.term for token in tokens]


def test_dictionary_words_stand_with_the_words_inside_them() -> None:
    assert terms(TOKENIZER.tokens("碳化硅").words) == ["碳化", "化硅", "碳化硅"]


def test_each_kind_of_term_has_its_field() -> None:
    tokens = TOKENIZER.tokens("電影AI好")
    assert terms(tokens.words) == ["电影", "ai", "好"]
    assert terms(tokens.characters) == ["电", "影", "ai", "好"]
    assert terms(tokens.sounds) == ["dian ying", "ai", "hao"]


def test_names_stand_last_among_the_words() -> None:
    assert terms(TOKENIZER.tokens("可灵好").words) == ["可", "灵", "好", "=可灵"]


@pytest.mark.parametrize("text", ["Sora 2", "sora2", "Sora-2", "SORA　２", "ｓｏｒａ２", "sora–2"])
def test_a_word_and_its_number_are_one_however_they_are_parted(text: str) -> None:
    for field in TOKENIZER.tokens(f"用{text}拍"):
        assert {"sora", "2", "sora2"} <= set(terms(field))
        (whole,) = (token for token in field if token.term == "sora2")
        assert f"用{text}拍"[whole.start : whole.end] == text


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1,234人", ["1234", "人"]),
        ("1,234,567人", ["1234567", "人"]),
        ("1234人", ["1234", "人"]),
        ("12,34人", ["12", "34", "人"]),
        ("1,2345人", ["1", "2345", "人"]),
        ("3.5倍", ["3.5", "倍"]),
        ("3。5倍", ["3", "5", "倍"]),
        ("50%", ["50"]),
        ("2 3", ["2", "3"]),
        ("2.5Turbo", ["2.5", "turbo"]),
        ("a_b", ["a", "b"]),
        ("_", []),
        ("，。！🎬", []),
        ("", []),
    ],
)
def test_numbers_stay_whole_and_marks_are_no_terms(text: str, found: list[str]) -> None:
    assert terms(TOKENIZER.tokens(text).words) == found


def test_sounds_pair_only_neighbours_and_a_lone_character_stands_for_itself() -> None:
    assert terms(TOKENIZER.tokens("好，电影院").sounds) == ["hao", "dian ying", "ying yuan"]


@pytest.mark.parametrize(
    ("text", "term", "original"),
    [
        ("㈱東京", "东京", "東京"),
        ("……電影", "电影", "電影"),
        ("🎬電影", "电影", "電影"),
        ("電\u200b影", "电影", "電\u200b影"),
        ("cafe\u0301好", "好", "好"),
        ("𠀀電影", "电影", "電影"),
        ("\ud800電影", "电影", "電影"),
        ("ﷺ電影", "电影", "電影"),
    ],
)
def test_offsets_lead_into_the_original_text(text: str, term: str, original: str) -> None:
    places = {t.term: text[t.start : t.end] for t in TOKENIZER.tokens(text).words}
    assert places[term] == original


@settings(max_examples=300, deadline=None, derandomize=True)
@given(TEXTS)
def test_every_token_is_a_range_of_the_text_that_folds_to_it(text: str) -> None:
    tokens = TOKENIZER.tokens(text)
    assert all(0 <= t.start < t.end <= len(text) for field in tokens for t in field)
    for token in tokens.characters:
        if len(token.term) == 1:
            assert token.term in FOLDING.fold(text[token.start : token.end]).text


@pytest.mark.parametrize(
    ("folded", "blanked"),
    [
        ("请介绍可灵", "   可灵"),
        ("我的电影", "  电影"),
        ("电影的", "电影 "),
        ("目的", "目的"),
        ("的", " "),
        ("", ""),
    ],
)
def test_only_whole_words_are_blanked_and_the_rest_stays_in_its_place(
    folded: str, blanked: str
) -> None:
    words = frozenset({"请", "介绍", "我", "的"})
    assert TOKENIZER.blanked(folded, words) == blanked


@pytest.mark.parametrize(
    ("text", "most", "last"),
    [
        ("人工智能电影", 5, "人工智能"),
        ("人工智能電影", 5, "人工智能"),
        ("我们看電影", 4, "我们看"),
        ("收入1,234元", 5, "收入"),
        ("收入3.5元", 4, "收入"),
        ("收入50%多", 4, "收入"),
        ("比例1:1.3好", 6, "比例"),
        ("用Kling拍", 4, "用"),
        ("用Kling拍", 6, "用Kling"),
        ("看ＡＩ好", 9, "看ＡＩ好"),
        ("a state-of-the-art one", 12, "a "),
        ("电影", 0, ""),
        ("", 3, ""),
    ],
)
def test_the_last_break_is_inside_no_word_or_number(text: str, most: int, last: str) -> None:
    assert text[: TOKENIZER.last_break(text, most)].strip() == last.strip()


@pytest.mark.parametrize("before", ["", "好", "㈱", "\ufeff", "…", "ﷺ"])
def test_traditional_words_stay_whole_whatever_stands_before_them(before: str) -> None:
    text, behind = f"{before}人工智慧應用", len(before) + 4
    assert TOKENIZER.last_break(text, behind + 1) == behind
    assert TOKENIZER.last_break(text, behind) == behind


def test_a_full_width_word_is_not_broken() -> None:
    assert TOKENIZER.last_break("用Ｋｌｉｎｇ拍", 4) == 1


def test_a_text_with_a_lone_surrogate_can_be_broken() -> None:
    assert TOKENIZER.last_break("\ud800㈱东京电影", 4) == 4


@settings(max_examples=300, deadline=None, derandomize=True)
@given(TEXTS, st.integers(1, 30))
def test_a_break_is_always_possible(text: str, most: int) -> None:
    assert 0 < TOKENIZER.last_break(text, most) <= most


def test_a_text_is_cut_into_pieces_between_words() -> None:
    text = "——人工智能 拍摄电影——"
    pieces = TOKENIZER.pieces(text, 2, 11, 5)
    assert [text[start:end] for start, end in pieces] == ["人工智能", "拍摄电影"]
    assert TOKENIZER.pieces(text, 2, 6, 4) == [(2, 6)]


def test_whole_words_hold_a_name_instead_of_the_words_inside_it() -> None:
    names = Names([("可灵大模型", ["Kling"], "model"), ("Sora 2", [], "model")], FOLDING)
    words = Tokenizer(FOLDING, Sounds(), names).whole_words("可灵大模型和sora 2拍电影")
    assert [word for word in terms(words) if word.strip()] == [
        "=可灵大模型",
        "和",
        "=Sora 2",
        "拍电影",
    ]


def test_of_a_version_and_what_it_is_a_version_of_the_version_is_a_whole_word() -> None:
    names = Names([("Sora", [], "model"), ("Sora 2", [], "model")], FOLDING)
    words = Tokenizer(FOLDING, Sounds(), names).whole_words("sora 2和sora")
    assert [word for word in terms(words) if word.strip()] == ["=Sora 2", "和", "=Sora"]


def test_jieba_gives_the_same_tokens_where_rjieba_is_missing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    articles = KnowledgeBase.open(SEEDS).articles
    monkeypatch.setitem(sys.modules, "rjieba", None)
    plain = Tokenizer(FOLDING, Sounds(), TOKENIZER.names)
    assert len(articles) == 5
    for article in articles:
        assert plain.tokens(article.body) == TOKENIZER.tokens(article.body)
        for most in range(1, 400):
            assert plain.last_break(article.body[:500], most) == TOKENIZER.last_break(
                article.body[:500], most
            )
