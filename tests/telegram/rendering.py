"""A message as Telegram shows it, in lines for a terminal."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from tests.telegram.html import part
from tests.telegram.world import Message

_COLLAPSED_LINES = 3
# What stands around the text of an entity: in a terminal, and in a file.
_COLOURED = {
    "bold": ("\x1b[1m", "\x1b[22m"),
    "italic": ("\x1b[3m", "\x1b[23m"),
    "underline": ("\x1b[4m", "\x1b[24m"),
    "code": ("\x1b[36m", "\x1b[39m"),
    "pre": ("\x1b[36m", "\x1b[39m"),
    "text_link": ("\x1b[34m", "\x1b[39m"),
    "url": ("\x1b[34m", "\x1b[39m"),
}
_PLAIN = {"bold": ("**", "**"), "italic": ("_", "_"), "code": ("`", "`"), "pre": ("`", "`")}


@dataclass(frozen=True, slots=True)
class Span:
    """An entity, in characters rather than UTF-16 units."""

    kind: str
    start: int
    end: int
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Paper:
    """What a message is written on."""

    width: int = 76
    coloured: bool = False

    def dim(self, text: str) -> str:
        return f"\x1b[2m{text}\x1b[22m" if self.coloured else text

    def lines(self, message: Message) -> list[str]:
        spans = _spans(message)
        quotes = [span for span in spans if span.kind.endswith("blockquote")]
        lines: list[str] = []
        position = 0
        for quote in quotes:
            lines += self._plain(message.text, spans, position, quote.start)
            lines += self._quote(message.text, spans, quote)
            position = quote.end
        return lines + self._plain(message.text, spans, position, len(message.text))

    def _plain(self, text: str, spans: list[Span], start: int, end: int) -> list[str]:
        # A quote stands on lines of its own: the line breaks around it are not shown twice.
        start += start > 0 and text[start : start + 1] == "\n"
        end -= start < end < len(text) and text[end - 1] == "\n"
        if start >= end:
            return []
        return [self._line(text, spans, *line) for line in _wrapped(text, start, end, self.width)]

    def _quote(self, text: str, spans: list[Span], quote: Span) -> list[str]:
        ranges = list(_wrapped(text, quote.start, quote.end, self.width - 2))
        lines = [f"▎ {self._line(text, spans, *line)}" for line in ranges]
        if quote.kind == "blockquote" or len(lines) <= _COLLAPSED_LINES:
            return lines
        hidden = len(lines) - _COLLAPSED_LINES
        return [*lines[:_COLLAPSED_LINES], self.dim(f"▎ ▾ {hidden} more lines, collapsed")]

    def _line(self, text: str, spans: list[Span], start: int, end: int) -> str:
        """A line with its marks, each opened and closed within it."""
        marks = _COLOURED if self.coloured else _PLAIN
        opening: dict[int, str] = {}
        closing: dict[int, str] = {}
        for span in spans:
            first, last = max(span.start, start), min(span.end, end)
            if first >= last:
                continue
            before, after = marks.get(span.kind, ("", ""))
            opening[first] = opening.get(first, "") + before
            address = self.dim(f" <{span.url}>") if span.url and last == span.end else ""
            closing[last] = after + address + closing.get(last, "")
        places = range(start, end + 1)
        return "".join(
            closing.get(at, "") + opening.get(at, "") + (text[at] if at < end else "")
            for at in places
        )


def _spans(message: Message) -> list[Span]:
    text, found = message.text, []
    for entity in message.entities:
        start = len(part(text, {"offset": 0, "length": entity["offset"]}))
        end = start + len(part(text, entity))
        found.append(Span(entity["type"], start, end, entity.get("url")))
    return found


def _wrapped(text: str, start: int, end: int, width: int) -> Iterator[tuple[int, int]]:
    """The lines of a stretch of text; Chinese characters take two columns."""
    used, at = 0, start
    while at < end:
        if text[at] == "\n":
            yield start, at
            start, used = at + 1, 0
        elif (used := used + _columns(text[at])) > width:
            yield start, at
            start, used = at, _columns(text[at])
        at += 1
    yield start, end


def _columns(character: str) -> int:
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
