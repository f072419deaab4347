"""Tells texts that say the same thing in nearly the same words."""

from rapidfuzz import fuzz

_ALIKE = 90


def alike(one: str, other: str) -> bool:
    """Whether two folded texts are nearly the same, or one nearly stands within the other."""
    shorter, longer = sorted((len(one), len(other)))
    if shorter * 2 < longer:
        return False
    # Both are 0 below the cutoff, which makes texts that differ quick to tell.
    return bool(
        fuzz.ratio(one, other, score_cutoff=_ALIKE)
        or fuzz.partial_ratio(one, other, score_cutoff=_ALIKE)
    )
