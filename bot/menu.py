"""The commands that Telegram lists: by who sees them, in each language."""

import logging
from collections.abc import Iterable, Iterator
from typing import Final

from telegram import (
    Bot,
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
)
from telegram.error import TelegramError

from bot.readers import Readers
from bot.words import Language, Words

log = logging.getLogger(__name__)

_PRIVATE: Final = (
    "start",
    "ask",
    "compare",
    "sources",
    "topics",
    "help",
    "language",
    "privacy",
    "id",
)
_GROUP: Final = ("ask", "compare", "sources", "topics", "help", "language", "privacy", "id")
_ADMIN: Final = ("reload", "status")
# Telegram knows two-letter codes alone; without one is for everybody else.
_LANGUAGES: Final[tuple[tuple[str | None, Language], ...]] = (
    ("zh", "zh-Hans"),
    ("en", "en"),
    (None, "en"),
)


async def register_commands(bot: Bot, readers: Readers, admins: Iterable[int]) -> None:
    """Tell Telegram the commands; what it refuses is logged, and stops nothing."""
    for scope, names in _scopes(admins):
        for code, language in _LANGUAGES:
            try:
                await bot.set_my_commands(
                    _commands(names, readers.of(language)), scope=scope, language_code=code
                )
            except TelegramError as error:
                # An admin who never opened the chat has none.
                log.info("Commands couldn't be listed for %s: %s", _name(scope), error.message)
                break


def _scopes(admins: Iterable[int]) -> Iterator[tuple[BotCommandScope, tuple[str, ...]]]:
    yield BotCommandScopeAllPrivateChats(), _PRIVATE
    yield BotCommandScopeAllGroupChats(), _GROUP
    for admin in sorted(admins):
        yield BotCommandScopeChat(admin), _PRIVATE + _ADMIN


def _commands(names: Iterable[str], words: Words) -> list[BotCommand]:
    return [BotCommand(name, words(f"command.{name}")) for name in names]


def _name(scope: BotCommandScope) -> str:
    return f"user {scope.chat_id}" if isinstance(scope, BotCommandScopeChat) else str(scope.type)
