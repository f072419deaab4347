"""The words that ask, in folded text."""

import pytest

from knowledge.language.asking import (
    ASKING,
    ASKING_PINYIN,
    QUOTED,
    defined,
    unquoted,
)


@pytest.mark.parametrize(
    ("question", "telling"),
    [
        ("可灵是什么", "可灵"),
        ("什么是可灵", "可灵"),
        ("可灵什么时候上线", "可灵 上线"),
        ("谁是导演", "导演"),
        ("为什么失业", "失业"),
        ("到底有多少观众", "有 观众"),
        ("哪一个模型", "模型"),
    ],
)
def test_asking_words_come_off_the_longest_first(question: str, telling: str) -> None:
    assert ASKING.sub(" ", question).split() == telling.split()


@pytest.mark.parametrize(
    ("question", "telling"),
    [("keling shi shenme", "keling"), ("daoyan shi shei", "daoyan"), ("shishi zenme", "shishi")],
)
def test_asking_words_typed_in_pinyin_come_off_whole(question: str, telling: str) -> None:
    assert ASKING_PINYIN.sub(" ", question).split() == telling.split()


@pytest.mark.parametrize(
    ("question", "subject"),
    [
        ("可灵是什么", "可灵"),
        ("可灵是什么?", "可灵"),
        ("什么是可灵", "可灵"),
        ("谁是导演", "导演"),
        ("可灵是做什么的", "可灵"),
        ("蒸馏是什么意思", "蒸馏"),
        ("介绍一下可灵", "可灵"),
        ("what is kling", "kling"),
        ("who's sam", "sam"),
        ("可灵是啥", "可灵"),
        ("可灵是谁", "可灵"),
        ("可灵是干嘛的", "可灵"),
        ("讲讲可灵", "可灵"),
        ("tell me about kling", "kling"),
    ],
)
def test_a_question_for_a_definition_names_what_is_to_be_defined(
    question: str, subject: str
) -> None:
    found = defined(question)
    assert found is not None
    assert question[slice(*found)].strip() == subject


@pytest.mark.parametrize("question", ["可灵上线", "导演和编剧", "whenever", "shown"])
def test_what_asks_for_no_definition_is_not_mistaken(question: str) -> None:
    assert defined(question) is None


@pytest.mark.parametrize(
    ("question", "phrases"),
    [
        ('说"可灵好"的人', ["可灵好"]),
        ('"甲乙"和"丙丁"', ["甲乙", "丙丁"]),
        ('只有一个"引号', []),
        ('空的""', []),
        (f'"{"长" * 81}"', []),
    ],
)
def test_quoted_parts_are_taken_out(question: str, phrases: list[str]) -> None:
    assert QUOTED.findall(question) == phrases


@pytest.mark.parametrize(
    ("question", "without"),
    [("“可灵”是什么", "可灵是什么"), ("「可靈」", "可靈"), ('"a" ＂b＂', "a b"), ("没有", "没有")],
)
def test_quotation_marks_come_off(question: str, without: str) -> None:
    assert unquoted(question) == without
