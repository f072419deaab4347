"""How long calls take."""

from time import sleep

from bench.times import Times, timed


def test_the_parts_of_a_hundred_calls() -> None:
    times = Times.of(range(100, 0, -1))
    assert (times.p50, times.p99, times.worst) == (50, 99, 100)


def test_a_single_call_is_all_of_them() -> None:
    times = Times.of([0.5])
    assert (times.p50, times.p99, times.worst) == (0.5, 0.5, 0.5)


def test_a_call_is_timed_in_milliseconds() -> None:
    def nap() -> str:
        sleep(0.02)
        return "done"

    given, ms = timed(nap)
    assert given == "done"
    assert 19 < ms < 1000
