"""Runs the bot: from its start, through signals and reloads, to its end."""

import asyncio
import logging
import signal
from collections.abc import AsyncIterator, Coroutine, Iterable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from telegram import Update
from telegram.error import Conflict, InvalidToken, TelegramError, TimedOut

from bot.app import ALLOWED_UPDATES, App, build_application, build_bot
from bot.aside import aside
from bot.connection import NotTelegramError
from bot.delivery import reason_of
from bot.handlers import Notices
from bot.limits import Seen
from bot.live import LiveKnowledge
from bot.menu import register_commands
from bot.order import InOrder
from bot.patience import Patience
from bot.polling import Poller
from bot.readers import Readers
from bot.settings import (
    API_URL_VARIABLE,
    CARDS_VARIABLE,
    PROXY_VARIABLE,
    TELEGRAM,
    TOKEN_FILE_VARIABLE,
    TOKEN_VARIABLE,
    Settings,
)
from bot.state import State

if TYPE_CHECKING:
    from bot.pictures import Pictures  # which needs an extra

log = logging.getLogger(__name__)

T = TypeVar("T")


class ServiceError(Exception):
    """Why the bot can't start or go on: one sentence that names what to mend."""


@dataclass(frozen=True, slots=True)
class Signals:
    """What is wanted of the service from outside."""

    stop: asyncio.Event = field(default_factory=asyncio.Event)
    give_up: asyncio.Event = field(default_factory=asyncio.Event)
    reload: asyncio.Event = field(default_factory=asyncio.Event)

    @classmethod
    def of_process(cls) -> "Signals":
        """SIGTERM and SIGINT stop, SIGHUP reloads."""
        signals = cls()
        stop, reload = signals.ask_to_stop, signals.reload.set
        for name, take in (("SIGTERM", stop), ("SIGINT", stop), ("SIGHUP", reload)):
            # Windows knows no SIGHUP, and its loop no signals.
            with suppress(AttributeError, NotImplementedError):
                asyncio.get_running_loop().add_signal_handler(getattr(signal, name), take)
        return signals

    def ask_to_stop(self) -> None:
        """Once: to finish what is in hand; again: not even that."""
        (self.give_up if self.stop.is_set() else self.stop).set()


async def serve(
    settings: Settings,
    token: str,
    signals: Signals | None = None,
    patience: Patience | None = None,
) -> None:
    """Answer until told to stop, by default by the process's signals.

    Raises FolderError where the knowledge can't be read, ServiceError where Telegram can't be had.
    """
    signals = signals or Signals.of_process()
    opening = aside(LiveKnowledge.open, settings.knowledge_dir, settings.data_dir)
    if (live := await _unless(signals.stop, opening)) is None:
        return
    state = await State.open(settings.data_dir, settings.keep_days)
    try:
        await _serve(settings, token, live, state, signals, patience or Patience())
    except (InvalidToken, Conflict) as error:
        raise ServiceError(_what_to_mend(error, settings)) from None
    finally:
        await state.close()


async def _serve(
    settings: Settings,
    token: str,
    live: LiveKnowledge,
    state: State,
    signals: Signals,
    patience: Patience,
) -> None:
    order, readers = InOrder(), Readers(state)
    bot = build_bot(settings, token, state, patience)
    pictures = await asyncio.to_thread(_pictures, settings) if settings.quote_cards else None
    notices = Notices(bot, state, settings.notice_seconds)
    application = build_application(settings, bot, order, live, state, readers, notices, pictures)
    seen = Seen(ids=await state.answered_updates())

    async def hand_on(update: Update) -> None:
        if seen.first(update.update_id):
            await order.room()
            await application.update_queue.put(update)

    poller = Poller(bot, hand_on, ALLOWED_UPDATES, patience)
    try:
        if not await _unless(signals.stop, _connect(application, settings, patience.start)):
            return
        await application.start()
        beside = [
            register_commands(bot, readers, settings.admin_ids, settings.ephemeral_ask),
            _reload_on(signals.reload, live),
        ]
        if settings.watch_knowledge:
            beside.append(live.watch())
        async with _beside(beside):
            try:
                await _unless(signals.stop, poller.run())
            finally:
                finishing = _finish(application, poller, notices, patience.finish)
                if not await _unless(signals.give_up, finishing):
                    log.warning("Not all that was in hand could be finished")
                    await order.give_up()
    finally:
        await application.shutdown()
        # Where it couldn't be initialized, that did nothing.
        await bot.shutdown()


def _pictures(settings: Settings) -> "Pictures | None":
    """What draws quotations; where that can't be done, one line says what to mend."""
    try:
        from bot.fonts import FontError, find_font
        from bot.pictures import Pictures
    except ImportError:
        log.warning("%s needs Pillow: python -m pip install -e '.[cards]'", CARDS_VARIABLE)
        return None
    try:
        return Pictures(find_font(settings.quote_card_font))
    except FontError as error:
        log.warning("%s: %s", CARDS_VARIABLE, error)
        return None


async def _connect(application: App, settings: Settings, seconds: float) -> bool:
    try:
        async with asyncio.timeout(seconds):
            await application.initialize()
            # Telegram gives no updates to a bot whose webhook is set.
            await application.bot.delete_webhook()
    except TimeoutError:
        raise ServiceError(_what_to_mend(TimedOut(), settings)) from None
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


async def _finish(application: App, poller: Poller, notices: Notices, seconds: float) -> bool:
    """Finish what is in hand, and confirm it; whether that could be done within reason."""
    try:
        async with asyncio.timeout(seconds):
            await asyncio.gather(application.stop(), poller.confirm())
            await notices.clear()
    except TimeoutError:
        return False
    return True


async def _unless(stop: asyncio.Event, work: Coroutine[Any, Any, T]) -> T | None:
    """What the work gives; None where it was to stop first, and is cancelled."""
    working, stopping = asyncio.create_task(work), asyncio.create_task(stop.wait())
    try:
        await asyncio.wait({working, stopping}, return_when=asyncio.FIRST_COMPLETED)
        return await working if working.done() else None
    finally:
        for task in (working, stopping):
            task.cancel()
        await asyncio.gather(working, stopping, return_exceptions=True)


@asynccontextmanager
async def _beside(work: Iterable[Coroutine[Any, Any, None]]) -> AsyncIterator[None]:
    """Let this run in the background, until the block is left."""
    tasks = {asyncio.create_task(_logged(each)) for each in work}
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _logged(work: Coroutine[Any, Any, None]) -> None:
    try:
        await work
    except Exception:
        log.exception("Something beside the answers failed")


def _what_to_mend(error: TelegramError, settings: Settings) -> str:
    own_server = settings.telegram_api_url != TELEGRAM
    token = TOKEN_VARIABLE if settings.telegram_bot_token else TOKEN_FILE_VARIABLE
    if isinstance(error, Conflict):
        return f"{token}: another process takes this bot's updates; stop one of the two"
    if isinstance(error, InvalidToken):
        hint = f", or {API_URL_VARIABLE} names another kind of server" if own_server else ""
        return f"{token}: Telegram doesn't know this token; copy it anew from @BotFather{hint}"
    reason = reason_of(error)
    if settings.proxy:
        return f"Telegram can't be reached ({reason}); check {PROXY_VARIABLE}"
    if own_server:
        kind = "isn't one" if isinstance(error, NotTelegramError) else "can't be reached"
        return f"the Bot API server {kind} ({reason}); check {API_URL_VARIABLE}"
    hint = f"where it is blocked, set {PROXY_VARIABLE}"
    return f"Telegram can't be reached ({reason}); check the network, and {hint}"
