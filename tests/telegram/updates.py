"""The queue of updates, fetched by long polling."""

import asyncio
import json
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from tests.telegram.refusal import conflict

# Telegram sends these only to a bot that asks for them.
_ON_REQUEST = {"chat_member", "message_reaction", "message_reaction_count"}


@dataclass(slots=True)
class Entry:
    update_id: int
    body: str
    repeated: bool = False
    fetched: bool = False


@dataclass(slots=True)
class Updates:
    next_id: int = 100_000_001
    allowed: frozenset[str] = frozenset()
    twice: bool = False
    _waiting: deque[Entry] = field(default_factory=deque)
    _last: Entry | None = None
    _poll: asyncio.Future[bool] | None = None

    @property
    def unconfirmed(self) -> int:
        return len(self._waiting)

    def put(self, update: dict[str, Any], update_id: int | None = None) -> int | None:
        """The update's id, or nothing if the bot did not ask for updates of its kind."""
        if not self._wants(update):
            return None
        if update_id is None:
            update_id, self.next_id = self.next_id, self.next_id + 1
        body = json.dumps({"update_id": update_id, **update})
        self._last = Entry(update_id, body)
        self._waiting.append(self._last)
        if self.twice:
            self._waiting.append(Entry(update_id, body, repeated=True))
        self._wake()
        return update_id

    def repeat_last(self) -> None:
        assert self._last, "there is no update yet"
        self._waiting.append(Entry(self._last.update_id, self._last.body, repeated=True))
        self._wake()

    def drop_pending(self) -> None:
        self._waiting.clear()

    async def fetch(self, offset: int, limit: int, seconds: float) -> list[str]:
        """The next updates; those before `offset` are confirmed and forgotten."""
        self.interrupt()
        self._confirm(offset)
        if not self._waiting and seconds > 0:
            await self._long_poll(seconds)
        batch = [entry for entry, _ in zip(self._waiting, range(limit), strict=False)]
        for entry in batch:
            entry.fetched = True
        return [entry.body for entry in batch]

    def allow(self, kinds: Iterable[str]) -> None:
        self.allowed = frozenset(kinds)

    def interrupt(self) -> None:
        """A second poller ends the first one's request."""
        if self._poll and not self._poll.done():
            self._poll.set_result(False)

    def _wants(self, update: dict[str, Any]) -> bool:
        kinds = update.keys() - {"update_id"}
        return bool(kinds & self.allowed if self.allowed else kinds - _ON_REQUEST)

    def _confirm(self, offset: int) -> None:
        if offset < 0:
            while len(self._waiting) > -offset:
                self._waiting.popleft()
            return
        # A repeated update is older than the offset: it counts as confirmed once it was fetched.
        while self._waiting and self._waiting[0].update_id < offset:
            if self._waiting[0].repeated and not self._waiting[0].fetched:
                break
            self._waiting.popleft()

    async def _long_poll(self, seconds: float) -> None:
        self._poll = poll = asyncio.get_running_loop().create_future()
        timer = asyncio.get_running_loop().call_later(seconds, self._wake)
        try:
            if not await poll:
                raise conflict()
        finally:
            timer.cancel()

    def _wake(self) -> None:
        if self._poll and not self._poll.done():
            self._poll.set_result(True)
