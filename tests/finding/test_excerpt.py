"""The words to show, and what is marked in them."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge import Excerpt
from tests.finding.finding_house import House, article

BODY = "第一句。第二句说苹果。第三句。"
CLAUSES = "今天天气很好，他们去买苹果，回来做饭，然后看电影，最后睡觉。"
PIECES = "苹果|香蕉|人工智能|，|、|：|…|㈱| |\n|1,234|3.5|Kling|Sora 2|的|🎬|电|影|\u200b|ＡＩ|蘋果"
LONG = st.lists(st.sampled_from([*PIECES.split("|"), "|"]), min_size=5, max_size=60).map("".join)


def marked(excerpt: Excerpt) -> list[str]:
    return [excerpt.text[start:end] for start, end in excerpt.highlights]


def of_one_sentence(body: str, question: str, length: int) -> Excerpt:
    house = House(body)
    assert house.index.sentence_count == 1
    return house.excerpt(question, 0, 1, length)


def test_whole_sentences_are_taken_as_they_stand() -> None:
    excerpt = House(BODY).excerpt("苹果", 1, 3)
    assert excerpt.text == "第二句说苹果。第三句。" == BODY[excerpt.start : excerpt.end]


def test_the_neighbours_stand_before_and_after() -> None:
    excerpt = House(BODY).excerpt("苹果", 1, 2)
    assert (excerpt.before, excerpt.text, excerpt.after) == (
        "第一句。",
        "第二句说苹果。",
        "第三句。",
    )


def test_at_the_ends_of_an_article_there_are_no_neighbours() -> None:
    house = House("只有一句。", "另一篇。")
    assert (house.excerpt("一", 0, 1).before, house.excerpt("一", 0, 1).after) == ("", "")
    assert (house.excerpt("一", 1, 2).before, house.excerpt("一", 1, 2).after) == ("", "")


def test_neighbours_never_come_from_another_section() -> None:
    body = "开头。\n\n第一节\n\n苹果。\n\n第二节\n\n结尾。"
    excerpt = House(article(body, "第一节", "第二节")).excerpt("苹果", 1, 2)
    assert (excerpt.text, excerpt.before, excerpt.after) == ("苹果。", "", "")


def test_neighbours_are_whole_sentences_and_few() -> None:
    house = House("".join(f"这是第{n}句话，说的是别的事情。" for n in range(10, 60)))
    excerpt = house.excerpt("话", 25, 26)
    assert excerpt.before.startswith("这是第")
    assert excerpt.after.endswith("。")
    assert 20 < len(excerpt.before) <= 160
    assert 20 < len(excerpt.after) <= 160


def test_a_single_long_neighbour_is_given_whole() -> None:
    long = "很长" * 150 + "。"
    excerpt = House(f"{long}苹果。{long}").excerpt("苹果", 1, 2)
    assert (excerpt.before, excerpt.after) == (long, long)


def test_the_rest_of_a_cut_sentence_stands_beside_it() -> None:
    excerpt = of_one_sentence(CLAUSES, "苹果", 10)
    assert excerpt.before + excerpt.text + excerpt.after == CLAUSES


def test_the_rest_of_a_cut_sentence_is_whole_whatever_article_is_next() -> None:
    house = House("开头很长的一句话。又是一句。", CLAUSES, "短。")
    excerpt = house.excerpt("苹果", 2, 3, 10)
    assert excerpt.before + excerpt.text + excerpt.after == CLAUSES


@pytest.mark.parametrize(
    ("question", "length", "text"),
    [
        ("苹果", 10, "他们去买苹果，"),
        ("电影", 10, "然后看电影，"),
        ("苹果和做饭", 14, "他们去买苹果，回来做饭，"),
        ("天气", 12, "今天天气很好，"),
        ("睡觉", 100, CLAUSES),
    ],
)
def test_a_long_sentence_is_cut_between_clauses_at_what_is_asked(
    question: str, length: int, text: str
) -> None:
    assert of_one_sentence(CLAUSES, question, length).text == text


@pytest.mark.parametrize(
    ("body", "length", "text"),
    [
        ("人工智能人工智能人工智能", 6, "人工智能"),
        ("收入是1,234,567元", 8, "收入是"),
        ("比例是1:1.3", 5, "比例是"),
        ("我用Midjourney画", 5, "我用"),
        ("我用Ｍｉｄｊｏｕｒｎｅｙ画", 5, "我用"),
        ("增长3.55倍", 4, "增长"),
        ("收入是1,234,567元", 9, None),
    ],
)
def test_a_long_clause_is_never_cut_inside_a_word_or_number(
    body: str, length: int, text: str | None
) -> None:
    excerpt = of_one_sentence(body, body[:2], length)
    expected = text or excerpt.text
    assert excerpt.text == expected
    assert not excerpt.text.endswith(("1", "1,", "1,2"))


@pytest.mark.parametrize(
    ("body", "question", "marks"),
    [
        ("这是碳化硅材料。", "碳化硅", ["碳化硅"]),
        ("電影和電視。", "电影", ["電影"]),
        ("电影和电视。", "電影", ["电影"]),
        ("Ｓｏｒａ很好。", "sora", ["Ｓｏｒａ"]),
        ("克零很好。", "可灵", ["克零"]),
        ("可靈AI很好，Kling也是。", "可灵", ["可靈AI", "Kling"]),
        ("苹果 苹果，苹果", "苹果", ["苹果 苹果", "苹果"]),
        ("用Sora 2拍。", "sora2", ["Sora 2"]),
        ("用Sora2拍。", "Sora 2", ["Sora2"]),
        ("㈱…苹果", "苹果", ["苹果"]),
        ("🎬苹\u200b果", "苹果", ["苹\u200b果"]),
        ("We like Sora. 真的。", "Sora", ["Sora"]),
        ("有1,234人。", "1234", ["1,234"]),
        ("Soranet很好。Sora", "Sora", ["Sora"]),
        ("增长2.5倍。2", "2", ["2"]),
        ("香蕉。", "苹果", []),
    ],
)
def test_what_is_asked_is_marked_as_the_article_writes_it(
    body: str, question: str, marks: list[str]
) -> None:
    house = House(body)
    assert marked(house.excerpt(question, 0, house.index.sentence_count)) == marks


def test_a_comma_in_a_number_keeps_a_sentence_whole() -> None:
    assert of_one_sentence("人数1,234，很多人来看", "人数", 9).text == "人数1,234，"


def test_a_list_of_thousands_is_cut_to_a_part() -> None:
    house = House("、".join(["苹果香蕉"] * 1500))
    assert len(house.excerpt("苹果", 0, 1).text) <= 200


@settings(max_examples=100, deadline=None, derandomize=True)
@given(LONG, st.integers(1, 40))
def test_any_excerpt_is_exact_short_and_marked_within(body: str, length: int) -> None:
    house = House(body)
    for n in range(house.index.sentence_count):
        excerpt = house.excerpt("蘋果，Kling，Sora2，人工智能", n, n + 1, length)
        assert excerpt.text == body[excerpt.start : excerpt.end]
        assert 0 < len(excerpt.text) <= length
        assert excerpt.text == excerpt.text.strip()
        for start, end in excerpt.highlights:
            assert 0 <= start < end <= len(excerpt.text)
        assert all(one[1] < other[0] for one, other in pairwise(excerpt.highlights))
        assert body[: excerpt.start].rstrip().endswith(excerpt.before)
        assert body[excerpt.end :].lstrip().startswith(excerpt.after)
