"""The whole bench, on tiny folders."""

import io
import re
from pathlib import Path

import pytest
from rich.console import Console

from tests.bench.bench_house import tiny_golden, tiny_sets

pytest.importorskip("bm25s", reason="needs the peers: make bench installs them")
pytest.importorskip("tantivy", reason="needs the peers: make bench installs them")

from bench.__main__ import PARTS, Plan, main, run
from bench.load import Load

PEERS = ("bm25s + jieba", "tantivy + jieba", "SQLite FTS5 + jieba", "rapidfuzz over all passages")


def results(where: Path, sets: Path | None, parts: tuple[str, ...] = PARTS) -> str:
    path = where / "RESULTS.md"
    load = Load(people=2, backlog=4, runs=1, seconds=0.2, articles=2)
    golden = tiny_golden(where)
    plan = Plan(golden.together[0].folder, golden, sets, path, 1, 1, 1, (20,), load, parts)
    run(plan, Console(file=io.StringIO(), width=120))
    return path.read_text(encoding="utf-8")


def test_the_report_has_every_section_and_peer(tmp_path: Path) -> None:
    text = results(tmp_path, tiny_sets(tmp_path))
    headings = [line[3:] for line in text.splitlines() if line.startswith("## ")]
    assert headings == [
        "Goals",
        "Golden questions",
        "Bread, all together",
        "Bread",
        "Tea",
        "Elsewhere",
        "Question sets",
        "tiny",
        "What each part is worth",
        "What each part is worth in the sets",
        "Speed on the seeds",
        "Start",
        "Scale",
        "Changes at scale",
        "Reloads at scale",
        "Telegram",
    ]
    assert re.search(r"\n- 20\d\d-\d\d-\d\d\n", text)
    assert "| Bread: Answer@1, % | 100.0 | 60.0 | 90.0 | aim met |" in text
    assert "| R@1 as asked, % | 75.0 |" in text
    for peer in PEERS:
        assert text.count(peer) == 3
    assert str(tmp_path) not in text


def test_without_the_sets_one_line_says_so(tmp_path: Path) -> None:
    text = results(tmp_path, None, ("sets",))
    assert "## Question sets\n\n- Left out: " in text
    assert "R@1" not in text


def test_golden_questions_alone_ask_no_peer(tmp_path: Path) -> None:
    text = results(tmp_path, tiny_sets(tmp_path), ("quality",))
    assert "## Golden questions" in text
    assert not any(peer in text for peer in PEERS)


def test_what_parts_are_worth_needs_no_sets(tmp_path: Path) -> None:
    text = results(tmp_path, None, ("ablation",))
    assert "## What each part is worth\n" in text
    assert "in the sets" not in text


def test_a_folder_of_sets_that_is_missing_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["--sets", str(tmp_path / "nowhere")])
    assert stopped.value.code == 2
    assert "is no folder" in capsys.readouterr().err


def test_a_folder_without_sets_stops_with_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="no question set in it"):
        main(["--quick", "--sets", str(tmp_path)])
