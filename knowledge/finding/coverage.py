"""Tells how much of a question some stretches of sentences have."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from knowledge.indexing.index import Floats

from .candidates import Places
from .matches import Matches
from .question import Question, covered

Booleans = npt.NDArray[np.bool_]

# So many sentences before and after a stretch are near it. What these have, or the title, counts
# so much: of a name that is asked for, of anything else.
_AROUND = 2
_NAME_NEAR, _NEAR = 0.8, 0.5
# A unit that is there to this part is there.
ENOUGH = 0.55
# Each unit of a name is there to this part where the name is.
_WHOLE = 0.7
# Of what is asked about a thing, so much has to stand in the sentence that has the kind of answer
# and no name of the thing; unless that weighs less than this.
_LEAST_SAID, _LITTLE = 0.2, 0.5
# What tells of a kind of answer (to earn) is there in so far where the answer is.
_TOLD = 0.85


class Cover(NamedTuple):
    """What a stretch has of a question: how far each unit is there, and the share of it all.

    `lacks` are the kinds of answers asked for, as places in KINDS, that it would need and doesn't
    have, or not of what they are asked of.
    """

    units: tuple[float, ...]
    share: float
    lacks: tuple[int, ...] = ()

    def has(self, name: Sequence[int]) -> bool:
        """Whether all of some units are there."""
        return min(self.units[unit] for unit in name) >= _WHOLE


class Coverage:
    """What some windows of sentences have of a question; all arrays have one entry a window.

    `share` is the part of the question's units, by weight, that is there or near, `within` the
    part that is there, `sharp` the most that one of its sentences has. `lacking` counts the kinds
    of answers that are needed and not there, `missing` is 1 where something strict isn't near.
    `had` tells by kind of answer, as a place in KINDS, which windows have it.
    """

    def __init__(self, matches: Matches, first: Places, last: Places) -> None:
        question = matches.question
        found = covered(matches.present, question)
        rows, contexts = np.split(found, [len(matches.sentences)])
        weights = question.unit_weights
        whole = max(weights.sum(), question.least)
        most = _most(np.column_stack((rows, _weighed(rows, weights) / whole)), first, last)
        within, self.sharp = most[:, :-1], most[:, -1]
        before, behind = _beside(rows, matches)
        np.maximum(before, contexts.take(matches.owner, axis=0), out=before)
        near = np.maximum(before.take(first, axis=0), behind.take(last - 1, axis=0))
        np.maximum(near, within, out=near)
        traits = matches.index.sentence_traits[matches.sentences]
        has = {kind: traits >> kind & 1 for kind in {asked.kind for asked in question.kinds}}
        self.had = {kind: _any(rows, first, last) for kind, rows in has.items()}
        for asked in question.kinds:
            if asked.first < asked.last:
                there = self.had[asked.kind][:, None] * np.float32(1 if asked.needed else _TOLD)
                for cells in (within, near):
                    part = cells[:, asked.first : asked.last]
                    np.maximum(part, there, out=part)
        trust = np.where(question.strict, _NAME_NEAR, _NEAR).astype(np.float32)
        self._units = within * (1 - trust) + near * trust
        self.share = _weighed(self._units, weights) / whole
        self.within = _weighed(within, weights) / whole
        strict = np.flatnonzero(question.strict)
        self.missing = (near.take(strict, axis=1) < ENOUGH).any(axis=1).astype(np.float32)
        needed = [asked.kind for asked in question.kinds if asked.needed]
        self.lacking = np.zeros(len(first), np.float32)
        for kind in needed:
            self.lacking += ~self.had[kind]
        said = _said(rows, question) if needed else 0
        self._says = {kind: _any(has[kind] & said, first, last) for kind in needed}

    def of(self, window: int) -> Cover:
        """What one of the windows has."""
        lacks = tuple(kind for kind, says in self._says.items() if not says[window])
        return Cover(tuple(self._units[window].tolist()), float(self.share[window]), lacks)


def _weighed(rows: npt.NDArray[np.floating], weights: Floats) -> Floats:
    """What the columns of each row weigh together.

    Not as a product of matrices: for a large one, numpy's library wakes threads, which spin while
    they wait for the next.
    """
    return np.asarray(np.einsum("ij,j->i", rows, weights), np.float32)


def _said(rows: Floats, question: Question) -> Booleans:
    """Which rows have a name of what is asked about, or some part of what is asked about that."""
    whole = float(question.focus.sum())
    if whole < _LITTLE:
        return np.ones(len(rows), np.bool_)
    said = _weighed(rows, question.focus) >= _LEAST_SAID * whole
    for name in question.names:
        said |= (rows[:, name] >= ENOUGH).all(axis=1)
    return said


def _most(rows: Floats, first: Places, last: Places) -> Floats:
    """For each window, the highest value of its rows, column by column."""
    sizes = last - first
    # By the number of rows, and by the first of them.
    most = np.empty((sizes.max(), *rows.shape), np.float32)
    most[0] = rows
    for step in range(1, len(most)):
        most[step] = most[step - 1]
        np.maximum(most[step - 1, :-step], rows[step:], out=most[step, :-step])
    return most.reshape(-1, rows.shape[1]).take((sizes - 1) * len(rows) + first, axis=0)


def _any(rows: npt.NDArray[np.integer], first: Places, last: Places) -> Booleans:
    """Which windows have a row that isn't 0, of rows of 0 and 1."""
    running = np.zeros(len(rows) + 1, np.int32)
    np.cumsum(rows, out=running[1:])
    return np.asarray(running[last] > running[first])


def _beside(rows: Floats, matches: Matches) -> tuple[Floats, Floats]:
    """For each row, the highest values of the _AROUND rows before it in its passage, and behind."""
    before, behind = np.zeros_like(rows), np.zeros_like(rows)
    owner = matches.owner
    for step in range(1, _AROUND + 1):
        same = (owner[step:] == owner[:-step]).astype(np.float32)[:, None]
        np.maximum(before[step:], rows[:-step] * same, out=before[step:])
        np.maximum(behind[:-step], rows[step:] * same, out=behind[:-step])
    return before, behind
