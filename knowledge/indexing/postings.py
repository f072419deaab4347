"""The postings: which passages have which term how often, one block of passages after the other."""

from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from .forward import Bounds, Integers
from .inversion import CLASSES

Items = npt.NDArray[np.unsignedinteger]


class Postings(NamedTuple):
    """Lists of passages by term, block after block.

    Block b has the passages from `passages[b]` on, of the articles from `articles[b]` on. Its
    lists are those of `terms[lists[b]:lists[b + 1]]`, in order, where list i is
    `items[bounds[i]:bounds[i + 1]]`. An item is a passage of the block, times CLASSES, and the
    class of how often it has the term. `holders` tells how many sentences and contexts of the block
    have the term.
    """

    articles: Integers
    passages: Integers
    lists: Bounds
    terms: Integers
    holders: Integers
    bounds: Bounds
    items: Items

    @property
    def block_count(self) -> int:
        return len(self.passages) - 1

    def ranges(self, terms: Integers) -> tuple[Bounds, Bounds]:
        """Where the list of each term (column) begins and ends in each block (row), among the
        items; it is empty where the block hasn't the term.
        """
        starts, ends = np.zeros((2, self.block_count, len(terms)), np.int64)
        for block, (first, last) in enumerate(pairwise(self.lists.tolist())):
            if first < last:
                own = self.terms[first:last]
                at = own.searchsorted(terms)
                there = own.take(at, mode="clip") == terms
                starts[block, there] = self.bounds[at[there] + first]
                ends[block, there] = self.bounds[at[there] + first + 1]
        return starts, ends

    def passages_with(self, term: int) -> Integers:
        """The passages that have a term, in order."""
        starts, ends = (each[:, 0].tolist() for each in self.ranges(np.array([term], np.int32)))
        firsts = self.passages[:-1].tolist()
        found = [
            self.items[start:end].astype(np.int32) // CLASSES + first
            for first, start, end in zip(firsts, starts, ends, strict=True)
        ]
        return np.concatenate([np.empty(0, np.int32), *found])
