"""Compares: reads which things a question compares, and finds what the articles say of each."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from knowledge.language import asking, comparing
from knowledge.language.folding import trim
from knowledge.language.kinds import asked_kinds
from knowledge.language.tokens import Token, Tokenizer

from .confidence import Outcome
from .excerpt import Finding
from .reader import Reader
from .units import VERSION

# Gives the outcome and the findings of a question.
Ask = Callable[[str], tuple[Outcome, tuple[Finding, ...]]]

_MOST_THINGS = 3
_LONGEST_QUESTION = 300
# A longer phrase than this names nothing.
_LONGEST_CHINESE, _LONGEST = 8, 40
_MOST_WORDS = 3
_ANYTHING = re.compile("")
_QUOTED = re.compile(r'["《]([^"《》]{1,80})["》]')
_VERSION_AT_END = re.compile(rf"(?:{VERSION.pattern})\Z", re.IGNORECASE)
_MARKS = re.compile(r'["《》]')
_HAN = re.compile("[\u3400-\u9fff]")
# So much of the best score is as good.
_AS_GOOD = 0.9
# Stands in place of a name, where only the words beside it are looked at.
_MASK = "\ufffc"
# What asks what a thing is, and what asks how things differ, in no other word than that.
_WHAT_IT_IS, _HOW_THEY_DIFFER = "是什么", "差在哪"


@dataclass(frozen=True, slots=True)
class Side:
    """One of the things compared: its name, and the best excerpt on it.

    The outcome is `related` where the excerpt is only near to what is asked, and `nothing`, without
    an excerpt, where no article has the thing.
    """

    name: str
    outcome: Outcome
    finding: Finding | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """What the articles say of things that a question compares, side by side.

    `together` is a passage that has them all. Where that is all there is of a thing, it is also
    the finding of its side.
    """

    question: str
    together: Finding | None
    sides: tuple[Side, ...]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The different findings, in their order."""
        found = (self.together, *(side.finding for side in self.sides))
        return tuple(dict.fromkeys(each for each in found if each is not None))


class Thing(NamedTuple):
    """A thing that is compared: its name, and the range of the folded question where it stands.

    `terms` are those of the lexicon's names that it is, or that it has beside other words.
    """

    name: str
    terms: tuple[str, ...]
    start: int
    end: int
    is_phrase: bool = False


class Comparer:
    """Compares things by what a knowledge base answers on each."""

    def __init__(self, tokenizer: Tokenizer, reader: Reader) -> None:
        self._tokenizer = tokenizer
        self._reader = reader

    def compare(self, question: str, asked_to: bool, ask: Ask) -> Comparison | None:
        """The comparison that a question asks for; None where it asks for none, or where too little
        is there to compare.
        """
        folded = self._tokenizer.folding.fold(question[: _LONGEST_QUESTION + 1]).text
        if len(question) > _LONGEST_QUESTION or not (asked_to or comparing.compares(folded)):
            return None
        reading = _Reading(question, self._reader, self._tokenizer, asked_to)
        things = reading.things()
        if not things:
            return None
        search = _Search(self._tokenizer, things, *reading.aspect(things), ask)
        together, sides = search.found()
        if not asked_to and not _is_enough(reading, things, together, sides):
            return None
        return Comparison(question, together, sides)


class _Search:
    """Looks for what is said of some things, and marks as said what it has found."""

    def __init__(
        self,
        tokenizer: Tokenizer,
        things: Sequence[Thing],
        aspect: str,
        has: str,
        ask: Ask,
    ) -> None:
        """`aspect` is what is asked of each; only what fits the pattern `has` is an answer."""
        self._tokenizer = tokenizer
        self._things = things
        self._aspect = aspect
        self._answer = re.compile(has)
        self._ask = ask
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
        return tuple(self._side(thing, together) for thing in self._things)

    def _side(self, thing: Thing, together: Finding | None) -> Side:
        what_it_is = thing.name if thing.is_phrase else f"{thing.name}{_WHAT_IT_IS}"
        asked = f"{thing.name} {self._aspect}" if self._aspect else what_it_is
        outcome, finding = self._best(thing, asked, together, self._answer)
        if self._aspect and finding is None:
            outcome, finding = "related", self._best(thing, what_it_is, together, _ANYTHING)[1]
        if together is not None and (finding is None or (self._aspect and outcome == "related")):
            outcome, finding = "answered", together
        if finding is None:
            return Side(thing.name, "nothing", None)
        is_asked = self._aspect or thing.is_phrase
        return Side(thing.name, outcome if is_asked else "answered", finding)

    def _best(
        self, thing: Thing, question: str, together: Finding | None, has: re.Pattern[str]
    ) -> tuple[Outcome, Finding | None]:
        """The best finding on a thing that isn't said already and has what an answer has, with
        whether it is one.
        """
        sure, findings = self._ask(question)
        for place, finding in enumerate(self._by_name(findings, thing)):
            outcome: Outcome = "answered" if sure == "answered" and not place else "related"
            if together is not None and _overlap(finding, together):
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
        """Whether a finding speaks of a thing: in its own words, or what stands around them."""
        excerpt = finding.excerpt
        texts = [excerpt.text, finding.article.title]
        if outcome == "answered":
            if not thing.is_phrase and thing.terms and self._bases.isdisjoint(thing.terms):
                return True
            texts += [excerpt.before, excerpt.after]
        return any(self._has(text, thing) for text in texts)

    def _fits(self, finding: Finding, has: re.Pattern[str]) -> bool:
        return has.search(self._tokenizer.folding.fold(finding.excerpt.text).text) is not None

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


