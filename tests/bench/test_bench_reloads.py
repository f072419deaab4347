"""How reloads of large folders are measured."""

import shutil
from pathlib import Path

import pytest

from bench.changes import MOST
from bench.large import Draft, write_lines
from bench.load import Load, undisturbed
from bench.reloads import measure_reloads, reload_meanwhile
from bench.running import BotError
from tests.bench.bench_house import tiny_material

LOAD = Load(people=2, seconds=0.2)


def test_the_bot_answers_while_it_reloads(tmp_path: Path) -> None:
    section = measure_reloads(tiny_material(tmp_path), (3, MOST + 1), LOAD)
    assert section is not None
    assert section.table is not None
    (row,) = section.table.rows
    size, reloads, *_, answered, _ = row
    assert size == "3"
    assert int(reloads) >= 1
    assert answered == "100.0"
    assert all(figure.value > 0 for figure in section.figures)


def test_sizes_that_are_too_large_are_not_measured(tmp_path: Path) -> None:
    assert measure_reloads(tiny_material(tmp_path), (MOST + 1,), LOAD) is None


class Vanishing(Draft):
    """The article whose change takes the folder away."""

    def change(self, number: int) -> None:
        shutil.rmtree(self.path.parents[1])


def test_a_reload_that_fails_is_an_error(tmp_path: Path) -> None:
    material, large = tiny_material(tmp_path), tmp_path / "large"
    draft = write_lines(material.lexicon, material.sentences, 3, large)
    vanishing = Vanishing(draft.id, draft.path, draft.offset)
    with pytest.raises(BotError, match="failed to reload:"):
        undisturbed(reload_meanwhile(large, vanishing, material.questions, LOAD, 60))
