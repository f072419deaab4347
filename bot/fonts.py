"""Finds a font for pictures of quotations: one that has Chinese in both scripts, and Latin."""

import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

from PIL import ImageFont

from bot.settings import FONT_VARIABLE

TO_INSTALL: Final = "fonts-noto-cjk"
# Code points of simplified characters, of traditional ones, and of Latin.
NEEDED: Final = "".join(map(chr, (0x53D1, 0x51FA, 0x767C, 0x865F, 0x41, 0x7A, 0x39)))
# No character has this code: what is drawn for it is what is drawn where a glyph is missing.
_NOBODY: Final = "\U0010ffff"
_FOLDERS: Final = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "~/.local/share/fonts",
    "~/.fonts",
    "/System/Library/Fonts",
    "/Library/Fonts",
    "C:/Windows/Fonts",
)
_CHINESE: Final = (
    "*CJK*Regular*", "SourceHan*Regular*", "PingFang*", "Hiragino*GB*", "msyh.*", "wqy-*",
)  # fmt: skip
_CHECKED_AT: Final = 32
_SECONDS: Final = 5


class FontError(Exception):
    """Why there is no font: one sentence that says what to mend."""


class Font:
    """A font file, in any size."""

    def __init__(self, path: Path, index: int = 0) -> None:
        """`index`: of the face, in a collection. Raises OSError where it is no font."""
        self._path = path
        self._index = index
        self._known: dict[str, bool] = {}
        self._small = self._load(_CHECKED_AT)
        self._missing = self._drawn(_NOBODY)
        self.of_size = cache(self._load)

    def has_all(self, text: str) -> bool:
        """Whether there is a glyph for each character, white space aside."""
        return all(map(self._has, "".join(text.split())))

    def _has(self, character: str) -> bool:
        if character not in self._known:
            self._known[character] = self._drawn(character) != self._missing
        return self._known[character]

    def _drawn(self, character: str) -> tuple[tuple[int, int], bytes]:
        mask = self._small.getmask(character)
        return mask.size, bytes(mask)

    def _load(self, size: int) -> ImageFont.FreeTypeFont:
        # The simple layout, which every build has: a text is as wide as its parts.
        layout = ImageFont.Layout.BASIC
        return ImageFont.truetype(self._path, size, self._index, layout_engine=layout)


def find_font(chosen: Path | None) -> Font:
    """The font at this path; without one, the first on this system that has what is needed.

    Raises FontError where there is none.
    """
    if chosen is not None:
        if font := _usable(chosen):
            return font
        raise FontError(f"{FONT_VARIABLE} takes the path of a font that has Chinese and Latin")
    for path, index in (*_matched(), *_in_folders()):
        if font := _usable(path, index):
            return font
    raise FontError(
        f"no font here has Chinese; install one (Debian: {TO_INSTALL}), or set {FONT_VARIABLE}"
    )


def _usable(path: Path, index: int = 0) -> Font | None:
    try:
        font = Font(path, index)
    except OSError:
        return None
    return font if font.has_all(NEEDED) else None


def _matched() -> Iterator[tuple[Path, int]]:
    """What fontconfig has for Chinese, where it is installed."""
    command = ["fc-match", "--format=%{file}\n%{index}", "sans-serif:lang=zh-cn"]
    try:
        told = subprocess.run(command, capture_output=True, timeout=_SECONDS, check=True).stdout
    except (OSError, subprocess.SubprocessError):
        return
    path, _, index = told.decode(errors="replace").partition("\n")
    # The upper bits say which instance of a variable font.
    yield Path(path), int(index or 0) & 0xFFFF


def _in_folders() -> Iterator[tuple[Path, int]]:
    for folder in _FOLDERS:
        for pattern in _CHINESE:
            for path in sorted(Path(folder).expanduser().rglob(pattern)):
                yield path, 0
