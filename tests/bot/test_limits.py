"""How often people may ask and how often the bot repeats itself, by a clock moved by hand."""

from itertools import pairwise

import pytest

from bot.limits import Limiter, Once, Seen


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now

    def wait(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


def test_a_burst_goes_the_first_refusal_is_said_the_others_are_silent(clock: Clock) -> None:
    limiter = Limiter(20, 5, clock)
    assert [limiter.take("ann") for _ in range(8)] == ["go"] * 5 + ["refuse", "silent", "silent"]


def test_a_bucket_fills_at_its_rate(clock: Clock) -> None:
    limiter = Limiter(20, 5, clock)
    for _ in range(5):
        limiter.take("ann")
    clock.wait(2.5)
    assert limiter.take("ann") == "refuse"
    clock.wait(0.5)
    assert [limiter.take("ann") for _ in range(2)] == ["go", "silent"]
    clock.wait(6)
    assert [limiter.take("ann") for _ in range(3)] == ["go", "go", "silent"]


def test_a_bucket_never_holds_more_than_a_burst(clock: Clock) -> None:
    limiter = Limiter(20, 5, clock)
    limiter.take("ann")
    clock.wait(3600)
    assert [limiter.take("ann") for _ in range(6)] == ["go"] * 5 + ["refuse"]


def test_refused_questions_cost_nothing(clock: Clock) -> None:
    limiter = Limiter(20, 1, clock)
    limiter.take("ann")
    for _ in range(29):
        clock.wait(0.1)
        assert limiter.take("ann") != "go"
    clock.wait(0.2)
    assert limiter.take("ann") == "go"


def test_who_never_stops_asking_is_told_once_a_minute(clock: Clock) -> None:
    limiter = Limiter(20, 5, clock)
    verdicts = []
    for _ in range(180):
        verdicts.append(limiter.take("ann"))
        clock.wait(1)
    refusals = [second for second, verdict in enumerate(verdicts) if verdict == "refuse"]
    assert len(refusals) == 3
    assert all(b - a >= 60 for a, b in pairwise(refusals))
    assert 60 <= verdicts.count("go") <= 65


def test_one_who_asks_too_much_stops_no_other(clock: Clock) -> None:
    limiter = Limiter(20, 1, clock)
    assert [limiter.take(key) for key in ("ann", "ann", "ben", "ben", 7)] == [
        "go",
        "refuse",
        "go",
        "refuse",
        "go",
    ]


def test_no_rate_is_no_limit(clock: Clock) -> None:
    limiter = Limiter(0, 5, clock)
    assert {limiter.take("ann") for _ in range(1000)} == {"go"}


def test_less_than_one_a_minute_is_a_rate_too(clock: Clock) -> None:
    limiter = Limiter(0.5, 1, clock)
    assert [limiter.take("ann") for _ in range(2)] == ["go", "refuse"]
    clock.wait(120)
    assert limiter.take("ann") == "go"


@pytest.mark.parametrize("per_minute", [0, 20])
def test_full_buckets_are_forgotten(per_minute: float, clock: Clock) -> None:
    limiter = Limiter(per_minute, 5, clock)
    most = 0
    for key in range(20_000):
        limiter.take(key)
        clock.wait(0.1)
        most = max(most, len(limiter._full_at))
    assert most <= 15 / 0.1 + 1


def test_a_busy_bucket_holds_others_back_no_longer_than_it_fills(clock: Clock) -> None:
    limiter = Limiter(20, 5, clock)
    for _ in range(6):
        limiter.take("ann")
    for key in range(100):
        limiter.take(key)
    clock.wait(15)
    limiter.take("ben")
    assert list(limiter._full_at) == ["ben"]


def test_one_who_never_stops_asking_holds_nobody_back(clock: Clock) -> None:
    limiter = Limiter(20, 5, clock)
    most = 0
    for key in range(1000):
        limiter.take("ann")
        limiter.take(key)
        clock.wait(1)
        most = max(most, len(limiter._full_at))
    assert most <= 17


def test_a_bucket_that_was_held_back_holds_no_more_than_a_burst(clock: Clock) -> None:
    limiter = Limiter(20, 5, clock)
    for _ in range(5):
        limiter.take("ann")
    limiter.take("ben")
    clock.wait(10)
    assert [limiter.take("ben") for _ in range(6)] == ["go"] * 5 + ["refuse"]


def test_a_line_is_due_once_in_its_time_and_key(clock: Clock) -> None:
    once = Once(60, clock)
    assert [once.due(key) for key in ("ann", "ann", "ben")] == [True, False, True]
    clock.wait(59)
    assert not once.due("ann")
    clock.wait(1)
    assert [once.due("ann"), once.due("ann")] == [True, False]


def test_asking_in_vain_puts_nothing_off(clock: Clock) -> None:
    once = Once(60, clock)
    due = []
    for _ in range(121):
        due.append(once.due("ann"))
        clock.wait(1)
    assert [second for second, was in enumerate(due) if was] == [0, 60, 120]


def test_lines_that_are_due_again_are_forgotten(clock: Clock) -> None:
    once = Once(60, clock)
    most = 0
    for key in range(20_000):
        once.due(key)
        clock.wait(1)
        most = max(most, len(once._due_at))
    assert most <= 61


def test_an_update_is_first_once() -> None:
    seen = Seen()
    assert [seen.first(update) for update in (7, 7, 8, 7)] == [True, False, True, False]


def test_updates_of_before_are_known() -> None:
    seen = Seen(ids=[7, 8])
    assert [seen.first(update) for update in (7, 8, 9)] == [False, False, True]


def test_only_the_last_updates_are_remembered() -> None:
    seen = Seen(size=3, ids=[1, 2, 3, 4])
    assert [seen.first(update) for update in (2, 3, 4, 1)] == [False, False, False, True]
    assert seen.first(2)
    assert not seen.first(4)
