"""Says whether what was found answers, is only near, or is nothing."""

from collections.abc import Sequence
from typing import Literal

from knowledge.language.kinds import KINDS

from .coverage import ENOUGH, Cover
from .question import Question

Outcome = Literal["answered", "related", "nothing"]
# Missing: a kind of answer, something that has to stand, what a number is asked of; or, where
# nothing that is named is there, what says most. Or it is about whom it is asked of.
Held = Literal["kind", "name", "counted", "word", "bot"]

# With this confidence or more it is an answer. Of the golden questions of the seeds and of a folder
# without a lexicon, 92 in 100 that have an answer reach it, as do 4 in 10 that ask these fields for
# what no article has, 5 in 100 of others, and 2 in 100 encyclopedic ones on anything.
ANSWERED = 0.50
# With less than this, of these answers only some hidden in other words are lost.
RELATED, RELATED_TO_NAME = 0.30, 0.10
SHORT_OF_ANSWERED = 0.49
# What it adds that something is there which the question names.
_NAMED = 0.25
# What is there to this part is in the stretch itself, if by its sound.
_INSIDE = 0.83
# Of what a number is asked of, so much has to be there.
_LEAST_FOCUS = 0.25
# What is there to this part isn't there; of a question, so much in a row may not be, nor a word of
# so many characters.
_NOTHING, _MOST_MISSED, _LONG_WORD = 0.2, 0.5, 3


def judge(question: Question, sure: float) -> Outcome:
    """The outcome for a confidence; less is enough for what has a name that is known."""
    if sure >= ANSWERED:
        return "answered"
    return "related" if sure >= (RELATED_TO_NAME if question.named else RELATED) else "nothing"


def confidence(question: Question, covers: Sequence[Cover]) -> float:
    """How sure the best stretches answer a question.

    It is the share of the question that the best of them has, and more where something that the
    question names is there. Short of an answer stays what lacks a kind of answer, a name or
    anything else that it would need, whatever else it has.
    """
    if not covers:
        return 0.0
    best = covers[0]
    sure = best.share + (_NAMED if _has_name(question, best) else 0.0)
    return min(sure, SHORT_OF_ANSWERED if held(question, covers) else 1.0)


def held(question: Question, covers: Sequence[Cover]) -> Held | None:
    """What keeps the best stretches from being an answer, whatever else they have."""
    best = covers[0]
    compared = sum(bool(unit.name and unit.strict) for unit in question.units) > 1
    shown = covers if compared else covers[:1]
    if best.lacks:
        return "kind"
    if any(
        unit.strict and max(cover.units[i] for cover in shown) < ENOUGH
        for i, unit in enumerate(question.units)
    ):
        return "name"
    if _lacks_what_is_counted(question, best):
        return "counted"
    there = [
        (unit, found)
        for unit, found in zip(question.units, best.units, strict=True)
        if unit.says and found >= ENOUGH
    ]
    if all(unit.text.isdigit() for unit, _ in there):
        return "word"
    if all(unit.strict and found < _INSIDE for unit, found in there):
        # Beside a name that is only near, anything may be that is of the right kind.
        return "name"
    if _has_name(question, best):
        return None
    if _misses_much(question, best):
        return "word"
    return "bot" if question.to_bot else None


def _misses_much(question: Question, cover: Cover) -> bool:
    """Whether nothing is there of a long word, or of words in a row that say most of it all."""
    said = sum(unit.weight for unit in question.units if unit.says)
    words: dict[tuple[int, int], float] = {}
    run, end = 0.0, -1
    for unit, there in zip(question.units, cover.units, strict=True):
        if not unit.says or unit.strict:
            continue
        words[unit.word] = max(there, words.get(unit.word, 0.0))
        run = 0.0 if there >= _NOTHING else unit.weight + (run if unit.start == end else 0.0)
        end = unit.end
        if run >= _MOST_MISSED * said:
            return True
    return any(
        there < _NOTHING and last - first >= _LONG_WORD for (first, last), there in words.items()
    )


def _has_name(question: Question, cover: Cover) -> bool:
    return any(cover.has(name) for name in question.names)


def _lacks_what_is_counted(question: Question, cover: Cover) -> bool:
    """Whether a number is asked for, and nothing of what it is the number of is there."""
    if not any(asked.needed and KINDS[asked.kind].name == "number" for asked in question.kinds):
        return False
    focus = question.focus
    found = sum(float(weight) * there for weight, there in zip(focus, cover.units, strict=True))
    return bool(focus.sum()) and found < _LEAST_FOCUS * float(focus.sum())
