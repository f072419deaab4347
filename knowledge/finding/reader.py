"""Reads questions by the vocabulary of an index."""

import re
from collections.abc import Iterable, Iterator, Sequence

from knowledge.indexing.index import SOUNDS, WORDS, Index
from knowledge.language import asking
from knowledge.language.folding import Folded, trim
from knowledge.language.kinds import Asked as Part
from knowledge.language.kinds import asked_kinds
from knowledge.language.slips import Slip
from knowledge.language.tokens import Token, Tokenizer, Tokens

from .corrector import Corrector
from .meaning import Interpreter, Meant
from .question import (
    CHARACTER,
    FIELD_WEIGHTS,
    FOREIGN_WEIGHTS,
    NAME_WEIGHTS,
    SOUND,
    Question,
    Sought,
    Term,
    Unit,
)
from .telling import telling_words
from .units import VERSION, Cutter, is_within, units_of

LONGEST = 1000
_MOST_TERMS = 64
_AMOUNT = re.compile(r"\d+(?:\.\d+)?[^\W\d_a-z]|\d+(?:\.\d+)?%")
# How sure a term is to be the part of the question that it stands for: in each field, a single
# character that is a word, a part of a name, the number of a version.
_CREDITS = (1.0, CHARACTER, SOUND)
_SINGLE, _PART_OF_WORD, _PART_OF_NAME, _VERSION = 0.85, 0.6, 0.35, 0.85
# What a term of a word that says little weighs, of what another would.
_LIGHT = 0.4


def _squeezed(text: str) -> str:
    return re.sub(r"[\W_]+", "", text)


