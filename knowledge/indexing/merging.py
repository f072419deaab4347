"""Makes one index of articles, block after block."""

from collections.abc import Iterable, Sequence
from itertools import accumulate, compress
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from knowledge.language.english import English
from knowledge.language.tokens import Tokenizer
from knowledge.reading.article import Article

from .block import Block, Written
from .copies import Fingerprints, Judged, preferred
from .forward import WORDS, Forward, Integers, Keys, compact, number_keys
from .index import Floats, Index, passage_worth
from .inversion import Inverted
from .postings import Postings
from .texts import Table, Terms, Texts, order

# Rare terms say more than their idf.
_IDF_POWER = 1.3
_NONE = -1


class Known(NamedTuple):
    """What is known of the articles themselves: their marks, their fingerprints, and of pairs of
    them, whether they are near copies.
    """

    marks: Keys
    prints: Fingerprints
    judged: Judged


def merged(
    blocks: Sequence[Block], articles: Sequence[Article], known: Known, tokenizer: Tokenizer
) -> Index:
    """The index of articles that some blocks are of, one block at the least, in their order."""
    vocabulary, numbers = _vocabulary([block.inverted for block in blocks])
    sounds = np.max([block.inverted.sounds for block in blocks], axis=0)
    postings = _postings(blocks, numbers)
    written = Written.joined(
        [block.written.renumbered(own) for block, own in zip(blocks, numbers, strict=True)]
    )
    places, passages = (np.ascontiguousarray(a.T) for a in (written.places, written.passages))
    lengths, passage_lengths = _lengths(blocks, passages)
    sizes = list(map(len, vocabulary))
    in_passages = np.bincount(postings.terms, np.diff(postings.bounds), sum(sizes))
    ids, id_article = _numbered(article.id for article in articles)
    titles, title_article = _numbered(article.title for article in articles)
    words = list(vocabulary[WORDS])
    article_preferred, judged = preferred(articles, known.prints, tokenizer.folding, known.judged)
    return Index(
        ids=ids,
        id_article=id_article,
        titles=titles,
        title_article=title_article,
        vocabulary=vocabulary,
        term_field=np.repeat(np.arange(3, dtype=np.int8), sizes),
        term_keys=_keys(blocks, numbers, vocabulary),
        term_idf=_idf(np.bincount(postings.terms, postings.holders, sum(sizes)), len(lengths)),
        passage_idf=_idf(in_passages, len(passages[0])),
        unknown_idf=float(_idf(np.zeros(1), len(places[0]))[0]),
        sounds=sounds,
        postings=postings,
        passage_worth=passage_worth(passage_lengths / _means(passage_lengths)),
        texts=_texts(written),
        text_lengths=lengths.astype(np.uint16),
        mean_lengths=_means(lengths),
        article_marks=known.marks,
        article_preferred=article_preferred,
        prints=known.prints,
        judged=_pairs(judged),
        passage_article=passages[0],
        passage_first=passages[1],
        passage_last=passages[2],
        sentence_article=places[0],
        sentence_start=places[1],
        sentence_end=places[2],
        sentence_paragraph=places[3],
        sentence_traits=places[4],
        latin=Texts.of(sorted(word for word in words if word.isascii() and word.isalpha())),
        english=English(Table.of(English.of(frozenset(words)).table)),
    )


def _vocabulary(parts: Sequence[Inverted]) -> tuple[tuple[Terms, ...], list[Integers]]:
    """The terms that some part has, field by field, and the numbers there of each part's terms.

    Parts that were kept share a vocabulary, of which none may have some terms any more.
    """
    own = {id(part.vocabulary): part.vocabulary for part in parts}
    there = {key: np.zeros(sum(map(len, terms)), np.bool_) for key, terms in own.items()}
    for part in parts:
        there[id(part.vocabulary)][part.terms] = True
    numbers: dict[int, list[int]] = {key: [] for key in own}
    vocabulary: list[Terms] = []
    first = 0
    for field in range(3):
        found: set[str] = set()
        for key, terms in own.items():
            start = len(numbers[key])
            is_there = there[key][start : start + len(terms[field])].tolist()
            found.update(compress(terms[field], is_there))
        ordered = sorted(found, key=order)
        known = {term: number for number, term in enumerate(ordered, first)}
        for key, terms in own.items():
            numbers[key].extend(known.get(term, _NONE) for term in terms[field])
        vocabulary.append(Terms.of(ordered, first))
        first += len(ordered)
    arrays = {key: np.array(each, np.int32) for key, each in numbers.items()}
    return tuple(vocabulary), [arrays[id(part.vocabulary)] for part in parts]


