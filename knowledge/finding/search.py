"""Finds the passages that speak of what is asked, and the best stretch of sentences in each."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from .confidence import shares
from .definition import defines
from .index import Floats, Index, Integers
from .question import Question

Places = npt.NDArray[np.intp]

_CANDIDATES = 12
_MOST_SENTENCES = 8
_AROUND = 2
_NEAREST = 20
_DEFINITIONS_READ = 60
# The most that a term's idf within a passage counts.
_LOCAL_MOST = 2.5


class Weights(NamedTuple):
    """What counts in choosing a stretch of sentences, beside the rank of its passage.

    Tuned on the questions of the seeds, CMRC 2018 and DRCD together. `local` and `beyond_title`
    are for words, characters and sounds, `kind` for the bits NUMBER, TIME and REASON in turn.
    """

    local: tuple[float, float, float] = (0.015, 0.02, 0.07)
    beyond_title: tuple[float, float, float] = (0.01, 0.02, 0.01)
    share: float = 0.7
    length: float = -0.02
    paragraph_start: float = 0.01
    article_start: float = 0.08
    kind: tuple[float, float, float] = (0.1, 0.1, 0.2)
    defines: float = 1.0


WEIGHTS = Weights()


@dataclass(frozen=True, slots=True)
class Stretch:
    """Neighbouring sentences `first` to `last` (exclusive) of one paragraph.

    `score` ranks the stretches found for one question; `share` is how much of what is asked they
    have, from 0 to 1.
    """

    first: int
    last: int
    score: float
    share: float


def nearest_passages(index: Index, question: Question) -> Integers:
    """The passages that come nearest to a question, best first."""
    return best_passages(index, np.array(question.terms, np.int32), _NEAREST)[0]


def best_passages(index: Index, terms: Integers, limit: int) -> tuple[Integers, Floats]:
    """The best passages for these terms by BM25, best first, with their scores."""
    if not len(terms):
        return np.empty(0, np.int32), np.empty(0, np.float32)
    holders, impacts = index.postings.joined(terms)
    scores = np.bincount(holders, impacts, minlength=index.passage_count)
    found = np.flatnonzero(scores)
    if len(found) > limit:
        found = found[np.argpartition(-scores[found], limit)[:limit]]
    best = found[np.lexsort((found, -scores[found]))]
    return best.astype(np.int32), scores[best].astype(np.float32)


class _Matches:
    """Which of a question's terms stand where in the sentences of some passages.

    Rows are the sentences, passage after passage: those of passage p are `starts[p]` to `ends[p]`.
    Columns are the question's terms.
    """

    def __init__(self, index: Index, passages: Integers, terms: Integers) -> None:
        self.index = index
        self.terms = terms
        first, last = index.passage_first[passages], index.passage_last[passages]
        self.sizes = last - first
        self.ends = np.cumsum(self.sizes)
        self.starts = self.ends - self.sizes
        self.owner = np.repeat(np.arange(len(passages)), self.sizes)
        self.sentences = np.arange(len(self.owner)) + (first - self.starts)[self.owner]
        # Behind the sentences, a row for each passage's title and heading.
        contexts = index.sentence_count + passages
        self._rows, self._columns, self._impacts = self._hits(
            np.concatenate((first, contexts)), np.concatenate((last, contexts + 1))
        )
        self._present = np.zeros((len(self.owner) + len(passages), len(terms)), np.bool_)
        self._present[self._rows, self._columns] = True

    def _hits(
        self, first: Integers, last: Integers
    ) -> tuple[Places, npt.NDArray[np.int16], Floats]:
        """Row, column and impact of every term of the question in some of the sentences."""
        numbers = np.full(len(self.index.term_field), -1, np.int16)
        numbers[self.terms] = np.arange(len(self.terms))
        ends, items, impacts = self.index.sentence_terms.spans(first, last)
        columns = numbers[items]
        hits = np.flatnonzero(columns >= 0)
        return np.searchsorted(ends, hits, side="right"), columns[hits], impacts[hits]

    def best_sentences(self) -> Floats:
        """For each passage, the BM25 score of its best sentence, title and heading being one."""
        scores = np.bincount(self._rows, self._impacts, minlength=len(self._present))
        count = len(self.sentences)
        best = np.maximum(np.maximum.reduceat(scores[:count], self.starts), scores[count:])
        return best.astype(np.float32)

    def counts(self) -> npt.NDArray[np.int16]:
        """For each term, in how many of the rows before each row it stands."""
        counts = np.zeros((len(self.sentences) + 1, len(self.terms)), np.int16)
        np.cumsum(self._present[: len(self.sentences)], axis=0, out=counts[1:])
        return counts

    def in_context(self) -> npt.NDArray[np.bool_]:
        """For each passage, which terms its title or heading has."""
        return self._present[len(self.sentences) :]


def search(
    index: Index, question: Question, length: int, text: Callable[[int, int], str]
) -> Iterator[Stretch]:
    """The stretches that may answer a question, best first, overlapping ones among them.

    A passage ranks by its own BM25 and that of its best sentence; a stretch by its passage, and by
    what it has of what is asked. It is found short, and then grown. `length` is the most
    characters of a stretch, which is longer only where a single sentence is. `text` gives the
    folded text of the sentences from one to another (exclusive).
    """
    terms = np.array(question.terms, np.int32)
    found, scores = best_passages(index, terms, _CANDIDATES)
    if not len(found):
        return
    matches = _Matches(index, found, terms)
    first, last = _windows(matches, length)
    counts = matches.counts()
    inside = counts[last] > counts[first]
    ranks = (matches.best_sentences() + scores)[matches.owner[first]]
    ranks += _worth(matches, question, counts, inside, first)
    ranks += _merits(matches, question, first, last, length)
    begin, stop = matches.sentences[first], matches.sentences[last - 1] + 1
    if question.subject:
        ranks = ranks + _definitions(question.subject, begin, stop, ranks, text)
    share = shares(index, question, inside, _around(matches, counts, first, last))
    for i in np.lexsort((stop, begin, -ranks)):
        first_last = grown(index, int(begin[i]), int(stop[i]), length)
        yield Stretch(*first_last, float(ranks[i]), float(share[i]))


def grown(index: Index, first: int, last: int, length: int) -> tuple[int, int]:
    """A stretch with as many sentences of its paragraph as there is room for.

    Those after it come first: what was asked stands before its answer more often than behind it.
    """
    paragraph, count = index.sentence_paragraph, index.sentence_count
    start, end = index.sentence_start, index.sentence_end
    while (
        last < count and paragraph[last] == paragraph[first] and end[last] - start[first] <= length
    ):
        last += 1
    while (
        first
        and paragraph[first - 1] == paragraph[first]
        and end[last - 1] - start[first - 1] <= length
    ):
        first -= 1
    return first, last


def _around(
    matches: _Matches, counts: npt.NDArray[np.int16], first: Places, last: Places
) -> npt.NDArray[np.bool_]:
    """Which terms each window, its neighbours in the passage, or the passage's title has."""
    owner = matches.owner[first]
    begin = np.maximum(first - _AROUND, matches.starts[owner])
    stop = np.minimum(last + _AROUND, matches.ends[owner])
    return np.asarray((counts[stop] > counts[begin]) | matches.in_context()[owner])


