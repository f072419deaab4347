"""Cuts an article's body into sentences, and groups them into the passages that are ranked."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from knowledge.language.folding import paragraphs, sentences
from knowledge.reading.article import Article

PASSAGE_LENGTH = 800


@dataclass(frozen=True, slots=True)
class Sentence:
    """A range of a body, in characters, with the number of its paragraph."""

    start: int
    end: int
    paragraph: int


@dataclass(frozen=True, slots=True)
class Passage:
    """The sentences `first` to `last` (exclusive) of an article, all of one section."""

    first: int
    last: int
    heading: str


@dataclass(frozen=True, slots=True)
class Cut:
    """An article's sentences, and passages over them."""

    sentences: tuple[Sentence, ...]
    passages: tuple[Passage, ...]


def cut(article: Article) -> Cut:
    """Cut a body: sentences never leave their paragraph, passages never leave their section.

    Passages hold up to PASSAGE_LENGTH characters; each begins halfway through the one before, so
    that neighbours stand together in one of them. Headings belong to no sentence.
    """
    found: list[Sentence] = []
    passages: list[Passage] = []
    for heading, section in groupby(_paragraphs(article), key=lambda piece: piece[0]):
        first = len(found)
        for _, number, start, end in section:
            found.extend(Sentence(*s, number) for s in sentences(article.body, start, end))
        passages.extend(
            Passage(first + begin, first + stop, heading[1])
            for begin, stop in _stretches([s.end - s.start for s in found[first:]])
        )
    return Cut(tuple(found), tuple(passages))


def _paragraphs(article: Article) -> Iterator[tuple[tuple[int, str], int, int, int]]:
    """Each paragraph but the headings: its section (number and heading), its number, its range."""
    headings = {heading.start: heading.text for heading in article.headings}
    section = (0, "")
    for number, (start, end) in enumerate(paragraphs(article.body)):
        if start in headings:
            section = (section[0] + 1, headings[start])
        elif article.body[start:end].strip():
            yield section, number, start, end


def _stretches(lengths: list[int]) -> Iterator[tuple[int, int]]:
    """Ranges of sentences of at most PASSAGE_LENGTH characters, or of one longer sentence."""
    begin = 0
    while begin < len(lengths):
        stop, total = begin + 1, lengths[begin]
        while stop < len(lengths) and total + lengths[stop] <= PASSAGE_LENGTH:
            total += lengths[stop]
            stop += 1
        yield begin, stop
        if stop == len(lengths):
            return
        half, begin = lengths[begin], begin + 1
        while begin < stop - 1 and half < total / 2:
            half += lengths[begin]
            begin += 1
