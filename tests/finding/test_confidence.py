"""How sure an answer is."""

from dataclasses import replace

import numpy as np
import pytest

from knowledge.finding.confidence import ANSWERED, RELATED, judge, shares
from tests.finding.finding_house import House

HOUSE = House("可灵上线了。电影院开门。", "香蕉很甜。")
PLAIN, NAMED = HOUSE.read("香蕉"), HOUSE.read("可灵")


@pytest.mark.parametrize(
    ("share", "plain", "named"),
    [
        (1.0, "answered", "answered"),
        (ANSWERED, "answered", "answered"),
        (ANSWERED - 0.01, "related", "related"),
        (RELATED, "related", "related"),
        (RELATED - 0.01, "nothing", "related"),
        (0.0, "nothing", "nothing"),
    ],
)
def test_the_share_of_what_is_asked_decides(share: float, plain: str, named: str) -> None:
    assert judge(PLAIN, share) == plain
    assert judge(NAMED, share) == named


def test_having_every_term_is_all_and_none_is_nothing() -> None:
    count = len(PLAIN.terms)
    inside = np.array([[True] * count, [False] * count])
    found = shares(HOUSE.index, PLAIN, inside, np.zeros_like(inside))
    assert found.tolist() == pytest.approx([1, 0])


def test_neighbours_count_half() -> None:
    nowhere = np.zeros((1, len(PLAIN.terms)), np.bool_)
    assert shares(HOUSE.index, PLAIN, nowhere, ~nowhere).tolist() == pytest.approx([0.5])


def test_terms_that_no_article_has_count_as_missed() -> None:
    everywhere = np.ones((1, len(PLAIN.terms)), np.bool_)
    missed = replace(PLAIN, unknown=(1, 2, 1))
    assert 0 < shares(HOUSE.index, missed, everywhere, everywhere)[0] < ANSWERED
