"""Cuts text into terms of three kinds: words, characters and pairs of sounds."""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from .folding import Folding, trim
from .names import Names
from .sounds import Sounds

# Scripts written without spaces: ideographs, kana, hangul.
_UNSPACED = "\u3005-\u3007\u3041-\u30fa\u30fc-\u30ff\u3400-\u9fff\uac00-\ud7a3\U00020000-\U0003ffff"
_RUN = re.compile(
    rf"(?P<unspaced>[{_UNSPACED}]+)|(?:(?![{_UNSPACED}_])\w)+(?:\.\d+|,\d{{3}}(?!\d))*"
)
_PART = re.compile(r"\d+(?:\.\d+|,\d{3}(?!\d))*|[^\W\d_]+")
_LATIN = re.compile(r"[A-Za-z0-9]+(?:[.,:%'~-][A-Za-z0-9]+)*%?")


class Token(NamedTuple):
    """A term and where it stands: a range of the original text, in characters."""

    term: str
    start: int
    end: int


class Tokens(NamedTuple):
    """The tokens of a text, one list a field; Latin words and numbers stand in all three.

    `words` holds dictionary words with the shorter words inside them, and names. `sounds` holds
    pairs of neighbouring syllables.
    """

    words: list[Token]
    characters: list[Token]
    sounds: list[Token]


class Run(NamedTuple):
    """A stretch of folded text without marks or gaps: words of the dictionary with the shorter
    words inside them, or (`spaced`) a Latin word or a number with its parts.

    The ranges of its words count from its `start`; those of a spaced one may begin before it.
    """

    text: str
    start: int
    spaced: bool
    words: Sequence[tuple[str, int, int]]


class Tokenizer:
    """One way from text to terms, for articles and questions alike."""

    def __init__(self, folding: Folding, sounds: Sounds, names: Names) -> None:
        self.folding = folding
        self.sounds = sounds
        self.names = names
        self._segment = _load_segmenter()

    def tokens(self, text: str) -> Tokens:
        """The tokens of `text`, in order within each field, names last."""
        folded = self.folding.fold(text)
        tokens = Tokens([], [], [])
        runs = self.runs(folded.text)
        for run in runs:
            words = [Token(t, run.start + start, run.start + end) for t, start, end in run.words]
            tokens.words.extend(words)
            if run.spaced:
                tokens.characters.extend(words)
                tokens.sounds.extend(words)
            else:
                each = enumerate(run.text, run.start)
                tokens.characters.extend(Token(c, i, i + 1) for i, c in each)
                tokens.sounds.extend(self._sounds(run.text, run.start))
        tokens.words.extend(self.named(folded.text, runs))
        if folded.offsets is None:
            return tokens
        return Tokens(*([Token(t, *folded.original(s, e)) for t, s, e in f] for f in tokens))

    def runs(self, folded: str) -> list[Run]:
        """The runs of folded text, from left to right."""
        return [
            Run(text := run.group(), run.start(), False, list(self._segment(text, "search")))
            if run["unspaced"]
            else Run(run.group(), run.start(), True, _cut_spaced(run.group(), run.start(), folded))
            for run in _RUN.finditer(folded)
        ]

    def named(self, folded: str, runs: Iterable[Run]) -> list[Token]:
        """The names in folded text, the longest at each place; `runs` are those of the text."""
        return [Token(*name) for name in self.names.find(folded, lambda _: _edges(folded, runs))]

    def _sounds(self, run: str, offset: int) -> list[Token]:
        syllables = self.sounds.syllables(run)
        if len(syllables) == 1:
            return [Token(syllables[0], offset, offset + 1)]
        return [
            Token(f"{first} {second}", i, i + 2)
            for i, (first, second) in enumerate(pairwise(syllables), offset)
        ]

    def whole_words(self, folded: str) -> list[Token]:
        """The words and names of folded text, in order, without those inside a name."""
        words: list[Token] = []
        for run in _RUN.finditer(folded):
            start = run.start()
            if run["unspaced"]:
                cut = self._segment(run.group(), "default")
                words.extend(Token(word, start + a, start + b) for word, a, b in cut)
            else:
                words.append(Token(run.group(), *run.span()))

        def ends(_: str) -> set[int]:
            return {word.end for word in words} | {word.start for word in words}

        names: list[Token] = []
        for name in self.names.find(folded, ends):
            # Of a version and what it is a version of, the version.
            if not names or name[1] >= names[-1].end:
                names.append(Token(*name))
        if not names:
            return words
        named = {at for name in names for at in range(name.start, name.end)}
        return sorted(
            [*names, *(word for word in words if word.start not in named)],
            key=lambda token: token.start,
        )

    def blanked(self, folded: str, words: frozenset[str]) -> str:
        """Folded text with spaces in place of each whole word that is one of `words`."""
        return "".join(
            " " * len(word) if word in words else word
            for word, _, _ in self._segment(folded, "default")
        )

    def pieces(self, text: str, start: int, end: int, most: int) -> list[tuple[int, int]]:
        """`text[start:end]` cut between words into ranges of at most `most` characters."""
        pieces = []
        while end - start > most:
            stop = self.last_break(text[start : start + 2 * most], most) + start
            pieces.append((start, stop))
            start = stop
        pieces.append((start, end))
        return [trimmed for piece in pieces if (trimmed := trim(text, *piece))]

    def last_break(self, text: str, most: int) -> int:
        """The last offset of `text`, `most` at the highest, that isn't inside a word or number."""
        folded = self.folding.fold(text)
        ends = {folded.original(end - 1, end)[1] for end in self._word_ends(folded.text)}
        inside = {i for run in _LATIN.finditer(text) for i in range(run.start() + 1, run.end())}
        return max((end for end in ends - inside if 0 < end <= most), default=most)

    def _word_ends(self, text: str) -> set[int]:
        """Where the dictionary ends a word of `text`."""
        return {end for _, _, end in self._segment(text, "default")}


