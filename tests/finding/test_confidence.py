"""How sure an answer is."""

from dataclasses import replace

import pytest

from knowledge.finding.confidence import ANSWERED, RELATED, confidence, judge
from knowledge.finding.coverage import Cover
from knowledge.finding.question import Question
from tests.finding.finding_house import House

HOUSE = House("可灵上线了。电影院开门。", "香蕉很甜。")
PLAIN, NAMED = HOUSE.read("香蕉"), HOUSE.read("可灵")


@pytest.mark.parametrize(
    ("sure", "plain", "named"),
    [
        (1.0, "answered", "answered"),
        (ANSWERED, "answered", "answered"),
        (ANSWERED - 0.01, "related", "related"),
        (RELATED, "related", "related"),
        (RELATED - 0.01, "nothing", "related"),
        (0.0, "nothing", "nothing"),
    ],
)
def test_the_confidence_decides_and_a_known_name_is_never_about_nothing(
    sure: float, plain: str, named: str
) -> None:
    assert judge(PLAIN, sure) == plain
    assert judge(NAMED, sure) == named


def whole(question: Question, share: float = 1.0) -> Cover:
    return Cover((1.0,) * len(question.units), share)


def test_nothing_found_is_no_confidence() -> None:
    assert confidence(PLAIN, []) == 0


def test_the_more_of_a_question_is_there_the_surer() -> None:
    sure = [confidence(PLAIN, [whole(PLAIN, share)]) for share in (0.1, 0.4, 0.8)]
    assert sure == sorted(set(sure))


def test_the_best_stretch_decides_whatever_comes_behind_it() -> None:
    best, worse = whole(PLAIN, 0.8), whole(PLAIN, 0.3)
    assert confidence(PLAIN, [best, worse]) == confidence(PLAIN, [best])


def test_a_name_that_is_there_makes_surer() -> None:
    assert confidence(NAMED, [whole(NAMED, 0.4)]) > confidence(PLAIN, [whole(PLAIN, 0.4)])


def test_without_the_kind_of_answer_that_is_needed_there_is_no_answer() -> None:
    asked = HOUSE.read("可灵什么时候上线")
    lacking = whole(asked)._replace(lacks=(asked.kinds[0].kind,))
    assert judge(asked, confidence(asked, [whole(asked)])) == "answered"
    assert judge(asked, confidence(asked, [lacking])) == "related"


def test_without_a_name_that_is_asked_for_there_is_no_answer() -> None:
    asked = HOUSE.read("可灵上线")
    (name,) = [i for i, unit in enumerate(asked.units) if unit.name]
    units = tuple(0.0 if i == name else 1.0 for i in range(len(asked.units)))
    assert judge(asked, confidence(asked, [Cover(units, 0.9)])) == "related"


def test_of_what_is_compared_each_stretch_may_have_its_part() -> None:
    house = House("可灵上线了。", "Sora 2上线了。")
    asked = house.read("可灵和Sora 2都上线了吗")
    names = [i for i, unit in enumerate(asked.units) if unit.name]
    sides = [Cover(tuple(float(i != n) for i in range(len(asked.units))), 0.7) for n in names]
    assert judge(asked, confidence(asked, sides)) == "answered"
    assert judge(asked, confidence(asked, sides[:1])) == "related"


def test_who_is_asked_about_himself_answers_only_with_a_name_that_is_there() -> None:
    to_bot = replace(PLAIN, to_bot=True)
    assert judge(to_bot, confidence(to_bot, [whole(to_bot)])) != "answered"
    to_bot = replace(NAMED, to_bot=True)
    assert judge(to_bot, confidence(to_bot, [whole(to_bot)])) == "answered"
