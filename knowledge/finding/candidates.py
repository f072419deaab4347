"""Finds the passages that come nearest to a question, by BM25."""

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

from .index import Floats, Index, Integers
from .inversion import CLASSES
from .question import Question

Places = npt.NDArray[np.intp]


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
    grouped = _grouped(groups) if groups is not None else ()
    passages, scores = np.empty(0, np.int32), np.empty(0, np.float32)
    least = 0.0
    firsts = index.postings.passages.tolist()
    for block, first in enumerate(firsts[:-1]):
        of_block = _scores(index, block, terms, worth, grouped)
        found = np.flatnonzero(of_block > least)
        passages = np.concatenate((passages, found.astype(np.int32) + np.int32(first)))
        scores = np.concatenate((scores, of_block[found]))
        if len(passages) > limit:
            best = np.lexsort((passages, -scores))[:limit]
            passages, scores = passages[best], scores[best]
            least = scores[-1]
    best = np.lexsort((passages, -scores))
    return passages[best], scores[best]


def _scores(
    index: Index, block: int, terms: Integers, worth: Floats, groups: Iterable[Sequence[int]]
) -> Floats:
    """The score of every passage of a block; of the terms of one of the `groups`, the best."""
    postings = index.postings
    table = index.passage_worth[postings.passages[block] : postings.passages[block + 1]]
    lists = dict(zip(*postings.of_block(block, terms), strict=True))
    scores = np.zeros(len(table), np.float32)
    for group in groups:
        best = np.zeros(len(table), np.float32)
        for place in group:
            if (items := lists.pop(place, None)) is not None:
                owners = items // CLASSES
                best[owners] = np.maximum(best[owners], worth[place] * table.ravel()[items])
        scores += best
    if lists:
        items = np.concatenate(list(lists.values()))
        weights = np.repeat(worth[list(lists)], list(map(len, lists.values())))
        found = np.bincount(items, weights, table.size).reshape(table.shape)
        scores += np.einsum("ij,ij->i", found, table)
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
