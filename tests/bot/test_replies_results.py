"""Where a page of results begins, how long it may be kept, and what a link carries on."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.handlers.inline import cache_seconds
from bot.replies import Scroll, kept_in, payload_for, payload_of, question_in
from bot.state import new_id

NAMES = [f"n{number}" for number in range(25)]


@pytest.mark.parametrize(
    ("offset", "shown", "following"),
    [
        ("", (0, 10), "10.n9"),
        ("10.n9", (10, 20), "20.n19"),
        ("20.n19", (20, 25), ""),
        ("10.n11", (12, 22), "22.n21"),
        ("10.n3", (4, 14), "14.n13"),
        ("10.gone", (10, 20), "20.n19"),
        ("25.n24", (25, 25), ""),
        ("900.gone", (25, 25), ""),
    ],
)
def test_a_page_begins_behind_what_was_shown_last(
    offset: str, shown: tuple[int, int], following: str
) -> None:
    page, after = Scroll.read(offset).page(len(NAMES), NAMES.__getitem__)
    assert ((page.start, page.stop), after) == (shown, following)


@pytest.mark.parametrize("count", [1, 9, 10, 11, 20, 200, 201])
def test_pages_are_turned_to_the_end_and_none_is_empty(count: int) -> None:
    turned: list[range] = []
    offset = ""
    while not turned or offset:
        page, offset = Scroll.read(offset).page(count, "n{}".format)
        turned.append(page)
    assert [number for page in turned for number in page] == list(range(count))
    assert all(turned)


def test_only_what_just_fills_the_first_page_is_looked_for_again() -> None:
    assert [count for count in range(12) if Scroll().is_unsure(count)] == [10]
    assert not Scroll.read("10.n9").is_unsure(10)


@given(st.integers(0, 9_999_999))
def test_no_offset_makes_the_bot_look_for_too_much(count: int) -> None:
    assert Scroll.read(f"{count}.a").needed <= 211


@pytest.mark.parametrize(
    ("age", "seconds"), [(0, 10), (10, 10), (42.4, 42), (300, 300), (86_400, 300)]
)
def test_what_has_served_for_longer_may_be_kept_for_longer(age: float, seconds: int) -> None:
    assert cache_seconds(age) == seconds


@given(st.text(max_size=30))
def test_a_question_is_read_back_from_its_link(question: str) -> None:
    question = question.encode("utf-8", "ignore").decode().strip()
    payload = payload_of(question)
    if payload is not None:
        assert len(payload) <= 64
        assert question_in(payload) == question
        assert kept_in(payload) is None


def test_a_link_has_room_for_twenty_three_chinese_characters() -> None:
    assert question_in(payload_of("字" * 23) or "") == "字" * 23
    assert payload_of("字" * 24) is None
    assert payload_of("") is None


def test_a_kept_question_is_named_by_its_id() -> None:
    asked_id = new_id()
    payload = payload_for(asked_id)
    assert kept_in(payload) == asked_id
    assert question_in(payload) is None


@given(st.text("qk_-=Az09\u5b57", max_size=64).map("q_".__add__))
def test_what_is_forged_carries_nothing_or_what_a_link_would_carry(payload: str) -> None:
    question = question_in(payload)
    assert question is None or payload_of(question) == payload
