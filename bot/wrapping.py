"""Lines of Chinese and Latin text that fit a terminal, or a picture."""

import re
from collections.abc import Callable, Iterator

from rich.cells import cell_len
from rich.text import Text

# Rich breaks at spaces alone, which leaves Chinese lines half empty.
_WIDE = r"\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff"
_OPENING = r"“‘（《〈「『【〔［([{"
_CLOSING = r"，。、；：？！…—·”’）》〉」』】〕］～％,.;:?!)\]}%"
# What stays together: opening marks, a wide character or a Latin word, closing marks, spaces.
_UNIT = re.compile(
    rf"[{re.escape(_OPENING)}]*(?:[{_WIDE}]|[^\s{_WIDE}{re.escape(_OPENING)}]+)?"
    rf"[{_CLOSING}]*\s*"
)


def wrap(text: Text, width: int) -> Iterator[Text]:
    """The text's lines, none wider than `width` cells, no closing mark at the start of one."""
    for paragraph in text.split("\n", allow_blank=True):
        for line in paragraph.divide(breaks(paragraph.plain, max(width, 2), cell_len)):
            line.rstrip()
            yield line


def breaks(text: str, width: float, size: Callable[[str], float]) -> list[int]:
    """Where to break a paragraph, so that no line has a larger size than `width`."""
    found: list[int] = []
    filled, position = 0.0, 0
    for unit in _units(text, width, size):
        if filled and filled + size(unit.rstrip()) > width:
            found.append(position)
            filled = 0
        filled += size(unit)
        position += len(unit)
    return found


def _units(text: str, width: float, size: Callable[[str], float]) -> Iterator[str]:
    for match in _UNIT.finditer(text):
        unit = match.group()
        while size(unit.rstrip()) > width:  # a link, say
            fits = [at for at in range(1, len(unit)) if size(unit[:at]) <= width]
            at = fits[-1] if fits else 1
            yield unit[:at]
            unit = unit[at:]
        yield unit
