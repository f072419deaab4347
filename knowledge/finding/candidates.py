"""Finds the passages that come nearest to a question, by BM25."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from knowledge.indexing.index import MOST_WORTH, Floats, Index, Integers
from knowledge.indexing.inversion import CLASSES
from knowledge.indexing.postings import Items

from .question import Question

Places = npt.NDArray[np.intp]
Scores = npt.NDArray[np.float64]

# Terms are looked for in all passages until the rest may add so much less; and as long as they have
# so few in all, whatever they add. Others are looked for in those that are left, so many at once.
_REST, _CHEAP, _AT_ONCE = 0.2, 60_000, 10
# What has less has nothing.
_NOTHING = 1e-6
# Summed up in another order, a score may be less by so much.
_ROUNDED = 1 - 1e-6


def candidates(index: Index, question: Question, limit: int) -> tuple[Integers, Floats]:
    """The passages that come nearest to a question, best first, with their scores."""
    weights, _ = question.weights
    return best_passages(index, question.terms, limit, weights, question.groups)


def best_passages(
    index: Index,
    terms: Integers,
    limit: int,
    weights: Floats | None = None,
    groups: Integers | None = None,
) -> tuple[Integers, Floats]:
    """The best passages for these terms, best first, with their scores.

    `weights` and `groups` have one entry a term; of the terms of one group, the best counts.
    """
    worth = index.passage_idf[terms]
    if weights is not None:
        worth = worth * weights
    found = _Ranking(index, terms, worth, _grouped(groups) if groups is not None else []).best(
        limit
    )
    scores = found.scores.astype(np.float32)
    best = np.lexsort((found.passages, -scores))[:limit]
    return found.passages[best].astype(np.int32), scores[best]


class _Found(NamedTuple):
    """Passages with their blocks, and scores so far."""

    passages: Places
    blocks: Places
    scores: Scores

    def above(self, least: float) -> "_Found":
        """Those that have so much so far."""
        kept = self.scores >= least
        return _Found(self.passages[kept], self.blocks[kept], self.scores[kept])


class _Ranking:
    """Scores passages, and looks only at those that may be among the best.

    The terms that are worth most are looked for in all passages. The rest, which together can't
    make up for what a passage lacks of these, are looked for where they may still matter (MaxScore:
    Turtle and Flood 1995, "Query evaluation: strategies and optimizations").
    """

    def __init__(
        self, index: Index, terms: Integers, worth: Floats, groups: Sequence[Sequence[int]]
    ) -> None:
        self._postings = index.postings
        self._table = index.passage_worth
        self._worth = worth
        self._starts, self._ends = index.postings.ranges(terms)
        self._sizes = (self._ends - self._starts).sum(axis=0)
        self._scores = [np.zeros(size) for size in np.diff(index.postings.passages).tolist()]
        for group in groups:
            self._add_best_of(group)
        grouped = {place for group in groups for place in group}
        order = np.argsort(-worth, kind="stable").tolist()
        alone = [place for place in order if place not in grouped]
        # Those that weren't looked for yet, and what each and all behind it may add at most.
        self._later = np.array(alone, np.intp)
        self._most = np.cumsum(worth[self._later][::-1] * MOST_WORTH)[::-1]

    def best(self, limit: int) -> _Found:
        """Passages with their scores; the best are among them, so many if there are."""
        least = 0.0
        while len(self._later) and self._most[0] >= least:
            self._add_some()
            if len(self._later):
                sure = self._looked_up(self._at_least(limit)).scores
                least = _ROUNDED * float(np.sort(sure)[-limit]) if len(sure) >= limit else 0.0
        if not len(self._later):
            return self._at_least(limit)
        found = self._above(least - float(self._most[0]))
        while len(self._later):
            found = self._looked_up(found, _AT_ONCE)
            self._later, self._most = self._later[_AT_ONCE:], self._most[_AT_ONCE:]
            found = found.above(least - (float(self._most[0]) if len(self._most) else 0.0))
        return found

    def _add_some(self) -> None:
        """Look in all passages for some more terms, until the rest may add far less."""
        few = int((self._most > _REST * self._most[0]).sum())
        cheap = int(np.cumsum(self._sizes[self._later]).searchsorted(_CHEAP, side="right"))
        count = max(few, cheap)
        some = self._later[:count].tolist()
        self._later, self._most = self._later[count:], self._most[count:]
        for block, scores in enumerate(self._scores):
            if lists := self._lists(block, some):
                items = np.concatenate([each for _, each in lists])
                worth = [self._worth[place] for place, _ in lists]
                weights = np.repeat(worth, [len(each) for _, each in lists])
                weights *= self._table_of(block).ravel()[items]
                scores += np.bincount(items // CLASSES, weights, len(scores))

    def _add_best_of(self, group: Sequence[int]) -> None:
        """Look in all passages for the terms of a group, of which the best counts."""
        for block, scores in enumerate(self._scores):
            best = np.zeros(len(scores))
            for place, items in self._lists(block, group):
                worth = self._worth[place] * self._table_of(block).ravel()[items]
                owners = items // CLASSES
                best[owners] = np.maximum(best[owners], worth)
            scores += best

    def _lists(self, block: int, places: Iterable[int]) -> list[tuple[int, Items]]:
        """The lists that a block has of some terms."""
        starts, ends = self._starts[block].tolist(), self._ends[block].tolist()
        items = self._postings.items
        found = ((place, starts[place], ends[place]) for place in places)
        return [(place, items[start:end]) for place, start, end in found if start < end]

    def _table_of(self, block: int) -> Floats:
        first, last = self._postings.passages[block : block + 2]
        return self._table[first:last]

    def _at_least(self, count: int) -> _Found:
        """The best so far: so many at the least, if there are."""
        best = np.concatenate([_highest(scores, count) for scores in self._scores])
        return self._above(float(_highest(best, count).min(initial=np.inf)))

    def _above(self, least: float) -> _Found:
        """The passages that have so much so far, and something."""
        places = [np.flatnonzero(scores >= max(least, _NOTHING)) for scores in self._scores]
        firsts = self._postings.passages[:-1].tolist()
        return _Found(
            np.concatenate([at + first for at, first in zip(places, firsts, strict=True)]),
            np.repeat(np.arange(len(places)), list(map(len, places))),
            np.concatenate([s[at] for s, at in zip(self._scores, places, strict=True)]),
        )

    def _looked_up(self, found: _Found, count: int | None = None) -> _Found:
        """Passages with what the terms add that weren't looked for yet, or the first of them."""
        terms = self._later[:count]
        low = self._starts[found.blocks[:, None], terms]
        end = self._ends[found.blocks[:, None], terms]
        within = (found.passages - self._postings.passages[found.blocks])[:, None]
        items, high = self._postings.items, end
        # All lists at once, by halves.
        for _ in range(int((end - low).max(initial=0)).bit_length()):
            middle = (low + high) // 2
            below = (low < high) & (items.take(middle, mode="clip") < within * CLASSES)
            low, high = np.where(below, middle + 1, low), np.where(below, high, middle)
        item = items.take(low, mode="clip").astype(np.int64)
        there = (low < end) & (item // CLASSES == within)
        worth = self._worth[terms] * self._table[found.passages[:, None], item % CLASSES]
        return found._replace(scores=found.scores + np.where(there, worth, 0).sum(axis=1))


def _highest(scores: Scores, count: int) -> Scores:
    """So many of the highest scores, in any order; all where there are fewer."""
    return scores if len(scores) <= count else np.partition(scores, -count)[-count:]


def _grouped(groups: Integers) -> list[list[int]]:
    """The places of the terms of each group that has several."""
    found: dict[int, list[int]] = {}
    for place, group in enumerate(groups.tolist()):
        found.setdefault(group, []).append(place)
    return [places for places in found.values() if len(places) > 1]


def best_of_groups(
    owners: npt.NDArray[np.integer], groups: npt.NDArray[np.integer], impacts: Floats
) -> Places:
    """Of what each owner has of one group, where the best stands."""
    order = np.lexsort((impacts, groups, owners))
    owners, groups = owners[order], groups[order]
    last = np.ones(len(order), np.bool_)
    last[:-1] = (owners[1:] != owners[:-1]) | (groups[1:] != groups[:-1])
    return np.asarray(order[last])
