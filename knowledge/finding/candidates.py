"""Finds the passages that come nearest to a question, by BM25."""

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from .index import MOST_WORTH, Floats, Index, Integers
from .inversion import CLASSES
from .postings import Items
from .question import Question

Places = npt.NDArray[np.intp]

# To look a passage up in a list takes as long as to read so much of it.
_LOOK_UP = 20


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
    ranking = _Ranking(index, terms, worth, _grouped(groups) if groups is not None else [])
    best: list[tuple[float, int]] = []
    for block, first in enumerate(index.postings.passages[:-1].tolist()):
        least = -best[-1][0] if len(best) == limit else 0.0
        passages, scores = ranking.better(block, least)
        if len(scores) > limit:
            kept = np.argpartition(-scores, limit)
            kept = np.flatnonzero(scores >= scores[kept[:limit]].min())
            passages, scores = passages[kept], scores[kept]
        found = zip((-scores).tolist(), (passages + first).tolist(), strict=True)
        best = sorted([*best, *found])[:limit]
    return (
        np.array([passage for _, passage in best], np.int32),
        np.array([-score for score, _ in best], np.float32),
    )


class _Ranking:
    """Scores passages block by block, and looks only at those that may be among the best.

    The terms that together can't make up what the worst of the best so far has needn't be looked
    for but where a passage has others (MaxScore: Turtle and Flood 1995, "Query evaluation:
    strategies and optimizations").
    """

    def __init__(
        self, index: Index, terms: Integers, worth: Floats, groups: Sequence[Sequence[int]]
    ) -> None:
        self._index = index
        self._terms = terms
        self._worth = worth
        self._groups = groups
        grouped = {place for group in groups for place in group}
        order = [place for place in np.argsort(worth).tolist() if place not in grouped]
        # What the first terms are worth at most together, from the least on.
        self._most = np.cumsum(worth[order] * MOST_WORTH) if order else np.zeros(0)
        self._order = order

    def better(self, block: int, least: float) -> tuple[Places, npt.NDArray[np.float64]]:
        """The passages of a block with a score above `least`, from its first, and their scores."""
        index, postings = self._index, self._index.postings
        table = index.passage_worth[postings.passages[block] : postings.passages[block + 1]]
        lists = dict(zip(*postings.of_block(block, self._terms), strict=True))
        count = int(self._most.searchsorted(least))
        slack = float(self._most[count - 1]) if count else 0.0
        later = {place: lists.pop(place) for place in self._order[:count] if place in lists}
        scores = self._grouped_scores(lists, table) + self._scores(lists, table)
        found = np.flatnonzero(scores > least - slack)
        if later and len(found):
            if len(found) * len(later) * _LOOK_UP < sum(map(len, later.values())):
                scores[found] += self._looked_up(found, later, table)
            else:
                scores += self._scores(later, table)
            found = found[scores[found] > least]
        return found, scores[found]

    def _scores(self, lists: Mapping[int, Items], table: Floats) -> npt.NDArray[np.float64]:
        """What the terms with these lists are worth in every passage of a block."""
        if not lists:
            return np.zeros(len(table))
        items = np.concatenate(list(lists.values()))
        weights = np.repeat(self._worth[list(lists)], list(map(len, lists.values())))
        weights *= table.ravel()[items]
        return np.asarray(np.bincount(items // CLASSES, weights, len(table)), np.float64)

    def _grouped_scores(self, lists: dict[int, Items], table: Floats) -> Floats:
        """The same of the terms in groups, of which the best counts; their lists are taken out."""
        scores = np.zeros(len(table), np.float32)
        for group in self._groups:
            best = np.zeros(len(table), np.float32)
            for place in group:
                if (items := lists.pop(place, None)) is not None:
                    owners = items // CLASSES
                    worth = self._worth[place] * table.ravel()[items]
                    best[owners] = np.maximum(best[owners], worth)
            scores += best
        return scores

    def _looked_up(
        self, passages: Places, lists: Mapping[int, Items], table: Floats
    ) -> npt.NDArray[np.float64]:
        """What the terms with these lists are worth in some passages of a block."""
        scores = np.zeros(len(passages))
        for place, items in lists.items():
            at = items.searchsorted((passages * CLASSES).astype(items.dtype))
            there = items.take(at, mode="clip")
            worth = self._worth[place] * table.ravel()[there]
            scores += np.where(there // CLASSES == passages, worth, 0)
        return scores


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
