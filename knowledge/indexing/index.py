"""The immutable index: postings of passages, and the texts of the sentences in them."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from knowledge.language.english import English

from .copies import Fingerprints
from .forward import CHARACTERS, SOUNDS, WORDS, Codes, Forward, Integers, Keys
from .postings import Postings
from .texts import Terms, Texts

__all__ = ["CHARACTERS", "MOST_WORTH", "SOUNDS", "WORDS", "Floats", "Index", "Integers"]

Floats = npt.NDArray[np.float32]

# BM25 (Robertson and Zaragoza 2009) with parameters tuned on CMRC 2018 and DRCD: texts are short,
# so repeating says little (k1).
_PASSAGE_K1, _PASSAGE_B = 0.6, 0.6
_SENTENCE_K1, _SENTENCE_B = 0.8, 0.7
# A term is never worth more in a passage, but for its idf.
MOST_WORTH = _PASSAGE_K1 + 1
# What is called more than three times is so many, on the average.
_TIMES = np.array([1, 2, 3, 5], np.float32)


@dataclass(frozen=True, slots=True)
class Index:
    """Postings of passages, their texts, and where each sentence stands in which article.

    Terms are numbered over all three fields; `latin` are the words of Latin letters alone, and
    `term_keys` tell how each term stands in the texts. `term_idf` goes by sentences, `passage_idf`
    by passages. The texts are those of the
    sentences, and behind them the contexts of the passages: title and heading, which count as one
    more sentence. Arrays named after articles, sentences,
    texts, passages or terms have one entry for each, as have `id_article` for `ids` and
    `title_article` for `titles`; offsets are characters of a body. `sounds` gives the sound of each
    code; lengths are tokens, field by field. `passage_worth` has what a term is worth in a passage,
    but for its idf, by class of how often it is there. `article_preferred` is the best-sourced near
    copy of each article. What the next index can take from this one is told by `article_marks`, the
    `prints` of all bodies, and `judged`: pairs of articles, and 1 where they are near copies.
    """

    ids: Terms
    id_article: Integers
    titles: Terms
    title_article: Integers
    vocabulary: tuple[Terms, ...]
    term_field: npt.NDArray[np.int8]
    term_keys: Keys
    term_idf: Floats
    passage_idf: Floats
    unknown_idf: float
    sounds: Codes
    postings: Postings
    passage_worth: Floats
    texts: Forward
    text_lengths: Codes
    mean_lengths: npt.NDArray[np.float32]
    article_marks: Keys
    article_preferred: Integers
    prints: Fingerprints
    judged: Integers
    passage_article: Integers
    passage_first: Integers
    passage_last: Integers
    sentence_article: Integers
    sentence_start: Integers
    sentence_end: Integers
    sentence_paragraph: Integers
    sentence_traits: Integers
    latin: Texts
    english: English

    def article(self, article_id: str) -> int | None:
        """The place of the article with this id; of several, that of the first."""
        number = self.ids.get(article_id)
        return None if number is None else int(self.id_article[number])

    def titled(self, title: str) -> int | None:
        """The place of the first article with this title."""
        number = self.titles.get(title)
        return None if number is None else int(self.title_article[number])

    @property
    def sentence_count(self) -> int:
        return len(self.sentence_article)

    @property
    def passage_count(self) -> int:
        return len(self.passage_article)

    def sentence_worth(
        self,
        counts: npt.NDArray[np.integer],
        lengths: npt.NDArray[np.integer],
        fields: npt.NDArray[np.int8],
    ) -> Floats:
        """What BM25 makes of terms that stand so often in sentences so long, field by field."""
        return _bm25(counts, lengths / self.mean_lengths[fields], _SENTENCE_K1, _SENTENCE_B)


def passage_worth(lengths: npt.NDArray[np.floating]) -> Floats:
    """What BM25 makes of a term in passages of such lengths, by class of how often it is there.

    Lengths are relative to the mean.
    """
    return _bm25(_TIMES, lengths[:, None], _PASSAGE_K1, _PASSAGE_B)


def _bm25(
    counts: npt.NDArray[np.number], lengths: npt.NDArray[np.floating], k1: float, b: float
) -> Floats:
    """BM25 without the idf; lengths are relative to the mean."""
    return np.asarray(counts * (k1 + 1) / (counts + k1 * (1 - b + b * lengths)), np.float32)
