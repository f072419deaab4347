"""What a figure has to reach."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Goal:
    """A least that has to be reached and an aim beyond it; an aim below the least: less is better.

    Where both are the same number, more is better.
    """

    least: float
    aim: float

    def verdict(self, value: float) -> str:
        """How far a value got."""
        sign = 1 if self.aim >= self.least else -1
        if sign * value >= sign * self.aim:
            return "aim met"
        return "least met" if sign * value >= sign * self.least else "MISSED"


@dataclass(frozen=True, slots=True)
class Figure:
    """A measured value, with what it has to reach if that was set."""

    name: str
    value: float
    unit: str
    goal: Goal | None = None

    def shown(self, value: float) -> str:
        """A value in the figure's unit, as precise as it is worth."""
        return number(value, self.unit)

    @property
    def verdict(self) -> str:
        """How far the value got; empty without a goal."""
        return self.goal.verdict(self.value) if self.goal else ""


def percent(share: float) -> float:
    """A share as per cent, without the last digits that binary fractions leave."""
    return round(100 * share, 9)


def number(value: float, unit: str) -> str:
    """A value as precise as its unit is worth, without the unit."""
    return f"{value:.{_DIGITS[unit]}f}"


_DIGITS = {"%": 1, "ms": 2, "s": 2, "MB": 0, "×": 2, "n": 0}
