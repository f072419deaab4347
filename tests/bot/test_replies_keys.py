"""What stands in a button is read back as it was written; anything else is nobody's."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.replies.keyboards import button
from bot.replies.keys import Action, Key, fits, fitting, key, packed, read_key, stamp, unpacked
from bot.replies.places import Place
from bot.state import new_id


@pytest.mark.parametrize(
    "values",
    [
        ("page", new_id(), 999_999_999),
        ("vote", new_id(), 2, 1),
        ("read", "a" * 40, 999_999_999),
        ("here",),
        ("language", "zh-Hans"),
        ("topics", "0" * 16, 12),
        ("name", "0" * 16, 11, "a" * 40),
        ("filter", "a" * 48, 99_999),
        ("card", "a" * 40, 99_999),
    ],
)
def test_a_key_is_read_back_and_fits_a_button(values: tuple[str, ...]) -> None:
    action, *rest = values
    data = key(action, *rest)  # type: ignore[arg-type]  # one of the actions
    found = read_key(data)
    assert len(data.encode()) <= 64
    assert found
    assert (found.action, found.values) == (action, tuple(map(str, rest)))


@pytest.mark.parametrize("value", ["-1", "१", "1.0", "9" * 10, "", "1_0", "+1"])
def test_what_is_no_plain_number_is_none(value: str) -> None:
    found = read_key(f"p:x:{value}")
    assert found is None or found.number(1) is None


@given(st.text(max_size=64) | st.none())
def test_any_data_is_a_key_or_nothing(data: str | None) -> None:
    found = read_key(data)
    assert found is None or str(found) == data


@given(st.text(max_size=80))
def test_a_text_that_fits_is_read_back_from_its_button(text: str) -> None:
    short = fitting(text)
    assert unpacked(packed(short)) == short == fitting(short)
    assert Place(99_999, short).key().isascii()
    assert fits(Place(99_999, short).key())


def test_eighteen_chinese_characters_or_36_letters_fit() -> None:
    assert fitting("短剧" * 20) == "短剧" * 9
    assert fitting("a" * 50) == "a" * 36


@given(st.text(alphabet="-_aZ09", min_size=1, max_size=48))
def test_any_value_is_some_text_that_fits(value: str) -> None:
    assert fitting(unpacked(value)) == unpacked(value)


@given(
    st.text(max_size=20),
    st.integers(0, 99_999),
    st.sampled_from(["a", "a" * 40]),
    st.sampled_from(["card", "read", "name"]),
)
def test_from_what_is_read_one_comes_back_where_there_is_room_and_else_to_all(
    text: str, page: int, article: str, action: Action
) -> None:
    values = {"card": [article], "read": [article, "10000"], "name": [stamp(text), "9", article]}
    place = Place(page, fitting(text))
    pressed = read_key(place.behind(action, *values[action]))
    assert pressed
    assert list(pressed.values[: len(values[action])]) == values[action]
    assert Place.of(pressed) in (place, Place())
    if sum((action == "name", len(article) > 1, bool(place.text))) < 2:
        assert Place.of(pressed) == place
    there = read_key(place.key())
    assert isinstance(there, Key)
    assert Place.of(there) == place


@pytest.mark.parametrize("label", ["", " ", "\u200b\u2060", "\u202e", "\u0301"])
def test_a_button_that_says_nothing_has_something_to_press(label: str) -> None:
    assert button(label, "x").text == "…"
