"""What a bot is put through: questions that wait all at once, questions that trickle in."""

import asyncio
import gc
import time
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass
from itertools import cycle
from random import Random
from typing import Any, Final, TypeVar

import psutil

from .running import Bot
from .times import Times
from .wire import Wire

_FIRST_PERSON: Final = 7_000_000_001
_WARM_UP_SECONDS: Final = 60
_PATIENCE_SECONDS: Final = 120
_SEED: Final = 22
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Load:
    """How much of it."""

    people: int = 200
    backlog: int = 2000
    runs: int = 5
    rate: int = 25
    inline_rate: int = 50
    seconds: float = 25
    articles: int = 1000


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast a backlog was worked off: updates a second, and milliseconds of processor each."""

    rate: float
    cpu: float


@dataclass(frozen=True, slots=True)
class Waits:
    """How long each question that was answered waited, of how many that were asked.

    `own_times`: of that, without the wait until it was handed out.
    """

    times: Times
    asked: int
    own_times: Times

    @property
    def answered(self) -> int:
        return len(self.times.ms)


class LoadError(Exception):
    """A bot that left a question unanswered where speed was measured."""


def undisturbed(measuring: Coroutine[Any, Any, _T]) -> _T:
    """Run it to its end, with no garbage collection of what was there before."""
    gc.collect()
    gc.freeze()
    try:
        return asyncio.run(measuring)
    finally:
        gc.unfreeze()


async def warm_up(wire: Wire, questions: Sequence[str], people: int) -> None:
    """Have everybody ask once: what a bot reads at first, it has read."""
    asking = cycle(questions)
    for i in range(people):
        wire.ask(_FIRST_PERSON + i, next(asking))
    await _all_answered(wire, _WARM_UP_SECONDS)
    wire.forget_times()


async def backlog(wire: Wire, bot: Bot, questions: Sequence[str], people: int, count: int) -> Pace:
    """So many questions at once, from people at random. Raises LoadError."""
    asking, chance = cycle(questions), Random(_SEED)
    process = psutil.Process(bot.process.pid)
    cpu, began = _cpu(process), time.perf_counter()
    for _ in range(count):
        wire.ask(_FIRST_PERSON + chance.randrange(people), next(asking))
    await _all_answered(wire, _PATIENCE_SECONDS)
    return Pace(count / (wire.last_reply - began), 1000 * (_cpu(process) - cpu) / count)


async def trickle(
    wire: Wire,
    questions: Sequence[str],
    load: Load,
    until: Callable[[], bool] = lambda: True,
) -> Waits:
    """Questions at random moments, so many a second on average, each from the next person.

    For the load's seconds, and then on until something else holds too.
    """
    return await _trickle(wire.ask, load.rate, wire, questions, load, until)


async def typing(wire: Wire, questions: Sequence[str], load: Load) -> Waits:
    """The same inline: each question half typed, then whole."""
    typed = [text for whole in questions for text in (whole[: len(whole) // 2], whole)]
    return await _trickle(wire.type_inline, load.inline_rate, wire, typed, load, lambda: True)


async def _trickle(
    ask: Callable[[int, str], None],
    rate: int,
    wire: Wire,
    questions: Sequence[str],
    load: Load,
    until: Callable[[], bool],
) -> Waits:
    asking, chance = cycle(questions), Random(_SEED)
    wire.forget_times()
    count, due, end = 0, time.perf_counter(), time.perf_counter() + load.seconds
    while (due := due + chance.expovariate(rate)) < end or not until():
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        ask(_FIRST_PERSON + count % load.people, next(asking))
        count += 1
    await wire.answered()
    return Waits(Times.of(wire.times), count, Times.of(wire.own_times))


async def _all_answered(wire: Wire, seconds: float) -> None:
    if not await wire.answered(seconds):
        raise LoadError(f"A bot left {wire.open} questions unanswered")


def _cpu(process: psutil.Process) -> float:
    times = process.cpu_times()
    return float(times.user + times.system)
