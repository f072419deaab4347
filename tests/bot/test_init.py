"""A new knowledge folder from `chuchu init`."""

import json
from pathlib import Path

import pytest

from bot.cli import main
from knowledge import KnowledgeBase


@pytest.fixture
def made(tmp_path: Path) -> Path:
    folder = tmp_path / "my folder"
    assert main(["init", str(folder)]) == 0
    return folder


def test_the_new_folder_loads_without_problems_or_warnings(made: Path) -> None:
    knowledge = KnowledgeBase.open(made)
    assert len(knowledge.articles) == 1
    assert knowledge.problems == ()
    assert knowledge.warnings == ()


def test_its_example_answers_its_own_question(made: Path) -> None:
    golden = json.loads((made / "questions.jsonl").read_text("utf-8"))
    answer = KnowledgeBase.open(made).ask(golden["question"])
    assert answer.outcome == "answered"
    assert golden["gold"][0]["evidence"] in answer.findings[0].excerpt.text
    assert golden["gold"][0]["file"] == answer.findings[0].article.id


def test_it_says_what_to_type_next_so_that_a_shell_takes_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = tmp_path / "my folder"
    main(["init", str(made)])
    commands = capsys.readouterr().out.splitlines()[-2:]
    assert commands == [f"  chuchu check '{made}'", f"  chuchu chat --knowledge '{made}'"]


def test_a_folder_with_something_in_it_is_left_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "mine.txt").touch()
    assert main(["init", str(tmp_path)]) == 2
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]
    assert capsys.readouterr().err == f"chuchu: {tmp_path} isn't empty; choose a new folder\n"


def test_an_empty_folder_is_filled(tmp_path: Path) -> None:
    assert main(["init", str(tmp_path)]) == 0
    assert (tmp_path / "articles.yaml").is_file()


def test_a_file_in_the_way_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").touch()
    assert main(["init", str(tmp_path / "file")]) == 1
    assert capsys.readouterr().err.count("\n") == 1
