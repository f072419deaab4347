"""How far the reading of a folder is, told now and then."""

from collections.abc import Callable

# Is told how many articles are read, and of how many.
Progress = Callable[[int, int], object]

_EVERY = 100


class Pace:
    """Counts what is read."""

    def __init__(self, progress: Progress | None, of: int) -> None:
        self._progress = progress
        self._of = of
        self._done = 0

    def step(self) -> None:
        """One more is read."""
        self._done += 1
        if self._progress and self._done % _EVERY == 0:
            # A file of many may have grown since it was counted.
            self._progress(self._done, max(self._of, self._done))

    def end(self) -> None:
        """All is read."""
        if self._progress:
            self._progress(self._of, self._of)
