"""Counts where the articles speak of the names of the lexicon."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from knowledge.indexing.index import WORDS, Index, Integers


@dataclass(frozen=True, slots=True)
class Topic:
    """A name that some article has, whatever it is called there.

    `articles` counts those that have it in their text, title or headings, near copies once,
    `sentences` those of their text.
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
    numbers = {name: number for name in kinds if (number := known.get(f"={name}")) is not None}
    in_sentences = _sentence_counts(index, list(numbers.values()))
    found = [
        Topic(name, kinds[name], len(speaking_of(index, number)), int(in_sentences[number]))
        for name, number in numbers.items()
    ]
    return tuple(sorted(found, key=lambda t: (order[t.kind], -t.articles, -t.sentences, t.name)))


def speaking_of(index: Index, term: int) -> Integers:
    """The articles that have a term; of near copies, the best-sourced that has it."""
    articles = index.passage_article[index.postings.passages_with(term)]
    # Passages stand in the order of their articles.
    articles = articles[np.diff(articles, prepend=-1) > 0]
    groups = index.article_preferred[articles]
    sourced, copies = articles[groups == articles], articles[groups != articles]
    groups = groups[groups != articles]
    alone = ~np.isin(groups, sourced)
    firsts = np.unique(groups[alone], return_index=True)[1]
    return np.sort(np.concatenate((sourced, copies[alone][firsts])), kind="stable")


def _sentence_counts(index: Index, names: list[int]) -> npt.NDArray[np.int64]:
    """For each term, how many sentences have it, where it is one of these names."""
    texts, count = index.texts, index.sentence_count
    size = len(index.vocabulary[WORDS])
    wanted = np.zeros(size, np.bool_)
    wanted[names] = True
    owners = texts.other_owners()
    there = wanted[texts.others] & (owners < count)
    held = np.unique(texts.others[there].astype(np.int64) * count + owners[there])
    return np.bincount(held // max(count, 1), minlength=size)
