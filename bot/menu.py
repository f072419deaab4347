"""The commands that Telegram lists: by who sees them, in each language."""

import logging
from collections.abc import Iterable, Iterator
from typing import Final

from telegram import (
    Bot,
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
)
from telegram.error import BadRequest, TelegramError

from bot.readers import Readers
from bot.settings import EPHEMERAL_VARIABLE
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
_GROUP_ADMIN: Final = ("settings",)
_ADMIN: Final = ("reload", "status")
_IN_GROUPS: Final = (BotCommandScopeAllGroupChats, BotCommandScopeAllChatAdministrators)
# Telegram knows two-letter codes alone; without one is for everybody else.
_LANGUAGES: Final[tuple[tuple[str | None, Language], ...]] = (
    ("zh", "zh-Hans"),
    ("en", "en"),
    (None, "en"),
)


async def register_commands(
    bot: Bot, readers: Readers, admins: Iterable[int], ephemeral_ask: bool
) -> None:
    """Tell Telegram the commands; what it refuses is logged, and stops nothing.

    `ephemeral_ask`: what is asked with /ask in a group, nobody else is to see there.
    """
    for scope, names in _scopes(admins):
        aside = ("ask",) if ephemeral_ask and isinstance(scope, _IN_GROUPS) else ()
        error = await _register(bot, readers, scope, names, aside)
        if aside and isinstance(error, BadRequest):
            log.warning(
                "%s has no effect for %s: the server refuses it (%s)",
                EPHEMERAL_VARIABLE,
                _name(scope),
                error.message,
            )
            await _register(bot, readers, scope, names)


def _scopes(admins: Iterable[int]) -> Iterator[tuple[BotCommandScope, tuple[str, ...]]]:
    yield BotCommandScopeAllPrivateChats(), _PRIVATE
    yield BotCommandScopeAllGroupChats(), _GROUP
    yield BotCommandScopeAllChatAdministrators(), _GROUP + _GROUP_ADMIN
    for admin in sorted(admins):
        yield BotCommandScopeChat(admin), _PRIVATE + _ADMIN


async def _register(
    bot: Bot,
    readers: Readers,
    scope: BotCommandScope,
    names: Iterable[str],
    aside: Iterable[str] = (),
) -> TelegramError | None:
    """List these commands, of which those `aside` are ephemeral; the error that it failed with."""
    for code, language in _LANGUAGES:
        commands = _commands(names, readers.of(language), aside)
        try:
            await bot.set_my_commands(commands, scope=scope, language_code=code)
        except TelegramError as error:
            # An admin who never opened the chat has none.
            log.info("Commands couldn't be listed for %s: %s", _name(scope), error.message)
            return error
    return None


def _commands(names: Iterable[str], words: Words, aside: Iterable[str]) -> list[BotCommand]:
    return [
        BotCommand(
            name,
            words(f"command.{name}"),
            # Bot API 10.2, later than the library's.
            api_kwargs={"is_ephemeral": True} if name in aside else None,
        )
        for name in names
    ]


def _name(scope: BotCommandScope) -> str:
    return f"user {scope.chat_id}" if isinstance(scope, BotCommandScopeChat) else str(scope.type)
