"""Why a question was answered as it was."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge import Explanation, KnowledgeBase
from tests.finding.newsroom import newsroom

QUESTIONS = [
    "影阁1.6什么时候发布",
    "影阁多少钱",
    "陈望书是谁",
    "chenwangshu是谁",
    "netfilx用了什么",
    "Who signed a contract with Lionsgate?",
    "影阁和Lumo有什么区别",
    "“最佳影片”给了谁",
    "“最佳导演”给了谁",
    "红烧肉怎么做",
    "你好",
    "",
]


def check(question: str, explained: Explanation, kb: KnowledgeBase, **how: object) -> None:
    """What holds for every explanation, beside the answer that it explains."""
    literal, previous = bool(how.get("literal")), how.get("previous")
    assert previous is None or isinstance(previous, str)
    answer = kb.ask(question, literal=literal, previous=previous)
    assert explained.outcome == answer.outcome
    assert (explained.corrected, explained.carried) == (answer.corrected, answer.carried)
    assert explained.related_from < explained.answered_from
    assert explained.confidence >= 0
    if explained.outcome == "answered":
        assert explained.confidence >= explained.answered_from
    for part in explained.parts:
        assert 0 <= part.weight <= 1
        assert 0 <= part.found <= 1
        assert part.needed or not part.kind
    if explained.parts:
        assert sum(part.weight for part in explained.parts) == pytest.approx(1)
    sizes = [abs(value) for _, value in explained.merits]
    assert sizes == sorted(sizes, reverse=True)
    if answer.findings:
        assert sum(v for _, v in explained.merits) == pytest.approx(answer.findings[0].score)
        assert [score for score, _ in explained.others][: len(answer.findings) - 1] == [
            finding.score for finding in answer.findings[1:]
        ]


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("literal", [False, True])
def test_an_explanation_is_of_the_very_answer(question: str, literal: bool) -> None:
    check(question, newsroom().explain(question, literal=literal), newsroom(), literal=literal)


def test_it_tells_which_parts_were_found_and_which_were_not() -> None:
    found = {p.text: p.found for p in newsroom().explain("水蜜桃冰淇淋怎么运输").parts}
    assert found["水蜜桃"] > 0.9
    assert found["运输"] > 0.9
    assert found["冰淇淋"] == 0


def test_the_kind_of_answer_is_a_part_that_is_needed() -> None:
    there, missing = (newsroom().explain(f"{name}多少钱") for name in ("Lumo Q2", "影阁"))
    (sum_there,) = [part for part in there.parts if part.kind]
    (sum_missing,) = [part for part in missing.parts if part.kind]
    assert sum_there.kind == sum_missing.kind == "sum of money"
    assert (sum_there.needed, sum_missing.needed) == (True, True)
    assert (sum_there.found, sum_missing.found) == (1, 0)
    assert missing.confidence < missing.answered_from <= there.confidence


def test_a_name_is_a_part_that_is_needed() -> None:
    (name,) = [p for p in newsroom().explain("影阁的动作自然吗").parts if p.text == "影阁"]
    assert name.needed


def test_it_tells_what_was_read_differently() -> None:
    explained = newsroom().explain("陈望书是谁")
    assert explained.corrected == "陈望舒是谁"
    assert "陈望舒" in explained.words
    assert "Netflix" in newsroom().explain("网飞用了什么").words
    literal = newsroom().explain("陈望书是谁", literal=True)
    assert (literal.corrected, literal.words) == (None, ())


def test_it_tells_the_name_that_was_carried() -> None:
    explained = newsroom().explain("那收入呢", previous="墨白科技在哪里？")
    assert explained.carried == "墨白科技"
    assert "墨白科技" in {part.text for part in explained.parts}
    check("那收入呢", explained, newsroom(), previous="墨白科技在哪里？")


def test_where_nothing_is_found_there_is_nothing_to_weigh() -> None:
    explained = newsroom().explain("区块链挖矿")
    assert (explained.outcome, explained.confidence) == ("nothing", 0)
    assert (explained.merits, explained.others) == ((), ())
    assert {part.found for part in explained.parts} == {0}


@pytest.mark.parametrize("length", [0, -1])
def test_a_length_that_holds_nothing_is_refused(length: int) -> None:
    with pytest.raises(ValueError, match="at least 1"):
        newsroom().explain("影阁", excerpt_length=length)


def test_from_its_file_it_answers_and_explains_alike(tmp_path: Path) -> None:
    newsroom().write(tmp_path / "newsroom")
    there = KnowledgeBase.open(tmp_path / "newsroom")
    for question in QUESTIONS:
        assert there.ask(question) == newsroom().ask(question)
        assert there.explain(question) == newsroom().explain(question)
        assert there.explain(question, literal=True) == newsroom().explain(question, literal=True)


@settings(max_examples=120, deadline=None, derandomize=True)
@given(st.text(st.characters(), max_size=60), st.booleans(), st.none() | st.text(max_size=30))
def test_any_text_is_answered_and_explained_alike(
    question: str, literal: bool, previous: str | None
) -> None:
    explained = newsroom().explain(question, literal=literal, previous=previous)
    check(question, explained, newsroom(), literal=literal, previous=previous)


PIECES = [
    *"影阁 影格 墨白科技 网飞 陈望书 《长安夜雨》 什么时候 多少钱 谁 为什么 在哪里 是什么".split(),
    *"介绍一下 和 有什么区别 那收入呢 的导演 的 吗 ？ 你好 “ ” 二十 ３ ㈱ 1.6 2.0".split(),
    *"Lumo LUMOQ3 sora soar chenwangshu cws netfilx zxcv who contract peaches".split(),
    *["what is ", "Lumo Q2", " ", "\n", '"', "\ud800"],
]
TYPED = st.lists(st.sampled_from(PIECES), max_size=10).map("".join)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(TYPED, st.booleans(), st.none() | TYPED)
def test_any_mixture_of_names_and_slips_is_answered_and_explained_alike(
    question: str, literal: bool, previous: str | None
) -> None:
    explained = newsroom().explain(question, literal=literal, previous=previous)
    check(question, explained, newsroom(), literal=literal, previous=previous)
    assert explained.corrected is None or not literal
