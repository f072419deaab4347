"""Reads which things a question compares, and in what."""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise, zip_longest
from typing import NamedTuple

from knowledge.language import asking, comparing
from knowledge.language.folding import trim
from knowledge.language.kinds import asked_kinds
from knowledge.language.tokens import Token, Tokenizer

from .reader import Reader
from .units import VERSION

MOST_THINGS = 3
# A longer phrase than this names nothing; nor does one of more words that nobody knows.
_LONGEST_CHINESE, _LONGEST = 8, 40
_MOST_WORDS = 3
_QUOTED = re.compile(r'["《]([^"《》]{1,80})["》]')
_VERSION_AT_END = re.compile(rf"(?:{VERSION.pattern})\Z", re.IGNORECASE)
_MARKS = re.compile(r'["《》]')
_HAN = re.compile("[\u3400-\u9fff]")
# English words behind a name say what of it, or what it does; Chinese ones may go on with it.
_OF_IT = re.compile(r"'s\b|\s+[a-z]+(?![a-z0-9])")
# Stands in place of a name, where only the words beside it are looked at.
_MASK = comparing.THING


class Thing(NamedTuple):
    """A thing that is compared: its name, and the range of the folded question where it stands.

    `terms` are those of the lexicon's names that it is, or that it has beside other words.
    """

    name: str
    terms: tuple[str, ...]
    start: int
    end: int
    is_phrase: bool = False

    @property
    def is_name(self) -> bool:
        """Whether it is a name of the lexicon, and nothing else."""
        return bool(self.terms) and not self.is_phrase


