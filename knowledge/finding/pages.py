"""Cuts an article into pages to read."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from knowledge.language.folding import clauses, paragraphs, sentences, trim
from knowledge.language.tokens import Tokenizer
from knowledge.reading.article import Article

from .excerpt import Excerpt


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of an article, or as much of it as stands on one page: `body[start:end]`.

    `highlights` are ranges of `text`, in characters.
    """

    text: str
    start: int
    end: int
    heading: bool
    highlights: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """A stretch of an article to read: whole paragraphs, or whole sentences of a long one.

    `number` of `count` pages counts from 1. `previous` and `next` are offsets in the body where
    the pages beside it start, None at the article's ends. Nothing joins two paragraphs: what was
    left out of the article may have stood between them.
    """

    article: Article
    number: int
    count: int
    paragraphs: tuple[Paragraph, ...]
    previous: int | None
    next: int | None


class _Part(NamedTuple):
    """A range of a body that stays in one piece, with the number of the paragraph it is of."""

    start: int
    end: int
    paragraph: int


def page(
    article: Article, tokenizer: Tokenizer, start: int | None, length: int, mark: bool
) -> ArticlePage:
    """The page of an article that holds the offset `start`, else the first one.

    Pages are the same whatever `start` is. None has more than `length` characters, from its first
    to its last. A heading ends a page only at the end of the article, or where the headings alone
    fill half a page. With `mark`, the sentence that `start` stands in is highlighted.
    """
    wholes = _wholes(article)
    pages = _pages(wholes, _Cutter(article.body, tokenizer, length))
    starts = [parts[0].start for parts in pages]
    if start is None or not 0 <= start < len(article.body):
        start, mark = 0, False
    at = max(bisect_right(starts, start) - 1, 0)
    shown = [
        _paragraph(article, wholes[number], list(parts), start if mark else -1)
        for number, parts in groupby(pages[at] if pages else (), key=lambda part: part.paragraph)
    ]
    return ArticlePage(
        article=article,
        number=at + 1,
        count=max(len(pages), 1),
        paragraphs=tuple(shown),
        previous=starts[at - 1] if at else None,
        next=starts[at + 1] if at + 1 < len(starts) else None,
    )


def opening(article: Article, tokenizer: Tokenizer, length: int) -> Excerpt | None:
    """The first sentence of an article that is no heading; its first words where it is longer."""
    cutter = _Cutter(article.body, tokenizer, length)
    for whole in _wholes(article):
        if not whole.heading:
            start, end = next(cutter.cut(whole.start, whole.end, length))
            return Excerpt(article.body[start:end], start, end, (), "", "")
    return None


class _Whole(NamedTuple):
    """A paragraph as it stands in the body."""

    start: int
    end: int
    heading: bool


def _wholes(article: Article) -> list[_Whole]:
    """The paragraphs that aren't empty, headings among them, without the space around them."""
    headings = {heading.start for heading in article.headings}
    return [
        _Whole(*trimmed, start in headings)
        for start, end in paragraphs(article.body)
        if (trimmed := trim(article.body, start, end))
    ]


class _Cutter:
    """Cuts what is longer than a page."""

    def __init__(self, body: str, tokenizer: Tokenizer, length: int) -> None:
        self.length = length
        self._body = body
        self._tokenizer = tokenizer

    def cut(self, start: int, end: int, room: int) -> Iterator[tuple[int, int]]:
        """Sentences, the first within `room`, or pieces of those that are longer than a page."""
        for sentence in sentences(self._body, start, end):
            if sentence[1] - sentence[0] <= room:
                yield sentence
            else:
                for clause in clauses(self._body, *sentence):
                    yield from self._tokenizer.pieces(self._body, *clause, room)
            room = self.length


def _pages(wholes: Iterable[_Whole], cutter: _Cutter) -> list[list[_Part]]:
    """As much on each page as fits."""
    pages: list[list[_Part]] = []
    for block in _blocks(wholes):
        for parts in _together(block, cutter):
            if pages and parts[-1].end - pages[-1][0].start <= cutter.length:
                pages[-1].extend(parts)
            else:
                pages.append(parts)
    return pages


def _blocks(wholes: Iterable[_Whole]) -> Iterator[list[_Part]]:
    """Each paragraph with the headings before it."""
    block: list[_Part] = []
    for number, whole in enumerate(wholes):
        block.append(_Part(whole.start, whole.end, number))
        if not whole.heading:
            yield block
            block = []
    if block:
        yield block


def _together(block: list[_Part], cutter: _Cutter) -> Iterator[list[_Part]]:
    """The parts of a block that may not be parted: all, or the headings with the first words."""
    *headings, text = block
    room = cutter.length - (text.start - block[0].start)
    if text.end - text.start <= room:
        yield block
        return
    if 2 * room < cutter.length:
        for heading in headings:
            yield from ([heading._replace(start=s, end=e)] for s, e in _all(heading, cutter))
        headings, room = [], cutter.length
    for start, end in cutter.cut(text.start, text.end, room):
        yield [*headings, text._replace(start=start, end=end)]
        headings = []


def _all(part: _Part, cutter: _Cutter) -> Iterator[tuple[int, int]]:
    """A part as it is, or cut where it is longer than a page."""
    if part.end - part.start <= cutter.length:
        yield part.start, part.end
    else:
        yield from cutter.cut(part.start, part.end, cutter.length)


def _paragraph(article: Article, whole: _Whole, parts: list[_Part], marked: int) -> Paragraph:
    """The parts of one paragraph that share a page; the sentence around `marked` is marked."""
    start, end = parts[0].start, parts[-1].end
    highlights: tuple[tuple[int, int], ...] = ()
    if start <= marked < end and not whole.heading:
        highlights = tuple(
            (max(first, start) - start, min(last, end) - start)
            for first, last in sentences(article.body, whole.start, whole.end)
            if first <= marked < last
        )
    return Paragraph(article.body[start:end], start, end, whole.heading, highlights)
