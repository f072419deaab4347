"""The known word that a slip was meant to be."""

import pytest

from knowledge.language.spelling import Spelling

KNOWN = ["sora", "runway", "vidu", "luma", "midjourney", "ai", "gen", "higgsfield"]
SPELLING = Spelling(KNOWN)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("soar", "sora"),
        ("sroa", "sora"),
        ("soraa", "sora"),
        ("soda", "sora"),
        ("sora", "sora"),
        ("runaway", "runway"),
        ("runwya", "runway"),
        ("runwy", "runway"),
        ("midjurney", "midjourney"),
        ("midjuorny", "midjourney"),
        ("higsfeild", "higgsfield"),
        ("vdiu", "vidu"),
    ],
)
def test_a_slip_finds_the_word_it_was_meant_to_be(typed: str, meant: str) -> None:
    assert SPELLING.nearest(typed) == meant


@pytest.mark.parametrize(
    "typed",
    ["qwzxk", "asdfgh", "a", "", "ia", "gne", "sor", "sa", "srao2x", "xora", "tunway", "rnuawy"],
)
def test_other_letters_find_nothing(typed: str) -> None:
    assert SPELLING.nearest(typed) is None


@pytest.mark.parametrize("typed", ["lume", "vida"])
def test_what_may_mean_two_words_means_none(typed: str) -> None:
    assert Spelling(["luma", "lumi", "vidu", "vids"]).nearest(typed) is None


def test_the_nearer_of_two_is_meant() -> None:
    assert Spelling(["midjourney", "midjourneys"]).nearest("midjourny") == "midjourney"


@pytest.mark.parametrize("words", [[], ["ai"]])
def test_without_known_words_nothing_is_found(words: list[str]) -> None:
    assert Spelling(words).nearest("sora") is None


def test_it_has_the_words_that_it_knows_however_short_and_no_slips_of_them() -> None:
    assert all(word in SPELLING for word in KNOWN)
    assert not [word for word in ("soar", "Sora", "sor", "", "a") if word in SPELLING]
    assert "sora" not in Spelling([])
