"""Finds the known word that a misspelt Latin word was meant to be."""

from collections.abc import Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA

_SHORTEST = 4
_LETTERS_A_SLIP = 4


class Spelling:
    """The Latin words of the articles, to compare slips with."""

    def __init__(self, words: Sequence[str]) -> None:
        self._known = frozenset(words)
        self._words = [word for word in words if len(word) >= _SHORTEST]

    def __contains__(self, word: str) -> bool:
        return word in self._known

    def nearest(self, word: str) -> str | None:
        """The known word nearest to `word`, one slip for four letters away at most.

        A slip is a letter missing, added, wrong or swapped with its neighbour (optimal string
        alignment). None where nothing is near, two are equally near, or the first letters differ
        too.
        """
        if len(word) < _SHORTEST:
            return None
        near = process.extract(
            word,
            self._words,
            scorer=OSA.distance,
            score_cutoff=min(2, len(word) // _LETTERS_A_SLIP),
            limit=2,
        )
        if not near or (len(near) == 2 and near[0][1] == near[1][1]):
            return None
        best = near[0][0]
        return best if best[0] == word[0] else None
