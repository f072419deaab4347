"""Texts and tables in flat arrays: what goes in comes out, however it is looked up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.indexing import texts as module
from knowledge.indexing.texts import Table, Terms, Texts

WORDS = st.lists(st.text(max_size=12), unique=True, max_size=60)


@given(
    st.lists(st.text(st.characters(), max_size=20), max_size=20),
    st.sampled_from(["utf-8", "utf-16-le"]),
)
def test_texts_come_out_as_they_went_in(texts: list[str], encoding: str) -> None:
    kept = Texts.of(texts, encoding)
    assert list(kept) == texts
    assert kept[1:] == texts[1:]
    assert len(kept) == len(texts)
    if texts:
        assert kept[-1] == texts[-1]


def test_there_is_no_text_behind_the_last() -> None:
    for number in (2, -3):
        with pytest.raises(IndexError):
            Texts.of(["一", "二"])[number]


@given(WORDS, WORDS, st.integers(0, 1000))
def test_every_term_has_a_number_of_its_own_and_no_other_text_has_one(
    terms: list[str], others: list[str], first: int
) -> None:
    table = Terms.of(terms, first)
    assert [table[term] for term in table] == list(range(first, first + len(terms)))
    assert [table.term(table[term]) for term in terms] == terms
    assert set(table) == set(terms)
    for other in {*others, ""} - {*terms}:
        assert other not in table
        assert table.get(other) is None
        with pytest.raises(KeyError):
            table[other]
    assert table.term(first - 1) is None
    assert table.term(first + len(terms)) is None


@given(WORDS, WORDS)
def test_terms_keep_their_order_when_others_come(terms: list[str], others: list[str]) -> None:
    more = Terms.of({*terms, *others})
    assert [term for term in more if term in set(terms)] == list(Terms.of(terms))


def test_what_was_looked_up_is_remembered_for_so_long_only(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "_MOST_SOUGHT", 3)
    table = Terms.of(["甲", "乙"])
    for _ in range(3):
        assert [term in table for term in "甲乙丙丁戊"] == [True, True, False, False, False]


@given(st.dictionaries(st.text(max_size=9), st.text(max_size=9), max_size=30))
def test_a_table_gives_the_text_of_each_key(texts: dict[str, str]) -> None:
    assert dict(Table.of(texts)) == texts
