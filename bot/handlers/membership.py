"""Where the bot is: which chats it serves, and what it says when it joins one."""

import logging
import re
from typing import Final

from telegram import Bot, Chat, ChatMember, ChatMemberRestricted, Message, Update
from telegram.constants import ChatMemberStatus, ChatType
from telegram.error import TelegramError
from telegram.ext import ApplicationHandlerStop, ContextTypes

from bot.limits import Once
from bot.readers import Readers
from bot.replies import Talk, read_key
from bot.settings import ALLOWED_VARIABLE
from bot.state import State

from .sending import answer_press, send_to

log = logging.getLogger(__name__)

_DAY_SECONDS: Final = 24 * 3600
_JOINING_SECONDS: Final = 60
_LEAVING_SECONDS: Final = 60
_FOR_EVERYBODY: Final = re.compile(r"/(?:start a_|id\b|privacy\b)", re.ASCII | re.IGNORECASE)
_OF_SOURCES: Final = ("read", "card", "here")
_GROUPS: Final = (ChatType.GROUP, ChatType.SUPERGROUP)
_PRESENT: Final = (ChatMemberStatus.MEMBER, ChatMemberStatus.ADMINISTRATOR)


class Membership:
    """Keeps to the chats that the bot may serve, and says hello to those that it joins."""

    def __init__(
        self,
        bot: Bot,
        state: State,
        readers: Readers,
        allowed: frozenset[int],
        admins: frozenset[int],
    ) -> None:
        """Nothing `allowed`: every chat is. Admins always are, in private."""
        self._bot = bot
        self._state = state
        self._readers = readers
        self._allowed = allowed
        self._admins = admins
        self._refused = Once(_DAY_SECONDS)
        self._left = Once(_LEAVING_SECONDS)
        self._joined = Once(_JOINING_SECONDS)

    async def guard(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Before all else: stop what no handler should see."""
        message = update.message or update.edited_message
        if message:
            self._follow(message)
            if _is_not_for_answering(message, self._bot.id):
                raise ApplicationHandlerStop
        elif not (update.callback_query or update.my_chat_member):
            return
        if not (_is_for_everybody(update) or await self._serves(update.effective_chat)):
            await self._refuse(update)
            raise ApplicationHandlerStop

    async def on_change(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Added to a group, it says once how to ask it."""
        change = update.my_chat_member
        if change is None or change.chat.type not in _GROUPS:
            return
        log.info("In chat %s the bot is now: %s", change.chat.id, change.new_chat_member.status)
        came = _is_in(change.new_chat_member) and not _is_in(change.old_chat_member)
        if not came:
            return
        words = await self._readers.words(change.from_user, change.chat.title or "")
        # Asked last: a group that has just become this supergroup may be known by now.
        if self._joined.due(change.chat.id):
            intro = Talk(words).in_group("group.intro", self._bot.username)
            await send_to(self._bot, change.chat.id, intro)

    async def _serves(self, chat: Chat | None) -> bool:
        if chat is None or not self._allowed or chat.id in self._allowed:
            return True
        if chat.type == ChatType.PRIVATE:
            return chat.id in self._admins
        if chat.type == ChatType.SUPERGROUP and await self._state.was_one_of(
            chat.id, self._allowed
        ):
            self._allowed |= {chat.id}
            log.warning(
                "Chat %s was a group in %s: write its new id there", chat.id, ALLOWED_VARIABLE
            )
            return True
        return False

    def _follow(self, message: Message) -> None:
        """A group that becomes a supergroup gets another id, and is the same group."""
        old, new = message.chat_id, message.migrate_to_chat_id
        if message.migrate_from_chat_id:
            old, new = message.migrate_from_chat_id, message.chat_id
        if new is None:
            return
        self._joined.due(new)
        if old in self._allowed and new not in self._allowed:
            self._allowed |= {new}
            self._state.move(old, new)
            log.warning("Chat %s is now %s: change %s", old, new, ALLOWED_VARIABLE)

    async def _refuse(self, update: Update) -> None:
        """Say once that this chat isn't served, and leave it if it can be left."""
        chat, change = update.effective_chat, update.my_chat_member
        title = (chat.title if chat else None) or ""
        words = await self._readers.words(update.effective_user, title)
        if update.callback_query:
            await answer_press(update.callback_query, words("press.not_here"))
        gone = change is not None and not _is_in(change.new_chat_member)
        # Asked again: a served group that has just become this supergroup is known by now.
        if chat is None or gone or await self._serves(chat):
            return
        if first := self._refused.due(chat.id):
            log.info("Chat %s isn't in %s", chat.id, ALLOWED_VARIABLE)
        if chat.type == ChatType.PRIVATE:
            if first:
                await send_to(self._bot, chat.id, Talk(words).line("talk.not_for_you", id=chat.id))
            return
        # Messages that were already on their way need no leaving anew; being added again does.
        if not self._left.due(chat.id) and change is None:
            return
        try:
            if first and chat.type in _GROUPS:
                await send_to(self._bot, chat.id, Talk(words).line("talk.not_here", id=chat.id))
        finally:
            await self._leave(chat.id)

    async def _leave(self, chat_id: int) -> None:
        try:
            await self._bot.leave_chat(chat_id)
        except TelegramError as error:
            log.warning("Chat %s couldn't be left: %s", chat_id, error.message)


def _is_in(member: ChatMember) -> bool:
    if isinstance(member, ChatMemberRestricted):
        return member.is_member
    return member.status in _PRESENT


def _is_for_everybody(update: Update) -> bool:
    """What a served group's members need in private: an answer's source, their id, their data."""
    if query := update.callback_query:
        key = read_key(query.data)
        return key is not None and key.action in _OF_SOURCES
    message = update.message
    if message is None or message.chat.type != ChatType.PRIVATE:
        return False
    return _FOR_EVERYBODY.match(message.text or "") is not None


def _is_not_for_answering(message: Message, bot_id: int) -> bool:
    """Other bots' words, what was posted by way of the bot, and what a channel passes on."""
    by_bot = message.from_user is not None and message.from_user.is_bot
    return (
        # Ephemeral: a plain reply would show to all what was asked in private.
        message.message_id == 0
        or (by_bot and message.sender_chat is None)
        or (message.via_bot is not None and message.via_bot.id == bot_id)
        or bool(message.is_automatic_forward)
    )
