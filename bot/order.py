"""In which order updates are handled: many at once, those of one chat one after the other."""

import asyncio
from collections.abc import Awaitable, Coroutine
from typing import Any, Final

from telegram import Update
from telegram.ext import BaseUpdateProcessor

_AT_ONCE: Final = 32
_MOST_IN_HAND: Final = 1000
_LOOK_AGAIN_SECONDS: Final = 0.01
# The library's own bound comes before the queue of a chat, where it would let one chat fill it.
_NO_BOUND: Final = 1_000_000


class InOrder(BaseUpdateProcessor):
    """Handles up to 32 updates at once; the messages of a chat wait for each other.

    So do somebody's inline queries, of which only the newest that waits is worth an answer.
    """

    __slots__ = ("_in_hand", "_places", "_tails")

    def __init__(self) -> None:
        super().__init__(_NO_BOUND)
        self._places = asyncio.Semaphore(_AT_ONCE)
        self._in_hand: set[asyncio.Task[Any] | None] = set()
        self._tails: dict[object, asyncio.Future[None]] = {}

    async def room(self) -> None:
        """Wait until there is room for one more update; Telegram keeps the rest meanwhile."""
        while len(self._in_hand) >= _MOST_IN_HAND:
            await asyncio.sleep(_LOOK_AGAIN_SECONDS)

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        queue, task = _queue_of(update), asyncio.current_task()
        before = self._tails.get(queue)
        done = self._tails[queue] = asyncio.get_running_loop().create_future()
        self._in_hand.add(task)
        try:
            if _is_typed(update):
                # What came together with it is in the queue then.
                await asyncio.sleep(0)
            if before is not None:
                # Not awaited itself: who gives up waiting would cancel it for all.
                await asyncio.wait([before])
            async with self._places:
                if not (_is_typed(update) and self._tails.get(queue) is not done):
                    await coroutine
        finally:
            if isinstance(coroutine, Coroutine):
                coroutine.close()
            self._in_hand.discard(task)
            done.set_result(None)
            if self._tails.get(queue) is done:
                del self._tails[queue]

    async def give_up(self) -> None:
        """Leave what is in hand as it is."""
        tasks = [task for task in self._in_hand if task]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def initialize(self) -> None:
        """Nothing to prepare."""

    async def shutdown(self) -> None:
        """Nothing to give back."""


def _is_typed(update: object) -> bool:
    return isinstance(update, Update) and update.inline_query is not None


def _queue_of(update: object) -> object:
    """What waits for each other: a chat's messages, what somebody types inline.

    A press is to be answered at once.
    """
    if not isinstance(update, Update):
        return None
    if query := update.callback_query:
        return ("press", query.id)
    if typed := update.inline_query:
        return ("typed", typed.from_user.id)
    chat = update.effective_chat
    return ("chat", chat.id) if chat else update.update_id
