"""Chooses from ranked stretches those to show: different ones, with every quoted part."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from knowledge.language.similar import alike
from knowledge.language.tokens import Tokenizer
from knowledge.reading.article import Article

from .excerpt import Excerpt, Excerpter
from .index import Index
from .question import Question
from .search import Stretch

# In a flood of articles that say the same, the search for something different ends here.
_MOST_REPEATS = 50
# What ranks behind so many others has nothing more to say.
_MOST_LOOKED_AT = 40
# Among so many stretches, the other sides of a comparison are looked for.
_MOST_SIDES = 100


class Choice(NamedTuple):
    """A stretch to show, and its words."""

    stretch: Stretch
    excerpt: Excerpt


class Chooser:
    """Reads the articles' own text, which the search doesn't."""

    def __init__(self, articles: Sequence[Article], index: Index, tokenizer: Tokenizer) -> None:
        self._articles = articles
        self._index = index
        self._folding = tokenizer.folding
        self._excerpter = Excerpter(tokenizer, articles, index)

    def choose(
        self, ranked: Iterable[Stretch], question: Question, limit: int, length: int
    ) -> list[Choice]:
        """The best stretches of which none overlaps another or says nearly the same.

        What the question names and the first of them doesn't comes next, so that a comparison
        shows both sides. Where the question has quoted parts, each stretch has all of them as they
        are written. An excerpt has at most `length` characters.
        """
        chosen: list[Choice] = []
        texts: list[str] = []
        repeats = 0
        if question.phrases:
            ranked = self._with_phrases(ranked, question)
        else:
            ranked = islice(ranked, _MOST_LOOKED_AT + limit)
        for stretch in _with_all_sides(ranked, question):
            if len(chosen) == limit or repeats == _MOST_REPEATS:
                break
            if any(stretch.first < c.last and c.first < stretch.last for c, _ in chosen):
                continue
            excerpt = self._excerpter.take(stretch, question.sought, length)
            text = self._folding.fold(excerpt.text).text
            if any(alike(text, other) for other in texts):
                repeats += 1
            else:
                chosen.append(Choice(stretch, excerpt))
                texts.append(text)
        return chosen

    def folded(self, sentence: int) -> str:
        """The folded text of a sentence."""
        index = self._index
        body = self._articles[index.sentence_article[sentence]].body
        start, end = index.sentence_start[sentence], index.sentence_end[sentence]
        return self._folding.fold(body[start:end]).text

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
