"""Which files of a folder are articles, and their bytes, however hostile the folder."""

import os
import stat
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

from .article import FolderError, Problem
from .document import Unreadable

LARGEST = 20_000_000  # bytes
LEADS_OUT = "a link that leads out of the folder"
_NOT_REGULAR = "this isn't a regular file"
_AT_ONCE = 100_000  # bytes

# A pipe would be waited for without end, a terminal would become ours.
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0)
_FLAGS |= getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
_UNFOLLOWED = getattr(os, "O_NOFOLLOW", 0)
_DIRECTORY = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_CLOEXEC", 0)
# Controls, halves of characters, ends of lines: joiners and wide spaces do stand in names.
_UNSHOWN = frozenset({"Cc", "Cs", "Zl", "Zp"})


def check_folder(folder: Path) -> None:
    """Raises FolderError unless the folder can be listed."""
    try:
        os.scandir(folder).close()
    except FileNotFoundError:
        raise FolderError(f"{folder}: there is no such folder") from None
    except NotADirectoryError:
        raise FolderError(f"{folder}: this is a file, not a folder") from None
    except OSError as error:
        raise FolderError(f"{folder}: the folder can't be read: {error.strerror}") from error


def list_files(folder: Path, problems: list[Problem]) -> list[str]:
    """All files below articles/, as sorted paths relative to the folder; hidden ones left out."""
    articles = folder / "articles"
    try:
        articles.lstat()
    except FileNotFoundError:
        return []
    except OSError as error:
        raise FolderError(f"{articles}: the folder can't be read: {error.strerror}") from error
    check_folder(articles)
    return sorted(_below(folder, problems))


def roots(folder: Path) -> tuple[Path, ...]:
    """Where an article's file may really stand: `articles` may itself be a link."""
    return folder.resolve(), (folder / "articles").resolve()


def _below(folder: Path, problems: list[Problem]) -> Iterator[str]:
    inside = roots(folder)
    # A stack, since a folder can be deeper than Python's own.
    waiting = ["articles"]
    while waiting:
        at = waiting.pop()
        for entry in _entries(folder, at, problems):
            shown = f"{at}/{entry.name}"
            if _is_leftover(entry.name):
                continue
            if not _can_be_shown(entry.name):
                reason = "the file name isn't UTF-8, or has control characters"
                problems.append(Problem(ascii(shown)[1:-1], None, reason))
            elif _is(entry, os.DirEntry.is_file):
                yield shown
            elif _is(entry, os.DirEntry.is_dir):
                waiting.append(shown)
            elif not entry.is_symlink():
                problems.append(Problem(shown, None, _NOT_REGULAR))
            elif not _leads_into(inside, Path(entry.path)):
                problems.append(Problem(shown, None, LEADS_OUT))
            elif os.path.isdir(entry.path):
                problems.append(Problem(shown, None, "a link to a folder: it isn't followed"))
            else:
                yield shown


def _entries(folder: Path, at: str, problems: list[Problem]) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder / at) as entries:
            return list(entries)
    except OSError as error:
        problems.append(Problem(at, None, f"the folder can't be read: {error.strerror}"))
        return []


def _is(entry: os.DirEntry[str], kind: Callable[..., bool]) -> bool:
    """Whether something is of this kind itself, no link to one."""
    try:
        return kind(entry, follow_symlinks=False)
    except OSError:  # a file system that tells no kinds, and now not even this file's
        return False


def _can_be_shown(name: str) -> bool:
    return name.isprintable() or all(unicodedata.category(c) not in _UNSHOWN for c in name)


def leads_out(folder: Path, name: str) -> bool:
    """Whether a file of the folder is a link to somewhere else."""
    return (folder / name).is_symlink() and not _leads_into(roots(folder), folder / name)


def _leads_into(inside: tuple[Path, ...], link: Path) -> bool:
    try:
        return any(map(link.resolve().is_relative_to, inside))
    except (OSError, RuntimeError):  # Python before 3.13 raises RuntimeError for a link to itself
        return False


def _is_leftover(name: str) -> bool:
    return name.startswith((".", "~", "#")) or name.endswith(("~", ".swp", ".swo", ".bak", ".tmp"))


