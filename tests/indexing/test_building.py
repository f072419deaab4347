"""Building an index in blocks, by several processes, and out of an earlier one."""

import signal
from collections.abc import Callable, Iterator
from dataclasses import fields

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge import Article, Heading
from knowledge.finding import candidates
from knowledge.finding.candidates import best_passages
from knowledge.indexing import building, worker
from knowledge.indexing.block import Draft
from knowledge.indexing.building import build
from knowledge.indexing.copies import Fingerprints
from knowledge.indexing.forward import Forward
from knowledge.indexing.index import Index
from knowledge.indexing.postings import Postings
from tests.finding.finding_house import NAMES, tokenizer

LEXICON = [(name.name, name.aliases, name.kind) for name in NAMES]
SENTENCES = (
    "可灵在六月上线。",
    "Sora 2有多贵？没人知道。",
    "茶要用80度的水泡，茶叶要好。",
    "𠀋是一个很少见的字。",
    "𠮷野家和𢒷野家不同。",
    "中央人民广播电台播了它。",
    "Kling AI costs 10 dollars.",
    "面包要发酵，面包要烤。",
    "爱，AI。",
)
BODIES = st.lists(st.sampled_from(SENTENCES), min_size=0, max_size=6).map("\n\n".join)


def articles_of(bodies: list[str]) -> list[Article]:
    return [Article(f"a{n}", f"第{n % 3}篇", body) for n, body in enumerate(bodies)]


def arrays_of(index: Index) -> Iterator[tuple[str, object]]:
    """All that an index is made of, to be compared."""
    for field in fields(index):
        value = getattr(index, field.name)
        if isinstance(value, Forward | Postings | Fingerprints):
            yield from ((f"{field.name}.{name}", a.tolist()) for name, a in value._asdict().items())
        elif isinstance(value, np.ndarray):
            yield field.name, value.tolist()
        elif field.name == "vocabulary":
            yield field.name, [list(terms) for terms in value]
        elif field.name == "english":
            yield field.name, dict(value.table)
        elif field.name != "unknown_idf":
            yield field.name, list(value)


@pytest.fixture
def small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(building, "_BLOCK", 4)


@settings(deadline=None, max_examples=25)
@given(st.lists(BODIES, max_size=8), st.data())
def test_what_is_kept_of_an_earlier_index_makes_no_difference(
    bodies: list[str], data: st.DataObject
) -> None:
    earlier = build(articles_of(bodies), tokenizer())
    changed = [body for body in bodies if data.draw(st.booleans())]
    for at in data.draw(st.lists(st.integers(0, len(changed)), max_size=3)):
        changed.insert(at, data.draw(BODIES))
    articles = articles_of(changed)
    renewed = build(articles, tokenizer(), earlier=earlier)
    assert dict(arrays_of(renewed)) == dict(arrays_of(build(articles, tokenizer())))


@pytest.mark.usefixtures("small_blocks")
@pytest.mark.parametrize(
    "change",
    [
        lambda some: some,
        lambda some: [*some[:5], Article("new", "新", "新的面包。"), *some[5:]],
        lambda some: [a for n, a in enumerate(some) if n != 2],
        lambda some: list(reversed(some)),
        lambda some: [some[0], *some],
        lambda some: some[9:],
        lambda some: [Article(a.id, a.title, f"新。{a.body}") for a in some],
        lambda some: [*some, *(Article(f"n{n}", "新", "短剧。") for n in range(20))],
        lambda some: [],
    ],
)
def test_blocks_that_were_kept_answer_as_new_ones_do(
    change: Callable[[list[Article]], list[Article]],
) -> None:
    some = articles_of([SENTENCES[n % len(SENTENCES)] + f"第{n}句。" for n in range(18)])
    earlier = build(some, tokenizer())
    assert earlier.postings.block_count > 3
    articles = change(some)
    renewed, fresh = build(articles, tokenizer(), earlier=earlier), build(articles, tokenizer())
    assert [list(terms) for terms in renewed.vocabulary] == [list(t) for t in fresh.vocabulary]
    assert renewed.term_keys.tolist() == fresh.term_keys.tolist()
    assert renewed.term_idf.tolist() == fresh.term_idf.tolist()
    assert renewed.texts.codes.tolist() == fresh.texts.codes.tolist()
    for term in range(len(fresh.term_field)):
        both = (list(index.postings.passages_with(term)) for index in (renewed, fresh))
        assert next(both) == next(both)


