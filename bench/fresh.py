"""Takes one step of a measurement in a process of its own, for no longer than it may take."""

import json
import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

_ROOT: Final = Path(__file__).parents[1]
_LEAST_SECONDS: Final = 300
_SECONDS_AN_ARTICLE: Final = 0.02


class StepError(Exception):
    """A process that measured nothing: one sentence that names the step."""


def patience(articles: int) -> float:
    """Seconds after which what is done with so many articles hangs, on the slowest machine."""
    return _LEAST_SECONDS + _SECONDS_AN_ARTICLE * articles


def take(step: str, within: float, **parameters: object) -> dict[str, Any]:
    """What a step of `bench.steps` measures, `within` so many seconds. Raises StepError."""
    with subprocess.Popen(
        [sys.executable, "-m", "bench.steps", step],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        cwd=_ROOT,
        start_new_session=True,
    ) as process:
        try:
            said, error = process.communicate(json.dumps(parameters, default=str), within)
        except subprocess.TimeoutExpired:
            raise StepError(f"{step}: not done after {within:.0f} s") from None
        finally:
            # With all that it started.
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
    if process.returncode:
        raise StepError(f"{step}: {error[-500:]}")
    measured: dict[str, Any] = json.loads(said)
    return measured
