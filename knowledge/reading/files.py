"""Which files of a folder are articles."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from .article import FolderError, Problem
from .document import Unreadable

LARGEST = 20_000_000  # bytes


def check_folder(folder: Path) -> None:
    """Raises FolderError unless the folder can be listed."""
    try:
        os.listdir(folder)
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
    return sorted(_below(folder, articles, problems))


def _below(folder: Path, articles: Path, problems: list[Problem]) -> Iterator[str]:
    def unlisted(error: OSError) -> None:
        path = Path(os.fsdecode(error.filename)).relative_to(folder).as_posix()
        problems.append(Problem(path, None, f"the folder can't be read: {error.strerror}"))

    inside = (folder.resolve(), articles.resolve())
    for at, folders, files in os.walk(articles, onerror=unlisted):
        folders[:] = [name for name in folders if not _is_leftover(name)]
        linked = [name for name in folders if (Path(at) / name).is_symlink()]
        for name in (*linked, *files):
            path = Path(at) / name
            shown = path.relative_to(folder).as_posix()
            if _is_leftover(name):
                continue
            if not shown.isprintable():
                reason = "the file name isn't UTF-8, or has control characters"
                problems.append(Problem(ascii(shown)[1:-1], None, reason))
            elif path.is_symlink() and not _leads_into(inside, path):
                problems.append(Problem(shown, None, "a link that leads out of the folder"))
            elif name in linked:
                problems.append(Problem(shown, None, "a link to a folder: it isn't followed"))
            else:
                yield shown


def _leads_into(inside: tuple[Path, ...], link: Path) -> bool:
    try:
        return any(map(link.resolve().is_relative_to, inside))
    except (OSError, RuntimeError):  # Python before 3.13 raises RuntimeError for a link to itself
        return False


def _is_leftover(name: str) -> bool:
    return name.startswith((".", "~", "#")) or name.endswith(("~", ".swp", ".swo", ".bak", ".tmp"))


def read_bytes(path: Path) -> bytes:
    """A regular file of a sane size; a pipe would be waited for without end."""
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            raise Unreadable(None, "this isn't a regular file")
        if found.st_size > LARGEST:
            size, most = found.st_size / 1_000_000, LARGEST // 1_000_000
            raise Unreadable(None, f"{size:.0f} MB: a file may have {most} MB at most")
        return path.read_bytes()
    except OSError as error:
        raise Unreadable(None, f"the file can't be read: {error.strerror or error}") from error
