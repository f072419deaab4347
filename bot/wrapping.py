"""Lines of Chinese and Latin text that fit a terminal."""

import re
from collections.abc import Iterator

from rich.cells import cell_len, chop_cells
from rich.text import Text

# Rich breaks at spaces alone, which leaves Chinese lines half empty.
_WIDE = r"\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff"
_OPENING = r"“‘（《〈「『【〔［([{"
_CLOSING = r"，。、；：？！…—”’）》〉」』】〕］～％,.;:?!)\]}%"
# What stays together: opening marks, a wide character or a Latin word, closing marks, spaces.
_UNIT = re.compile(
    rf"[{re.escape(_OPENING)}]*(?:[{_WIDE}]|[^\s{_WIDE}{re.escape(_OPENING)}]+)?"
    rf"[{_CLOSING}]*\s*"
)


def wrap(text: Text, width: int) -> Iterator[Text]:
    """The text's lines, none wider than `width` cells, no closing mark at the start of one."""
    for paragraph in text.split("\n", allow_blank=True):
        for line in paragraph.divide(_breaks(paragraph.plain, max(width, 2))):
            line.rstrip()
            yield line


def _breaks(text: str, width: int) -> list[int]:
    breaks: list[int] = []
    filled = position = 0
    for unit in _units(text, width):
        size = cell_len(unit.rstrip())
        if filled and filled + size > width:
            breaks.append(position)
            filled = 0
        filled += cell_len(unit)
        position += len(unit)
    return breaks


def _units(text: str, width: int) -> Iterator[str]:
    for match in _UNIT.finditer(text):
        unit = match.group()
        if cell_len(unit.rstrip()) <= width:
            yield unit
        else:  # a link, say
            yield from chop_cells(unit, width)
