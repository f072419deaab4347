"""Draws quotations as pictures: the words with what matched marked, and where they stand."""

import re
from collections.abc import Sequence
from io import BytesIO
from itertools import pairwise
from typing import Final, NamedTuple

from PIL import Image, ImageDraw
from PIL.ImageFont import FreeTypeFont

from bot.fonts import Font
from bot.replies import QuoteCard
from bot.wrapping import breaks

# In pixels. An excerpt has some hundred characters at the most, so that no picture is very high.
_WIDTH: Final = 1080
_MARGIN, _INDENT, _GAP = 84, 44, 52
_BAR, _RULE, _ROUND = 8, 2, 6
_LEADING: Final = 1.62
# The shorter a quotation, the larger it is: of so many characters at the most, so large.
_SIZES: Final = ((45, 58), (110, 50), (10_000, 42))
_TITLE_SIZE, _ORIGIN_SIZE = 34, 28
_PAPER, _INK, _QUIET = "#fbf8f1", "#22262a", "#77746c"
_ACCENT, _MARKER, _LINE = "#1f6f78", "#ffe28a", "#dcd6c8"
_STRAIGHT: Final = re.compile('"')

Ranges = Sequence[tuple[int, int]]


class Line(NamedTuple):
    """A range of a text that stands on one line."""

    start: int
    end: int


class Pictures:
    """Draws quotations in one font; safe to share between threads."""

    def __init__(self, font: Font) -> None:
        self._font = font

    def can_draw(self, card: QuoteCard) -> bool:
        """Whether the font has every character."""
        return self._font.has_all(f"{card.text}{card.title}{card.origin}")

    def draw(self, card: QuoteCard) -> bytes:
        """The picture, as PNG."""
        size = next(size for most, size in _SIZES if len(card.text) <= most)
        quote, title = self._block(card.text, size, _INDENT), self._block(card.title, _TITLE_SIZE)
        origin = self._block(card.origin, _ORIGIN_SIZE)
        height = 2 * _MARGIN + 2 * _GAP + sum(block.height for block in (quote, title, origin))
        image = Image.new("RGB", (_WIDTH, height), _PAPER)
        draw = ImageDraw.Draw(image)
        top = _MARGIN
        draw.rectangle((_MARGIN, top, _MARGIN + _BAR, top + quote.height), fill=_ACCENT)
        quote.mark(draw, _MARGIN + _INDENT, top, card.highlights)
        quote.write(draw, _MARGIN + _INDENT, top, _INK)
        top += quote.height + _GAP
        draw.rectangle((_MARGIN, top, _WIDTH - _MARGIN, top + _RULE - 1), fill=_LINE)
        top += _GAP
        title.write(draw, _MARGIN, top, _INK)
        origin.write(draw, _MARGIN, top + title.height, _QUIET)
        return _png(image)

    def _block(self, text: str, size: int, indent: int = 0) -> "_Block":
        font = self._font.of_size(size)
        return _Block(text, font, size, _lines(text, _WIDTH - 2 * _MARGIN - indent, font))


class _Block(NamedTuple):
    """A text in its lines, to be drawn from a place on."""

    text: str
    font: FreeTypeFont
    size: int
    lines: Sequence[Line]

    @property
    def height(self) -> int:
        return round(len(self.lines) * self.size * _LEADING)

    def write(self, draw: ImageDraw.ImageDraw, left: int, top: int, ink: str) -> None:
        for row, line in enumerate(self.lines):
            middle = self._middle(top, row)
            shown = self.text[line.start : line.end]
            draw.text((left, middle), shown, font=self.font, fill=ink, anchor="lm")

    def mark(self, draw: ImageDraw.ImageDraw, left: int, top: int, ranges: Ranges) -> None:
        """As with a marker pen, behind what is to be written."""
        for row, line in enumerate(self.lines):
            for start, end in ranges:
                first, last = max(start, line.start), min(end, line.end)
                if first < last:
                    middle, half = self._middle(top, row), 0.66 * self.size
                    edges = [left + self._width(line.start, at) for at in (first, last)]
                    box = (edges[0] - 3, middle - half, edges[1] + 3, middle + half)
                    draw.rounded_rectangle(box, _ROUND, fill=_MARKER)

    def _middle(self, top: int, row: int) -> float:
        return top + (row + 0.5) * self.size * _LEADING

    def _width(self, start: int, end: int) -> float:
        return self.font.getlength(self.text[start:end])


def _lines(text: str, width: int, font: FreeTypeFont) -> list[Line]:
    """The lines of a text, without the space at their ends; empty ones are left out."""
    lines: list[Line] = []
    start = 0
    for paragraph in _curled(text).split("\n"):
        edges = [0, *breaks(paragraph, width, font.getlength), len(paragraph)]
        for first, last in pairwise(edges):
            shown = paragraph[first:last]
            if shown.strip():
                begin = start + first + len(shown) - len(shown.lstrip())
                lines.append(Line(begin, start + first + len(shown.rstrip())))
        start += len(paragraph) + 1
    return lines


def _curled(text: str) -> str:
    """The text with straight quotation marks bent, so that it shows which open and which close."""
    marks = iter("\u201c\u201d" * (text.count('"') // 2 + 1))
    return _STRAIGHT.sub(lambda _: next(marks), text)


def _png(image: Image.Image) -> bytes:
    stream = BytesIO()
    # Few colours: a quarter of the size, and nothing to see of it.
    image.quantize(64).save(stream, "PNG", optimize=True)
    return stream.getvalue()
