"""A group's settings: its admins' panel, and what is left unanswered because of them."""

import logging
import re
from typing import Final

from telegram import Bot, CallbackQuery, Message, Update, User
from telegram.constants import ChatMemberStatus
from telegram.error import TelegramError
from telegram.ext import ApplicationHandlerStop, ContextTypes

from bot.delivery import reason_of
from bot.groups import GroupSettings
from bot.limits import Once
from bot.manners import is_question
from bot.readers import Readers
from bot.replies import GroupTalk, Reply, Talk, read_key
from bot.state import State
from bot.words import Words

from .addressed import asker_of, in_private, said_in
from .notices import Notices
from .sending import answer_press, edit_in_place, reply_to

log = logging.getLogger(__name__)

_ADMINS: Final = (ChatMemberStatus.OWNER, ChatMemberStatus.ADMINISTRATOR)
_COMMAND: Final = re.compile(r"/([a-z_]+)(?:@(\w+))?(?!\S)", re.ASCII | re.IGNORECASE)
_OF_BOT_ADMINS: Final = ("status", "reload")
_ANYWHERE: Final = ("settings", *_OF_BOT_ADMINS, "id", "privacy")
_IN_TOPIC: Final = ("start", "help", "sources", "topics", "language")
_ELSEWHERE_SECONDS: Final = 60
# Telegram's number of the topic that every forum begins with; messages there don't name it.
_GENERAL: Final = 1


class GroupPanel:
    """Lets a group's admins choose, and keeps to what they chose."""

    def __init__(
        self, bot: Bot, state: State, readers: Readers, notices: Notices, admins: frozenset[int]
    ) -> None:
        """`admins`: the bot's own, who may ask for its status anywhere."""
        self._bot = bot
        self._state = state
        self._readers = readers
        self._notices = notices
        self._admins = admins
        self._told_elsewhere = Once(_ELSEWHERE_SECONDS)

    async def guard(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Stop what a group that is off, or answers in one topic, wants no answer to."""
        message, query = update.message or update.edited_message, update.callback_query
        chat = update.effective_chat
        if update.my_chat_member:
            self._notices.try_anew(update.my_chat_member.chat.id)
        if chat is None or not (message or query):
            return
        group = await self._state.group(chat.id)
        if group.service == "off" and not self._is_served_nevertheless(update):
            if query:
                await self._refuse_press(query, chat.id)
            raise ApplicationHandlerStop
        if message and is_elsewhere(message, group) and self._command(message) not in _ANYWHERE:
            if update.message and group.topic is not None:
                await self._say_where(update.message, group.topic)
            raise ApplicationHandlerStop

    async def show(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """The panel, for the group's admins."""
        if (message := update.message) is None:
            return
        user = asker_of(message)
        words = await self._readers.words(user, chat_id=message.chat_id)
        if in_private(message):
            await reply_to(message, Talk(words).line("settings.private"))
        elif refused := await self._refusal(message, user):
            await self._notices.tell(message, user, Talk(words).line(refused))
        else:
            await reply_to(message, await self._panel(message, words))

    async def choose(self, message: Message, user: User, name: str, value: str) -> str | None:
        """A press on the panel; the key of what to tell who pressed where it isn't followed."""
        if refused := await self._refusal(message, user):
            return refused
        if (name, value) == ("answering", "questions") and not await self._reads_all(message):
            return "settings.cannot_read"
        group = (await self._state.group(message.chat_id)).choosing(name, value)
        if group is None:
            return "settings.outdated"
        self._state.set_up_group(message.chat_id, group)
        log.info("Chat %s chose: %s %s", message.chat_id, name, value)
        return None

    async def refresh(self, message: Message, user: User) -> None:
        """The panel as it is now, in its own place."""
        words = await self._readers.words(user, chat_id=message.chat_id)
        await edit_in_place(message, await self._panel(message, words))

    async def _panel(self, message: Message, words: Words) -> Reply:
        group = await self._state.group(message.chat_id)
        topic = _topic_of(message) if message.chat.is_forum else None
        return self._talk(words).panel(group, topic)

    def _talk(self, words: Words) -> GroupTalk:
        return GroupTalk(words, self._readers.languages, self._notices.seconds)

    async def _refusal(self, message: Message, user: User | None) -> str | None:
        """The key of why this user may not choose; no user: whether the group itself wrote."""
        if user is None:
            by_group = message.sender_chat is not None and message.sender_chat.id == message.chat_id
            return None if by_group else "settings.admins_only"
        admin = await self._is_admin(message.chat_id, user.id)
        if admin is None:
            return "settings.cannot_check"
        return None if admin else "settings.admins_only"

    async def _reads_all(self, message: Message) -> bool:
        if self._bot.bot.can_read_all_group_messages:
            return True
        return await self._is_admin(message.chat_id, self._bot.id) is True

    async def _is_admin(self, chat_id: int, user_id: int) -> bool | None:
        """None: that can't be seen."""
        try:
            return (await self._bot.get_chat_member(chat_id, user_id)).status in _ADMINS
        except TelegramError as error:
            # Of others it is sure to tell only a bot that is an admin itself.
            log.info("In chat %s a member can't be looked up: %s", chat_id, reason_of(error))
        try:
            admins = await self._bot.get_chat_administrators(chat_id)
        except TelegramError as error:
            log.info("In chat %s it can't be seen who is an admin: %s", chat_id, reason_of(error))
            return None
        return any(admin.user.id == user_id for admin in admins)

    def _is_served_nevertheless(self, update: Update) -> bool:
        """Of a group that is off: its settings, and what the bot's own admins want to know."""
        if query := update.callback_query:
            key = read_key(query.data)
            return key is not None and key.action == "settings"
        if (message := update.message) is None:
            return False
        command, user = self._command(message), asker_of(message)
        of_admin = user is not None and user.id in self._admins and command in _OF_BOT_ADMINS
        return command == "settings" or of_admin

    def _command(self, message: Message) -> str | None:
        found = _COMMAND.match(message.text or "")
        if not found or (found[2] or self._bot.username).lower() != self._bot.username.lower():
            return None
        return found[1].lower()

    async def _refuse_press(self, query: CallbackQuery, chat_id: int) -> None:
        words = await self._readers.words(query.from_user, chat_id=chat_id)
        await answer_press(query, words("press.off"))

    async def _say_where(self, message: Message, topic: int) -> None:
        """In which topic to ask, for who asked in another."""
        said, user = said_in(message, self._bot.bot), asker_of(message)
        asks = said is not None and (said.called or is_question(said.text))
        if not asks and self._command(message) not in _IN_TOPIC:
            return
        if self._told_elsewhere.due((message.chat_id, user and user.id)):
            words = await self._readers.words(user, message.text or "", message.chat_id)
            reply = self._talk(words).elsewhere(message.chat_id, topic)
            await self._notices.tell(message, user, reply)


def _topic_of(message: Message) -> int:
    thread = message.message_thread_id if message.is_topic_message else None
    return thread or _GENERAL


def is_elsewhere(message: Message, group: GroupSettings) -> bool:
    """Whether it stands in another topic than the only one to answer in."""
    return bool(message.chat.is_forum) and group.topic not in (None, _topic_of(message))
