"""What no handler caught: the log gets the traceback, the user a fixed sentence."""

import logging

from telegram.error import TelegramError
from telegram.ext import ContextTypes

log = logging.getLogger(__name__)


async def on_error(update: object, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Log it; an exception in one update never stops the bot."""
    error = context.error
    if isinstance(error, TelegramError) and error.__cause__ is not None:
        log.warning("Telegram couldn't be reached: %s", error.message)
    else:
        log.error("An update couldn't be handled", exc_info=error)
