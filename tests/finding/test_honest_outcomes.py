"""Answered only where what is asked is there; what is quoted stands as it is written."""

import pytest

from knowledge import Article, KnowledgeBase, Name
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


NUMBERED = KnowledgeBase(
    [
        Article("a0", "", "Sora在2024年上线，能生成3种画面。\n\n影阁的访问量是同类的2到5倍。"),
        Article("a1", "", "电影节的奖金是600元。Sora的展台在门口。"),
    ],
    [Name("Sora", "model"), Name("影阁", "product"), Name("Netflix", "company", ("网飞",))],
)


@pytest.mark.parametrize("question", ["Sora 3什么时候上线", "Sora3什么时候上线", "影阁5"])
def test_any_number_nearby_is_no_version(question: str) -> None:
    assert NUMBERED.ask(question).outcome != "answered"


@pytest.mark.parametrize("question", ["Sora在2024年上线了吗", "影阁的访问量是多少倍"])
def test_what_the_versions_are_of_is_still_answered(question: str) -> None:
    assert NUMBERED.ask(question).outcome == "answered"


@pytest.mark.parametrize("question", ["7", "1", "' OR 1=1 --", "2024"])
def test_a_bare_number_says_too_little_for_an_answer(question: str) -> None:
    assert NUMBERED.ask(question).outcome != "answered"


def test_what_holds_an_answer_back_is_told() -> None:
    assert NUMBERED.explain("Sora 3什么时候上线").held == "name"
    assert NUMBERED.explain("Sora在哪里").held == "kind"
    assert NUMBERED.explain("Sora在2024年上线了吗").held is None


ROOMS = KnowledgeBase(
    [
        Article(
            "a",
            "青禾旅店",
            "青禾旅店开在老城的一条巷子里。\n\n"
            "城南的车站在2011年启用，站长是周大海。\n\n"
            "青禾旅店的早饭是豆浆，酒另算。隔壁的面馆在1998年开张，店主姓郑。",
        )
    ],
    [Name("青禾旅店", "company")],
)


@pytest.mark.parametrize("question", ["青禾旅店哪年重新装修", "青禾旅店什么时候涨价"])
def test_the_right_kind_of_answer_to_something_else_is_no_answer(question: str) -> None:
    assert ROOMS.ask(question).outcome != "answered"


@pytest.mark.parametrize("question", ["车站哪年启用", "车站什么时候启用的", "车站的站长是谁"])
def test_the_kind_of_answer_with_what_it_is_asked_of_is_one(question: str) -> None:
    answer = ROOMS.ask(question)
    assert answer.outcome == "answered"
    assert "2011年启用，站长是周大海" in answer.findings[0].excerpt.text


@pytest.mark.parametrize("question", ["酒呢", "有酒吗", "酒"])
def test_a_single_character_is_no_answer(question: str) -> None:
    assert ROOMS.ask(question).outcome != "answered"


@pytest.mark.parametrize("question", ["那位站长是谁", "这个车站哪年启用", "那座车站哪年启用"])
def test_pointing_at_a_thing_says_nothing_of_it(question: str) -> None:
    assert ROOMS.ask(question).outcome == "answered"
    assert ROOMS.explain(question).confidence > 0.9


PIECES = KnowledgeBase(
    [
        Article("a", "片场", "电子器材加上累计的算力，这套设备的成本是三十万元，预算因此很紧。"),
        Article("b", "馆子", "国家话剧院旁边的书店在北京。"),
    ]
)


@pytest.mark.parametrize("question", ["国家图书馆在哪里", "國家圖書館在哪裡"])
def test_characters_of_other_words_are_no_answer(question: str) -> None:
    assert PIECES.ask(question).outcome != "answered"


@pytest.mark.parametrize("question", ["骑手收入多少", "奶茶的收入多少", "鋼琴員工有多少"])
def test_what_a_short_question_is_about_has_to_be_there(question: str) -> None:
    assert newsroom().ask(question).outcome != "answered"


@pytest.mark.parametrize("question", ["收入多少", "公司收入多少", "員工有多少"])
def test_what_is_said_of_something_unnamed_is_an_answer(question: str) -> None:
    assert newsroom().ask(question).outcome == "answered"


@pytest.mark.parametrize("question", ["设备的成本多少钱", "書店在哪裡", "這套設備多少錢"])
def test_a_word_that_is_there_is_one(question: str) -> None:
    assert PIECES.ask(question).outcome == "answered"
