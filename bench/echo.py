"""The least bot that there can be with the same library: it says what it is told."""

import sys
from typing import Any

from telegram import Update
from telegram.ext import Application, ApplicationBuilder, ContextTypes, MessageHandler, filters


async def echo(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Reply with the text."""
    if update.message and update.message.text:
        await update.message.reply_text(update.message.text)


def main(url: str, token: str) -> None:
    """Run until told to stop."""
    bot: Application[Any, Any, Any, Any, Any, Any] = (
        ApplicationBuilder().token(token).base_url(f"{url}/bot").concurrent_updates(32).build()
    )
    bot.add_handler(MessageHandler(filters.TEXT, echo))
    bot.run_polling()


if __name__ == "__main__":
    main(*sys.argv[1:])
