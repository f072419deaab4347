"""Finds where a text comes from: the articles that have sentences of it, word for word."""

import re
import string
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from knowledge.indexing.index import WORDS, Index
from knowledge.language.folding import Folded, Folding, clauses, sentences
from knowledge.language.tokens import Tokenizer
from knowledge.reading.article import Article

from .candidates import best_passages, candidates
from .coverage import Cover
from .excerpt import Excerpt, Excerpter, Finding
from .question import Question, Sought
from .search import Stretch, grown
from .telling import MOST_READ

# Letters and digits. A shorter sentence counts where it is a whole one on both sides, or all of
# the text.
_LONG, _SHORT = 12, 6
# As many again are near to single sentences of the text.
_MOST_ARTICLES = 8
# What stands between two digits tells 1.5 from 15, and 2-3 from 23.
_KEPT = re.compile(r"[^\W_]+|%|(?<=\d)[\W_](?=\d)")
_IN_NUMBER = re.compile(r"(?<=\d)[\d.,%万亿]|(?<=[.,])\d")
_LATIN = string.ascii_lowercase + string.digits

Range = tuple[int, int]


class _Text(NamedTuple):
    """The letters and digits of a text, folded, and the ranges of them that are sentences."""

    plain: Folded
    sentences: list[Range]

    def parts(self) -> list[str]:
        return [self.plain.text[start:end] for start, end in self.sentences]


class _Traced(NamedTuple):
    """What was found in an article, by its number, from which sentence on."""

    article: int
    first: int
    finding: Finding


class Tracer:
    """Compares texts with the articles' own words, which the search doesn't."""

    def __init__(self, articles: Sequence[Article], index: Index, tokenizer: Tokenizer) -> None:
        self._articles = articles
        self._index = index
        self._tokenizer = tokenizer
        self._folding = tokenizer.folding
        self._excerpter = Excerpter(tokenizer, articles, index)

    def trace(self, text: str, read: Question, limit: int, length: int) -> list[Finding]:
        """Of each article that has words of the text, the place that has most in a row; of near
        copies, one.

        Script, width, case, punctuation and white space aside. `read` is the text as the search
        reads it, a score the number of letters and digits in a row. An excerpt has at most
        `length` characters.
        """
        text = text[:MOST_READ]
        asked = self._text(text, sentences(text))
        found = [
            traced for n in self._near(asked, read) if (traced := self._traced(n, asked, length))
        ]
        found.sort(key=lambda traced: (-traced.finding.score, traced.first))
        return self._without_copies(found)[:limit]

    def _without_copies(self, found: Sequence[_Traced]) -> list[Finding]:
        """Of near copies with as many letters in a row, the best-sourced; of others the first."""
        preferred = self._index.article_preferred
        best: dict[int, Finding] = {}
        for number, _, finding in found:
            group = int(preferred[number])
            other = best.get(group)
            if other is None or (number == group and finding.score == other.score):
                best[group] = finding
        return list(best.values())

    def _near(self, asked: _Text, read: Question) -> list[int]:
        """The articles nearest to the text as a whole, and to those of its sentences."""
        index, known = self._index, self._index.vocabulary[WORDS]
        near = candidates(index, read, _MOST_ARTICLES)[0].tolist()
        scores: dict[int, float] = {}
        for sentence in dict.fromkeys(asked.parts()):
            words = {token.term for token in self._tokenizer.whole_words(sentence)} & known.keys()
            terms = np.array(sorted(known[word] for word in words), np.int32)
            for passage, score in zip(*best_passages(index, terms, 1), strict=True):
                scores[int(passage)] = max(float(score), scores.get(int(passage), 0.0))
        near += sorted(scores, key=lambda passage: (-scores[passage], passage))
        return list(dict.fromkeys(index.passage_article[near].tolist()))[: 2 * _MOST_ARTICLES]

    def _text(self, text: str, ranges: Sequence[Range]) -> _Text:
        plain = _plain(text, self._folding)
        offsets = plain.offsets or ()
        edges = [(bisect_left(offsets, start), bisect_left(offsets, end)) for start, end in ranges]
        return _Text(plain, edges)

    def _traced(self, number: int, asked: _Text, length: int) -> _Traced | None:
        """The place in an article; None where it has no words of the text, but in a heading."""
        index, article = self._index, self._articles[number]
        body = article.body
        low, high = index.sentence_article.searchsorted([number, number + 1]).tolist()
        starts, ends = index.sentence_start[low:high], index.sentence_end[low:high]
        own = self._text(body, list(zip(starts.tolist(), ends.tolist(), strict=True)))
        start, end = max(_joined(_common(asked, own)), key=_size, default=(0, 0))
        # The first sentence that has enough of it, or else the one that has most.
        shared = [min(_LONG, min(b, end) - max(a, start)) for a, b in own.sentences]
        if max(shared, default=0) <= 0:
            return None
        first = low + shared.index(max(shared))
        stretch = Stretch(*grown(index, first, first + 1, length), end - start, Cover((), 1.0))
        excerpt = self._excerpt(stretch, own.plain.original(start, end), body, length)
        return _Traced(number, stretch.first, Finding(article, excerpt, stretch.score))

    def _excerpt(self, stretch: Stretch, run: Range, body: str, length: int) -> Excerpt:
        """The words of a stretch, marked where they are in the run."""
        found = {self._folding.fold(body[a:b]).text for a, b in clauses(body, *run)}
        # The text may begin or end inside a Latin word, which no phrase does.
        found |= {clause.strip(_LATIN) for clause in found}
        sought = Sought(frozenset(), (), frozenset(found - {""}))
        span = self._excerpter.span(stretch, sought, length)
        excerpt = self._excerpter.take(stretch, span, sought)
        start, end = max(run[0], excerpt.start), min(run[1], excerpt.end)
        if start >= end:
            return excerpt
        return replace(excerpt, highlights=((start - excerpt.start, end - excerpt.start),))


