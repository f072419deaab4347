"""How long calls take."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from math import ceil
from time import perf_counter_ns
from typing import TypeVar

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Times:
    """The milliseconds of some calls (one or more), shortest first."""

    ms: tuple[float, ...]

    @classmethod
    def of(cls, ms: Iterable[float]) -> "Times":
        """Times in whatever order."""
        return cls(tuple(sorted(ms)))

    def within(self, share: float) -> float:
        """The time within which a share of the calls, from 0 to 1, were done."""
        return self.ms[max(0, ceil(share * len(self.ms)) - 1)]

    @property
    def p50(self) -> float:
        """The median."""
        return self.within(0.5)

    @property
    def p99(self) -> float:
        """What 99 in 100 stayed within."""
        return self.within(0.99)

    @property
    def worst(self) -> float:
        """The longest."""
        return self.ms[-1]


def timed(call: Callable[[], _T]) -> tuple[_T, float]:
    """What a call gives, and its milliseconds; the garbage collector runs as it likes."""
    start = perf_counter_ns()
    given = call()
    return given, (perf_counter_ns() - start) / 1e6
