"""Turns the texts of a run of articles into postings."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import compress
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from knowledge.language.sounds import Sounds

from .forward import Bounds, Codes, Forward, Integers, Keys, are_spaced, word_keys
from .texts import order

# How often a passage has a term is told in so many classes: 1, 2, 3 times, more.
CLASSES = 4
# Passages of a block that fit into a posting of two bytes.
_SHORT = (1 << 16) // CLASSES
_CODES = 0x10000
# In tokens: longer texts count as no longer.
_LONGEST = (1 << 16) - 1
# Packed to be sorted: numbers of terms above, texts and passages below, counts at the bottom.
_TEXT_BITS, _COUNT_BITS = np.uint64(24), np.uint64(16)
_TEXTS, _MOST = np.uint64((1 << 24) - 1), np.uint64((1 << 16) - 1)

Vocabulary = tuple[list[str], list[str], list[str]]
_Numbers = npt.NDArray[np.integer]
# Numbers of terms and the texts that have them, one for each time.
_Occurrences = tuple[_Numbers, _Numbers]


class Inverted(NamedTuple):
    """The postings of a run of articles.

    `vocabulary` are its terms, field after field, numbered throughout; in each field they stand in
    their order. `keys` tell how they stand in the texts, 0 being among the others. Those that these
    articles have are `terms`. The i-th of these has the list `items[bounds[i]:bounds[i + 1]]`:
    passages, each times CLASSES, and the class of how often it has the term; and `holders[i]`
    sentences and contexts. `lengths` counts the tokens of each of these, field by field. `sounds`
    gives the sound of each code of the texts.
    """

    vocabulary: Vocabulary
    keys: Keys
    terms: Integers
    bounds: Bounds
    items: npt.NDArray[np.unsignedinteger]
    holders: Integers
    lengths: Integers
    sounds: Codes


def inverted(
    sentences: Forward,
    contexts: Forward,
    passages: Integers,
    words: Iterable[str],
    sounds: Sounds,
) -> tuple[Inverted, Integers]:
    """The postings of passages, and the numbers that their words have there.

    Each passage has a context, and the sentences that its second and third number tell. `words`
    are those that the others of the texts are numbers of, and all that their cuts tell.
    """
    texts = Forward.joined((sentences, contexts))
    terms = _Terms(texts, list(words), sounds)
    occurrences = [*terms.occurrences(texts)]
    numbers = np.concatenate([number for number, _ in occurrences])
    rows = np.concatenate([row for _, row in occurrences])
    cells = rows.astype(np.int64) * 3 + np.searchsorted(terms.firsts, numbers, side="right")
    lengths = np.bincount(cells, minlength=3 * texts.size).reshape(-1, 3)
    numbers, rows, counts = _held(numbers, rows)
    holders = np.bincount(numbers, minlength=terms.count)
    found = _of_passages(numbers, rows, counts, passages, sentences.size)
    bounds, items = _postings(*found, terms.count)
    return Inverted(
        vocabulary=terms.vocabulary,
        keys=terms.keys,
        terms=np.arange(terms.count, dtype=np.int32),
        bounds=bounds,
        items=items.astype(np.uint16 if len(passages) <= _SHORT else np.uint32),
        holders=holders.astype(np.int32),
        lengths=np.minimum(lengths, _LONGEST).astype(np.int32),
        sounds=terms.sounds,
    ), terms.numbers


class _Terms:
    """The terms of some texts, numbered."""

    def __init__(self, texts: Forward, words: Sequence[str], sounds: Sounds) -> None:
        codes = np.flatnonzero(np.bincount(texts.characters()[1], minlength=1)).tolist()
        characters = {chr(code): code for code in codes}
        self.sounds, spoken = _sounds(characters, sounds)
        self._pairs = np.unique(texts.pairs(self.sounds)[1])
        pairs = {_pair(pair, spoken): pair for pair in self._pairs.tolist()}
        latin = set(compress(words, are_spaced(words).tolist()))
        self.vocabulary: Vocabulary = (
            sorted(words, key=order),
            sorted(latin.union(characters), key=order),
            sorted(latin.union(pairs), key=order),
        )
        sizes = list(map(len, self.vocabulary))
        # The numbers that the second and the third field begin with.
        self.firsts, self.count = np.cumsum(sizes[:2]), sum(sizes)
        of_words, of_characters, of_sounds = self._numbered()
        self.numbers = np.array([of_words[word] for word in words], np.int32)
        self._of_codes = np.zeros(_CODES, np.int32)
        self._of_codes[codes] = [of_characters[term] for term in characters]
        self._of_pairs = np.array([of_sounds[pair] for pair in pairs], np.int32)
        self._of_latin = np.array(
            [
                (of_characters[word], of_sounds[word]) if word in latin else (-1, -1)
                for word in words
            ],
            np.int32,
        ).reshape(-1, 2)
        keys = word_keys(words)
        by_key = np.argsort(keys)
        self._keys, self._of_keys = keys[by_key], self.numbers[by_key]
        self.keys = np.concatenate(
            (
                word_keys(self.vocabulary[0]),
                np.array([characters.get(term, 0) for term in self.vocabulary[1]], np.uint64),
                # A Latin word that is spelt as a sound is sought as what it is.
                np.array([0 if t in latin else pairs[t] for t in self.vocabulary[2]], np.uint64),
            )
        )

    def _numbered(self) -> Iterator[dict[str, int]]:
        first = 0
        for terms in self.vocabulary:
            yield {term: number for number, term in enumerate(terms, first)}
            first += len(terms)

    def occurrences(self, texts: Forward) -> Iterator[_Occurrences]:
        """Every token of the texts: the number of its term, and the text that it is of."""
        owners = texts.owners()
        at, codes = texts.characters()
        yield self._of_codes[codes], owners[at]
        at, pairs = texts.pairs(self.sounds)
        yield self._of_pairs[np.searchsorted(self._pairs, pairs)], owners[at]
        for at, keys in texts.all_words():
            yield self._of_keys[np.searchsorted(self._keys, keys)], owners[at]
        owners = texts.other_owners()
        yield self.numbers[texts.others], owners
        for numbers in self._of_latin[texts.others].T:
            yield numbers[numbers >= 0], owners[numbers >= 0]


def _sounds(characters: Mapping[str, int], sounds: Sounds) -> tuple[Codes, dict[int, str]]:
    """The sound of each code as a number, and what these numbers are.

    A character that isn't read as a syllable has its own code.
    """
    numbers = {syllable: number for number, syllable in enumerate(sounds.all, 1)}
    heard, spoken = np.zeros(_CODES, np.uint16), {}
    syllables = sounds.syllables("".join(characters))
    for code, syllable in zip(characters.values(), syllables, strict=True):
        number = heard[code] = numbers.get(syllable, code)
        spoken[int(number)] = syllable
    return heard, spoken


def _pair(key: int, spoken: Mapping[int, str]) -> str:
    first, second = divmod(key, _CODES)
    return f"{spoken[first]} {spoken[second]}" if second else spoken[first]


def _held(numbers: _Numbers, rows: _Numbers) -> tuple[_Numbers, _Numbers, _Numbers]:
    """Which term is in which text how often, by term and by text."""
    packed = _packed(numbers, rows)
    packed.sort()
    starts = _starts(packed)
    counts = np.diff(starts, append=len(packed))
    packed = packed[starts]
    return (packed >> _TEXT_BITS).astype(np.int64), (packed & _TEXTS).astype(np.int64), counts


def _of_passages(
    numbers: _Numbers, rows: _Numbers, counts: _Numbers, passages: Integers, sentences: int
) -> tuple[_Numbers, _Numbers, _Numbers]:
    """What texts have, as what the passages have that they are of: up to two for a sentence."""
    every = np.arange(sentences)
    own = np.arange(len(passages))
    first = np.concatenate((np.searchsorted(passages[:, 2], every, side="right"), own))
    last = np.concatenate((np.searchsorted(passages[:, 1], every, side="right"), own + 1))
    sizes = (last - first)[rows]
    again = np.repeat(np.arange(len(rows)), sizes)
    within = np.arange(len(again)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    return numbers[again], first[rows[again]] + within, counts[again]


def _postings(
    numbers: _Numbers, passages: _Numbers, counts: _Numbers, terms: int
) -> tuple[Bounds, Keys]:
    """The lists of passages of so many terms: where each begins, and their items."""
    packed = _packed(numbers, passages) << _COUNT_BITS
    packed |= np.minimum(counts, int(_MOST)).astype(np.uint64)
    packed.sort()
    starts = _starts(packed >> _COUNT_BITS)
    counts = np.add.reduceat(packed & _MOST, starts) if len(starts) else packed
    packed = packed[starts] >> _COUNT_BITS
    sizes = np.bincount((packed >> _TEXT_BITS).astype(np.int64), minlength=terms)
    bounds = np.concatenate((np.zeros(1, np.int64), np.cumsum(sizes)))
    classes = np.minimum(counts, np.uint64(CLASSES)) - np.uint64(1)
    return bounds, (packed & _TEXTS) * np.uint64(CLASSES) + classes


def _packed(numbers: _Numbers, texts: _Numbers) -> Keys:
    return numbers.astype(np.uint64) << _TEXT_BITS | texts.astype(np.uint64)


def _starts(ordered: npt.NDArray[np.uint64]) -> _Numbers:
    """Where each run of equal numbers begins."""
    fresh = np.ones(len(ordered), np.bool_)
    fresh[1:] = ordered[1:] != ordered[:-1]
    return np.flatnonzero(fresh)