class Reader:
    """Reads questions by the vocabulary of an index."""

    def __init__(self, tokenizer: Tokenizer, index: Index) -> None:
        self._tokenizer = tokenizer
        self._index = index
        self._vocabulary = index.vocabulary
        self._cutter = Cutter(tokenizer, index)
        self._interpreter = Interpreter(tokenizer, index, self._cutter)
        self._corrector = Corrector(tokenizer, index, self._interpreter)

    @property
    def corrector(self) -> Corrector:
        """What puts questions right."""
        return self._corrector

    def read(self, text: str, literal: bool = False, as_text: bool = False) -> Question:
        """Read a question; `literal` takes every word as it is typed and none by its sound.

        Of more than LONGEST characters, a forwarded post perhaps, the telling words are read. In
        such a text nothing is corrected, nor do its quotations have to stand in an article;
        `as_text` reads a shorter one so too, but all its words.
        """
        is_long = len(text) > LONGEST
        if is_long:
            text = telling_words(text, self._tokenizer, self._index)
        exact = literal or is_long or as_text
        folded = self._tokenizer.folding.fold(text)
        corrected = None if exact else self._corrector.corrected(text, folded)
        if corrected:
            text, folded = corrected, self._tokenizer.folding.fold(corrected)
        asked = folded.text
        asked_words, asked_parts = self._tokenizer.whole_words(asked), asked_kinds(asked)
        spaced = self._interpreter.spaced_names(asked)
        telling = self._telling(asked, asked_words, asked_parts, spaced)
        words = self._tokenizer.whole_words(telling)
        subject = _subject(asked, telling)
        units, kinds = self._cutter.cut(asked, telling, words, asked_parts, subject)
        tokens = self._tokenizer.tokens(telling)
        foreign = self._foreign_names(tokens)
        # The characters of 脸书 would find faces and books, where the articles say Facebook.
        tokens = _without(tokens, foreign)
        meant = Meant(tuple(units), (), (), (), ())
        if not exact:
            capital = capitals(text, folded)
            meant = self._interpreter.interpret(
                asked, telling, asked_words, tokens, units, capital, spaced
            )
        tokens = _without(tokens, [(pair.start, pair.end) for pair in meant.pinyin])
        heard = tokens._replace(sounds=[] if literal else [*tokens.sounds, *meant.pinyin])
        quoted = () if as_text else map(str.strip, asking.QUOTED.findall(asked))
        phrases = tuple(phrase for phrase in quoted if phrase)
        return Question(
            text=text,
            units=meant.units,
            least=self._cutter.least,
            found=(*self._terms(heard, meant.units, self._strange(words), foreign), *meant.terms),
            kinds=tuple(kinds),
            subjects=self._forms(asked[slice(*subject)], meant) if subject else (),
            phrases=phrases,
            corrected=corrected,
            slips=meant.slips,
            named=any(self._names(tokens)) or bool(meant.slips),
            to_bot=asking.TO_BOT.search(asked) is not None,
            sought=self._sought(telling, tokens, meant, phrases, literal),
        )

    def meant(self, question: Question) -> tuple[str, ...]:
        """The words of the articles that stand for parts of a question in other words."""
        found = [(term, self._vocabulary[WORDS].term(term.number)) for term in question.found]
        others = [
            word.removeprefix("=")
            for term, word in found
            if word is not None and (term.group < 0 or word.startswith("="))
        ]
        said = {unit.text for unit in question.units}
        return tuple(word for word in dict.fromkeys(others) if word not in said)

    def telling(self, folded: str) -> str:
        """A folded question with spaces in place of the words that only ask."""
        words, spaced = self._tokenizer.whole_words(folded), self._interpreter.spaced_names(folded)
        return self._telling(folded, words, asked_kinds(folded), spaced)

    def is_translated(self, unit: Unit) -> bool:
        """Whether a unit is a word of English for what the articles have, and no name."""
        return not unit.name and any(self._index.english.translations([unit.text]))

    def _terms(
        self,
        tokens: Tokens,
        units: Sequence[Unit],
        strange: Sequence[tuple[int, int]],
        foreigners: Sequence[tuple[int, int]],
    ) -> Iterator[Term]:
        """What the tokens stand for, of each field at most _MOST_TERMS different ones."""
        for field, known in enumerate(self._vocabulary):
            kept = list(dict.fromkeys(token.term for token in tokens[field]))[:_MOST_TERMS]
            numbers = {term: known[term] for term in kept if term in known}
            for token in tokens[field]:
                number = numbers.get(token.term)
                if number is None:
                    continue
                first, last = units_of(token.start, token.end, units)
                weights = FIELD_WEIGHTS[field]
                if token.term.startswith("="):
                    foreign = (token.start, token.end) in foreigners
                    weights = FOREIGN_WEIGHTS if foreign else NAME_WEIGHTS
                own = units[first:last]
                credit = _credit(token, field, own)
                if any(unit.light for unit in own):
                    weights = _LIGHT * weights[0], _LIGHT * weights[1]
                if field == WORDS and is_within(token, strange):
                    credit = min(credit, _PART_OF_WORD)
                yield Term(number, field, first, last, credit, *weights, number)

    def _forms(self, subject: str, meant: Meant) -> tuple[str, ...]:
        """What a definition is asked of, in all its forms if it is a name."""
        squeezed = _squeezed(subject)
        names = {
            unit.name for unit in meant.units if unit.name and _squeezed(unit.text) == squeezed
        }
        names |= {slip.term for slip in meant.slips if _squeezed(slip.typed) == squeezed}
        forms = (_squeezed(form) for name in names for form in self._tokenizer.names.forms(name))
        return tuple(dict.fromkeys((squeezed, *sorted(forms))))

    def _strange(self, words: Iterable[Token]) -> list[tuple[int, int]]:
        """Where the question has words that no article has; parts of them may still be there."""
        known = self._vocabulary[WORDS]
        return [(w.start, w.end) for w in words if w.term not in known and w.end - w.start > 1]

    def _foreign_names(self, tokens: Tokens) -> list[tuple[int, int]]:
        """Where the names are that the articles know by another form only."""
        sounds = self._vocabulary[SOUNDS]
        return [
            (name.start, name.end)
            for name in self._names(tokens)
            if not any(
                token.term in sounds and is_within(token, [(name.start, name.end)])
                for token in tokens.sounds
            )
        ]

    def _names(self, tokens: Tokens) -> list[Token]:
        """The names among the tokens that the articles have, in whatever form."""
        known = self._vocabulary[WORDS]
        return [t for t in tokens.words if t.term.startswith("=") and t.term in known]

    def _telling(
        self, asked: str, words: Iterable[Token], parts: Iterable[Part], spaced: Iterable[Slip]
    ) -> str:
        """A folded question with spaces in place of the words that only ask.

        `words` are its whole words, `parts` what asks for kinds of answers, `spaced` the names that
        it has in pinyin.
        """
        patterns = [asking.ASKING]
        if not asking.is_english(asked):
            patterns.append(asking.ASKING_PINYIN)
        asks = [(part.start, part.end) for part in parts if part.only_asks]
        asks += [match.span() for pattern in patterns for match in pattern.finditer(asked)]
        names = [(word.start, word.end) for word in words if word.term.startswith("=")]
        names += [(slip.start, slip.end) for slip in spaced]
        named = {at for span in names for at in range(*span)}
        blank = {at for span in asks if named.isdisjoint(range(*span)) for at in range(*span)}
        asked = "".join(" " if at in blank else each for at, each in enumerate(asked))
        return self._tokenizer.blanked(asked, asking.EMPTY_WORDS)

    def _sought(
        self,
        telling: str,
        tokens: Tokens,
        meant: Meant,
        phrases: tuple[str, ...],
        literal: bool,
    ) -> Sought:
        """Single characters are marked only behind a number, or where there is nothing longer."""
        words = list(dict.fromkeys(token.term for token in tokens.words))
        longer = [word for word in words if len(word) > 1 or word.isascii()]
        terms = [*words, *(slip.term for slip in meant.slips)]
        forms = [form for term in terms for form in self._tokenizer.names.forms(term)]
        marked = [word for word in longer or words if not word.startswith("=")]
        spelt: dict[str, set[str]] = {pair.term: set() for pair in meant.pinyin}
        for token in [] if literal else tokens.sounds:
            if " " in token.term:
                spelt.setdefault(token.term, set()).add(telling[token.start : token.end])
        return Sought(
            words=frozenset([*marked, *forms, *meant.words, *_AMOUNT.findall(telling)]),
            sounds=tuple((pair, frozenset(forms)) for pair, forms in spelt.items()),
            phrases=frozenset(phrases),
        )


