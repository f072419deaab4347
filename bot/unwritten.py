"""What memory holds and the database doesn't yet."""

from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Any, Final, Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")
Entry = dict[str, Any]

MAX_ENTRIES: Final = 10_000


class Recent(OrderedDict[K, V], Generic[K, V]):
    """The latest entries by key, at most `MAX_ENTRIES`."""

    def keep(self, key: K, value: V) -> int:
        """How many older ones had to go."""
        self[key] = value
        self.move_to_end(key)
        return self.trim()

    def trim(self) -> int:
        dropped = max(0, len(self) - MAX_ENTRIES)
        for _ in range(dropped):
            self.popitem(last=False)
        return dropped


@dataclass(slots=True)
class Unwritten:
    """What memory holds and the database doesn't yet; written in the order of the fields."""

    forgotten: Recent[str, None] = field(default_factory=Recent)
    asked: Recent[str, Entry] = field(default_factory=Recent)
    changed: Recent[str, Entry] = field(default_factory=Recent)
    chosen: Recent[str, Entry] = field(default_factory=Recent)
    moved: Recent[str, Entry] = field(default_factory=Recent)
    groups: Recent[str, Entry] = field(default_factory=Recent)
    votes: Recent[tuple[str, str], Entry] = field(default_factory=Recent)
    counts: Recent[tuple[str, str], int] = field(default_factory=Recent)

    def __len__(self) -> int:
        return (
            len(self.forgotten)
            + len(self.asked)
            + len(self.changed)
            + len(self.chosen)
            + len(self.moved)
            + len(self.groups)
            + len(self.votes)
            + len(self.counts)
        )

    def count(self, day: str, what: str, n: int = 1) -> int:
        return self.counts.keep((day, what), self.counts.get((day, what), 0) + n)

    def then(self, later: "Unwritten") -> int:
        """Take in what came later; how many of the oldest had to go."""
        for (day, what), n in later.counts.items():
            self.count(day, what, n)
        self.forgotten.update(later.forgotten)
        self.asked.update(later.asked)
        self.changed.update(later.changed)
        self.chosen.update(later.chosen)
        self.moved.update(later.moved)
        self.groups.update(later.groups)
        self.votes.update(later.votes)
        return self.asked.trim() + self.changed.trim() + self.chosen.trim() + self.votes.trim()

    def forget(self, person: str) -> int:
        """Leave out what is of this person, and have the database do so; how many there were."""
        before = len(self)
        words = {
            (entry["chat"], entry["question"])
            for entry in self.asked.values()
            if entry["asker"] == person
        }
        for entries in (self.asked, self.changed):
            for key in [key for key, entry in entries.items() if entry["asker"] == person]:
                del entries[key]
        for vote in [vote for vote in self.votes if vote[1] == person]:
            del self.votes[vote]
        self.chosen.pop(person, None)
        removed = before - len(self)
        for entry in self.asked.values():
            if (entry["chat"], entry["previous"]) in words:
                entry["previous"] = None
        self.forgotten.keep(person, None)
        return removed
