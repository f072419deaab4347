"""How large folders are made."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from bench.large import Draft, recombined, sentences_of, write_files, write_lines
from knowledge import KnowledgeBase
from tests.bench.bench_house import tiny_knowledge

SENTENCES = ("甲来了。", "乙走了。", "丙呢？")

Write = Callable[[Path, Sequence[str], int, Path], Draft]


def test_each_different_sentence_counts_once() -> None:
    bodies = ["甲来了。乙走了。", "没有句号", "丙呢？甲来了。"]
    assert sentences_of(bodies) == [*SENTENCES]


def test_articles_are_made_of_the_same_sentences_each_time() -> None:
    made = list(recombined(SENTENCES, 20))
    assert made == list(recombined(SENTENCES, 20))
    assert made[:2] == list(recombined(SENTENCES, 2))
    assert len({article.body for article in made}) == 20
    assert len({article.title for article in made}) == 20
    for article in made:
        assert 500 <= len(article.body) < 510
        assert set(sentences_of([article.body])) == {*SENTENCES}


@pytest.mark.parametrize("write", [write_lines, write_files])
def test_one_article_of_a_large_folder_can_be_changed(tmp_path: Path, write: Write) -> None:
    large = tmp_path / "large"
    draft = write(tiny_knowledge(tmp_path), SENTENCES, 4, large)
    before = {a.id: a.body for a in KnowledgeBase.open(large).articles}
    assert list(before) == ["a0", "a1", "a2", "a3"]
    assert before[draft.id].endswith(Draft.text(0))
    draft.change(7)
    after = {a.id: a.body for a in KnowledgeBase.open(large).articles}
    assert [key for key in before if before[key] != after[key]] == [draft.id]
    assert after[draft.id] == before[draft.id].replace(Draft.text(0), Draft.text(7))


@pytest.mark.parametrize("write", [write_lines, write_files])
def test_a_large_folder_has_the_small_ones_lexicon(tmp_path: Path, write: Write) -> None:
    small = tiny_knowledge(tmp_path)
    (small / "lexicon.yaml").write_text("- {name: 甲, kind: person}\n", encoding="utf-8")
    write(small, SENTENCES, 1, tmp_path / "large")
    kb = KnowledgeBase.open(tmp_path / "large")
    assert [topic.name for topic in kb.topics] == ["甲"]
    assert not kb.problems
