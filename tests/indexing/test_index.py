"""The inverted index over a tiny corpus."""

import math
from collections import Counter

import numpy as np
import pytest

from knowledge import Name
from knowledge.finding.candidates import best_passages
from knowledge.finding.lookup import Lookup
from knowledge.indexing import index as module
from knowledge.indexing import merging
from knowledge.indexing.building import build
from knowledge.language.folding import Folding
from knowledge.language.kinds import KINDS
from knowledge.language.names import Names
from knowledge.language.sounds import Sounds
from knowledge.language.tokens import Tokenizer
from tests.finding.finding_house import House, article, tokenizer

BODIES = ("苹果很甜。苹果很红。", "香蕉很甜，2元一斤。", "橘子AI，橘子")
FIELDS = ("words", "characters", "sounds")


def bm25(
    texts: list[list[str]],
    term: str,
    text: int,
    k1: float,
    b: float,
    lengths: list[int] | None = None,
) -> float:
    """The formula as the books have it, but for the power of the idf."""
    lengths = lengths or list(map(len, texts))
    holders = sum(term in t for t in texts)
    idf = math.log(1 + (len(texts) - holders + 0.5) / (holders + 0.5)) ** merging._IDF_POWER
    mean = sum(lengths) / len(lengths)
    count = Counter(texts[text])[term]
    norm = k1 * (1 - b + b * lengths[text] / mean)
    return float(idf * count * (k1 + 1) / (count + norm))


@pytest.mark.parametrize("field", range(3), ids=FIELDS)
def test_passages_weigh_their_terms_by_bm25(field: int) -> None:
    house = House(*BODIES)
    index = house.index
    texts = [[t.term for t in house.tokenizer.tokens(body)[field]] for body in BODIES]
    lengths = [sum(map(len, house.tokenizer.tokens(body))) for body in BODIES]
    checked = 0
    for term, number in index.vocabulary[field].items():
        found, scores = best_passages(index, np.array([number], np.int32), 3)
        given = dict(zip(found.tolist(), scores.tolist(), strict=True))
        for passage in range(3):
            expected = bm25(texts, term, passage, module._PASSAGE_K1, module._PASSAGE_B, lengths)
            assert given.get(passage, 0) == pytest.approx(expected, rel=1e-4)
            checked += expected > 0
    assert checked


@pytest.mark.parametrize("field", range(3), ids=FIELDS)
def test_sentences_weigh_their_terms_by_bm25_and_contexts_count_as_sentences(field: int) -> None:
    house = House(*BODIES)
    index = house.index
    cut = ["苹果很甜。", "苹果很红。", *BODIES[1:], *("" for _ in BODIES)]
    texts = [[t.term for t in house.tokenizer.tokens(text)[field]] for text in cut]
    assert index.sentence_count == 4
    for term, number in index.vocabulary[field].items():
        for sentence in range(4):
            count, length = texts[sentence].count(term), len(texts[sentence])
            worth = index.sentence_worth(np.array([count]), np.array([length]), np.array([field]))
            expected = bm25(texts, term, sentence, module._SENTENCE_K1, module._SENTENCE_B)
            assert worth[0] * index.term_idf[number] == pytest.approx(expected, rel=1e-4)


def test_of_the_terms_of_a_group_only_the_best_counts() -> None:
    index = House(*BODIES).index
    characters = index.vocabulary[1]
    terms = np.array([characters["苹"], characters["甜"], characters["橘"]], np.int32)
    found, scores = best_passages(index, terms, 3, groups=np.array([1, 1, 2]))
    alone: dict[int, list[float]] = {}
    for term in terms:
        for passage, score in zip(*best_passages(index, term[None], 3), strict=True):
            alone.setdefault(int(passage), []).append(float(score))
    assert len(alone[0]) == 2
    best = {passage: max(scores) for passage, scores in alone.items()}
    assert dict(zip(found.tolist(), scores.tolist(), strict=True)) == pytest.approx(best)


