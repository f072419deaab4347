"""Says whether what was found answers, is only near, or is nothing."""

from collections.abc import Iterable, Sequence
from statistics import fmean
from typing import Literal

from knowledge.indexing.index import WORDS
from knowledge.language.kinds import KINDS

from .coverage import ENOUGH, Cover
from .question import Question, Unit

Outcome = Literal["answered", "related", "nothing"]
# Missing: a kind of answer, something that has to stand, what a number is asked of; or, where
# nothing that is named is there, what says most. Or it is about whom it is asked of.
Held = Literal["kind", "name", "counted", "word", "bot"]

# With this confidence or more it is an answer. Of the golden questions of the seeds and of a folder
# without a lexicon, 92 in 100 that have an answer reach it, as do 3 in 10 that ask these fields for
# what no article has, 2 in 100 of others, and 3 in 100 encyclopedic ones on anything.
ANSWERED = 0.46
# With less than this, of these answers only some hidden in other words are lost.
RELATED, RELATED_TO_NAME = 0.30, 0.10
SHORT_OF_ANSWERED = 0.45
# What it adds that something is there which the question names.
_NAMED = 0.25
# What is there to this part is in the stretch itself, if by its sound.
_INSIDE = 0.83
# Of what a number is asked of, so much has to be there.
_LEAST_FOCUS = 0.25
# What is there to this part isn't there, be it a word with one of its characters; of a question, so
# much in a row may not be, nor a Chinese word of so many characters.
_NOTHING, _MOST_MISSED, _LONG_WORD = 0.2, 0.5, 3
# A question of so few words is about the first of them, which mustn't be there to less than this.
_FEW_WORDS, _HALF = 3, 0.5
# A word that is there to this part may be said otherwise: 融资额.
_MOST_OF_IT = 0.6


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
    if all(unit.text.isdigit() for unit, _ in there) or _is_single(unit for unit, _ in there):
        return "word"
    if all(unit.strict and found < _INSIDE for unit, found in there):
        # Beside a name that is only near, anything may be that is of the right kind.
        return "name"
    if _has_name(question, best):
        return None
    misses = (_misses_much, _is_in_pieces, _misses_what_it_is_about)
    if any(missed(question, best) for missed in misses):
        return "word"
    return "bot" if question.to_bot else None


def _is_single(units: Iterable[Unit]) -> bool:
    """Whether a Chinese character is all that is there."""
    texts = [unit.text for unit in units]
    return len(texts) == 1 and len(texts[0]) == 1 and not texts[0].isascii()


def _misses_much(question: Question, cover: Cover) -> bool:
    """Whether nothing is there of a long word, or next to nothing of words in a row that say most
    of it all.
    """
    said = sum(unit.weight for unit in question.units if unit.says)
    told = [
        (unit, there)
        for unit, there in zip(question.units, cover.units, strict=True)
        if unit.says and not unit.strict
    ]
    found: dict[tuple[int, int], list[float]] = {}
    for unit, there in told:
        found.setdefault(_word(unit), []).append(there)
    run, end = 0.0, -1
    for unit, _ in told:
        missed = fmean(found[_word(unit)]) < _NOTHING
        run = unit.weight + (run if unit.start == end else 0.0) if missed else 0.0
        end = unit.end
        if run >= _MOST_MISSED * said:
            return True
    return any(
        max(found[unit.word]) < _NOTHING and unit.word[1] - unit.word[0] >= _LONG_WORD
        for unit, _ in told
        if not unit.is_whole
    )


def _is_in_pieces(question: Question, cover: Cover) -> bool:
    """Whether a character of each Chinese word that says something is missing, so that what there
    is stands in other words, and nothing else that is asked about is there.
    """
    found: dict[tuple[int, int], list[float]] = {}
    for unit, there in zip(question.units, cover.units, strict=True):
        if unit.says and unit.is_whole:
            if there >= ENOUGH:
                return False
        elif unit.says:
            found.setdefault(_word(unit), []).append(there)
    is_long = any(len(each) > 1 for each in found.values())
    return is_long and all(
        min(each) < _NOTHING and fmean(each) < _MOST_OF_IT for each in found.values()
    )


def _misses_what_it_is_about(question: Question, cover: Cover) -> bool:
    """Whether little is there of the word that a short question begins with, and no article has."""
    first = question.units[0]
    words = {_word(unit) for unit in question.units if unit.says}
    if first.is_whole or not first.says or len(words) > _FEW_WORDS:
        return False
    there = [
        found
        for unit, found in zip(question.units, cover.units, strict=True)
        if unit.says and _word(unit) == _word(first)
    ]
    is_known = any(
        term.field == WORDS and (term.first, term.last) == (0, len(there))
        for term in question.found
    )
    return not is_known and min(there) < _NOTHING and fmean(there) < _HALF


def _word(unit: Unit) -> tuple[int, int]:
    """The range of the word that a unit is, or is of."""
    return (unit.start, unit.end) if unit.is_whole else unit.word


def _has_name(question: Question, cover: Cover) -> bool:
    return any(cover.has(name) for name in question.names)


def _lacks_what_is_counted(question: Question, cover: Cover) -> bool:
    """Whether a number is asked for, and nothing of what it is the number of is there."""
    if not any(asked.needed and KINDS[asked.kind].name == "number" for asked in question.kinds):
        return False
    focus = question.focus
    found = sum(float(weight) * there for weight, there in zip(focus, cover.units, strict=True))
    return bool(focus.sum()) and found < _LEAST_FOCUS * float(focus.sum())
