"""The lexicon's names in text, whatever they are called there."""

import pytest

from knowledge.language.folding import Folding
from knowledge.language.names import Names
from knowledge.language.sounds import Sounds
from knowledge.language.tokens import Tokenizer

LEXICON = [
    ("Sora", ["初代Sora"], "model"),
    ("Sora 2", ["Sora2"], "model"),
    ("Sora 2 Pro", [], "model"),
    ("清影", [], "product"),
    ("Nano Banana", [], "model"),
    ("可灵", ["可灵AI", "Kling"], "product"),
    ("可灵2.1", [], "model"),
    ("乔治·卢卡斯", ["卢卡斯"], "person"),
    ("X", ["推特"], "company"),
    ("Gen-2", [], "model"),
    ("Vidu", [], "product"),
    ("Vidu Q1", [], "model"),
    ("快手", [], "company"),
    ("快手星芒", [], "product"),
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
        ("用Sora 2拍片", [("Sora 2", "Sora 2"), ("Sora", "Sora 2")]),
        ("用sora2拍片", [("Sora 2", "sora2"), ("Sora", "sora2")]),
        ("用Sora-2拍片", [("Sora 2", "Sora-2"), ("Sora", "Sora-2")]),
        ("用Sora　２拍片", [("Sora 2", "Sora　２"), ("Sora", "Sora　２")]),
        ("Gen 2和gen2", [("Gen-2", "Gen 2"), ("Gen-2", "gen2")]),
        ("nanobanana很火", [("Nano Banana", "nanobanana")]),
        ("Nano-Banana很火", [("Nano Banana", "Nano-Banana")]),
        ("可靈AI上線", [("可灵", "可靈AI")]),
        ("可灵上线", [("可灵", "可灵")]),
        ("Kling上线", [("可灵", "Kling")]),
        ("可灵2.1上线", [("可灵2.1", "可灵2.1"), ("可灵", "可灵2.1")]),
        ("可灵 2.1上线", [("可灵2.1", "可灵 2.1"), ("可灵", "可灵 2.1")]),
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
    names = Names([("可灵", [], "product"), ("快手", ["可灵"], "company")], FOLDING)
    assert [term for term, _, _ in names.find("可灵", lambda text: {len(text)})] == ["=可灵"]


def test_names_without_letters_are_passed_over() -> None:
    names = Names([(" - ", ["", "·"], "term")], FOLDING)
    assert list(names.find("- · -", lambda text: set(range(9)))) == []


def test_a_term_gives_every_form_of_its_name_folded() -> None:
    assert TOKENIZER.names.forms("=可灵") == {"可灵", "可灵ai", "kling"}
    assert TOKENIZER.names.forms("可灵") == frozenset()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("用Sora 2 Pro拍片", ["Sora 2 Pro", "Sora"]),
        ("用Vidu Q1拍片", ["Vidu Q1", "Vidu"]),
        ("用VIDU-Q1拍片", ["Vidu Q1", "Vidu"]),
        ("Vidu和Vidu Q1", ["Vidu", "Vidu Q1", "Vidu"]),
        ("Vidu Q2", ["Vidu"]),
        ("可灵2.0", ["可灵"]),
        ("可灵AI", ["可灵"]),
        ("快手星芒", ["快手星芒"]),
        ("Gen-2", ["Gen-2"]),
    ],
)
def test_a_version_is_found_also_as_what_it_is_a_version_of_and_as_no_other(
    text: str, found: list[str]
) -> None:
    assert [name for name, _ in names_in(text)] == found


def test_an_alias_that_looks_like_a_version_is_found_once() -> None:
    names = Names([("可灵", ["可灵1.0"], "product")], FOLDING)
    found = names.find("可灵1.0", lambda text: {len(text)})
    assert list(found) == [("=可灵", 0, 5)]


@pytest.mark.parametrize(
    ("term", "kind"),
    [
        ("=可灵", "product"),
        ("=乔治·卢卡斯", "person"),
        ("=Sora 2", "model"),
        ("可灵", "term"),
        ("=谷歌", "term"),
    ],
)
def test_a_name_has_the_kind_that_the_lexicon_gives_it(term: str, kind: str) -> None:
    assert TOKENIZER.names.kind(term) == kind


def test_all_forms_stand_without_gaps_behind_their_terms() -> None:
    forms = set(TOKENIZER.names.all_forms())
    assert {("=可灵", "kling"), ("=Sora 2", "sora2"), ("=乔治·卢卡斯", "乔治卢卡斯")} <= forms
    assert all(form == "".join(form.split()) for _, form in forms)


def test_the_latin_words_of_names_are_their_letters_alone() -> None:
    latin = TOKENIZER.names.latin_words()
    assert {"sora", "nano", "banana", "kling", "vidu", "pro", "ai", "x"} <= latin
    assert all(word.isascii() and word.isalpha() for word in latin)


@pytest.mark.parametrize(
    ("word", "is_name"), [("可灵", True), ("kling", True), ("klin", False), ("klings", False)]
)
def test_a_word_is_a_name_only_as_a_whole(word: str, is_name: bool) -> None:
    assert TOKENIZER.names.is_name(word) == is_name


def test_the_words_of_a_text_are_asked_for_only_where_a_name_may_stand() -> None:
    def unasked(text: str) -> set[int]:
        raise AssertionError(text)

    assert list(TOKENIZER.names.find("今天天气很好", unasked)) == []
