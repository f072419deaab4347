"""Compares: finds what the articles say of each thing that a question compares."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from knowledge.language import asking, comparing
from knowledge.language.tokens import Tokenizer

from .compared import MOST_THINGS, Reading, Thing
from .confidence import Outcome
from .excerpt import Finding
from .follow_ups import FollowUps, quoted
from .reader import Reader
from .units import VERSION

# Gives the outcome and the findings of a question.
Ask = Callable[[str], tuple[Outcome, tuple[Finding, ...]]]

_LONGEST_QUESTION = 300
_ANYTHING = re.compile("")
# A word begins with what tells it: 用户 in 用户数.
_TELLING = 2
# So much of the best score is as good.
_AS_GOOD = 0.9
# What asks what a thing is, and what asks how things differ, in no other word than that.
_WHAT_IT_IS, _HOW_THEY_DIFFER = "是什么", "差在哪"


@dataclass(frozen=True, slots=True)
class Side:
    """One of the things compared: its name, and the best excerpt on it.

    The outcome is `related` where the excerpt is only near to what is asked, and `nothing`, without
    an excerpt, where no article has the thing. `is_name`: it is a name of the lexicon.
    """

    name: str
    outcome: Outcome
    finding: Finding | None
    is_name: bool = False


@dataclass(frozen=True, slots=True)
class Comparison:
    """What the articles say of things that a question compares, side by side.

    `together` is a passage that has them all. Where all there is of a thing stands in a finding
    before it, that is the finding of its side too. `has_more`: more things are named than that.
    The `question` has the names in place that it takes over from the one before, `carried`, and
    `corrected` is that as it was read where it differs.
    """

    question: str
    together: Finding | None
    sides: tuple[Side, ...]
    has_more: bool = False
    corrected: str | None = None
    carried: tuple[str, ...] = ()

    @property
    def is_sure(self) -> bool:
        """Whether each side is a name of the lexicon, and answered."""
        return all(side.is_name and side.outcome == "answered" for side in self.sides)

    @property
    def followed_by(self) -> str:
        """What the next question follows: one that compares the same, whatever was typed."""
        return " vs ".join(quoted(side.name) for side in self.sides)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The different findings, in their order."""
        found = (self.together, *(side.finding for side in self.sides))
        return tuple(dict.fromkeys(each for each in found if each is not None))


class Comparer:
    """Compares things by what a knowledge base answers on each."""

    def __init__(self, tokenizer: Tokenizer, reader: Reader, follow_ups: FollowUps) -> None:
        self._tokenizer = tokenizer
        self._reader = reader
        self._follow_ups = follow_ups

    def compare(
        self, question: str, asked_to: bool, previous: str | None, ask: Ask
    ) -> Comparison | None:
        """The comparison that a question asks for; None where it asks for none, or where too little
        is there to compare.
        """
        if len(question) > _LONGEST_QUESTION:
            return None
        carried: tuple[str, ...] = ()
        reading, things = self._read(question, asked_to)
        if not things and previous and len(previous) <= _LONGEST_QUESTION:
            question, carried = self._follow_ups.compared(question, previous)
            reading, things = self._read(question, asked_to)
        if not reading or not things or not _has_names(things, carried):
            return None
        has_more, things = len(things) > MOST_THINGS, things[:MOST_THINGS]
        search = _Search(self._tokenizer, things, *reading.aspect(things), ask, bool(carried))
        together, sides = search.found()
        if not asked_to and not _is_enough(reading, things, together, sides):
            return None
        corrected = reading.corrected(things)
        return Comparison(question, together, sides, has_more, corrected, carried)

    def _read(self, question: str, asked_to: bool) -> tuple[Reading | None, tuple[Thing, ...]]:
        """A question that may compare something, read, and what it compares."""
        folded = self._tokenizer.folding.fold(question).text
        if not (asked_to or comparing.may_compare(folded)):
            return None, ()
        reading = Reading(question, self._reader, self._tokenizer, asked_to)
        return reading, reading.things()


