"""Tells what a question takes over from the one before it."""

from typing import NamedTuple

from knowledge.language import asking, comparing, following
from knowledge.language.tokens import Tokenizer

from .compared import MOST_THINGS, Reading
from .question import Question
from .reader import Reader, capitals
from .units import VERSION

# A question whose words have no more characters than these, none of them a name, may lean on the
# one before; a Latin word says as much as two characters.
_LEANING = 4
_LATIN_WORD = 2
# Of mere characters, no name is made up of these: of 有多少家店, of 谁的人多.
_UNNAMED = frozenset("人家店个位名部次年月日天多少大小高低好坏比")


class FollowUps:
    """Reads questions together with those that they follow."""

    def __init__(self, tokenizer: Tokenizer, reader: Reader) -> None:
        self._tokenizer = tokenizer
        self._folding = tokenizer.folding
        self._reader = reader

    def carried(self, question: str, previous: str, literal: bool = False) -> str | None:
        """The name that a question leaves out because the one before had it, as typed there.

        None where the question names something itself, says too much to lean on another, or the
        one before it has no name that the articles know, or several that it compares: of these,
        后者 is the last.
        """
        if names := self._compared(previous):
            place = following.one_of(self._folding.fold(question).text)
            return None if place is None else names[place]
        if not self._leaves_out(question, literal):
            return None
        bare = bool(self._reader.read(question, literal=True).strict.any())
        return self._asked_about(previous, literal, bare)

    def _leaves_out(self, question: str, literal: bool = False) -> bool:
        """Whether a question asks something, names nothing, and says little beside."""
        asked, folded = self._reader.read(question, literal=True), self._folding.fold(question)
        is_english = asking.is_english(folded.text) and asking.defined(folded.text)
        is_whole = is_english or following.ASKS_WHAT_IT_MEANS.search(folded.text)
        if is_whole and not following.POINTING.search(folded.text):
            return False
        if not literal and self._reader.read(question).slips:
            return False
        said = [
            word
            for word, _, _ in self._tokenizer.whole_words(self._reader.telling(folded.text))
            if len(word) > 1 and word not in asking.LIGHT_WORDS and not word.startswith("=")
        ]
        asks = said or asked.kinds or asking.ASKING.search(folded.text)
        capital = capitals(question, folded) - {0}
        first = (asked.units[name[0]] for name in asked.names)
        named = any(
            literal or unit.start in capital or not self._reader.is_translated(unit)
            for unit in first
            if not VERSION.fullmatch(unit.text)
        )
        return bool(asks) and not named and sum(map(_said, said)) <= _LEANING

    def asked_of_another(self, question: str, previous: str) -> str | None:
        """The question before, asked of another name of the lexicon (那X呢).

        None where the question says more than a name, or the one before it named no one thing.
        """
        folded = self._folding.fold(question)
        if not following.ANOTHER.search(folded.text):
            return None
        asked, before = self._reader.read(question), self._reader.read(previous)
        others = [unit for unit in before.units if unit.name and unit.strict]
        name = None if asked.kinds else _only_name(asked)
        if name is None or {unit.name for unit in others} in ({name.term}, set()):
            return None
        if len({unit.name for unit in others}) > 1:
            return None
        named = name.spelt or question[slice(*folded.original(name.start, name.end))]
        spelt, anew = self._folding.fold(before.text), before.text
        for unit in reversed(others):
            start, end = spelt.original(unit.start, unit.end)
            anew = f"{anew[:start]}{named}{anew[end:]}"
        return anew

    def is_of_several(self, question: str, previous: str) -> bool:
        """Whether a question goes on from several things compared, and says not from which."""
        if not (self.leans(question) and self._leaves_out(question)):
            return False
        return len(self._compared(previous)) > 1

    def compared(self, question: str, previous: str) -> tuple[str, tuple[str, ...]]:
        """A question that compares with the names that it leaves out, and these.

        They are what the one before compared, or asked about. After a comparison, what names
        nothing (那价格呢) is asked of all the things compared.
        """
        folded, names = self._folding.fold(question), self._compared(previous)
        if following.points_to_one(folded.text):
            text, told = following.named(question, *map(quoted, (*names[:1], *names[-1:])))
            return text, tuple(names[place] for place in told)
        if span := following.left_out(folded.text):
            if not names and (name := self._asked_about(previous)):
                names = (name,)
            start, end = folded.original(span[0], max(span[1], span[0] + 1))
            # A space keeps Latin words apart, and is nothing to Chinese ones.
            behind = f" {question[start:]}" if span[0] == span[1] else question[end:]
            text = f"{question[:start]}{'、'.join(map(quoted, names))}{behind}"
            return (text, names) if names else (question, ())
        if names and self._leans(question, folded.text):
            return f"{' vs '.join(map(quoted, names))}: {question}", names
        return question, ()

    def _compared(self, question: str) -> tuple[str, ...]:
        """What a question compares, by name."""
        if not comparing.may_compare(self._folding.fold(question).text):
            return ()
        things = Reading(question, self._reader, self._tokenizer, asked_to=False).things()
        return tuple(thing.name for thing in things[:MOST_THINGS])

    def leans(self, question: str) -> bool:
        """Whether a question goes on from the one before by its words: 那X呢, its X, 哪年X的."""
        folded = self._folding.fold(question).text
        return bool(
            following.SUBJECTLESS.search(folded)
            or following.ANOTHER.search(folded)
            or following.POINTING.search(folded)
            or following.points_to_one(folded)
        )

    def _leans(self, question: str, folded: str) -> bool:
        """Whether a question below a comparison is asked of what was compared."""
        beside, asks = comparing.beside_quality(folded)
        said = self._tokenizer.blanked(beside, asking.EMPTY_WORDS | asking.LIGHT_WORDS)
        if not (words := following.WORD.findall(said)):
            return asks or comparing.may_compare(folded)
        is_one = len(words) == 1 and len(words[0]) <= _LEANING and words[0].isalpha()
        return is_one and not self._reader.read(question).named

    def _asked_about(self, text: str, literal: bool = False, bare: bool = False) -> str | None:
        """The name that a question asks about, as typed there; None where the articles know none.

        Of several, it is one of the lexicon, and of these the one that tells most, or else one that
        is misspelt, as it is spelt, or the first. `bare`: the name of which it is a version, if it
        is one.
        """
        asked = self._reader.read(text, literal)
        known = [
            name
            for name in asked.names
            if asked.knows(name) and not _UNNAMED.issuperset(asked.units[i].text for i in name)
        ]
        of_lexicon = [name for name in known if asked.units[name[0]].strict]
        if asked.slips and not of_lexicon:
            return asked.slips[0].spelt
        if not known:
            return None
        told = max(of_lexicon, key=asked.weight) if of_lexicon else known[0]
        first, last = asked.units[told[0]], asked.units[told[-1]]
        if bare and (base := self._tokenizer.names.base(first.name)):
            return base
        return asked.text[slice(*self._folding.fold(asked.text).original(first.start, last.end))]


def quoted(name: str) -> str:
    """A name as it is read as one, whatever is in it."""
    return f'"{name}"' if comparing.may_join(name) else name


def _said(word: str) -> int:
    """How many characters a word says as much as."""
    return _LATIN_WORD if word.isascii() and word.isalpha() else len(word)


class _Name(NamedTuple):
    """A name of the lexicon in a question, and how it is spelt where the question misspells it."""

    term: str
    start: int
    end: int
    spelt: str = ""


def _only_name(asked: Question) -> _Name | None:
    """The name that is all that a question says."""
    said = [unit for unit in asked.units if unit.says]
    for slip in asked.slips:
        if said and all(slip.start <= unit.start and unit.end <= slip.end for unit in said):
            return _Name(slip.term, slip.start, slip.end, slip.spelt)
    if len(said) == 1 and said[0].name and said[0].strict:
        return _Name(said[0].name, said[0].start, said[0].end)
    return None
