"""Fetches updates, until told to stop or until it makes no more sense."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from typing import Any, Final

from telegram import Update
from telegram.error import Conflict, InvalidToken, NetworkError, TelegramError
from telegram.ext import ExtBot

from bot.connection import FloodError
from bot.delivery import reason_of
from bot.patience import Patience

log = logging.getLogger(__name__)

# Another server's version may word what is in them in a way that the library doesn't know.
_REFERRED: Final = ("reply_to_message", "external_reply", "pinned_message")


class FetchingBot(ExtBot[int]):
    """Gives updates as they came: the library's own way loses all of them for a broken one."""

    async def fetch(
        self, offset: int | None, limit: int | None, seconds: int, kinds: Sequence[str]
    ) -> list[dict[str, Any]]:
        """Wait at most so long for updates of these kinds. Raises TelegramError."""
        wanted = {"timeout": seconds, "allowed_updates": list(kinds)}
        if offset is not None:
            wanted["offset"] = offset
        if limit is not None:
            wanted["limit"] = limit
        patience = (self._request[0].read_timeout or 0) + seconds
        found = await self._post("getUpdates", wanted, read_timeout=patience)
        if isinstance(found, list) and all(map(_has_id, found)):
            return found
        raise NetworkError("what came are no updates")


class Poller:
    """Hands updates on in the order in which Telegram gives them."""

    def __init__(
        self,
        bot: FetchingBot,
        hand_on: Callable[[Update], Awaitable[None]],
        allowed_updates: Sequence[str],
        patience: Patience,
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
        """Fetch until cancelled. Raises InvalidToken and Conflict where no more is to be had."""
        while True:
            try:
                found = await self._fetch(self._patience.poll)
            except InvalidToken:
                raise
            except TelegramError as error:
                await self._wait_out(error)
            else:
                self._pause = 0.0
                for update_id, update in self._read(found):
                    if update:
                        await self._hand_on(update)
                    self._offset = update_id + 1

    async def confirm(self) -> None:
        """Tell Telegram what was handed on, so that it doesn't come again after a restart."""
        if self._offset is None:
            return
        try:
            await self._fetch(seconds=0, limit=1)
        except TelegramError as error:
            reason = reason_of(error)
            log.warning("The last updates couldn't be confirmed, and may come again: %s", reason)

    async def _fetch(self, seconds: int, limit: int | None = None) -> list[dict[str, Any]]:
        return await self._bot.fetch(self._offset, limit, seconds, self._allowed_updates)

    def _read(self, found: Sequence[dict[str, Any]]) -> Iterator[tuple[int, Update | None]]:
        """Each update with its id; None for one that can't be read, which must not come again."""
        for each in found:
            update = None
            try:
                update = self._readable(each)
            except Exception:
                log.exception("Update %d can't be read, and is left out", each["update_id"])
            yield each["update_id"], update

    def _readable(self, update: dict[str, Any]) -> Update | None:
        """An update; where that fails, without the messages that its message refers to."""
        try:
            return Update.de_json(update, self._bot)
        except Exception:
            without = {
                kind: {name: each[name] for name in each if name not in _REFERRED}
                if isinstance(each, dict)
                else each
                for kind, each in update.items()
            }
            return Update.de_json(without, self._bot)

    async def _wait_out(self, error: TelegramError) -> None:
        patience = self._patience
        self._pause = min(patience.longest_pause, max(patience.first_pause, 1.5 * self._pause))
        if isinstance(error, FloodError):
            self._pause = error.retry_after
        if isinstance(error, Conflict):
            self._meet_conflict(error)
        else:
            self._say(f"No updates from Telegram: {reason_of(error)}; trying again")
        await asyncio.sleep(self._pause)

    def _meet_conflict(self, error: Conflict) -> None:
        now = time.monotonic()
        since, last = self._conflicts or (now, now)
        if now - last > self._patience.conflict_over:
            since = now
        self._conflicts = since, now
        if now - since >= self._patience.conflict:
            raise error
        self._say(f"Another process takes this bot's updates; stop one of the two ({error})")

    def _say(self, sentence: str) -> None:
        now = time.monotonic()
        if now - self._said_at >= self._patience.said_again:
            self._said_at = now
            log.error(sentence)


def _has_id(update: object) -> bool:
    return isinstance(update, dict) and isinstance(update.get("update_id"), int)
