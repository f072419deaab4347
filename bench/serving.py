"""How fast the whole bot is on Telegram, beside the least bot of the same library."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Final

from knowledge import KnowledgeBase

from .fresh import patience
from .goal import Figure, Goal, percent
from .large import sentences_of, write_files
from .load import Load, Pace, Waits, backlog, trickle, typing, undisturbed, warm_up
from .reloads import ANSWERED, WAITING, reload_meanwhile
from .report import Section, Table, goal_cells
from .running import Bot, chuchu, echo
from .times import Times
from .wire import Wire

_ROUND_TRIPS: Final = (0.0, 0.05)
_SHARE: Final = Goal(80, 95)
_MEMORY: Final = Goal(320, 180)
# On top of the way there and back.
_P99: Final = (50, 20)
_INLINE_P99: Final = (30, 15)
_NOTHING: Final = "–"

Start = Callable[[Wire], AbstractAsyncContextManager[Bot]]


@dataclass(slots=True)
class _Measured:
    """One bot, over one way: its paces, its waits, its memory."""

    paces: list[Pace] = field(default_factory=list)
    waits: Waits | None = None
    memory: list[tuple[float, float]] = field(default_factory=list)


def measure_serving(knowledge: Path, questions: Sequence[str], load: Load) -> Section:
    """Run both bots in turn, each in a process of its own."""
    # A command is left alone where it is for another bot.
    asked = [question for question in questions if not question.startswith("/")]
    return undisturbed(_measure(knowledge, asked, load))


async def _measure(knowledge: Path, questions: Sequence[str], load: Load) -> Section:
    rows: list[tuple[str, ...]] = []
    figures: list[Figure] = []
    ours: Start = partial(chuchu, knowledge=knowledge)
    memory: list[tuple[float, float]] = []
    for trip in _ROUND_TRIPS:
        mine, theirs = await _side_by_side((ours, echo), trip, questions, load)
        figures += _judged(mine, theirs, trip, load)
        rows += _rows(mine, theirs, figures[-2:], trip, load)
        memory += mine.memory
        inline = await _inline(ours, trip, questions, load)
        figures.append(inline[1])
        rows += [_row(figure, _NOTHING) for figure in inline]
    resident, peak = (max(column) for column in zip(*memory, strict=True))
    figures.append(Figure("memory after all that", resident, "MB", _MEMORY))
    rows.append(_row(figures[-1], _NOTHING))
    rows.append(("peak memory, MB", f"{peak:.0f}", *[_NOTHING] * 4))
    reloading = await _while_reloading(knowledge, questions, load)
    figures += reloading
    rows += [_row(figure, _NOTHING) for figure in reloading]
    columns = ("", "Chuchu", "echo bot", "at least", "aim", "verdict")
    return Section("Telegram", _notes(load), Table(columns, tuple(rows)), tuple(figures))


async def _side_by_side(
    bots: Sequence[Start], trip: float, questions: Sequence[str], load: Load
) -> list[_Measured]:
    measured = [_Measured() for _ in bots]
    for run in range(load.runs):
        for start, found in zip(bots, measured, strict=True):
            async with Wire(trip) as wire, start(wire) as bot:
                await warm_up(wire, questions, load.people)
                found.paces.append(await backlog(wire, bot, questions, load.people, load.backlog))
                if run == 0:
                    found.waits = await trickle(wire, questions, load)
                found.memory.append(bot.memory)
    return measured


def _judged(mine: _Measured, theirs: _Measured, trip: float, load: Load) -> list[Figure]:
    # Each run beside the other bot's of the same moment.
    shares = [a.rate / b.rate for a, b in zip(mine.paces, theirs.paces, strict=True)]
    way = _way(trip)
    goal = Goal(*(1000 * trip + beyond for beyond in _P99))
    return [
        Figure(f"backlog beside an echo bot's, {way}", percent(median(shares)), "%", _SHARE),
        Figure(f"p99 at {load.rate} a second, {way}", _times(mine).p99, "ms", goal),
    ]


def _rows(
    mine: _Measured, theirs: _Measured, judged: Sequence[Figure], trip: float, load: Load
) -> Iterator[tuple[str, ...]]:
    def row(name: str, value: Callable[[_Measured], str]) -> tuple[str, ...]:
        return (f"{name}, {_way(trip)}", value(mine), value(theirs), *[_NOTHING] * 3)

    share, p99 = judged
    yield row("backlog, updates a second", lambda m: f"{median(p.rate for p in m.paces):.0f}")
    yield _row(share, "100.0")
    yield row("processor an update, ms", lambda m: f"{median(p.cpu for p in m.paces):.2f}")
    yield row(f"p50 at {load.rate} a second, ms", lambda m: f"{_times(m).p50:.2f}")
    yield _row(p99, p99.shown(_times(theirs).p99))


async def _inline(
    start: Start, trip: float, questions: Sequence[str], load: Load
) -> tuple[Figure, Figure, Figure]:
    async with Wire(trip) as wire, start(wire):
        await warm_up(wire, questions, load.people)
        waits = await typing(wire, questions, load)
    name, way = f"at {load.inline_rate} inline a second", _way(trip)
    goal = Goal(*(1000 * trip + beyond for beyond in _INLINE_P99))
    return (
        Figure(f"p50 {name}, {way}", waits.times.p50, "ms"),
        Figure(f"p99 {name} from their handing out, {way}", waits.own_times.p99, "ms", goal),
        Figure(f"p99 {name}, {way}", waits.times.p99, "ms"),
    )


async def _while_reloading(
    knowledge: Path, questions: Sequence[str], load: Load
) -> tuple[Figure, ...]:
    with TemporaryDirectory() as folder:
        large = Path(folder) / "large"
        bodies = (article.body for article in KnowledgeBase.open(knowledge).articles)
        draft = write_files(knowledge, sentences_of(bodies), load.articles, large)
        found = await reload_meanwhile(large, draft, questions, load, patience(load.articles))
    return (
        Figure(f"idle p99 with {load.articles} articles", found.idle.times.p99, "ms"),
        Figure("reloads during the measurement", len(found.seconds), "n"),
        Figure("answered while reloading", found.answered, "%", ANSWERED),
        Figure("p99 while reloading, of idle", found.ratio, "×", WAITING),
        Figure("peak memory with reloads", found.memory, "MB"),
    )


def _row(figure: Figure, theirs: str) -> tuple[str, ...]:
    cells = goal_cells(figure)
    return (f"{figure.name}, {figure.unit}", cells[0], theirs, *cells[1:])


def _times(measured: _Measured) -> Times:
    assert measured.waits  # of the first run
    return measured.waits.times


def _way(trip: float) -> str:
    return f"{1000 * trip:.0f} ms round trip"


def _notes(load: Load) -> tuple[str, ...]:
    return (
        "`chuchu run` with the seeds, its limits lifted, and a bot of the same library that says "
        "what it is told (32 updates at once, all else as the library has it): in turn, "
        f"{load.runs} fresh processes each, against a local server in the bench's own process.",
        f"Backlog: {load.backlog} golden questions of {load.people} people in private, waiting at "
        "once, after one of each; its share is the median of the runs' shares. On a busy machine "
        "the processor time an update is the steadier figure.",
        f"{load.rate} a second: at random moments for {load.seconds:g} s, from the question's "
        "sending to the reply's arrival. The goal is beyond one round trip, the answer's; a "
        "question that comes while a poll is on its way waits for up to one more, whatever the "
        "bot.",
        f"{load.inline_rate} inline a second: each question half typed, then whole, by the next "
        "person, while no results are cached. The goal is for the time from an update's handing "
        "out: the wait for a poll is the same for any bot, and a webhook has none.",
        f"Reloads: {load.articles} articles of about 500 characters, each a file; one is changed "
        "and SIGHUP sent, again once that is done, while they are asked; p99 beside the same "
        "folder's without reloads.",
    )
