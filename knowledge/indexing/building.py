"""Builds an index: on all processors, and with what an earlier one has of it already."""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from itertools import pairwise
from threading import Lock
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import xxhash

from knowledge.language.folding import Folding
from knowledge.language.tokens import Tokenizer
from knowledge.reading.article import Article

from .block import Block, Draft, Step, index_block
from .copies import Fingerprints, Judged, fingerprints
from .index import Index
from .keeping import Keeper
from .merging import Known, merged
from .worker import Lexicon, Workers

# A block has about so many passages at most: with more, a change takes longer to build, with less,
# a question. Three times as many fit into postings of two bytes.
_BLOCK = 5_000
# A process isn't worth its start for fewer.
_FEW = 2_000
_MOST_PROCESSES = 8
# In characters: of an article with one passage, and what the next ones add.
_FIRST_PASSAGE, _NEXT_PASSAGE = 800, 400
_NEW = -1

# Is told how many articles are done, and of how many.
Progress = Callable[[int, int], object]
Marks = npt.NDArray[np.uint64]
_Numbers = npt.NDArray[np.integer]


class _Run(NamedTuple):
    """The articles `start` to `stop` (exclusive), to become one block."""

    start: int
    stop: int


def build(
    articles: Sequence[Article],
    tokenizer: Tokenizer,
    lexicon: Lexicon = (),
    earlier: Index | None = None,
    progress: Progress | None = None,
) -> Index:
    """Index `articles`, with the tokenizer of a lexicon.

    What `earlier`, an index that was built with the same tokenizer, has of the same articles is
    taken from there. The index answers as if all was built anew.
    """
    marks = marks_of(articles)
    kept = _Earlier(earlier, marks)
    sizes = np.array([_passages(article) for article in articles], np.int64)
    runs = _runs(sizes, kept.blocks, kept.sizes)
    step = _Steps(progress, len(articles))
    blocks = list(_blocks(runs, articles, kept, tokenizer, lexicon, step))
    known = Known(marks, kept.prints(articles, tokenizer.folding), kept.judged())
    return merged(blocks, articles, known, tokenizer)


class _Steps:
    """Adds up how many articles are done, in whatever thread."""

    def __init__(self, progress: Progress | None, of: int) -> None:
        self._progress = progress
        self._of = of
        self._done = 0
        self._lock = Lock()

    def __call__(self, more: int) -> None:
        with self._lock:
            self._done = min(self._done + more, self._of)
            if self._progress:
                self._progress(self._done, self._of)


def marks_of(articles: Iterable[Article]) -> Marks:
    """Of each article, a mark of all that an index knows of it: title, body and headings."""
    texts = (f"{a.title}\0{a.body}\0{[h.start for h in a.headings]}" for a in articles)
    marks = (xxhash.xxh3_64_intdigest(text.encode("utf-8", "surrogatepass")) for text in texts)
    return np.array(list(marks), np.uint64)


def _passages(article: Article) -> int:
    """About how many passages an article has."""
    return 1 + max(0, len(article.body) - _FIRST_PASSAGE) // _NEXT_PASSAGE


class _Earlier:
    """What an earlier index has of some articles, given by their marks.

    `articles` are the numbers that they have there, `blocks` those of the blocks that they are in.
    """

    def __init__(self, index: Index | None, marks: Marks) -> None:
        self.articles = np.full(len(marks), _NEW)
        self.blocks = np.full(len(marks), _NEW)
        self._index = index
        self.firsts: list[int] = [0]
        self.sizes: list[int] = []
        if index is None or not len(index.article_marks):
            return
        order = np.argsort(index.article_marks, kind="stable")
        at = order[np.searchsorted(index.article_marks[order], marks).clip(max=len(order) - 1)]
        same = index.article_marks[at] == marks
        self.articles[same] = at[same]
        firsts = index.postings.articles
        self.blocks[same] = np.searchsorted(firsts, at[same], side="right") - 1
        self.firsts, self.sizes = firsts.tolist(), np.diff(firsts).tolist()
        self.keeper = Keeper(index)

    def prints(self, articles: Sequence[Article], folding: Folding) -> Fingerprints:
        """The fingerprints of the articles."""
        new = np.flatnonzero(self.articles == _NEW)
        made = fingerprints([articles[number].body for number in new.tolist()], folding)
        if self._index is None or len(new) == len(articles):
            return made
        old = np.flatnonzero(self.articles != _NEW)
        places = np.empty(len(articles), np.int64)
        places[np.concatenate((old, new))] = np.arange(len(articles))
        there = self._index.prints.taken(self.articles[old])
        return Fingerprints.joined(there, made).taken(places)

    def judged(self) -> Judged:
        """What is known of pairs of the articles."""
        if self._index is None:
            return {}
        here = np.full(len(self._index.article_marks), _NEW)
        old = np.flatnonzero(self.articles != _NEW)
        here[self.articles[old]] = old
        pairs = here[self._index.judged[:, :2]]
        copies = self._index.judged[:, 2] > 0
        there = (pairs != _NEW).all(axis=1)
        both = np.sort(pairs[there], axis=1).tolist()
        return {(a, b): each for (a, b), each in zip(both, copies[there].tolist(), strict=True)}

    def block(self, run: _Run) -> Block | None:
        """The block that has just these articles, if there is one."""
        number = int(self.blocks[run.start])
        if number == _NEW:
            return None
        articles = range(self.firsts[number], self.firsts[number + 1])
        if self.articles[run.start : run.stop].tolist() != list(articles):
            return None
        return self.keeper.block(number)

    def pieces(self, run: _Run) -> Iterator[tuple[int, int, int]]:
        """Its articles as ranges, each with the number that the first has here, or none has."""
        numbers = self.articles[run.start : run.stop]
        steps = np.flatnonzero(np.diff(numbers) != np.where(numbers[:-1] == _NEW, 0, 1)) + 1
        edges = [0, *steps.tolist(), len(numbers)]
        for first, last in pairwise(edges):
            yield run.start + first, run.start + last, int(numbers[first])


