"""Questions that ask for a kind of answer: a sum of money, a time, a reason."""

from functools import cache

import pytest

from knowledge import Article, KnowledgeBase, Name
from tests.finding.newsroom import BODIES

# What is asked, a sentence that tells of it without the answer, and one with it.
CASES = [
    ("甲壳茶多少钱一盒", "甲壳茶的盒子是红色的。", "甲壳茶一盒卖88元。"),
    ("乙木桥的造价是多少", "乙木桥的造价一直没有公布。", "乙木桥的造价是300万元。"),
    ("丙火节有多少人参加", "丙火节参加的都很高兴。", "丙火节有2000人参加。"),
    ("丁香号什么时候出海", "丁香号出海的那天风很大。", "丁香号在2021年5月出海。"),
    ("戊土展开了多久", "戊土展开了又关。", "戊土展开了15天。"),
    ("己亥油涨了百分之几", "己亥油涨了又跌。", "己亥油涨了12%。"),
    ("庚金石有多重", "庚金石很重，要两匹马拉。", "庚金石有450公斤。"),
    ("辛夷剧团的导演是谁", "辛夷剧团在山里排练。", "辛夷剧团的导演是王小波。"),
    ("壬水湖在哪个省", "壬水湖的鱼很肥。", "壬水湖位于青海省。"),
    ("癸卯歌叫什么名字", "癸卯歌很好听。", "癸卯歌名叫《渔火》。"),
]
# Here the answer is worth more, but what lacks it may be one.
LOOSE = [
    ("子鼠队为什么输了", "子鼠队输了，大家都走了。", "子鼠队输了，因为守门员受了伤。"),
    ("丑牛厂怎么榨油", "丑牛厂榨油，香气飘得很远。", "丑牛厂榨油，先炒熟再用石磨压。"),
    ("寅虎馆有哪些展品", "寅虎馆的展品很多。", "寅虎馆的展品有陶罐、铜镜、竹简和丝绸。"),
]


def house(*endings: int) -> KnowledgeBase:
    cases = [*CASES, *LOOSE]
    articles = [
        Article(f"case{i}", f"第{chr(0x4E00 + i)}篇", "\n\n".join(case[end] for end in endings))
        for i, case in enumerate(cases)
    ]
    others = [
        Article(f"a{i}", title, "\n\n".join(paragraphs))
        for i, (title, paragraphs) in enumerate(BODIES.items())
    ]
    names = [Name(case[0][:3], "product") for case in cases]
    return KnowledgeBase([*articles, *others], names)


@cache
def with_answers() -> KnowledgeBase:
    return house(1, 2)


@cache
def without_answers() -> KnowledgeBase:
    return house(1)


@pytest.mark.parametrize(("question", "without", "answer"), [*CASES, *LOOSE])
def test_a_sentence_with_the_kind_of_answer_comes_before_one_without(
    question: str, without: str, answer: str
) -> None:
    found = with_answers().ask(question, excerpt_length=30)
    assert found.outcome == "answered"
    assert found.findings[0].excerpt.text == answer


@pytest.mark.parametrize(("question", "without", "answer"), CASES)
def test_what_lacks_the_kind_of_answer_is_only_related(
    question: str, without: str, answer: str
) -> None:
    found = without_answers().ask(question, excerpt_length=30)
    assert found.outcome == "related"
    assert found.findings[0].excerpt.text == without
