"""The lines of a PDF's pages become paragraphs."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from .document import Document, Paragraph, Unreadable
from .lines import separator
from .own_words import metadata_of

_EDGE = 2  # lines at the top and the bottom of a page in which heads and feet stand
_PAGE_NUMBER = re.compile(
    r"[\W_]*(?:第\s*)?\d{1,3}(?:\s*[页頁])?(?:\s*(?:/|of|共)\s*\d{1,3}\s*[页頁]?)?[\W_]*"
    r"|page\s+\d{1,3}(?:\s+of\s+\d{1,3})?",
    re.IGNORECASE,
)
_DATE = re.compile(r"(?:D:)?(\d{4})(?:(\d\d)(\d\d)?)?")
_SENTENCE_END = re.compile(r"[。！？!?…：:][”’」』）)]*$|[.][\"”’)]*$")
# As parts of a broad line: what a line that goes on may lack, how broad it is, and how far the
# first line of a paragraph is set in.
_RAGGED, _BROAD, _INDENT = 0.12, 0.4, 0.03
_COLUMN = 75  # points, in which lines of the same column start


@dataclass(frozen=True, slots=True)
class _Line:
    """A line and where it starts and ends, in points from the left."""

    text: str
    left: float
    right: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def column(self) -> int:
        return round(self.left / _COLUMN)


def read_pdf(data: bytes) -> Document:
    """A PDF: what is written on its pages, without heads, feet and page numbers."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == pypdfium2.raw.FPDF_ERR_PASSWORD:
            raise Unreadable(None, "has a password") from None
        raise
    pages = list(_pages(document))
    lines = _without_heads(pages)
    if not lines:
        raise Unreadable(None, "no text in it: a scan?")
    said = document.get_metadata_dict(skip_empty=True)
    day = _DATE.match(said.get("CreationDate", ""))
    made = "-".join(part for part in day.groups() if part) if day else ""
    paragraphs = tuple(map(Paragraph, _joined(lines)))
    return Document(metadata_of(said.get("Title"), said.get("Author"), made=made), paragraphs)


def _pages(document: Any) -> Iterator[list[_Line]]:
    """The lines of each page."""
    for page in document:
        text = page.get_textpage()
        yield list(_lines(text))
        text.close()
        page.close()


def _lines(page: Any) -> Iterator[_Line]:
    content = page.get_text_range()
    if len(content) != page.count_chars():  # some don't count alike
        content = "".join(page.get_text_range(at, 1)[:1] for at in range(page.count_chars()))
    for match in re.finditer(r"\S(?:[^\r\n]*\S)?", content):
        # A hyphen at a line's end comes as one of these.
        text = re.sub("[\x02\ufffe]", "\u00ad", match[0]).replace("\0", "")
        left, right = page.get_charbox(match.start())[0], page.get_charbox(match.end() - 1)[2]
        if text:
            yield _Line(text, left, right)


def _without_heads(pages: list[list[_Line]]) -> list[_Line]:
    """All lines but page numbers and what stands at the edge of most pages, numbers aside."""
    seen = Counter(
        same for page in pages for same in {_numberless(page[at].text) for at in _edge(page)}
    )
    often = {same for same, count in seen.items() if count >= 3 and count > len(pages) / 2}
    left: list[_Line] = []
    for page in pages:
        edge = _edge(page)
        left += [
            line
            for at, line in enumerate(page)
            if at not in edge
            or not (_PAGE_NUMBER.fullmatch(line.text) or _numberless(line.text) in often)
        ]
    return left


def _edge(page: list[_Line]) -> set[int]:
    return {*range(len(page))[:_EDGE], *range(len(page))[-_EDGE:]}


def _numberless(line: str) -> str:
    return re.sub(r"\d+", "#", "".join(line.split()))


def _joined(lines: list[_Line]) -> Iterator[str]:
    """The paragraphs."""
    goes_on = _going_on(lines)
    parts: list[str] = []
    for before, line in zip([None, *lines], lines, strict=False):
        if before is not None and not goes_on(before, line):
            yield "".join(parts).replace("\u00ad", "")
            parts = []
        elif parts:
            _hyphenate(parts, line.text)
        parts.append(line.text)
    yield "".join(parts).replace("\u00ad", "")


def _going_on(lines: list[_Line]) -> Callable[[_Line, _Line], bool]:
    """Whether a paragraph goes on from one line to the next.

    It does where the one fills its column, unless the other is set in.
    """
    columns: dict[int, list[_Line]] = {}
    for line in lines:
        columns.setdefault(line.column, []).append(line)
    starts = {at: -_most([-line.left for line in column]) for at, column in columns.items()}
    ends = {at: _most([line.right for line in column]) for at, column in columns.items()}
    broad = _most([line.width for line in lines])

    def goes_on(line: _Line, after: _Line) -> bool:
        if line.text.endswith("\u00ad"):
            return True
        if line.width < _BROAD * broad or line.right < ends[line.column] - _RAGGED * broad:
            return False
        if after.left < starts[after.column] + _INDENT * broad:
            return True
        # All lines of a quotation may be set in.
        same = abs(line.left - after.left) < _INDENT * broad
        return same and not _SENTENCE_END.search(line.text)

    return goes_on


def _most(values: list[float]) -> float:
    """The largest, some outliers aside."""
    return sorted(values)[len(values) * 9 // 10]


def _hyphenate(parts: list[str], line: str) -> None:
    """Makes the last part ready for the line after it."""
    last = parts[-1]
    broken = last.endswith("-") and last[-2:-1].isalpha() and line[:1].islower()
    if broken or last.endswith("\u00ad"):
        parts[-1] = last[:-1]
    else:
        parts.append(separator(last, line))
