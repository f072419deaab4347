"""Cuts a question into the units that count: names, words, numbers, kinds of answers."""

import re
from collections.abc import Iterable, Iterator, Sequence

from knowledge.indexing.index import WORDS, Index
from knowledge.language import asking
from knowledge.language import kinds as answers
from knowledge.language.tokens import Token, Tokenizer

from .question import Asked, Unit

# What a unit weighs: the power of its word's idf; a longer word weighs more, its characters less
# each. Tuned on the questions of the seeds, CMRC 2018 and DRCD together.
_IDF_POWER, _LENGTH_POWER = 0.8, 0.15
# A word that no article has weighs so much of the highest idf, one that says little of its own.
_UNKNOWN, _LIGHT = 0.6, 0.15
_KIND_WEIGHT = 2.5
# Of the weight of a word that no article has, what a question weighs at the least.
_LEAST = 0.75
# A definition is asked of a thing of so many words; what has more describes it.
_WORDS_OF_THING = 2

# A title, and which of several editions is meant.
_EXACT = re.compile(r"《[^《》]{1,40}》|第[一二三四五六七八九十百\d]+[届季代轮期版章]")
VERSION = re.compile(r"\d+\.\d+|[a-z]+\d[\d.]*|\d+[a-z]{1,2}")
_COUNTED = re.compile(r"(?:(?<=几)|(?<=多少))[集部条届场轮张杯期章页季门款岁]")
# What a number in front of it measures, so that it isn't the number of a version.
_MEASURED = re.compile(r"\s?[个年月日天号秒分集部条位名次倍岁元块万亿千百%人家张小周折楼层度]")


class Cutter:
    """Cuts questions by the vocabulary of an index."""

    def __init__(self, tokenizer: Tokenizer, index: Index) -> None:
        self._tokenizer = tokenizer
        self._index = index

    def cut(
        self,
        asked: str,
        telling: str,
        words: Iterable[Token],
        parts: Sequence[answers.Asked],
        subject: tuple[int, int] | None,
    ) -> tuple[list[Unit], list[Asked]]:
        """The units of a folded question, and the kinds of answers that it asks for.

        `telling` is the question with spaces in place of the words that only ask, `words` are the
        whole words of that, `parts` what asks for kinds of answers. `subject` is the range that a
        definition is asked of: all of that has to be there, and the rest says little. A kind of
        answer that is needed is a unit too, behind the others.
        """
        units: list[Unit] = []
        exact = [match.span() for match in _EXACT.finditer(telling)]
        for word in words:
            if any(map(str.isalnum, telling[word.start : word.end])):
                units.extend(self._units(word, telling, units, is_within(word, exact)))
        units = [_counted(unit, asked) for unit in _coined(units)]
        if subject and self._is_thing(telling[slice(*subject)]):
            units = [_about(unit, *subject) for unit in units]
        kinds: list[Asked] = []
        needed: set[int] = set()
        for bit, start, end, only_asks, is_needed in answers.closest(parts):
            if is_needed and bit not in needed:
                needed.add(bit)
                kinds.append(Asked(bit, len(units), len(units) + 1, True))
                units.append(Unit(asked[start:end], end, end, _KIND_WEIGHT))
            if not (only_asks and is_needed):
                first, last = (0, 0) if only_asks else units_of(start, end, units)
                kinds.append(Asked(bit, first, last, False))
        return units, kinds

    def _is_thing(self, subject: str) -> bool:
        """Whether a subject is the name of something: few words, single characters being one."""
        lengths = [len(word.term) for word in self._tokenizer.whole_words(subject)]
        words = [
            length for i, length in enumerate(lengths) if length > 1 or lengths[i - 1 : i] != [1]
        ]
        return len(words) <= _WORDS_OF_THING

    def _units(
        self, word: Token, telling: str, before: Sequence[Unit], exact: bool
    ) -> Iterator[Unit]:
        """What a word is: one unit if it is a name, Latin or a number, else its characters."""
        term, start, end = word
        text = telling[start:end]
        number = self._index.vocabulary[WORDS].get(term)
        weight = self.weight(number)
        if term.startswith("=") and number is not None:
            strict = exact or self._tokenizer.names.kind(term) != "term"
            yield Unit(text, start, end, weight, strict, term, strict)
        elif text.isascii():
            strict = exact or _is_version(word, telling, before)
            yield Unit(text, start, end, weight, strict, proper=any(map(str.isalpha, text)))
        else:
            weight *= len(text) ** (_LENGTH_POWER - 1)
            light = term in asking.LIGHT_WORDS
            weight *= _LIGHT if light else 1.0
            plain = Unit(
                text,
                start,
                end,
                weight,
                strict=exact,
                proper=exact or (len(text) == 1 and not light),
                light=light,
                word=(start, end),
            )
            for i, character in enumerate(text, start):
                if character.isalnum():
                    yield plain._replace(text=character, start=i, end=i + 1)

    @property
    def least(self) -> float:
        """What the units of a question weigh together at the least."""
        return _LEAST * self.weight(None)

    def weight(self, number: int | None) -> float:
        """What a unit with this term weighs; without a term, one that no article has."""
        if number is None:
            return float((self._index.unknown_idf * _UNKNOWN) ** _IDF_POWER)
        return float(self._index.term_idf[number] ** _IDF_POWER)


def _is_version(word: Token, telling: str, before: Sequence[Unit]) -> bool:
    """Whether a Latin word or a number says which of several is meant."""
    text = telling[word.start : word.end]
    if VERSION.fullmatch(text):
        return True
    if not text[0].isdigit() or not before or _MEASURED.match(telling, word.end):
        return False
    last = before[-1]
    return word.start - last.end <= 1 and (bool(last.name) or last.text.isascii())


def _counted(unit: Unit, asked: str) -> Unit:
    """A unit; what is counted one by one (几集) has to be there."""
    return unit._replace(strict=True) if _COUNTED.match(asked, unit.start) else unit


def _coined(units: Sequence[Unit]) -> list[Unit]:
    """The units, those no more proper that are a single character between longer words.

    What no dictionary has, names above all, is cut into single characters.
    """
    found = list(units)
    for i, unit in enumerate(units):
        beside = [units[j] for j in (i - 1, i + 1) if 0 <= j < len(units)]
        if unit.proper and not unit.text.isascii() and not unit.name:
            joined = any(o.proper and unit.start in (o.end, o.start - 1) for o in beside)
            found[i] = unit._replace(proper=joined)
    return found


def _about(unit: Unit, start: int, end: int) -> Unit:
    """A unit of a question that asks for the definition of a range of it."""
    if unit.start < end and start < unit.end:
        return unit._replace(strict=True)
    return unit._replace(weight=unit.weight * _LIGHT)


def is_within(token: Token, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether one of some ranges has all of a token."""
    return any(start <= token.start and token.end <= end for start, end in spans)


def units_of(start: int, end: int, units: Sequence[Unit]) -> tuple[int, int]:
    """The units that a range of the question overlaps, as first and last (exclusive)."""
    inside = [i for i, unit in enumerate(units) if unit.start < end and start < unit.end]
    return (inside[0], inside[-1] + 1) if inside else (0, 0)