def _runs(sizes: _Numbers, blocks: _Numbers, whole: Sequence[int]) -> list[_Run]:
    """Articles of such sizes, in runs: as they are in blocks already, as far as these serve.

    `whole` tells how many articles each block has.
    """
    known = np.flatnonzero(blocks != _NEW)
    if len(known):
        blocks = _with_neighbours(blocks, known, whole)
        edges = [0, *(np.flatnonzero(np.diff(blocks)) + 1).tolist(), len(blocks)]
        runs = [_Run(*edge) for edge in pairwise(edges)]
        largest = max(int(sizes[start:stop].sum()) for start, stop in runs)
        if len(runs) <= 2 + 2 * sizes.sum() // _BLOCK and largest <= 2 * _BLOCK:
            return runs
    return _even_runs(sizes)


def _with_neighbours(blocks: _Numbers, known: _Numbers, whole: Sequence[int]) -> _Numbers:
    """The blocks of articles, new ones being where those before them are, or behind them if these
    have lost nothing.
    """
    places = np.arange(len(blocks))
    before = blocks[known[(np.searchsorted(known, places, side="right") - 1).clip(min=0)]]
    behind = blocks[known[np.searchsorted(known, places).clip(max=len(known) - 1)]]
    there = np.bincount(blocks[known], minlength=len(whole)) == np.array(whole)
    return np.asarray(np.where(there[before], behind, before))


def _even_runs(sizes: _Numbers) -> list[_Run]:
    """As many runs as there have to be, or processes for them, of much the same size."""
    ends = np.cumsum(sizes)
    whole = int(sizes.sum())
    count = max(-(-whole // _BLOCK), min(_processors(), whole // _FEW), 1)
    shares = np.arange(1, count) * (whole / count)
    edges = [0, *np.searchsorted(ends, shares, side="right").tolist(), len(sizes)]
    return [_Run(*edge) for edge in pairwise(edges) if edge[0] < edge[1]] or [_Run(0, 0)]


def _blocks(
    runs: Sequence[_Run],
    articles: Sequence[Article],
    kept: _Earlier,
    tokenizer: Tokenizer,
    lexicon: Lexicon,
    step: Step,
) -> Iterator[Block]:
    """The block of each run, those that are all new from several processes."""
    fresh = [run for run in runs if (kept.articles[run.start : run.stop] == _NEW).all()]
    made = _made([articles[start:stop] for start, stop in fresh], tokenizer, lexicon, step)
    for run in runs:
        if run in fresh:
            yield next(made)
        else:
            yield kept.block(run) or _renewed(run, articles, kept, tokenizer)
            step(run.stop - run.start)


def _made(
    runs: Sequence[Sequence[Article]], tokenizer: Tokenizer, lexicon: Lexicon, step: Step
) -> Iterator[Block]:
    count = min(len(runs), _processors())
    if count < 2 or sum(_passages(article) for run in runs for article in run) < _FEW:
        yield from (index_block(run, tokenizer, step) for run in runs)
        return
    with closing(Workers(lexicon, count)) as workers:
        for run, block in zip(runs, workers.blocks(runs, step), strict=True):
            yield block or index_block(run, tokenizer, step)


def _processors() -> int:
    """How many processes may run at once; each may take half a gigabyte."""
    try:
        available = len(os.sched_getaffinity(0))
    except AttributeError:  # a system without
        available = os.cpu_count() or 1
    return min(available, _MOST_PROCESSES)


def _renewed(run: _Run, articles: Sequence[Article], kept: _Earlier, tokenizer: Tokenizer) -> Block:
    """A block of articles of which the earlier index has some."""
    draft = Draft(tokenizer)
    for start, stop, number in kept.pieces(run):
        if number == _NEW:
            for article in articles[start:stop]:
                draft.add(article)
        else:
            draft.keep(*kept.keeper.articles(number, number + stop - start))
    return draft.block()
