"""The command line, as scripts rely on it."""

import io
import json
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

from bot.cli import main
from tests.bot.bot_house import REPOSITORY, chuchu, tiny_folder

QUESTION = "铁观音要用多少度的水泡？"


@pytest.fixture
def folder(tmp_path: Path) -> str:
    return str(tiny_folder(tmp_path))


def type_in(monkeypatch: pytest.MonkeyPatch, lines: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(lines), "utf-8"))


def test_json_has_the_keys_of_the_contract_in_their_order(
    folder: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["ask", "--knowledge", folder, "--json", QUESTION]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert list(answer) == [
        "question",
        "outcome",
        "corrected",
        "carried",
        "suggestions",
        "nearest",
        "answers",
        "took_ms",
    ]
    first = answer["answers"][0]
    assert list(first) == [
        "excerpt",
        "highlights",
        "before",
        "after",
        "article",
        "start",
        "end",
        "score",
    ]
    assert list(first["article"]) == ["id", "title", "publisher", "author", "date", "url", "path"]


def test_json_quotes_the_article_that_answers(
    folder: str, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["ask", "--knowledge", folder, "--json", QUESTION])
    answer = json.loads(capsys.readouterr().out)
    assert answer["question"] == QUESTION
    assert answer["outcome"] == "answered"
    assert "95度" in answer["answers"][0]["excerpt"]
    assert answer["answers"][0]["article"]["title"] == "铁观音怎么喝"
    assert answer["answers"][0]["article"]["author"] is None


def test_chinese_is_written_as_it_is_in_json(
    folder: str, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["ask", "--knowledge", folder, "--json", QUESTION])
    assert QUESTION in capsys.readouterr().out


def test_a_dash_reads_a_question_a_line_and_answers_in_order(
    folder: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    type_in(monkeypatch, "铁观音\r\n\n酸面包\x0b\u2028发酵".encode())
    assert main(["ask", "--knowledge", folder, "--json", "-"]) == 0
    answers = [json.loads(line) for line in capsys.readouterr().out.split("\n") if line]
    assert [each["question"] for each in answers] == ["铁观音", "", "酸面包\x0b\u2028发酵"]
    assert answers[1]["outcome"] == "nothing"


def test_a_dash_answers_each_line_before_the_next_comes(folder: str) -> None:
    command = [sys.executable, "-m", "bot", "ask", "--knowledge", folder, "--json", "-"]
    with subprocess.Popen(
        command, cwd=REPOSITORY, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as running:
        assert running.stdin
        assert running.stdout
        for question in ("铁观音", "酸面包"):
            running.stdin.write(f"{question}\n".encode())
            running.stdin.flush()
            assert json.loads(running.stdout.readline())["question"] == question
        running.stdin.close()


def test_bytes_that_are_no_text_neither_crash_nor_break_the_json(folder: str) -> None:
    asked = chuchu("ask", "--knowledge", folder, "--json", b"\xff\xe8 \xe9\x93\x81\xe8\xa7\x82")
    assert (asked.returncode, asked.stderr) == (0, b"")
    assert "铁观" in json.loads(asked.stdout.decode("utf-8"))["question"]
    lines = chuchu("ask", "--knowledge", folder, "--json", "-", stdin=b"\xff\xfe\n\xed\xa0\x80\n")
    assert lines.returncode == 0
    assert [json.loads(line)["question"][0] for line in lines.stdout.splitlines()] == ["�", "�"]


def test_json_is_utf_8_where_the_terminal_is_not(folder: str) -> None:
    asked = chuchu(
        "ask", "--knowledge", folder, "--json", QUESTION, PYTHONUTF8="0", PYTHONIOENCODING="gbk"
    )
    assert json.loads(asked.stdout.decode("utf-8"))["outcome"] == "answered"


def test_a_piped_answer_is_plain_text_with_its_source(folder: str) -> None:
    asked = chuchu("ask", "--knowledge", folder, QUESTION)
    text = asked.stdout.decode()
    assert "\x1b" not in text
    assert "铁观音要用95度以上的水来泡。" in text
    for part in ("铁观音怎么喝", "茶刊", "2025-03-01", "https://example.com/tea"):
        assert part in text


def test_the_language_around_an_answer_can_be_chosen(
    folder: str, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["ask", "--knowledge", folder, "--language", "zh-Hant", QUESTION])
    assert "出處：" in capsys.readouterr().out


def test_limit_bounds_the_answers(folder: str, capsys: pytest.CaptureFixture[str]) -> None:
    main(["ask", "--knowledge", folder, "--json", "--limit", "1", "--length", "20", "铁观音"])
    answers = json.loads(capsys.readouterr().out)["answers"]
    assert len(answers) == 1
    assert len(answers[0]["excerpt"]) <= 20


@pytest.mark.parametrize(
    ("args", "named"),
    [
        (["ask"], "question"),
        (["ask", "x", "--limit", "0"], "--limit"),
        (["ask", "x", "--limit", "51"], "--limit"),
        (["ask", "x", "--limit", "many"], "--limit"),
        (["ask", "x", "--length", "19"], "--length"),
        (["ask", "x", "--length", "1001"], "--length"),
        (["ask", "x", "--language", "fr"], "--language"),
        (["ask", "x", "--nonsense"], "--nonsense"),
        (["dance"], "dance"),
    ],
)
def test_a_wrong_call_is_one_line_and_exit_code_2(
    args: list[str], named: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(args) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("chuchu: ")
    assert err.count("\n") == 1
    assert named in err


@pytest.mark.parametrize(
    "command", [["ask", "x", "--knowledge"], ["chat", "--knowledge"], ["check"]]
)
def test_a_missing_folder_is_one_line_and_exit_code_1(
    command: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*command, str(tmp_path / "nowhere")]) == 1
    err = capsys.readouterr().err
    assert err.startswith("chuchu: ")
    assert "nowhere" in err
    assert err.count("\n") == 1


@pytest.mark.parametrize("form", [["--json"], []], ids=["json", "text"])
def test_a_reader_who_leaves_early_ends_it_quietly(folder: str, form: list[str]) -> None:
    command = [sys.executable, "-W", "error", "-m", "bot", "ask", "--knowledge", folder, "-"]
    with subprocess.Popen(
        [*command, *form],
        cwd=REPOSITORY,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as running:
        assert running.stdout
        running.stdout.close()
        assert running.stdin
        running.stdin.write("铁观音\n".encode() * 50)
        running.stdin.close()
        assert running.stderr
        assert running.stderr.read() == b""
    assert running.returncode == 0


def test_a_folder_with_problems_still_answers_and_says_where_to_look(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tiny_folder(tmp_path)
    (folder / "articles.yaml").write_text("tea.md: [", "utf-8")
    assert main(["ask", "--knowledge", str(folder), "--json", QUESTION]) == 0
    out, err = capsys.readouterr()
    assert json.loads(out)["outcome"] == "answered"
    assert err == f"chuchu: 1 problem in {folder}: see chuchu check {folder}\n"


def test_an_empty_folder_warns_and_knows_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["ask", "--knowledge", str(tmp_path), "--json", QUESTION]) == 0
    out, err = capsys.readouterr()
    assert json.loads(out)["outcome"] == "nothing"
    assert err == f"chuchu: no articles in {tmp_path} yet\n"


def test_check_counts_what_is_there(folder: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", folder]) == 0
    assert capsys.readouterr().out.splitlines()[-1].startswith("2 articles, ")


def test_check_prints_each_problem_on_a_line_and_exits_with_1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tiny_folder(tmp_path)
    (folder / "articles.yaml").write_text("tea.md: [", "utf-8")
    assert main(["check", str(folder)]) == 1
    out = capsys.readouterr().out
    assert any(
        line.startswith("problem: ") and "articles.yaml" in line for line in out.splitlines()
    )
    assert ", 1 problem, " in out.splitlines()[-1]


def test_eval_shows_a_row_for_each_type_with_all_at_the_end(
    folder: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["eval", f"{folder}/questions.jsonl", "--knowledge", folder]) == 0
    lines = [line.split() for line in capsys.readouterr().out.splitlines() if line.split()]
    assert lines[0][:4] == ["Type", "Count", "Answer@1", "Answer@3"]
    assert lines[2] == ["fact-number", "1", "100.0%", "100.0%", "100.0%", "100.0%", "–"]
    assert lines[-1][:2] == ["all", "1"]


def test_eval_names_the_line_that_is_no_question(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tiny_folder(tmp_path)
    with (folder / "questions.jsonl").open("a", encoding="utf-8") as questions:
        questions.write("{not json\n")
    assert main(["eval", str(folder / "questions.jsonl"), "--knowledge", str(folder)]) == 1
    err = capsys.readouterr().err
    assert "questions.jsonl:2" in err
    assert err.count("\n") == 1


def test_help_needs_no_search_and_no_settings() -> None:
    loaded = "import sys; from bot.cli import main; main(['--help']); print(sorted(sys.modules))"
    run = subprocess.run(
        [sys.executable, "-c", loaded], capture_output=True, cwd=REPOSITORY, check=True, text=True
    )
    for heavy in ("knowledge", "rich", "pydantic", "yaml"):
        assert f"'{heavy}'" not in run.stdout


@pytest.mark.parametrize("more", [[], ["--why"]], ids=["answer", "why"])
def test_json_answers_need_neither_rich_nor_settings(folder: str, more: list[str]) -> None:
    args = ["ask", "--knowledge", folder, "--json", *more, "x"]
    loaded = f"import sys; from bot.cli import main; main({args!r}); print(sorted(sys.modules))"
    run = subprocess.run(
        [sys.executable, "-c", loaded], capture_output=True, cwd=REPOSITORY, check=True, text=True
    )
    for heavy in ("rich", "pydantic_settings"):
        assert f"'{heavy}'" not in run.stdout


def test_the_seeds_answer() -> None:
    asked = chuchu("ask", "--json", "Sora什么时候上线的")
    assert json.loads(asked.stdout)["outcome"] == "answered"


def test_eval_names_a_question_whose_article_is_not_there(tmp_path: Path) -> None:
    questions = tmp_path / "questions.jsonl"
    gold = {"file": "nowhere", "evidence": "甲"}
    line = {"id": "q9", "type": "t", "lang": "zh", "question": "甲？", "answerable": True}
    questions.write_text(json.dumps(line | {"gold": [gold]}) + "\n", "utf-8")
    measured = chuchu("eval", questions, "--knowledge", tiny_folder(tmp_path / "folder"))
    assert measured.returncode == 1
    assert b"question q9" in measured.stderr
    assert b"nowhere" in measured.stderr


def test_the_version_is_that_of_the_package() -> None:
    shown = chuchu("--version")
    assert (shown.returncode, shown.stdout.decode()) == (0, f"chuchu {version('chuchu')}\n")
