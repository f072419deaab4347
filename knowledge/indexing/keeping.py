"""Takes articles out of an index that was built before."""

from typing import NamedTuple

import numpy as np

from .block import Block, Written
from .forward import NUMBERED, WORDS, Integers
from .index import Index
from .inversion import Inverted


class Kept(NamedTuple):
    """Articles as texts, whose others are numbers of `words`: all words of theirs."""

    written: Written
    words: list[str]


class Keeper:
    """An index, in parts that another one may have too."""

    def __init__(self, index: Index) -> None:
        self._index = index
        words, characters, sounds = (list(terms) for terms in index.vocabulary)
        self._vocabulary = words, characters, sounds
        self._keys = np.where(index.term_keys >= NUMBERED, np.uint64(0), index.term_keys)
        keys = self._keys[: len(words)]
        self._by_key = np.argsort(keys)
        self._word_keys = keys[self._by_key]

    def block(self, number: int) -> Block:
        """One of its blocks as it is."""
        index, postings = self._index, self._index.postings
        first, last = postings.articles[number : number + 2].tolist()
        lists = slice(*postings.lists[number : number + 2].tolist())
        bounds = postings.bounds[lists.start : lists.stop + 1]
        written = self._written(first, last)
        texts = _numbers(index, first, last)
        inverted = Inverted(
            vocabulary=self._vocabulary,
            keys=self._keys,
            terms=postings.terms[lists],
            bounds=bounds - bounds[0],
            items=postings.items[bounds[0] : bounds[-1]],
            holders=postings.holders[lists],
            lengths=index.text_lengths[texts].astype(np.int32),
            sounds=index.sounds,
        )
        return Block(written, inverted)

    def articles(self, first: int, last: int) -> Kept:
        """Its articles `first` to `last` (exclusive)."""
        written = self._written(first, last)
        texts = (written.sentences, written.contexts)
        keys = [np.unique(keys) for each in texts for _, keys in each.all_words()]
        told = self._by_key[np.searchsorted(self._word_keys, np.concatenate(keys))]
        used = np.unique(np.concatenate((told, *(each.others for each in texts))))
        numbers = np.zeros(len(self._vocabulary[WORDS]), np.int32)
        numbers[used] = np.arange(len(used))
        words = [self._vocabulary[WORDS][number] for number in used.tolist()]
        return Kept(written.renumbered(numbers), words)

    def _written(self, first: int, last: int) -> Written:
        index = self._index
        low, high = index.sentence_article.searchsorted([first, last]).tolist()
        begin, end = index.passage_article.searchsorted([first, last]).tolist()
        places = (
            index.sentence_article[low:high] - first,
            index.sentence_start[low:high],
            index.sentence_end[low:high],
            index.sentence_paragraph[low:high] - low,
            index.sentence_traits[low:high],
        )
        passages = (
            index.passage_article[begin:end] - first,
            index.passage_first[begin:end] - low,
            index.passage_last[begin:end] - low,
        )
        count = index.sentence_count
        return Written(
            articles=last - first,
            places=np.stack(places, axis=1),
            passages=np.stack(passages, axis=1),
            sentences=index.texts.part(low, high),
            contexts=index.texts.part(count + begin, count + end),
        )


def _numbers(index: Index, first: int, last: int) -> Integers:
    """The texts of some articles: their sentences, and then their contexts."""
    low, high = index.sentence_article.searchsorted([first, last])
    begin, end = index.passage_article.searchsorted([first, last]) + index.sentence_count
    return np.concatenate((np.arange(low, high), np.arange(begin, end)))
