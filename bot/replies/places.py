"""Where one is in the list of articles: which page of it, and of which articles."""

from dataclasses import dataclass, replace
from typing import Final

from .keys import Action, Key, fits, key, packed, unpacked

# How many values such a button has before those that name the place.
_BEFORE: Final = {"sources": 0, "card": 1, "read": 2, "name": 3}


@dataclass(frozen=True, slots=True)
class Place:
    """A page, from 0, of the list of all articles, or of those named by a text."""

    page: int = 0
    text: str = ""  # of `fitting`

    @classmethod
    def of(cls, pressed: Key) -> "Place":
        """The place that a button names: one to it, or one that came from it."""
        if pressed.action == "filter":
            text, number = pressed.values[:1], pressed.number(1)
        else:
            before = _BEFORE[pressed.action]
            text, number = pressed.values[before + 1 : before + 2], pressed.number(before)
        return cls(number or 0, "".join(map(unpacked, text)))

    def at(self, page: int) -> "Place":
        """Another page of the same list."""
        return replace(self, page=page)

    def key(self) -> str:
        """The data of a button to this place."""
        if self.text:
            return key("filter", packed(self.text), self.page)
        return key("sources", self.page)

    def behind(self, action: Action, *values: object) -> str:
        """The data of a button to what is read from here, from which one comes back here.

        Where there is no room for that, one comes back to all articles.
        """
        way = (self.page, packed(self.text)) if self.text else (self.page,)
        there = key(action, *values, *way)
        return there if fits(there) else key(action, *values)
