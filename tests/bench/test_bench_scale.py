"""How scale is measured."""

from pathlib import Path

import psutil
import pytest

from bench import scale
from bench.fresh import StepError, take
from bench.goal import Goal
from bench.material import Material
from bench.scale import PEERS, measure_scale
from tests.bench.bench_house import tiny_knowledge, tiny_material


def test_each_size_has_a_row_and_figures_of_its_own(tmp_path: Path) -> None:
    section = measure_scale(tiny_material(tmp_path), (3, 20), {})
    assert section.table is not None
    assert [row[0] for row in section.table.rows] == ["3, Chuchu", "20, Chuchu"]
    files = [figure for figure in section.figures if figure.name.endswith("file")]
    assert files[0].value < files[1].value
    assert all(figure.value > 0 for figure in section.figures if figure.unit == "ms")


def test_peers_stand_beside_ours_up_to_their_size(tmp_path: Path) -> None:
    pytest.importorskip("bm25s", reason="needs the peers: make bench installs them")
    pytest.importorskip("tantivy", reason="needs the peers: make bench installs them")
    most = dict.fromkeys(PEERS, 3) | {"bm25s + jieba": 2}
    section = measure_scale(tiny_material(tmp_path), (3,), most)
    assert section.table is not None
    ours, *theirs = section.table.rows
    assert [row[0] for row in theirs] == [f"3, {name}" for name in PEERS if "bm25s" not in name]
    assert "–" not in ours
    assert all(
        [cell == "–" for cell in row] == [False] * 2 + [True] * 2 + [False] * 3 for row in theirs
    )


def test_goals_are_those_of_the_size() -> None:
    found = {"ms": [1.0], "build": 1.0, "file": 1.0, "open": 1.0, "memory": 1.0}

    def goals(count: int) -> list[Goal | None]:
        return [figure.goal for figure in scale._figures(count, found)]

    assert goals(1_000) == [Goal(1, 0.4), Goal(3, 1.5), *[None] * 4]
    assert None not in goals(100_000)
    assert goals(1_000_000) == [Goal(30, 6), *[None] * 5]
    assert goals(7) == [None] * 6


def test_a_folder_that_can_not_be_read_is_an_error(tmp_path: Path) -> None:
    material = Material(tmp_path / "nowhere", ("一。",), ("一",), "nothing")
    with pytest.raises(StepError, match=r"^build: (?s:.*)nowhere: there is no such folder"):
        measure_scale(material, (3,), {})


def test_a_step_that_takes_too_long_is_ended(tmp_path: Path) -> None:
    with pytest.raises(StepError, match="build_again_and_again: not done after 1 s"):
        take("build_again_and_again", 1, folder=tiny_knowledge(tmp_path), file=tmp_path / "file")
    left = [child.cmdline() for child in psutil.Process().children(recursive=True)]
    assert not any("bench.steps" in command for command in left)
