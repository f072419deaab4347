"""How long one question to the shipped folder takes: ours and the peers'."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from knowledge import KnowledgeBase

from .goal import Figure, Goal, number
from .report import Section, Table, goal_cells
from .times import Times, timed

if TYPE_CHECKING:  # what the peers are made of is installed for the bench alone
    from .peers import Peer

_LIMIT = 3
_GOALS = {"p50": Goal(1.5, 0.5), "p99": Goal(5, 2)}


def measure_speed(
    kb: KnowledgeBase, questions: Sequence[str], rivals: "Iterable[Peer]", rounds: int
) -> Section:
    """Ask all questions round after round, first us, then each rival."""
    ours = _times(partial(kb.ask, limit=_LIMIT), questions, rounds)
    figures = tuple(
        Figure(f"one ask, {name}", value, "ms", _GOALS.get(name))
        for name, value in (("p50", ours.p50), ("p99", ours.p99), ("max", ours.worst))
    )
    theirs = (
        (rival.name, _times(partial(rival.search, limit=_LIMIT), questions, rounds))
        for rival in rivals
    )
    return Section(
        "Speed on the seeds",
        (
            f"One whole `ask` (limit {_LIMIT}, default length): {len(questions)} questions, "
            f"{rounds} rounds after one to warm up, the garbage collector as it is; milliseconds.",
            "Fairness: a peer ranks the articles' paragraphs and gives their ids; Chuchu also "
            "chooses, compares and marks excerpts, and judges whether they answer.",
            "Ratio: the peer's p50 to Chuchu's: above 1, Chuchu is faster.",
        ),
        Table(("", "p50", "p99", "max", "ratio"), tuple(_rows(ours, figures, theirs))),
        figures,
    )


def _times(ask: Callable[[str], object], questions: Sequence[str], rounds: int) -> Times:
    for question in questions:
        ask(question)
    return Times.of(
        timed(partial(ask, question))[1] for _ in range(rounds) for question in questions
    )


def _rows(
    ours: Times, figures: Sequence[Figure], theirs: Iterable[tuple[str, Times]]
) -> Iterator[tuple[str, ...]]:
    cells = [goal_cells(figure) for figure in figures]
    yield "Chuchu", *(cell[0] for cell in cells), ""
    for i, name in enumerate(("at least", "aim", "verdict"), start=1):
        yield name, *(cell[i] for cell in cells), ""
    for name, times in theirs:
        ms = (number(value, "ms") for value in (times.p50, times.p99, times.worst))
        yield name, *ms, f"{times.p50 / ours.p50:.2f}"
