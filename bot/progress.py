"""Shows on standard error how far a large knowledge folder has been read."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

# Is told how many articles are done, and of how many.
Progress = Callable[[int, int], object]

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
    task = bar.add_task("Indexing articles")

    def progress(done: int, of: int) -> None:
        if of >= _MANY:
            bar.start()
            bar.update(task, completed=done, total=of)

    try:
        yield progress
    finally:
        bar.stop()


def _lines() -> Progress:
    said = time.monotonic()

    def progress(done: int, of: int) -> None:
        nonlocal said
        if of >= _MANY and time.monotonic() - said >= _EVERY_SECONDS:
            said = time.monotonic()
            print(f"chuchu: {done:,} of {of:,} articles indexed", file=sys.stderr, flush=True)

    return progress
