"""The id of an article: a slug of its file name that stays the same across reloads."""

import hashlib
import re
import unicodedata
from collections.abc import Callable, Container, Iterable, Mapping

_LONGEST = 40
_HASH = 6
_BETWEEN = re.compile(r"[^a-z0-9]+")


def stem_of(path: str) -> str:
    """A file's name without its suffix."""
    name = path.rpartition("/")[2]
    return name.rpartition(".")[0] or name


def slug(stem: str, romanize: Callable[[str], str]) -> str:
    """A file name without its suffix as [a-z0-9-], at most 40 characters, never empty."""
    name = unicodedata.normalize("NFC", stem)
    plain = name.lower() if name.isascii() else _plain(romanize(name))
    short = _BETWEEN.sub("-", plain).strip("-")[:_LONGEST].rstrip("-")
    return short or f"article-{_hash(name)}"


def _plain(text: str) -> str:
    """Without accents."""
    latin = unicodedata.normalize("NFKD", text).lower()
    return "".join(c for c in latin if not unicodedata.combining(c))


def assign_ids(
    paths: Iterable[str], romanize: Callable[[str], str]
) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """The id of each path; and for each that had to share a slug, the path that kept it."""
    stems = {path: stem_of(path) for path in sorted(paths)}
    keepers: dict[str, str] = {}
    sharing: dict[str, list[str]] = {}
    for path, stem in stems.items():
        name = slug(stem, romanize)
        first = keepers.setdefault(name, path)
        if first is not path:
            sharing.setdefault(name, [first]).append(path)
    kept: dict[str, str] = {}
    for name, group in sharing.items():
        keepers[name] = next((path for path in group if stems[path] == name), group[0])
        kept |= {path: keepers[name] for path in group if path != keepers[name]}
    ids = {path: name for name, path in keepers.items()}
    taken = set(keepers)
    for path, keeper in sorted(kept.items()):
        ids[path] = _unique(ids[keeper], path, taken)
        taken.add(ids[path])
    return ids, kept


class Ids:
    """Ids given one by one: the first to come keeps a slug that others share."""

    def __init__(self, taken: Mapping[str, str], romanize: Callable[[str], str]) -> None:
        """`taken`: what has an id already, by its id."""
        self._owners = dict(taken)
        self._romanize = romanize

    def claim(self, name: str, path: str, line: int) -> bool:
        """Whether a line of a file can have this id, which it then has."""
        if name in self._owners:
            return False
        self._owners[name] = f"{path}:{line}"
        return True

    def give(self, stem: str, path: str, line: int) -> tuple[str, str | None]:
        """The id of a line of a file; and whoever has its slug already, if someone has."""
        name = slug(stem, self._romanize)
        owner = self._owners.get(name)
        # The line's number would make another id of it whenever a line before it goes.
        given = name if owner is None else _unique(name, f"{path}#{stem}", self._owners)
        self._owners[given] = f"{path}:{line}"
        return given, owner


def _unique(name: str, path: str, taken: Container[str]) -> str:
    salted = path
    while True:
        candidate = f"{name[: _LONGEST - _HASH - 1].rstrip('-')}-{_hash(salted)}"
        if candidate not in taken:
            return candidate
        salted += "+"


def _hash(text: str) -> str:
    normal = unicodedata.normalize("NFC", text)
    return hashlib.sha256(normal.encode("utf-8", "surrogateescape")).hexdigest()[:_HASH]
