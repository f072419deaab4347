"""How long questions to the running bot wait while it reloads many articles."""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from .changes import MOST
from .fresh import patience
from .goal import Figure, Goal, number, percent
from .large import Draft, write_lines
from .load import Load, Waits, trickle, undisturbed, warm_up
from .material import Material
from .report import Section, Table
from .running import Bot, BotError, chuchu
from .times import Times
from .wire import Wire

WAITING: Final = Goal(5, 2)
ANSWERED: Final = Goal(100, 100)
_LOOK_SECONDS: Final = 0.05
_COLUMNS: Final = (
    "articles",
    "reloads",
    "reload, s",
    "p99 idle, ms",
    "p99 reloading, ms",
    "ratio",
    "answered, %",
    "peak, MB",
)


@dataclass(frozen=True, slots=True)
class Reloading:
    """How long questions waited, idle and meanwhile; the seconds of each reload; peak megabytes."""

    idle: Waits
    busy: Waits
    seconds: tuple[float, ...]
    memory: float

    @property
    def ratio(self) -> float:
        """What p99 is while it reloads, of what it is idle."""
        return self.busy.times.p99 / self.idle.times.p99

    @property
    def answered(self) -> float:
        """Per cent of the questions that were answered while it reloaded."""
        return percent(self.busy.answered / self.busy.asked)


def measure_reloads(material: Material, sizes: Sequence[int], load: Load) -> Section | None:
    """Reload folders of so many articles in a running bot; nothing where all are beyond `MOST`.

    Raises BotError and LoadError.
    """
    rows, figures = [], []
    for count in (size for size in sizes if size <= MOST):
        found = undisturbed(_at(material, count, load))
        name = f"{count:,} articles"
        goal = WAITING if count == MOST else None
        figures += [
            Figure(f"{name}: p99 while reloading, of idle", found.ratio, "×", goal),
            Figure(f"{name}: answered while reloading", found.answered, "%", ANSWERED),
        ]
        rows.append(_row(count, found))
    if not rows:
        return None
    return Section(
        "Reloads at scale", _notes(material, load), Table(_COLUMNS, tuple(rows)), (*figures,)
    )


async def _at(material: Material, count: int, load: Load) -> Reloading:
    with TemporaryDirectory() as folder:
        large = Path(folder) / "large"
        draft = write_lines(material.lexicon, material.sentences, count, large)
        return await reload_meanwhile(large, draft, material.questions, load, patience(count))


async def reload_meanwhile(
    folder: Path, draft: Draft, questions: Sequence[str], load: Load, most: float
) -> Reloading:
    """Ask a bot of its own that has this folder, idle, then while it reloads again and again.

    The latter until one reload is done, and each of its steps `most` seconds at most. Raises
    BotError.
    """
    asked = [question for question in questions if not question.startswith("/")]
    seconds: list[float] = []
    enough = asyncio.Event()
    async with Wire() as wire, chuchu(wire, folder, most) as bot:
        await warm_up(wire, asked, load.people)
        idle = await trickle(wire, asked, load)
        reloading = asyncio.create_task(_again_and_again(bot, draft, most, seconds, enough))
        # An end of the task is a failure, which is raised below.
        busy = await trickle(wire, asked, load, lambda: bool(seconds) or reloading.done())
        enough.set()
        await reloading
        return Reloading(idle, busy, tuple(seconds), bot.memory[1])


async def _again_and_again(
    bot: Bot, draft: Draft, most: float, seconds: list[float], enough: asyncio.Event
) -> None:
    """Change the article, have it reloaded, and once that is done, again."""
    number = 0
    while not enough.is_set():
        number += 1
        before, began = bot.reloads, time.perf_counter()
        draft.change(number)
        bot.reload()
        while bot.reloads == before:
            await asyncio.sleep(_LOOK_SECONDS)
            if bot.process.returncode is not None or bot.failed_to_reload:
                raise BotError(f"A bot failed to reload:\n{bot.said}")
            if time.perf_counter() - began > most:
                raise BotError(f"A bot didn't reload within {most:.0f} s:\n{bot.said}")
        seconds.append(time.perf_counter() - began)


def _row(count: int, found: Reloading) -> tuple[str, ...]:
    return (
        f"{count:,}",
        str(len(found.seconds)),
        number(Times.of(found.seconds).p50, "s"),
        number(found.idle.times.p99, "ms"),
        number(found.busy.times.p99, "ms"),
        number(found.ratio, "×"),
        number(found.answered, "%"),
        number(found.memory, "MB"),
    )


def _notes(material: Material, load: Load) -> tuple[str, ...]:
    return (
        material.note,
        f"`chuchu run` with all of them in one .jsonl, against a local server: {load.rate} "
        f"questions a second at random moments for {load.seconds:g} s, idle, and again while one "
        "article is changed and SIGHUP sent, over and over, until a reload is done; from the "
        "question's sending to the reply's arrival.",
        "Reload: from the change to the bot's word that it serves it, the median. Peak: resident, "
        "of the bot without the process that builds.",
    )
