"""Counts where the articles speak of the names of the lexicon."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from knowledge.indexing.index import WORDS, Index


@dataclass(frozen=True, slots=True)
class Topic:
    """A name that some article has, whatever it is called there.

    `articles` counts those that have it in their text, title or headings, `sentences` those of
    their text.
    """

    name: str
    kind: str
    articles: int
    sentences: int


def topics(index: Index, names: Iterable[tuple[str, str]]) -> tuple[Topic, ...]:
    """The names, given with their kinds, that the articles of an index have.

    Kinds stay in the order in which they are first met; the most spoken of comes first in each.
    """
    kinds: dict[str, str] = {}
    for name, kind in names:
        kinds.setdefault(name, kind)
    order = {kind: place for place, kind in enumerate(dict.fromkeys(kinds.values()))}
    known = index.vocabulary[WORDS]
    in_sentences = _sentence_counts(index)
    found = [
        Topic(name, kind, _article_count(index, number), int(in_sentences[number]))
        for name, kind in kinds.items()
        if (number := known.get(f"={name}")) is not None
    ]
    return tuple(sorted(found, key=lambda t: (order[t.kind], -t.articles, -t.sentences, t.name)))


def _article_count(index: Index, term: int) -> int:
    passages = list(index.postings.passages_with(term))
    return len(set(index.passage_article[passages].tolist()))


def _sentence_counts(index: Index) -> npt.NDArray[np.int64]:
    """For each word that stands among the others, how many sentences have it."""
    texts, count = index.texts, index.sentence_count
    owners, others = texts.other_owners(), texts.others.astype(np.int64)
    held = np.unique((others * count + owners)[owners < count])
    return np.bincount(held // max(count, 1), minlength=len(index.vocabulary[WORDS]))
