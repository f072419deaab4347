"""Sends requests to Telegram: in its limits, again where that is safe, once where it isn't."""

import asyncio
import logging
from collections.abc import Callable, Coroutine, Sequence
from typing import Any, Final

from telegram.error import BadRequest, NetworkError, TelegramError, TimedOut
from telegram.ext import AIORateLimiter

from bot.connection import NEVER_SENT, NotTelegramError

log = logging.getLogger(__name__)

_FLOOD_RETRIES: Final = 5
# Telegram does these a second time without harm.
_REPEATABLE: Final = ("get", "set", "edit", "delete", "leave")

Reply = bool | dict[str, Any] | list[dict[str, Any]]


class Delivery(AIORateLimiter):
    """The library's limiter, with retries of what certainly wasn't done.

    What may have been done isn't repeated, lest a chat get its answer twice; `on_unclear` is
    told of it.
    """

    def __init__(
        self,
        sends_per_second: float,
        group_sends_per_minute: float,
        on_unclear: Callable[[], None],
        retries: Sequence[float],
    ) -> None:
        """A rate of 0 is no limit; `retries` are the seconds before each."""
        super().__init__(
            overall_max_rate=sends_per_second,
            group_max_rate=group_sends_per_minute,
            max_retries=_FLOOD_RETRIES,
        )
        self._on_unclear = on_unclear
        self._retries = retries

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
        for pause in self._retries:
            try:
                return await super().process_request(
                    callback, args, kwargs, endpoint, data, rate_limit_args
                )
            except NetworkError as error:
                if not _may_repeat(error, endpoint):
                    self._note(error, endpoint)
                    raise
                log.info("%s: %s; trying again in %s s", endpoint, reason_of(error), pause)
            await asyncio.sleep(pause)
        try:
            return await super().process_request(
                callback, args, kwargs, endpoint, data, rate_limit_args
            )
        except NetworkError as error:
            self._note(error, endpoint)
            raise

    def _note(self, error: NetworkError, endpoint: str) -> None:
        if _is_unclear(error):
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
