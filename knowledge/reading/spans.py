"""The spans that articles.yaml lists of an article: boilerplate cut out, headings set free."""

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from .document import Paragraph

_PUNCTUATION = re.compile(r"[，,。；;：:！!？?]")
_AFTER_A_SENTENCE = re.compile(r"[。！？!?…][”’」』）)]*\s*$")
_WORD = re.compile(r"\w")
_SPACE = re.compile(r"\s*")
_NEAR = 8  # characters before a heading in which a sentence may end
_FEW = 50  # lines, each of which is looked for by itself
_START = 4  # characters by which one of many lines is looked for


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a listed span, letter by letter, any white space for white space.

    No span crosses a paragraph, so that its lines are looked for one by one.
    """

    span: str
    words: tuple[str, ...]

    @property
    def text(self) -> str:
        return " ".join(self.words)

    def pattern(self) -> re.Pattern[str]:
        return re.compile(r"\s+".join(map(re.escape, self.words)))


def _lines_of(spans: Sequence[str]) -> list[_Line]:
    lines = [(span, line.split()) for span in spans for line in span.splitlines()]
    return [_Line(span, tuple(words)) for span, words in lines if words]


def without_spans(
    paragraphs: list[Paragraph], spans: Sequence[str]
) -> tuple[list[Paragraph], list[str]]:
    """Paragraphs without the listed spans, and those spans that weren't there."""
    lines = _lines_of(spans)
    places = _places(paragraphs, lines)
    pieces = [[paragraph] for paragraph in paragraphs]
    missing = [line.span for line in lines if not _cut_out(line, pieces, places[line.text])]
    return [piece for left in pieces for piece in left], missing


def _cut_out(line: _Line, pieces: list[list[Paragraph]], places: Sequence[int]) -> bool:
    """Cuts a line out of what is left of the paragraphs; whether it was there."""
    # Only a piece with the first word can have the line: that is known a hundred times sooner.
    first = line.words[0]
    places = [place for place in places if any(first in piece.text for piece in pieces[place])]
    if not places:
        return False
    pattern = line.pattern()
    found = alone = False
    for place in places:
        having = [piece for piece in pieces[place] if first in piece.text]
        found = found or any(pattern.search(piece.text) for piece in having)
        if any(pattern.fullmatch(piece.text) for piece in having):
            alone = True
            pieces[place] = [p for p in pieces[place] if not pattern.fullmatch(p.text)]
    # A mere label that stands alone somewhere may be a word of a sentence elsewhere.
    if found and (not alone or _PUNCTUATION.search(line.span)):
        for place in places:
            pieces[place] = [
                part
                for piece in pieces[place]
                for part in (split(piece, pattern) if first in piece.text else (piece,))
            ]
    return found


def split(paragraph: Paragraph, pattern: re.Pattern[str]) -> list[Paragraph]:
    """The pieces of a paragraph between matches; if there are any, those with a word in them."""
    pieces = pattern.split(paragraph.text)
    if len(pieces) == 1:
        return [paragraph]
    stripped = (piece.strip() for piece in pieces)
    return [Paragraph(piece, paragraph.heading) for piece in stripped if _WORD.search(piece)]


def with_headings_free(
    paragraphs: list[Paragraph], spans: Sequence[str]
) -> tuple[list[Paragraph], list[str]]:
    """Paragraphs with the listed headings, which come in this order, cut free."""
    lines = _lines_of(spans)
    places = _places(paragraphs, lines)
    rest = _Rest(paragraphs)
    missing = [line.span for line in lines if not rest.cut_free(line, places[line.text])]
    return rest.freed(), missing


@dataclass(slots=True)
class _Rest:
    """The paragraphs, of which those before `number`, and that one before `at`, are done with."""

    paragraphs: list[Paragraph]
    number: int = 0
    at: int = 0
    free: list[Paragraph] = field(default_factory=list)

    def cut_free(self, line: _Line, places: Sequence[int]) -> bool:
        """Makes a line of the rest a heading; whether it was there."""
        found = self._best_place(line, places) if places else None
        if found is None:
            return False
        number, start, end = found
        if number > self.number:
            self._pass_to(number)
        before = self.paragraphs[number].text[self.at : start]
        self._free_part(before)
        self.free.append(Paragraph(self.paragraphs[number].text[start:end], heading=True))
        self.at = end
        return True

    def freed(self) -> list[Paragraph]:
        self._pass_to(len(self.paragraphs))
        return self.free

    def _pass_to(self, number: int) -> None:
        if self.at:
            self._free_part(self.paragraphs[self.number].text[self.at :])
            self.number += 1
        self.free += self.paragraphs[self.number : number]
        self.number, self.at = number, 0

    def _free_part(self, text: str) -> None:
        if text.strip():
            self.free.append(Paragraph(text.strip()))

    def _best_place(self, line: _Line, places: Sequence[int]) -> tuple[int, int, int] | None:
        """Where a heading stands: by itself, else after a sentence, else wherever it comes first.

        That is the paragraph, and the start and end in it.
        """
        pattern = line.pattern()
        first: tuple[int, int, int] | None = None
        after_a_sentence: tuple[int, int, int] | None = None
        for place in places[bisect_left(places, self.number) :]:
            text = self.paragraphs[place].text
            begin, end = self._bounds(place)
            if pattern.fullmatch(text, begin, end):
                return place, begin, end
            if after_a_sentence:
                continue
            for match in pattern.finditer(text, begin, end):
                found = place, *match.span()
                first = first or found
                if _starts_something(text, begin, match.start()):
                    after_a_sentence = found
                    break
        return after_a_sentence or first

    def _bounds(self, number: int) -> tuple[int, int]:
        """From where to where a paragraph's text is still there."""
        text = self.paragraphs[number].text
        if number > self.number or not self.at:
            return 0, len(text)
        end = len(text.rstrip())
        space = _SPACE.match(text, self.at, end)
        return (space.end() if space else self.at), end


def _starts_something(text: str, begin: int, at: int) -> bool:
    """Whether no sentence goes on at a place of a text that begins at `begin`."""
    before = text[max(begin, at - _NEAR) : at]
    return not before or _AFTER_A_SENTENCE.search(before) is not None


def _places(paragraphs: Sequence[Paragraph], lines: Sequence[_Line]) -> Mapping[str, list[int]]:
    """The numbers of the paragraphs in which each line stands, in order, by the line's text."""
    wanted = {line.text for line in lines}
    if not wanted:
        return {}
    texts = [" ".join(paragraph.text.split()) for paragraph in paragraphs]
    if len(wanted) > _FEW:
        return _places_of_many(texts, wanted)
    return {line: [n for n, text in enumerate(texts) if line in text] for line in wanted}


def _places_of_many(texts: Sequence[str], wanted: set[str]) -> Mapping[str, list[int]]:
    """The places of lines that are too many to look for each: where any starts, which ones do."""
    lengths: dict[str, set[int]] = {}
    for line in wanted:
        lengths.setdefault(line[:_START], set()).add(len(line))
    found: dict[str, dict[int, None]] = {line: {} for line in wanted}
    sizes = sorted({len(start) for start in lengths})
    for number, text in enumerate(texts):
        for size in sizes:
            starts = map("".join, zip(*(text[shift:] for shift in range(size)), strict=False))
            for at in [at for at, start in enumerate(starts) if start in lengths]:
                for length in lengths[text[at : at + size]]:
                    if (line := text[at : at + length]) in wanted:
                        found[line][number] = None
    return {line: list(numbers) for line, numbers in found.items()}
