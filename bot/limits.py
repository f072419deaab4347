"""How often: questions a person may ask, and lines that aren't said twice."""

import time
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable
from typing import Literal

Clock = Callable[[], float]
Verdict = Literal["go", "refuse", "silent"]


class Limiter:
    """A token bucket for each key: `burst` at once, then `per_minute` (0: no limit)."""

    def __init__(self, per_minute: float, burst: int, clock: Clock = time.monotonic) -> None:
        self._interval = 60 / per_minute if per_minute else 0.0
        # A bucket isn't to be emptied further than what fills again in this time.
        self._patience = self._interval * (burst - 1)
        self._clock = clock
        self._full_at: OrderedDict[Hashable, float] = OrderedDict()
        self._told = Once(60, clock)

    def take(self, key: Hashable) -> Verdict:
        """Whether `key` may go; the first refusal in a minute is to be said, the others aren't."""
        now = self._clock()
        _drop_past(self._full_at, now)
        full_at = max(self._full_at.get(key, now), now)
        if full_at > now + self._patience:
            return "refuse" if self._told.due(key) else "silent"
        self._full_at[key] = full_at + self._interval
        self._full_at.move_to_end(key)
        return "go"


class Once:
    """Says of each key whether it is due, at most once in `seconds`."""

    def __init__(self, seconds: float, clock: Clock = time.monotonic) -> None:
        self._seconds = seconds
        self._clock = clock
        self._due_at: OrderedDict[Hashable, float] = OrderedDict()

    def due(self, key: Hashable) -> bool:
        now = self._clock()
        _drop_past(self._due_at, now)
        if key in self._due_at:
            return False
        self._due_at[key] = now + self._seconds
        return True

    def undo(self, key: Hashable) -> None:
        """It came to nothing: it is due again."""
        self._due_at.pop(key, None)


class Seen:
    """The ids of the last `size` updates, so that one that comes twice is answered once."""

    def __init__(self, size: int = 10_000, ids: Iterable[int] = ()) -> None:
        self._size = size
        self._ids: OrderedDict[int, None] = OrderedDict()
        for update_id in ids:
            self.first(update_id)

    def first(self, update_id: int) -> bool:
        """Whether the update comes for the first time."""
        if update_id in self._ids:
            return False
        self._ids[update_id] = None
        if len(self._ids) > self._size:
            self._ids.popitem(last=False)
        return True


def _drop_past(moments: OrderedDict[Hashable, float], now: float) -> None:
    """Forget the oldest keys as long as their moment is past: what is kept stays bounded.

    One that isn't past yet may hold others back, for as long as it takes to fill a bucket.
    """
    while moments and next(iter(moments.values())) <= now:
        moments.popitem(last=False)