class _Search:
    """Looks for what is said of some things, and marks as said what it has found."""

    def __init__(
        self,
        tokenizer: Tokenizer,
        things: Sequence[Thing],
        aspect: str,
        has: str,
        ask: Ask,
        in_words: bool,
    ) -> None:
        """`aspect` is what is asked of each; only what fits the pattern `has` is an answer, and
        `in_words` what has a word of the aspect, too.
        """
        self._tokenizer = tokenizer
        self._things = things
        self._aspect = aspect
        self._answer = re.compile(has)
        self._ask = ask
        said = tokenizer.blanked(
            comparing.said_of_each(aspect), asking.EMPTY_WORDS | asking.LIGHT_WORDS
        )
        self._said = re.findall(r"[^\Wa-z]+", said) if in_words else []
        terms = {term for thing in things for term in thing.terms}
        self._bases = {f"={tokenizer.names.base(term)}" for term in terms}

    def found(self) -> tuple[Finding | None, tuple[Side, ...]]:
        """The best passage that has all of the things, and what there is on each."""
        together = self._together()
        sides = self._sides(together)
        if together is None:
            # What is found for one may have the others too.
            answers = (side.finding for side in sides if side.outcome == "answered")
            together = next((each for each in answers if each and self._has_all(each)), None)
            sides = self._sides(together) if together else sides
        return together, sides

    def _together(self) -> Finding | None:
        names = " ".join(thing.name for thing in self._things)
        outcome, findings = self._ask(f"{names} {self._aspect} {_HOW_THEY_DIFFER}")
        if self._aspect:
            findings = findings[:1] if outcome == "answered" else ()
        answers = (
            each for each in findings if self._has_all(each) and self._fits(each, self._answer)
        )
        return next(answers, None)

    def _sides(self, together: Finding | None) -> tuple[Side, ...]:
        said = [] if together is None else [together]
        sides: list[Side] = []
        for thing in self._things:
            sides.append(side := self._side(thing, said))
            said += [side.finding] if side.finding else []
        return tuple(sides)

    def _side(self, thing: Thing, said: Sequence[Finding]) -> Side:
        """What there is on a thing beside what is said already."""
        what_it_is = thing.name if thing.is_phrase else f"{thing.name}{_WHAT_IT_IS}"
        asked = f"{thing.name} {self._aspect}" if self._aspect else what_it_is
        outcome, finding = self._best(thing, asked, said, self._answer)
        if self._aspect and finding is None:
            outcome, finding = "related", self._best(thing, what_it_is, said, _ANYTHING)[1]
        if finding is None or (self._aspect and outcome == "related"):
            answers = (each for each in said if self._has(each.excerpt.text, thing))
            if there := next(answers, None):
                outcome, finding = "answered", there
        if finding is None:
            return Side(thing.name, "nothing", None, thing.is_name)
        is_asked = self._aspect or thing.is_phrase
        return Side(thing.name, outcome if is_asked else "answered", finding, thing.is_name)

    def _best(
        self, thing: Thing, question: str, said: Sequence[Finding], has: re.Pattern[str]
    ) -> tuple[Outcome, Finding | None]:
        """The best finding on a thing that isn't said already and has what an answer has, with
        whether it is one.
        """
        sure, findings = self._ask(question)
        for place, finding in enumerate(self._by_name(findings, thing)):
            is_sure = sure == "answered" and not place and self._says(finding)
            outcome: Outcome = "answered" if is_sure else "related"
            if any(_overlap(finding, other) for other in said):
                continue
            if self._fits(finding, has) and self._is_on(finding, thing, outcome):
                return outcome, finding
        return "nothing", None

    def _by_name(self, findings: Sequence[Finding], thing: Thing) -> Sequence[Finding]:
        """The findings, first of those as good as the best the ones that have the very thing, and
        no version of it.
        """
        enough = _AS_GOOD * max((finding.score for finding in findings), default=0.0)

        def is_behind(finding: Finding) -> bool:
            folded = self._tokenizer.folding.fold(finding.excerpt.text).text
            named = {word.term for word in self._tokenizer.whole_words(folded)}
            return finding.score < enough or not named.issuperset(thing.terms)

        return sorted(findings, key=is_behind)

    def _is_on(self, finding: Finding, thing: Thing, outcome: Outcome) -> bool:
        """Whether a finding speaks of a thing: in its own words; or, where it names nothing else,
        by its title, and if it answers by what stands around it.
        """
        excerpt = finding.excerpt
        if self._has(excerpt.text, thing):
            return True
        if self._names_others(excerpt.text):
            return False
        around = (excerpt.before, excerpt.after) if outcome == "answered" else ()
        return any(self._has(text, thing) for text in (finding.article.title, *around))

    def _names_others(self, text: str) -> bool:
        folded = self._tokenizer.folding.fold(text).text
        names = {word.term for word in self._tokenizer.whole_words(folded)}
        return any(self._tokenizer.names.kind(name) != "term" for name in names)

    def _fits(self, finding: Finding, has: re.Pattern[str]) -> bool:
        return has.search(self._tokenizer.folding.fold(finding.excerpt.text).text) is not None

    def _says(self, finding: Finding) -> bool:
        """Whether a finding has a word of what is asked of each."""
        folded = self._tokenizer.folding.fold(finding.excerpt.text).text
        words = [word.term for said in self._said for word in self._tokenizer.whole_words(said)]
        return not words or any(word[:_TELLING] in folded for word in words)

    def _has_all(self, finding: Finding) -> bool:
        return all(self._has(finding.excerpt.text, thing) for thing in self._things)

    def _has(self, text: str, thing: Thing) -> bool:
        """Whether a text has a thing, whatever it is called there; where a version of it is
        compared with it, that is another thing.
        """
        folded = self._tokenizer.folding.fold(text).text
        name = self._tokenizer.folding.fold(thing.name).text
        if not thing.terms:
            return _stands(name, folded)
        if not self._bases.isdisjoint(thing.terms):
            found = self._tokenizer.whole_words(folded)
        else:
            found = self._tokenizer.named(folded, self._tokenizer.runs(folded))
        numbers = VERSION.findall(name) if thing.is_phrase else ()
        there = {token.term for token in found}.issuperset(thing.terms)
        return there and all(_stands(number, folded) for number in numbers)


def _has_names(things: Sequence[Thing], names: Sequence[str]) -> bool:
    """Whether what was taken over from the question before is compared."""
    return {name.casefold() for name in names} <= {thing.name.casefold() for thing in things}


def _is_enough(
    reading: Reading, things: Sequence[Thing], together: Finding | None, sides: Sequence[Side]
) -> bool:
    """Whether there is something to compare: an answer on one side at the least, and of the others
    nothing that was perhaps misread.
    """
    own = [side for side in sides if side.finding is not together]
    missing = [thing for thing, side in zip(things, sides, strict=True) if side.finding is None]
    answered = any(side.outcome == "answered" for side in own)
    return answered and all(map(reading.is_surely_named, missing))


def _stands(word: str, folded: str) -> bool:
    """Whether a word stands in a folded text, and in no longer Latin word."""
    return re.search(rf"(?<![a-z0-9]){re.escape(word)}(?![a-z0-9])", folded) is not None


def _overlap(one: Finding, other: Finding) -> bool:
    return (
        one.article.id == other.article.id
        and one.excerpt.start < other.excerpt.end
        and other.excerpt.start < one.excerpt.end
    )
