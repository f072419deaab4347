"""A document's paragraphs become a body: furniture gone, headings set free."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from .article import Heading
from .document import Paragraph
from .furniture import (
    INLINE,
    announces_others,
    announces_readers,
    is_furniture,
    may_be_title,
)

_TOP, _BOTTOM = 6, 3  # paragraphs in which a byline may stand
_PUNCTUATION = re.compile(r"[，,。；;：:！!？?]")
_AFTER_A_SENTENCE = re.compile(r"[。！？!?…][”’」』）)]*\s*$")
_WORD = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class Cleaned:
    """What is left of a document, and the listed spans that don't stand in it."""

    paragraphs: tuple[Paragraph, ...]
    missing: tuple[str, ...] = ()


def clean(
    paragraphs: Iterable[Paragraph],
    headings: Sequence[str] = (),
    boilerplate: Sequence[str] = (),
) -> Cleaned:
    """Paragraphs without furniture, each listed heading a paragraph of its own."""
    left, no_boilerplate = _without_spans(list(paragraphs), boilerplate)
    left = _split_all(left, INLINE.split)
    left, no_headings = _with_headings_free(left, headings)
    left = _without_others(left)
    return Cleaned(tuple(_without_furniture(left)), (*no_boilerplate, *no_headings))


def body_of(paragraphs: Sequence[Paragraph], title: str) -> tuple[str, tuple[Heading, ...]]:
    """The body with its headings; the title is one where it stands by itself."""
    headings = []
    start = 0
    for paragraph in paragraphs:
        if paragraph.heading or _same(paragraph.text, title):
            headings.append(Heading(paragraph.text, start))
        start += len(paragraph.text) + 2
    return "\n\n".join(paragraph.text for paragraph in paragraphs), tuple(headings)


def _same(one: str, other: str) -> bool:
    return "".join(one.split()) == "".join(other.split())


def _split_all(
    paragraphs: Iterable[Paragraph], split: Callable[[str], list[str]]
) -> list[Paragraph]:
    """The pieces of all paragraphs; of a split one, only those with a word in them."""
    left: list[Paragraph] = []
    for paragraph in paragraphs:
        pieces = split(paragraph.text)
        if len(pieces) == 1:
            left.append(paragraph)
            continue
        stripped = (piece.strip() for piece in pieces)
        left += [Paragraph(piece, paragraph.heading) for piece in stripped if _WORD.search(piece)]
    return left


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a listed span: no span crosses a paragraph.

    `pattern` is it letter by letter, any white space for white space. Only a paragraph with its
    `first` word can have it: that is known a hundred times sooner.
    """

    span: str
    first: str
    pattern: re.Pattern[str]

    @classmethod
    def of(cls, span: str, line: str) -> "_Line":
        words = line.split()
        return cls(span, words[0], re.compile(r"\s+".join(map(re.escape, words))))

    def found_in(self, paragraph: Paragraph) -> bool:
        return self.first in paragraph.text and self.pattern.search(paragraph.text) is not None

    def is_all_of(self, paragraph: Paragraph) -> bool:
        return self.first in paragraph.text and self.pattern.fullmatch(paragraph.text) is not None

    def split(self, text: str) -> list[str]:
        return self.pattern.split(text) if self.first in text else [text]


def _lines_of(spans: Sequence[str]) -> list[_Line]:
    return [_Line.of(span, line) for span in spans for line in span.splitlines() if line.strip()]


def _without_spans(
    paragraphs: list[Paragraph], spans: Sequence[str]
) -> tuple[list[Paragraph], list[str]]:
    """Paragraphs without the listed spans, and those spans that weren't there."""
    missing = []
    whole = "\n".join(paragraph.text for paragraph in paragraphs) if spans else ""
    for line in _lines_of(spans):
        if line.first not in whole or not any(map(line.found_in, paragraphs)):
            missing.append(line.span)
            continue
        alone = [paragraph for paragraph in paragraphs if not line.is_all_of(paragraph)]
        # A mere label that stands alone somewhere may be a word of a sentence elsewhere.
        if len(alone) == len(paragraphs) or _PUNCTUATION.search(line.span):
            alone = _split_all(alone, line.split)
        paragraphs = alone
    return paragraphs, missing


def _with_headings_free(
    paragraphs: list[Paragraph], spans: Sequence[str]
) -> tuple[list[Paragraph], list[str]]:
    """Paragraphs with the listed headings, which come in this order, cut free."""
    free: list[Paragraph] = []
    rest = paragraphs
    missing = []
    whole = "\n".join(paragraph.text for paragraph in paragraphs) if spans else ""
    for line in _lines_of(spans):
        found = _best_place(rest, line) if line.first in whole else None
        if found is None:
            missing.append(line.span)
            continue
        index, match = found
        before, after = match.string[: match.start()], match.string[match.end() :]
        free += rest[:index]
        free += [Paragraph(before.strip())] if before.strip() else []
        free.append(Paragraph(match[0], heading=True))
        rest = [*([Paragraph(after.strip())] if after.strip() else []), *rest[index + 1 :]]
    return free + rest, missing


def _best_place(paragraphs: Sequence[Paragraph], line: _Line) -> tuple[int, re.Match[str]] | None:
    """Where a heading stands: by itself, else after a sentence, else wherever it comes first."""
    places = [
        (index, match)
        for index, paragraph in enumerate(paragraphs)
        if line.first in paragraph.text
        for match in line.pattern.finditer(paragraph.text)
    ]
    return min(places, key=lambda place: _rank(place[1]), default=None)


def _rank(match: re.Match[str]) -> int:
    start, end = match.span()
    if start == 0 and end == len(match.string):
        return 0
    return (
        1 if start == 0 or _AFTER_A_SENTENCE.search(match.string[max(0, start - 8) : start]) else 2
    )


def _without_others(paragraphs: Iterable[Paragraph]) -> list[Paragraph]:
    """Paragraphs without the titles of other articles and the words of readers."""
    left: list[Paragraph] = []
    among_titles = False
    for paragraph in paragraphs:
        if announces_readers(paragraph.text):
            break
        if announces_others(paragraph.text):
            among_titles = True
            continue
        titles = all(may_be_title(line) for line in paragraph.text.split("\n"))
        among_titles = among_titles and titles and not paragraph.heading
        if not among_titles:
            left.append(paragraph)
    return left


def _without_furniture(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    left: list[Paragraph] = []
    for index, paragraph in enumerate(paragraphs):
        if paragraph.heading:
            left.append(paragraph)
            continue
        at_an_edge = index < _TOP or index >= len(paragraphs) - _BOTTOM
        group: list[str] = []
        for line in paragraph.text.split("\n"):
            if not is_furniture(line.strip(), at_an_edge=at_an_edge):
                group.append(line)
            elif group:
                left.append(Paragraph("\n".join(group)))
                group = []
        if group:
            left.append(Paragraph("\n".join(group)))
    return left
