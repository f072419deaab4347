"""How changes in large folders are measured."""

from pathlib import Path

import pytest

from bench.changes import MOST, measure_changes
from bench.fresh import StepError, take
from bench.large import Draft, write_lines
from tests.bench.bench_house import tiny_material


def test_both_forms_of_a_folder_are_built_twice_and_one_is_asked(tmp_path: Path) -> None:
    section = measure_changes(tiny_material(tmp_path), (3, MOST + 1), 0.1)
    assert section is not None
    assert section.table is not None
    lines, files = section.table.rows
    assert lines[0] == "3 in one .jsonl"
    assert "–" not in lines
    assert files[0] == "3 as .md files"
    assert [cell == "–" for cell in files] == [False] * 3 + [True] * 3
    assert all(figure.value > 0 for figure in section.figures)


def test_sizes_that_are_too_large_are_not_measured(tmp_path: Path) -> None:
    assert measure_changes(tiny_material(tmp_path), (MOST + 1,)) is None


def test_a_build_without_the_change_is_an_error(tmp_path: Path) -> None:
    material, large = tiny_material(tmp_path), tmp_path / "large"
    draft = write_lines(material.lexicon, material.sentences, 3, large)
    file = tmp_path / "file"
    with pytest.raises(StepError, match="hasn't the a1 that is in the folder"):
        take("build_folder", 60, folder=large, file=file, before=None, holds=("a1", Draft.text(1)))
    draft.change(1)
    take("build_folder", 60, folder=large, file=file, before=None, holds=("a1", Draft.text(1)))


def test_a_builder_that_fails_is_an_error(tmp_path: Path) -> None:
    material, large = tiny_material(tmp_path), tmp_path / "large"
    write_lines(material.lexicon, material.sentences, 3, large)
    material.write(tmp_path / "material")
    holds = ("a1", Draft.text(0))
    take("build_folder", 60, folder=large, file=tmp_path / "file", before=None, holds=holds)
    with pytest.raises(StepError, match="the building process ended"):
        take(
            "serve",
            60,
            material=tmp_path / "material",
            folder=tmp_path / "nowhere",
            file=tmp_path / "file",
            again=tmp_path / "again",
            seconds=0.1,
            most=30,
        )
