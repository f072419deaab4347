"""Bytes become text and metadata, one function a format."""

import re
from collections.abc import Callable, Mapping

import yaml

from . import lines, markup
from .document import Document, Flaw, Paragraph, Unreadable
from .metadata import KEYS
from .yaml_lines import compose, kind_of, pairs, text_of

_FENCE = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE)
_OPENING = re.compile(r"---[ \t]*(?:\n|$)")


def read_text(data: bytes) -> Document:
    """A plain text file."""
    return _read(data, lambda text: [Paragraph(line) for line in lines.paragraphs_of(text)])


def read_markdown(data: bytes) -> Document:
    """A Markdown file."""
    return _read(data, markup.paragraphs_of)


FORMATS: Mapping[str, Callable[[bytes], Document]] = {
    ".txt": read_text,
    ".md": read_markdown,
    ".markdown": read_markdown,
}


def _read(data: bytes, paragraphs_of: Callable[[str], list[Paragraph]]) -> Document:
    front, text = _split(_decoded(data))
    metadata, at, flaws = _metadata(front)
    paragraphs = tuple(paragraphs_of(text))
    if not paragraphs:
        raise Unreadable(None, "no text in it")
    return Document(metadata, paragraphs, at, flaws)


def _decoded(data: bytes) -> str:
    """The file's text, its lines ended by newlines."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Unreadable(1, "UTF-16: save it as UTF-8")
    if (null := data.find(b"\0")) >= 0:
        raise Unreadable(_line_at(data, null), "a NUL byte: this isn't a text file in UTF-8")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # `utf-8-sig` counts from after the byte order mark.
        at = error.start + len(data) - len(error.object)
        column = at - (data.rfind(b"\n", 0, at) + 1) + 1
        reason = f"not UTF-8: byte 0x{data[at]:02x} at byte {column} of the line"
        raise Unreadable(_line_at(data, at), reason) from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _line_at(data: bytes, offset: int) -> int:
    head = data[:offset].replace(b"\r\n", b"\n")
    return head.count(b"\n") + head.count(b"\r") + 1


def _split(text: str) -> tuple[str, str]:
    """The front matter, if there is one, and the rest."""
    opening = _OPENING.match(text)
    if opening is None:
        return "", text
    closing = _FENCE.search(text, opening.end())
    if closing is None:
        raise Unreadable(1, "front matter that is never closed: a line “---” is missing")
    return text[opening.end() : closing.start()], text[closing.end() :]


def _metadata(front: str) -> tuple[dict[str, str], dict[str, int], tuple[Flaw, ...]]:
    """What front matter says under our keys, at which line of the file, and what is wrong."""
    try:
        node = compose(front)
    except Unreadable as error:
        line = None if error.line is None else error.line + 1
        raise Unreadable(line, f"front matter: {error.reason}") from None
    metadata: dict[str, str] = {}
    at: dict[str, int] = {}
    flaws: list[Flaw] = []
    if node is None:
        return metadata, at, ()
    if not isinstance(node, yaml.MappingNode):
        raise Unreadable(2, f"front matter is {kind_of(node)}: it should be lines “key: value”")
    for key, line, value in pairs(node):
        if key not in KEYS:
            continue
        if not isinstance(value, yaml.ScalarNode):
            flaws.append(Flaw(line + 1, f"front matter: {key} is {kind_of(value)}, not text"))
        elif text := text_of(value):
            metadata[key], at[key] = text, line + 1
    return metadata, at, tuple(flaws)
