"""Makes one index of articles, block after block."""

from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate, chain

import numpy as np
import numpy.typing as npt

from knowledge.language.english import English
from knowledge.language.tokens import Tokenizer
from knowledge.reading.article import Article

from .block import Block, index_block
from .copies import preferred
from .forward import WORDS, Forward, Integers, Keys, number_keys
from .index import Floats, Index, passage_worth
from .postings import Postings
from .texts import Table, Terms, Texts, order

# Rare terms say more than their idf.
_IDF_POWER = 1.3
_LONGEST = (1 << 16) - 1

# Is told how many articles are done, and of how many.
Progress = Callable[[int, int], object]


def build(
    articles: Sequence[Article], tokenizer: Tokenizer, progress: Progress | None = None
) -> Index:
    """Index `articles`; the title and the section's heading count as part of every passage."""
    block = index_block(articles, tokenizer)
    if progress:
        progress(len(articles), len(articles))
    return merged([block], articles, tokenizer)


def merged(blocks: Sequence[Block], articles: Sequence[Article], tokenizer: Tokenizer) -> Index:
    """The index of articles that some blocks are of, one block at the least, in their order."""
    vocabulary, numbers = _vocabulary([block.inverted.vocabulary for block in blocks])
    sounds = np.max([block.inverted.sounds for block in blocks], axis=0)
    postings = _postings(blocks, numbers)
    places, passages = _places(blocks), _passages(blocks)
    of_sentences, of_contexts = _lengths(blocks)
    running = np.concatenate(([0], np.cumsum(of_sentences.sum(axis=1, dtype=np.int64))))
    passage_lengths = running[passages[2]] - running[passages[1]] + of_contexts.sum(axis=1)
    lengths, sizes = np.concatenate((of_sentences, of_contexts)), list(map(len, vocabulary))
    in_passages = np.bincount(postings.terms, np.diff(postings.bounds), sum(sizes))
    ids, id_article = _numbered(article.id for article in articles)
    titles, title_article = _numbered(article.title for article in articles)
    words = list(vocabulary[WORDS])
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
        unknown_idf=float(_idf(np.zeros(1), len(of_sentences))[0]),
        sounds=sounds,
        postings=postings,
        passage_worth=passage_worth(passage_lengths / _means(passage_lengths)),
        texts=_texts(blocks, numbers),
        text_lengths=np.minimum(lengths, _LONGEST).astype(np.uint16),
        mean_lengths=_means(lengths),
        article_preferred=preferred(articles, tokenizer.folding),
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


def _vocabulary(
    parts: Sequence[tuple[list[str], ...]],
) -> tuple[tuple[Terms, ...], list[Integers]]:
    """The terms of all blocks, field by field, and the numbers there of each block's terms."""
    vocabulary: list[Terms] = []
    numbers: list[list[int]] = [[] for _ in parts]
    first = 0
    for field in zip(*parts, strict=True):
        terms = sorted(set(chain.from_iterable(field)), key=order)
        known = {term: number for number, term in enumerate(terms, first)}
        for own, of_block in zip(field, numbers, strict=True):
            of_block.extend(map(known.__getitem__, own))
        vocabulary.append(Terms.of(terms, first))
        first += len(terms)
    return tuple(vocabulary), [np.array(each, np.int32) for each in numbers]


def _postings(blocks: Sequence[Block], numbers: Sequence[Integers]) -> Postings:
    parts = [block.inverted for block in blocks]
    # A block that was kept may have terms that only another one had.
    there = [np.flatnonzero(np.diff(part.bounds)) for part in parts]
    ends = accumulate((len(part.items) for part in parts), initial=0)
    starts = [part.bounds[at] + end for part, at, end in zip(parts, there, ends, strict=False)]
    items = np.concatenate([part.items for part in parts])
    return Postings(
        articles=_firsts(block.articles for block in blocks).astype(np.int32),
        passages=_firsts(len(block.passages) for block in blocks).astype(np.int32),
        lists=_firsts(map(len, there)),
        terms=np.concatenate([own[at] for own, at in zip(numbers, there, strict=True)]),
        holders=np.concatenate([p.holders[at] for p, at in zip(parts, there, strict=True)]),
        bounds=np.concatenate([*starts, [len(items)]]).astype(np.int64),
        items=items,
    )


def _firsts(sizes: Iterable[int]) -> npt.NDArray[np.int64]:
    """Where each of some parts begins, and the last ends."""
    return np.array([*accumulate(sizes, initial=0)], np.int64)


def _places(blocks: Sequence[Block]) -> Integers:
    """The columns of the places of all sentences, articles and sentences numbered throughout."""
    articles = _firsts(block.articles for block in blocks)
    sentences = _firsts(len(block.places) for block in blocks)
    shifts = [np.array([a, 0, 0, s, 0]) for a, s in zip(articles, sentences, strict=True)]
    return _columns([b.places + shift for b, shift in zip(blocks, shifts, strict=False)])


def _passages(blocks: Sequence[Block]) -> Integers:
    """The same of all passages."""
    articles = _firsts(block.articles for block in blocks)
    sentences = _firsts(len(block.places) for block in blocks)
    shifts = [np.array([a, s, s]) for a, s in zip(articles, sentences, strict=True)]
    return _columns([b.passages + shift for b, shift in zip(blocks, shifts, strict=False)])


def _columns(parts: Sequence[npt.NDArray[np.integer]]) -> Integers:
    return np.ascontiguousarray(np.concatenate(parts).T, np.int32)


def _lengths(blocks: Sequence[Block]) -> tuple[Integers, Integers]:
    """How many tokens sentences have, and contexts, field by field."""
    parts = [(block.inverted.lengths, block.sentences.size) for block in blocks]
    of_sentences = np.concatenate([lengths[:count] for lengths, count in parts])
    return of_sentences, np.concatenate([lengths[count:] for lengths, count in parts])


def _means(lengths: Integers) -> Floats:
    """The mean of each column, if there is one."""
    return np.asarray(lengths.sum(axis=0) / max(len(lengths), 1), np.float32).clip(1e-9)


def _texts(blocks: Sequence[Block], numbers: Sequence[Integers]) -> Forward:
    """The sentences of all blocks, and behind them the contexts."""
    parts = [*(block.sentences for block in blocks), *(block.contexts for block in blocks)]
    owners = (*numbers, *numbers)
    return Forward.joined(
        [part._replace(others=own[part.others]) for part, own in zip(parts, owners, strict=True)]
    )


def _keys(
    blocks: Sequence[Block], numbers: Sequence[Integers], vocabulary: Sequence[Terms]
) -> Keys:
    """How each term stands in the texts: by its number there if it stands among the others."""
    words, *others = vocabulary
    keys = np.full(sum(map(len, vocabulary)), np.iinfo(np.uint64).max, np.uint64)
    for block, own in zip(blocks, numbers, strict=True):
        keys[own] = np.minimum(keys[own], block.inverted.keys)
    among = np.flatnonzero(keys[: len(words)] == 0)
    keys[among] = number_keys(among)
    for terms in others:
        of_field = keys[terms.first : terms.first + len(terms)]
        among = np.flatnonzero(of_field == 0)
        of_field[among] = number_keys(np.array([words[terms.texts[at]] for at in among.tolist()]))
    return keys


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
