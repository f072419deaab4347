"""Says what the articles have of a name: what it is, and what happened when."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import NamedTuple

import numpy as np

from knowledge.indexing.index import WORDS, Index, Integers
from knowledge.language.kinds import KINDS
from knowledge.language.similar import Said, alike
from knowledge.language.tokens import Tokenizer
from knowledge.reading.article import Article

from .candidates import best_passages
from .coverage import Cover
from .dates import Date, When, dates, nearest, when
from .definition import definition
from .excerpt import Excerpt, Excerpter
from .question import Sought
from .search import Stretch
from .topics import speaking_of

# Read is no more than the sentences of these passages, however many have the name.
_PASSAGES = 120
_MOST_FACTS, _MOST_ARTICLES = 60, 5
_LONGEST = 150
_DEFINITIONS_READ = 300
_HAS_NUMBER = sum(1 << bit for bit, kind in enumerate(KINDS) if kind.name == "number")
_CLAUSES = re.compile("[,;:。]")
# More words than these before a name say no more of it.
_DESCRIPTION = 30
_GAPS = re.compile(r"[\s\-·]+")


@dataclass(frozen=True, slots=True)
class Quotation:
    """What an article says, word for word."""

    article: Article
    excerpt: Excerpt


@dataclass(frozen=True, slots=True)
class TopicCard:
    """What the articles say of a name of the lexicon.

    `definition` says what it is, None where no sentence does. `facts` are sentences that have the
    name and a date, which is highlighted, the oldest first. Of the `article_count` articles that
    speak of it, near copies once, `articles` are those that do so most.
    """

    name: str
    kind: str
    article_count: int
    definition: Quotation | None
    facts: tuple[Quotation, ...]
    articles: tuple[Article, ...]


class _Sentence(NamedTuple):
    """A sentence with the name: its number, and its folded text."""

    number: int
    text: str


class _Fact(NamedTuple):
    """A sentence with a date, and the name as it stands there."""

    when: When
    sentence: _Sentence
    date: Date
    name: str


class TopicCards:
    """Makes cards of names, from the articles of an index."""

    def __init__(self, articles: Sequence[Article], index: Index, tokenizer: Tokenizer) -> None:
        self._articles = articles
        self._index = index
        self._tokenizer = tokenizer
        self._excerpter = Excerpter(tokenizer, articles, index)

    def card(self, name: str, kind: str) -> TopicCard | None:
        """The card of a name; None where no article has it."""
        term = self._index.vocabulary[WORDS].get(f"={name}")
        if term is None:
            return None
        speaking = speaking_of(self._index, term)
        passages = self._passages(term, speaking)
        sentences = self._sentences(term, passages)
        pattern = self._pattern(f"={name}")
        said_most = dict.fromkeys(self._index.passage_article[passages].tolist())
        return TopicCard(
            name=name,
            kind=kind,
            article_count=len(speaking),
            definition=self._definition(sentences, pattern, kind),
            facts=self._facts(sentences, pattern),
            articles=tuple(self._articles[n] for n in list(said_most)[:_MOST_ARTICLES]),
        )

    def _pattern(self, term: str) -> re.Pattern[str]:
        """Finds a name in folded text, as its group, and longer names that it is part of."""
        own = {_GAPS.sub("", form) for form in self._tokenizer.names.forms(term)}
        longer = {
            form
            for other, form in self._tokenizer.names.all_forms()
            if other != term and form not in own and any(each in form for each in own)
        }
        longest_first = sorted(longer, key=len, reverse=True)
        forms = "|".join(map(_spaced, sorted(own, key=len, reverse=True)))
        return re.compile("|".join([*map(_spaced, longest_first), f"({forms})"]))

    def _passages(self, term: int, articles: Integers) -> Integers:
        """The passages of these articles that speak most of a name, in that order."""
        passages, _ = best_passages(self._index, np.array([term], np.int32), _PASSAGES)
        return passages[np.isin(self._index.passage_article[passages], articles)]

    def _sentences(self, term: int, passages: Integers) -> list[_Sentence]:
        """The sentences of some passages that have a name."""
        index = self._index
        first, last = index.passage_first[passages], index.passage_last[passages]
        ranges = map(range, first.tolist(), last.tolist())
        rows = np.array(list(dict.fromkeys(chain.from_iterable(ranges))), np.int64)
        texts = index.texts.taken(rows)
        having = np.unique(texts.other_owners()[texts.others == term])
        folded = texts.taken(having).folded()
        return list(map(_Sentence, rows[having].tolist(), folded))

    def _definition(
        self, sentences: Sequence[_Sentence], pattern: re.Pattern[str], kind: str
    ) -> Quotation | None:
        """The sentence that says best what the name is; of several, with most words before it."""
        is_term = kind == "term"
        found = []
        for rank, sentence in enumerate(sentences[:_DEFINITIONS_READ]):
            place = _place(pattern, sentence.text)
            if place is None:
                continue
            if clear := definition(sentence.text, _GAPS.sub("", place.group()), is_term):
                described = len(_CLAUSES.split(sentence.text[: place.start()])[-1])
                found.append((-clear, -min(described, _DESCRIPTION), rank, place.group()))
        if not found:
            return None
        *_, rank, word = min(found)
        return self._quotation(sentences[rank].number, frozenset({word}))

    def _facts(
        self, sentences: Sequence[_Sentence], pattern: re.Pattern[str]
    ) -> tuple[Quotation, ...]:
        """Sentences with a date, in order of time; what several say of the same day, once."""
        facts: list[_Fact] = []
        for sentence in sentences:
            if self._index.sentence_traits[sentence.number] & _HAS_NUMBER:
                facts.extend(self._dated(sentence, pattern))
            if len(facts) == _MOST_FACTS:
                break
        facts.sort(key=lambda fact: (fact.when, self._article(fact).date or "", fact.sentence))
        return tuple(map(self._of, _different(facts)))

    def _dated(self, sentence: _Sentence, pattern: re.Pattern[str]) -> Iterator[_Fact]:
        """The sentence with the date that stands nearest to the name, if it has one."""
        place = _place(pattern, sentence.text)
        found = dates(sentence.text)
        if place is None or not found:
            return
        article = self._articles[self._index.sentence_article[sentence.number]]
        times = {
            date: time
            for date in found
            if (time := when(date, article.date, self._before(sentence, date)))
        }
        if date := nearest(times, sentence.text, *place.span()):
            yield _Fact(times[date], sentence, date, place.group())

    def _before(self, sentence: _Sentence, date: Date) -> Callable[[], str]:
        """What stands before a date in its paragraph, folded."""

        def before() -> str:
            first = int(self._index.sentence_paragraph[sentence.number])
            rows = np.arange(first, sentence.number)
            earlier = self._index.texts.taken(rows).folded()
            return " ".join([*earlier, sentence.text[: date.start]])

        return before

    def _article(self, fact: _Fact) -> Article:
        return self._articles[int(self._index.sentence_article[fact.sentence.number])]

    def _of(self, fact: _Fact) -> Quotation:
        """A fact, its date marked."""
        text, date = fact.sentence.text, fact.date
        words = frozenset({text[date.start : date.end], fact.name})
        quoted = self._quotation(fact.sentence.number, words)
        body, start = quoted.article.body, int(self._index.sentence_start[fact.sentence.number])
        end = int(self._index.sentence_end[fact.sentence.number])
        folded = self._tokenizer.folding.fold(body[start:end])
        first, last = (start + edge for edge in folded.original(date.start, date.end))
        excerpt = quoted.excerpt
        low, high = max(first, excerpt.start), min(last, excerpt.end)
        marks = ((low - excerpt.start, high - excerpt.start),) if low < high else ()
        return replace(quoted, excerpt=replace(excerpt, highlights=marks))

    def _quotation(self, sentence: int, words: frozenset[str]) -> Quotation:
        """A sentence; of a long one, the part that has most of these words."""
        sought = Sought(words, (), frozenset())
        stretch = Stretch(sentence, sentence + 1, 0.0, Cover((), 1.0))
        span = self._excerpter.span(stretch, sought, _LONGEST)
        article = self._articles[self._index.sentence_article[sentence]]
        excerpt = self._excerpter.take(stretch, span, sought)
        return Quotation(article, replace(excerpt, highlights=()))


def _spaced(form: str) -> str:
    """Matches a form whatever gaps are in it."""
    return r"[\s\-·]*".join(map(re.escape, form))


def _place(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    """Where a name stands by itself."""
    return next((found for found in pattern.finditer(text) if found[1]), None)


def _different(facts: Sequence[_Fact]) -> Iterator[_Fact]:
    """Facts without those that say nearly the same as one of the same time before."""
    told: list[tuple[When, Said]] = []
    for fact in facts:
        said = Said.of(fact.sentence.text)
        if any(time == fact.when and alike(said, other) for time, other in told):
            continue
        told.append((fact.when, said))
        yield fact
