"""Explains an answer: what of the question was found, and what speaks for the excerpt."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from knowledge.language.kinds import KINDS

from .confidence import ANSWERED, RELATED, Held, Outcome, confidence, held
from .question import Question
from .search import Stretch


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a question as it was read.

    `weight` is its share of the whole question, `found` how far the excerpt has it, both from 0
    to 1. `kind` is the kind of answer that it asks for, or empty; what is `needed` must be there.
    """

    text: str
    weight: float
    found: float
    kind: str
    needed: bool


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a question was answered as it was.

    `confidence` comes of the parts; from `answered_from` on it is an answer, from `related_from`
    on something near. `held` is what keeps it from being an answer, if anything does. `corrected`
    and `carried` are those of the answer, `words` the forms in which its names and English words
    are sought. `merits` are the parts of the score of the first excerpt, the greatest first;
    `others` the scores and confidences of the next ones.
    """

    outcome: Outcome
    confidence: float
    held: Held | None
    answered_from: float
    related_from: float
    parts: tuple[Part, ...]
    corrected: str | None
    carried: str | None
    words: tuple[str, ...]
    merits: tuple[tuple[str, float], ...]
    others: tuple[tuple[float, float], ...]


def explained(
    question: Question,
    stretches: Sequence[Stretch],
    outcome: Outcome,
    corrected: str | None,
    carried: str | None,
    words: Sequence[str],
) -> Explanation:
    """What there is to say of the best stretches that were found for a question."""
    covers = [stretch.cover for stretch in stretches]
    merits = stretches[0].merits().items() if stretches else ()
    return Explanation(
        outcome=outcome,
        held=held(question, covers) if covers else None,
        confidence=confidence(question, covers),
        answered_from=ANSWERED,
        related_from=RELATED,
        parts=tuple(_parts(question, covers[0].units if covers else ())),
        corrected=corrected,
        carried=carried,
        words=tuple(words),
        merits=tuple(sorted(merits, key=lambda merit: -abs(merit[1]))),
        others=tuple((s.score, confidence(question, [s.cover])) for s in stretches[1:]),
    )


def _parts(question: Question, found: Sequence[float]) -> Iterator[Part]:
    """The units, characters in a row that are found alike as one."""
    whole = sum(unit.weight for unit in question.units) or 1.0
    kinds = {asked.first: KINDS[asked.kind].name for asked in question.kinds if asked.needed}
    parts: list[Part] = []
    end = -1
    for i, unit in enumerate(question.units):
        there = found[i] if found else 0.0
        kind = kinds.get(i, "")
        part = Part(unit.text, unit.weight / whole, there, kind, unit.strict or bool(kind))
        if parts and unit.start == end and not kind and _alike(parts[-1], part):
            last = parts.pop()
            part = replace(part, text=last.text + part.text, weight=last.weight + part.weight)
        parts.append(part)
        end = unit.end
    yield from parts


def _alike(one: Part, other: Part) -> bool:
    return abs(one.found - other.found) < 0.05 and one.needed == other.needed
