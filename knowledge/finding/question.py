"""What is asked: the terms that stand for its parts, what those weigh, the kind of answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from knowledge.indexing.index import CHARACTERS, SOUNDS, Floats, Integers
from knowledge.language.slips import Slip

# How sure a term may be to be the part of the question that it stands for.
LEVELS = (1.0, 0.85, 0.6, 0.35)
# A pair of sounds, a single character: together nearly as sure as the word.
SOUND, CHARACTER = 0.6, 0.35
_HINTS = (SOUNDS, SOUND), (CHARACTERS, CHARACTER)
# What a term's step is worth: of levels the best counts, hints count together.
_STEPS = np.array((*LEVELS, SOUND, CHARACTER), np.float32)
# What a term of each field weighs in passages and in sentences, and what a name does.
FIELD_WEIGHTS = ((0.10, 0.0), (0.147, 0.16), (0.115, 0.065))
NAME_WEIGHTS = (0.10, 0.0)
# What a name or a word weighs that the articles have in another form only, and a misspelt name.
FOREIGN_WEIGHTS, SLIP_WEIGHTS = (0.36, 0.165), (0.2, 0.08)


class Unit(NamedTuple):
    """A part of a question that counts as one: a name, a Latin word, a number or a character.

    `weight` is how much it says; what is `strict` must stand for an answer. `name` is the term of
    the name that it is; what is `proper` is a name of something, or part of one. What is `light`
    says little wherever it stands. `word` is the range of the word that a character is of.
    """

    text: str
    start: int
    end: int
    weight: float
    strict: bool = False
    name: str = ""
    proper: bool = False
    light: bool = False
    word: tuple[int, int] = (0, 0)

    @property
    def is_whole(self) -> bool:
        """Whether it is a name or a word, and no single character of one."""
        return bool(self.name) or self.text.isascii()

    @property
    def says(self) -> bool:
        """Whether it stands for words of the question that don't say little."""
        return self.start < self.end and not self.light


class Term(NamedTuple):
    """A term of the index that stands for the units `first` to `last` (exclusive) of a question.

    `field` is its place in Index.vocabulary. `credit` is how sure that is, from 0 to 1; `passage`
    and `sentence` are what finding it weighs in either. Of the terms with the same
    `group`, only the best counts.
    """

    number: int
    field: int
    first: int
    last: int
    credit: float
    passage: float
    sentence: float
    group: int


class Asked(NamedTuple):
    """A kind of answer that is asked for, as its place in KINDS, by the units `first` to `last`
    (exclusive); without it, what is `needed` is no answer.
    """

    kind: int
    first: int
    last: int
    needed: bool


class Sought(NamedTuple):
    """What to mark where it is found: folded words, names and quoted phrases, and pairs of
    syllables, each with the ways that the question spells it.
    """

    words: frozenset[str]
    sounds: tuple[tuple[str, frozenset[str]], ...]
    phrases: frozenset[str]


