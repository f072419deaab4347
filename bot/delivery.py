"""Sends requests to Telegram: in its limits, again where that is safe, once where it isn't."""

import asyncio
import logging
import time
from collections.abc import Callable, Coroutine, Sequence
from typing import Any, Final

from aiolimiter import AsyncLimiter
from telegram.error import BadRequest, NetworkError, RetryAfter, TelegramError, TimedOut
from telegram.ext import BaseRateLimiter

from bot.connection import NEVER_SENT, NotTelegramError

log = logging.getLogger(__name__)

_FLOOD_RETRIES: Final = 5
# Telegram counts in its own time.
_SLACK_SECONDS: Final = 0.1
_MOST_GROUPS: Final = 500
# Telegram does these a second time without harm.
_REPEATABLE: Final = ("get", "set", "edit", "delete", "leave")
# These put nothing into a chat, and take nothing from what it may be sent.
_UNCOUNTED: Final = ("get", "delete")

Reply = bool | dict[str, Any] | list[dict[str, Any]]


class Delivery(BaseRateLimiter[int]):
    """Keeps Telegram's limits, in all and a group; repeats what certainly wasn't done.

    The library's own limiter makes every chat wait for the one that Telegram told to; here only
    that chat does. What may have been done isn't repeated, lest a chat get its answer twice;
    `on_unclear` is told of it.
    """

    def __init__(
        self,
        sends_per_second: float,
        group_sends_per_minute: float,
        on_unclear: Callable[[], None],
        retries: Sequence[float],
    ) -> None:
        """A rate of 0 is no limit; `retries` are the seconds before each."""
        self._overall = AsyncLimiter(sends_per_second, 1) if sends_per_second else None
        self._group_rate = group_sends_per_minute
        self._groups: dict[int, AsyncLimiter] = {}
        self._held: dict[object, float] = {}
        self._on_unclear = on_unclear
        self._retries = retries

    async def initialize(self) -> None:
        """Nothing to prepare."""

    async def shutdown(self) -> None:
        """Nothing to give back."""

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, Reply]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: int | None,
    ) -> Reply:
        """Do the request; raises TelegramError where it failed for good."""
        # What only asks after a chat counts for nothing there.
        chat = None if endpoint.startswith("get") else data.get("chat_id")
        floods, pauses = 0, iter(self._retries)
        while True:
            try:
                await self._turn(chat, endpoint)
                return await callback(*args, **kwargs)
            except RetryAfter as error:
                floods += 1
                if floods > _FLOOD_RETRIES:
                    raise
                await self._hold(chat, endpoint, error)
            except NetworkError as error:
                pause = next(pauses, None)
                if pause is None or not _may_repeat(error, endpoint):
                    self._note(error, endpoint)
                    raise
                log.info("%s: %s; trying again in %s s", endpoint, reason_of(error), pause)
                await asyncio.sleep(pause)

    async def _turn(self, chat: object, endpoint: str) -> None:
        """Wait until this chat may be written to; what is for no chat needn't wait."""
        if chat is None:
            return
        while (wait := self._held.get(chat, 0.0) - time.monotonic()) > 0:
            await asyncio.sleep(wait)
        if endpoint.startswith(_UNCOUNTED):
            return
        if isinstance(chat, int) and chat < 0 and self._group_rate:
            await self._group(chat).acquire()
        if self._overall:
            await self._overall.acquire()

    def _group(self, chat: int) -> AsyncLimiter:
        if len(self._groups) > _MOST_GROUPS:
            full = self._group_rate
            busy = {key: each for key, each in self._groups.items() if not each.has_capacity(full)}
            self._groups = busy
        return self._groups.setdefault(chat, AsyncLimiter(self._group_rate, 60))

    async def _hold(self, chat: object, endpoint: str, error: RetryAfter) -> None:
        wait = error.retry_after
        seconds = (wait if isinstance(wait, int) else wait.total_seconds()) + _SLACK_SECONDS
        log.info("%s: Telegram says to wait %.1f s", endpoint, seconds)
        now = time.monotonic()
        self._held = {key: due for key, due in self._held.items() if due > now}
        if chat is not None:
            self._held[chat] = now + seconds
        await asyncio.sleep(seconds)

    def _note(self, error: NetworkError, endpoint: str) -> None:
        if _is_unclear(error) and endpoint.startswith("send"):
            reason = reason_of(error)
            log.warning("%s may have arrived, and isn't sent again: %s", endpoint, reason)
            self._on_unclear()


def reason_of(error: TelegramError) -> str:
    """What to say of an error."""
    return "no answer in time" if isinstance(error, TimedOut) else error.message


def _may_repeat(error: NetworkError, endpoint: str) -> bool:
    if isinstance(error, BadRequest):
        return False  # a refusal, though a NetworkError to the library
    return endpoint.startswith(_REPEATABLE) or not _is_unclear(error)


def _is_unclear(error: NetworkError) -> bool:
    """Whether Telegram may have done what was asked."""
    if isinstance(error, BadRequest) or isinstance(error.__cause__, NEVER_SENT):
        return False
    # A gateway's word isn't Telegram's, whose own may be that it sent a message and lost it.
    by_telegram = error.__cause__ is None and not isinstance(error, NotTelegramError)
    refused = by_telegram and error.message.startswith("Internal Server Error")
    return not refused or "sent message" in error.message