def _plain(text: str, folding: Folding) -> Folded:
    """The letters and digits of a text, and what stands between two digits."""
    folded = folding.fold(text)
    kept: list[int] = []
    for match in _KEPT.finditer(folded.text):
        kept.extend(range(*match.span()))
    plain = "".join(_KEPT.findall(folded.text))
    offsets = folded.offsets
    return Folded(plain, kept if offsets is None else [offsets[place] for place in kept])


def _common(asked: _Text, own: _Text) -> Iterator[Range]:
    """Where an article has sentences of the text, or all of it, or the text those of the article.

    Only whole sentences: one in which a number or a name was changed is the article's no more.
    """
    whole, parts = asked.plain.text, dict.fromkeys(asked.parts())
    for (start, end), sentence in zip(own.sentences, own.parts(), strict=True):
        enough = _SHORT if sentence in parts else _LONG
        if end - start >= enough and _find(whole, sentence) >= 0:
            yield start, end
    long = [part for part in parts if len(part) >= _LONG]
    for part in [whole, *long] if len(whole) >= _SHORT else ():
        if (at := _find(own.plain.text, part)) >= 0:
            yield at, at + len(part)


def _find(text: str, words: str) -> int:
    """Where the words first stand in a text; -1 where nowhere, or a number goes on beyond them."""
    at = text.find(words)
    parts_number = _IN_NUMBER.match(text, at) or _IN_NUMBER.match(text, at + len(words))
    return -1 if at < 0 or parts_number else at


def _joined(ranges: Iterator[Range]) -> Iterator[Range]:
    """Ranges in order, those that overlap or touch made one."""
    run: Range | None = None
    for start, end in sorted(ranges):
        if run and start <= run[1]:
            run = run[0], max(run[1], end)
            continue
        if run:
            yield run
        run = start, end
    if run:
        yield run


def _size(run: Range) -> int:
    return run[1] - run[0]
