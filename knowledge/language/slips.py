"""Finds the names that a text means and doesn't spell as they are spelt."""

import re
from collections.abc import Container, Iterator, Sequence
from typing import NamedTuple

from rapidfuzz.distance import OSA

from .names import Names, squeeze
from .sounds import Sounds

# So long is a name of which a character may be wrong, missing, or too many; in a shorter one two
# may have changed places.
_LONG, _SWAPPED = 4, 3
_INITIALS = 3
# In a longer text, names are found by their sounds alone: comparing takes too long.
_MOST_COMPARED = 200
_LATIN = re.compile(r"[a-z\d]+(?:\.\d+)*", re.ASCII)
# What stands beside names in questions, and is no slip of theirs.
_ASKING = frozenset("的了是在吗呢么吧几谁哪啥怎有和跟")


class Slip(NamedTuple):
    """A range of a text that means a name: its term, how it is spelt, and how it was typed."""

    term: str
    spelt: str
    start: int
    end: int
    typed: str


def is_han(character: str) -> bool:
    return character >= "\u3005" and character.isalpha()


class Slips:
    """The names of the lexicon by their sounds, their initials and their characters."""

    def __init__(self, names: Names, sounds: Sounds) -> None:
        self._sounds = sounds
        self._by_sound: dict[tuple[str, ...], tuple[str, str]] = {}
        self._by_initials: dict[str, set[tuple[str, str]]] = {}
        self._by_edge: dict[str, set[str]] = {}
        self._terms: dict[str, str] = {}
        for term, form in names.all_forms():
            if sum(map(is_han, form)) < 2:
                continue
            syllables = sounds.syllables(form)
            self._by_sound.setdefault(tuple(map(sounds.near, syllables)), (term, form))
            if len(form) >= _INITIALS:
                initials = "".join(syllable[0] for syllable in syllables)
                self._by_initials.setdefault(initials, set()).add((term, form))
            self._terms[form] = term
            if len(form) >= _SWAPPED:
                for character in (form[0], form[-1]):
                    self._by_edge.setdefault(character, set()).add(form)
        self._lengths: dict[str, list[int]] = {}
        for key in sorted(self._by_sound, key=len, reverse=True):
            lengths = self._lengths.setdefault(key[0], [])
            if len(key) not in lengths:
                lengths.append(len(key))
        self._characters = {form: frozenset(form) for form in self._terms}

    def sounding(
        self, syllables: Sequence[str], inside: Container[int] = ()
    ) -> Iterator[tuple[str, str, int, int]]:
        """The names that sound near to some syllables in a row: the longest at each place.

        At the places `inside`, none begins or ends.
        """
        near = tuple(map(self._sounds.near, syllables))
        first = 0
        while first < len(near):
            for length in self._lengths.get(near[first], ()):
                if first in inside or first + length in inside or first + length > len(near):
                    continue
                if found := self._by_sound.get(near[first : first + length]):
                    yield *found, first, first + length
                    first += length - 1
                    break
            first += 1

    def by_initials(self, letters: str) -> tuple[str, str] | None:
        """The one name whose syllables begin with these letters, as its term and its spelling."""
        found = self._by_initials.get(letters, set())
        return min(found) if len({term for term, _ in found}) == 1 else None

    def find(self, text: str, words: Sequence[tuple[str, int, int]]) -> Iterator[Slip]:
        """The names that folded `text` misspells, in a long one those that sound the same.

        `words` are those of its words that the articles know: a name isn't made of these alone.
        """
        plain, offsets = squeeze(text)
        known = {offset for _, start, end in words for offset in range(start, end)}
        if all(at in known or not is_han(text[at]) for at in offsets):
            return
        names = {at for term, a, b in words if term.startswith("=") for at in range(a, b)}
        taken: set[int] = set()
        inside = _inside(plain, offsets)
        heard = self._heard(plain, inside)
        resembling = self._seen(plain, inside) if len(plain) <= _MOST_COMPARED else ()
        for seen, found in ((False, heard), (True, resembling)):
            for term, form, first, last in found:
                span = range(offsets[first], offsets[last - 1] + 1)
                if plain[first:last] in self._terms:
                    taken.update(span)
                if known.issuperset(span) or not taken.isdisjoint(span):
                    continue
                if seen and not names.isdisjoint(span):
                    continue
                taken.update(span)
                yield Slip(term, form, span.start, span.stop, text[span.start : span.stop])

    def _heard(self, plain: str, inside: set[int]) -> Iterator[tuple[str, str, int, int]]:
        for term, form, first, last in self.sounding(self._sounds.syllables(plain), inside):
            typed = plain[first:last]
            if len(form) > 2 or not set(form).isdisjoint(typed):
                yield term, form, first, last

    def _seen(self, plain: str, inside: set[int]) -> Iterator[tuple[str, str, int, int]]:
        typed = set(plain)
        forms = {form for character in typed for form in self._by_edge.get(character, ())}
        near = [form for form in forms if len(self._characters[form] - typed) <= 1]
        for form in sorted(near, key=lambda form: (-len(form), form)):
            if place := _place(plain, form, inside):
                yield self._terms[form], form, *place


def _others(text: str) -> list[str]:
    """The characters of a text that have to stand as they are: letters, digits, marks."""
    return [character for character in text if not is_han(character)]


def _inside(plain: str, offsets: Sequence[int]) -> set[int]:
    """Where a text without its gaps is inside a Latin word or a number: in 2.1 and q1."""
    latin = {i for match in _LATIN.finditer(plain) for i in range(match.start() + 1, match.end())}
    return {i for i in latin if offsets[i] == offsets[i - 1] + 1}


def _place(plain: str, form: str, inside: set[int]) -> tuple[int, int] | None:
    """Where a text has a form with one slip; letters and digits have to stand as they are."""
    for length in (len(form), len(form) - 1, len(form) + 1):
        if length < _SWAPPED or (length != len(form) and len(form) < _LONG):
            continue
        for first in range(len(plain) - length + 1):
            typed = plain[first : first + length]
            if first in inside or first + length in inside:
                continue
            if typed[0] != form[0] and typed[-1] != form[-1]:
                continue
            if len(form) < _LONG and sorted(typed) != sorted(form):
                continue
            if _others(typed) != _others(form) or _ASKING & (set(typed) - set(form)):
                continue
            if OSA.distance(typed, form, score_cutoff=1) == 1:
                return first, first + length
    return None
