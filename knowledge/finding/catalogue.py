"""Lists articles, the newest first, and finds them by title and publisher."""

import re
from collections.abc import Iterable, Sequence
from typing import overload

import numpy as np
from rapidfuzz import fuzz

from knowledge.indexing.index import Integers
from knowledge.language.folding import Folding
from knowledge.reading.article import Article

# A shorter word is taken as it is typed.
_SHORTEST, _SHORTEST_LATIN = 3, 4
_MOST_WORDS = 6
_GAPS = re.compile(r"[\W_]+")


class Catalogue:
    """The titles and publishers of articles; `newest` are the articles by their numbers."""

    def __init__(self, articles: Iterable[Article], folding: Folding) -> None:
        """Of articles, no more is read than their title, publisher and date."""
        self._folding = folding
        known = [(a.date or "", a.title, a.publisher or "") for a in articles]
        order = sorted(range(len(known)), key=lambda number: known[number][1:])
        order.sort(key=lambda number: known[number][0], reverse=True)
        self.newest: Integers = np.array(order, np.int32)
        lines = ["/".join(map(self._plain, known[number][1:])) for number in order]
        # All in one text, which is searched as fast as memory goes.
        self._text = "\n".join([*lines, ""])
        self._starts = np.cumsum([0, *(len(line) + 1 for line in lines)])

    def named(self, text: str) -> Integers:
        """The articles whose title or publisher has each word of a text, the newest first.

        Script, width, case, marks and gaps aside. A word that none has is looked for with one slip
        in it, unless it is short.
        """
        words = [plain for word in text.split() if (plain := self._plain(word))]
        if not words:
            return self.newest[:0]
        rows: set[int] | None = None
        # The longest first: few have it.
        for word in sorted(words, key=len, reverse=True)[:_MOST_WORDS]:
            rows = self._having(word, rows) or self._nearly(word, rows)
            if not rows:
                break
        return self.newest[sorted(rows or ())]

    def _plain(self, text: str) -> str:
        return _GAPS.sub("", self._folding.fold(text).text)

    def _having(self, word: str, among: set[int] | None = None) -> set[int]:
        """The lines that have a word: of some lines, or of all."""
        if among is not None:
            return {row for row in among if word in self._line(row)}
        # With the rest of its line, so that there is one in each.
        found = re.finditer(f"{re.escape(word)}.*", self._text)
        places = np.fromiter((match.start() for match in found), np.int64)
        return set((self._starts.searchsorted(places, side="right") - 1).tolist())

    def _nearly(self, word: str, among: set[int] | None) -> set[int]:
        """The same for a word with one slip in it: one third of it then stands there."""
        size, third = len(word), len(word) // 3
        if size < (_SHORTEST_LATIN if word.isascii() else _SHORTEST):
            return set()
        enough = 100 * (1 - 1 / size) - 0.1
        thirds = word[:third], word[third:-third], word[-third:]
        near = set().union(*(self._having(part, among) for part in thirds))
        return {row for row in near if fuzz.partial_ratio(word, self._line(row)) >= enough}

    def _line(self, row: int) -> str:
        return self._text[int(self._starts[row]) : int(self._starts[row + 1]) - 1]


class Listed(Sequence[Article]):
    """Some of the articles, by their numbers; each is read when it is asked for."""

    def __init__(self, articles: Sequence[Article], numbers: Integers) -> None:
        self._articles = articles
        self._numbers = numbers

    def __len__(self) -> int:
        return len(self._numbers)

    @overload
    def __getitem__(self, number: int) -> Article: ...
    @overload
    def __getitem__(self, number: slice) -> list[Article]: ...
    def __getitem__(self, number: int | slice) -> Article | list[Article]:
        if isinstance(number, slice):
            return [self._articles[each] for each in self._numbers[number].tolist()]
        return self._articles[int(self._numbers[number])]
