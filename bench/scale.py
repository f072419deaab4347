"""How a knowledge base does with many articles: its build, its file, its answers."""

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from .goal import Figure, Goal, number
from .report import Section, Table
from .thousand import recombined
from .times import Times

_ROOT: Final = Path(__file__).parents[1]
# Of the sizes: p50, p99 of a question (the aims of the latter are half of the least).
_ASK: Final = {
    1_000: (Goal(1, 0.4), Goal(3, 1.5)),
    10_000: (Goal(2, 0.6), Goal(6, 3)),
    100_000: (Goal(5, 1.5), Goal(15, 7.5)),
}
_AT_100_000: Final = {
    "build": Goal(150, 40),
    "file": Goal(600, 250),
    "open": Goal(300, 50),
    "memory": Goal(600, 200),
}
_UNITS: Final = {"build": "s", "file": "MB", "open": "ms", "memory": "MB"}
_COLUMNS: Final = (
    "articles",
    "build, s",
    "file, MB",
    "open, ms",
    "memory, MB",
    "p50, ms",
    "p99, ms",
)


class ScaleError(Exception):
    """A process that measured nothing."""


def measure_scale(knowledge: Path, questions: Sequence[str], sizes: Sequence[int]) -> Section:
    """Build and ask knowledge bases of so many articles, each in new processes."""
    rows, figures = [], []
    for count in sizes:
        with TemporaryDirectory() as folder:
            file = Path(folder, "snapshot")
            found = _run("build", knowledge, file, count, ()) | _run(
                "ask", knowledge, file, count, questions
            )
        times = Times.of(found["ms"])
        rows.append(
            (
                f"{count:,}",
                *(number(found[name], unit) for name, unit in _UNITS.items()),
                number(times.p50, "ms"),
                number(times.p99, "ms"),
            )
        )
        figures += _figures(count, found, times)
    return Section(
        "Scale",
        (
            "Articles of about 500 characters: sentences of the seeds, recombined; the lexicon is "
            "the seeds', as are the questions, asked once each.",
            "Built in one process, opened and asked in another; memory is what that one has more, "
            "mapped pages counted, than with one article.",
        ),
        Table(_COLUMNS, tuple(rows)),
        tuple(figures),
    )


def _figures(count: int, found: dict[str, Any], times: Times) -> list[Figure]:
    p50, p99 = _ASK.get(count, (None, None))
    figures = [
        Figure(f"{count:,} articles: ask p50", times.p50, "ms", p50),
        Figure(f"{count:,} articles: ask p99", times.p99, "ms", p99),
    ]
    goals = _AT_100_000 if count == max(_ASK) else {}
    return figures + [
        Figure(f"{count:,} articles: {name}", found[name], unit, goals.get(name))
        for name, unit in _UNITS.items()
    ]


def _run(
    step: str, knowledge: Path, file: Path, count: int, questions: Sequence[str]
) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "bench.scale", step, str(knowledge), str(file), str(count)],
        input=json.dumps(list(questions)),
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=_ROOT,
        check=False,
    )
    if done.returncode:
        raise ScaleError(f"{count} articles, {step}: {done.stderr[-500:]}")
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def _build(knowledge: Path, file: Path, count: int) -> dict[str, float]:
    from time import perf_counter

    from knowledge import Article, KnowledgeBase

    small = KnowledgeBase.open(knowledge)
    articles = [
        Article(f"a{i}", f"{i}", text)
        for i, text in enumerate(recombined([a.body for a in small.articles], count))
    ]
    began = perf_counter()
    KnowledgeBase(articles, small.parts.names).write(file)
    return {"build": perf_counter() - began, "file": file.stat().st_size / 1e6}


def _ask(file: Path, questions: Sequence[str]) -> dict[str, Any]:
    from time import perf_counter

    import psutil

    from knowledge import Article, KnowledgeBase

    process = psutil.Process()
    KnowledgeBase([Article("a", "一", "一句话。")]).ask("一句话 one sentence")
    before = process.memory_info().rss
    began = perf_counter()
    knowledge = KnowledgeBase.open(file)
    opened = perf_counter() - began
    ms = []
    for question in questions:
        began = perf_counter()
        knowledge.ask(question)
        ms.append(1000 * (perf_counter() - began))
    memory = (process.memory_info().rss - before) / 1e6
    return {"open": 1000 * opened, "memory": memory, "ms": ms}


if __name__ == "__main__":
    _, step, knowledge, file, count = sys.argv
    print(
        json.dumps(
            _build(Path(knowledge), Path(file), int(count))
            if step == "build"
            else _ask(Path(file), json.load(sys.stdin))
        )
    )
