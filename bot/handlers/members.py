"""Who is a member of the groups that the bot serves."""

import asyncio
import logging
import time
from collections.abc import Callable, Iterable
from typing import Final

from telegram import Bot, ChatMember, ChatMemberRestricted
from telegram.constants import ChatMemberStatus
from telegram.error import TelegramError

from bot.unwritten import Recent

log = logging.getLogger(__name__)

_PRESENT: Final = (ChatMemberStatus.OWNER, ChatMemberStatus.ADMINISTRATOR, ChatMemberStatus.MEMBER)
_HOUR: Final = 3600.0
# Who joins a group needn't wait long; nor does anybody where Telegram couldn't be asked.
_MINUTE: Final = 60.0


class Members:
    """Asks Telegram, and believes what it says for a while."""

    def __init__(self, bot: Bot, clock: Callable[[], float] = time.monotonic) -> None:
        self._bot = bot
        self._clock = clock
        # Whether somebody is in one of the groups, and until when that is believed.
        self._known: Recent[int, tuple[bool, float]] = Recent()

    async def are_in_one_of(self, groups: Iterable[int], user_id: int) -> bool:
        """Whether somebody is in one of these groups; of what can't be asked, no."""
        known, until = self._known.get(user_id, (False, 0.0))
        if until > self._clock():
            return known
        found = any(await asyncio.gather(*(self._is_in(group, user_id) for group in groups)))
        self._known.keep(user_id, (found, self._clock() + (_HOUR if found else _MINUTE)))
        return found

    async def _is_in(self, group: int, user_id: int) -> bool:
        try:
            return is_in(await self._bot.get_chat_member(group, user_id))
        except TelegramError as error:
            log.info("Whether somebody is in chat %s can't be known: %s", group, error.message)
            return False


def is_in(member: ChatMember) -> bool:
    """Whether somebody is in the chat, as Telegram tells of them there."""
    if isinstance(member, ChatMemberRestricted):
        return member.is_member
    return member.status in _PRESENT
