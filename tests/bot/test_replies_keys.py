"""What stands in a button is read back as it was written; anything else is nobody's."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.replies.keyboards import button
from bot.replies.keys import key, read_key
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


@pytest.mark.parametrize("label", ["", " ", "\u200b\u2060", "\u202e", "\u0301"])
def test_a_button_that_says_nothing_has_something_to_press(label: str) -> None:
    assert button(label, "x").text == "…"
