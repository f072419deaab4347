"""An article as it is shown, with what was wrong on the way to it."""

from dataclasses import dataclass


class FolderError(Exception):
    """A folder or file that can't be read at all: one sentence that names its path."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in the knowledge folder to mend, and where."""

    path: str
    line: int | None
    reason: str

    def __str__(self) -> str:
        where = self.path if self.line is None else f"{self.path}:{self.line}"
        return f"{where}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: a paragraph of its own that starts at `start` of the article's body."""

    text: str
    start: int


@dataclass(frozen=True, slots=True)
class Article:
    """One article; two newlines part its paragraphs, and no excerpt bridges them."""

    id: str
    title: str
    body: str
    publisher: str | None = None
    author: str | None = None
    date: str | None = None
    url: str | None = None
    headings: tuple[Heading, ...] = ()
    path: str = ""
    title_inferred: bool = False
    date_inferred: bool = False
