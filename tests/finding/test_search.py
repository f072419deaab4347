"""Candidates, ranking and the stretches that come out."""

import random

import pytest

from knowledge.finding.candidates import candidates
from tests.finding.finding_house import House, article, made_up

FRUIT = "苹果很甜。香蕉很长。\n\n橘子很酸。"
ANIMALS = "犀牛很重。河马也很重。"
HOUSE = House(FRUIT, ANIMALS)


def found(house: House, question: str, length: int = 200) -> list[str]:
    return [house.text(s.first, s.last) for s in house.search(question, length)]


def nearest(house: House, question: str, limit: int = 10) -> list[int]:
    passages, scores = candidates(house.index, house.read(question), limit)
    assert scores.tolist() == sorted(scores.tolist(), reverse=True)
    assert len(passages) == len(scores) <= limit
    return [int(passage) for passage in passages]


def test_the_best_stretch_comes_first() -> None:
    assert "犀牛" in found(HOUSE, "犀牛有多重")[0]
    assert "橘子" in found(HOUSE, "橘子酸吗")[0]


@pytest.mark.parametrize("question", ["", "什么", "鲸鲨", "🎬", "。。。"])
def test_without_known_terms_nothing_is_found(question: str) -> None:
    assert found(HOUSE, question) == []
    assert nearest(HOUSE, question) == []


def test_an_empty_index_finds_nothing() -> None:
    assert found(House(), "苹果") == []
    assert found(House(""), "苹果") == []


def test_stretches_come_in_the_order_of_their_scores() -> None:
    scores = [s.score for s in HOUSE.search("犀牛和橘子哪个重")]
    assert len(scores) > 1
    assert scores == sorted(scores, reverse=True)


def test_a_stretch_stays_in_its_paragraph_and_length() -> None:
    for length in (1, 5, 9, 10, 200):
        texts = found(HOUSE, "苹果香蕉橘子犀牛河马", length=length)
        assert texts
        assert all(len(t) <= max(length, max(map(len, t.split("。"))) + 1) for t in texts)
        assert all("\n" not in text for text in texts)
    assert "苹果很甜。香蕉很长。" in found(HOUSE, "苹果香蕉")


def test_a_cover_says_how_much_of_what_is_asked_is_there() -> None:
    (both,) = {s.cover for s in HOUSE.search("犀牛很重", length=5) if s.first == 3}
    (one,) = {s.cover for s in HOUSE.search("鲸鲨很重", length=5) if s.first == 3}
    assert min(both.units) > 0.8
    assert one.units[:2] == (0, 0)
    assert 0 < one.share < both.share


def test_the_merits_of_a_stretch_make_its_score() -> None:
    for question in ("犀牛有多重", "苹果是什么", "橘子"):
        for stretch in HOUSE.search(question):
            assert sum(stretch.merits().values()) == pytest.approx(stretch.score, abs=1e-4)


@pytest.mark.parametrize(
    ("question", "best"),
    [
        ("公司什么时候成立", "公司成立于去年冬天。"),
        ("公司有多少员工", "公司的员工有三百人。"),
        ("公司为什么成立", "公司成立是因为热爱。"),
    ],
)
def test_a_sentence_with_the_kind_of_answer_that_is_asked_wins(question: str, best: str) -> None:
    house = House(
        "公司成立了很好呀。\n\n公司成立于去年冬天。\n\n公司成立是因为热爱。\n\n公司的员工有三百人。"
    )
    assert found(house, question, length=20)[0] == best


def test_a_sentence_that_defines_wins_where_a_definition_is_asked() -> None:
    house = House("他们都说可灵好用。\n\n可灵是一款视频模型。\n\n可灵可灵，他喊着可灵。")
    assert found(house, "可灵是什么", length=20)[0] == "可灵是一款视频模型。"


def test_the_same_question_finds_the_same() -> None:
    assert HOUSE.search("犀牛苹果") == HOUSE.search("犀牛苹果")
    assert House(FRUIT, ANIMALS).search("犀牛苹果") == HOUSE.search("犀牛苹果")


def test_ties_go_to_the_article_that_stands_first() -> None:
    house = House(*(f"苹果 {words}。" for words in made_up(50)))
    ranked = house.search("苹果")
    assert len({s.score for s in ranked}) == 1
    assert [s.first for s in ranked] == list(range(10))


def test_stretches_with_the_same_merits_have_the_same_score() -> None:
    drawn = random.Random(1)
    others = [chr(code) for code in drawn.sample(range(0x4E00, 0x9000), 600)]
    house = House(*("苹果" + "".join(others[n : n + 12]) + "。" for n in range(0, 600, 12)))
    scores: dict[tuple[float, ...], set[float]] = {}
    for stretch in house.search("苹果"):
        scores.setdefault(tuple(stretch.merits().values()), set()).add(stretch.score)
    assert all(len(each) == 1 for each in scores.values())
    assert len(scores) < 10


def test_nearest_passages_come_best_first() -> None:
    house = House("苹果和香蕉。", "苹果香蕉橘子都在这里。", "犀牛。")
    assert nearest(house, "橘子和苹果") == [1, 0]
    assert nearest(house, "橘子和苹果", limit=1) == [1]


def test_a_title_helps_its_passages() -> None:
    house = House(
        article("价格是三元。", title="苹果"), article("价格是三元。", title="香蕉", number=1)
    )
    assert house.search("香蕉价格")[0].first == 1
