"""Tells texts that say the same thing in nearly the same words."""

from collections.abc import Sequence

from rapidfuzz import fuzz

_ALIKE = 90


def alike(one: str, other: str) -> bool:
    """Whether two folded texts are nearly the same, or one nearly stands within the other."""
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) * 2 < len(longer):
        return False
    # Texts that are alike share nearly all their characters: quick to tell of those that aren't.
    characters = set(shorter)
    if len(characters & set(longer)) * 100 < _ALIKE * len(characters) - 1000:
        return False
    return fuzz.ratio(one, other) >= _ALIKE or fuzz.partial_ratio(one, other) >= _ALIKE


def closest(text: str, others: Sequence[str]) -> int | None:
    """Which of some folded texts is most like a text, the first of equals; None if none is."""
    if text in others:
        return others.index(text)
    likeness = {
        place: fuzz.ratio(text, other) for place, other in enumerate(others) if alike(text, other)
    }
    return max(likeness, key=likeness.__getitem__, default=None)
