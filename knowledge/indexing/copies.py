"""Tells which articles are near copies of another: reposts, edited, or in another script."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple
from zlib import crc32

import numpy as np
import numpy.typing as npt

from knowledge.language.folding import Folding
from knowledge.reading.article import Article, Problem

Integers = npt.NDArray[np.int32]
_Codes = npt.NDArray[np.uint32]
_Packed = npt.NDArray[np.uint64]
_Places = npt.NDArray[np.int64]

# In letters and digits. What is shorter is a copy only of what is equal.
_SHORT = 55
# A shingle is so many letters and digits in a row, a window so many shingles.
_SHINGLE, _WINDOW = 8, 16
# So much of the shorter article's shingles stand in its copy, and so much of its fingerprints in
# what is worth comparing.
_SHARED, _WORTH_COMPARING = 0.65, 0.2
# Of its numbers, such a part may be other ones, and one in so many letters. Where more are, with
# little around them, it is a form that was filled in anew, such as a weather report.
_OTHER_NUMBERS, _LETTERS_A_NUMBER, _LITTLE = 0.25, 300, 8
_NUMBER = re.compile(r"\d+")
# So many characters are read at once, and so many articles remembered.
_AT_ONCE, _REMEMBERED = 500_000, 16
_MOST_NAMED = 3
_ENCODING, _CODE = "utf-32-le", np.dtype("<u4")


class Fingerprints(NamedTuple):
    """What tells near copies from other texts: text i has `hashes[bounds[i]:bounds[i + 1]]`."""

    bounds: npt.NDArray[np.int64]
    hashes: npt.NDArray[np.uint32]

    @classmethod
    def joined(cls, one: "Fingerprints", other: "Fingerprints") -> "Fingerprints":
        """Those of some texts, and behind them those of others."""
        bounds = np.concatenate((one.bounds, other.bounds[1:] + one.bounds[-1]))
        return cls(bounds, np.concatenate((one.hashes, other.hashes)))

    def taken(self, numbers: npt.NDArray[np.integer]) -> "Fingerprints":
        """Those of some of the texts, in this order."""
        sizes = np.diff(self.bounds)[numbers]
        bounds = np.concatenate((np.zeros(1, np.int64), np.cumsum(sizes)))
        at = np.arange(bounds[-1]) + np.repeat(self.bounds[:-1][numbers] - bounds[:-1], sizes)
        return Fingerprints(bounds, self.hashes[at])


# Of two texts, by their numbers, whether one is a near copy of the other.
Judged = dict[tuple[int, int], bool]


def fingerprints(texts: Sequence[str], folding: Folding) -> Fingerprints:
    """The fingerprints of some texts; the same where only script and punctuation differ."""
    hashes, sizes = [np.empty(0, np.uint32)], [np.empty(0, np.int64)]
    for codes, bounds in _Letters(folding).by_batch(texts):
        owners, found = _halves(_fingerprints(codes, bounds))
        hashes.append(found)
        sizes.append(np.bincount(owners, minlength=len(bounds) - 1))
    bounds = np.concatenate((np.zeros(1, np.int64), np.cumsum(np.concatenate(sizes))))
    return Fingerprints(bounds, np.concatenate(hashes))


def preferred(
    articles: Sequence[Article], prints: Fingerprints, folding: Folding, known: Judged
) -> tuple[Integers, Judged]:
    """For each article, the number of the best-sourced one among its near copies, or its own; and
    the pairs of articles that had to be judged for that.

    A near copy shares most of the shorter one's text, be it in another script or within a longer
    one, and isn't a form that was filled in with other numbers. Short ones are copies only where
    they are equal, punctuation aside. None is a copy of what is itself a copy.

    `prints` are the fingerprints of the bodies; what is `known` of a pair isn't compared again.
    """
    by_source = sorted(range(len(articles)), key=lambda number: _source(articles[number]))
    order = np.array(by_source, np.int64)
    letters = _Letters(folding)
    compared = lru_cache(_REMEMBERED)(lambda n: _Compared.of(letters.of(articles[n].body)))
    first = np.arange(len(articles), dtype=np.int32)
    judged: Judged = {}
    for later, earlier in _candidates(prints.taken(order)):
        number, original = by_source[later], int(first[by_source[earlier]])
        if first[number] != number:
            continue
        pair = min(number, original), max(number, original)
        copies = known.get(pair)
        if copies is None:
            copies = compared(number).is_copy_of(compared(original))
        judged[pair] = copies
        if copies:
            first[number] = original
    return first, judged


def warnings(articles: Sequence[Article], preferred: Integers) -> Iterator[Problem]:
    """A warning for each group of near copies, which says the one that answers."""
    groups: dict[int, list[int]] = {}
    for number in np.flatnonzero(preferred != np.arange(len(preferred))).tolist():
        groups.setdefault(int(preferred[number]), []).append(number)
    shared = Counter(article.path for article in articles) if groups else Counter()

    def place(number: int) -> str:
        path, article_id = articles[number].path, articles[number].id
        return path if path and shared[path] == 1 else f"{path} ({article_id})".lstrip()

    for best, (first, *others) in groups.items():
        reason = f"nearly the same as {place(best)} (which answers)"
        if others:
            more = ["…"] if len(others) > _MOST_NAMED else []
            named = ", ".join([*map(place, others[:_MOST_NAMED]), *more])
            reason += f"; {len(others)} more: {named}"
        yield Problem(place(first), None, reason)


def _source(article: Article) -> tuple[bool, bool, bool, bool, bool, str, str]:
    """What the better-sourced of two articles has less of."""
    return (
        article.url is None,
        article.date is None,
        article.publisher is None,
        article.author is None,
        article.title_inferred,
        article.date or "",
        article.id,
    )


class _Letters:
    """Turns texts into the code points of their folded letters and digits, and drops the rest."""

    _UNKNOWN, _NONE = 0, 1

    def __init__(self, folding: Folding) -> None:
        self._folding = folding
        self._folded = np.zeros(0x110000, _CODE)

    def of(self, text: str) -> _Codes:
        """The letters and digits of one text."""
        codes = self._fold(text)
        return np.asarray(codes[codes != self._NONE], _CODE)

    def by_batch(self, texts: Sequence[str]) -> Iterator[tuple[_Codes, _Places]]:
        """Batches of texts: the letters and digits of them all, and where each of them begins
        there, with the end of the last.
        """
        start, ends = 0, [0]
        for number, text in enumerate(texts):
            ends.append(ends[-1] + len(text))
            if ends[-1] >= _AT_ONCE or number == len(texts) - 1:
                codes = self._fold("".join(texts[start : number + 1]))
                kept = codes != self._NONE
                yield codes[kept], np.concatenate(([0], np.cumsum(kept)))[ends]
                start, ends = number + 1, [0]

    def _fold(self, text: str) -> _Codes:
        codes = np.frombuffer(text.encode(_ENCODING, "surrogatepass"), _CODE)
        folded = self._folded[codes]
        new = codes[folded == self._UNKNOWN]
        if len(new):
            for code in np.unique(new).tolist():
                self._folded[code] = self._letter(chr(code))
            folded = self._folded[codes]
        return folded

    def _letter(self, character: str) -> int:
        """Where folding makes several characters of one, the first letter or digit tells enough."""
        folded = self._folding.fold(character).text
        return next((ord(letter) for letter in folded if letter.isalnum()), self._NONE)


class _Compared(NamedTuple):
    """What is compared of an article: its letters, their shingles, and these in order."""

    letters: str
    shingles: _Codes
    ordered: _Codes

    @classmethod
    def of(cls, codes: _Codes) -> "_Compared":
        shingles = _shingles(codes)
        text = codes.tobytes().decode(_ENCODING, "surrogatepass")
        return cls(text, shingles, np.sort(shingles))

    def is_copy_of(self, other: "_Compared") -> bool:
        """Whether the shorter of both nearly stands in the other: the containment of their
        shingles (Broder 1997, "On the resemblance and containment of documents").
        """
        if min(len(self.letters), len(other.letters)) < _SHORT:
            return self.letters == other.letters
        shorter, longer = sorted((self, other), key=lambda text: (len(text.letters), text.letters))
        places = np.searchsorted(longer.ordered, shorter.shingles)
        shared = np.flatnonzero(longer.ordered.take(places, mode="clip") == shorter.shingles)
        count = len(shorter.shingles)
        if len(shared) < _SHARED * count:
            return False
        others = shorter.other_numbers(shared)
        numbers = len(_NUMBER.findall(shorter.letters))
        return others <= _OTHER_NUMBERS * numbers + count / _LETTERS_A_NUMBER

    def other_numbers(self, shared: _Places) -> int:
        """How often little more than a number differs between shingles that are shared."""
        gaps = np.flatnonzero(np.diff(shared) > _SHINGLE)
        ranges = zip(shared[gaps] + _SHINGLE, shared[gaps + 1], strict=True)
        numbers = ((end - start, _NUMBER.findall(self.letters[start:end])) for start, end in ranges)
        return sum(len(found) for size, found in numbers if size <= _LITTLE * len(found))


def _shingles(codes: _Codes) -> _Codes:
    """A hash of each _SHINGLE codes in a row: a polynomial, its bits mixed as MurmurHash3 does."""
    hashes = np.zeros(max(0, len(codes) - _SHINGLE + 1), np.uint32)
    for offset in range(_SHINGLE):
        hashes *= np.uint32(0x01000193)
        hashes += codes[offset : offset + len(hashes)]
    for shift, factor in ((16, 0x85EBCA6B), (13, 0xC2B2AE35)):
        hashes ^= hashes >> np.uint32(shift)
        hashes *= np.uint32(factor)
    hashes ^= hashes >> np.uint32(16)
    return hashes


def _fingerprints(codes: _Codes, bounds: _Places) -> _Packed:
    """The fingerprints of some texts, each with the number of its text in its high half, in order.

    A short text has but one, of all of it.
    """
    hashes, owners = _winnowed(codes, bounds)
    sizes = np.diff(bounds)
    short = np.flatnonzero((sizes > 0) & (sizes < _SHORT))
    whole = [crc32(codes[bounds[at] : bounds[at + 1]].tobytes()) for at in short.tolist()]
    hashes = np.concatenate((hashes, np.array(whole, np.uint32)))
    owners = np.concatenate((owners, short)).astype(np.uint64)
    return np.unique(owners << np.uint64(32) | hashes)


def _winnowed(codes: _Codes, bounds: _Places) -> tuple[_Codes, _Places]:
    """The fingerprints of the longer texts among some, and the number of the text of each.

    Of the shingles that begin in a window, the least is kept (Schleimer, Wilkerson and Aiken 2003,
    "Winnowing"): what shares a window, up to the end of its last shingle, shares a fingerprint.
    """
    least = _shingles(codes)
    width = 1
    while width < _WINDOW:
        least = np.minimum(least[:-width], least[width:])
        width *= 2
    sizes = np.diff(bounds)
    owners = np.repeat(np.arange(len(sizes)), sizes)[: len(least)]
    inside = np.arange(len(least)) + _WINDOW + _SHINGLE - 1 <= bounds[1:][owners]
    kept = inside & (sizes[owners] >= _SHORT)
    return least[kept], owners[kept]


def _candidates(prints: Fingerprints) -> Iterator[tuple[int, int]]:
    """Pairs of texts to compare, a later one and an earlier one, in order.

    Each is paired only with the first that has one of its fingerprints, and only for several of
    them: so the pairs stay in proportion to the texts, however many share a text.
    """
    sizes = np.diff(prints.bounds)
    owners = np.repeat(np.arange(len(sizes), dtype=np.uint64), sizes)
    packed = prints.hashes.astype(np.uint64) << np.uint64(32) | owners
    packed.sort()
    hashes, numbers = _halves(packed)
    fresh = np.ones(len(packed), np.bool_)
    fresh[1:] = hashes[1:] != hashes[:-1]
    firsts = numbers[fresh][np.cumsum(fresh, dtype=np.int32)[~fresh] - 1]
    pairs = numbers[~fresh].astype(np.uint64) << np.uint64(32) | firsts
    pairs, shared = np.unique(pairs, return_counts=True)
    later, earlier = _halves(pairs)
    worth = shared >= _WORTH_COMPARING * np.minimum(sizes[later], sizes[earlier])
    yield from zip(later[worth].tolist(), earlier[worth].tolist(), strict=True)


def _halves(packed: _Packed) -> tuple[_Codes, _Codes]:
    """The high halves of numbers, and the low ones, without a copy."""
    halves = packed.astype("<u8", copy=False).view(_CODE)
    return halves[1::2], halves[::2]
