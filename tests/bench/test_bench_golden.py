"""How golden questions are counted: set by set, and together."""

from dataclasses import replace
from pathlib import Path

import pytest

from bench.golden import GOLDEN, Golden, measure_golden
from bench.report import Section
from knowledge import FolderError
from tests.bench.bench_house import tiny_golden, write_lines


def named(sections: tuple[Section, ...], title: str) -> Section:
    (found,) = (section for section in sections if section.title == title)
    return found


def cells(section: Section, row: str) -> dict[str, str]:
    assert section.table
    (found,) = (cells for cells in section.table.rows if cells[0] == row)
    return dict(zip(section.table.columns, found, strict=True))


def test_the_summary_has_a_row_a_set_and_one_for_those_of_one_folder(tmp_path: Path) -> None:
    summary = named(measure_golden(tiny_golden(tmp_path)), "Golden questions")
    assert summary.table
    counts = [(row[0], row[1]) for row in summary.table.rows]
    assert counts == [
        ("Bread", "2"),
        ("Tea", "4"),
        ("Bread, all together", "6"),
        ("Elsewhere", "2"),
    ]
    # The bread's answer is found, one of the tea's two isn't there.
    assert [row[2] for row in summary.table.rows] == ["100.0", "50.0", "66.7", "100.0"]


def test_what_is_held_back_is_told_apart_by_topic(tmp_path: Path) -> None:
    summary = named(measure_golden(tiny_golden(tmp_path)), "Golden questions")
    tea, bread = cells(summary, "Tea"), cells(summary, "Bread")
    assert tea["held back: off-topic and noise"] == "100.0"
    assert tea["held back: on-topic, absent"] == "0.0"
    # Its unanswerable question is of neither kind.
    assert bread["held back: off-topic and noise"] == "–"
    assert bread["held back: on-topic, absent"] == "–"


def test_each_set_is_counted_by_type(tmp_path: Path) -> None:
    tea = named(measure_golden(tiny_golden(tmp_path)), "Tea")
    assert (cells(tea, "typo")["Answer@1"], cells(tea, "pinyin")["Answer@1"]) == ("100.0", "0.0")
    assert cells(tea, "chitchat")["abstention"] == "100.0"
    assert cells(tea, "all")["questions"] == "4"
    assert cells(tea, "at least")["Answer@1"] == "60.0"
    assert cells(tea, "verdict")["Answer@1"] == "MISSED"
    assert cells(tea, "verdict")["Answer@3"] == ""


def test_forms_of_asking_are_counted_over_all_sets_of_a_folder(tmp_path: Path) -> None:
    together = named(measure_golden(tiny_golden(tmp_path)), "Bread, all together")
    figures = {figure.name: round(figure.value, 1) for figure in together.figures}
    assert figures["Answer@3 typo and pinyin"] == 50
    assert figures["Answer@1"] == 66.7
    assert figures["held back: on-topic, absent"] == 0
    assert "Answer@3 English" not in figures
    assert cells(together, "Answer@3 typo and pinyin, %")["verdict"] == "MISSED"
    assert "6 questions: 2 typo and pinyin" in together.notes[0]


def test_together_counts_questions_not_sets(tmp_path: Path) -> None:
    golden = tiny_golden(tmp_path)
    only = Golden(golden.together[:1], golden.apart)
    summary = named(measure_golden(only), "Golden questions")
    assert cells(summary, "Bread, all together")["questions"] == "2"


def test_of_each_set_every_nth_question_is_asked(tmp_path: Path) -> None:
    summary = named(measure_golden(tiny_golden(tmp_path), every=2), "Golden questions")
    assert (cells(summary, "Bread")["questions"], cells(summary, "Tea")["questions"]) == ("1", "2")


def test_a_set_that_is_missing_is_named(tmp_path: Path) -> None:
    golden = tiny_golden(tmp_path)
    gone = replace(golden.apart[0], questions=tmp_path / "gone.jsonl")
    with pytest.raises(FolderError, match=r"gone\.jsonl"):
        measure_golden(replace(golden, apart=(gone,)))


def test_a_broken_question_is_named(tmp_path: Path) -> None:
    golden = tiny_golden(tmp_path)
    write_lines(golden.together[1].questions, "{")
    with pytest.raises(FolderError, match=r"tea\.jsonl:1: not JSON"):
        measure_golden(golden)


def test_what_is_declared_shares_one_folder_and_has_goals() -> None:
    assert len({asked.folder for asked in GOLDEN.together}) == 1
    sets = (*GOLDEN.together, *GOLDEN.apart)
    assert all(set(asked.goals) == {"Answer@1", "Answer@3"} for asked in sets)
    assert len({asked.title for asked in sets}) == len(sets)
