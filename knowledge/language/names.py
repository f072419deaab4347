"""Finds the names of the lexicon in text, whatever they are called there."""

import re
from collections.abc import Callable, Iterable, Iterator

from .folding import Folding

_GAPS = re.compile(r"[\s\-·]+")


class Names:
    """The lexicon, ready to be found in folded text.

    A name's term is its canonical form behind "=", so that no word is taken for it.
    """

    def __init__(self, lexicon: Iterable[tuple[str, Iterable[str]]], folding: Folding) -> None:
        """`lexicon` gives each canonical name with its aliases."""
        self._terms: dict[str, str] = {}
        self._forms: dict[str, set[str]] = {}
        for name, aliases in lexicon:
            for alias in (name, *aliases):
                form = folding.fold(alias).text.strip()
                if squeezed := _GAPS.sub("", form):
                    self._terms.setdefault(squeezed, f"={name}")
                    self._forms.setdefault(f"={name}", set()).add(form)
        self._lengths: dict[str, list[int]] = {}
        for form in self._terms:
            lengths = self._lengths.setdefault(form[0], [])
            if len(form) not in lengths:
                lengths.append(len(form))
        for lengths in self._lengths.values():
            lengths.sort(reverse=True)

    def forms(self, term: str) -> frozenset[str]:
        """What the name with this term is called, folded; nothing where it is no name's term."""
        return frozenset(self._forms.get(term, ()))

    def find(
        self, text: str, word_ends: Callable[[str], set[int]]
    ) -> Iterator[tuple[str, int, int]]:
        """The names in folded `text`, the longest at each place, as term, start and end.

        A name begins and ends where a word does: no 清河 in 看清河水, no "java" in "javascript".
        `word_ends` tells where the words of a text end, and is asked only if need be.
        """
        if not self._terms:
            return
        squeezed, offsets = _squeeze(text)
        ends: set[int] | None = None
        position = 0
        while position < len(squeezed):
            length = 0
            for length in self._lengths.get(squeezed[position], ()):
                end = position + length
                if end > len(squeezed) or squeezed[position:end] not in self._terms:
                    continue
                start, stop = offsets[position], offsets[end - 1] + 1
                ends = word_ends(text) | {0} if ends is None else ends
                if start in ends and stop in ends:
                    yield self._terms[squeezed[position:end]], start, stop
                    break
            else:
                length = 1
            position += length


def _squeeze(text: str) -> tuple[str, list[int]]:
    """`text` without gaps, and where each of its characters stood."""
    kept = [(i, c) for i, c in enumerate(text) if not (c.isspace() or c in "-·")]
    return "".join(c for _, c in kept), [i for i, _ in kept]
