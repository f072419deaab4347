"""Answered only where what is asked is there; what is quoted stands as it is written."""

import pytest

from tests.finding.newsroom import newsroom, said


@pytest.mark.parametrize(
    "question",
    [
        "你好",
        "谢谢",
        "再见",
        "你是谁",
        "你叫什么名字",
        "在吗",
        "哈哈哈哈",
        "的的的",
        "。。。？！",
        "🎬🎬",
        "12345",
        "",
        "今天天气怎么样",
        "股票怎么买",
        "红烧肉怎么做",
        "特斯拉的电池是谁造的",
        "如何治疗感冒",
        "世界杯冠军是哪支球队",
    ],
)
def test_greetings_noise_and_other_fields_find_nothing(question: str) -> None:
    for literal in (False, True):
        answer = newsroom().ask(question, literal=literal)
        assert (answer.outcome, answer.findings) == ("nothing", ())


@pytest.mark.parametrize(
    "question",
    [
        "陈望舒的身高是多少",
        "陈望舒几岁",
        "Netflix有多少员工",
        "Runway是哪一年成立的",
        "影阁多少钱",
        "长安夜雨的制作费用是多少",
        "编剧协会有多少成员",
    ],
)
def test_a_known_name_with_a_missing_fact_is_only_related(question: str) -> None:
    answer = newsroom().ask(question)
    assert answer.outcome == "related"
    assert answer.findings


@pytest.mark.parametrize("literal", [False, True])
@pytest.mark.parametrize(
    ("question", "phrase"),
    [
        ("“最佳影片”给了谁", "最佳影片"),
        ("「收入是3.2億元」", "收入是3.2亿元"),
        ('"机器署名"', "机器署名"),
        ("『白鹭在浅滩』做什么", "白鹭在浅滩"),
    ],
)
def test_a_quoted_part_stands_as_it_is_written(question: str, phrase: str, literal: bool) -> None:
    answer = newsroom().ask(question, literal=literal)
    assert answer.outcome == "answered"
    assert all(phrase in finding.excerpt.text for finding in answer.findings)
    assert phrase in said(question, literal)


@pytest.mark.parametrize("question", ["“最佳导演”给了谁", "“墨白影业”在哪里", "“收入是4亿元”"])
def test_what_is_quoted_and_stands_nowhere_is_no_answer(question: str) -> None:
    answer = newsroom().ask(question)
    assert answer.outcome != "answered"
    literal = newsroom().ask(question, literal=True)
    assert (literal.outcome, literal.findings) == ("nothing", ())
    assert literal.suggestions
