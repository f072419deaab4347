"""Tells which of a question's terms stand where in some passages, and cuts these into windows."""

import numpy as np
import numpy.typing as npt

from knowledge.indexing.index import Floats, Index, Integers

from .candidates import Places, best_of_groups
from .lookup import Lookup
from .question import Question

MOST_SENTENCES = 8


class Matches:
    """Which of a question's terms stand where in the sentences of some passages.

    Rows are the sentences, passage after passage: those of passage p are `starts[p]` to `ends[p]`.
    Behind them, `present` has a row for each passage's title and heading. Columns are the
    question's terms.
    """

    def __init__(self, index: Index, passages: Integers, question: Question) -> None:
        self.index = index
        self.question = question
        first, last = index.passage_first[passages], index.passage_last[passages]
        self.sizes = last - first
        self.ends = np.cumsum(self.sizes)
        self.starts = self.ends - self.sizes
        self.owner = np.repeat(np.arange(len(passages)), self.sizes)
        self.sentences = np.arange(len(self.owner)) + (first - self.starts)[self.owner]
        texts = np.concatenate((self.sentences, index.sentence_count + passages))
        terms = question.terms
        fields = index.term_field[terms]
        lookup = Lookup(index.term_keys[terms], fields, index.sounds)
        counts = lookup.counts(index.texts.taken(texts))
        self.present = counts > 0
        self._rows, self._columns = np.nonzero(counts)
        fields = fields[self._columns]
        lengths = index.text_lengths[texts[self._rows], fields]
        worth = index.sentence_worth(counts[self._rows, self._columns], lengths, fields)
        self._impacts = index.term_idf[terms][self._columns] * worth

    def best_sentences(self) -> Floats:
        """For each passage, the BM25 score of its best sentence, title and heading being one."""
        rows, impacts = self._rows, self._impacts * self.question.weights[1][self._columns]
        if (groups := self.question.groups) is not None:
            best = best_of_groups(rows, groups[self._columns], impacts)
            rows, impacts = rows[best], impacts[best]
        scores = np.bincount(rows, impacts, minlength=len(self.present))
        count = len(self.sentences)
        best_scores = np.maximum.reduceat(scores[:count], self.starts)
        return np.maximum(best_scores, scores[count:]).astype(np.float32)

    def counts(self) -> npt.NDArray[np.int16]:
        """For each term, in how many of the rows before each row it stands."""
        counts = np.zeros((len(self.sentences) + 1, self.present.shape[1]), np.int16)
        np.cumsum(self.present[: len(self.sentences)], axis=0, out=counts[1:])
        return counts

    def in_context(self) -> npt.NDArray[np.bool_]:
        """For each passage, which terms its title or heading has."""
        return np.asarray(self.present[len(self.sentences) :])

    def windows(self, length: int) -> tuple[Places, Places]:
        """Runs of neighbouring rows of one paragraph, as first and last (exclusive).

        They are within `length` characters, or single rows.
        """
        index, sentences = self.index, self.sentences
        start, end = index.sentence_start[sentences], index.sentence_end[sentences]
        paragraph = index.sentence_paragraph[sentences]
        group = self.owner * len(index.sentence_paragraph) + paragraph
        more = np.arange(MOST_SENTENCES)
        rows = np.arange(len(sentences))[:, None]
        stop = np.minimum(rows + more, len(sentences) - 1)
        fits = (end[stop] - start[:, None] <= length) | (more == 0)
        first, size = np.nonzero(fits & (group[stop] == group[:, None]) & (stop == rows + more))
        return first, first + size + 1
