"""A file as read: its paragraphs and what it says of itself, before any cleaning."""

from collections.abc import Mapping
from dataclasses import dataclass, field


class Unreadable(Exception):  # noqa: N818 - “except Unreadable” says it all
    """A file that can't become an article, and the line to mend if one is known."""

    def __init__(self, line: int | None, reason: str) -> None:
        super().__init__(reason)
        self.line = line
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Text without an empty line in it."""

    text: str
    heading: bool = False


@dataclass(frozen=True, slots=True)
class Flaw:
    """Something wrong in a file that can be read all the same."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class Document:
    """What stands in a file; `lines` tells where each piece of its metadata stands."""

    metadata: Mapping[str, str]
    paragraphs: tuple[Paragraph, ...]
    lines: Mapping[str, int] = field(default_factory=dict)
    flaws: tuple[Flaw, ...] = ()
