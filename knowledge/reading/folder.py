"""A knowledge folder: which articles and names are in it, and what is wrong with it."""

import os
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath

from . import apart, bulk, described, files, lexicon
from .apart import Apart
from .article import Article, Problem
from .assembly import Place, article_of
from .described import Description
from .document import Document, Unreadable
from .formats import FORMATS
from .ids import Ids, assign_ids
from .lexicon import Lexicon, Name
from .notes import BulkNotes, Notes


@dataclass(frozen=True, slots=True)
class Folder:
    """Everything that stands in a knowledge folder, with all that is broken or looks wrong."""

    articles: tuple[Article, ...]
    names: tuple[Name, ...]
    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...]


def read_folder(path: Path, romanize: Callable[[str], str]) -> Folder:
    """Reads what can be read and notes the rest; only a folder that can't be listed raises."""
    files.check_folder(path)
    notes = Notes()
    found = files.list_files(path, notes.problems)
    descriptions = _descriptions(path, found, notes)
    names = _lexicon(path, notes).names
    readable = _with_known_suffix(found, notes)
    if not readable:
        where = f"{path}/articles"
        notes.warn("articles", None, f"no articles yet: put .txt or .md files into {where}")
    articles = tuple(_articles(path, readable, descriptions, romanize, notes))
    return Folder(articles, names, tuple(notes.problems), tuple(notes.warnings))


def _text_of(path: Path, name: str, notes: Notes) -> str:
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


def _descriptions(path: Path, found: Iterable[str], notes: Notes) -> dict[str, Description]:
    """What articles.yaml says, by the path of each file that is there."""
    entries, problems = described.read_descriptions(_text_of(path, described.FILE, notes))
    notes.problems.extend(problems)
    # macOS writes file names decomposed.
    there = {unicodedata.normalize("NFC", name): name for name in found}
    there |= {name: name for name in found}
    descriptions = {}
    for name, description in entries.items():
        wanted = f"articles/{name}"
        wanted = wanted if wanted in there else unicodedata.normalize("NFC", wanted)
        if wanted in there:
            descriptions[there[wanted]] = description
        else:
            notes.problem(described.FILE, description.line, f"there is no file articles/{name}")
    return descriptions


def _lexicon(path: Path, notes: Notes) -> Lexicon:
    read = lexicon.read_lexicon(_text_of(path, lexicon.FILE, notes))
    notes.problems.extend(read.problems)
    notes.warnings.extend(read.warnings)
    return read


def _with_known_suffix(found: Iterable[str], notes: Notes) -> list[str]:
    known = (*FORMATS, bulk.SUFFIX, *apart.LIBRARIES)
    readable = []
    unread: list[str] = []
    for name in found:
        if _suffix(name) not in known:
            notes.warn(name, None, f"not read: only {', '.join(known)} files are articles")
        elif apart.lacks_library(_suffix(name)):
            unread.append(name)
        else:
            readable.append(name)
    if unread:
        counts = Counter(map(_suffix, unread)).items()
        told = ", ".join(f"{count:,} {suffix}" for suffix, count in counts)
        notes.problem(unread[0], None, f"not read: {told}: they need the extra {apart.EXTRA}")
    return readable


def _suffix(path: str) -> str:
    return os.path.splitext(path)[1].lower()


def _articles(
    folder: Path,
    paths: list[str],
    descriptions: dict[str, Description],
    romanize: Callable[[str], str],
    notes: Notes,
) -> Iterator[Article]:
    names = _ids([path for path in paths if _suffix(path) != bulk.SUFFIX], romanize, notes)
    ids = Ids({name: path for path, name in names.items()}, romanize)
    inside = files.roots(folder)
    with Apart() as parser:
        for path in paths:
            said = descriptions.get(path, Description(0))
            if path not in names:
                yield from _bulk(folder, inside, path, ids, said, notes)
            elif document := _document(folder, inside, path, parser, notes):
                stem = PurePosixPath(path).stem
                article = article_of(document, Place(path), names[path], stem, said, notes)
                if article is not None:
                    yield article


def _document(
    folder: Path, inside: tuple[Path, ...], path: str, parser: Apart, notes: Notes
) -> Document | None:
    """What stands in a file of one article; None if it can't be read."""
    suffix = _suffix(path)
    try:
        data = files.read_bytes(folder / path, inside)
        return FORMATS[suffix](data) if suffix in FORMATS else parser.read(suffix, data)
    except Unreadable as error:
        notes.problem(path, error.line, error.reason)
        return None


def _ids(paths: list[str], romanize: Callable[[str], str], notes: Notes) -> dict[str, str]:
    ids, kept = assign_ids(paths, romanize)
    for path, keeper in kept.items():
        reason = f"duplicate id {ids[keeper]}: {keeper} has it too, so this one is {ids[path]}"
        notes.problem(path, None, f"{reason} (rename a file)")
    return dict(ids)


def _bulk(
    folder: Path,
    inside: tuple[Path, ...],
    path: str,
    ids: Ids,
    said: Description,
    notes: Notes,
) -> Iterator[Article]:
    """The articles of a file that has one a line."""
    own = BulkNotes()
    entries = 0
    try:
        with files.opened(folder / path, bulk.LARGEST, inside) as file:
            for entry in bulk.read_entries(file, partial(own.problem, path)):
                entries += 1
                name, owner = ids.give(entry.id, path, entry.line)
                if owner is not None:
                    reason = f"duplicate id {entry.id}: {owner} has it too, so this one is {name}"
                    own.problem(path, entry.line, reason)
                place = Place(path, entry.line)
                article = article_of(entry.document, place, name, entry.id, said, own)
                if article is not None:
                    yield article
        if not own.problems and not entries:
            notes.problem(path, None, "no text in it")
    except Unreadable as error:
        notes.problem(path, error.line, error.reason)
    own.hand_over(notes, path, entries)