def _postings(blocks: Sequence[Block], numbers: Sequence[Integers]) -> Postings:
    parts = [block.inverted for block in blocks]
    ends = accumulate((len(part.items) for part in parts), initial=0)
    starts = [
        part.bounds[:-1].astype(np.int64) + end for part, end in zip(parts, ends, strict=False)
    ]
    items = np.concatenate([part.items for part in parts])
    return Postings(
        articles=_firsts(block.written.articles for block in blocks).astype(np.int32),
        passages=_firsts(len(block.written.passages) for block in blocks).astype(np.int32),
        lists=_firsts(len(part.terms) for part in parts),
        terms=np.concatenate([own[p.terms] for own, p in zip(numbers, parts, strict=True)]),
        holders=np.concatenate([part.holders for part in parts]),
        bounds=compact(np.concatenate([*starts, [len(items)]]).astype(np.int64)),
        items=items,
    )


def _texts(written: Written) -> Forward:
    texts = Forward.joined((written.sentences, written.contexts))
    bounds, others = compact(texts.bounds), compact(texts.other_bounds)
    return texts._replace(bounds=bounds, other_bounds=others)


def _firsts(sizes: Iterable[int]) -> npt.NDArray[np.int64]:
    """Where each of some parts begins, and the last ends."""
    return np.array([*accumulate(sizes, initial=0)], np.int64)


def _lengths(blocks: Sequence[Block], passages: Integers) -> tuple[Integers, Integers]:
    """How many tokens each text has, field by field, and each passage in all."""
    parts = [(block.inverted.lengths, block.written.sentences.size) for block in blocks]
    of_sentences = np.concatenate([lengths[:count] for lengths, count in parts])
    of_contexts = np.concatenate([lengths[count:] for lengths, count in parts])
    running = np.concatenate(([0], np.cumsum(of_sentences.sum(axis=1))))
    of_passages = running[passages[2]] - running[passages[1]] + of_contexts.sum(axis=1)
    return np.concatenate((of_sentences, of_contexts)), of_passages


def _means(lengths: Integers) -> Floats:
    """The mean of each column, if there is one."""
    return np.asarray(lengths.sum(axis=0) / max(len(lengths), 1), np.float32).clip(1e-9)


def _keys(
    blocks: Sequence[Block], numbers: Sequence[Integers], vocabulary: Sequence[Terms]
) -> Keys:
    """How each term stands in the texts: by its number there if it stands among the others."""
    words, *others = vocabulary
    keys = np.full(sum(map(len, vocabulary)), np.iinfo(np.uint64).max, np.uint64)
    for block, own in zip(blocks, numbers, strict=True):
        there = own[own != _NONE]
        keys[there] = np.minimum(keys[there], block.inverted.keys[own != _NONE])
    among = np.flatnonzero(keys[: len(words)] == 0)
    keys[among] = number_keys(among)
    for terms in others:
        of_field = keys[terms.first : terms.first + len(terms)]
        among = np.flatnonzero(of_field == 0)
        of_field[among] = number_keys(np.array([words[terms.texts[at]] for at in among.tolist()]))
    return keys


def _pairs(judged: Judged) -> Integers:
    pairs = sorted((one, other, copies) for (one, other), copies in judged.items())
    return np.array(pairs, np.int32).reshape(-1, 3)


def _numbered(texts: Iterable[str]) -> tuple[Terms, Integers]:
    """A table of texts, and for each the number of the first among them that is so."""
    first: dict[str, int] = {}
    for number, text in enumerate(texts):
        first.setdefault(text, number)
    terms = Terms.of(first)
    return terms, np.array([first[text] for text in terms], np.int32)


def _idf(holders: npt.NDArray[np.number], count: int) -> Floats:
    """BM25's idf for terms that stand in `holders` of `count` texts, to the power that serves."""
    idf = np.log(1 + (count - holders + 0.5) / (holders + 0.5))
    return np.asarray(idf**_IDF_POWER, np.float32)
