"""What no handler caught: the log gets the traceback, the user a fixed sentence."""

import logging

from telegram import Bot, Message, Update
from telegram.error import TelegramError
from telegram.ext import ContextTypes

from bot.delivery import reason_of
from bot.readers import Readers
from bot.replies import Talk

from .addressed import asker_of, said_in
from .notices import Notices

log = logging.getLogger(__name__)


class Errors:
    """Sees to it that an exception in one update never stops the bot, nor passes unsaid."""

    def __init__(self, bot: Bot, readers: Readers, notices: Notices) -> None:
        self._bot = bot
        self._readers = readers
        self._notices = notices

    async def on_error(self, update: object, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Log it, and tell who spoke to the bot that it is at fault."""
        error = context.error
        if isinstance(error, TelegramError):
            # Nothing is sent after it: what can't be sent now, or may have been, stays so.
            log.error("An update wasn't answered: %s", reason_of(error))
            return
        log.error("An update couldn't be handled", exc_info=error)
        message = update.message if isinstance(update, Update) else None
        if message and self._spoke_to_bot(message):
            user = asker_of(message)
            words = await self._readers.words(user, message.text or "", message.chat_id)
            try:
                await self._notices.tell(message, user, Talk(words).line("talk.trouble"))
            except TelegramError as another:
                log.warning("Nor could that be said: %s", reason_of(another))

    def _spoke_to_bot(self, message: Message) -> bool:
        """In doubt, as where looking at the message is what fails, it didn't."""
        try:
            said = said_in(message, self._bot.bot)
        except Exception:
            return False
        return said is not None and said.called
