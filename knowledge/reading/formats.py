"""Bytes become text and metadata, one function a format."""

from collections.abc import Callable, Mapping

from . import lines, markup
from .document import Document, Paragraph, Unreadable
from .encoding import decoded
from .front_matter import read_front_matter
from .pages import read_page


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
    ".html": read_page,
    ".htm": read_page,
}


def suffix_of(path: str) -> str:
    """By what a file's format is told."""
    return f".{path.rpartition('.')[2].lower()}"


def _read(data: bytes, paragraphs_of: Callable[[str], list[Paragraph]]) -> Document:
    front, text = read_front_matter(decoded(data))
    paragraphs = tuple(paragraphs_of(text))
    if not paragraphs:
        raise Unreadable(None, "no text in it")
    return Document(front.metadata, paragraphs, front.lines, front.flaws)
