"""Bytes become text."""

import codecs
import re
from collections.abc import Iterable
from functools import cache

from .document import Unreadable

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_GUESSES = ("gb18030", "big5hkscs")
# The names that pages use mean the larger set, as in browsers.
_LARGER = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "hz": "gb18030",
    "big5": "big5hkscs",
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
}
_JAPANESE, _KOREAN = ("euc_jp", "shift_jis"), "euc_kr"
_ESCAPED = re.compile(rb"\x1b\$[@B)]")  # how ISO-2022 begins what isn't ASCII
_FEWEST = 20  # letters beyond ASCII, from which on a language can be told
_KANA, _HANGUL = 0.3, 0.95  # of these letters: Japanese has half, Korean all
_RARE_KANJI = 0.1  # of all kanji; of Chinese characters read as kanji, a third
_SAMPLE = 20_000  # characters are enough to tell how common they are
_PLAUSIBLE = 0.7  # of all characters; in a wrong reading many are rare
_MOSTLY_ASCII = 0.3  # of the bytes of UTF-16 are NUL where it is mostly ASCII
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffe\uffff]")


def decoded(data: bytes, declared: str | None = None) -> str:
    """The text of a file, its lines ended by newlines; `declared` is what it says of itself.

    A byte order mark tells the encoding, else the bytes have to be UTF-8, UTF-16 with ASCII in
    it, what is declared, GB18030 or Big5. Raises Unreadable at the first byte that doesn't fit,
    and where it is another country's: nearly every byte of EUC-JP and EUC-KR fits GB18030, so that
    these are told from twenty letters on; of single bytes for Cyrillic, forty hardly ever fit.
    """
    text = _marked(data)
    if text is None:
        text = _without_mark(data, declared)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _marked(data: bytes) -> str | None:
    """The text after a byte order mark, None if there is no such mark."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                text = data[len(mark) :].decode(encoding)
            except UnicodeDecodeError as error:
                raise _misfit(data, error.start + len(mark), encoding.upper()[:6]) from None
            if "\0" in text:
                raise _no_text(text[: text.index("\0")].encode())
            return text
    return None


def _without_mark(data: bytes, declared: str | None) -> str:
    if b"\0" in data:
        if text := _utf_16(data):
            return text
        raise _no_text(data[: data.index(b"\0")])
    if _ESCAPED.search(data):
        raise _unread("ISO-2022")
    try:
        # Also where a page declares something else: it may have been saved anew.
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        text = None if _is_broken_utf_8(data) else _guessed(data, declared)
        if text is None:
            raise _misfit(data, error.start, "UTF-8") from None
        return text


def _utf_16(data: bytes) -> str | None:
    """The text if it is UTF-16, in whichever byte order makes more sense."""
    few = data.count(0) < _MOSTLY_ASCII * len(data)
    if few and _strict(data.replace(b"\0", b""), "utf-8") is not None:
        return None
    return _most_sensible(data, ("utf-16-le", "utf-16-be"))


def _is_broken_utf_8(data: bytes) -> bool:
    """Whether it is UTF-8 with a few wrong bytes; three bytes seldom fit together by chance."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    return sum("\u0800" <= character != "\ufffd" for character in text) >= broken


def _other_language(data: bytes) -> str | None:
    """Japanese or Korean, where bytes that would fit GB18030 or Big5 are surely that."""
    for encoding in _JAPANESE:
        if (text := _strict(data, encoding)) is not None and _is_japanese(text):
            return f"Japanese in {encoding.upper().replace('_', '-')}"
    if (text := _strict(data, _KOREAN)) is not None and _is_korean(text):
        return "Korean in EUC-KR"
    return None


def _is_japanese(text: str) -> bool:
    letters = _letters(text)
    kana = [letter for letter in letters if "\u3041" <= letter <= "\u30ff"]
    kanji = [letter for letter in letters if "\u4e00" <= letter <= "\u9fff"]
    # The common ones come first.
    rare = sum(letter.encode("euc_jp") >= b"\xd0" for letter in kanji)
    many = len(letters) >= _FEWEST and len(kana) >= _KANA * len(letters)
    return many and rare <= _RARE_KANJI * len(kanji)


def _is_korean(text: str) -> bool:
    letters = _letters(text)
    hangul = sum("\uac00" <= letter <= "\ud7a3" for letter in letters)
    return len(letters) >= _FEWEST and hangul >= _HANGUL * len(letters)


def _letters(text: str) -> list[str]:
    return [letter for letter in text[:_SAMPLE] if letter.isalpha() and not letter.isascii()]


def _unread(what: str) -> Unreadable:
    return Unreadable(None, f"{what}, an encoding that isn't read: save it as UTF-8")


def _guessed(data: bytes, declared: str | None) -> str | None:
    """The text in what is declared if that makes sense, else in what makes most sense.

    Raises Unreadable where it is in another country's encoding.
    """
    said = _strict(data, _codec(declared)) if declared else None
    if said is not None and (_is_plausible(said) or _is_korean(said)):
        return said
    if language := _other_language(data):
        raise _unread(language) from None
    return _most_sensible(data, _GUESSES) or said


def _most_sensible(data: bytes, encodings: Iterable[str]) -> str | None:
    readings = [text for name in encodings if (text := _strict(data, name)) is not None]
    best = max(readings, key=_commonness, default=None)
    return best if best is not None and _is_plausible(best) else None


def _codec(declared: str) -> str | None:
    try:
        found = codecs.lookup(declared.removeprefix("x-"))
    except (LookupError, ValueError):
        return None
    # Python's own “encodings” such as rot13 or idna are no character sets.
    is_text = getattr(found, "_is_text_encoding", True) and found.name not in ("idna", "punycode")
    return _LARGER.get(found.name, found.name) if is_text else None


def _strict(data: bytes, encoding: str | None) -> str | None:
    try:
        return None if encoding is None else data.decode(encoding)
    except ValueError:
        return None


def _is_plausible(text: str) -> bool:
    return not _CONTROL.search(text) and _commonness(text) >= _PLAUSIBLE


def _commonness(text: str) -> float:
    """Which share of the characters beyond ASCII are common ones, between 0 and 1."""
    beyond = [character for character in text[:_SAMPLE] if not character.isascii()]
    return sum(character in _common() for character in beyond) / len(beyond) if beyond else 1.0


@cache
def _common() -> frozenset[str]:
    """The signs and first level of GB2312 and Big5: each lists its everyday characters first."""
    simplified = _characters("gb2312", (*range(0xA1, 0xA4), *range(0xB0, 0xD8)))
    traditional = _characters("big5", range(0xA1, 0xC7))
    return simplified | traditional


def _characters(encoding: str, leads: Iterable[int]) -> frozenset[str]:
    pairs = (bytes((lead, trail)) for lead in leads for trail in range(0x40, 0xFF))
    return frozenset(
        character for pair in pairs if len(character := _decodable(pair, encoding)) == 1
    )


def _decodable(pair: bytes, encoding: str) -> str:
    return pair.decode(encoding, "ignore")


def _misfit(data: bytes, at: int, encoding: str) -> Unreadable:
    column = at - (data.rfind(b"\n", 0, at) + 1) + 1
    reason = f"not {encoding}: byte 0x{data[at]:02x} at byte {column} of the line"
    return Unreadable(_line_at(data[:at]), reason)


def _no_text(before: bytes) -> Unreadable:
    return Unreadable(_line_at(before), "a NUL byte: this isn't a text file")


def _line_at(before: bytes) -> int:
    head = before.replace(b"\r\n", b"\n")
    return head.count(b"\n") + head.count(b"\r") + 1
