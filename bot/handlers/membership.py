"""Where the bot is: which chats it serves, and what it says when it joins one."""

import logging
import re
from typing import Final

from telegram import Bot, Chat, Message, Update
from telegram.constants import ChatType
from telegram.error import TelegramError
from telegram.ext import ApplicationHandlerStop, ContextTypes

from bot.limits import Once
from bot.readers import Readers
from bot.replies import Talk, read_key
from bot.settings import ALLOWED_VARIABLE
from bot.state import State

from .ephemeral import ephemeral_id, is_ephemeral
from .members import Members, is_in
from .sending import answer_guest, answer_press, send_to

log = logging.getLogger(__name__)

_DAY_SECONDS: Final = 24 * 3600
_JOINING_SECONDS: Final = 60
_LEAVING_SECONDS: Final = 60
_FOR_EVERYBODY: Final = re.compile(r"/(?:start a_|id\b|privacy\b)", re.ASCII | re.IGNORECASE)
_ASKS_ON: Final = re.compile(r"/start q_", re.ASCII | re.IGNORECASE)
_OF_SOURCES: Final = ("read", "card", "here")
_GROUPS: Final = (ChatType.GROUP, ChatType.SUPERGROUP)


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
        self._members = Members(bot)
        self._refused = Once(_DAY_SECONDS)
        self._left = Once(_LEAVING_SECONDS)
        self._joined = Once(_JOINING_SECONDS)

    async def guard(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Before all else: stop what no handler should see."""
        message = update.message or update.edited_message or update.guest_message
        if message:
            self._follow(message)
            edited_aside = is_ephemeral(message) and update.edited_message is not None
            if edited_aside or _is_not_for_answering(message, self._bot.id):
                raise ApplicationHandlerStop
        elif not (update.callback_query or update.my_chat_member):
            return  # what tells no chat, as an inline query: its handler looks who asks
        if not (await self._is_for(update) or await self._serves(update.effective_chat)):
            await self._refuse(update)
            raise ApplicationHandlerStop

    async def on_change(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Added to a group, it says once how to ask it."""
        change = update.my_chat_member
        if change is None or change.chat.type not in _GROUPS:
            return
        log.info("In chat %s the bot is now: %s", change.chat.id, change.new_chat_member.status)
        came = is_in(change.new_chat_member) and not is_in(change.old_chat_member)
        if not came:
            return
        title = change.chat.title or ""
        words = await self._readers.words(change.from_user, title, change.chat.id)
        # Asked last: a group that has just become this supergroup may be known by now.
        if self._joined.due(change.chat.id):
            intro = Talk(words).in_group("group.intro", self._bot.username)
            await send_to(self._bot, change.chat.id, intro)

    async def serves_person(self, user_id: int) -> bool:
        """Whether somebody may ask where no chat is told: also as a member of a served group."""
        if not self._allowed or user_id in self._allowed | self._admins:
            return True
        groups = [chat for chat in self._allowed if chat < 0]
        return await self._members.are_in_one_of(groups, user_id)

    async def _is_for(self, update: Update) -> bool:
        """Whether it is to be handled wherever it comes from: somebody asks on from inline."""
        if _is_for_everybody(update):
            return True
        message, user = update.message, update.effective_user
        if message is None or message.chat.type != ChatType.PRIVATE or user is None:
            return False
        asks_on = _ASKS_ON.match(message.text or "") is not None
        return asks_on and await self.serves_person(user.id)

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
        self._state.move(old, new)
        if old in self._allowed and new not in self._allowed:
            self._allowed |= {new}
            log.warning("Chat %s is now %s: change %s", old, new, ALLOWED_VARIABLE)

    async def _refuse(self, update: Update) -> None:
        """Say once that this chat isn't served, and leave it if it can be left."""
        chat, change = update.effective_chat, update.my_chat_member
        title = (chat.title if chat else None) or ""
        words = await self._readers.words(update.effective_user, title)
        if update.guest_message:
            await answer_guest(update.guest_message, Talk(words).line("press.not_here"))
            return
        if update.callback_query:
            await answer_press(update.callback_query, words("press.not_here"))
        gone = change is not None and not is_in(change.new_chat_member)
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
        (is_ephemeral(message) and not _can_be_answered_aside(message))
        or (by_bot and message.sender_chat is None)
        or (message.via_bot is not None and message.via_bot.id == bot_id)
        or bool(message.is_automatic_forward)
    )


def _can_be_answered_aside(message: Message) -> bool:
    """Not an anonymous admin's: nobody could be told whom the answer is for."""
    return ephemeral_id(message) is not None and message.sender_chat is None
