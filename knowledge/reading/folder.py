"""A knowledge folder: which articles and names are in it, and what is wrong with it."""

import os
import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from . import described, files, lexicon
from .article import Article, Problem
from .cleaning import body_of, clean
from .described import Description, Said
from .document import Document, Paragraph, Unreadable
from .formats import FORMATS
from .ids import assign_ids
from .lexicon import Lexicon, Name
from .metadata import good_date, good_url
from .yaml_lines import flag_of

_LONGEST_TITLE = 60
_NO_TITLE_END = re.compile(r"[。．.，,：:；;、][”’」』）)]*$|。")


@dataclass(frozen=True, slots=True)
class Folder:
    """Everything that stands in a knowledge folder, with all that is broken or looks wrong."""

    articles: tuple[Article, ...]
    names: tuple[Name, ...]
    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class _Notes:
    """What is found wrong while reading."""

    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)

    def problem(self, path: str, line: int | None, reason: str) -> None:
        self.problems.append(Problem(path, line, reason))

    def warn(self, path: str, line: int | None, reason: str) -> None:
        self.warnings.append(Problem(path, line, reason))


@dataclass(frozen=True, slots=True)
class _Value:
    """A piece of metadata and where it stands."""

    text: str
    path: str
    line: int | None


def read_folder(path: Path, romanize: Callable[[str], str]) -> Folder:
    """Reads what can be read and notes the rest; only a folder that can't be listed raises."""
    files.check_folder(path)
    notes = _Notes()
    found = files.list_files(path, notes.problems)
    descriptions = _descriptions(path, found, notes)
    names = _lexicon(path, notes).names
    readable = _with_known_suffix(found, notes)
    if not readable:
        where = f"{path}/articles"
        notes.warn("articles", None, f"no articles yet: put .txt or .md files into {where}")
    ids = _ids(readable, romanize, notes)
    articles = [
        _article(path, name, ids[name], descriptions.get(name, Description(0)), notes)
        for name in readable
    ]
    return Folder(
        tuple(article for article in articles if article is not None),
        names,
        tuple(notes.problems),
        tuple(notes.warnings),
    )


def _text_of(path: Path, name: str, notes: _Notes) -> str:
    """The text of a YAML file beside the articles; nothing if it is missing or unreadable."""
    if not os.path.lexists(path / name):
        return ""
    try:
        return files.read_bytes(path / name).decode("utf-8-sig")
    except Unreadable as error:
        notes.problem(name, None, str(error))
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        notes.problem(name, line, f"not UTF-8: byte 0x{error.object[error.start]:02x}")
    return ""


def _descriptions(path: Path, found: Iterable[str], notes: _Notes) -> dict[str, Description]:
    """What articles.yaml says, by the path of each file that is there."""
    entries, problems = described.read_descriptions(_text_of(path, described.FILE, notes))
    notes.problems.extend(problems)
    # macOS writes file names decomposed.
    there = {unicodedata.normalize("NFC", name): name for name in found}
    descriptions = {}
    for name, description in entries.items():
        wanted = unicodedata.normalize("NFC", f"articles/{name}")
        if wanted in there:
            descriptions[there[wanted]] = description
        else:
            notes.problem(described.FILE, description.line, f"there is no file articles/{name}")
    return descriptions


def _lexicon(path: Path, notes: _Notes) -> Lexicon:
    read = lexicon.read_lexicon(_text_of(path, lexicon.FILE, notes))
    notes.problems.extend(read.problems)
    notes.warnings.extend(read.warnings)
    return read


def _with_known_suffix(found: Iterable[str], notes: _Notes) -> list[str]:
    readable = []
    for name in found:
        if PurePosixPath(name).suffix.lower() in FORMATS:
            readable.append(name)
        else:
            notes.warn(name, None, f"not read: only {', '.join(FORMATS)} files are articles")
    return readable


def _ids(paths: list[str], romanize: Callable[[str], str], notes: _Notes) -> dict[str, str]:
    ids, kept = assign_ids(paths, romanize)
    for path, keeper in kept.items():
        reason = f"duplicate id {ids[keeper]}: {keeper} has it too, so this one is {ids[path]}"
        notes.problem(path, None, f"{reason} (rename a file)")
    return dict(ids)


def _article(
    folder: Path, path: str, name: str, said: Description, notes: _Notes
) -> Article | None:
    """The article of one file; None if it is hidden or can't be read."""
    try:
        document = FORMATS[PurePosixPath(path).suffix.lower()](files.read_bytes(folder / path))
    except Unreadable as error:
        notes.problem(path, error.line, error.reason)
        return None
    for flaw in document.flaws:
        notes.problem(path, flaw.line, flaw.reason)
    values = _values(path, document, said)
    paragraphs = _cleaned(document, said, notes)
    if not paragraphs:
        notes.problem(path, None, "nothing is left of it but notices, captions and the like")
        return None
    if _is_hidden(values, notes):
        return None
    return _assembled(path, name, values, document, paragraphs, notes)


def _values(path: str, document: Document, said: Description) -> dict[str, _Value]:
    """What is known of an article; articles.yaml wins over the file."""
    own = {
        key: _Value(text, path, document.lines.get(key)) for key, text in document.metadata.items()
    }
    others = {
        key: _Value(value.text, described.FILE, value.line) for key, value in said.values.items()
    }
    return own | others


def _cleaned(document: Document, said: Description, notes: _Notes) -> tuple[Paragraph, ...]:
    cleaned = clean(document.paragraphs, _texts(said.headings), _texts(said.boilerplate))
    for span in (*said.headings, *said.boilerplate):
        if span.text in cleaned.missing:
            shown = span.text if len(span.text) <= 40 else f"{span.text[:40]}…"
            reason = f"“{shown}” isn't in the text, or not after the heading before it"
            notes.warn(described.FILE, span.line, reason)
    return cleaned.paragraphs


def _texts(spans: Iterable[Said]) -> list[str]:
    return [span.text for span in spans]


def _is_hidden(values: dict[str, _Value], notes: _Notes) -> bool:
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
    values: dict[str, _Value],
    document: Document,
    paragraphs: tuple[Paragraph, ...],
    notes: _Notes,
) -> Article:
    title = _text(values, "title") or _title(document, paragraphs)
    body, headings = body_of(paragraphs, title or "")
    date = _checked(values, "date", good_date, "no date like 2025, 2025-10 or 2025-10-04", notes)
    url = _checked(values, "url", good_url, "no address like https://example.org/page", notes)
    for key in ("url", "date"):
        if key not in values:
            notes.warn(path, None, f"no {key} is known")
    return Article(
        id=name,
        title=title or PurePosixPath(path).stem,
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
    notes: _Notes,
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
