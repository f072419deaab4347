"""Finds what a question means and doesn't spell: slips, near sounds, typed pinyin, English."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise, product
from typing import NamedTuple

from knowledge.indexing.index import SOUNDS, WORDS, Index
from knowledge.language import asking
from knowledge.language.slips import Slip, Slips
from knowledge.language.tokens import Token, Tokenizer, Tokens

from .question import FIELD_WEIGHTS, FOREIGN_WEIGHTS, SLIP_WEIGHTS, SOUND, Term, Unit
from .units import Cutter, is_within, units_of

# What is meant weighs in passages and in sentences, and how sure it is: a name that is misspelt, a
# Chinese word for an English one, a pair of near sounds where no article has those of the question.
_SLIP_CREDIT = 0.9
_ENGLISH_CREDIT = 0.9
_NEAR_WEIGHT, _NEAR_CREDIT = 0.8, SOUND
_SURE, _LEAST_CREDIT = 0.8, 0.6
_RUN = re.compile("[a-z]+(?: [a-z]+)*")
_LATIN = re.compile("[a-z]+")
_BREAK = Token("", 0, 0)


class Meant(NamedTuple):
    """What a question means beside what it spells.

    `units` are its own, those in English with the weights of what they mean. `words` are the likely
    ones for what it says in English. `pinyin` are pairs of sounds that it spells in Latin letters,
    as tokens; `slips` names that it misspells.
    """

    units: tuple[Unit, ...]
    terms: tuple[Term, ...]
    words: tuple[str, ...]
    pinyin: tuple[Token, ...]
    slips: tuple[Slip, ...]


class _Translated(NamedTuple):
    """What the units `first` to `last` (exclusive) say in English: its terms and likely words."""

    first: int
    last: int
    weight: float
    terms: tuple[Term, ...]
    words: tuple[str, ...]


class Interpreter:
    """Interprets questions by the vocabulary of an index."""

    def __init__(self, tokenizer: Tokenizer, index: Index, cutter: Cutter) -> None:
        self._tokenizer = tokenizer
        self._index = index
        self._cutter = cutter
        self._slips = Slips(tokenizer.names, tokenizer.sounds)

    def interpret(
        self,
        asked: str,
        telling: str,
        words: Sequence[Token],
        tokens: Tokens,
        units: Sequence[Unit],
        capitals: frozenset[int],
        spaced: Sequence[Slip],
    ) -> Meant:
        """What a folded question means.

        `telling` is the question with spaces in place of the words that only ask, `words` are the
        whole words of it all, `capitals` are the places where its Latin words begin with a capital
        letter, `spaced` are its `spaced_names`.
        """
        english = asking.is_english(asked)
        translated = tuple(self._english(units))
        done = {i for each in translated for i in range(each.first, each.last)}
        typed = [
            Token(unit.text, unit.start, unit.end)
            for i, unit in enumerate(units)
            if i not in done
            and _LATIN.fullmatch(unit.text)
            and not unit.name
            and not self._is_known(unit.text)
            and (not english or unit.start in capitals)
        ]
        pinyin, slips = self._pinyin(telling, typed)
        slips = _longest([*spaced, *slips, *self._misspelt(asked, words)])
        near = self._near_sounds(tokens, units)
        foreign = (term for each in translated for term in each.terms)
        return Meant(
            units=tuple(_reweighed(units, translated)),
            terms=(*foreign, *near, *self._named(slips, units)),
            words=tuple(word for each in translated for word in each.words),
            pinyin=tuple(pinyin),
            slips=tuple(slips),
        )

    def spaced_names(self, asked: str) -> list[Slip]:
        """The names that a folded question has in pinyin, a space between syllables: bao de xi."""
        if asking.is_english(asked):
            return []
        slips: list[Slip] = []
        for run in _RUN.finditer(asked):
            words = [Token(w.group(), *w.span()) for w in _LATIN.finditer(asked, *run.span())]
            syllables = [
                word.term if [word.term] in self._tokenizer.sounds.spellings(word.term) else ""
                for word in words
            ]
            for term, form, first, last in self._slips.sounding(syllables):
                start, end = words[first].start, words[last - 1].end
                slips.append(Slip(term, form, start, end, asked[start:end]))
        return [slip for slip in slips if slip.term in self._index.vocabulary[WORDS]]

    def is_name(self, letters: str) -> bool:
        """Whether Latin letters are the sounds of a name, all of them."""
        return any(
            (first, last) == (0, len(way))
            for way in self._tokenizer.sounds.spellings(letters)
            for _, _, first, last in self._slips.sounding(way)
        )

    def _is_known(self, word: str) -> bool:
        return word in self._index.vocabulary[WORDS] or word in asking.EMPTY_WORDS

    def _english(self, units: Sequence[Unit]) -> Iterator[_Translated]:
        """The Chinese words for what is asked in English, and is no name.

        It weighs what the commonest of its likely translations does.
        """
        known, idf = self._index.vocabulary[WORDS], self._index.term_idf
        # No phrase bridges a name: that is no word of English here.
        latin = [
            unit.text if _LATIN.fullmatch(unit.text) and not unit.name else "" for unit in units
        ]
        for start, end, found in self._index.english.translations(latin):
            likely = [t for t in found if t.strength >= _SURE] or found
            common = min((known[t.word] for t in likely), key=lambda number: float(idf[number]))
            terms: list[Term] = []
            for word, strength in found:
                number = known[word]
                weight = strength * min(1.0, float(idf[common] / idf[number]))
                credit = max(_LEAST_CREDIT, _ENGLISH_CREDIT if strength >= _SURE else 0)
                passage, sentence = (each * weight for each in FOREIGN_WEIGHTS)
                terms.append(Term(number, WORDS, start, end, credit, passage, sentence, -1 - start))
            words = tuple(translation.word for translation in likely)
            yield _Translated(start, end, self._cutter.weight(common), tuple(terms), words)

    def _near_sounds(self, tokens: Tokens, units: Sequence[Unit]) -> Iterator[Term]:
        """The pairs of sounds near to those of the question that no article has."""
        known = self._index.vocabulary[SOUNDS]
        names = [(unit.start, unit.end) for unit in units if unit.name]
        for token in tokens.sounds:
            if " " not in token.term or token.term in known or is_within(token, names):
                continue
            first, last = units_of(token.start, token.end, units)
            passage, sentence = (each * _NEAR_WEIGHT for each in FIELD_WEIGHTS[SOUNDS])
            group = -1 - len(units) - token.start
            near = map(self._tokenizer.sounds.near_ones, token.term.split(" "))
            for pair in map(" ".join, product(*near)):
                if pair in known:
                    number = known[pair]
                    yield Term(number, SOUNDS, first, last, _NEAR_CREDIT, passage, sentence, group)

    def _misspelt(self, asked: str, words: Iterable[Token]) -> list[Slip]:
        """The names that the articles have and the question misspells."""
        known = self._index.vocabulary[WORDS]
        words = [
            word
            for word in words
            if word.term in known and (len(word.term) > 1 or word.term in asking.LIGHT_WORDS)
        ]
        return [slip for slip in self._slips.find(asked, words) if slip.term in known]

    def _named(self, slips: Sequence[Slip], units: Sequence[Unit]) -> Iterator[Term]:
        for slip in slips:
            number = self._index.vocabulary[WORDS][slip.term]
            span = units_of(slip.start, slip.end, units)
            yield Term(number, WORDS, *span, _SLIP_CREDIT, *SLIP_WEIGHTS, number)

    def _pinyin(self, telling: str, typed: Sequence[Token]) -> tuple[list[Token], list[Slip]]:
        """The pairs of sounds of words typed in pinyin, and the names that are typed so.

        A word counts as pinyin where the articles have some of its sounds.
        """
        blank = asking.ASKING_PINYIN.sub(lambda match: " " * len(match.group()), telling)
        pairs: list[Token] = []
        slips: list[Slip] = []
        for run in _RUN.finditer(blank):
            words = [word for word in typed if is_within(word, [run.span()])]
            syllables = self._syllables(words, telling)
            pairs += [
                Token(f"{one.term} {other.term}", one.start, other.end)
                for one, other in pairwise(syllables)
                if f"{one.term} {other.term}" in self._index.vocabulary[SOUNDS]
            ]
            for term, form, first, last in self._slips.sounding([s.term for s in syllables]):
                start, end = syllables[first].start, syllables[last - 1].end
                slips.append(Slip(term, form, start, end, telling[start:end]))
            if len(words) == 1 and (name := self._slips.by_initials(words[0].term)):
                slips.append(Slip(*name, words[0].start, words[0].end, words[0].term))
        return pairs, [slip for slip in slips if slip.term in self._index.vocabulary[WORDS]]

    def _syllables(self, words: Sequence[Token], telling: str) -> list[Token]:
        """The syllables of some words, with a break where one is no pinyin or another stands."""
        syllables: list[Token] = []
        end = 0
        for word in words:
            readings = self._tokenizer.sounds.spellings(word.term)
            if not readings or telling[end : word.start].strip():
                syllables.append(_BREAK)
            at = word.start
            for syllable in max(readings, key=self._familiar, default=()):
                syllables.append(Token(syllable, at, at + len(syllable)))
                at += len(syllable)
            end = word.end
        return syllables

    def _familiar(self, syllables: Sequence[str]) -> tuple[int, int]:
        """How many of some syllables are of names, and how many pairs of them the articles have."""
        known = self._index.vocabulary[SOUNDS]
        named = sum(last - first for _, _, first, last in self._slips.sounding(syllables))
        return named, sum(pair in known for pair in map(" ".join, pairwise(syllables)))


def _reweighed(units: Sequence[Unit], translated: Sequence[_Translated]) -> Iterator[Unit]:
    """The units, those in English with the weights of what they mean, and part of no name."""
    weights = {i: each.weight for each in translated for i in range(each.first, each.last)}
    for i, unit in enumerate(units):
        yield unit._replace(weight=weights[i], proper=False) if i in weights else unit


def _longest(slips: Sequence[Slip]) -> list[Slip]:
    """Of slips that overlap, the longest."""
    found: list[Slip] = []
    for slip in sorted(slips, key=lambda slip: slip.start - slip.end):
        if all(slip.end <= other.start or other.end <= slip.start for other in found):
            found.append(slip)
    return found
