"""Finds the terms of a question in the forward index."""

import numpy as np
import numpy.typing as npt

from knowledge.indexing.forward import (
    CHARACTERS,
    NUMBERED,
    SOUNDS,
    WORDS,
    Codes,
    Forward,
    Keys,
    Places,
    first_codes,
)

_CODES = 0x10000
_LENGTHS = np.uint64(15)
_Columns = npt.NDArray[np.intp]


class Lookup:
    """Terms, given by their keys and fields, each a column of what is counted."""

    def __init__(self, keys: Keys, fields: npt.NDArray[np.int8], sounds: Codes) -> None:
        """`sounds` gives the sound of each code."""
        numbered = keys >= NUMBERED
        self._count = len(keys)
        self._sounds = sounds
        self._numbered = np.flatnonzero(numbered)
        self._numbers = (keys[numbered] ^ NUMBERED).astype(np.int32)
        told = ~numbered
        self._characters = np.flatnonzero(told & (fields == CHARACTERS))
        self._columns = np.full(_CODES, -1, np.int16)
        self._columns[keys[self._characters]] = self._characters
        self._pairs = _Wanted(keys, np.flatnonzero(told & (fields == SOUNDS)))
        self._first_sounds = _table(_first_sounds(self._pairs.keys))
        self._words = _Wanted(keys, np.flatnonzero(told & (fields == WORDS)))
        self._first_codes = _table(first_codes(self._words.keys))
        self._lengths = np.unique(self._words.keys & _LENGTHS).tolist()

    def counts(self, texts: Forward) -> npt.NDArray[np.int64]:
        """How often each text (row) has each of the terms (column)."""
        at, codes = texts.characters(self._columns >= 0)
        places, columns = [at], [self._columns[codes].astype(np.intp)]
        pairs = texts.pairs(self._sounds, self._first_sounds)
        begins = np.flatnonzero(self._first_codes[texts.codes])
        words = (texts.words(length, begins) for length in self._lengths)
        for wanted, (at, keys) in ((self._pairs, pairs), *((self._words, w) for w in words)):
            hits, column = wanted.find(keys)
            places.append(at[hits])
            columns.append(column)
        rows = texts.owners()[np.concatenate(places)]
        cells = [rows * self._count + np.concatenate(columns)]
        hits, numbered = np.nonzero(texts.others[:, None] == self._numbers)
        cells.append(texts.other_owners()[hits] * self._count + self._numbered[numbered])
        counts = np.bincount(np.concatenate(cells), minlength=texts.size * self._count)
        return counts.reshape(texts.size, self._count)


class _Wanted:
    """Keys in order, with the columns that they stand for."""

    def __init__(self, keys: Keys, columns: _Columns) -> None:
        order = np.argsort(keys[columns])
        self._columns = columns[order]
        self.keys = keys[self._columns]

    def find(self, keys: Keys) -> tuple[Places, _Columns]:
        """Which of some keys are wanted, and the column of each."""
        if not len(self.keys):
            return np.empty(0, np.intp), self._columns
        at = self.keys.searchsorted(keys)
        at[at == len(self.keys)] = 0
        hits = np.flatnonzero(self.keys[at] == keys)
        return hits, self._columns[at[hits]]


def _first_sounds(pairs: Keys) -> npt.NDArray[np.int64]:
    """What pairs of sounds begin with."""
    return (pairs >> np.uint64(16)).astype(np.int64)


def _table(codes: npt.NDArray[np.integer]) -> npt.NDArray[np.bool_]:
    table = np.zeros(_CODES, np.bool_)
    table[codes] = True
    return table
