"""Commands of the bot's admins."""

import asyncio
import logging
from collections.abc import Awaitable
from datetime import UTC, datetime

import psutil
from telegram import Bot, Message, Update
from telegram.ext import ContextTypes

from bot.live import LiveKnowledge, Report
from bot.readers import Readers
from bot.replies import Health, Notes, Talk
from bot.state import State
from bot.words import Words

from .addressed import asker_of, in_private
from .sending import edit_in_place, reply_to

log = logging.getLogger(__name__)


class Admin:
    """Reloads and reports, for the users that are set as admins."""

    def __init__(
        self,
        bot: Bot,
        live: LiveKnowledge,
        state: State,
        readers: Readers,
        admins: frozenset[int],
        version: str,
    ) -> None:
        self._bot = bot
        self._live = live
        self._state = state
        self._readers = readers
        self._admins = admins
        self._version = version
        self._started = datetime.now(UTC)
        self._reporting: asyncio.Future[None] | None = None

    async def reload(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Read the folder again; one message, edited into the report."""
        message = await self._of_admin(update)
        if message is None:
            return
        # Before anything is waited for: whoever asks meanwhile is the second.
        said = "reload.waiting" if self._reloading else "reload.running"
        reading = self._live.reload()
        saying = asyncio.create_task(self._say(message, said))
        # Not awaited here: questions of this chat must not wait for it.
        self._reporting = context.application.create_task(
            self._report(message, saying, reading), update
        )
        await asyncio.wait([saying])

    async def status(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        if message := await self._of_admin(update):
            words = await self._words(message)
            health = await self._health(with_groups=in_private(message))
            await reply_to(message, Notes(words).status(health))

    @property
    def _reloading(self) -> bool:
        """However quick a reload is: who waits for its report sees it run."""
        unreported = self._reporting is not None and not self._reporting.done()
        return unreported or self._live.reloading

    async def _say(self, message: Message, name: str) -> Message | None:
        return await reply_to(message, Talk(await self._words(message)).line(name))

    async def _words(self, message: Message) -> Words:
        return await self._readers.words(asker_of(message), chat_id=message.chat_id)

    async def _report(
        self, message: Message, saying: Awaitable[Message | None], reading: Awaitable[Report]
    ) -> None:
        sent, report = await saying, await reading
        if sent:
            notes = Notes(await self._words(message))
            await edit_in_place(sent, notes.report(report))

    async def _of_admin(self, update: Update) -> Message | None:
        """The message, if an admin wrote it; others get one line in private."""
        message = update.message
        if message is None:
            return None
        user = asker_of(message)
        if user is not None and user.id in self._admins:
            return message
        command = (message.text or "").split()[0]
        log.info("Refused %s from user %s", command, user.id if user else "unknown (anonymous)")
        if in_private(message):
            await self._say(message, "talk.admins_only")
        return None

    async def _health(self, with_groups: bool) -> Health:
        knowledge = self._live.current.knowledge
        useful, useless = await self._state.votes()
        groups = await self._state.groups() if with_groups else []
        return Health(
            version=self._version,
            uptime=datetime.now(UTC) - self._started,
            articles=len(knowledge.articles),
            passages=knowledge.passage_count,
            problems=len(knowledge.problems),
            last_reload=self._live.last_reload,
            memory=psutil.Process().memory_info().rss,
            questions_today=await self._state.counted_today("questions"),
            chosen_today=await self._state.counted_today("chosen"),
            unclear_today=await self._state.counted_today("unclear"),
            useful=useful,
            useless=useless,
            groups=len(groups),
            groups_off=sum(group.service == "off" for group in groups),
        )
