"""Puts misspelt words of a question right."""

import re
from collections.abc import Sequence

from knowledge.indexing.index import Index
from knowledge.language import asking
from knowledge.language.folding import Folded
from knowledge.language.slips import Slip
from knowledge.language.spelling import Spelling
from knowledge.language.tokens import Tokenizer

from .meaning import Interpreter

# Not of a version: lumoq2.
_WORD = re.compile("[a-z]+(?![a-z0-9])")


class Corrector:
    """Corrects questions by the Latin words of the articles and of the lexicon."""

    def __init__(self, tokenizer: Tokenizer, index: Index, interpreter: Interpreter) -> None:
        self._folding = tokenizer.folding
        self._english = index.english
        self._interpreter = interpreter
        of_names = tokenizer.names.latin_words()
        self._spelling = Spelling(sorted(of_names.union(index.latin)))
        self._names = {
            word for word in of_names if tokenizer.names.is_name(word) or not self._is_english(word)
        }

    def corrected(self, text: str, folded: Folded) -> str | None:
        """The question with misspelt Latin words put right; None where there are none."""
        quoted = [match.span() for match in asking.QUOTED.finditer(folded.text)]
        words = [m for m in _WORD.finditer(folded.text) if not self._is_known(m.group())]
        english = asking.is_english(folded.text)
        corrected, end = "", 0
        for match in words:
            if any(a < match.start() < b for a, b in quoted):
                continue
            if meant := self._meant(match.group(), english):
                start, stop = folded.original(*match.span())
                corrected += text[end:start] + meant
                end = stop
        return corrected + text[end:] if corrected else None

    def respelt(self, text: str, slips: Sequence[Slip]) -> str:
        """A question with the names that it misspells as they are spelt."""
        folded = self._folding.fold(text)
        for slip in sorted(slips, key=lambda slip: slip.start, reverse=True):
            start, end = folded.original(slip.start, slip.end)
            text = text[:start] + slip.spelt + text[end:]
        return text

    def _is_known(self, word: str) -> bool:
        return word in self._spelling or word in asking.EMPTY_WORDS

    def _meant(self, word: str, english: bool) -> str | None:
        """What an unknown Latin word is a slip of; None where it is a word of its own.

        What the dictionary knows is one, save for a slip of a name among Chinese words (soar).
        """
        nearest = self._spelling.nearest(word)
        if nearest is None or self._interpreter.is_name(word):
            return None
        of_name = nearest in self._names
        if self._is_english(word):
            return nearest if of_name and not english else None
        return nearest if of_name or not self._is_english(nearest) else None

    def _is_english(self, word: str) -> bool:
        return any(True for _ in self._english.translations([word]))
