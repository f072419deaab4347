"""The files that the knowledge is served from: built in a process of their own, and mapped."""

import hashlib
import logging
import os
import shutil
import tempfile
import weakref
from collections.abc import Iterator
from contextlib import nullcontext, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bot.aside import elsewhere
from bot.examples import Examples, example_questions
from bot.progress import shown
from bot.watching import Stamp, size_of
from knowledge import Article, FolderError, KnowledgeBase

log = logging.getLogger(__name__)

_PREFIX: Final = "knowledge-"
_SUFFIX: Final = ".snapshot"
# So many bytes are built sooner than a process starts.
_SMALL: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What is served: the knowledge base, with questions that it is known to answer."""

    knowledge: KnowledgeBase
    examples: Examples


@dataclass(frozen=True, slots=True)
class Changes:
    """What became of the articles since the snapshot before, by title."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()


class Snapshots:
    """The snapshots of a knowledge folder, in a folder for data; each bears its state's name."""

    def __init__(self, knowledge: Path, data: Path) -> None:
        """Where `data` can't be written, they go into a temporary folder."""
        self._knowledge = knowledge
        self._data = data
        if not _is_writable(data):
            self._data = Path(tempfile.mkdtemp(prefix="chuchu-"))
            weakref.finalize(self, shutil.rmtree, self._data, ignore_errors=True)
        self._file: Path | None = None

    def open(self, stamp: Stamp) -> Snapshot:
        """The snapshot of the folder in this state: the file that is there, else a new one.

        Where no file can be written, it is in memory. Raises FolderError where the folder can't be
        read.
        """
        file = self._named(stamp)
        if file.exists():
            try:
                knowledge = KnowledgeBase.open(file)
            except FolderError as error:
                log.warning("It is built anew: %s", error)
            else:
                self._keep(file)
                examples = example_questions(knowledge, self._knowledge)
                return Snapshot(_prepared(knowledge), examples)
        self._file = self._newest()
        try:
            if size_of(stamp) <= _SMALL:
                # Nobody waits for an answer yet, and a process takes longer to start.
                return self._opened(file, _build(self._knowledge, file, self._file)[0])
            return self.build(stamp, show_progress=True)[0]
        except EOFError:
            log.warning("The process that builds the snapshot died; it is built here")
        except OSError as error:
            log.warning("No snapshot can be written (%s): the next start takes longer", error)
        knowledge = _prepared(KnowledgeBase.open(self._knowledge))
        return Snapshot(knowledge, example_questions(knowledge, self._knowledge))

    def build(self, stamp: Stamp, show_progress: bool = False) -> tuple[Snapshot, Changes]:
        """Build the snapshot of the folder, which was in this state before.

        Raises FolderError where the folder can't be read, OSError where no file can be written.
        """
        file = self._named(stamp)
        # Building takes the interpreter for itself, which the answers need here.
        examples, changes = elsewhere(_build, self._knowledge, file, self._file, show_progress)
        return self._opened(file, examples), changes

    def _opened(self, file: Path, examples: Examples) -> Snapshot:
        snapshot = Snapshot(_prepared(KnowledgeBase.open(file)), examples)
        self._keep(file)
        return snapshot

    def _newest(self) -> Path | None:
        """A file of another state of the folder, to take from what hasn't changed since."""
        found = list(self._data.glob(f"{_PREFIX}*{_SUFFIX}"))
        with suppress(OSError):
            return max(found, key=lambda file: file.stat().st_mtime, default=None)
        return None

    def _named(self, stamp: Stamp) -> Path:
        marks = repr(sorted(stamp)).encode("utf-8", "surrogateescape")
        name = hashlib.blake2b(marks, digest_size=12).hexdigest()
        return self._data / f"{_PREFIX}{name}{_SUFFIX}"

    def _keep(self, file: Path) -> None:
        """Remove the others, and what a build that was killed left behind."""
        self._file = file
        snapshots = self._data.glob(f"{_PREFIX}*{_SUFFIX}")
        unfinished = self._data.glob(f".{_PREFIX}*{_SUFFIX}.*.tmp")
        for old in (*snapshots, *unfinished):
            if old != file:
                # Where a file that is mapped can't be removed, it is the next time.
                with suppress(OSError):
                    old.unlink()


def _prepared(knowledge: KnowledgeBase) -> KnowledgeBase:
    """With the lists that whoever browses first would have to wait for."""
    knowledge.articles_named()
    _ = knowledge.topics
    return knowledge


def _is_writable(folder: Path) -> bool:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError:
        return False
    return os.access(folder, os.W_OK | os.X_OK)


def _build(
    folder: Path, file: Path, before: Path | None, show_progress: bool = False
) -> tuple[Examples, Changes]:
    with shown() if show_progress else nullcontext() as progress:
        knowledge = KnowledgeBase.build(folder, file, before, progress)
    examples = example_questions(knowledge, folder)
    try:
        old = KnowledgeBase.open(before) if before else None
    except FolderError:
        old = None
    return examples, _changes(old, knowledge) if old else Changes()


def _changes(before: KnowledgeBase, after: KnowledgeBase) -> Changes:
    old = {article.id: article for article in before.unlike(after)}
    new = {article.id: article for article in after.unlike(before)}
    return Changes(
        added=_titles(new[key] for key in new.keys() - old.keys()),
        changed=_titles(new[key] for key in new.keys() & old.keys() if new[key] != old[key]),
        removed=_titles(old[key] for key in old.keys() - new.keys()),
    )


def _titles(articles: Iterator[Article]) -> tuple[str, ...]:
    return tuple(sorted(article.title for article in articles))
