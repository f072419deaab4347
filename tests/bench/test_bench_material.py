"""What large folders are made of."""

from pathlib import Path

import pytest

from bench import material
from bench.material import Material
from tests.bench.bench_house import BREAD, TEA, tiny_knowledge, tiny_material, tiny_sets

QUESTIONS = {"铁观音要用多少度的水泡？", "酸面包要发酵多久？", "酸面包要烤多少分钟？"}


def test_without_sets_the_knowledge_folder_is_recombined_and_asked(tmp_path: Path) -> None:
    made = Material.of_folder(tiny_knowledge(tmp_path), ["多久？"])
    assert set("".join(made.sentences)) == set(BREAD + TEA)
    assert made.questions == ("多久？",)
    assert "5 different sentences of the seeds" in made.note


def test_with_sets_their_sentences_and_questions_as_asked_are_taken(tmp_path: Path) -> None:
    made = Material.of_sets(tmp_path, tiny_sets(tmp_path))
    assert "".join(made.sentences) == TEA + BREAD
    assert {*made.questions} == QUESTIONS
    assert "the question sets (tiny), recombined; 3 questions" in made.note


def test_of_many_questions_some_are_taken_the_same_each_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(material, "_MOST", 2)
    sets = tiny_sets(tmp_path)
    made = Material.of_sets(tmp_path, sets)
    assert len(made.questions) == 2
    assert made == Material.of_sets(tmp_path, sets)


def test_another_process_reads_what_was_written(tmp_path: Path) -> None:
    made = tiny_material(tmp_path)
    made.write(tmp_path / "kept")
    assert Material.read(tmp_path / "kept") == made
