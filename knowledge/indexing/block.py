"""A run of articles, indexed by itself: what one process makes, and a later build may keep."""

from array import array
from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from knowledge.language.kinds import had_kinds
from knowledge.language.tokens import Tokenizer
from knowledge.reading.article import Article

from .forward import Forward, Integers, encoded, is_told
from .inversion import Inverted, inverted
from .passages import cut

# Is told how many more articles are done.
Step = Callable[[int], object]
_STEP = 100


class Written(NamedTuple):
    """Articles as texts; all numbers count from the first.

    `places` has five numbers a sentence: its article, start, end, the first sentence of its
    paragraph, its kinds of answers. `passages` has three: article, first sentence, last
    (exclusive). The others of the texts, one for each sentence and for each passage's title and
    heading, are numbers of terms.
    """

    articles: int
    places: Integers
    passages: Integers
    sentences: Forward
    contexts: Forward

    @classmethod
    def joined(cls, parts: Sequence["Written"]) -> "Written":
        """The articles of all parts, one part after the other."""
        articles = sentences = 0
        places, passages = [], []
        for part in parts:
            places.append(part.places + np.array([articles, 0, 0, sentences, 0], np.int32))
            passages.append(part.passages + np.array([articles, *2 * [sentences]], np.int32))
            articles += part.articles
            sentences += len(part.places)
        return cls(
            articles,
            np.concatenate(places),
            np.concatenate(passages),
            Forward.joined([part.sentences for part in parts]),
            Forward.joined([part.contexts for part in parts]),
        )

    def renumbered(self, numbers: Integers) -> "Written":
        """The same, with other numbers of terms."""
        sentences, contexts = self.sentences, self.contexts
        return self._replace(
            sentences=sentences._replace(others=numbers[sentences.others]),
            contexts=contexts._replace(others=numbers[contexts.others]),
        )


class Block(NamedTuple):
    """Articles as texts, whose others are numbers of the vocabulary, and their postings."""

    written: Written
    inverted: Inverted


def index_block(articles: Sequence[Article], tokenizer: Tokenizer, step: Step) -> Block:
    """Index some articles; title and heading count as part of every passage."""
    draft = Draft(tokenizer)
    for first in range(0, len(articles), _STEP):
        some = articles[first : first + _STEP]
        for article in some:
            draft.add(article)
        step(len(some))
    return draft.block()


class Draft:
    """What is gathered from articles, one after the other."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer
        self._words: dict[str, int] = {}
        self._parts: list[Written] = []
        self._begin()

    def _begin(self) -> None:
        self._articles = 0
        self._places, self._passages = array("i"), array("i")
        self._sentences, self._contexts = _Texts(), _Texts()

    def add(self, article: Article) -> None:
        """Take one more article."""
        pieces = cut(article)
        offset = self._sentences.count
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

    def keep(self, articles: Written, words: Sequence[str]) -> None:
        """Take articles that were written before.

        Their others are numbers of `words`, which are also all that their cuts tell.
        """
        self._end()
        known = self._words
        numbers = np.array([known.setdefault(word, len(known)) for word in words], np.int32)
        self._parts.append(articles.renumbered(numbers))

    def block(self) -> Block:
        """All of them, indexed."""
        self._end()
        written = Written.joined(self._parts)
        found, numbers = inverted(
            written.sentences,
            written.contexts,
            written.passages,
            words=self._words,
            sounds=self._tokenizer.sounds,
        )
        return Block(written.renumbered(numbers), found)

    def _end(self) -> None:
        """Close the part that articles are added to."""
        self._parts.append(
            Written(
                articles=self._articles,
                places=np.array(self._places, np.int32).reshape(-1, 5),
                passages=np.array(self._passages, np.int32).reshape(-1, 3),
                sentences=self._sentences.forward(),
                contexts=self._contexts.forward(),
            )
        )
        self._begin()

    def _write(self, text: str, texts: "_Texts") -> int:
        """Write one more text; the kinds of answers that it may have."""
        tokenizer, words = self._tokenizer, self._words
        folded = tokenizer.folding.fold(text).text
        runs = tokenizer.runs(folded)
        names = [name.term for name in tokenizer.named(folded, runs)]
        for run in runs:
            at = texts.size + run.start
            for term, start, end in run.words:
                number = words.setdefault(term, len(words))
                if run.spaced or not is_told(term):
                    texts.others.append(number)
                else:
                    texts.begins.append(at + start)
                    texts.cuts.append(1 << end - start - 1)
        texts.others.extend(words.setdefault(name, len(words)) for name in names)
        texts.end(folded)
        return had_kinds(folded, set(map(tokenizer.names.kind, names)))


class _Texts:
    """Folded texts, and where their words begin."""

    def __init__(self) -> None:
        self.size = 0
        self.begins, self.cuts, self.others = array("q"), array("B"), array("i")
        self._folded: list[str] = []
        self._other_bounds = array("q", [0])

    @property
    def count(self) -> int:
        return len(self._folded)

    def end(self, folded: str) -> None:
        """Close the text whose words were added."""
        self._folded.append(folded)
        self.size += len(folded)
        self._other_bounds.append(len(self.others))

    def forward(self) -> Forward:
        sizes = np.fromiter(map(len, self._folded), np.int64, self.count)
        begins, cuts = np.array(self.begins, np.int64), np.array(self.cuts, np.uint8)
        return Forward(
            bounds=np.concatenate((np.zeros(1, np.int64), np.cumsum(sizes))),
            codes=encoded("".join(self._folded)),
            cuts=np.bincount(begins, cuts, self.size).astype(np.uint8),
            other_bounds=np.array(self._other_bounds, np.int64),
            others=np.array(self.others, np.int32),
        )
