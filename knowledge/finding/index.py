"""The immutable inverted index over passages, with the sentences that they are made of."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from knowledge.language.english import English
from knowledge.language.kinds import had_kinds
from knowledge.language.tokens import Tokenizer
from knowledge.reading.article import Article

from .copies import preferred
from .passages import cut
from .texts import Table, Terms, Texts

Floats = npt.NDArray[np.float32]
Integers = npt.NDArray[np.int32]

# BM25 (Robertson and Zaragoza 2009) with parameters and field weights tuned on CMRC 2018 and DRCD:
# texts are short, so repeating says little (k1), and rare terms say more than their idf (power).
_IDF_POWER = 1.3
_PASSAGE_K1, _PASSAGE_B = 0.6, 0.6
_SENTENCE_K1, _SENTENCE_B = 0.8, 0.7

# Is told how many articles are done, and of how many.
Progress = Callable[[int, int], object]

# The fields, as places in Index.vocabulary.
WORDS, CHARACTERS, SOUNDS = range(3)


class Rows(NamedTuple):
    """Lists of numbered things, one after the other: list i is `items[bounds[i]:bounds[i + 1]]`.

    `impacts` has one BM25 part an item.
    """

    bounds: npt.NDArray[np.int64]
    items: Integers
    impacts: Floats

    def items_of(self, number: int) -> list[int]:
        """The items of one list."""
        items: list[int] = self.items[self.bounds[number] : self.bounds[number + 1]].tolist()
        return items

    def joined(self, lists: Integers) -> tuple[Integers, Floats, Integers]:
        """The items and impacts of some short lists, one list after the other, and their sizes."""
        starts = self.bounds[lists]
        sizes = self.bounds[lists + 1] - starts
        ends = np.cumsum(sizes)
        at = np.arange(ends[-1]) + np.repeat(starts - ends + sizes, sizes)
        return self.items[at], self.impacts[at], sizes


@dataclass(frozen=True, slots=True)
class Index:
    """Postings of passages, the terms of sentences, and where each stands in which article.

    Terms are numbered over all three fields; `latin` are the words of Latin letters alone. Behind
    the terms of the sentences stand those of each passage's title and heading, which count as one
    more sentence of it. Arrays named after articles, sentences, passages or terms have one entry
    for each, as have `id_article` for `ids` and `title_article` for `titles`; offsets are
    characters of a body. `article_preferred` is the best-sourced near copy of each article.
    """

    ids: Terms
    id_article: Integers
    titles: Terms
    title_article: Integers
    vocabulary: tuple[Terms, ...]
    term_field: npt.NDArray[np.int8]
    term_idf: Floats
    unknown_idf: float
    postings: Rows
    sentence_terms: Rows
    article_preferred: Integers
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


def build(
    articles: Sequence[Article], tokenizer: Tokenizer, progress: Progress | None = None
) -> Index:
    """Index `articles`; the title and the section's heading count as part of every passage."""
    draft = _Draft(tokenizer)
    for number, article in enumerate(articles):
        draft.add(number, article)
        if progress:
            progress(number + 1, len(articles))
    return draft.index(preferred(articles, tokenizer.folding))