class Reading:
    """A question, read for the things that it compares."""

    def __init__(self, question: str, reader: Reader, tokenizer: Tokenizer, asked_to: bool) -> None:
        read = self._read = reader.read(question)
        self._corrector = reader.corrector
        self._tokenizer = tokenizer
        self._asked_to = asked_to
        self._text, self._folded = read.text, tokenizer.folding.fold(read.text)
        self._plain = _MARKS.sub(" ", self._folded.text)
        self._spelt = {slip.start: slip.spelt for slip in read.slips}
        self._words = tokenizer.whole_words(self._plain)
        self._names = self._named([Token(s.term, s.start, s.end) for s in read.slips])
        self._inside = {at for name in self._names for at in range(name.start, name.end)}
        self._masked = comparing.said_once(
            "".join(_MASK if at in self._inside else each for at, each in enumerate(self._plain))
        )
        self._plain = "".join(
            " " if beside == " " else each
            for beside, each in zip(self._masked, self._plain, strict=True)
        )

    def things(self) -> tuple[Thing, ...]:
        """The things compared, two at the least, and one too many at the most; nothing where the
        question compares none.
        """
        joins = self._joins()
        for place, join in enumerate(joins):
            left = self._tail(joins[place - 1].end if place else 0, join.start)
            right = left and self._head(join.end, self._end(joins, place), left)
            if left and right and _differ(left, right):
                others = self._others(joins, place + 1, right)
                things = _different((left, right, *others))[: MOST_THINGS + 1]
                asks = self._asked_to or self._compares(things)
                return things if asks else ()
        return self._listed() if self._asked_to else ()

    def corrected(self, things: Sequence[Thing]) -> str | None:
        """The question as it was read, where that differs for what the things are called."""
        own = {at for thing in things for at in range(thing.start, thing.end)}
        if slips := [slip for slip in self._read.slips if slip.start in own]:
            return self._corrector.respelt(self._text, slips)
        return self._read.corrected

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
        """What joins things; in a question, a mark of lists does so between names alone."""
        words = [word for word in self._words if word.start not in self._inside]
        joined = comparing.joins(self._masked, words, self._inside)
        return [
            join
            for join in sorted([*joined, *self._side_by_side()], key=lambda join: join.start)
            if self._asked_to
            or not join.is_mark
            or (
                self._masked[: join.start].rstrip().endswith(_MASK)
                and self._masked[join.end :].lstrip().startswith(_MASK)
            )
        ]

    def _side_by_side(self) -> list[comparing.Join]:
        """Where names stand with nothing but space between them, and it is asked which it is."""
        if not (self._names and comparing.asks_which(self._masked[self._names[-1].end :])):
            return []
        return [
            comparing.Join("", one.end, other.start, True)
            for one, other in pairwise(self._names)
            if not self._plain[one.end : other.start].strip()
        ]

    def _end(self, joins: Sequence[comparing.Join], place: int) -> int:
        return joins[place + 1].start if place + 1 < len(joins) else len(self._plain)

    def _tail(self, start: int, end: int) -> Thing | None:
        """The thing that a part of the question ends with."""
        end = comparing.ended(self._masked, start, end)
        span = trim(self._masked, comparing.before(self._masked, start, end), end)
        if span is None:
            return None
        proper = [name for name in self._within(*span) if self._is_proper(name, span)]
        if proper and (
            proper[-1].end == span[1] or _OF_IT.match(self._masked, proper[-1].end, span[1])
        ):
            return self._thing(proper[-1])
        return self._phrase(proper[0].start if proper else span[0], span[1])

    def _head(self, start: int, end: int, left: Thing) -> Thing | None:
        """The thing that a part of the question begins with; a version alone is one of the thing
        to the `left`.
        """
        start += len(self._masked[start:end]) - len(self._masked[start:end].lstrip(" ,:"))
        end = comparing.asked_from(self._masked, start, end)
        span = trim(self._masked, start, comparing.behind(self._masked, start, end))
        names = self._within(start, end)
        for name, other in zip_longest(names, names[1:]):
            if other and self._plain[name.end : other.start].strip() == "的":
                continue  # whose it is
            if self._is_proper(name, span):
                if span and name.start == span[0] and self._is_longer(name, span[1], left):
                    break
                return self._thing(name)._replace(start=start)
        if span is None:
            return None
        if version := self._version(*span, left):
            return version
        if not comparing.may_be_thing(self._plain[slice(*span)]):
            return None
        words = [word for word in self._words if span[0] <= word.start and word.end <= span[1]]
        while words and words[-1].term in asking.LIGHT_WORDS:
            words.pop()
        return self._phrase(span[0], words[-1].end) if words else None

    def _others(
        self, joins: Sequence[comparing.Join], place: int, last: Thing
    ) -> tuple[Thing, ...]:
        """What is joined to the first two things in the same way."""
        others: list[Thing] = []
        while place < len(joins) and not self._masked[last.end : joins[place].start].strip():
            more = self._head(joins[place].end, self._end(joins, place), last)
            if more is None or not (joins[place].text == joins[place - 1].text or more.terms):
                break
            others.append(last := more)
            place += 1
        return tuple(others)

    def _listed(self) -> tuple[Thing, ...]:
        """Things with nothing but space between them: names, or the first two words where they are
        all there is, or Chinese ones.
        """
        pieces = self._pieces()
        if len(known := _different(filter(self._is_known, pieces))) > 1:
            return known[: MOST_THINGS + 1]
        is_latin = any(not piece.is_name and piece.name.isascii() for piece in pieces[:2])
        if is_latin and len(pieces) > 2:
            return ()
        things = _different(pieces)[:2]
        return things if len(things) == 2 else ()

    def _pieces(self) -> list[Thing]:
        """What stands between spaces, where these are in no name, and joins nothing."""
        spans: list[tuple[int, int]] = []
        for word in re.finditer(r"\S+", self._plain):
            within = any(n.start < word.start() < n.end for n in self._names)
            spans.append((spans.pop()[0] if within and spans else word.start(), word.end()))
        joining = {at for join in self._joins() for at in range(join.start, join.end)}
        names = {(name.start, name.end): name for name in self._names}
        return [
            self._thing(names.get(span, Token("", *span)))
            for span in spans
            if any(each.isalnum() for each in self._plain[slice(*span)])
            and not joining.issuperset(range(*span))
            and comparing.may_be_thing(self._plain[slice(*span)])
        ]

    def _version(self, start: int, end: int, left: Thing) -> Thing | None:
        """The version of a thing of which only the number is said: 1.6和2.0."""
        version, own = VERSION.match(self._masked, start, end), _VERSION_AT_END.search(left.name)
        if version is None or own is None or not own.start():
            return None
        said = self._text[slice(*self._folded.original(*version.span()))]
        return self._named_thing(f"{left.name[: own.start()]}{said}", *version.span())

    def _within(self, start: int, end: int) -> list[Token]:
        """The names in a range of the question."""
        return [name for name in self._names if start <= name.start and name.end <= end]

    def _is_proper(self, name: Token, span: tuple[int, int] | None) -> bool:
        """Whether it names one thing; a word of the field does only where it is all of a range."""
        of_field = self._tokenizer.names.kind(name.term) == "term"
        return not of_field or (name.start, name.end) == span

    def _is_longer(self, name: Token, end: int, left: Thing) -> bool:
        """Whether a name is part of a longer one up to the `end`: nobody knows the word behind it,
        or the thing to the `left` has it too.
        """
        words = [word for word in self._words if name.end <= word.start and word.end <= end]
        rest = self._plain[name.end : end]
        is_strange = len(words) > 1 and all(len(word.term) == 1 for word in words)
        return _HAN.match(rest) is not None and (is_strange or left.name.endswith(rest))

    def _phrase(self, start: int, end: int) -> Thing | None:
        """A thing that isn't in the lexicon, if names in it are; None for what is too long."""
        text = self._plain[start:end]
        bare = _HAN.search(text) and not self._within(start, end) and not self._asked_to
        if not comparing.may_be_thing(text) or not any(map(str.isalnum, text)):
            return None
        if len(text) > (_LONGEST_CHINESE if bare else _LONGEST):
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
        """Whether the words beside the things compare them."""
        marked = self._plain
        for thing in sorted(things, key=lambda thing: -thing.start):
            marked = f"{marked[: thing.start]}{_MASK}{marked[thing.end :]}"
        # Which of two is the one that a name is said to be of is a question on that.
        before = self._masked[: min(thing.start for thing in things)].rstrip()
        if before.endswith(f"{_MASK}是"):
            return False
        return comparing.compares(marked, all(map(self._is_known, things)))

    def _is_known(self, thing: Thing) -> bool:
        """Whether it is a name of the lexicon, and no mere word of the field."""
        return thing.is_name and self._tokenizer.names.kind(thing.terms[0]) != "term"

    def _beside(self, things: Sequence[Thing]) -> str:
        """The folded question with spaces in place of some things."""
        own = {at for thing in things for at in range(thing.start, thing.end)}
        return "".join(" " if at in own else each for at, each in enumerate(self._plain))


def _differ(one: Thing, other: Thing) -> bool:
    """Whether two things are different ones."""
    if one.is_name and other.is_name and one.terms == other.terms:
        return False
    return one.name.casefold() != other.name.casefold()


def _different(things: Iterable[Thing]) -> tuple[Thing, ...]:
    """The things without those that stand among them before."""
    found: list[Thing] = []
    for thing in things:
        if all(_differ(thing, other) for other in found):
            found.append(thing)
    return tuple(found)
