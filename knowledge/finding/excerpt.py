"""The words to show: whole sentences of a body, with what matched marked."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from knowledge.indexing.index import Index
from knowledge.language.folding import clauses, sentences
from knowledge.language.tokens import Token, Tokenizer
from knowledge.reading.article import Article

from .question import Sought
from .search import Stretch

_NEIGHBOUR_LENGTH = 160
# A longer sentence beside the excerpt is cut between clauses.
_NEIGHBOUR_MOST = 320
_HAS_THOUSANDS = re.compile(r"[1-9]\d{3,14}", re.ASCII)
_INSIDE = re.compile(r"(?<=[a-z0-9])(?=[a-z0-9])|(?<=\d)(?=\.\d)|(?<=\d\.)(?=\d)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A stretch of an article, `body[start:end]`.

    `highlights` are ranges of `text`, in order, neither overlapping nor touching. `before` and
    `after` are the sentences around it, empty where there are none near.
    """

    text: str
    start: int
    end: int
    highlights: tuple[tuple[int, int], ...]
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Finding:
    """An excerpt that was found, with its article; scores compare within one answer only."""

    article: Article
    excerpt: Excerpt
    score: float


class Excerpter:
    """Takes excerpts from the articles of an index, reading them as the index did."""

    def __init__(self, tokenizer: Tokenizer, articles: Sequence[Article], index: Index) -> None:
        self._tokenizer = tokenizer
        self._articles = articles
        self._index = index

    def span(self, stretch: Stretch, sought: Sought, length: int) -> tuple[int, int]:
        """The range of a body to show of a stretch; where that is longer than `length`, its best
        part.

        A part begins and ends between clauses, or failing that between words.
        """
        index = self._index
        start = int(index.sentence_start[stretch.first])
        end = int(index.sentence_end[stretch.last - 1])
        if end - start <= length:
            return start, end
        body = self._articles[index.sentence_article[stretch.first]].body
        marks = self._marks(body[start:end], sought)
        places = sorted((start + at, term) for term, at, _ in marks)
        return self._best_part(body, clauses(body, start, end), places, sought.phrases, length)

    def take(self, stretch: Stretch, span: tuple[int, int], sought: Sought) -> Excerpt:
        """What `span` is of a stretch, with what was sought marked."""
        article = self._articles[self._index.sentence_article[stretch.first]]
        start, end = span
        text = article.body[start:end]
        return Excerpt(
            text=text,
            start=start,
            end=end,
            highlights=_merged([(start, end) for _, start, end in self._marks(text, sought)], text),
            before=self._before(article, stretch.first, start),
            after=self._after(article, stretch.last - 1, end),
        )

    def shortened(self, excerpt: Excerpt, length: int) -> Excerpt:
        """The part of an excerpt that has most of what is marked, of at most `length` characters.

        It begins and ends as the part of a stretch does; what is left out stands around it.
        """
        text = excerpt.text
        if len(text) <= length:
            return excerpt
        marks = [(start, text[start:end]) for start, end in excerpt.highlights]
        parts = [clause for each in sentences(text) for clause in clauses(text, *each)]
        start, end = self._best_part(text, parts, marks, frozenset(), length)
        return Excerpt(
            text=text[start:end],
            start=excerpt.start + start,
            end=excerpt.start + end,
            highlights=tuple(
                (max(a, start) - start, min(b, end) - start)
                for a, b in excerpt.highlights
                if a < end and start < b
            ),
            before=excerpt.before + text[:start],
            after=text[end:] + excerpt.after,
        )

    def _before(self, article: Article, sentence: int, edge: int) -> str:
        body, reach = article.body, self._neighbour(article, sentence, -1, edge)
        if edge - reach > _NEIGHBOUR_MOST:
            starts = [start for start, _ in clauses(body, edge - _NEIGHBOUR_MOST, edge)]
            reach = starts[1] if len(starts) > 1 else edge - _NEIGHBOUR_MOST
        return body[reach:edge].strip()

    def _after(self, article: Article, sentence: int, edge: int) -> str:
        body, reach = article.body, self._neighbour(article, sentence, 1, edge)
        if reach - edge > _NEIGHBOUR_MOST:
            ends = [end for _, end in clauses(body, edge, edge + _NEIGHBOUR_MOST)]
            reach = ends[-2] if len(ends) > 1 else edge + _NEIGHBOUR_MOST
        return body[edge:reach].strip()

    def _neighbour(self, article: Article, sentence: int, step: int, edge: int) -> int:
        """How far the sentences around reach: whole ones of the same section, one at the least.

        `edge` is the end of the excerpt that they begin at.
        """
        index = self._index
        number = index.sentence_article[sentence]
        edges = index.sentence_start if step < 0 else index.sentence_end
        reach = int(edges[sentence])
        while 0 <= (sentence := sentence + step) < len(edges):
            far = int(edges[sentence])
            low, high = min(far, edge), max(far, edge)
            if index.sentence_article[sentence] != number or any(
                low <= heading.start < high for heading in article.headings
            ):
                break
            if reach != edge and high - low > _NEIGHBOUR_LENGTH:
                break
            reach = far
        return reach

    def _marks(self, text: str, sought: Sought) -> Iterator[Token]:
        """Where a text has what was asked for, as it is written or as it sounds."""
        folded = self._tokenizer.folding.fold(text)
        for term, start, end in self._found(folded.text, sought):
            yield Token(term, *folded.original(start, end))

    def _found(self, folded: str, sought: Sought) -> Iterator[Token]:
        """Words; pairs of sounds as the question spells them if the text has that, else as they
        sound.
        """
        words = [*sought.words, *sought.phrases]
        heard: set[tuple[str, ...]] = set()
        for pair, spellings in sought.sounds:
            if written := [spelling for spelling in spellings if spelling in folded]:
                words += written
            else:
                heard.add(tuple(pair.split(" ")))
        yield from _find_words(folded, words)
        if heard:
            syllables = self._tokenizer.sounds.syllables(folded)
            for i, both in enumerate(pairwise(syllables)):
                if both in heard:
                    yield Token(" ".join(both), i, i + 2)

    def _best_part(
        self,
        body: str,
        parts: Iterable[tuple[int, int]],
        marks: Sequence[tuple[int, str]],
        phrases: frozenset[str],
        length: int,
    ) -> tuple[int, int]:
        """Of some parts of a body, those in a row that have most different marks, those of
        `phrases` before all others; `marks` are given in order, with their places.
        """
        pieces = [piece for part in parts for piece in self._tokenizer.pieces(body, *part, length)]
        places = [place for place, _ in marks]

        def value(stretch: tuple[int, int]) -> tuple[int, int, int, int]:
            first, last = (bisect_left(places, edge) for edge in stretch)
            inside = {term for _, term in marks[first:last]}
            quoted = len(inside & phrases)
            return quoted, len(inside), stretch[1] - stretch[0], -stretch[0]

        return max(_longest(pieces, length), key=value)


