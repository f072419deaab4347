"""Why a question was answered as it was, line by line."""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from bot.printable import one_line
from bot.words import Words
from knowledge import Explanation, Part

# What speaks for an excerpt, in groups, by the first word of a merit's name.
_GROUPS: Final = {
    "passage": "passage",
    "sentence": "sentence",
    "share": "share",
    "within": "share",
    "sharp": "share",
    "lacking": "missing",
    "missing": "missing",
    "has": "kind",
    "defines": "definition",
    "article": "place",
    "local": "terms",
    "words": "terms",
    "characters": "terms",
    "sounds": "terms",
}
OTHER: Final = "other"
GROUPS: Final = (*dict.fromkeys(_GROUPS.values()), OTHER)
_MERITS, _WORDS = 5, 10
# A merit below this changes nothing to speak of.
_LEAST = 0.05
_BETWEEN: Final = " · "


class Line(NamedTuple):
    """A line of an explanation: the name of what it tells, and what there is to tell."""

    name: str
    text: str


def merits(explanation: Explanation) -> dict[str, float]:
    """What speaks for the first excerpt, by GROUPS, the greatest first; all of it is its score."""
    found: dict[str, float] = {}
    for name, value in explanation.merits:
        group = _GROUPS.get(name.partition(" ")[0], OTHER)
        found[group] = found.get(group, 0.0) + value
    greatest = sorted(found.items(), key=lambda merit: -abs(merit[1]))
    return {name: value for name, value in greatest if value}


def words_instead(explanation: Explanation) -> tuple[str, ...]:
    """The words sought that the question doesn't have itself, nor as it was read."""
    texts = [*(part.text for part in explanation.parts), explanation.corrected or ""]
    said = [_squeezed(text) for text in texts]
    return tuple(
        word for word in explanation.words if not any(_squeezed(word) in text for text in said)
    )


def _squeezed(text: str) -> str:
    return "".join(text.casefold().split())


def lines(explanation: Explanation, words: Words) -> Iterator[Line]:
    """What there is to say, each line named by a key of the words."""
    yield Line("why.outcome", _outcome(explanation, words))
    parts = [part for part in explanation.parts if not part.kind]
    kinds = [part for part in explanation.parts if part.kind]
    found = [part for part in parts if _percent(part.found) == 100]
    near = [part for part in parts if 0 < _percent(part.found) < 100]
    missed = [part for part in parts if _percent(part.found) == 0]
    several = {
        "why.read": _reading(explanation, words),
        "why.found": [_part(part, words) for part in found],
        "why.near": [_lesser(part, words) for part in near],
        "why.missed": [_lesser(part, words) for part in missed],
        "why.kinds": [_kind(part, words) for part in kinds],
        "why.score": _score(merits(explanation), words),
        "why.others": [
            words("why.other", score=f"{score:.1f}", sure=f"{sure:.2f}")
            for score, sure in explanation.others
        ],
    }
    if not explanation.parts:
        several["why.missed"] = [words("why.no_words")]
    yield from (Line(name, _BETWEEN.join(each)) for name, each in several.items() if each)


def _outcome(explanation: Explanation, words: Words) -> str:
    told = words(
        "why.confidence",
        outcome=words(f"why.{explanation.outcome}"),
        sure=f"{explanation.confidence:.2f}",
        answered=f"{explanation.answered_from:.2f}",
        related=f"{explanation.related_from:.2f}",
    )
    if explanation.held is not None:
        return _BETWEEN.join((told, words(f"why.held.{explanation.held}")))
    enough = explanation.confidence >= explanation.answered_from
    if explanation.outcome == "related" and enough and explanation.carried is None:
        # Only what is quoted and stands nowhere keeps so much from being an answer.
        return _BETWEEN.join((told, words("why.quoted_nowhere")))
    return told


def _reading(explanation: Explanation, words: Words) -> list[str]:
    told: list[str] = []
    if explanation.corrected is not None:
        told.append(words("answer.corrected", text=one_line(explanation.corrected)))
    if explanation.carried is not None:
        told.append(words("answer.carried", name=one_line(explanation.carried)))
    if instead := words_instead(explanation):
        more = ["…"] if len(instead) > _WORDS else []
        shown = [*map(one_line, instead[:_WORDS]), *more]
        told.append(words("why.instead", words=words("why.between").join(shown)))
    return told


def _part(part: Part, words: Words) -> str:
    return words("why.part", text=one_line(part.text), share=_percent(part.weight))


def _lesser(part: Part, words: Words) -> str:
    told = _part(part, words)
    if found := _percent(part.found):
        told = words("why.part_near", part=told, found=found)
    return words("why.part_needed", part=told) if part.needed else told


def _kind(part: Part, words: Words) -> str:
    kind = words("why.kind", kind=words(f"why.kind.{part.kind}"), part=_part(part, words))
    return words("why.kind_there" if part.found else "why.kind_lacking", kind=kind)


def _score(found: dict[str, float], words: Words) -> Sequence[str]:
    if not found:
        return ()
    greatest = [merit for merit in found.items() if abs(merit[1]) >= _LEAST][:_MERITS]
    told = _BETWEEN.join(f"{words(f'why.merit.{name}')} {value:.1f}" for name, value in greatest)
    return (words("why.merits", score=f"{sum(found.values()):.1f}", merits=told),)


def _percent(share: float) -> int:
    return round(share * 100)
