"""What concerns the asker alone: in groups nobody else sees it, or it goes after a while."""

import asyncio
import logging
import time
from typing import Final

from telegram import Bot, Message, User
from telegram.error import BadRequest, ChatMigrated, Forbidden, TelegramError

from bot.delivery import reason_of
from bot.groups import GroupSettings
from bot.replies import Reply
from bot.state import State

from .addressed import in_private
from .ephemeral import delete_ephemeral, is_ephemeral, send_to_one
from .sending import reply_to

log = logging.getLogger(__name__)

# What a group refuses now, it may allow later: the bot needs to be an administrator there.
_REFUSED_SECONDS: Final = 3600
Place = tuple[int, int]


class Notices:
    """Tells askers, and takes away again what others needn't read."""

    def __init__(self, bot: Bot, state: State, seconds: int) -> None:
        """What all see is deleted after so many seconds; 0: it stays."""
        self._bot = bot
        self._state = state
        self.seconds = seconds
        self._seen_by_all = False
        self._refused_until: dict[int, float] = {}
        self._passing: dict[Place, asyncio.Task[None]] = {}

    async def tell(self, message: Message, user: User | None, reply: Reply) -> Message | None:
        """Reply to what this user wrote or pressed; None: that is a group's anonymous admin.

        What was sent; None where nothing could be.
        """
        aside = in_private(message) or is_ephemeral(message)
        sent = None
        if user and not aside and self._may_be_ephemeral(message.chat_id):
            sent = await self._tell_one(message, user, reply)
        if sent is None:
            sent = await reply_to(message, reply)
        if sent and not aside and not is_ephemeral(sent):
            await self._let_pass(sent)
        return sent

    def are_passing(self, group: GroupSettings) -> bool:
        """Whether those that all see are deleted in this group."""
        return self.seconds > 0 and group.notices == "deleted"

    def keep(self, message: Message) -> None:
        """It isn't a notice any more: an answer has taken its place."""
        if passing := self._passing.pop((message.chat_id, message.message_id), None):
            passing.cancel()

    async def withdraw(self, chat_id: int, number: int, user: User | None) -> None:
        """Take away now what `tell` sent this user; its number is that of `id_of`."""
        if number > 0:
            if passing := self._passing.pop((chat_id, number), None):
                passing.cancel()
            await self._delete((chat_id, number))
        elif user:
            try:
                await delete_ephemeral(self._bot, chat_id, user.id, -number)
            except TelegramError as error:
                log.info("An ephemeral message couldn't be deleted: %s", reason_of(error))

    def try_anew(self, chat_id: int) -> None:
        """The bot's rights there have changed: what was refused may be allowed now."""
        self._refused_until.pop(chat_id, None)

    async def clear(self) -> None:
        """Delete at once what was to be deleted later."""
        passing, self._passing = self._passing, {}
        for task in passing.values():
            task.cancel()
        await asyncio.gather(*map(self._delete, passing))

    async def _tell_one(self, message: Message, user: User, reply: Reply) -> Message | None:
        """None where it was refused, which is remembered for a while."""
        target = {"message_id": message.message_id, "allow_sending_without_reply": True}
        try:
            sent = await send_to_one(message, user.id, reply, target)
        except (BadRequest, Forbidden, ChatMigrated) as error:
            log.info("In chat %s notices can't be ephemeral: %s", message.chat_id, error.message)
            self._refused_until[message.chat_id] = time.monotonic() + _REFUSED_SECONDS
            return None
        if not is_ephemeral(sent):
            log.info("The server knows no ephemeral messages: notices are ordinary ones")
            self._seen_by_all = True
        return sent

    def _may_be_ephemeral(self, chat_id: int) -> bool:
        now = time.monotonic()
        self._refused_until = {c: until for c, until in self._refused_until.items() if until > now}
        return not self._seen_by_all and chat_id not in self._refused_until

    async def _let_pass(self, sent: Message) -> None:
        if self.are_passing(await self._state.group(sent.chat_id)):
            place = (sent.chat_id, sent.message_id)
            self._passing[place] = asyncio.create_task(self._delete_later(place))

    async def _delete_later(self, place: Place) -> None:
        await asyncio.sleep(self.seconds)
        await self._delete(place)
        self._passing.pop(place, None)

    async def _delete(self, place: Place) -> None:
        try:
            await self._bot.delete_message(*place)
        except TelegramError as error:
            log.info("A notice couldn't be deleted: %s", reason_of(error))
