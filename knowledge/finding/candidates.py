"""Finds the passages that come nearest to a question, by BM25."""

import numpy as np
import numpy.typing as npt

from .index import Floats, Index, Integers
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
    if not len(terms):
        return np.empty(0, np.int32), np.empty(0, np.float32)
    holders, impacts, sizes = index.postings.joined(terms)
    if weights is not None:
        impacts = impacts * np.repeat(weights, sizes)
    if groups is not None:
        best = best_of_groups(holders, np.repeat(groups, sizes), impacts)
        holders, impacts = holders[best], impacts[best]
    scores = np.bincount(holders, impacts, minlength=index.passage_count)
    found = np.flatnonzero(scores)
    if len(found) > limit:
        found = found[np.argpartition(-scores[found], limit)[:limit]]
    best = found[np.lexsort((found, -scores[found]))]
    return best.astype(np.int32), scores[best].astype(np.float32)


def best_of_groups(
    owners: npt.NDArray[np.integer], groups: npt.NDArray[np.integer], impacts: Floats
) -> Places:
    """Of what each owner has of one group, where the best stands."""
    order = np.lexsort((impacts, groups, owners))
    owners, groups = owners[order], groups[order]
    last = np.ones(len(order), np.bool_)
    last[:-1] = (owners[1:] != owners[:-1]) | (groups[1:] != groups[:-1])
    return np.asarray(order[last])
