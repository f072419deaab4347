"""Commands of the bot's admins."""

import logging
from datetime import UTC, datetime

import psutil
from telegram import Bot, Message, Update
from telegram.ext import ContextTypes

from bot.live import LiveKnowledge
from bot.readers import Readers
from bot.replies import Health, Notes, Talk
from bot.state import State

from .addressed import asker_of, in_private
from .sending import edit, reply_to

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

    async def reload(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Read the folder again; one message, edited into the report."""
        message = await self._of_admin(update)
        if message is None:
            return
        words = await self._readers.words(asker_of(message))
        said = "reload.waiting" if self._live.reloading else "reload.running"
        sent = await reply_to(message, Talk(words).line(said))
        # Not awaited here: questions of this chat must not wait for it.
        context.application.create_task(self._reload(sent, Notes(words)), update)

    async def status(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        if message := await self._of_admin(update):
            words = await self._readers.words(asker_of(message))
            await reply_to(message, Notes(words).status(await self._health()))

    async def _reload(self, sent: Message | None, notes: Notes) -> None:
        report = await self._live.reload()
        if sent:
            await edit(self._bot, sent.chat_id, sent.message_id, notes.report(report))

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
            await reply_to(message, Talk(await self._readers.words(user)).line("talk.admins_only"))
        return None

    async def _health(self) -> Health:
        knowledge = self._live.current.knowledge
        return Health(
            version=self._version,
            uptime=datetime.now(UTC) - self._started,
            articles=len(knowledge.articles),
            passages=knowledge.passage_count,
            problems=len(knowledge.problems),
            last_reload=self._live.last_reload,
            memory=psutil.Process().memory_info().rss,
            questions_today=await self._state.counted_today("questions"),
            unclear_today=await self._state.counted_today("unclear"),
        )
