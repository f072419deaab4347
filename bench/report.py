"""What was measured, as tables on the terminal and in Markdown."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table as RichTable
from rich.text import Text

from .goal import Figure

_STYLES = {"MISSED": "bold red", "least met": "yellow", "aim met": "green"}
_NOTHING = "–"
_HEADING = "\n## "


@dataclass(frozen=True, slots=True)
class Table:
    """Cells as they are shown; the first column names its row, the others stand to the right."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the bench: what was measured, what to know of it, which figures were set."""

    title: str
    notes: tuple[str, ...]
    table: Table | None = None
    figures: tuple[Figure, ...] = ()


def goals(sections: Iterable[Section], notes: Sequence[str]) -> Section:
    """Every figure that has a goal, of all sections."""
    rows = tuple(
        (f"{section.title}: {figure.name}, {figure.unit}", *goal_cells(figure))
        for section in sections
        for figure in section.figures
        if figure.goal
    )
    columns = ("what", "measured", "at least", "aim", "verdict")
    return Section("Goals", tuple(notes), Table(columns, rows))


def goal_cells(figure: Figure) -> tuple[str, str, str, str]:
    """A figure's value, least, aim and verdict."""
    value = figure.shown(figure.value)
    if figure.goal is None:
        return value, _NOTHING, _NOTHING, ""
    return (
        value,
        figure.shown(figure.goal.least),
        figure.shown(figure.goal.aim),
        figure.verdict,
    )


def show(console: Console, section: Section) -> None:
    """Print a section on the terminal."""
    console.print(Text(section.title, style="bold"))
    for note in section.notes:
        console.print(Text(note, style="dim"))
    if section.table:
        table = RichTable(box=SIMPLE_HEAD, pad_edge=False)
        for i, column in enumerate(section.table.columns):
            table.add_column(Text(column), justify="right" if i else "left", no_wrap=not i)
        for row in section.table.rows:
            table.add_row(*(Text(cell, style=_STYLES.get(cell, "")) for cell in row))
        console.print(table)
    console.print()


def markdown(title: str, sections: Sequence[Section]) -> str:
    """The whole report as the text of a Markdown file."""
    return "\n".join([f"# {title}", *(line for s in sections for line in _lines(s))]) + "\n"


def renewed(former: str, sections: Sequence[Section]) -> str:
    """A former report, as `markdown` made it, with these sections and their goals in it anew.

    One that it didn't have comes after the section that was measured before it.
    """
    head, *parts = former.split(_HEADING)
    kept = {part.partition("\n")[0]: part for part in parts}
    order = list(kept)
    for before, section in zip(("Goals", *(s.title for s in sections)), sections, strict=False):
        if section.title not in kept:
            order.insert(order.index(before) + 1, section.title)
        kept[section.title] = "\n".join(_lines(section)).removeprefix(_HEADING) + "\n"
    summary = goals(sections, ()).table
    measured = tuple(f"| {section.title}: " for section in sections)
    lines = [line for line in kept["Goals"].splitlines() if not line.startswith(measured)]
    lines += map(_line, summary.rows if summary else ())
    kept["Goals"] = "\n".join(lines) + "\n"
    # All but the last are followed by an empty line.
    parts = [kept[name].rstrip("\n") + "\n" for name in order]
    return _HEADING.join([head, *parts])


def _lines(section: Section) -> Iterator[str]:
    yield from ("", f"## {section.title}", "")
    yield from (f"- {note}" for note in section.notes)
    if section.table:
        if section.notes:
            yield ""
        yield _line(section.table.columns)
        yield "|---|" + "---:|" * (len(section.table.columns) - 1)
        yield from map(_line, section.table.rows)


def _line(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
