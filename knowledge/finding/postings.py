"""The postings: which passages have which term how often, one block of passages after the other."""

from collections.abc import Iterator
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

    def of_block(self, block: int, terms: Integers) -> tuple[list[int], list[Items]]:
        """Which of some terms a block has, as places among these, and the list of each."""
        first, last = self.lists[block], self.lists[block + 1]
        own = self.terms[first:last]
        at = own.searchsorted(terms)
        at[at == len(own)] = 0
        places = np.flatnonzero(own[at] == terms) if len(own) else np.empty(0, np.intp)
        at = at[places] + first
        starts, ends = self.bounds[at].tolist(), self.bounds[at + 1].tolist()
        return places.tolist(), [self.items[a:b] for a, b in zip(starts, ends, strict=True)]

    def passages_with(self, term: int) -> Iterator[int]:
        """The passages that have a term, in order."""
        for block in range(self.block_count):
            for items in self.of_block(block, np.array([term], np.int32))[1]:
                yield from (items.astype(np.int64) // CLASSES + self.passages[block]).tolist()
