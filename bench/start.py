"""How long a fresh process takes to its first answer, and how much memory."""

import json
import subprocess
import sys
import sysconfig
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from .goal import Figure, Goal
from .report import Section, Table, goal_cells

_QUESTION = "Sora什么时候上线的"
_SCRIPT = """
import sys
from knowledge import KnowledgeBase
print(KnowledgeBase.open(sys.argv[1]).ask(sys.argv[2]).outcome, flush=True)
"""
_SECONDS = Goal(1.5, 0.6)
_MEMORY = Goal(280, 130)
_LAUNCH = Path(__file__).parent / "launch.py"
_ROOT = Path(__file__).parents[1]


class StartError(Exception):
    """A process that gave no answer."""


@dataclass(frozen=True, slots=True)
class _Cost:
    answered: float
    ended: float
    peak: float


def measure_start(knowledge: Path, runs: int) -> Section:
    """Open the folder and ask one question in a new process, again and again."""
    library = [sys.executable, "-c", _SCRIPT, str(knowledge), _QUESTION]
    chuchu = str(Path(sysconfig.get_path("scripts")) / "chuchu")
    command = [chuchu, "ask", "--knowledge", str(knowledge), _QUESTION]
    from_python = [_run(library) for _ in range(runs + 1)][1:]
    on_shell = [_run(command) for _ in range(runs + 1)][1:]
    measured = (
        ("start to first answer, Python", "s", [c.answered for c in from_python], _SECONDS),
        ("peak memory, Python", "MB", [c.peak / 1e6 for c in from_python], _MEMORY),
        ("start to end, chuchu ask", "s", [c.ended for c in on_shell], _SECONDS),
        ("peak memory, chuchu ask", "MB", [c.peak / 1e6 for c in on_shell], _MEMORY),
    )
    rows, figures = [], []
    for name, unit, values, goal in measured:
        figure = Figure(name, median(values), unit, goal)
        cells = goal_cells(figure)
        rows.append((f"{name}, {unit}", cells[0], figure.shown(max(values)), *cells[1:]))
        figures.append(figure)
    return Section(
        "Start",
        (
            f"A fresh process a run, {runs} runs after one that isn't counted; resident memory "
            "in MB of 1,000,000 bytes.",
            "Cold process, warm files: emptying the page cache takes root, so the files and "
            "Python's compiled modules are in memory already.",
            "Python: a process that opens the seeds and asks one question. chuchu ask: the whole "
            "command `chuchu ask --knowledge seeds …`, to its end.",
        ),
        Table(("", "median", "worst", "at least", "aim", "verdict"), tuple(rows)),
        tuple(figures),
    )


def _run(command: Sequence[str]) -> _Cost:
    # -I -S: the launcher needs nothing installed, and memory of its own would count.
    launched = subprocess.run(
        [sys.executable, "-I", "-S", str(_LAUNCH), *command],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=_ROOT,
        check=False,
    )
    cost = json.loads(launched.stdout) if launched.returncode == 0 else {"failed": True}
    if cost["failed"]:
        raise StartError(f"{command[0]} gave no answer:\n{launched.stderr}")
    return _Cost(cost["answered"], cost["ended"], cost["peak"])
