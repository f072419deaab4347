"""Questions in English over Chinese articles."""

import pytest

from tests.finding.newsroom import newsroom, said


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Who signed a contract with Lionsgate?", "Runway与狮门影业签了合同"),
        ("What did Netflix use in Argentina?", "Netflix在阿根廷的剧集里用了"),
        ("Why are actors worried about their faces?", "演员担心自己的脸"),
        ("How do peaches get transported?", "水蜜桃的果肉很软，运输的时候"),
        ("How many employees does the company have?", "员工不到两百人"),
        ("Who founded 墨白科技?", "创始人是陈望舒"),
        ("What is Sora?", "Sora能用文字生成"),
        ("When was Shadeloft 2.0 released?", "影阁2.0在今年四月发布"),
    ],
)
def test_an_english_question_is_answered_with_chinese_words(question: str, text: str) -> None:
    answer = newsroom().ask(question)
    assert (answer.outcome, answer.corrected) == ("answered", None)
    assert text in said(question)


def test_the_words_that_an_english_question_was_read_as_are_told() -> None:
    words = newsroom().explain("Who signed a contract with Lionsgate?").words
    assert {"合同", "狮门影业"} <= set(words)


@pytest.mark.parametrize(
    "question",
    [
        "hello",
        "Thank you very much",
        "What is quantum physics?",
        "How do I bake a chocolate cake?",
        "What do you think of me?",
        "the of and is",
    ],
)
def test_english_of_another_field_finds_nothing(question: str) -> None:
    assert newsroom().ask(question).outcome == "nothing"


def test_taken_literally_english_stays_english() -> None:
    assert newsroom().ask("How do peaches get transported?", literal=True).outcome == "nothing"
    assert "狮门影业" in said("What is Lionsgate?", literal=True)
