"""Fetches updates, until told to stop or until it makes no more sense."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Sequence
from typing import Final

from telegram import Bot, Update
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError, TimedOut

from bot.settings import TOKEN_VARIABLE

log = logging.getLogger(__name__)

_POLL_SECONDS: Final = 25
_LONGEST_PAUSE_SECONDS: Final = 30.0
_CONFLICT_PATIENCE_SECONDS: Final = 300.0
_SAID_AGAIN_SECONDS: Final = 60.0
# Two pollers take turns: a fetch that succeeds doesn't mean that the other one has gone.
_CONFLICT_OVER_SECONDS: Final = 90.0


class PollingError(Exception):
    """Why no updates can be had: one sentence that names what to mend."""


class Poller:
    """Hands updates on in the order in which Telegram gives them."""

    def __init__(
        self,
        bot: Bot,
        hand_on: Callable[[Update], Awaitable[None]],
        allowed_updates: Sequence[str],
        patience: float = _CONFLICT_PATIENCE_SECONDS,
    ) -> None:
        self._bot = bot
        self._hand_on = hand_on
        self._allowed_updates = allowed_updates
        self._patience = patience
        self._offset: int | None = None
        self._pause = 0.0
        self._conflicts: tuple[float, float] | None = None  # the first, the last
        self._said_at = float("-inf")

    async def run(self) -> None:
        """Fetch until cancelled. Raises PollingError."""
        while True:
            try:
                updates = await self._fetch(_POLL_SECONDS)
            except InvalidToken:
                raise PollingError(
                    f"{TOKEN_VARIABLE}: Telegram doesn't take this token any more"
                ) from None
            except TelegramError as error:
                await self._wait_out(error)
            else:
                self._pause = 0.0
                for update in updates:
                    await self._hand_on(update)
                    self._offset = update.update_id + 1

    async def confirm(self) -> None:
        """Tell Telegram what was handed on, so that it doesn't come again after a restart."""
        if self._offset is None:
            return
        try:
            await self._fetch(seconds=0, limit=1)
        except TelegramError as error:
            log.warning("The last updates couldn't be confirmed, and may come again: %s", error)

    async def _fetch(self, seconds: int, limit: int | None = None) -> Sequence[Update]:
        return await self._bot.get_updates(
            offset=self._offset,
            limit=limit,
            timeout=seconds,
            allowed_updates=self._allowed_updates,
        )

    async def _wait_out(self, error: TelegramError) -> None:
        self._pause = min(_LONGEST_PAUSE_SECONDS, max(1.0, 1.5 * self._pause))
        if isinstance(error, RetryAfter):
            # The public property warns of what it will become.
            self._pause = error._retry_after.total_seconds()
        if isinstance(error, Conflict):
            self._meet_conflict()
        else:
            self._say(f"No updates from Telegram: {_reason(error)}; trying again")
        await asyncio.sleep(self._pause)

    def _meet_conflict(self) -> None:
        now = time.monotonic()
        since, last = self._conflicts or (now, now)
        if now - last > _CONFLICT_OVER_SECONDS:
            since = now
        self._conflicts = since, now
        if now - since >= self._patience:
            raise PollingError(
                f"{TOKEN_VARIABLE}: another process fetches this bot's updates; stop one of the two"
            )
        self._say("Another process fetches this bot's updates (409); stop one of the two")

    def _say(self, sentence: str) -> None:
        now = time.monotonic()
        if now - self._said_at >= _SAID_AGAIN_SECONDS:
            self._said_at = now
            log.error(sentence)


def _reason(error: TelegramError) -> str:
    return "no answer in time" if isinstance(error, TimedOut) else error.message
