"""A knowledge folder: which articles and names are in it, and what is wrong with it."""

import os
import unicodedata
from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from . import apart, bulk, described, files, lexicon, questions
from .apart import Apart
from .article import Article, Problem
from .described import Description
from .document import Unreadable
from .files import Files
from .formats import FORMATS, suffix_of
from .ids import Ids, assign_ids
from .keys import Known
from .lexicon import Lexicon, Name
from .making import Keyed, Making
from .notes import Notes
from .pace import Pace, Progress


@dataclass(frozen=True, slots=True)
class Folder:
    """Everything that stands in a knowledge folder, with all that is broken or looks wrong.

    `keys` has the key of each article, by which it is known again; NEVER where it isn't.
    """

    articles: tuple[Article, ...]
    names: tuple[Name, ...]
    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...]
    keys: tuple[bytes, ...] = ()


def read_folder(
    path: Path,
    romanize: Callable[[str], str],
    known: Known | None = None,
    progress: Progress | None = None,
) -> Folder:
    """Reads what can be read and notes the rest; only a folder that can't be listed raises.

    `known` gives the article that had a key when the folder was read before: what hasn't changed
    since is taken from there. The result is the same as without it.
    """
    files.check_folder(path)
    notes = Notes()
    found = files.list_files(path, notes.problems)
    descriptions = _descriptions(path, found, notes)
    names = _lexicon(path, notes).names
    if files.leads_out(path, questions.FILE):
        notes.problem(questions.FILE, None, files.LEADS_OUT)
    readable = _with_known_suffix(found, notes)
    if not readable:
        where = f"{path}/articles"
        notes.warn("articles", None, f"no articles yet: put .txt or .md files into {where}")
    made = list(_articles(path, readable, descriptions, romanize, known, progress, notes))
    return Folder(
        articles=tuple(article for _, article in made),
        names=names,
        problems=tuple(notes.problems),
        warnings=tuple(notes.warnings),
        keys=tuple(key for key, _ in made),
    )


def _text_of(path: Path, name: str, notes: Notes) -> str:
    """The text of a YAML file beside the articles; nothing if it is missing or unreadable."""
    if not os.path.lexists(path / name):
        return ""
    try:
        return files.read_bytes(path / name, files.roots(path)).decode("utf-8-sig")
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
    if not entries:
        return {}
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
    lacking = {suffix for suffix in known if apart.lacks_library(suffix)}
    readable = []
    unread: list[str] = []
    for name in found:
        suffix = suffix_of(name)
        if suffix not in known:
            notes.warn(name, None, f"not read: only {', '.join(known)} files are articles")
        elif suffix in lacking:
            unread.append(name)
        else:
            readable.append(name)
    if unread:
        counts = Counter(map(suffix_of, unread)).items()
        told = ", ".join(f"{count:,} {suffix}" for suffix, count in counts)
        notes.problem(unread[0], None, f"not read: {told}: they need the extra {apart.EXTRA}")
    return readable


def _articles(
    folder: Path,
    paths: list[str],
    descriptions: dict[str, Description],
    romanize: Callable[[str], str],
    known: Known | None,
    progress: Progress | None,
    notes: Notes,
) -> Iterator[Keyed]:
    names = _ids([path for path in paths if suffix_of(path) != bulk.SUFFIX], romanize, notes)
    ids = Ids({name: path for path, name in names.items()}, romanize)
    with Files(folder) as opened, Apart() as parser:
        making = Making(opened, parser, descriptions, known, notes)
        pace = Pace(progress, _count(opened, paths, names) if progress else 0)
        for path in paths:
            if path not in names:
                yield from making.of_bulk(path, ids, pace.step)
            else:
                pace.step()
                if made := making.of_file(path, names[path]):
                    yield made
        pace.end()


def _count(opened: Files, paths: list[str], names: Container[str]) -> int:
    """How many files there are, each line of a file of many counted as one."""
    count = 0
    for path in paths:
        if path in names:
            count += 1
        else:
            with suppress(Unreadable), opened.opened(path, bulk.LARGEST) as file:
                count += bulk.count_lines(file)
    return count


def _ids(paths: list[str], romanize: Callable[[str], str], notes: Notes) -> dict[str, str]:
    ids, kept = assign_ids(paths, romanize)
    for path, keeper in kept.items():
        reason = f"duplicate id {ids[keeper]}: {keeper} has it too, so this one is {ids[path]}"
        notes.problem(path, None, f"{reason} (rename a file)")
    return dict(ids)