@dataclass(frozen=True)
class Question:
    """A question, read.

    `least` is what its units count as together where they weigh less; `found` are the terms of the
    index that stand for them. `kinds` are those of the answers asked for, with the units that ask
    for them; `subjects` are the forms of what a definition is asked of (folded, nothing but letters
    and digits), `phrases` are folded. `corrected` is the question with its Latin slips put right,
    None where it has none; `slips` are names that it misspells; `named` tells whether it has a
    known name, `to_bot` whether it speaks to whom it asks.
    """

    text: str
    units: tuple[Unit, ...]
    least: float
    found: tuple[Term, ...]
    kinds: tuple[Asked, ...]
    subjects: tuple[str, ...]
    phrases: tuple[str, ...]
    corrected: str | None
    slips: tuple[Slip, ...]
    named: bool
    to_bot: bool
    sought: Sought

    @cached_property
    def terms(self) -> Integers:
        """The distinct terms of the index."""
        return np.array(list(dict.fromkeys(term.number for term in self.found)), np.int32)

    @cached_property
    def weights(self) -> tuple[Floats, Floats]:
        """What each term weighs in passages, and in sentences."""
        best: dict[int, tuple[float, float]] = {}
        for term in self.found:
            weights = term.passage, term.sentence
            best[term.number] = max(best.get(term.number, weights), weights)
        table = np.array(list(best.values()), np.float32).reshape(-1, 2)
        return table[:, 0], table[:, 1]

    @cached_property
    def groups(self) -> Integers | None:
        """The group of each term; None where every term is alone."""
        groups = {term.number: term.group for term in reversed(self.found)}
        if len(set(groups.values())) == len(groups):
            return None
        return np.array([groups[number] for number in self.terms.tolist()], np.int32)

    @cached_property
    def cells(self) -> tuple[Integers, Integers]:
        """What each term stands for: the entries of the second array from where the first says, to
        where it says for the next term. An entry is a unit and one of _STEPS, as one number.
        """
        found: dict[int, list[int]] = {number: [] for number in self.terms.tolist()}
        for term in self.found:
            steps = [_level(term.credit)] if term.credit >= LEVELS[-1] else []
            if (hint := (term.field, term.credit)) in _HINTS:
                steps.append(len(LEVELS) + _HINTS.index(hint))
            found[term.number] += [
                step * len(self.units) + unit
                for step in steps
                for unit in range(term.first, term.last)
            ]
        starts = np.cumsum([0, *map(len, found.values())], dtype=np.int32)
        return starts, np.array([cell for cells in found.values() for cell in cells], np.int32)

    @cached_property
    def unit_weights(self) -> Floats:
        return np.array([unit.weight for unit in self.units], np.float32)

    @cached_property
    def focus(self) -> Floats:
        """What each unit weighs; nothing if it is a name, or says little."""
        return np.array(
            [unit.weight if unit.says and not unit.name else 0.0 for unit in self.units],
            np.float32,
        )

    @cached_property
    def names(self) -> tuple[tuple[int, ...], ...]:
        """The units of each thing that it names; characters in a row are one name."""
        found: list[list[int]] = []
        end = -1
        for i, unit in enumerate(self.units):
            if unit.proper:
                if unit.start != end or unit.is_whole:
                    found.append([])
                found[-1].append(i)
                end = -1 if unit.is_whole else unit.end
        return tuple(map(tuple, found))

    def weight(self, units: Sequence[int]) -> float:
        """What some units weigh together."""
        return sum(self.units[unit].weight for unit in units)

    def knows(self, units: Sequence[int]) -> bool:
        """Whether some article has all of some units, neighbouring characters together."""
        sure = {
            unit
            for term in self.found
            if term.credit >= SOUND
            for unit in range(term.first, term.last)
        }
        return sure.issuperset(units)

    @cached_property
    def strict(self) -> npt.NDArray[np.bool_]:
        return np.array([unit.strict for unit in self.units], np.bool_)


def _level(credit: float) -> int:
    """The first of LEVELS that a credit reaches."""
    return sum(credit < level for level in LEVELS)


def covered(present: npt.NDArray[np.bool_], question: Question) -> Floats:
    """How far each unit (column) is there, from 0 to 1, in each row of `present` (of terms)."""
    starts, cells = question.cells
    units = len(question.units)
    rows, terms = np.nonzero(present)
    counts = np.diff(starts)[terms]
    owners = np.repeat(np.arange(len(rows)), counts)
    places = np.arange(len(owners)) + (starts[terms] - np.cumsum(counts) + counts)[owners]
    there = np.zeros((len(present), len(_STEPS), units), np.bool_)
    there.reshape(-1)[rows[owners] * (len(_STEPS) * units) + cells[places]] = True
    worth = there * _STEPS[:, None]
    best = worth[:, : len(LEVELS)].max(axis=1, initial=0)
    return np.asarray(np.maximum(best, worth[:, len(LEVELS) :].sum(axis=1)), np.float32)
