"""A document becomes an article: described, cleaned, checked."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from . import described
from .article import Article
from .cleaning import body_of, clean
from .described import Description, Said
from .document import Document, Paragraph
from .metadata import good_date, good_url
from .notes import Notes
from .yaml_lines import flag_of

_WANTED = ("url", "date")
_LONGEST_TITLE = 60
_NO_TITLE_END = re.compile(r"[。．.，,：:；;、][”’」』）)]*$|。")


@dataclass(frozen=True, slots=True)
class Place:
    """Where an article stands: its file, and its line in a file of many."""

    path: str
    line: int | None = None


@dataclass(frozen=True, slots=True)
class _Value:
    """A piece of metadata and where it stands."""

    text: str
    path: str
    line: int | None


def article_of(
    document: Document, place: Place, name: str, fallback: str, said: Description, notes: Notes
) -> Article | None:
    """The article with the id `name`; None if it is hidden or nothing is left of it.

    `fallback` is its title where it has none.
    """
    for flaw in document.flaws:
        notes.problem(place.path, flaw.line, flaw.reason)
    values = _values(place.path, document, said)
    paragraphs = _cleaned(document, said, notes)
    if not paragraphs:
        reason = "nothing is left of it but notices, captions and the like"
        notes.problem(place.path, place.line, reason)
        return None
    if _is_hidden(values, notes):
        return None
    return _assembled(place.path, name, fallback, values, document, paragraphs, notes)


def note_lacks(article: Article, notes: Notes) -> None:
    """Notes of an article what it lacks, as was done when it was made and nothing else noted."""
    for key in _WANTED:
        if getattr(article, key) is None:
            notes.lacks(article.path, key)


def _values(path: str, document: Document, said: Description) -> dict[str, _Value]:
    """What is known of an article; articles.yaml wins over the file."""
    own = {
        key: _Value(text, path, document.lines.get(key)) for key, text in document.metadata.items()
    }
    others = {
        key: _Value(value.text, described.FILE, value.line) for key, value in said.values.items()
    }
    return own | others


def _cleaned(document: Document, said: Description, notes: Notes) -> tuple[Paragraph, ...]:
    cleaned = clean(document.paragraphs, _texts(said.headings), _texts(said.boilerplate))
    missing = frozenset(cleaned.missing)
    notes.missing(span for span in (*said.headings, *said.boilerplate) if span.text in missing)
    return cleaned.paragraphs


def _texts(spans: Iterable[Said]) -> list[str]:
    return [span.text for span in spans]


def _is_hidden(values: dict[str, _Value], notes: Notes) -> bool:
    """Whether an article is never an answer; an unclear word hides it, to be safe."""
    value = values.get("hidden")
    if value is None:
        return False
    hidden = flag_of(value.text)
    if hidden is None and value.path != described.FILE:
        notes.problem(value.path, value.line, "hidden is neither true nor false")
    return hidden is not False


def _assembled(
    path: str,
    name: str,
    fallback: str,
    values: dict[str, _Value],
    document: Document,
    paragraphs: tuple[Paragraph, ...],
    notes: Notes,
) -> Article:
    title = _text(values, "title") or _title(document, paragraphs)
    body, headings = body_of(paragraphs, title or "")
    date = _checked(values, "date", good_date, "no date like 2025, 2025-10 or 2025-10-04", notes)
    url = _checked(values, "url", good_url, "no address like https://example.org/page", notes)
    for key in _WANTED:
        if key not in values:
            notes.lacks(path, key)
    return Article(
        id=name,
        title=title or fallback,
        body=body,
        publisher=_text(values, "publisher"),
        author=_text(values, "author"),
        date=date,
        url=url,
        headings=headings,
        path=path,
        title_inferred=title is None or _is_set(values, "title_inferred"),
        date_inferred=date is not None and _is_set(values, "date_inferred"),
    )


def _text(values: dict[str, _Value], key: str) -> str | None:
    return values[key].text if key in values else None


def _is_set(values: dict[str, _Value], key: str) -> bool:
    return key in values and flag_of(values[key].text) is True


def _checked(
    values: dict[str, _Value],
    key: str,
    good: Callable[[str], str | None],
    wrong: str,
    notes: Notes,
) -> str | None:
    if (value := values.get(key)) is None:
        return None
    text = good(value.text)
    if text is None:
        notes.warn(value.path, value.line, f"{key}: {value.text} is {wrong}")
    return text


def _title(document: Document, paragraphs: tuple[Paragraph, ...]) -> str | None:
    """The title that the text itself has: a heading near its top, else a short first line."""
    top = next((p.text for p in document.paragraphs[:3] if p.heading), None)
    if top is not None:
        return " ".join(top.split())
    first = paragraphs[0].text
    short = len(first) <= _LONGEST_TITLE and "\n" not in first
    # A text of one line has that line as its body, not as its title.
    if len(paragraphs) > 1 and short and not _NO_TITLE_END.search(first):
        return first
    return None
