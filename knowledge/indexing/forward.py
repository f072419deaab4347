"""The forward index: the folded text of sentences, and where words stand in it."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Codes = npt.NDArray[np.uint16]
Bytes = npt.NDArray[np.uint8]
Integers = npt.NDArray[np.int32]
Bounds = npt.NDArray[np.integer]
Keys = npt.NDArray[np.uint64]
Booleans = npt.NDArray[np.bool_]
Places = npt.NDArray[np.intp]

# The fields, as places in Index.vocabulary.
WORDS, CHARACTERS, SOUNDS = range(3)

# A longer word stands among the others.
LONGEST_WORD = 8
# What stands beyond this has no code of its own: words that have it stand among the others.
_LAST_CODE = 0xFFFF
# Scripts written without spaces, as the tokenizer has them.
_UNSPACED = (
    (0x3005, 0x3007),
    (0x3041, 0x30FA),
    (0x30FC, 0x30FF),
    (0x3400, 0x9FFF),
    (0xAC00, 0xD7A3),
)

# Of a key: whether it is the number of a word, which the others have; the length of a word, its
# hash being the rest.
NUMBERED = np.uint64(1 << 63)
_LENGTH_BITS = np.uint64(4)
_FACTOR = 0x9E3779B97F4A7C15


def _unspaced() -> Booleans:
    table = np.zeros(0x10000, np.bool_)
    for first, last in _UNSPACED:
        table[first : last + 1] = True
    return table


UNSPACED = _unspaced()


class Forward(NamedTuple):
    """Texts one after the other, folded: text i is `codes[bounds[i]:bounds[i + 1]]`.

    Bit n of `cuts` tells that a word of n + 1 characters begins there. The words of text i that
    aren't told so, names, Latin words and numbers, are `others[other_bounds[i]:other_bounds[i +
    1]]`, as often as they occur, by their numbers.
    """

    bounds: Bounds
    codes: Codes
    cuts: Bytes
    other_bounds: Bounds
    others: Integers

    @property
    def size(self) -> int:
        """How many texts there are."""
        return len(self.bounds) - 1

    def part(self, first: int, last: int) -> "Forward":
        """The texts `first` to `last` (exclusive)."""
        bounds, others = self.bounds[first : last + 1], self.other_bounds[first : last + 1]
        return Forward(
            bounds - bounds[0],
            self.codes[bounds[0] : bounds[-1]],
            self.cuts[bounds[0] : bounds[-1]],
            others - others[0],
            self.others[others[0] : others[-1]],
        )

    def taken(self, texts: npt.NDArray[np.integer]) -> "Forward":
        """Some of the texts, by their numbers, in this order."""
        bounds, at = _ranges(self.bounds, texts)
        other_bounds, others = _ranges(self.other_bounds, texts)
        return Forward(bounds, self.codes[at], self.cuts[at], other_bounds, self.others[others])

    @classmethod
    def joined(cls, parts: Sequence["Forward"]) -> "Forward":
        """The texts of all parts, one part after the other."""
        return cls(
            bounds=_one_after_the_other([part.bounds for part in parts]),
            codes=np.concatenate([part.codes for part in parts]),
            cuts=np.concatenate([part.cuts for part in parts]),
            other_bounds=_one_after_the_other([part.other_bounds for part in parts]),
            others=np.concatenate([part.others for part in parts]),
        )

    def folded(self) -> list[str]:
        """The texts; a null stands for what has no code of its own, and for surrogates."""
        plain = np.where(self.codes & 0xF800 == 0xD800, 0, self.codes).astype("<u2")
        whole = plain.tobytes().decode("utf-16-le")
        edges = self.bounds.tolist()
        return [whole[start:end] for start, end in pairwise(edges)]

    def owners(self) -> Integers:
        """For each character, the text that it is of."""
        return np.repeat(np.arange(self.size, dtype=np.int32), np.diff(self.bounds))

    def other_owners(self) -> Integers:
        """For each of the others, the text that it is of."""
        return np.repeat(np.arange(self.size, dtype=np.int32), np.diff(self.other_bounds))

    def characters(self, wanted: Booleans = UNSPACED) -> tuple[Places, Codes]:
        """Where characters stand, with their codes; of the codes `wanted` alone."""
        at = np.flatnonzero(wanted[self.codes])
        return at, self.codes[at]

    def pairs(self, sounds: Codes, wanted: Booleans | None = None) -> tuple[Places, Keys]:
        """Where pairs of neighbouring sounds begin, or a sound that has no neighbour, as keys.

        `sounds` gives the sound of each code; those that begin with the sounds `wanted` alone.
        """
        heard = sounds[self.codes]
        at = np.flatnonzero(heard if wanted is None else wanted[heard])
        first, last = self._edges()
        behind = np.where(last[at], 0, heard.take(at + 1, mode="clip"))
        before = np.where(first[at], 0, heard.take(at - 1, mode="clip"))
        alone = (behind == 0) & (before == 0)
        kept = alone | (behind > 0)
        return at[kept], pair_keys(heard[at[kept]], behind[kept])

    def _edges(self) -> tuple[Booleans, Booleans]:
        """Which characters begin a text, and which end one."""
        first, last = np.zeros((2, len(self.codes)), np.bool_)
        starts, ends = self.bounds[:-1], self.bounds[1:]
        there = ends > starts
        first[starts[there]] = last[ends[there] - 1] = True
        return first, last

    def words(self, length: int, begins: Places | None = None) -> tuple[Places, Keys]:
        """Where words of so many characters begin, as keys; of the places `begins` alone."""
        cuts = self.cuts if begins is None else self.cuts[begins]
        at = np.flatnonzero(cuts & (1 << length - 1))
        at = at if begins is None else begins[at]
        return at, _hashed(self.codes, at, length)

    def all_words(self) -> Iterator[tuple[Places, Keys]]:
        """Where words begin, as keys, for one length after the other."""
        return map(self.words, range(1, LONGEST_WORD + 1))


def _ranges(bounds: Bounds, numbers: npt.NDArray[np.integer]) -> tuple[Bounds, Places]:
    """The bounds of some ranges that are joined, and where all that is in them stands."""
    starts = bounds[numbers]
    joined = np.zeros(len(numbers) + 1, np.int64)
    np.cumsum(bounds[numbers + 1] - starts, out=joined[1:])
    return joined, np.arange(joined[-1]) + np.repeat(starts - joined[:-1], np.diff(joined))


def _one_after_the_other(parts: Sequence[Bounds]) -> Bounds:
    """The bounds of what is joined of parts with these bounds."""
    ends, joined = 0, [np.zeros(1, np.int64)]
    for bounds in parts:
        joined.append(bounds[1:].astype(np.int64) + (ends - int(bounds[0])))
        ends = int(joined[-1][-1]) if len(bounds) > 1 else ends
    return np.concatenate(joined)


def compact(bounds: Bounds) -> Bounds:
    """The same bounds in half the room, where they are small enough."""
    return bounds.astype(np.uint32) if bounds[-1] < 1 << 32 else bounds


def pair_keys(first: npt.NDArray[np.integer], second: npt.NDArray[np.integer]) -> Keys:
    """The keys of pairs of sounds; 0 stands for none."""
    return first.astype(np.uint64) << np.uint64(16) | second.astype(np.uint64)


def word_keys(words: Sequence[str]) -> Keys:
    """The keys of words in scripts without spaces; 0 for those that stand among the others."""
    sizes = np.array([len(word) for word in words], np.int64)
    codes, starts = encoded("".join(words)), np.cumsum(sizes) - sizes
    keys = np.zeros(len(words), np.uint64)
    inside = UNSPACED[codes[starts]]
    inside[np.repeat(np.arange(len(words)), sizes)[codes == 0]] = False
    for length in range(1, LONGEST_WORD + 1):
        of_length = inside & (sizes == length)
        keys[of_length] = _hashed(codes, starts[of_length], length)
    return keys


def number_keys(numbers: npt.NDArray[np.integer]) -> Keys:
    """The keys of what stands among the others, by these numbers."""
    return numbers.astype(np.uint64) | NUMBERED


def is_told(word: str) -> bool:
    """Whether a word in a script without spaces is told by where it begins and by its length."""
    return len(word) <= LONGEST_WORD and max(map(ord, word)) <= _LAST_CODE


def are_spaced(words: Sequence[str]) -> Booleans:
    """Which words are Latin words, numbers or characters without a code, and no names."""
    names = np.array([word[0] == "=" for word in words], np.bool_)
    return ~names & ~UNSPACED[encoded("".join(word[0] for word in words))]


def encoded(folded: str) -> Codes:
    """The codes of folded text, one for each character; 0 for what has none."""
    codes = np.frombuffer(folded.encode("utf-32-le", "surrogatepass"), "<u4")
    return np.where(codes > _LAST_CODE, 0, codes).astype(np.uint16)


def _hashed(codes: Codes, at: Places, length: int) -> Keys:
    """Keys of words: the first code, a hash of all, and the length."""
    hashes = np.zeros(len(at), np.uint64)
    for offset in range(length):
        hashes += codes[at + offset]
        hashes *= np.uint64(_FACTOR)
    first = codes[at].astype(np.uint64) << np.uint64(47)
    return first | (hashes >> np.uint64(21)) << _LENGTH_BITS | np.uint64(length)


def first_codes(keys: Keys) -> Integers:
    """The codes that words with these keys begin with."""
    return (keys >> np.uint64(47)).astype(np.int32)
