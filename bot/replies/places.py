"""Where one is in the list of articles: which page of it, and of which articles."""

from dataclasses import dataclass, replace

from .keys import Key, fits, key, packed, unpacked


@dataclass(frozen=True, slots=True)
class Place:
    """A page, from 0, of the list of all articles, or of those named by a text."""

    page: int = 0
    text: str = ""  # of `fitting`

    @classmethod
    def of(cls, pressed: Key) -> "Place":
        """The place that a button to it, or to a card from it, names."""
        if pressed.action == "sources":
            return cls(pressed.number(0) or 0)
        text = pressed.values[:1] if pressed.action == "filter" else pressed.values[2:3]
        return cls(pressed.number(1) or 0, "".join(map(unpacked, text)))

    def at(self, page: int) -> "Place":
        """Another page of the same list."""
        return replace(self, page=page)

    def key(self) -> str:
        """The data of a button to this place."""
        if self.text:
            return key("filter", packed(self.text), self.page)
        return key("sources", self.page)

    def card_of(self, article_id: str) -> str:
        """The data of a button to an article's card, from which one comes back here.

        Where there is no room for the text, one comes back to all articles.
        """
        if self.text:
            there = key("card", article_id, self.page, packed(self.text))
            return there if fits(there) else key("card", article_id, 0)
        return key("card", article_id, self.page)
