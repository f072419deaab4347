"""Finds what a question means and doesn't spell: slips, near sounds, typed pinyin, English."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from knowledge.language import asking
from knowledge.language.slips import Slip, Slips
from knowledge.language.tokens import Token, Tokenizer, Tokens

from .index import SOUNDS, WORDS, Index
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

    `words` are the likely ones for what it says in English. `pinyin` are pairs of sounds that it
    spells in Latin letters, as tokens; `slips` names that it misspells.
    """

    terms: tuple[Term, ...]
    words: tuple[str, ...]
    pinyin: tuple[Token, ...]
    slips: tuple[Slip, ...]


class Interpreter:
    """Interprets questions by the vocabulary of an index."""

    def __init__(self, tokenizer: Tokenizer, index: Index, cutter: Cutter) -> None:
        self._tokenizer = tokenizer
        self._index = index
        self._cutter = cutter
        self._slips = Slips(tokenizer.names, tokenizer.sounds)
        self._by_near: dict[str, list[str]] = {}
        for pair in index.vocabulary[SOUNDS]:
            if " " in pair:
                self._by_near.setdefault(self._near(pair), []).append(pair)

    def interpret(
        self, asked: str, telling: str, tokens: Tokens, units: list[Unit], capitals: frozenset[int]
    ) -> Meant:
        """What a folded question means; the weights of `units` in English are put right.

        `telling` is the question with spaces in place of the words that only ask, `capitals` are
        the places where its Latin words begin with a capital letter.
        """
        english = asking.is_english(asked)
        likely: list[str] = []
        translated = list(self._english(units, likely))
        done = {i for term in translated for i in range(term.first, term.last)}
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
        slips += self._misspelt(asked)
        near = self._near_sounds(tokens, units)
        terms = (*translated, *near, *self._named(slips, units))
        return Meant(terms, tuple(likely), tuple(pinyin), tuple(slips))

    def is_name(self, letters: str) -> bool:
        """Whether Latin letters are the sounds of a name, all of them."""
        return any(
            (first, last) == (0, len(way))
            for way in self._tokenizer.sounds.spellings(letters)
            for _, _, first, last in self._slips.sounding(way)
        )

    def _is_known(self, word: str) -> bool:
        return word in self._index.vocabulary[WORDS] or word in asking.EMPTY_WORDS

    def _english(self, units: list[Unit], words: list[str]) -> Iterator[Term]:
        """The Chinese words for what is asked in English, and is no name.

        A unit weighs what the commonest of its likely translations does; these go to `words`.
        """
        known, idf = self._index.vocabulary[WORDS], self._index.term_idf
        latin = [i for i, unit in enumerate(units) if _LATIN.fullmatch(unit.text) and not unit.name]
        for first, last, found in self._index.english.translations([units[i].text for i in latin]):
            start, end = latin[first], latin[last - 1] + 1
            likely = [t for t in found if t.strength >= _SURE] or found
            words += [translation.word for translation in likely]
            common = min((known[t.word] for t in likely), key=lambda number: float(idf[number]))
            for i in range(start, end):
                units[i] = units[i]._replace(weight=self._cutter.weight(common), proper=False)
            for word, strength in found:
                number = known[word]
                weight = strength * min(1.0, float(idf[common] / idf[number]))
                credit = max(_LEAST_CREDIT, _ENGLISH_CREDIT if strength >= _SURE else 0)
                passage, sentence = (each * weight for each in FOREIGN_WEIGHTS)
                yield Term(number, start, end, credit, passage, sentence, -1 - start)

    def _near_sounds(self, tokens: Tokens, units: Sequence[Unit]) -> Iterator[Term]:
        """The pairs of sounds near to those of the question that no article has."""
        known = self._index.vocabulary[SOUNDS]
        names = [(unit.start, unit.end) for unit in units if unit.name]
        for token in tokens.sounds:
            if " " not in token.term or token.term in known or is_within(token, names):
                continue
            first, last = units_of(token.start, token.end, units)
            passage, sentence = (each * _NEAR_WEIGHT for each in FIELD_WEIGHTS[SOUNDS])
            for pair in self._by_near.get(self._near(token.term), ()):
                group = -1 - len(units) - token.start
                yield Term(known[pair], first, last, _NEAR_CREDIT, passage, sentence, group)

    def _near(self, pair: str) -> str:
        return " ".join(map(self._tokenizer.sounds.near, pair.split(" ")))

    def _misspelt(self, asked: str) -> list[Slip]:
        """The names that the articles have and the question misspells."""
        known = self._index.vocabulary[WORDS]
        words = [
            word
            for word in self._tokenizer.whole_words(asked)
            if word.term in known and (len(word.term) > 1 or word.term in asking.LIGHT_WORDS)
        ]
        return [slip for slip in self._slips.find(asked, words) if slip.term in known]

    def _named(self, slips: Sequence[Slip], units: Sequence[Unit]) -> Iterator[Term]:
        for slip in slips:
            number = self._index.vocabulary[WORDS][slip.term]
            span = units_of(slip.start, slip.end, units)
            yield Term(number, *span, _SLIP_CREDIT, *SLIP_WEIGHTS, number)

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
