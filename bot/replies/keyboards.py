"""Rows of buttons."""

from collections.abc import Callable, Iterable, Sequence
from typing import Final, Literal

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.words import Words

from .keys import key, stamp
from .links import deep_link
from .markup import cut, is_visible

Rows = list[list[InlineKeyboardButton]]
_LABEL: Final = 60


def button(label: str, data: str) -> InlineKeyboardButton:
    shown = cut(label, _LABEL)
    return InlineKeyboardButton(shown if is_visible(shown) else "…", callback_data=data)


def keyboard(rows: Sequence[Sequence[InlineKeyboardButton]]) -> InlineKeyboardMarkup | None:
    return InlineKeyboardMarkup(rows) if rows else None


def turns(
    words: Words, what: Literal["result", "page"], before: str | None, place: str, after: str | None
) -> Rows:
    """A row to turn results or pages with: to the one before, where one is, to the next."""
    labels = ("button.previous", "button.next")
    if what == "page":
        labels = ("button.page_before", "button.page_after")
    row = [button(place, key("here"))]
    if before is not None:
        row.insert(0, button(words(labels[0]), before))
    if after is not None:
        row.append(button(words(labels[1]), after))
    return [row]


def passage(words: Words, bot: str, article: str, start: int | None) -> InlineKeyboardButton:
    """Opens an article in the bot's private chat, at a place in it."""
    return InlineKeyboardButton(words("button.passage"), url=deep_link(bot, article, start))


def page_turns(words: Words, data: Callable[[int], str], number: int, count: int) -> Rows:
    """A row to turn pages with, where there are several; `data` is what opens one, from 0."""
    if count < 2:
        return []
    before = data(number - 1) if number > 0 else None
    after = data(number + 1) if number < count - 1 else None
    return turns(words, "page", before, f"{number + 1}/{count}", after)


def side_by_side(buttons: Sequence[InlineKeyboardButton], columns: int = 2) -> Rows:
    return [list(buttons[at : at + columns]) for at in range(0, len(buttons), columns)]


def example_rows(examples: Iterable[str]) -> Rows:
    """Questions to try, each a button that asks it."""
    return [[button(example, key("example", stamp(example)))] for example in examples]
