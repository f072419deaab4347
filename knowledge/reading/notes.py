"""What is found wrong while a knowledge folder is read."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from .article import Problem
from .described import FILE, Said

_SHOWN = 20  # of the same file


@dataclass(slots=True)
class Notes:
    """All problems and warnings, in the order in which they are found.

    `found` counts them, but for what an article lacks: of an article during whose making it stays
    the same there is nothing to note again.
    """

    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    found: int = 0

    def problem(self, path: str, line: int | None, reason: str) -> None:
        """Notes what has to be mended."""
        self.found += 1
        self.problems.append(Problem(path, line, reason))

    def warn(self, path: str, line: int | None, reason: str) -> None:
        """Notes what looks wrong."""
        self.found += 1
        self.warnings.append(Problem(path, line, reason))

    def lacks(self, path: str, key: str) -> None:
        """Notes that an article's metadata lacks a key."""
        self.warnings.append(Problem(path, None, f"no {key} is known"))

    def missing(self, spans: Iterable[Said]) -> None:
        """Notes the listed spans that don't stand in an article."""
        for span in spans:
            shown = span.text if len(span.text) <= 40 else f"{span.text[:40]}…"
            reason = f"“{shown}” isn't in the text, or not after the heading before it"
            self.warn(FILE, span.line, reason)


@dataclass(slots=True)
class BulkNotes(Notes):
    """The notes on a file of many articles: the first ones, then how many more there are."""

    counts: Counter[str] = field(default_factory=Counter)
    misses: Counter[Said] = field(default_factory=Counter)

    def problem(self, path: str, line: int | None, reason: str) -> None:
        """Notes what has to be mended in one line."""
        self.found += 1
        self.counts["problems"] += 1
        if len(self.problems) < _SHOWN:
            Notes.problem(self, path, line, reason)

    def warn(self, path: str, line: int | None, reason: str) -> None:
        """Notes what looks wrong in one line, once where each article shares that line."""
        self.found += 1
        if Problem(path, line, reason) in self.warnings:
            return
        self.counts["warnings"] += 1
        if len(self.warnings) < _SHOWN:
            Notes.warn(self, path, line, reason)

    def lacks(self, path: str, key: str) -> None:
        """Counts the articles that lack a key."""
        self.counts[key] += 1

    def missing(self, spans: Iterable[Said]) -> None:
        """Counts the articles that a span doesn't stand in."""
        missed = list(spans)
        self.found += len(missed)
        self.misses.update(missed)

    def hand_over(self, notes: Notes, path: str, articles: int) -> None:
        """Gives everything to `notes`; a span is missing if none of so many articles has it."""
        for name, own, into in (
            ("problems", self.problems, notes.problems),
            ("warnings", self.warnings, notes.warnings),
        ):
            into += own
            if more := self.counts[name] - len(own):
                into.append(Problem(path, None, f"and {more:,} more lines"))
        for key in ("url", "date"):
            if count := self.counts[key]:
                notes.warn(path, None, f"no {key} is known of {count:,} of its articles")
        notes.missing(span for span, count in self.misses.items() if count == articles)