def _definitions(
    subject: str, begin: Integers, stop: Integers, ranks: Floats, text: Callable[[int, int], str]
) -> Floats:
    """What the best stretches gain where one of their sentences says what the subject is."""
    gains = np.zeros(len(ranks), np.float32)
    read: dict[int, float] = {}
    for i in np.argsort(-ranks, kind="stable")[:_DEFINITIONS_READ]:
        for number in range(begin[i], stop[i]):
            if number not in read:
                read[number] = defines(text(number, number + 1), subject)
        gains[i] = WEIGHTS.defines * max(read[number] for number in range(begin[i], stop[i]))
    return gains


def _windows(matches: _Matches, length: int) -> tuple[Places, Places]:
    """Runs of neighbouring rows of one paragraph, within `length` characters or a single one."""
    index, sentences = matches.index, matches.sentences
    start, end = index.sentence_start[sentences], index.sentence_end[sentences]
    group = matches.owner * len(index.sentence_paragraph) + index.sentence_paragraph[sentences]
    more = np.arange(_MOST_SENTENCES)
    rows = np.arange(len(sentences))[:, None]
    stop = np.minimum(rows + more, len(sentences) - 1)
    fits = (end[stop] - start[:, None] <= length) | (more == 0)
    first, size = np.nonzero(fits & (group[stop] == group[:, None]) & (stop == rows + more))
    return first, first + size + 1


def _worth(
    matches: _Matches,
    question: Question,
    counts: npt.NDArray[np.int16],
    inside: npt.NDArray[np.bool_],
    first: Places,
) -> Floats:
    """What the terms are worth that each window has."""
    index = matches.index
    words = np.where(index.term_field[matches.terms] == 0, index.term_idf[matches.terms], 0)
    asked = words.sum() + question.unknown[0] * index.unknown_idf
    share = words / max(asked, 1e-9) * WEIGHTS.share
    weights = _term_weights(matches, counts) + share.astype(np.float32)
    worth = np.where(inside, weights[matches.owner[first]], 0).sum(axis=1)
    return np.asarray(worth, np.float32)


def _merits(
    matches: _Matches, question: Question, first: Places, last: Places, length: int
) -> Floats:
    """What speaks for each window apart from its terms: its size, its place, its kind."""
    index, sentences = matches.index, matches.sentences
    begin, stop = sentences[first], sentences[last - 1]
    characters = index.sentence_end[stop] - index.sentence_start[begin]
    merits = WEIGHTS.length * np.minimum(characters / length, 1)
    merits += WEIGHTS.paragraph_start * _differs_before(index.sentence_paragraph, begin)
    merits += WEIGHTS.article_start * _differs_before(index.sentence_article, begin)
    if question.kind:
        has = (index.sentence_traits[sentences] & question.kind) > 0
        running = np.concatenate(([0], np.cumsum(has)))
        weight = WEIGHTS.kind[question.kind.bit_length() - 1]
        merits += weight * (running[last] > running[first])
    return np.asarray(merits, np.float32)


def _differs_before(values: Integers, rows: Integers) -> npt.NDArray[np.bool_]:
    """Whether the sentence before has another value, or there is none."""
    return np.asarray((rows == 0) | (values[rows] != values[rows - 1]))


def _term_weights(matches: _Matches, counts: npt.NDArray[np.int16]) -> Floats:
    """What finding each term is worth, one row a passage.

    A term that stands in most sentences of a passage, or in its title, doesn't tell one stretch of
    it from another: idf over the sentences of the passage counts most.
    """
    index, terms = matches.index, matches.terms
    fields = index.term_field[terms]
    context = matches.in_context()
    sizes = matches.sizes[:, None]
    holders = counts[matches.ends] - counts[matches.starts] + context * sizes * 0.5
    local = np.log(1 + (np.maximum(sizes - holders, 0) + 0.5) / (holders + 0.5))
    weights = np.minimum(local, _LOCAL_MOST) * np.array(WEIGHTS.local)[fields]
    weights += ~context * index.term_idf[terms] * np.array(WEIGHTS.beyond_title)[fields]
    return np.asarray(weights, np.float32)
