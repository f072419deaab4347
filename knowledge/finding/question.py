"""What is asked: the terms that count, phrases that must stand as written, the kind of answer."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from knowledge.language import asking
from knowledge.language.folding import Folded
from knowledge.language.spelling import Spelling
from knowledge.language.tokens import Token, Tokenizer, Tokens

from .index import NUMBER, REASON, TIME, Index
from .telling import telling_words

LONGEST = 1000
_MOST_TERMS = 64
# A question of no more words than these, none of them a name, may lean on the one before.
_LEANING = 2
_SOUNDS = 2
_AMOUNT = re.compile(r"\d+(?:\.\d+)?[^\W\d_a-z]|\d+(?:\.\d+)?%")
_KINDS = (
    (TIME, asking.ASKS_TIME),
    (NUMBER, asking.ASKS_NUMBER),
    (REASON, asking.ASKS_REASON),
)


class Sought(NamedTuple):
    """What to mark where it is found: folded words, names and quoted phrases, and pairs of
    syllables, each with the ways that the question spells it.
    """

    words: frozenset[str]
    sounds: tuple[tuple[str, frozenset[str]], ...]
    phrases: frozenset[str]


@dataclass(frozen=True, slots=True)
class Question:
    """A question, read.

    `terms` are numbers of the index's terms, `unknown` counts for each field those that no
    article has. `kind` is one of NUMBER, TIME and REASON or 0, `subject` is what a definition is
    asked of (folded, nothing but letters and digits) or empty, `phrases` are folded. `names` are
    those of its terms that are names of the lexicon.
    """

    terms: tuple[int, ...]
    unknown: tuple[int, int, int]
    kind: int
    subject: str
    phrases: tuple[str, ...]
    corrected: str | None
    names: tuple[int, ...]
    sought: Sought


def _is_within(token: Token, spans: list[tuple[int, int]]) -> bool:
    return any(start <= token.start and token.end <= end for start, end in spans)


class Reader:
    """Reads questions by the vocabulary of an index."""

    def __init__(self, tokenizer: Tokenizer, index: Index) -> None:
        self._tokenizer = tokenizer
        self._index = index
        self._vocabulary = index.vocabulary
        latin = [word for word in index.vocabulary[0] if word.isascii() and word.isalpha()]
        self._spelling = Spelling(latin)

    def read(self, text: str, literal: bool = False, as_text: bool = False) -> Question:
        """Read a question; `literal` takes every word as it is typed and none by its sound.

        Of more than LONGEST characters, a forwarded post perhaps, the telling words are read. In
        such a text nothing is corrected, nor do its quotations have to stand in an article;
        `as_text` reads a shorter one so too, but all its words.
        """
        is_long = len(text) > LONGEST
        if is_long:
            text = telling_words(text, self._tokenizer, self._index)
        folded = self._tokenizer.folding.fold(text)
        corrected = None if literal or is_long or as_text else self._corrected(text, folded)
        if corrected:
            folded = self._tokenizer.folding.fold(corrected)
        asked = folded.text.strip()
        telling = self._telling(asked)
        pairs: list[str] = []
        if not literal:
            telling, pairs = self._typed_pinyin(asked, telling)
        tokens = self._without_foreign_names(self._tokenizer.tokens(telling))
        words, characters, sounds = (
            list(dict.fromkeys(token.term for token in field))[:_MOST_TERMS] for field in tokens
        )
        fields = (words, characters, [] if literal else [*sounds, *pairs])
        quoted = () if as_text else map(str.strip, asking.QUOTED.findall(asked))
        phrases = tuple(phrase for phrase in quoted if phrase)
        known = self._vocabulary[0]
        return Question(
            terms=self._known_terms(fields),
            unknown=self._unknown(tokens, literal),
            kind=next((bit for bit, pattern in _KINDS if pattern.search(asked)), 0),
            subject=self._subject(asked),
            phrases=phrases,
            corrected=corrected,
            names=tuple(known[word] for word in words if word.startswith("=") and word in known),
            sought=self._sought(telling, words, [] if literal else tokens.sounds, pairs, phrases),
        )

    def left_out(self, text: str, previous: str) -> str | None:
        """The name that a question leaves out because the one before it had it, as typed there.

        None where the question names something itself, says too much to lean on another, or the
        one before it has no name that the articles know.
        """
        telling = self._telling(self._tokenizer.folding.fold(text).text)
        words = [token.term for token in self._tokenizer.tokens(telling).words]
        said = [word for word in words if len(word) > 1]
        if len(said) > _LEANING or any(w.startswith("=") or w.isascii() for w in said):
            return None
        names = self._names(self._tokenizer.tokens(previous))
        if not names:
            return None
        # Of several, the one that tells most: not AI, where Netflix stands beside it.
        idf, known = self._index.term_idf, self._vocabulary[0]
        told = max(names, key=lambda name: (idf[known[name.term]], name.end))
        return previous[told.start : told.end]

    def _without_foreign_names(self, tokens: Tokens) -> Tokens:
        """The tokens without those inside a name that the articles know by another form only.

        The characters of 脸书 would find faces and books, where the articles say Facebook.
        """
        sounds = self._vocabulary[_SOUNDS]
        foreign = [
            (name.start, name.end)
            for name in self._names(tokens)
            if not any(
                token.term in sounds and _is_within(token, [(name.start, name.end)])
                for token in tokens.sounds
            )
        ]
        if not foreign:
            return tokens
        return Tokens(
            *(
                [t for t in field if t.term.startswith("=") or not _is_within(t, foreign)]
                for field in tokens
            )
        )

    def _names(self, tokens: Tokens) -> list[Token]:
        """The names among the tokens that the articles have, in whatever form."""
        known = self._vocabulary[0]
        return [t for t in tokens.words if t.term.startswith("=") and t.term in known]

    def _telling(self, asked: str) -> str:
        """A folded question without the words that only ask."""
        return self._tokenizer.blanked(asking.ASKING.sub(" ", asked), asking.EMPTY_WORDS)

    def _subject(self, asked: str) -> str:
        return re.sub(r"[\W_]+", "", self._telling(asking.defined(asked) or ""))

    def _is_known(self, word: str) -> bool:
        return word in self._vocabulary[0] or word in asking.EMPTY_WORDS

    def _corrected(self, text: str, folded: Folded) -> str | None:
        """The question with misspelt Latin words put right; None where there are none."""
        quoted = [match.span() for match in asking.QUOTED.finditer(folded.text)]
        corrected, end = "", 0
        for match in re.finditer(r"[a-z]+", folded.text):
            if self._is_known(match.group()) or any(a < match.start() < b for a, b in quoted):
                continue
            if nearest := self._spelling.nearest(match.group()):
                start, stop = folded.original(*match.span())
                corrected += text[end:start] + nearest
                end = stop
        return corrected + text[end:] if corrected else None

    def _typed_pinyin(self, asked: str, telling: str) -> tuple[str, list[str]]:
        """What is telling without the words typed in pinyin, and the pairs of sounds of those.

        A word counts as pinyin where the articles have some of its sounds, and the question isn't
        in English.
        """
        if not asking.ENGLISH.isdisjoint(re.findall(r"[a-z]+", asked)):
            return telling, []
        pairs: list[str] = []

        def take(match: re.Match[str]) -> str:
            if self._is_known(match.group()):
                return match.group()
            readings = [
                [pair for pair in map(" ".join, pairwise(way)) if pair in self._vocabulary[_SOUNDS]]
                for way in self._tokenizer.sounds.spellings(match.group())
            ]
            found = max(readings, key=len, default=[])
            pairs.extend(found)
            return " " if found else match.group()

        return re.sub(r"[a-z]+", take, asking.ASKING_PINYIN.sub(" ", telling)), pairs

    def _known_terms(self, fields: Iterable[list[str]]) -> tuple[int, ...]:
        """The numbers of the terms that some article has."""
        return tuple(
            dict.fromkeys(
                known[term]
                for known, terms in zip(self._vocabulary, fields, strict=True)
                for term in terms
                if term in known
            )
        )

    def _unknown(self, tokens: Tokens, literal: bool) -> tuple[int, int, int]:
        """How many terms of each field no article has, those inside known names aside."""
        named = [(name.start, name.end) for name in self._names(tokens)]
        counts = [
            len(
                {
                    token.term
                    for token in field
                    if token.term not in known
                    and not token.term.startswith("=")
                    and not _is_within(token, named)
                }
            )
            for known, field in zip(self._vocabulary, tokens, strict=True)
        ]
        return counts[0], counts[1], 0 if literal else counts[2]

    def _sought(
        self,
        telling: str,
        words: list[str],
        sounds: list[Token],
        pairs: list[str],
        phrases: tuple[str, ...],
    ) -> Sought:
        """Single characters are marked only behind a number, or where there is nothing longer."""
        longer = [word for word in words if len(word) > 1 or word.isascii()]
        forms = [form for word in words for form in self._tokenizer.names.forms(word)]
        marked = [word for word in longer or words if not word.startswith("=")]
        spelt: dict[str, set[str]] = {pair: set() for pair in pairs}
        for token in sounds:
            if " " in token.term:
                spelt.setdefault(token.term, set()).add(telling[token.start : token.end])
        return Sought(
            words=frozenset([*marked, *forms, *_AMOUNT.findall(telling)]),
            sounds=tuple((pair, frozenset(forms)) for pair, forms in spelt.items()),
            phrases=frozenset(phrases),
        )
