"""The knowledge that is served now, and how it is reloaded while it serves."""

import asyncio
import gc
import logging
import time
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Final

from watchfiles import awatch

from bot.aside import aside
from bot.snapshots import Changes, Snapshots
from bot.watching import Stamp, stamp_of
from knowledge import FolderError, Problem

log = logging.getLogger(__name__)

# How often to look where the system gives no notice, unless looking takes too much of the time.
_LOOK_SECONDS: Final = 5.0
_LOOKING_SHARE: Final = 0.02
_QUIET_MS: Final = 200


@dataclass(frozen=True, slots=True)
class Report:
    """How a reload went; with `failure` set, nothing was changed. Articles stand by title."""

    at: datetime
    seconds: float
    articles: int
    passages: int
    changes: Changes = field(default_factory=Changes)
    problems: tuple[Problem, ...] = ()
    failure: str | None = None


class LiveKnowledge:
    """Holds the current snapshot; reloads build a new one beside it and swap one reference."""

    def __init__(
        self, folder: Path, snapshots: Snapshots, stamp: Stamp, look_every: float = _LOOK_SECONDS
    ) -> None:
        """`stamp`: of the folder, before it is read. Raises FolderError where it can't be."""
        self.folder = folder
        self.current = snapshots.open(stamp)
        self._since = time.monotonic()
        _keep_from_collector()
        self._snapshots = snapshots
        self.last_reload: Report | None = None
        self._stamp = stamp
        self._look_every = look_every
        self._running: asyncio.Task[Report] | None = None
        self._waiting: asyncio.Task[Report] | None = None

    @classmethod
    def open(cls, folder: Path, data: Path, look_every: float = _LOOK_SECONDS) -> "LiveKnowledge":
        """Read the folder for the first time, with its snapshots in `data`. Raises as the class."""
        return cls(folder, Snapshots(folder, data), stamp_of(folder), look_every)

    @property
    def age(self) -> float:
        """For how many seconds the current snapshot has served."""
        return time.monotonic() - self._since

    @property
    def reloading(self) -> bool:
        return self._running is not None

    def reload(self) -> asyncio.Future[Report]:
        """Read the folder again, and serve it unless it can't be read.

        Asked for as soon as it is called. One at a time: all requests that come while one runs
        share one more run, which begins after it, and so sees whatever they were made for.
        """
        if self._running is None:
            self._running = asyncio.create_task(self._reload())
            return asyncio.shield(self._running)
        if self._waiting is None:
            self._waiting = asyncio.create_task(self._reload_after(self._running))
        return asyncio.shield(self._waiting)

    async def watch(self) -> None:
        """Reload whenever the folder isn't as it was read any more; until cancelled."""
        while True:
            began = time.perf_counter()
            failed = False
            now = await aside(stamp_of, self.folder)
            cost = time.perf_counter() - began
            if now != self._stamp:
                log.info("%s has changed", self.folder)
                failed = (await self.reload()).failure is not None
            if now == self._stamp or failed:
                await self._change(max(self._look_every, cost / _LOOKING_SHARE))

    async def _change(self, seconds: float) -> None:
        """Wait for the system's notice of a change, and for some quiet after it.

        At most so long: there is no notice from another machine's disk, nor of a folder that has
        been replaced.
        """
        try:
            notices = awatch(
                self.folder,
                step=_QUIET_MS,
                rust_timeout=int(seconds * 1000),
                yield_on_timeout=True,
            )
            async for _ in notices:
                return
        except OSError as error:
            log.debug("%s can't be watched: %s", self.folder, error)
            await asyncio.sleep(seconds)

    async def _reload_after(self, running: asyncio.Task[Report]) -> Report:
        await asyncio.wait([running])
        self._running, self._waiting = self._waiting, None
        return await self._reload()

    async def _reload(self) -> Report:
        try:
            report = await self._read()
        finally:
            if self._waiting is None:
                self._running = None
        self.last_reload = report
        _log(report)
        return report

    async def _read(self) -> Report:
        began = time.perf_counter()
        changes, failure, stamp = Changes(), None, self._stamp
        try:
            stamp = await aside(stamp_of, self.folder)
            self.current, changes = await aside(self._snapshots.build, stamp)
            self._stamp, self._since = stamp, time.monotonic()
            _keep_from_collector()
        except FolderError as error:
            self._stamp = stamp
            failure = str(error)
        except OSError as error:
            failure = f"the snapshot can't be written: {error}"
        except Exception:
            log.exception("The reload failed")
            failure = "an unexpected error; the log has it"
        knowledge = self.current.knowledge
        return Report(
            at=datetime.now().astimezone(),
            seconds=time.perf_counter() - began,
            articles=len(knowledge.articles),
            passages=knowledge.passage_count,
            changes=changes,
            problems=knowledge.problems,
            failure=failure,
        )


def _keep_from_collector() -> None:
    """Have no garbage collection walk through what is there now, the knowledge above all.

    That has no cycles: once replaced, it goes without a collection.
    """
    gc.collect(1)
    gc.freeze()


def _log(report: Report) -> None:
    if report.failure is not None:
        log.error("Reload failed, the old knowledge still serves: %s", report.failure)
        return
    log.info(
        "Reloaded in %.1f s: %d articles (%d added, %d changed, %d removed), %d passages",
        report.seconds,
        report.articles,
        len(report.changes.added),
        len(report.changes.changed),
        len(report.changes.removed),
        report.passages,
    )
    for problem in report.problems:
        log.warning("%s", problem)
