"""Questions that lean on the one before."""

import pytest

from knowledge import Article, KnowledgeBase, Name
from tests.finding.newsroom import newsroom, said

COMPANY = "墨白科技在哪里？"


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("那收入呢？", "收入是3.2亿元"),
        ("那員工呢", "员工不到两百人"),
        ("创始人是谁", "创始人是陈望舒"),
        ("成立于哪一年", "成立于2019年"),
        ("What about its income?", "收入是3.2亿元"),
        ("and how many employees", "员工不到两百人"),
        ("When was it established?", "成立于2019年"),
    ],
)
def test_a_question_that_names_nothing_is_asked_of_the_name_before(
    question: str, text: str
) -> None:
    answer = newsroom().ask(question, previous=COMPANY)
    assert (answer.question, answer.carried) == (question, "墨白科技")
    assert answer.outcome == "answered"
    assert text in said(question, previous=COMPANY)


@pytest.mark.parametrize(
    ("previous", "carried"),
    [
        ("墨白科技在哪里？", "墨白科技"),
        ("What is Netflix?", "Netflix"),
        ("影閣AI是什麼", "影閣AI"),
        ("影阁AI是什么", "影阁AI"),
    ],
)
def test_the_name_is_carried_as_it_was_typed(previous: str, carried: str) -> None:
    assert newsroom().ask("那收入呢", previous=previous).carried == carried


@pytest.mark.parametrize(
    "question",
    [
        "陈望舒是谁",
        "那Sora呢",
        "水蜜桃怎么运输装车",
        "What about Foobar?",
        "How is Netflix?",
        "Who is Trump?",
        "What is an income?",
        "and Japan?",
    ],
)
def test_a_question_of_its_own_carries_nothing(question: str) -> None:
    assert newsroom().ask(question, previous=COMPANY) == newsroom().ask(question)


@pytest.mark.parametrize("question", ["那价格呢", "那导演呢"])
def test_what_is_not_said_of_the_name_carried_is_only_related(question: str) -> None:
    answer = newsroom().ask(question, previous=COMPANY)
    assert (answer.outcome, answer.carried) == ("related", "墨白科技")


def test_a_fact_of_another_name_is_no_answer_for_the_one_carried() -> None:
    answer = newsroom().ask("那收入呢", previous="What is Netflix?")
    assert (answer.outcome, answer.carried) == ("related", "Netflix")


def test_a_version_alone_leans_on_the_name_before_and_not_on_its_version() -> None:
    answer = newsroom().ask("那2.0呢？", previous="影阁1.6怎么样")
    assert answer.carried == "影阁"
    assert "影阁2.0" in answer.findings[0].excerpt.text


def test_literally_the_question_before_is_not_corrected_either() -> None:
    answer = newsroom().ask("那收入呢？", previous="Netflex的剧集", literal=True)
    assert answer.carried != "Netflix"


def test_of_a_long_text_before_the_name_itself_is_taken_over() -> None:
    answer = newsroom().ask("那收入呢？", previous="x" * 1100 + " Netflix 推出的新剧集")
    assert answer.carried == "netflix"


@pytest.mark.parametrize(
    ("question", "carried"),
    [("后者是谁开发的", "墨白科技"), ("前者在哪裡", "影阁"), ("who made the former?", "影阁")],
)
def test_the_former_and_the_latter_are_those_that_were_compared(
    question: str, carried: str
) -> None:
    answer = newsroom().ask(question, previous="影阁和墨白科技有什么区别")
    assert answer.carried == carried


def test_a_misspelt_name_is_carried_as_it_is_spelt() -> None:
    assert newsroom().ask("那收入呢", previous="墨百科技在哪里").carried == "墨白科技"


@pytest.mark.parametrize("previous", ["谁的员工人多", "有多少家店"])
def test_mere_characters_are_no_name_to_carry(previous: str) -> None:
    assert newsroom().ask("那收入呢", previous=previous).carried is None


@pytest.mark.parametrize(
    ("previous", "question", "anew", "text"),
    [
        ("影阁是什么", "那墨白科技呢", "墨白科技是什么", "墨白科技"),
        ("墨白科技成立于哪一年", "那影阁呢", None, ""),
        ("What is Shadeloft?", "and Netflix?", "What is Netflix?", "Netflix"),
    ],
)
def test_what_was_asked_is_asked_of_another_name_where_that_is_answered(
    previous: str, question: str, anew: str | None, text: str
) -> None:
    answer = newsroom().ask(question, previous=previous)
    assert answer.carried == anew
    if anew is None:
        assert answer == newsroom().ask(question)
    else:
        assert answer.outcome == "answered"
        assert text in answer.findings[0].excerpt.text


@pytest.mark.parametrize("question", ["影阁", "那影阁的用户呢", "影阁和Lumo呢", "那量子呢"])
def test_what_says_more_than_a_name_is_a_question_of_its_own(question: str) -> None:
    answer = newsroom().ask(question, previous="墨白科技是什么")
    assert answer.carried in (None, "墨白科技")


@pytest.mark.parametrize("question", ["茅台多少钱", "光速多快", "黃金多少錢", "How much is gold?"])
def test_of_the_name_carried_nothing_else_is_answered(question: str) -> None:
    assert newsroom().ask(question, previous="影阁是什么").outcome != "answered"


def test_what_is_answered_by_itself_needs_no_name_from_before() -> None:
    alone = newsroom().ask("水蜜桃怎么装车")
    assert alone.outcome == "answered"
    assert newsroom().ask("水蜜桃怎么装车", previous="影阁是什么") == alone


@pytest.mark.parametrize("question", ["那收入呢", "什么时候成立的"])
def test_of_several_things_compared_none_is_carried_nor_anything_answered(question: str) -> None:
    answer = newsroom().ask(question, previous="影阁和墨白科技有什么区别")
    assert answer.carried is None
    assert answer.outcome != "answered"


@pytest.mark.parametrize("question", ["什么是影阁", "墨白科技成立于哪一年", "谁是陈望舒"])
def test_a_question_of_its_own_is_answered_below_a_comparison_too(question: str) -> None:
    answer = newsroom().ask(question, previous="Netflix和Lumo有什么区别")
    assert answer == newsroom().ask(question)
    assert answer.outcome == "answered"


@pytest.mark.parametrize("question", ["那墨百科技呢", "默白科技呢"])
def test_a_misspelt_name_is_asked_about_as_it_is_spelt(question: str) -> None:
    assert newsroom().ask(question, previous="影阁是什么").carried == "墨白科技是什么"


TEAHOUSE = KnowledgeBase(
    [Article("a", "茶馆", "春风茶馆的门朝南开。春风茶馆的酒在后院，钱在前台。")],
    [Name("春风茶馆", "company")],
)


@pytest.mark.parametrize("question", ["那钱呢", "那錢呢", "那门呢", "那門呢"])
def test_a_single_character_is_followed_up_in_either_script(question: str) -> None:
    answer = TEAHOUSE.ask(question, previous="春风茶馆在哪里")
    assert (answer.outcome, answer.carried) == ("answered", "春风茶馆")