class _Draft:
    """What is gathered from the articles, one after the other, before it becomes arrays."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer
        self._ids: dict[str, int] = {}
        self._titles: dict[str, int] = {}
        self._vocabulary: dict[tuple[int, str], int] = {}
        self._sentences: list[Integers] = []
        self._contexts: list[Integers] = []
        self._places: list[tuple[int, int, int, int, int]] = []
        self._passages: list[tuple[int, int, int]] = []
        self._paragraphs = 0

    def add(self, number: int, article: Article) -> None:
        self._ids.setdefault(article.id, number)
        self._titles.setdefault(article.title, number)
        pieces = cut(article)
        offset = len(self._sentences)
        for sentence in pieces.sentences:
            text = article.body[sentence.start : sentence.end]
            self._sentences.append(self._terms(text))
            paragraph = self._paragraphs + sentence.paragraph
            self._places.append(
                (number, sentence.start, sentence.end, paragraph, self._traits(text))
            )
        self._paragraphs += article.body.count("\n\n") + 1
        contexts: dict[str, Integers] = {}
        for passage in pieces.passages:
            context = f"{article.title}\n{passage.heading}"
            if context not in contexts:
                contexts[context] = self._terms(context)
            self._contexts.append(contexts[context])
            self._passages.append((number, offset + passage.first, offset + passage.last))

    def _terms(self, text: str) -> Integers:
        """The numbers of a text's terms, as often as they occur."""
        known = self._vocabulary
        return np.array(
            [
                known.setdefault((field, token.term), len(known))
                for field, tokens in enumerate(self._tokenizer.tokens(text))
                for token in tokens
            ],
            np.int32,
        )

    def _traits(self, text: str) -> int:
        folded = self._tokenizer.folding.fold(text).text
        words = self._tokenizer.whole_words(folded)
        named = {self._tokenizer.names.kind(word.term) for word in words}
        return had_kinds(folded, named)

    def index(self, article_preferred: Integers) -> Index:
        vocabulary, numbers = self._numbered()
        term_field = np.repeat(np.arange(3, dtype=np.int8), list(map(len, vocabulary)))
        self._sentences = [numbers[terms] for terms in self._sentences]
        self._contexts = [numbers[terms] for terms in self._contexts]
        passages = [
            np.concatenate([*self._sentences[first:last], context])
            for (_, first, last), context in zip(self._passages, self._contexts, strict=True)
        ]
        by_passage, _ = _score(passages, term_field, _PASSAGE_K1, _PASSAGE_B)
        by_sentence, idf = _score(
            [*self._sentences, *self._contexts],
            term_field,
            _SENTENCE_K1,
            _SENTENCE_B,
        )
        places = np.array(self._places, np.int32).reshape(-1, 5).T
        spans = np.array(self._passages, np.int32).reshape(-1, 3).T
        ids, id_article = _places(self._ids)
        titles, title_article = _places(self._titles)
        return Index(
            ids=ids,
            id_article=id_article,
            titles=titles,
            title_article=title_article,
            vocabulary=vocabulary,
            term_field=term_field,
            term_idf=idf,
            unknown_idf=float(_idf(np.zeros(1), len(self._sentences))[0]),
            postings=_turned(by_passage, len(term_field)),
            sentence_terms=by_sentence,
            article_preferred=article_preferred,
            passage_article=spans[0],
            passage_first=spans[1],
            passage_last=spans[2],
            sentence_article=places[0],
            sentence_start=places[1],
            sentence_end=places[2],
            sentence_paragraph=places[3],
            sentence_traits=places[4],
            latin=Texts.of(sorted(w for w in vocabulary[WORDS] if w.isascii() and w.isalpha())),
            english=English(Table.of(English.of(frozenset(vocabulary[WORDS])).table)),
        )

    def _numbered(self) -> tuple[tuple[Terms, ...], Integers]:
        """The vocabulary, field after field, and the number in it of each number given so far."""
        numbers = np.empty(len(self._vocabulary), np.int32)
        vocabulary: list[Terms] = []
        for field in range(3):
            given = {term: n for (of, term), n in self._vocabulary.items() if of == field}
            terms, places = Terms.of(list(given), sum(map(len, vocabulary)))
            numbers[list(given.values())] = places
            vocabulary.append(terms)
        return tuple(vocabulary), numbers


def _places(articles: Mapping[str, int]) -> tuple[Terms, Integers]:
    """A table of texts, and the place of the article of each."""
    terms, numbers = Terms.of(list(articles))
    places = np.empty(len(articles), np.int32)
    places[numbers] = list(articles.values())
    return terms, places


def _idf(holders: npt.NDArray[np.number], count: int) -> Floats:
    """BM25's idf for terms that stand in `holders` of `count` texts, to the power that serves."""
    idf = np.log(1 + (count - holders + 0.5) / (holders + 0.5))
    return np.asarray(idf**_IDF_POWER, np.float32)


def _score(
    texts: Iterable[Integers],
    term_field: npt.NDArray[np.int8],
    k1: float,
    b: float,
) -> tuple[Rows, Floats]:
    """Each text's distinct terms with their BM25 impacts, and every term's idf over the texts.

    A text's length is counted in each field apart, against the mean of that field.
    """
    distinct = [np.unique(text, return_counts=True) for text in texts]
    sizes = np.array([len(terms) for terms, _ in distinct], np.int64)
    bounds = np.concatenate(([0], np.cumsum(sizes)))
    terms = np.concatenate([t for t, _ in distinct] or [np.empty(0, np.int32)])
    counts = np.concatenate([c for _, c in distinct] or [np.empty(0, np.int64)])
    fields = term_field[terms]
    owners = np.repeat(np.arange(len(distinct)), sizes)
    cells = np.bincount(owners * 3 + fields, counts, minlength=3 * len(distinct))
    lengths = cells.reshape(-1, 3)
    relative = lengths / np.maximum(lengths.mean(axis=0), 1e-9) if len(lengths) else lengths
    idf = _idf(np.bincount(terms, minlength=len(term_field)), len(distinct))
    norm = k1 * (1 - b + b * relative[owners, fields])
    impacts = counts * (k1 + 1) / (counts + norm) * idf[terms]
    return Rows(bounds, terms.astype(np.int32), impacts.astype(np.float32)), idf


def _turned(rows: Rows, count: int) -> Rows:
    """Lists of terms turned into lists of their holders, one for each of `count` terms."""
    owners = np.repeat(np.arange(len(rows.bounds) - 1, dtype=np.int32), np.diff(rows.bounds))
    order = np.argsort(rows.items, kind="stable")
    sizes = np.bincount(rows.items, minlength=count)
    bounds = np.concatenate(([0], np.cumsum(sizes)))
    return Rows(bounds, owners[order], rows.impacts[order])
