"""A document's paragraphs become a body: furniture gone, headings set free."""

from collections.abc import Iterable, Sequence
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
from .spans import split, with_headings_free, without_spans

_TOP, _BOTTOM = 6, 3  # paragraphs in which a byline may stand


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
    left, no_boilerplate = without_spans(list(paragraphs), boilerplate)
    left = [piece for paragraph in left for piece in split(paragraph, INLINE)]
    left, no_headings = with_headings_free(left, headings)
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
