"""Sends requests to Telegram: in its limits, again where that is safe, once where it isn't."""

import asyncio
import json
import logging
from collections.abc import Callable, Coroutine, Sequence
from math import ceil
from typing import Any, Final

import httpx
from telegram.error import BadRequest, NetworkError, RetryAfter, TelegramError, TimedOut
from telegram.ext import AIORateLimiter
from telegram.request import HTTPXRequest

log = logging.getLogger(__name__)

_FLOOD_RETRIES: Final = 5
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


class NotTelegramError(NetworkError):
    """What answered isn't a Bot API server, but a gateway before it or something else."""


class FloodError(RetryAfter):
    """Says how long to wait, without the library's warning of how it will say so one day."""

    @property
    def retry_after(self) -> int:
        return ceil(self._retry_after.total_seconds())


class Request(HTTPXRequest):
    """Takes nothing for Telegram's word that isn't.

    The library would log such an answer as a crash, and quote it: pages of errors like to repeat
    the address, and the token in it.
    """

    async def do_request(
        self, url: str, method: str, *args: Any, **kwargs: Any
    ) -> tuple[int, bytes]:
        code, payload = await super().do_request(url, method, *args, **kwargs)
        # Files are fetched with GET.
        return (_said_by_telegram(code, payload), payload) if method == "POST" else (code, payload)


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


def _said_by_telegram(code: int, payload: bytes) -> int:
    """The code of an answer. Raises NotTelegramError, and FloodError where it says to wait."""
    try:
        answer = json.loads(payload)
    except (ValueError, RecursionError):
        answer = None
    if isinstance(answer, dict) and "result" in answer:
        return code
    if isinstance(answer, dict) and answer.get("ok") is False:
        if seconds := (answer.get("parameters") or {}).get("retry_after"):
            raise FloodError(seconds)
        # Where an answer has two codes, the one inside is Telegram's.
        said = answer.get("error_code")
        return said if isinstance(said, int) else max(code, 400)
    raise NotTelegramError(f"HTTP {code}, but no answer of a Bot API server")


def _may_repeat(error: NetworkError, endpoint: str) -> bool:
    if isinstance(error, BadRequest):
        return False  # a refusal, though a NetworkError to the library
    return endpoint.startswith(_REPEATABLE) or not _is_unclear(error)


def _is_unclear(error: NetworkError) -> bool:
    """Whether Telegram may have done what was asked."""
    if isinstance(error, BadRequest) or isinstance(error.__cause__, _NEVER_SENT):
        return False
    # A gateway's word isn't Telegram's, whose own may be that it sent a message and lost it.
    by_telegram = error.__cause__ is None and not isinstance(error, NotTelegramError)
    refused = by_telegram and error.message.startswith("Internal Server Error")
    return not refused or "sent message" in error.message
