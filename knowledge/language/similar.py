"""Tells texts that say the same thing in nearly the same words."""

from collections.abc import Sequence
from typing import NamedTuple

from rapidfuzz import fuzz

_ALIKE = 90


class Said(NamedTuple):
    """A folded text and its characters, to compare with many others."""

    text: str
    characters: frozenset[str]

    @classmethod
    def of(cls, text: str) -> "Said":
        return cls(text, frozenset(text))


def alike(one: Said, other: Said) -> bool:
    """Whether two texts are nearly the same, or one nearly stands within the other."""
    shorter, longer = (one, other) if len(one.text) <= len(other.text) else (other, one)
    if len(shorter.text) * 2 < len(longer.text):
        return False
    # Texts that are alike share nearly all their characters: quick to tell of those that aren't.
    characters = shorter.characters
    if len(characters & longer.characters) * 100 < _ALIKE * len(characters) - 1000:
        return False
    ratios = (fuzz.ratio, fuzz.partial_ratio)
    return any(ratio(one.text, other.text) >= _ALIKE for ratio in ratios)


def closest(text: str, others: Sequence[str]) -> int | None:
    """Which of some folded texts is most like a text, the first of equals; None if none is."""
    if text in others:
        return others.index(text)
    said = Said.of(text)
    likeness = {
        place: fuzz.ratio(text, other)
        for place, other in enumerate(others)
        if alike(said, Said.of(other))
    }
    return max(likeness, key=likeness.__getitem__, default=None)
