"""Shows on standard error how far a large knowledge folder has been read."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final, Literal

# Is told what is done, for how many articles, and of how many.
Progress = Callable[[Literal["reading", "indexing"], int, int], object]
_DONE: Final = {"reading": "read", "indexing": "indexed"}

# Below this many articles nobody has to wait.
_MANY: Final = 500
_EVERY_SECONDS: Final = 5.0


@contextmanager
def shown() -> Iterator[Progress]:
    """What to tell of progress: a bar on a terminal, elsewhere a line now and then."""
    if sys.stderr.isatty():
        with _bar() as progress:
            yield progress
    else:
        yield _lines()


@contextmanager
def _bar() -> Iterator[Progress]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    bar = Bar(*columns, console=Console(stderr=True), transient=True)
    task = bar.add_task("")

    def progress(what: Literal["reading", "indexing"], done: int, of: int) -> None:
        if of >= _MANY:
            bar.start()
            title = f"{what.capitalize()} articles"
            bar.update(task, description=title, completed=done, total=of)

    try:
        yield progress
    finally:
        bar.stop()


def _lines() -> Progress:
    said = time.monotonic()

    def progress(what: Literal["reading", "indexing"], done: int, of: int) -> None:
        nonlocal said
        if of >= _MANY and time.monotonic() - said >= _EVERY_SECONDS:
            said = time.monotonic()
            told = f"{done:,} of {of:,} articles {_DONE[what]}"
            print(f"chuchu: {told}", file=sys.stderr, flush=True)

    return progress
