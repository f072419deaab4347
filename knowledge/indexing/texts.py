"""Texts in flat arrays, and tables to look them up in, as they stand in a file too."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import overload
from zlib import crc32

import numpy as np
import numpy.typing as npt

Bytes = npt.NDArray[np.uint8]
Bounds = npt.NDArray[np.int64]

_HASH_BITS = 32
# So many terms that were looked up are remembered.
_MOST_SOUGHT = 20_000


class Texts(Sequence[str]):
    """Texts one after the other, encoded: text i is `data[bounds[i]:bounds[i + 1]]`."""

    def __init__(self, data: Bytes, bounds: Bounds, encoding: str = "utf-8") -> None:
        self.data = data
        self.bounds = bounds
        self._encoding = encoding
        # Slices of these cost a fraction of an array's.
        self._data, self._bounds = data.data, bounds.data

    @classmethod
    def of(cls, texts: Iterable[str], encoding: str = "utf-8") -> "Texts":
        """Lone surrogates are kept as they are."""
        return cls.encoded_as([text.encode(encoding, "surrogatepass") for text in texts], encoding)

    @classmethod
    def encoded_as(cls, pieces: Sequence[bytes], encoding: str = "utf-8") -> "Texts":
        """Texts of their bytes."""
        sizes = np.fromiter(map(len, pieces), np.int64, len(pieces))
        bounds = np.concatenate((np.zeros(1, np.int64), np.cumsum(sizes)))
        return cls(np.frombuffer(b"".join(pieces), np.uint8), bounds, encoding)

    def __len__(self) -> int:
        return len(self._bounds) - 1

    @overload
    def __getitem__(self, number: int) -> str: ...
    @overload
    def __getitem__(self, number: slice) -> list[str]: ...
    def __getitem__(self, number: int | slice) -> str | list[str]:
        if isinstance(number, slice):
            return [self[i] for i in range(*number.indices(len(self)))]
        if number < 0:
            number += len(self)
        if not 0 <= number < len(self):
            raise IndexError(number)
        return bytes(self.encoded(number)).decode(self._encoding, "surrogatepass")

    def encoded(self, number: int) -> memoryview:
        """The bytes of a text."""
        return self._data[self._bounds[number] : self._bounds[number + 1]]


class Terms(Mapping[str, int]):
    """The numbers of terms: a hash table whose terms stand bucket after bucket.

    Those of bucket b are `texts[starts[b]:starts[b + 1]]`; their numbers begin with `first`. They
    are in the order of `order`, whatever the size of the table.
    """

    def __init__(self, texts: Texts, starts: npt.NDArray[np.int32], first: int = 0) -> None:
        self.texts = texts
        self.starts = starts
        self.first = first
        self._starts = starts.data
        self._shift = _HASH_BITS - (len(starts) - 2).bit_length()
        self._sought: dict[str, int | None] = {}

    @classmethod
    def of(cls, terms: Iterable[str], first: int = 0) -> "Terms":
        """A table of distinct terms."""
        hashed = sorted(order(term) for term in terms)
        bits = max(len(hashed) - 1, 0).bit_length()
        hashes = np.fromiter((code for code, _ in hashed), np.int64, len(hashed))
        starts = np.searchsorted(hashes >> _HASH_BITS - bits, np.arange((1 << bits) + 1))
        return cls(Texts.encoded_as([term for _, term in hashed]), starts.astype(np.int32), first)

    def __getitem__(self, term: str) -> int:
        if (number := self._number(term)) is None:
            raise KeyError(term)
        return number

    def __contains__(self, term: object) -> bool:
        return isinstance(term, str) and self._number(term) is not None

    def __iter__(self) -> Iterator[str]:
        return iter(self.texts)

    def __len__(self) -> int:
        return len(self.texts)

    def term(self, number: int) -> str | None:
        """The term with this number; None where it is none of these."""
        place = number - self.first
        return self.texts[place] if 0 <= place < len(self.texts) else None

    def _number(self, term: str) -> int | None:
        # Questions have the same few words over and over.
        if term in self._sought:
            return self._sought[term]
        if len(self._sought) >= _MOST_SOUGHT:
            self._sought.clear()
        number = self._sought[term] = self._find(term)
        return number

    def _find(self, term: str) -> int | None:
        code, encoded = order(term)
        bucket = code >> self._shift
        for place in range(self._starts[bucket], self._starts[bucket + 1]):
            if self.texts.encoded(place) == encoded:
                return place + self.first
        return None


def order(term: str) -> tuple[int, bytes]:
    """What terms are sorted by: their hash, and their bytes in UTF-8."""
    encoded = term.encode("utf-8", "surrogatepass")
    return crc32(encoded), encoded


class Table(Mapping[str, str]):
    """Texts by their keys: `values` stand in the order of the numbers of `keys`."""

    def __init__(self, keys: Terms, values: Texts) -> None:
        self.keys_of = keys
        self.values_of = values

    @classmethod
    def of(cls, texts: Mapping[str, str]) -> "Table":
        keys = Terms.of(texts)
        return cls(keys, Texts.of(texts[key] for key in keys))

    def __getitem__(self, key: str) -> str:
        return self.values_of[self.keys_of[key]]

    def __iter__(self) -> Iterator[str]:
        return iter(self.keys_of)

    def __len__(self) -> int:
        return len(self.keys_of)
