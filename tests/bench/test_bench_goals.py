"""What a figure has to reach."""

import pytest

from bench.goal import Figure, Goal, number, percent


@pytest.mark.parametrize(
    ("value", "verdict"),
    [
        (98.2, "MISSED"),
        (98.3, "least met"),
        (99.0, "least met"),
        (99.1, "aim met"),
        (100, "aim met"),
    ],
)
def test_more_is_better_where_the_aim_is_above_the_least(value: float, verdict: str) -> None:
    assert Goal(98.3, 99.1).verdict(value) == verdict


@pytest.mark.parametrize(
    ("value", "verdict"),
    [(3.1, "MISSED"), (3.0, "least met"), (1.1, "least met"), (1.0, "aim met"), (0.2, "aim met")],
)
def test_less_is_better_where_the_aim_is_below_the_least(value: float, verdict: str) -> None:
    assert Goal(3, 1).verdict(value) == verdict


def test_a_figure_without_a_goal_has_no_verdict() -> None:
    assert Figure("MRR", 90, "%").verdict == ""


def test_a_value_that_only_rounds_to_the_goal_misses_it() -> None:
    figure = Figure("R@1", percent(9829 / 10000), "%", Goal(98.3, 99.1))
    assert figure.shown(figure.value) == "98.3"
    assert figure.verdict == "MISSED"


def test_binary_fractions_cost_no_share_its_goal() -> None:
    for hits in range(1001):
        assert Goal(hits / 10, 200).verdict(percent(hits / 1000)) == "least met"


def test_each_unit_has_its_own_precision() -> None:
    assert [number(1.2345, unit) for unit in ("%", "ms", "s", "MB")] == ["1.2", "1.23", "1.23", "1"]