class Files:
    """The files of a folder, to be opened by their paths in it, each only where it really stands.

    A file is opened from its directory's handle, with no link followed on the way: that takes a
    third of the time that finding out where its path leads takes. Links go that longer way.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._inside = roots(folder)
        self._parent: str | None = None
        self._at = -1

    def __enter__(self) -> "Files":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._leave()

    def read(self, path: str) -> bytes:
        """All of a file of a sane size; raises Unreadable."""
        handle = self._handle(path)
        if handle is None:
            return read_bytes(self._folder / path, self._inside)
        return _content(handle, LARGEST)

    @contextmanager
    def opened(self, path: str, most: int) -> Iterator[BinaryIO]:
        """A file of at most `most` bytes; it may still grow while it is read.

        Raises Unreadable, also for what goes wrong while reading.
        """
        handle = self._handle(path)
        if handle is None:
            handle = _really_opened(self._folder / path, most, self._inside)
        try:
            with open(handle, "rb", buffering=_AT_ONCE) as file:
                _check(os.fstat(handle), most)
                yield file
        except OSError as error:
            raise _unreadable(error) from error

    def _handle(self, path: str) -> int | None:
        """The file's handle; None where a link stands there, or nothing that can be opened.

        Devices, which opening alone can set off, were sorted out when the folder was listed.
        """
        parent, _, name = path.rpartition("/")
        try:
            if parent != self._parent:
                self._enter(parent)
            return os.open(name, _FLAGS | _UNFOLLOWED, dir_fd=self._at)
        except (OSError, NotImplementedError):  # a system without such handles
            return None

    def _enter(self, parent: str) -> None:
        self._leave()
        # Only the folder of the articles may itself be a link.
        first, *others = parent.split("/")
        self._at = os.open(self._folder / first, _DIRECTORY)
        for name in others:
            inner = os.open(name, _DIRECTORY | _UNFOLLOWED, dir_fd=self._at)
            os.close(self._at)
            self._at = inner
        self._parent = parent

    def _leave(self) -> None:
        self._parent = None
        if self._at >= 0:
            os.close(self._at)
            self._at = -1


def read_bytes(path: Path, inside: tuple[Path, ...] = ()) -> bytes:
    """All of a regular file of a sane size.

    With `inside`, it must really stand in one of these folders, wherever links lead. Raises
    Unreadable.
    """
    return _content(_really_opened(path, LARGEST, inside), LARGEST)


def _content(handle: int, most: int) -> bytes:
    """All of an open file, which is closed."""
    try:
        found = os.fstat(handle)
        _check(found, most)
        # The end shows where one byte more was asked for than there is.
        data = os.read(handle, found.st_size + 1)
        return data if len(data) == found.st_size else _rest(handle, data, most)
    except OSError as error:
        raise _unreadable(error) from error
    finally:
        os.close(handle)


def _rest(handle: int, data: bytes, most: int) -> bytes:
    """What was read, with all that follows, of a file that changes while it is read."""
    parts = [data]
    left = most - len(data)
    while left >= 0 and (part := os.read(handle, _AT_ONCE)):
        parts.append(part)
        left -= len(part)
    if left < 0:
        raise Unreadable(None, f"it grew beyond {most // 1_000_000} MB while it was read")
    return b"".join(parts)


def _really_opened(path: Path, most: int, inside: tuple[Path, ...]) -> int:
    """The handle of a regular file, wherever links lead, if that is `inside`."""
    try:
        # Opening alone can set off a device.
        _check(path.stat(), most)
        handle = os.open(path, _FLAGS)
        try:
            found = os.fstat(handle)
            _check(found, most)
            if inside:
                _check_place(path, found, inside)
        except BaseException:
            os.close(handle)
            raise
        return handle
    except OSError as error:
        raise _unreadable(error) from error


def _unreadable(error: OSError) -> Unreadable:
    return Unreadable(None, f"the file can't be read: {error.strerror or error}")


def _check(found: os.stat_result, most: int) -> None:
    if not stat.S_ISREG(found.st_mode):
        raise Unreadable(None, _NOT_REGULAR)
    if found.st_size > most:
        size = f"{found.st_size / 1_000_000:.0f} MB"
        raise Unreadable(None, f"{size}: a file may have {most // 1_000_000} MB at most")


def _check_place(path: Path, found: os.stat_result, inside: tuple[Path, ...]) -> None:
    """The opened file itself is looked for, since a link may have been swapped in after a check."""
    real = os.path.realpath(path)
    if not any(real.startswith(os.path.join(root, "")) for root in inside):
        raise Unreadable(None, LEADS_OUT)
    if not os.path.samestat(os.lstat(real), found):
        raise Unreadable(None, "another file was put in its place while it was opened")
