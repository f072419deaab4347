"""Runs the bot: from its start, through signals and reloads, to its end."""

import asyncio
import logging
import signal
from collections.abc import AsyncIterator, Coroutine, Iterable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any, Final, TypeVar

from telegram import Update
from telegram.error import InvalidToken, TelegramError, TimedOut

from bot.app import ALLOWED_UPDATES, App, build_application
from bot.limits import Seen
from bot.live import LiveKnowledge
from bot.menu import register_commands
from bot.order import InOrder
from bot.polling import Poller, PollingError
from bot.readers import Readers
from bot.settings import (
    API_URL_VARIABLE,
    PROXY_VARIABLE,
    TELEGRAM,
    TOKEN_FILE_VARIABLE,
    TOKEN_VARIABLE,
    Settings,
)
from bot.state import State

log = logging.getLogger(__name__)

_FINISH_SECONDS: Final = 30.0
T = TypeVar("T")


class ServiceError(Exception):
    """Why the bot can't start or go on: one sentence that names what to mend."""


@dataclass(frozen=True, slots=True)
class Signals:
    """What is wanted of the service from outside."""

    stop: asyncio.Event = field(default_factory=asyncio.Event)
    reload: asyncio.Event = field(default_factory=asyncio.Event)

    @classmethod
    def of_process(cls) -> "Signals":
        """SIGTERM and SIGINT stop, SIGHUP reloads."""
        signals = cls()
        wanted = {"SIGTERM": signals.stop, "SIGINT": signals.stop, "SIGHUP": signals.reload}
        for name, event in wanted.items():
            # Windows knows no SIGHUP, and its loop no signals.
            with suppress(AttributeError, NotImplementedError):
                asyncio.get_running_loop().add_signal_handler(getattr(signal, name), event.set)
        return signals


async def serve(settings: Settings, token: str, signals: Signals | None = None) -> None:
    """Answer until told to stop, by default by the process's signals.

    Raises FolderError where the knowledge can't be read, ServiceError where Telegram can't be had.
    """
    signals = signals or Signals.of_process()
    opening = asyncio.to_thread(LiveKnowledge.open, settings.knowledge_dir)
    if (live := await _unless(signals.stop, opening)) is None:
        return
    state = await State.open(settings.data_dir, settings.keep_days)
    try:
        await _serve(settings, token, live, state, signals)
    finally:
        await state.close()


async def _serve(
    settings: Settings, token: str, live: LiveKnowledge, state: State, signals: Signals
) -> None:
    order, readers = InOrder(), Readers(state)
    application = build_application(settings, token, order, live, state, readers)
    seen = Seen(ids=await state.answered_updates())

    async def hand_on(update: Update) -> None:
        if seen.first(update.update_id):
            await order.room()
            await application.update_queue.put(update)

    poller = Poller(application.bot, hand_on, ALLOWED_UPDATES)
    try:
        if not await _unless(signals.stop, _connect(application, settings)):
            return
        await application.start()
        beside = [
            register_commands(application.bot, readers, settings.admin_ids),
            _reload_on(signals.reload, live),
        ]
        if settings.watch_knowledge:
            beside.append(live.watch())
        async with _beside(beside):
            try:
                await _unless(signals.stop, poller.run())
            finally:
                await _finish(application, poller)
    except PollingError as error:
        raise ServiceError(str(error)) from None
    finally:
        await application.shutdown()


async def _connect(application: App, settings: Settings) -> bool:
    try:
        await application.initialize()
        # Telegram gives no updates to a bot whose webhook is set.
        await application.bot.delete_webhook()
    except TelegramError as error:
        raise ServiceError(_what_to_mend(error, settings)) from None
    bot = application.bot
    log.info("Serving as @%s from %s", bot.username, settings.knowledge_dir)
    if bot.can_read_all_group_messages:
        log.info("In groups: answers /ask, replies to it and @%s", bot.username)
    else:
        log.info(
            "In groups: answers /ask and replies to it; for a bare @%s to be sure to arrive, turn"
            " its privacy mode off (@BotFather, /setprivacy) and add it to the group again",
            bot.username,
        )
    return True


async def _reload_on(requested: asyncio.Event, live: LiveKnowledge) -> None:
    while True:
        await requested.wait()
        requested.clear()
        log.info("SIGHUP: reloading")
        await live.reload()


async def _finish(application: App, poller: Poller) -> None:
    """Finish what is in hand, within reason."""
    await poller.confirm()
    try:
        await asyncio.wait_for(application.stop(), _FINISH_SECONDS)
    except TimeoutError:
        log.warning("Not all that was in hand could be finished")


async def _unless(stop: asyncio.Event, work: Coroutine[Any, Any, T]) -> T | None:
    """What the work gives; None where it was to stop first, and is cancelled."""
    working, stopping = asyncio.create_task(work), asyncio.create_task(stop.wait())
    try:
        await asyncio.wait({working, stopping}, return_when=asyncio.FIRST_COMPLETED)
        return await working if working.done() else None
    finally:
        for task in (working, stopping):
            task.cancel()
        await asyncio.wait({working, stopping})


@asynccontextmanager
async def _beside(work: Iterable[Coroutine[Any, Any, None]]) -> AsyncIterator[None]:
    """Let this run in the background, until the block is left."""
    tasks = {asyncio.create_task(each) for each in work}
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        for result in await asyncio.gather(*tasks, return_exceptions=True):
            if isinstance(result, Exception):
                log.error("Something beside the answers failed", exc_info=result)


def _what_to_mend(error: TelegramError, settings: Settings) -> str:
    own_server = settings.telegram_api_url != TELEGRAM
    if isinstance(error, InvalidToken):
        name = TOKEN_VARIABLE if settings.telegram_bot_token else TOKEN_FILE_VARIABLE
        hint = f", or {API_URL_VARIABLE} names another kind of server" if own_server else ""
        return f"{name}: Telegram doesn't know this token; copy it anew from @BotFather{hint}"
    reason = "no answer in time" if isinstance(error, TimedOut) else error.message
    if settings.proxy:
        return f"Telegram can't be reached ({reason}); check {PROXY_VARIABLE}"
    if own_server:
        return f"the Bot API server can't be reached ({reason}); check {API_URL_VARIABLE}"
    hint = f"where it is blocked, set {PROXY_VARIABLE}"
    return f"Telegram can't be reached ({reason}); check the network, and {hint}"