def test_rarer_terms_weigh_more_and_unknown_ones_most() -> None:
    index = House(*BODIES).index
    words = index.vocabulary[0]
    assert index.term_idf[words["橘子"]] > index.term_idf[words["苹果"]] > 0
    assert index.unknown_idf > max(index.term_idf)


def test_terms_are_numbered_over_all_fields_without_gaps() -> None:
    index = House(*BODIES).index
    numbers = sorted(number for field in index.vocabulary for number in field.values())
    assert numbers == list(range(len(index.term_field)))
    for field, terms in enumerate(index.vocabulary):
        assert {int(index.term_field[number]) for number in terms.values()} == {field}


def test_title_and_heading_count_as_part_of_every_passage_of_their_section() -> None:
    body = "苹果很甜。\n\n价格\n\n香蕉很贵。"
    index = build([article(body, "价格", title="水果")], tokenizer())
    words = index.vocabulary[0]
    assert list(index.postings.passages_with(words["水果"])) == [0, 1]
    assert list(index.postings.passages_with(words["价格"])) == [1]
    terms = np.array([words["水果"]], np.int32)
    lookup = Lookup(index.term_keys[terms], index.term_field[terms], index.sounds)
    assert lookup.counts(index.texts).tolist() == [[0], [0], [1], [1]]


def test_sentences_know_their_article_paragraph_and_range() -> None:
    house = House("一。二。\n\n三。", "四。")
    index = house.index
    assert [house.text(n, n + 1) for n in range(4)] == ["一。", "二。", "三。", "四。"]
    assert index.sentence_article.tolist() == [0, 0, 0, 1]
    paragraphs = index.sentence_paragraph.tolist()
    assert paragraphs[0] == paragraphs[1]
    assert len(set(paragraphs)) == 3


def offered(sentence: str, *names: Name) -> set[str]:
    """The kinds of answers that a sentence may have, as the index tells."""
    folding = Folding()
    lexicon = Names(((name.name, name.aliases, name.kind) for name in names), folding)
    built = build([article(sentence)], Tokenizer(folding, Sounds(), lexicon))
    (traits,) = built.sentence_traits.tolist()
    return {kind.name for bit, kind in enumerate(KINDS) if traits >> bit & 1}


@pytest.mark.parametrize(
    ("sentence", "kinds"),
    [
        ("有３個人", {"number", "count of people"}),
        ("有三個人", {"number", "count of people"}),
        ("2024年上线", {"number", "time"}),
        ("去年上线", {"time"}),
        ("因為下雨", {"reason"}),
        ("卖了300万元", {"number", "sum of money"}),
        ("天气很好", set()),
        ("一切都好", set()),
    ],
)
def test_sentences_know_what_they_have_to_offer(sentence: str, kinds: set[str]) -> None:
    assert offered(sentence) >= kinds
    assert kinds or not offered(sentence)


def test_names_of_people_and_companies_are_answers_of_their_kind() -> None:
    assert "person" not in offered("天边来了阿绿")
    assert "person" in offered("天边来了阿绿", Name("阿绿", "person"))
    assert "organisation" in offered("天边来了阿绿", Name("阿绿", "company"))


@pytest.mark.parametrize("bodies", [(), ("",), ("", "\n\n")])
def test_without_text_the_index_is_empty(bodies: tuple[str, ...]) -> None:
    index = House(*bodies).index
    assert (index.passage_count, index.sentence_count) == (0, 0)
    assert index.vocabulary[1] == {}


def test_the_same_articles_give_the_same_index() -> None:
    one, other = House(*BODIES).index, House(*BODIES).index
    assert one.vocabulary == other.vocabulary
    assert np.array_equal(one.postings.terms, other.postings.terms)
    assert np.array_equal(one.postings.items, other.postings.items)
    assert np.array_equal(one.texts.cuts, other.texts.cuts)


def test_the_english_words_of_an_index_are_those_of_its_articles() -> None:
    english = House(*BODIES).index.english
    assert {word for *_, found in english.translations(["apple"]) for word, _ in found} == {"苹果"}
    assert list(english.translations(["rhinoceros"])) == []