def test_a_block_that_was_kept_isnt_read_again(
    small_blocks: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    some = articles_of([f"第{n}句。" for n in range(12)])
    earlier = build(some, tokenizer())
    read: list[str] = []
    real = Draft.add

    def add(draft: Draft, article: Article) -> None:
        read.append(article.id)
        real(draft, article)

    monkeypatch.setattr(Draft, "add", add)
    some[5] = Article("a5", "第2篇", "不同了。")
    build(some, tokenizer(), earlier=earlier)
    assert read == ["a5"]


def test_what_an_index_knows_of_an_article_tells_it_from_others() -> None:
    article = Article("a", "题", "甲。\n\n乙。")
    others = [
        Article("a", "题目", "甲。\n\n乙。"),
        Article("a", "题", "甲。\n\n丙。"),
        Article("a", "题", "甲。\n\n乙。", headings=(Heading("甲。", 0),)),
    ]
    (mark,) = building.marks_of([article])
    assert mark == building.marks_of([Article("b", "题", "甲。\n\n乙。", url="https://a.b")])[0]
    assert mark not in building.marks_of(others)


def test_several_processes_make_the_same_index_as_one(monkeypatch: pytest.MonkeyPatch) -> None:
    some = articles_of([SENTENCES[n % len(SENTENCES)] + f"第{n}句。" for n in range(40)])
    monkeypatch.setattr(building, "_BLOCK", 10)
    alone = build(some, tokenizer(), LEXICON)
    monkeypatch.setattr(building, "_FEW", 1)
    monkeypatch.setattr(building, "_processors", lambda: 2)
    told: list[int] = []
    monkeypatch.setattr(building, "index_block", None)
    together = build(some, tokenizer(), LEXICON, progress=lambda done, of: told.append(done))
    assert dict(arrays_of(together)) == dict(arrays_of(alone))
    assert told[-1] == 40
    assert told == sorted(told)


def test_what_a_process_died_of_is_indexed_here(monkeypatch: pytest.MonkeyPatch) -> None:
    some = articles_of([f"第{n}句。" for n in range(40)])
    monkeypatch.setattr(building, "_BLOCK", 10)
    alone = build(some, tokenizer(), LEXICON)
    monkeypatch.setattr(building, "_FEW", 1)
    monkeypatch.setattr(building, "_processors", lambda: 2)
    started = worker._started

    def killed(lexicon: worker.Lexicon) -> object:
        child = started(lexicon)
        child.send_signal(signal.SIGKILL)
        child.wait()
        return child

    monkeypatch.setattr(worker, "_started", killed)
    assert dict(arrays_of(build(some, tokenizer(), LEXICON))) == dict(arrays_of(alone))


def test_what_is_passed_over_is_never_among_the_best() -> None:
    index, chance = many_passages(), np.random.default_rng(7)
    # One in twenty loses a passage where rounding isn't allowed for.
    for _ in range(300):
        count = chance.integers(1, 41)
        terms = chance.choice(len(index.term_field), count, replace=False).astype(np.int32)
        weights = chance.uniform(0.01, 1, count).astype(np.float32)
        groups = chance.integers(0, 61, count, np.int32)
        limit = int(chance.integers(1, 6))
        with pytest.MonkeyPatch.context() as patch:
            # Else so few passages are looked at one and all, and for so few terms at once.
            for name, value in (("_CHEAP", 0), ("_REST", 0.9), ("_AT_ONCE", 1)):
                patch.setattr(candidates, name, value)
            best, scores = best_passages(index, terms, limit, weights, groups)
        whole = best_passages(index, terms, index.passage_count, weights, groups)
        by_passage = dict(zip(*(column.tolist() for column in whole), strict=True))
        assert len(best) == min(limit, len(by_passage))
        assert scores == pytest.approx(whole[1][:limit])
        assert scores == pytest.approx([by_passage[passage] for passage in best.tolist()])


_MANY: list[Index] = []


def many_passages() -> Index:
    """An index of some hundred passages in many blocks."""
    if not _MANY:
        chance = np.random.default_rng(7)
        bodies = ["".join(chance.choice(SENTENCES, 1 + n % 7)) + f"第{n}句。" for n in range(300)]
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(building, "_BLOCK", 40)
            _MANY.append(build(articles_of(bodies), tokenizer()))
        assert _MANY[0].postings.block_count > 6
    return _MANY[0]
