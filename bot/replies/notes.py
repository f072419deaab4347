"""What an admin is told: how a reload went, how the bot is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from bot.live import Report
from bot.words import Words
from knowledge import Problem

from .answers import Reply
from .markup import code, cut, escape, plain

_LISTED: Final = 10
_TITLE: Final = 80
_PATH: Final = 100
_REASON: Final = 120


@dataclass(frozen=True, slots=True)
class Health:
    """How the bot is; `memory` in bytes."""

    version: str
    uptime: timedelta
    articles: int
    passages: int
    problems: int
    last_reload: Report | None
    memory: int
    questions_today: int
    chosen_today: int
    unclear_today: int
    useful: int
    useless: int
    groups: int  # that have settings of their own
    groups_off: int


@dataclass(frozen=True, slots=True)
class Notes:
    """Words what an admin is told."""

    words: Words

    def report(self, report: Report) -> Reply:
        """How a reload went."""
        words = self.words
        if report.failure is not None:
            lines = [escape(words("reload.failed")), code(cut(report.failure, 1000))]
            return Reply("\n".join([*lines, escape(words("reload.old_serves"))]))
        lines = [
            escape(words("reload.done", seconds=f"{report.seconds:.1f}")),
            escape(words("reload.size", articles=report.articles, passages=report.passages)),
            *self._problems(report.problems),
            *self._titles("reload.added", report.changes.added),
            *self._titles("reload.changed", report.changes.changed),
            *self._titles("reload.removed", report.changes.removed),
        ]
        if not (report.changes.added or report.changes.changed or report.changes.removed):
            lines.insert(1, escape(words("reload.same")))
        return Reply("\n".join(lines))

    def status(self, health: Health) -> Reply:
        """How the bot is."""
        words = self.words
        lines = [
            words("status.version", version=health.version),
            words("status.uptime", uptime=self._span(health.uptime)),
            words("status.knowledge", articles=health.articles, passages=health.passages),
            words("status.problems", count=health.problems),
            words("status.reload", when=self._last(health.last_reload)),
            words("status.memory", megabytes=round(health.memory / 2**20)),
            words("status.questions", count=health.questions_today),
        ]
        if health.chosen_today:
            lines.append(words("status.chosen", count=health.chosen_today))
        if health.useful or health.useless:
            lines.append(words("status.votes", useful=health.useful, useless=health.useless))
        if health.groups:
            lines.append(words("status.groups", count=health.groups, off=health.groups_off))
        if health.unclear_today:
            lines.append(words("status.unclear", count=health.unclear_today))
        return Reply("\n".join(plain(line) for line in lines))

    def _titles(self, heading: str, titles: Sequence[str]) -> list[str]:
        if not titles:
            return []
        lines = [f"<b>{escape(self.words(heading, count=len(titles)))}</b>"]
        lines += [f"· {plain(cut(title, _TITLE))}" for title in titles[:_LISTED]]
        return lines + self._more(titles)

    def _problems(self, problems: Sequence[Problem]) -> list[str]:
        if not problems:
            return [escape(self.words("reload.no_problems"))]
        lines = [f"<b>{escape(self.words('reload.problems', count=len(problems)))}</b>"]
        for problem in problems[:_LISTED]:
            line = "" if problem.line is None else f":{problem.line}"
            where = code(cut(problem.path, _PATH) + line)
            lines.append(f"· {where} {plain(cut(problem.reason, _REASON))}")
        return lines + self._more(problems)

    def _more(self, entries: Sequence[object]) -> list[str]:
        more = len(entries) - _LISTED
        return [escape(self.words("chat.more", count=more))] if more > 0 else []

    def _last(self, report: Report | None) -> str:
        if report is None:
            return self.words("status.never")
        at = f"{report.at:%Y-%m-%d %H:%M}"
        if report.failure is None:
            return at
        return self.words("status.reload_failed", at=at, reason=cut(report.failure, _REASON))

    def _span(self, span: timedelta) -> str:
        """In days, hours and minutes; none of those that would be a leading zero."""
        minutes = int(span.total_seconds()) // 60
        parts = {"days": minutes // 1440, "hours": minutes // 60 % 24, "minutes": minutes % 60}
        while len(parts) > 1 and not next(iter(parts.values())):
            del parts[next(iter(parts))]
        return " ".join(self.words(f"status.{unit}", count=count) for unit, count in parts.items())
