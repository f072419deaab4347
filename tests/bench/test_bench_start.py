"""How starts are measured."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from bench import launch
from bench.start import StartError, measure_start
from tests.bench.bench_house import tiny_knowledge


def test_time_and_memory_of_both_ways_in(tmp_path: Path) -> None:
    section = measure_start(tiny_knowledge(tmp_path), runs=1)
    assert [figure.unit for figure in section.figures] == ["s", "MB", "s", "MB"]
    for figure in section.figures:
        low, high = (0.05, 60) if figure.unit == "s" else (20, 2000)
        assert low < figure.value < high


def test_a_process_without_an_answer_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(StartError, match="gave no answer"):
        measure_start(tmp_path / "nowhere", runs=1)


def test_memory_of_the_bench_itself_is_not_counted() -> None:
    ballast = b"x" * 300_000_000
    command = [sys.executable, "-I", "-S", launch.__file__, sys.executable, "-I", "-c", "print(1)"]
    launched = subprocess.run(command, capture_output=True, check=True)
    cost = json.loads(launched.stdout)
    assert not cost["failed"]
    assert cost["peak"] < len(ballast) / 3
    assert 0 < cost["answered"] <= cost["ended"]
