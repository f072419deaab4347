"""The lexicon's names in text, whatever they are called there."""

import pytest

from knowledge.language.folding import Folding
from knowledge.language.names import Names
from knowledge.language.sounds import Sounds
from knowledge.language.tokens import Tokenizer

LEXICON = [
    ("Sora", ["初代Sora"]),
    ("Sora 2", ["Sora2"]),
    ("清影", []),
    ("Nano Banana", []),
    ("可灵", ["可灵AI", "Kling"]),
    ("可灵2.1", []),
    ("乔治·卢卡斯", ["卢卡斯"]),
    ("X", ["推特"]),
    ("Gen-2", []),
]
FOLDING = Folding()
TOKENIZER = Tokenizer(FOLDING, Sounds(), Names(LEXICON, FOLDING))


def names_in(text: str) -> list[tuple[str, str]]:
    words = TOKENIZER.tokens(text).words
    return [(t.term[1:], text[t.start : t.end]) for t in words if t.term.startswith("=")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("用Sora拍片", [("Sora", "Sora")]),
        ("用SORA拍片", [("Sora", "SORA")]),
        ("用Ｓｏｒａ拍片", [("Sora", "Ｓｏｒａ")]),
        ("用初代Sora拍片", [("Sora", "初代Sora")]),
        ("用Sora 2拍片", [("Sora 2", "Sora 2")]),
        ("用sora2拍片", [("Sora 2", "sora2")]),
        ("用Sora-2拍片", [("Sora 2", "Sora-2")]),
        ("用Sora　２拍片", [("Sora 2", "Sora　２")]),
        ("Gen 2和gen2", [("Gen-2", "Gen 2"), ("Gen-2", "gen2")]),
        ("nanobanana很火", [("Nano Banana", "nanobanana")]),
        ("Nano-Banana很火", [("Nano Banana", "Nano-Banana")]),
        ("可靈AI上線", [("可灵", "可靈AI")]),
        ("可灵上线", [("可灵", "可灵")]),
        ("Kling上线", [("可灵", "Kling")]),
        ("可灵2.1上线", [("可灵2.1", "可灵2.1")]),
        ("可灵 2.1上线", [("可灵2.1", "可灵 2.1")]),
        ("喬治•盧卡斯來了", [("乔治·卢卡斯", "喬治•盧卡斯")]),
        ("乔治卢卡斯来了", [("乔治·卢卡斯", "乔治卢卡斯")]),
        ("卢卡斯来了", [("乔治·卢卡斯", "卢卡斯")]),
        ("㈱…可灵", [("可灵", "可灵")]),
        ("清影很好", [("清影", "清影")]),
        ("Sora和可灵", [("Sora", "Sora"), ("可灵", "可灵")]),
        ("上了X", [("X", "X")]),
        ("X公司改名", [("X", "X")]),
    ],
)
def test_names_are_found_however_they_are_written_and_the_longest_wins(
    text: str, found: list[tuple[str, str]]
) -> None:
    assert names_in(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "看清影视",
        "soranet",
        "xsora",
        "sora3",
        "kling2",
        "可 怜",
        "nanobananas",
        "taxi",
        "",
    ],
)
def test_names_begin_and_end_where_words_do(text: str) -> None:
    assert names_in(text) == []


def test_a_name_that_two_entries_claim_belongs_to_the_first() -> None:
    names = Names([("可灵", []), ("快手", ["可灵"])], FOLDING)
    assert [term for term, _, _ in names.find("可灵", lambda text: {len(text)})] == ["=可灵"]


def test_names_without_letters_are_passed_over() -> None:
    names = Names([(" - ", ["", "·"])], FOLDING)
    assert list(names.find("- · -", lambda text: set(range(9)))) == []


def test_a_term_gives_every_form_of_its_name_folded() -> None:
    assert TOKENIZER.names.forms("=可灵") == {"可灵", "可灵ai", "kling"}
    assert TOKENIZER.names.forms("可灵") == frozenset()


def test_the_words_of_a_text_are_asked_for_only_where_a_name_may_stand() -> None:
    def unasked(text: str) -> set[int]:
        raise AssertionError(text)

    assert list(TOKENIZER.names.find("今天天气很好", unasked)) == []
