"""Folds text to one script, width and case, and cuts it into paragraphs, sentences, clauses."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache, partial

import opencc

_REMEMBERED = 50_000
_IDEOGRAPH = re.compile(
    "[\u2e80-\u2fdf\u3005-\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)
# Pairs that OpenCC leaves apart because they differ in meaning somewhere, and writers mix up.
_VARIANTS = str.maketrans("著覆妳牠祂叠麽甚", "着复你它他迭么什")
_PUNCTUATION = (
    dict.fromkeys("“”„‟«»「」『』〝〞", '"')
    | dict.fromkeys("‘’‚‛", "'")
    | dict.fromkeys("‐‑‒–—―−", "-")
    | dict.fromkeys("・‧•∙⋅", "·")
)


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text and the way back to the original.

    `offsets` has one entry for each folded character, its offset in the original text in
    characters; it is None where the two run in step.
    """

    text: str
    offsets: Sequence[int] | None

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The range of the original text that became `text[start:end]`, which isn't empty."""
        if self.offsets is None:
            return start, end
        return self.offsets[start], self.offsets[end - 1] + 1


class _Folds(dict[int, str]):
    """Code point to folded text, filled as characters are met.

    `uneven` holds the characters that don't become exactly one.
    """

    def __init__(self) -> None:
        super().__init__()
        self._opencc = opencc.OpenCC("t2s")
        self.uneven: set[str] = set()

    def __missing__(self, code: int) -> str:
        character = chr(code)
        folded = self._fold(character)
        if len(self) >= _REMEMBERED:
            self.clear()
        self[code] = folded
        if len(folded) != 1:
            self.uneven.add(character)
        return folded

    def _fold(self, character: str) -> str:
        return "".join(map(self._fold_normal, unicodedata.normalize("NFKC", character)))

    def _fold_normal(self, character: str) -> str:
        """What a character becomes that compatibility has nothing simpler for."""
        if character in _PUNCTUATION:
            return _PUNCTUATION[character]
        category = unicodedata.category(character)
        if category in ("Mn", "Me", "Cf"):
            return ""
        if category[0] in "CZ":
            return " "
        if _IDEOGRAPH.match(character):
            # One character at a time, so that offsets hold; twice, since what is the simplified
            # form of one character may be the traditional form of another (薴, 苧, 苎).
            simplified: str = self._opencc.convert(self._opencc.convert(character))
            return simplified.translate(_VARIANTS)
        return _without_accents(character.casefold())


def _without_accents(text: str) -> str:
    """Latin, Greek and Cyrillic letters lose their accents; other scripts keep their marks."""
    if text.isascii() or ord(text[0]) >= 0x0590:
        return text
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


# So many folded texts are kept, of so many characters at the most.
_MOST_REMEMBERED, _LONGEST_REMEMBERED = 4096, 300


class Folding:
    """Folds to Simplified characters, half width and lower case; safe to share between threads."""

    def __init__(self) -> None:
        self._folds = _Folds()
        # The same sentences are read for many questions.
        self._remembered = lru_cache(_MOST_REMEMBERED)(partial(_fold, self._folds))

    def fold(self, text: str) -> Folded:
        """Fold `text`: control characters become spaces, invisible ones go."""
        if len(text) <= _LONGEST_REMEMBERED:
            return self._remembered(text)
        return _fold(self._folds, text)


def _fold(folds: _Folds, text: str) -> Folded:
    folded = text.translate(folds)
    if folds.uneven.isdisjoint(text):
        return Folded(folded, None)
    offsets: list[int] = []
    for offset, character in enumerate(text):
        offsets.extend([offset] * len(folds[ord(character)]))
    return Folded(folded, offsets)


_CLOSING = "”’」』）)》】"
# A full stop ends a sentence only behind a Latin word, an ellipsis only at the end of a line.
_BOUNDARY = re.compile(
    rf"[。！？!?；]+[{re.escape(_CLOSING)}]*"
    rf"|(?<=[A-Za-z0-9)\]]{{2}})\.[{re.escape(_CLOSING)}]*(?=\s|$)"
    rf"|…+[{re.escape(_CLOSING)}]*(?=\n|$)"
    r"|;(?=\s)|\n+"
)
# What can't begin a sentence: before it, the quotation or bracket was only a part of one.
_CONTINUES = re.compile(r"\s*[，、,：:；;。！？的等之与和是—]")
_ENCLOSED = re.compile(r"《[^《》\n]{1,60}》|（[^（）\n]{1,60}）|\([^()\n]{1,60}\)")
_CLAUSE = re.compile(r"[，,、：:；;—]+[”’」』）)》】]*|(?<![A-Za-z0-9])\s+|\s+(?![A-Za-z0-9(])|\n")


def paragraphs(text: str) -> list[tuple[int, int]]:
    """The paragraphs of a text, empty ones too, as ranges; an empty line parts them."""
    ranges = []
    start = 0
    for paragraph in text.split("\n\n"):
        ranges.append((start, start + len(paragraph)))
        start += len(paragraph) + 2
    return ranges


def sentences(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """The sentences of `text[start:end]` as ranges of `text`, without the space around them.

    A line is a sentence where no mark ends it. Marks inside a title or a bracket end nothing, nor
    do those at the end of a quotation that its sentence goes on from.
    """
    end = len(text) if end is None else end
    enclosed = [match.span() for match in _ENCLOSED.finditer(text, start, end)]
    ranges = []
    begin = start
    for boundary in _BOUNDARY.finditer(text, start, end):
        mark = boundary.start()
        if any(opened < mark < closed for opened, closed in enclosed):
            continue
        if boundary.group()[-1] in _CLOSING and _CONTINUES.match(text, boundary.end(), end):
            continue
        stop = boundary.end()
        if text[stop : min(stop + 1, end)] == '"' and _closes(text, begin, boundary):
            stop += 1
        ranges.append((begin, stop))
        begin = stop
    ranges.append((begin, end))
    return [trimmed for piece in ranges if (trimmed := trim(text, *piece))]


def _closes(text: str, begin: int, boundary: re.Match[str]) -> bool:
    """Whether the straight quotation mark behind a boundary closes one that is open before it."""
    return not boundary.group().isspace() and text.count('"', begin, boundary.end()) % 2 == 1


def clauses(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The clauses of `text[start:end]`, each with the mark that ends it, as ranges of `text`."""
    ranges = []
    begin = start
    for mark in _CLAUSE.finditer(text, start, end):
        if _is_number_mark(text, mark):
            continue
        ranges.append((begin, mark.end()))
        begin = mark.end()
    ranges.append((begin, end))
    return [trimmed for piece in ranges if (trimmed := trim(text, *piece))]


def _is_number_mark(text: str, mark: re.Match[str]) -> bool:
    """The comma of 1,234 and the colon of 1:1.3 end no clause."""
    before, after = text[mark.start() - 1 : mark.start()], text[mark.end() : mark.end() + 1]
    return before.isdigit() and after.isdigit()


def trim(text: str, start: int, end: int) -> tuple[int, int] | None:
    """`start, end` without the white space at both ends; None where nothing else is there."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None
