"""Rows of buttons."""

from collections.abc import Iterable, Sequence
from typing import Final

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.words import Words

from .keys import key, stamp
from .markup import cut

Rows = list[list[InlineKeyboardButton]]
_LABEL: Final = 60


def button(label: str, data: str) -> InlineKeyboardButton:
    return InlineKeyboardButton(cut(label, _LABEL) or "…", callback_data=data)


def keyboard(rows: Sequence[Sequence[InlineKeyboardButton]]) -> InlineKeyboardMarkup | None:
    return InlineKeyboardMarkup(rows) if rows else None


def turns(words: Words, previous: str | None, place: str, following: str | None) -> Rows:
    """A row to turn pages with: to the one before, where one is, to the next."""
    row = [button(place, key("here"))]
    if previous is not None:
        row.insert(0, button(words("button.previous"), previous))
    if following is not None:
        row.append(button(words("button.next"), following))
    return [row]


def side_by_side(buttons: Sequence[InlineKeyboardButton], columns: int = 2) -> Rows:
    return [list(buttons[at : at + columns]) for at in range(0, len(buttons), columns)]


def example_rows(examples: Iterable[str]) -> Rows:
    """Questions to try, each a button that asks it."""
    return [[button(example, key("example", stamp(example)))] for example in examples]
