"""Tells one state of a knowledge folder from another, by its files' names, sizes and times."""

import os
import stat
from pathlib import Path
from typing import Final

Mark = tuple[str, tuple[int, ...]]
Stamp = frozenset[Mark]

_BESIDE_THE_ARTICLES: Final = (".yaml", ".jsonl")
# Of a file's mark, how many numbers there are, and which of them is the size.
_FILE, _SIZE = 4, 1


def stamp_of(folder: Path) -> Stamp:
    """Alike as long as nothing that is read has changed, whatever becomes of the folder.

    The system's notices are quicker, but tell of editors' leftovers too, and of nothing where the
    folder is replaced or its disk is another machine's.
    """
    articles = folder / "articles"
    paths = [str(folder), str(articles)]
    for at, folders, files in os.walk(folder):
        folders.clear()
        paths += [os.path.join(at, n) for n in files if n.endswith(_BESIDE_THE_ARTICLES)]
    for at, folders, files in os.walk(articles):
        folders[:] = [name for name in folders if not _is_leftover(name)]
        paths += [os.path.join(at, name) for name in files if not _is_leftover(name)]
    return frozenset(map(_mark, paths))


def size_of(stamp: Stamp) -> int:
    """How large all the files together are, in bytes."""
    return sum(mark[_SIZE] for _, mark in stamp if len(mark) == _FILE)


def _mark(path: str) -> Mark:
    try:
        found = os.stat(path)
    except OSError:
        return path, ()
    if stat.S_ISDIR(found.st_mode):
        # Its times tell of what editors leave behind, too.
        return path, (found.st_ino, found.st_mode)
    return path, (found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns)


def _is_leftover(name: str) -> bool:
    """Whether editors put it there for a while: no article is read from such a file."""
    return name.startswith((".", "~", "#")) or name.endswith(("~", ".swp", ".swo", ".bak", ".tmp"))
