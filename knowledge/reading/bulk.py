"""Many articles in one file: a JSON object a line."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from typing import Any, BinaryIO

from .document import Document, Paragraph, Unreadable
from .lines import paragraphs_of
from .metadata import KEYS

SUFFIX = ".jsonl"
LARGEST = 1_000_000_000  # bytes
LONGEST_LINE = 20_000_000  # bytes
_LONGEST_ID = 255
_AT_ONCE = 1_000_000  # bytes
# No file in UTF-8 can hold half a character, but an escape in JSON can.
_UNSPEAKABLE = re.compile("[\0\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Entry:
    """An article as its line tells it."""

    line: int
    id: str
    document: Document


def lines_of(file: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """The lines by number that aren't empty; of one too long, only so much as shows that.

    Raises Unreadable where nothing more can be read.
    """
    left = LARGEST
    for number in count(1):
        part = file.readline(LONGEST_LINE + 1)
        if not part:
            return
        if number == 1 and part.startswith((b"\xff\xfe", b"\xfe\xff")):
            raise Unreadable(1, "UTF-16: save it as UTF-8")
        if not part.isspace():
            yield number, part
        while part:
            left -= len(part)
            if left < 0:
                reason = f"it grew beyond {LARGEST // 1_000_000:,} MB while it was read"
                raise Unreadable(number, reason)
            part = b"" if part.endswith(b"\n") else file.readline(LONGEST_LINE + 1)


def count_lines(file: BinaryIO) -> int:
    """How many lines there are, about."""
    return 1 + sum(part.count(b"\n") for part in iter(lambda: file.read(_AT_ONCE), b""))


def entry_of(number: int, raw: bytes) -> Entry | None:
    """The article of one line; None if the line is empty. Raises Unreadable."""
    if len(raw.rstrip(b"\r\n")) > LONGEST_LINE:
        most = LONGEST_LINE // 1_000_000
        raise Unreadable(number, f"a line may have {most} MB at most")
    text = _decoded(raw).strip()
    if not text:
        return None
    said = _object(text)
    name, body = _text(said, "id"), _text(said, "text")
    if name is None:
        raise Unreadable(number, "no id")
    if len(name) > _LONGEST_ID:
        raise Unreadable(number, f"id has {len(name):,} characters: {_LONGEST_ID} at most")
    paragraphs = tuple(map(Paragraph, paragraphs_of(body or "")))
    if not paragraphs:
        raise Unreadable(number, "no text")
    metadata = {key: value for key in KEYS if (value := _text(said, key)) is not None}
    return Entry(number, name, Document(metadata, paragraphs, dict.fromkeys(metadata, number)))


def _decoded(raw: bytes) -> str:
    if (null := raw.find(b"\0")) >= 0:
        raise Unreadable(None, f"a NUL byte at byte {null + 1} of the line")
    try:
        return raw.decode().lstrip("\ufeff")
    except UnicodeDecodeError as error:
        byte, at = raw[error.start], error.start + 1
        raise Unreadable(None, f"not UTF-8: byte 0x{byte:02x} at byte {at} of the line") from None


def _object(text: str) -> dict[str, Any]:
    try:
        said = json.loads(text)
    except json.JSONDecodeError as error:
        reason = f"{error.msg[:1].lower()}{error.msg[1:].removesuffix(' at')}"
        raise Unreadable(None, f"not JSON: {reason} at character {error.pos + 1}") from None
    except RecursionError:
        raise Unreadable(None, "not JSON that can be read: nested too deeply") from None
    except ValueError:
        raise Unreadable(None, "not JSON that can be read: a number of too many digits") from None
    if not isinstance(said, dict):
        raise Unreadable(None, f"{_kind_of(said)}: it should be an object, {{…}}")
    return said


def _text(said: dict[str, Any], key: str) -> str | None:
    """The text of a key; None if there is none."""
    value = said.get(key)
    if key == "hidden" and isinstance(value, bool):
        return "true" if value else "false"
    if value is None:
        return None
    if not isinstance(value, str):
        raise Unreadable(None, f"{key} is {_kind_of(value)}, not text")
    if _UNSPEAKABLE.search(value):
        raise Unreadable(None, f"{key} has a NUL, or half a character, in it")
    return value.strip() or None


def _kind_of(value: object) -> str:
    if isinstance(value, bool):
        return "true or false"
    kinds = {str: "text", list: "a list", dict: "an object", type(None): "null"}
    return kinds.get(type(value), "a number")
