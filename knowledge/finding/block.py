"""A run of articles, indexed by itself: what one process makes, and the next build may keep."""

import re
from array import array
from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from knowledge.language.kinds import had_kinds
from knowledge.language.tokens import Tokenizer
from knowledge.reading.article import Article

from .forward import LONGEST_WORD, Forward, Integers, encoded
from .inversion import Inverted, inverted
from .passages import cut

_WIDE = re.compile("[\U00020000-\U0003ffff]")


class Block(NamedTuple):
    """Articles, indexed; all numbers count from the block's own first.

    `places` has five numbers a sentence: its article, start, end, the first sentence of its
    paragraph, its kinds of answers. `passages` has three: article, first sentence, last
    (exclusive). The others of the texts are numbers of `inverted.vocabulary`.
    """

    articles: int
    places: Integers
    passages: Integers
    sentences: Forward
    contexts: Forward
    inverted: Inverted


def index_block(articles: Iterable[Article], tokenizer: Tokenizer) -> Block:
    """Index some articles; title and heading count as part of every passage."""
    draft = _Draft(tokenizer)
    for article in articles:
        draft.add(article)
    return draft.block()


class _Draft:
    """What is gathered from articles, one after the other."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer
        self._articles = 0
        self._places = array("i")
        self._passages = array("i")
        self._words: dict[str, int] = {}
        self._sentences = _Written()
        self._contexts = _Written()

    def add(self, article: Article) -> None:
        """Take one more article."""
        pieces = cut(article)
        offset = len(self._sentences.texts)
        first, paragraph = offset, -1
        for number, sentence in enumerate(pieces.sentences, offset):
            if sentence.paragraph != paragraph:
                first, paragraph = number, sentence.paragraph
            start, end = sentence.start, sentence.end
            traits = self._write(article.body[start:end], self._sentences)
            self._places.extend((self._articles, start, end, first, traits))
        for passage in pieces.passages:
            self._write(f"{article.title}\n{passage.heading}", self._contexts)
            sentences = offset + passage.first, offset + passage.last
            self._passages.extend((self._articles, *sentences))
        self._articles += 1

    def _write(self, text: str, written: "_Written") -> int:
        """Write one more text; the kinds of answers that it may have."""
        tokenizer, words = self._tokenizer, self._words
        folded = tokenizer.folding.fold(text).text
        runs = tokenizer.runs(folded)
        names = [name.term for name in tokenizer.named(folded, runs)]
        for run in runs:
            at = written.size + run.start
            for term, start, end in run.words:
                number = words.setdefault(term, len(words))
                if run.spaced or end - start > LONGEST_WORD:
                    written.others.append(number)
                else:
                    written.begins.append(at + start)
                    written.cuts.append(1 << end - start - 1)
        written.others.extend(words.setdefault(name, len(words)) for name in names)
        written.end(folded)
        return had_kinds(folded, set(map(tokenizer.names.kind, names)))

    def block(self) -> Block:
        passages = np.array(self._passages, np.int32).reshape(-1, 3)
        sentences, contexts = self._sentences.forward(), self._contexts.forward()
        found = inverted(
            sentences,
            contexts,
            passages,
            words=self._words,
            wide=self._sentences.wide | self._contexts.wide,
            sounds=self._tokenizer.sounds,
        )
        return Block(
            articles=self._articles,
            places=np.array(self._places, np.int32).reshape(-1, 5),
            passages=passages,
            sentences=sentences._replace(others=found.numbers[sentences.others]),
            contexts=contexts._replace(others=found.numbers[contexts.others]),
            inverted=found,
        )


class _Written:
    """Folded texts, and where their words begin."""

    def __init__(self) -> None:
        self.size = 0
        self.texts: list[str] = []
        self.wide: set[str] = set()
        self.begins = array("q")
        self.cuts = array("B")
        self.others = array("i")
        self._other_bounds = array("q", [0])

    def end(self, folded: str) -> None:
        """Close the text whose words were added."""
        self.texts.append(folded)
        self.wide.update(_WIDE.findall(folded))
        self.size += len(folded)
        self._other_bounds.append(len(self.others))

    def forward(self) -> Forward:
        sizes = np.fromiter(map(len, self.texts), np.int64, len(self.texts))
        begins = np.array(self.begins, np.int64)
        cuts = np.bincount(begins, np.array(self.cuts, np.uint8), self.size)
        return Forward(
            bounds=np.concatenate((np.zeros(1, np.int64), np.cumsum(sizes))),
            codes=encoded("".join(self.texts)),
            cuts=cuts.astype(np.uint8),
            other_bounds=np.array(self._other_bounds, np.int64),
            others=np.array(self.others, np.int32),
        )
