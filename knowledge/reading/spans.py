"""The spans that articles.yaml lists of an article: boilerplate cut out, headings set free."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, groupby
from operator import itemgetter

from .document import Paragraph

_PUNCTUATION = re.compile(r"[，,。；;：:！!？?]")
_AFTER_A_SENTENCE = re.compile(r"[。！？!?…][”’」』）)]*\s*$")
_WORD = re.compile(r"\w")
_SPACE = re.compile(r"\s*")
_NEAR = 8  # characters before a heading in which a sentence may end
_FEW = 50  # lines, each of which is looked for by itself
_START = 4  # characters by which one of many lines is looked for


_Range = tuple[int, int]
_Place = tuple[int, int]  # the number of a paragraph, and where in it
_Starts = Callable[[str], Iterator[tuple[str, int]]]


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
    remains = [_Remains(paragraph, [(0, len(paragraph.text))]) for paragraph in paragraphs]
    missing = [line.span for line in lines if not _cut_out(line, remains, places[line.text])]
    return [piece for each in remains for piece in each.pieces()], missing


def _cut_out(line: _Line, remains: Sequence["_Remains"], places: Sequence[_Place]) -> bool:
    """Cuts a line out of what is left of the paragraphs; whether it was there."""
    if not places:
        return False
    pattern = line.pattern()
    matches = {
        number: remains[number].matches(pattern, [at for _, at in group])
        for number, group in groupby(places, itemgetter(0))
    }
    alone = any(remains[number].is_alone(match) for number in matches for match in matches[number])
    # A mere label that stands alone somewhere may be a word of a sentence elsewhere.
    everywhere = not alone or _PUNCTUATION.search(line.span) is not None
    for number, found in matches.items():
        remains[number].cut(found if everywhere else filter(remains[number].is_alone, found))
    return any(matches.values())


@dataclass(frozen=True, slots=True)
class _Remains:
    """What is left of a paragraph: from where to where of its text, in order."""

    paragraph: Paragraph
    ranges: list[_Range]

    def matches(self, pattern: re.Pattern[str], starts: Sequence[int]) -> list[_Range]:
        """Where a pattern is still there, of the places where it was at first."""
        found: list[_Range] = []
        for at in starts:
            number = self._number(at)
            if number >= 0 and (not found or at >= found[-1][1]):
                match = pattern.match(self.paragraph.text, at, self.ranges[number][1])
                found += [match.span()] if match else []
        return found

    def is_alone(self, match: _Range) -> bool:
        return self.ranges[self._number(match[0])] == match

    def cut(self, matches: Iterable[_Range]) -> None:
        """Takes matches out; of what they are cut from, what has a word in it is left."""
        by_range = groupby(matches, lambda match: self._number(match[0]))
        for number, group in reversed([(number, list(group)) for number, group in by_range]):
            start, end = self.ranges[number]
            bounds = [start, *chain.from_iterable(group), end]
            left = map(self._stripped, bounds[::2], bounds[1::2])
            self.ranges[number : number + 1] = [
                each for each in left if _WORD.search(self.paragraph.text, *each)
            ]

    def pieces(self) -> Iterator[Paragraph]:
        text, heading = self.paragraph.text, self.paragraph.heading
        return (Paragraph(text[start:end], heading) for start, end in self.ranges)

    def _number(self, at: int) -> int:
        return bisect_right(self.ranges, at, key=itemgetter(0)) - 1

    def _stripped(self, start: int, end: int) -> _Range:
        text = self.paragraph.text
        while start < end and text[start].isspace():
            start += 1
        while start < end and text[end - 1].isspace():
            end -= 1
        return start, end


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

    def cut_free(self, line: _Line, places: Sequence[_Place]) -> bool:
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

    def _best_place(self, line: _Line, places: Sequence[_Place]) -> tuple[int, int, int] | None:
        """Where a heading stands: by itself, else after a sentence, else wherever it comes first.

        That is the paragraph, and the start and end in it.
        """
        pattern = line.pattern()
        first: tuple[int, int, int] | None = None
        after_a_sentence: tuple[int, int, int] | None = None
        left = places[bisect_left(places, (self.number, 0)) :]
        for place in dict.fromkeys(number for number, _ in left):
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


def _places(paragraphs: Sequence[Paragraph], lines: Sequence[_Line]) -> Mapping[str, list[_Place]]:
    """Where each line stands, in order, by the line's text."""
    wanted = {line.text for line in lines}
    if not wanted:
        return {}
    found: dict[str, list[_Place]] = {line: [] for line in wanted}
    starts = _starts_of_few(wanted) if len(wanted) <= _FEW else _starts_of_many(wanted)
    for number, paragraph in enumerate(paragraphs):
        text = " ".join(paragraph.text.split())
        offsets = range(len(text)) if text == paragraph.text else _offsets(paragraph.text)
        for line, at in starts(text):
            found[line].append((number, offsets[at]))
    return found


def _offsets(text: str) -> list[int]:
    """Where each character stands in a text that is left of it when white space is one space."""
    before = [True, *map(str.isspace, text)]
    return [at for at, space in enumerate(before[1:]) if not (space and before[at])]


def _starts_of_few(wanted: set[str]) -> _Starts:
    """Gives each of a few lines with where it starts in a text: each is looked for by itself."""

    def starts(text: str) -> Iterator[tuple[str, int]]:
        for line in wanted:
            at = text.find(line)
            while at >= 0:
                yield line, at
                at = text.find(line, at + 1)

    return starts


def _starts_of_many(wanted: set[str]) -> _Starts:
    """The same for many lines: where any of them might start, those that do are found."""
    lengths: dict[str, set[int]] = {}
    for line in wanted:
        lengths.setdefault(line[:_START], set()).add(len(line))
    sizes = {len(start) for start in lengths}

    def starts(text: str) -> Iterator[tuple[str, int]]:
        for size in sizes:
            firsts = map("".join, zip(*(text[shift:] for shift in range(size)), strict=False))
            for at in [at for at, first in enumerate(firsts) if first in lengths]:
                for length in lengths[text[at : at + size]]:
                    if (line := text[at : at + length]) in wanted:
                        yield line, at

    return starts
