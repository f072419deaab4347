"""Text to Telegram's HTML: the escaping, the lengths, and what Telegram makes of bare words."""

import re
from collections.abc import Sequence
from html import escape as escaped
from typing import Final
from unicodedata import category

from bot.printable import printable

Ranges = Sequence[tuple[int, int]]

_FILE_ENDINGS: Final = (
    "bat c cc cfg conf cpp cs css csv doc docx epub exe gif go gz h htm html ini java jpeg jpg js "
    "json jsonl jsx kt lua m md mkv mov mp3 mp4 pdf php pl png ppt pptx ps py rar rb rs rst sh so "
    "sql srt svg swift tar toml ts tsx txt vue wav webm webp xls xlsx xml yaml yml zip"
).split()
# Telegram makes links of these where they stand bare: of README.md, of 3.AI, of whoever's @name.
# Chinese characters fail at the first look, which is quick.
_TAKEN_FOR_LINKS: Final = re.compile(
    r"(?=[\w@/-])(?:"
    rf"(?<![\w/@.:-])[\w-]+(?:\.[\w-]+)*\.(?:{'|'.join(_FILE_ENDINGS)})(?![\w/]|[.-]\w)"
    r"|(?<![\w.])\d+\.[a-z]{2,}(?![\w.])"
    r"|(?<!\w)@\w{4,}"
    r"|(?<![\w/])/[a-z]\w*(?![\w/])"
    r")",
    re.ASCII | re.IGNORECASE,
)


def escape(text: str) -> str:
    """Any text, safe within HTML, without what could steer the reader's screen."""
    return escaped(printable(text), quote=True)


def plain(text: str) -> str:
    """Any text on one line, with bare file names and the like kept from becoming links."""
    return quotation(" ".join(text.split()), ())


def code(text: str) -> str:
    return f"<code>{escape(text)}</code>"


def link(text: str, url: str) -> str:
    return f'<a href="{escape(url)}">{escape(text)}</a>'


def units(text: str) -> int:
    """The length as Telegram counts it, in UTF-16 code units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def is_visible(text: str) -> bool:
    """Whether there is anything to see, or to press."""
    return any(category(character)[0] not in "CMZ" for character in text)


def cut(text: str, most: int) -> str:
    """A name or title on one line, of at most `most` UTF-16 code units."""
    text = " ".join(printable(text).split())
    if units(text) <= most:
        return text
    kept = text.encode("utf-16-le")[: 2 * (most - 1)].decode("utf-16-le", "ignore")
    return f"{kept.rstrip()}…"


def quotation(text: str, highlights: Ranges) -> str:
    """Text with its highlights in bold; they step aside where something must stay code."""
    pieces: list[str] = []
    shown = 0
    for found in _TAKEN_FOR_LINKS.finditer(text):
        pieces.append(_highlighted(text, highlights, shown, found.start()))
        pieces.append(code(found[0]))
        shown = found.end()
    pieces.append(_highlighted(text, highlights, shown, len(text)))
    return "".join(pieces)


def _highlighted(text: str, highlights: Ranges, start: int, end: int) -> str:
    pieces: list[str] = []
    for first, last in highlights:
        first, last = max(first, start), min(last, end)
        if first < last:
            pieces.append(f"{escape(text[start:first])}<b>{escape(text[first:last])}</b>")
            start = last
    return "".join([*pieces, escape(text[start:end])])


def prose(sentences: str) -> str:
    """The bot's own words: `between backticks` to be typed, *between asterisks* a heading."""
    html = re.sub(r"`([^`\n]+)`", r"<code>\1</code>", escape(sentences))
    return re.sub(r"\*([^*\n]+)\*", r"<b>\1</b>", html)
