"""A font for tests: a box for each of a few characters, and nothing for all others."""

from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

from bot.fonts import NEEDED

_EM = 1000


def tiny_font(where: Path, characters: str = "") -> Path:
    """A font that has these characters, and those that every font for quotations must have."""
    codes = sorted({ord(character) for character in NEEDED + characters})
    names = {code: f"c{code}" for code in codes}
    builder = FontBuilder(_EM, isTTF=True)
    builder.setupGlyphOrder([".notdef", *names.values()])
    builder.setupCharacterMap(names)
    boxes = {name: _box(600) for name in names.values()}
    builder.setupGlyf({".notdef": _box(100), **boxes})
    builder.setupHorizontalMetrics(dict.fromkeys((".notdef", *names.values()), (_EM, 0)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Tiny", "styleName": "Regular"})
    builder.setupOS2()
    builder.setupPost()
    path = where / "tiny.ttf"
    builder.save(path)
    return path


def _box(width: int) -> object:
    pen = TTGlyphPen(None)
    pen.moveTo((100, 0))
    for corner in ((100, 700), (100 + width, 700), (100 + width, 0)):
        pen.lineTo(corner)
    pen.closePath()
    return pen.glyph()