def _longest(pieces: list[tuple[int, int]], length: int) -> Iterator[tuple[int, int]]:
    """From the start of each piece, as many as fit in `length`."""
    last = 0
    for start, _ in pieces:
        while last < len(pieces) and pieces[last][1] - start <= length:
            last += 1
        yield start, pieces[last - 1][1]


def _find_words(folded: str, words: Iterable[str]) -> Iterator[Token]:
    """Each place of each word; letters and digits are found as whole runs only."""
    for word in words:
        thousands = word.isdigit() and _HAS_THOUSANDS.fullmatch(word)
        for form in (word, f"{int(word):,}") if thousands else (word,):
            at = folded.find(form)
            while at >= 0:
                end = at + len(form)
                if not (_is_inside(folded, at) or _is_inside(folded, end)):
                    yield Token(word, at, end)
                at = folded.find(form, end)


def _is_inside(folded: str, at: int) -> bool:
    """Whether an offset parts a run of Latin letters, or a number."""
    return _INSIDE.match(folded, at) is not None


def _merged(ranges: list[tuple[int, int]], text: str) -> tuple[tuple[int, int], ...]:
    """Ranges in order, those that overlap, touch or have only space between them made one."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(ranges):
        if merged and not text[merged[-1][1] : start].strip():
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return tuple(merged)
