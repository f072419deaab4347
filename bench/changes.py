"""What a change costs where there are many articles: the next build, and answers meanwhile."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from .fresh import patience, take
from .goal import Figure, Goal, number
from .large import Draft, write_files, write_lines
from .material import Material
from .report import Section, Table
from .times import Times

MOST: Final = 100_000
_MOST_FILES: Final = 10_000
_SECONDS: Final = 20
_REBUILD: Final = Goal(5, 1)
_MEANWHILE: Final = Goal(3, 1.5)
_COLUMNS: Final = (
    "articles",
    "whole build, s",
    "after one change, s",
    "p99 idle, ms",
    "p99 building, ms",
    "ratio",
)
_NOTHING: Final = "–"
_NOTES: Final = (
    "A folder is built, one article in its middle changed, and built again with the file of "
    "before; each time in a new process that reads the folder. Articles in one .jsonl, or as "
    f".md files, these up to {_MOST_FILES:,}.",
    "p99 of `ask`, 100 times a second from one process that has been asked everything once: "
    "idle, then while another builds the whole folder again and again, until it has once.",
)


@dataclass(frozen=True, slots=True)
class _Form:
    """A way for articles to lie in a folder."""

    name: str
    write: Callable[[Path, Sequence[str], int, Path], Draft]
    most: int


_LINES: Final = _Form("in one .jsonl", write_lines, MOST)
_FILES: Final = _Form("as .md files", write_files, _MOST_FILES)


def measure_changes(
    material: Material, sizes: Sequence[int], seconds: float = _SECONDS
) -> Section | None:
    """Build, change, build again, ask meanwhile; nothing where all sizes are beyond `MOST`.

    Raises StepError.
    """
    rows: list[tuple[str, ...]] = []
    figures: list[Figure] = []
    with TemporaryDirectory() as folder:
        kept = Path(folder, "material")
        material.write(kept)
        for count in sizes:
            for form in (_LINES, _FILES):
                if count <= form.most:
                    with TemporaryDirectory() as large:
                        row, found = _measure(material, kept, count, form, Path(large), seconds)
                    rows.append(row)
                    figures += found
    if not rows:
        return None
    notes = (material.note, *_NOTES)
    return Section("Changes at scale", notes, Table(_COLUMNS, tuple(rows)), tuple(figures))


def _measure(
    material: Material, kept: Path, count: int, form: _Form, folder: Path, seconds: float
) -> tuple[tuple[str, ...], list[Figure]]:
    name = f"{count:,} {form.name}"
    large, first = folder / "large", folder / "first"
    draft = form.write(material.lexicon, material.sentences, count, large)
    whole = _build(count, large, first, None, draft, 0)
    draft.change(1)
    after = _build(count, large, folder / "second", first, draft, 1)
    goal = _REBUILD if count == MOST and form is _LINES else None
    figures = [Figure(f"{name}: build after one change", after, "s", goal)]
    cells = [number(whole, "s"), number(after, "s")]
    if form is not _LINES:
        return (name, *cells, *[_NOTHING] * 3), figures
    idle, busy = _meanwhile(kept, count, large, first, seconds)
    ratio = Figure(f"{name}: p99 while building, of idle", busy / idle, "×", _MEANWHILE)
    cells += [number(idle, "ms"), number(busy, "ms"), number(ratio.value, "×")]
    return (name, *cells), [*figures, ratio]


def _build(
    count: int, folder: Path, file: Path, before: Path | None, draft: Draft, number: int
) -> float:
    """Seconds of a build of the folder, which holds this number of the draft."""
    built = take(
        "build_folder",
        patience(count),
        folder=folder,
        file=file,
        before=before,
        holds=(draft.id, draft.text(number)),
    )
    return float(built["build"])


def _meanwhile(
    material: Path, count: int, folder: Path, file: Path, seconds: float
) -> tuple[float, float]:
    """p99 of `ask`, idle and while the folder is built elsewhere."""
    most = patience(count)
    asked = take(
        "serve",
        2 * most,
        material=material,
        folder=folder,
        file=file,
        again=file.with_name("again"),
        seconds=seconds,
        most=most,
    )
    return Times.of(asked["idle"]).p99, Times.of(asked["busy"]).p99
