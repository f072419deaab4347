"""How what was measured is shown."""

import io

from rich.console import Console

from bench.goal import Figure, Goal
from bench.report import Section, Table, goals, markdown, renewed, show

SECTION = Section(
    "Speed",
    ("One ask.",),
    Table(("", "p50", "p|q"), (("Chuchu", "0.50", "[bold]"),)),
    (Figure("p50", 0.5, "ms", Goal(1, 0.3)), Figure("max", 9, "ms")),
)


def test_the_goals_list_only_what_was_set() -> None:
    assert goals([SECTION], ()).table == Table(
        ("what", "measured", "at least", "aim", "verdict"),
        (("Speed: p50, ms", "0.50", "1.00", "0.30", "least met"),),
    )


def test_markdown_has_a_heading_notes_and_a_table() -> None:
    assert markdown("Results", [SECTION]) == (
        "# Results\n\n## Speed\n\n- One ask.\n\n"
        "|  | p50 | p\\|q |\n|---|---:|---:|\n| Chuchu | 0.50 | [bold] |\n"
    )


def test_the_terminal_shows_cells_as_they_are() -> None:
    console = Console(file=io.StringIO(), width=80)
    show(console, SECTION)
    assert isinstance(console.file, io.StringIO)
    shown = console.file.getvalue()
    assert "Speed" in shown
    assert "One ask." in shown
    assert "[bold]" in shown


def test_a_part_that_is_measured_anew_leaves_the_others_as_they_were() -> None:
    quality = Section("Quality", (), None, (Figure("R@1", 90, "%", Goal(80, 95)),))
    former = markdown("Results", [goals([SECTION, quality], ("then",)), SECTION, quality])
    faster = Section("Speed", ("Anew.",), None, (Figure("p50", 0.2, "ms", Goal(1, 0.3)),))
    again = renewed(former, [faster])
    assert "| Quality: R@1, % | 90.0 | 80.0 | 95.0 | least met |" in again
    assert "| Speed: p50, ms | 0.20 | 1.00 | 0.30 | aim met |" in again
    assert "0.50" not in again
    assert again.count("## Speed") == 1
    assert again.index("## Speed\n\n- Anew.\n\n## Quality") > again.index("- then")
    assert renewed(former, [SECTION, quality]).rstrip() == former.rstrip()


def test_a_part_that_is_new_stands_after_what_was_measured_before_it() -> None:
    quality, worth = Section("Quality", ()), Section("Worth", ())
    former = markdown("Results", [goals([SECTION], ("then",)), quality, SECTION])
    again = renewed(former, [Section("First", ()), quality, worth])
    headings = [line for line in again.splitlines() if line.startswith("## ")]
    assert headings == ["## Goals", "## First", "## Quality", "## Worth", "## Speed"]
