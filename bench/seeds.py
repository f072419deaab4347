"""How well the shipped folder's own questions are answered."""

from collections.abc import Iterable, Iterator, Sequence

from knowledge import GoldenQuestion, KnowledgeBase, TypeResult, evaluate

from .goal import Figure, Goal, number, percent
from .report import Section, Table, goal_cells

_GOALS = {"Answer@1": Goal(72, 80), "Answer@3": Goal(86, 92)}


def measure_seeds(kb: KnowledgeBase, questions: Sequence[GoldenQuestion]) -> Section:
    """Ask the golden questions, as `chuchu eval` does."""
    results = evaluate(kb, questions)
    figures = tuple(_figures(results[-1]))
    return Section(
        "Seeds",
        (
            f"{len(questions)} golden questions on {len(kb.articles)} articles; per cent.",
            "As `chuchu eval` counts: coverage: the answerable that are said to be answered. "
            "Precision: those said to be answered that show the evidence. Abstention: the "
            "unanswerable that aren't said to be answered.",
        ),
        Table(
            ("type", "questions", *_shares(results[-1])),
            (*map(_row, results), *_goal_rows(figures, _shares(results[-1]))),
        ),
        figures,
    )


def _shares(result: TypeResult) -> dict[str, float | None]:
    return {
        "Answer@1": result.answer_at_1,
        "Answer@3": result.answer_at_3,
        "coverage": result.coverage,
        "precision": result.precision,
        "abstention": result.abstention,
    }


def _figures(result: TypeResult) -> Iterator[Figure]:
    for name, share in _shares(result).items():
        if share is not None:
            yield Figure(name, percent(share), "%", _GOALS.get(name))


def _row(result: TypeResult) -> tuple[str, ...]:
    shares = _shares(result).values()
    cells = ("–" if share is None else number(percent(share), "%") for share in shares)
    return (result.type, str(result.count), *cells)


def _goal_rows(figures: Sequence[Figure], columns: Iterable[str]) -> Iterator[tuple[str, ...]]:
    """Under the row of all: what was set for it, and whether that is met."""
    cells = {figure.name: goal_cells(figure) for figure in figures}
    for i, name in enumerate(("at least", "aim", "verdict"), start=1):
        yield name, "", *(cells[column][i] if column in cells else "" for column in columns)