class _Reading:
    """A question, read for the things that it compares."""

    def __init__(self, question: str, reader: Reader, tokenizer: Tokenizer, asked_to: bool) -> None:
        read = reader.read(question)
        self._tokenizer = tokenizer
        self._asked_to = asked_to
        self._text, self._folded = read.text, tokenizer.folding.fold(read.text)
        self._plain = _MARKS.sub(" ", self._folded.text)
        self._spelt = {slip.start: slip.spelt for slip in read.slips}
        self._words = tokenizer.whole_words(self._plain)
        self._names = self._named([Token(s.term, s.start, s.end) for s in read.slips])
        self._inside = {at for name in self._names for at in range(name.start, name.end)}
        self._masked = "".join(
            _MASK if at in self._inside else each for at, each in enumerate(self._plain)
        )

    def things(self) -> tuple[Thing, ...]:
        """The things compared, two or three; nothing where the question compares none."""
        joins = self._joins()
        for place, join in enumerate(joins):
            left = self._tail(joins[place - 1].end if place else 0, join.start)
            right = left and self._head(join.end, self._end(joins, place), left)
            if left and right and _differ(left, right):
                things = (left, right, *self._others(joins, place + 1, right))
                return things if self._asked_to or self._compares(things) else ()
        return self._listed() if self._asked_to else ()

    def aspect(self, things: Sequence[Thing]) -> tuple[str, str]:
        """What the things are compared in, empty where that is nothing in particular; with a
        pattern of what an answer has.
        """
        beside = self._beside(things)
        last = max(thing.end for thing in things)
        for join in self._joins():
            if join.end <= last:
                beside = beside[: join.start] + " " * (join.end - join.start) + beside[join.end :]
        aspect, has = comparing.aspect(beside)
        said = self._tokenizer.blanked(
            asking.ASKING.sub(" ", aspect), asking.EMPTY_WORDS | asking.LIGHT_WORDS
        )
        needed = any(part.needed for part in asked_kinds(aspect))
        return (aspect, has) if needed or re.search(r"\w", said) else ("", "")

    def is_surely_named(self, thing: Thing) -> bool:
        """Whether it is the name of something, known or not, rather than words beside one."""
        words = self._tokenizer.whole_words(self._tokenizer.folding.fold(thing.name).text)
        if any((name.start, name.end) == (thing.start, thing.end) for name in self._names):
            return True
        # A name that nobody knows is one word, is cut into single characters, or has Latin ones.
        latin = any(word.term.isascii() and not word.term.startswith("=") for word in words)
        is_one = len(words) == 1 or {len(word.term) for word in words} == {1}
        return is_one or (latin and len(words) <= _MOST_WORDS)

    def _named(self, slips: Iterable[Token]) -> list[Token]:
        """The names and quotations of the question; of those that overlap, the first to begin."""
        names = [word for word in self._words if word.term.startswith("=")]
        quoted = [Token("", *found.span(1)) for found in _QUOTED.finditer(self._folded.text)]
        lasting: list[Token] = []
        for name in sorted([*names, *slips, *quoted], key=lambda n: (n.start, -n.end)):
            if not lasting or name.start >= lasting[-1].end:
                lasting.append(name)
        return lasting

    def _joins(self) -> list[comparing.Join]:
        words = [word for word in self._words if word.start not in self._inside]
        return list(comparing.joins(self._masked, words, self._inside, self._asked_to))

    def _end(self, joins: Sequence[comparing.Join], place: int) -> int:
        return joins[place + 1].start if place + 1 < len(joins) else len(self._plain)

    def _tail(self, start: int, end: int) -> Thing | None:
        """The thing that a part of the question ends with."""
        end = comparing.ended(self._masked, start, end)
        span = trim(self._masked, comparing.before(self._masked, start, end), end)
        if span is None:
            return None
        own = [name for name in self._names if span[0] <= name.start and name.end <= span[1]]
        if (
            own
            and own[-1].end == span[1]
            and (self._is_proper(own[-1]) or own[-1].start == span[0])
        ):
            return self._thing(own[-1])
        proper = [name.start for name in own if self._is_proper(name)]
        return self._phrase(proper[0] if proper else span[0], span[1])

    def _head(self, start: int, end: int, left: Thing) -> Thing | None:
        """The thing that a part of the question begins with; a version alone is one of the thing
        to the `left`.
        """
        start += len(self._masked[start:end]) - len(self._masked[start:end].lstrip(" ,:"))
        end = comparing.asked_from(self._masked, start, end)
        own = [name for name in self._names if start <= name.start and name.end <= end]
        for name in own:
            if self._is_proper(name):
                return self._thing(name)._replace(start=start)
        span = trim(self._masked, start, comparing.behind(self._masked, start, end))
        if span is None:
            return None
        if own and (own[0].start, own[0].end) == span:
            return self._thing(own[0])
        if version := self._version(*span, left):
            return version
        words = [word for word in self._words if span[0] <= word.start and word.end <= span[1]]
        while words and words[-1].term in asking.LIGHT_WORDS:
            words.pop()
        return self._phrase(span[0], words[-1].end) if words else None

    def _others(
        self, joins: Sequence[comparing.Join], place: int, last: Thing
    ) -> tuple[Thing, ...]:
        """What is joined to the first two things in the same way."""
        if place >= len(joins) or self._masked[last.end : joins[place].start].strip():
            return ()
        more = self._head(joins[place].end, self._end(joins, place), last)
        same = joins[place].text == joins[place - 1].text or (more is not None and more.terms)
        return (more,)[: _MOST_THINGS - 2] if more and same and _differ(last, more) else ()

    def _listed(self) -> tuple[Thing, ...]:
        """Two things with nothing but space between them: names, or words of which there are two,
        or Chinese ones.
        """
        names = [self._thing(name) for name in self._names]
        other = next((each for each in names if _differ(names[0], each)), None)
        if other is not None:
            return (names[0], other)
        words = [Token("", *m.span()) for m in re.finditer(r"\S*\w\S*", self._plain)]
        latin = any(self._plain[word.start : word.end].isascii() for word in words[:2])
        if len(words) < 2 or (len(words) > 2 and latin):
            return ()
        left, right = map(self._thing, words[:2])
        return (left, right) if _differ(left, right) else ()

    def _version(self, start: int, end: int, left: Thing) -> Thing | None:
        """The version of a thing of which only the number is said: 1.6和2.0."""
        version, own = VERSION.match(self._masked, start, end), _VERSION_AT_END.search(left.name)
        if version is None or own is None or not own.start():
            return None
        said = self._text[slice(*self._folded.original(*version.span()))]
        return self._named_thing(f"{left.name[: own.start()]}{said}", *version.span())

    def _is_proper(self, name: Token) -> bool:
        """Whether it names one thing, and is no word of the field."""
        return self._asked_to or self._tokenizer.names.kind(name.term) != "term"

    def _phrase(self, start: int, end: int) -> Thing | None:
        """A thing that isn't in the lexicon, if names in it are; None for what is too long."""
        text = self._plain[start:end]
        names = [name for name in self._names if start <= name.start and name.end <= end]
        bare = _HAN.search(text) and not names and not self._asked_to
        if not any(map(str.isalnum, text)) or len(text) > (_LONGEST_CHINESE if bare else _LONGEST):
            return None
        said = self._text[slice(*self._folded.original(start, end))]
        return self._named_thing(said, start, end)

    def _thing(self, name: Token) -> Thing:
        said = self._text[slice(*self._folded.original(name.start, name.end))]
        if name.term.startswith("="):
            return Thing(self._spelt.get(name.start, said), (name.term,), name.start, name.end)
        return self._named_thing(said, name.start, name.end)

    def _named_thing(self, said: str, start: int, end: int) -> Thing:
        """The thing that is named so, which may be a name of the lexicon, or have such in it."""
        words = self._tokenizer.whole_words(self._tokenizer.folding.fold(said).text)
        terms = tuple(word.term for word in words if word.term.startswith("="))
        return Thing(said, terms, start, end, is_phrase=bool(terms) and len(words) > 1)

    def _compares(self, things: Sequence[Thing]) -> bool:
        return comparing.compares(self._beside(things))

    def _beside(self, things: Sequence[Thing]) -> str:
        """The folded question with spaces in place of some things."""
        own = {at for thing in things for at in range(thing.start, thing.end)}
        return "".join(" " if at in own else each for at, each in enumerate(self._plain))


def _is_enough(
    reading: "_Reading", things: Sequence[Thing], together: Finding | None, sides: Sequence[Side]
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


def _differ(one: Thing, other: Thing) -> bool:
    """Whether two things are different ones."""
    if one.terms and one.terms == other.terms and not (one.is_phrase or other.is_phrase):
        return False
    return one.name.casefold() != other.name.casefold()


def _overlap(one: Finding, other: Finding) -> bool:
    return (
        one.article.id == other.article.id
        and one.excerpt.start < other.excerpt.end
        and other.excerpt.start < one.excerpt.end
    )
