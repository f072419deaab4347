"""Where the bot is and what it may do, as people decide."""

import time

from tests.telegram.chats import member
from tests.telegram.people import People
from tests.telegram.world import Chat, Json, Person


class Membership(People):
    """People add, remove, promote, restrict and block the bot."""

    def add_bot(self, chat: Chat, by: Person) -> None:
        self._change(chat, by, "member")
        service = {"new_chat_members": [self.world.bot.as_user()]}
        self._tell(chat, by, service)

    def remove_bot(self, chat: Chat, by: Person | None = None) -> None:
        self._change(chat, by, "kicked")

    def promote_bot(self, chat: Chat, by: Person | None = None) -> None:
        self._change(chat, by, "administrator")

    def restrict_bot(self, chat: Chat, by: Person | None = None) -> None:
        self._change(chat, by, "restricted")
        chat.writable = False

    def forbid_writing(self, chat: Chat) -> None:
        """Nobody but administrators may write; Telegram tells no bot of it."""
        chat.writable = False

    def block(self, person: Person) -> None:
        chat = self.private(person)
        self._change(chat, person, "kicked")
        chat.blocked = True

    def unblock(self, person: Person) -> None:
        chat = self.private(person)
        chat.blocked = False
        self._change(chat, person, "member")

    def migrate(self, group: Chat, *, member_first: bool = False) -> Chat:
        """A group becomes a supergroup: a new chat, and the old one answers no more.

        The bot is told too that it is a member of the new chat, maybe before all else.
        """
        supergroup = self.group(group.title, members=list(group.people.values()))
        supergroup.statuses, supergroup.bot_status = dict(group.statuses), group.bot_status
        someone = next(iter(group.people.values()), None)
        if member_first:
            self._tell_of_membership(supergroup, someone, "left")
        self._tell(group, someone, {"migrate_to_chat_id": supergroup.id})
        self._tell(supergroup, someone, {"migrate_from_chat_id": group.id})
        if not member_first:
            self._tell_of_membership(supergroup, someone, "left")
        group.migrated_to = supergroup.id
        return supergroup

    def _change(self, chat: Chat, by: Person | None, status: str) -> None:
        old = chat.bot_status or "left"
        chat.bot_status = status
        chat.writable = True
        self._tell_of_membership(chat, by, old)

    def _tell_of_membership(self, chat: Chat, by: Person | None, old: str) -> None:
        bot = self.world.bot
        someone = by or next(iter(chat.people.values()), None)
        assert someone, f"{chat.title} has no member to do this"
        update = {
            "chat": chat.as_json(),
            "from": someone.as_user(),
            "date": int(time.time()),
            "old_chat_member": member(bot, old),
            "new_chat_member": member(bot, chat.bot_status or "left"),
        }
        self.updates.put({"my_chat_member": update})

    def _tell(self, chat: Chat, by: Person | None, service: Json) -> None:
        message = self.world.post(chat, by, extra=service)
        self.updates.put({"message": message.as_json()})