def _edges(folded: str, runs: Iterable[Run]) -> set[int]:
    """Where words of folded text begin and end, without those inside longer words."""
    edges = set(range(len(folded) + 1))
    for run in runs:
        edges.difference_update(range(run.start + 1, run.start + len(run.text)))
        ends: list[int] = []
        for _, start, end in () if run.spaced else run.words:
            # A longer word comes behind those inside it.
            while ends and ends[-1] > start:
                ends.pop()
            ends.append(end)
        edges.update(run.start + end for end in ends)
    return edges


def _cut_spaced(run: str, offset: int, text: str) -> list[tuple[str, int, int]]:
    """A run of letters and digits is a term, as are its parts; so are a word and its number.

    "Python 3", "python3" and "Python-3" all give `python`, `3` and `python3`. Ranges count from
    the run's `offset` in `text`.
    """
    parts = [(part.group(), *part.span()) for part in _PART.finditer(run)]
    if len(parts) > 1:
        parts.insert(0, (run, 0, len(run)))
    elif run[0].isdigit() and (word := _word_before(text, offset)):
        parts.insert(0, (word + run, -len(word) - 1, len(run)))
    return [(term.replace(",", ""), start, end) for term, start, end in parts]


_WORD_BEFORE = re.compile(r"[a-z]+(?=[ \-]$)")


def _word_before(text: str, offset: int) -> str | None:
    """The Latin word that a space or hyphen parts from what begins at `offset`."""
    match = _WORD_BEFORE.search(text, max(0, offset - 20), offset)
    return match.group() if match else None


@cache
def _load_segmenter() -> Callable[[str, str], Iterable[tuple[str, int, int]]]:
    """A function from text and mode ("default", "search") to jieba's words with their ranges.

    One for all: the dictionary is large. `rjieba` gives jieba's words from jieba's dictionary, and
    loads in a tenth of the time.
    """
    try:
        import rjieba
    except ImportError:
        import jieba

        # One of our own, since the global one is everybody's; and loaded without the cache that
        # jieba keeps in the shared temporary folder.
        own = jieba.Tokenizer()
        own.FREQ, own.total = own.gen_pfdict(own.get_dict_file())
        own.initialized = True
        return lambda text, mode: own.tokenize(text, mode=mode, HMM=False)
    rust = rjieba.Jieba()
    return lambda text, mode: rust.tokenize(text, mode, False)
