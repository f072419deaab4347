"""Finds the stretches of sentences that may answer a question, and ranks them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import chain

import numpy as np

from knowledge.indexing.index import Floats, Index, Integers
from knowledge.language.kinds import KINDS

from .candidates import Places, candidates
from .coverage import Cover, Coverage
from .definition import defines
from .matches import Matches
from .question import Question

_CANDIDATES = 10
_DEFINITIONS_READ = 60
# The most that a term's idf within a passage counts.
_LOCAL_MOST = 2.5

# What counts in ranking a stretch, beside the BM25 of its passage and of that passage's best
# sentence. Tuned on the questions of the seeds, CMRC 2018 and DRCD together.
WEIGHTS = {
    "passage": 1.0,
    "sentence": 1.0,
    "share": 2.4,
    "within": 2.9,
    "sharp": 0.7,
    "lacking": -1.0,
    "missing": -1.0,
    "length": -0.02,
    "article start": 0.05,
    "defines": 1.5,
    "local words": 0.015,
    "local characters": 0.015,
    "local sounds": 0.07,
    "words beyond title": 0.005,
    "characters beyond title": 0.02,
    "sounds beyond title": 0.03,
    "has number": 0.2,
    "has sum of money": 0.5,
    "has duration": 0.2,
    "has time": 0.55,
    "has count of people": 1.0,
    "has share": 0.35,
    "has measure": 0.85,
    "has person": 1.0,
    "has person with a role": 0.1,
    "has organisation": 0.4,
    "has name": 0.1,
    "has reason": 0.6,
    "has manner": 0.3,
    "has opinion": 0.2,
    "has list": 0.45,
    "has difference": 0.55,
    "has place": 0.1,
}
_FIELDS = ("words", "characters", "sounds")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Neighbouring sentences `first` to `last` (exclusive) of one paragraph.

    `score` ranks the stretches found for one question, `merits` gives its parts by the names of
    WEIGHTS; `cover` is what of the question they have.
    """

    first: int
    last: int
    score: float
    cover: Cover
    merits: Callable[[], dict[str, float]] = field(default=dict, compare=False)


def search(
    index: Index, question: Question, length: int, texts: Callable[[Sequence[int]], list[str]]
) -> Iterator[Stretch]:
    """The stretches that may answer a question, best first, overlapping ones among them.

    A stretch is found short, and then grown; none is given that was found inside another. `length`
    is the most characters of a stretch, which is longer only where a single sentence is. `texts`
    gives the folded texts of sentences.
    """
    passages, scores = candidates(index, question, _CANDIDATES)
    if not len(passages):
        return
    matches = Matches(index, passages, question)
    first, last = matches.windows(length)
    coverage = Coverage(matches, first, last)
    features = _features(matches, coverage, scores, first, last, length)
    ranks = _weighed(features)
    begin, stop = matches.sentences[first], matches.sentences[last - 1] + 1
    if question.subjects:
        features["defines"] = _definitions(question.subjects, begin, stop, ranks, texts)
        ranks += WEIGHTS["defines"] * features["defines"]
    starts, ends = begin.tolist(), stop.tolist()
    # How far what was found reaches from each of its sentences.
    reach: dict[int, int] = {}
    for best in np.lexsort((stop, begin, -ranks)).tolist():
        start, end = starts[best], ends[best]
        if end <= reach.get(start, 0):
            continue
        low, high = grown(index, start, end, length)
        reach |= {n: max(high, reach.get(n, 0)) for n in range(low, high)}
        merits = partial(_merits, features, best)
        yield Stretch(low, high, float(ranks[best]), coverage.of(best), merits)


def _merits(features: Mapping[str, Floats], window: int) -> dict[str, float]:
    return {name: WEIGHTS[name] * float(values[window]) for name, values in features.items()}


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


def _weighed(features: Mapping[str, Floats]) -> Floats:
    """The sums of what speaks for each window.

    Summed row by row in double precision: a matrix product adds up each column in an order of its
    own, and windows with the same features would differ in their last digit.
    """
    weights = np.array([[WEIGHTS[name]] for name in features])
    return np.asarray(np.sum(weights * list(features.values()), axis=0), np.float32)


def _features(
    matches: Matches, coverage: Coverage, scores: Floats, first: Places, last: Places, length: int
) -> dict[str, Floats]:
    """What speaks for each window, by the names of WEIGHTS."""
    index, sentences = matches.index, matches.sentences
    owner = matches.owner[first]
    begin, stop = sentences[first], sentences[last - 1]
    characters = index.sentence_end[stop] - index.sentence_start[begin]
    return {
        "passage": scores[owner],
        "sentence": matches.best_sentences()[owner],
        "share": coverage.share,
        "within": coverage.within,
        "sharp": coverage.sharp,
        "lacking": coverage.lacking,
        "missing": coverage.missing,
        "length": np.minimum(characters / length, 1),
        "article start": _differs_before(index.sentence_article, begin),
        **_worth(matches, first, last),
        **{f"has {KINDS[kind].name}": has for kind, has in coverage.had.items()},
    }


def _definitions(
    subjects: Sequence[str],
    begin: Integers,
    stop: Integers,
    ranks: Floats,
    texts: Callable[[Sequence[int]], list[str]],
) -> Floats:
    """How far one of the sentences of the best stretches says what the subject is."""
    found = np.zeros(len(ranks), np.float32)
    best = np.argsort(-ranks, kind="stable")[:_DEFINITIONS_READ]
    spans = [range(*span) for span in zip(begin[best].tolist(), stop[best].tolist(), strict=True)]
    numbers = list(dict.fromkeys(chain.from_iterable(spans)))
    read = {
        number: max(defines(text, subject) for subject in subjects)
        for number, text in zip(numbers, texts(numbers), strict=True)
    }
    found[best] = [max(map(read.__getitem__, span)) for span in spans]
    return found


def _differs_before(values: Integers, rows: Integers) -> Floats:
    """Whether the sentence before has another value, or there is none."""
    return np.asarray((rows == 0) | (values[rows] != values[rows - 1]), np.float32)


def _worth(matches: Matches, first: Places, last: Places) -> dict[str, Floats]:
    """What the terms are worth that each window has, field by field.

    A term that stands in most sentences of a passage, or in its title, doesn't tell one stretch of
    it from another: idf over the sentences of the passage counts most.
    """
    index, terms = matches.index, matches.question.terms
    counts, context = matches.counts(), matches.in_context()
    sizes = matches.sizes[:, None]
    holders = counts[matches.ends] - counts[matches.starts] + context * sizes * 0.5
    local = np.log(1 + (np.maximum(sizes - holders, 0) + 0.5) / (holders + 0.5))
    beyond = ~context * index.term_idf[terms]
    values = np.stack((np.minimum(local, _LOCAL_MOST), beyond))
    fields = (index.term_field[terms][:, None] == np.arange(len(_FIELDS))).astype(np.float32)
    inside = counts.take(last, axis=0) > counts.take(first, axis=0)
    worth = (inside * values.take(matches.owner[first], axis=1)) @ fields
    names = (f"local {name}" for name in _FIELDS), (f"{name} beyond title" for name in _FIELDS)
    return dict(zip(chain(*names), worth.transpose(0, 2, 1).reshape(-1, len(first)), strict=True))