def _subject(asked: str, telling: str) -> tuple[int, int] | None:
    """The range of a folded question that a definition is asked of.

    `telling` is the question with spaces in place of the words that only ask.
    """
    span = asking.defined(asked)
    return trim(telling, *span) if span else None


def _without(tokens: Tokens, spans: Sequence[tuple[int, int]]) -> Tokens:
    """The tokens without those inside some ranges, names aside."""
    if not spans:
        return tokens
    return Tokens(
        *(
            [t for t in field if t.term.startswith("=") or not is_within(t, spans)]
            for field in tokens
        )
    )


def _credit(token: Token, field: int, units: Sequence[Unit]) -> float:
    """How sure a token's term is to be the units that it overlaps."""
    if token.term.startswith("="):
        return 1.0 if any(unit.name == token.term for unit in units) else _PART_OF_NAME
    if any(unit.name and unit.end - unit.start > token.end - token.start for unit in units):
        return _VERSION if VERSION.fullmatch(token.term) else _PART_OF_NAME
    if token.term.isdigit() and any(unit.strict for unit in units):
        # Any 3 nearby is no version 3 of a thing.
        return _PART_OF_NAME
    if token.term.isascii() and token.term.isalnum():
        whole = any(token.start <= unit.start and unit.end <= token.end for unit in units)
        return 1.0 if whole else _PART_OF_NAME
    if field == WORDS and len(token.term) == 1:
        return _SINGLE
    return _CREDITS[field]


def capitals(text: str, folded: Folded) -> frozenset[int]:
    """Where the Latin words of a folded text begin with a capital letter."""
    places = (match.start() for match in re.finditer("[a-z]+", folded.text))
    return frozenset(at for at in places if text[folded.original(at, at + 1)[0]].isupper())
