"""How a knowledge base does with many articles: its build, its file, its answers; the peers'."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from .fresh import patience, take
from .goal import Figure, Goal, number
from .material import Material
from .report import Section, Table
from .times import Times

# Of the sizes: p50, p99 of a question (the aims of the latter are half of the least).
_ASK: Final[dict[int, tuple[Goal, Goal | None]]] = {
    1_000: (Goal(1, 0.4), Goal(3, 1.5)),
    10_000: (Goal(2, 0.6), Goal(6, 3)),
    100_000: (Goal(5, 1.5), Goal(15, 7.5)),
    1_000_000: (Goal(30, 6), None),
}
_AT_100_000: Final = {
    "build": Goal(150, 40),
    "file": Goal(600, 250),
    "open": Goal(300, 50),
    "memory": Goal(600, 200),
}
_UNITS: Final = {"build": "s", "file": "MB", "open": "ms", "memory": "MB"}
_COLUMNS: Final = (
    "articles, engine",
    "build, s",
    "file, MB",
    "open, ms",
    "memory, MB",
    "p50, ms",
    "p99, ms",
)
# With how many articles each peer is measured at most: rapidfuzz reads every text every time.
PEERS: Final = {
    "bm25s + jieba": 100_000,
    "tantivy + jieba": 100_000,
    "SQLite FTS5 + jieba": 100_000,
    "rapidfuzz over all passages": 1_000,
}
_NOTHING: Final = "–"


def measure_scale(
    material: Material, sizes: Sequence[int], peers: dict[str, int] = PEERS
) -> Section:
    """Build and ask knowledge bases of so many articles, each step in a new process.

    `peers`: by name, with how many articles at most. Raises StepError.
    """
    rows: list[tuple[str, ...]] = []
    figures: list[Figure] = []
    with TemporaryDirectory() as folder:
        kept = Path(folder, "material")
        material.write(kept)
        for count in sizes:
            found = _ours(kept, count)
            rows.append(_row(count, "Chuchu", found))
            figures += _figures(count, found)
            rows += _theirs(kept, count, peers)
    return Section("Scale", _notes(material), Table(_COLUMNS, tuple(rows)), tuple(figures))


def _ours(material: Path, count: int) -> dict[str, Any]:
    with TemporaryDirectory() as folder:
        file = Path(folder, "snapshot")
        built = take("build", patience(count), material=material, file=file, articles=count)
        return built | take("ask", patience(count), material=material, file=file)


def _theirs(material: Path, count: int, peers: dict[str, int]) -> Iterator[tuple[str, ...]]:
    for name, most in peers.items():
        if count <= most:
            found = take("peer", patience(count), material=material, name=name, articles=count)
            yield _row(count, name, found)


def _row(count: int, engine: str, found: dict[str, Any]) -> tuple[str, ...]:
    times = Times.of(found["ms"])
    cells = (
        number(found[name], unit) if name in found else _NOTHING for name, unit in _UNITS.items()
    )
    asked = (number(times.p50, "ms"), number(times.p99, "ms"))
    return (f"{count:,}, {engine}", *cells, *asked)


def _figures(count: int, found: dict[str, Any]) -> list[Figure]:
    times = Times.of(found["ms"])
    p50, p99 = _ASK.get(count, (None, None))
    figures = [
        Figure(f"{count:,} articles: ask p50", times.p50, "ms", p50),
        Figure(f"{count:,} articles: ask p99", times.p99, "ms", p99),
    ]
    goals = _AT_100_000 if count == 100_000 else {}
    return figures + [
        Figure(f"{count:,} articles: {name}", found[name], unit, goals.get(name))
        for name, unit in _UNITS.items()
    ]


def _notes(material: Material) -> tuple[str, ...]:
    return (
        material.note,
        "Built from texts in one process, opened and asked in another, after one question to a "
        "tiny knowledge base; memory is what that process has more than before, mapped pages "
        "counted.",
        "Peers: the same texts and questions, a process each that indexes in memory and is asked; "
        "build is with cutting into words, memory with what indexing left behind. They give ids; "
        "Chuchu also chooses, compares and marks excerpts, and judges whether they answer.",
    )
