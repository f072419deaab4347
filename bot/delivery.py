"""Sends requests to Telegram: in its limits, again where that is safe, once where it isn't."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from typing import Any, Final

import httpx
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.ext import AIORateLimiter

log = logging.getLogger(__name__)

_FLOOD_RETRIES: Final = 5
_PAUSES_SECONDS: Final = (0.5, 2.0, 5.0)
# The request didn't go out, so Telegram can't have done it.
_NEVER_SENT: Final = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.ProxyError,
    httpx.UnsupportedProtocol,
    httpx.WriteError,
    httpx.WriteTimeout,
)
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
    ) -> None:
        """A rate of 0 is no limit."""
        super().__init__(
            overall_max_rate=sends_per_second,
            group_max_rate=group_sends_per_minute,
            max_retries=_FLOOD_RETRIES,
        )
        self._on_unclear = on_unclear

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
        for pause in _PAUSES_SECONDS:
            try:
                return await super().process_request(
                    callback, args, kwargs, endpoint, data, rate_limit_args
                )
            except NetworkError as error:
                if not _may_repeat(error, endpoint):
                    self._note(error, endpoint)
                    raise
                log.info("%s: %s; trying again in %s s", endpoint, error, pause)
            await asyncio.sleep(pause)
        return await super().process_request(
            callback, args, kwargs, endpoint, data, rate_limit_args
        )

    def _note(self, error: NetworkError, endpoint: str) -> None:
        if type(error) in (NetworkError, TimedOut):
            log.warning("%s may have arrived, and isn't sent again: %s", endpoint, error)
            self._on_unclear()


def _may_repeat(error: NetworkError, endpoint: str) -> bool:
    if type(error) not in (NetworkError, TimedOut):
        return False  # a refusal: BadRequest is a NetworkError to the library
    if isinstance(error.__cause__, _NEVER_SENT):
        return True
    return endpoint.startswith(_REPEATABLE) or _refused_by_server(error)


def _refused_by_server(error: TelegramError) -> bool:
    """Whether Telegram itself says that it failed; a gateway before it knows nothing."""
    said = error.message if error.__cause__ is None else ""
    # It also words so that it sent a message and then lost sight of it.
    return said.startswith("Internal Server Error") and "sent message" not in said
