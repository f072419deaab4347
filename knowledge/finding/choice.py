"""Chooses from ranked stretches those to show: different ones, with every quoted part."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from knowledge.indexing.forward import Forward
from knowledge.indexing.index import Index
from knowledge.language.similar import Said, alike, closest
from knowledge.language.tokens import Tokenizer
from knowledge.reading.article import Article

from .excerpt import Excerpter
from .question import Question, Sought
from .search import Stretch, grown

# In a flood of articles that say the same, the search for something different ends here.
_MOST_REPEATS = 50
# What ranks behind so many others has nothing more to say.
_MOST_LOOKED_AT = 40
# Among so many stretches, the other sides of a comparison are looked for.
_MOST_SIDES = 100
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*|[零〇一二两三四五六七八九十百千万亿]+")


class Choice(NamedTuple):
    """A stretch to show: the range of its article's body that is shown, and that folded."""

    stretch: Stretch
    span: tuple[int, int]
    said: Said


class Chooser:
    """Reads the articles' own text, which the search doesn't."""

    def __init__(
        self,
        articles: Sequence[Article],
        index: Index,
        tokenizer: Tokenizer,
        excerpter: Excerpter,
    ) -> None:
        self._articles = articles
        self._index = index
        self._folding = tokenizer.folding
        self._excerpter = excerpter

    def choose(
        self, ranked: Iterable[Stretch], question: Question, limit: int, length: int
    ) -> list[Choice]:
        """The best stretches of which none overlaps another or says nearly the same.

        What the question names and the first of them doesn't comes next, so that a comparison
        shows both sides. Where the question has quoted parts, each stretch has all of them as they
        are written. What near copies of an article say is shown as the best-sourced one has it.
        An excerpt has at most `length` characters.
        """
        chosen: list[Choice] = []
        repeats = 0
        if question.phrases:
            ranked = self._with_phrases(ranked, question)
        else:
            ranked = islice(ranked, _MOST_LOOKED_AT + limit)
        for stretch in _with_all_sides(ranked, question):
            if len(chosen) == limit or repeats == _MOST_REPEATS:
                break
            if _overlaps(stretch, chosen):
                continue
            shown = self._shown(stretch, question.sought, length)
            if any(alike(shown.said, other.said) for other in chosen):
                repeats += 1
                continue
            if sourced := self._best_sourced(shown, question.sought, length):
                if _overlaps(sourced.stretch, chosen):
                    repeats += 1
                    continue
                chosen.append(sourced)
            else:
                chosen.append(shown)
        return chosen

    def folded(self, sentences: Sequence[int]) -> list[str]:
        """The folded texts of some sentences."""
        index, rows = self._index, np.array(sentences, np.int32)
        articles = index.sentence_article[rows].tolist()
        bodies = {number: self._articles[number].body for number in set(articles)}
        edges = index.sentence_start[rows].tolist(), index.sentence_end[rows].tolist()
        return [
            self._folding.fold(bodies[number][start:end]).text
            for number, start, end in zip(articles, *edges, strict=True)
        ]

    def _folded(self, first: int, last: int) -> str:
        index = self._index
        body = self._articles[index.sentence_article[first]].body
        start, end = index.sentence_start[first], index.sentence_end[last - 1]
        return self._folding.fold(body[start:end]).text

    def _shown(self, stretch: Stretch, sought: Sought, length: int) -> Choice:
        start, end = span = self._excerpter.span(stretch, sought, length)
        body = self._articles[self._index.sentence_article[stretch.first]].body
        return Choice(stretch, span, Said.of(self._folding.fold(body[start:end]).text))

    def _best_sourced(self, shown: Choice, sought: Sought, length: int) -> Choice | None:
        """The same in the best-sourced of the article's near copies; None where it isn't there.

        It is the same where it has what was sought, as far as that is shown, and its numbers.
        """
        index, stretch = self._index, shown.stretch
        article = index.sentence_article[stretch.first]
        best = int(index.article_preferred[article])
        if best == article:
            return None
        ranges = self._near(stretch, best, length)
        texts = [self._folded(*each) for each in ranges]
        place = closest(self._folded(stretch.first, stretch.last), texts)
        if place is None:
            return None
        first, last = ranges[place]
        sourced = self._shown(replace(stretch, first=first, last=last), sought, length)
        return sourced if _has_all(sourced.said.text, shown.said.text, sought) else None

    def _near(self, stretch: Stretch, article: int, length: int) -> list[tuple[int, int]]:
        """Sentences of an article that share most of their pairs of characters with a stretch, as
        ranges: each by itself, and with as many of its neighbours as there is room for.
        """
        index = self._index
        low, high = index.sentence_article.searchsorted([article, article + 1]).tolist()
        own = index.texts.taken(np.arange(stretch.first, stretch.last))
        others = index.texts.taken(np.arange(low, high))
        shared = np.isin(_bigrams(others), _bigrams(own))
        running = np.concatenate(([0], np.cumsum(shared)))
        near = np.flatnonzero(2 * np.diff(running[others.bounds]) > np.diff(others.bounds)) + low
        return list(
            dict.fromkeys(
                each for n in near.tolist() for each in ((n, n + 1), grown(index, n, n + 1, length))
            )
        )

    def _with_phrases(self, ranked: Iterable[Stretch], question: Question) -> Iterable[Stretch]:
        places: dict[int, list[list[tuple[int, int]]]] = {}
        for stretch in ranked:
            article = int(self._index.sentence_article[stretch.first])
            if article not in places:
                places[article] = self._places(article, question.phrases)
            start = self._index.sentence_start[stretch.first]
            end = self._index.sentence_end[stretch.last - 1]
            if all(any(start <= a and b <= end for a, b in each) for each in places[article]):
                yield stretch

    def _places(self, article: int, phrases: tuple[str, ...]) -> list[list[tuple[int, int]]]:
        """For each phrase, the ranges of an article's body where it stands."""
        folded = self._folding.fold(self._articles[article].body)
        places: list[list[tuple[int, int]]] = []
        for phrase in phrases:
            at = folded.text.find(phrase)
            places.append([])
            while at >= 0:
                places[-1].append(folded.original(at, at + len(phrase)))
                at = folded.text.find(phrase, at + 1)
        return places


def _bigrams(texts: Forward) -> npt.NDArray[np.int64]:
    """Each character of some texts with the one behind it."""
    codes = texts.codes.astype(np.int64)
    return np.asarray(codes << 16 | np.append(codes[1:], 0), np.int64)


def _overlaps(stretch: Stretch, chosen: Iterable[Choice]) -> bool:
    return any(stretch.first < c.last and c.first < stretch.last for c, *_ in chosen)


def _has_all(text: str, other: str, sought: Sought) -> bool:
    """Whether a text has the numbers of another, and what was sought that stands in the other."""
    words = (word for word in sought.words | sought.phrases if word in other)
    numbers = set(_NUMBER.findall(other)) <= set(_NUMBER.findall(text))
    return numbers and all(word in text for word in words)


def _with_all_sides(ranked: Iterable[Stretch], question: Question) -> Iterator[Stretch]:
    """Ranked stretches; behind the first, those that have the names that it hasn't."""
    rest = iter(ranked)
    first = next(rest, None)
    if first is None:
        return
    yield first
    missing = [name for name in question.names if not first.cover.has(name)]
    if missing and len(missing) < len(question.names):
        passed: list[Stretch] = []
        for stretch in islice(rest, _MOST_SIDES):
            if sides := [name for name in missing if stretch.cover.has(name)]:
                missing = [name for name in missing if name not in sides]
                yield stretch
            passed.append(stretch)
        yield from passed
    yield from rest
