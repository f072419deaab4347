"""What stands in a button: its action and whatever that needs, in 64 bytes."""

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from hashlib import blake2b
from typing import Final, Literal

from telegram import Message

from bot.printable import printable

Action = Literal[
    "page", "literal", "suggest", "vote", "here",
    "read", "sources", "filter", "card", "topics", "name", "topic", "example", "language",
    "picture", "settings",
]  # fmt: skip

_LETTERS: Final[dict[str, Action]] = {
    "p": "page",
    "l": "literal",
    "s": "suggest",
    "v": "vote",
    ".": "here",
    "a": "read",
    "b": "sources",
    "f": "filter",
    "c": "card",
    "k": "topics",
    "n": "name",
    "t": "topic",
    "e": "example",
    "g": "language",
    "q": "picture",
    "o": "settings",
}
_BY_ACTION: Final = {action: letter for letter, action in _LETTERS.items()}
_OF_ANSWERS: Final = ("page", "literal", "suggest", "vote")
_WELL_FORMED: Final = re.compile(r"[.a-z](?::[A-Za-z0-9_-]{1,48}){0,5}", re.ASCII)
_MOST_BYTES: Final = 64
_LONGEST_VALUE: Final = 48
# Two bytes for most Chinese characters, one for a Latin letter; and it has all there are.
_PACKING: Final = "gb18030"


@dataclass(frozen=True, slots=True)
class Key:
    """A press: what to do, and with what."""

    action: Action
    values: tuple[str, ...] = ()

    def __str__(self) -> str:
        return ":".join((_BY_ACTION[self.action], *self.values))

    def number(self, place: int) -> int | None:
        """The value there as a number, if it is one."""
        value = self.values[place] if place < len(self.values) else ""
        return int(value) if re.fullmatch(r"\d{1,9}", value, re.ASCII) else None


def key(action: Action, *values: object) -> str:
    """The data of a button."""
    return str(Key(action, tuple(map(str, values))))


def read_key(data: str | None) -> Key | None:
    """The press that a button's data stands for; None where it isn't ours."""
    if not data or len(data) > _MOST_BYTES or not _WELL_FORMED.fullmatch(data):
        return None
    letter, *values = data.split(":")
    action = _LETTERS.get(letter)
    return Key(action, tuple(values)) if action else None


def fits(data: str) -> bool:
    """Whether a button has room for its data."""
    return read_key(data) is not None


def stamp(text: str) -> str:
    """Names a text in a button: the same after a reload, whatever its place in a list."""
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def fitting(text: str) -> str:
    """As much of a text, on one line, as `packed` makes a value of."""
    text = " ".join(printable(text).split()).encode(_PACKING, "ignore").decode(_PACKING)
    text = text[:_LONGEST_VALUE]
    while len(packed(text)) > _LONGEST_VALUE:
        text = text[:-1]
    return text.strip()


def packed(text: str) -> str:
    """A text as a value of a button, to be read with `unpacked`."""
    return urlsafe_b64encode(text.encode(_PACKING, "ignore")).decode().rstrip("=")


def unpacked(value: str) -> str:
    """The text that a value stands for; nothing where it is no text."""
    try:
        text = urlsafe_b64decode(value + "=" * (-len(value) % 4)).decode(_PACKING)
    except ValueError:
        return ""
    return fitting(text)


def shown_in(message: Message) -> str | None:
    """The id of the answer that a message of the bot's shows, by its buttons."""
    rows = message.reply_markup.inline_keyboard if message.reply_markup else ()
    keys = [read_key(str(each.callback_data)) for row in rows for each in row if each.callback_data]
    of_answers = (found for found in keys if found and found.action in _OF_ANSWERS)
    return next((found.values[0] for found in of_answers if found.values), None)


def is_answer(message: Message) -> bool:
    """Whether a message of the bot's is an answer."""
    return shown_in(message) is not None
