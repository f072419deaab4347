"""The people and chats of a test."""

from collections.abc import Sequence
from itertools import count
from typing import Any

from tests.telegram.updates import Updates
from tests.telegram.waiting import Bell
from tests.telegram.world import Chat, ChatKind, Person, World


class People:
    """Makes people, chats and topics, and holds the queue of what the bot is told."""

    def __init__(self, world: World, updates: Updates, bell: Bell, *, can_read_all: bool) -> None:
        self.world = world
        self.updates = updates
        self.bell = bell
        self.can_read_all = can_read_all
        self._people_ids = count(7_000_000_001)
        self._group_ids = count(4_000_001)

    @property
    def deliver_twice(self) -> bool:
        return self.updates.twice

    @deliver_twice.setter
    def deliver_twice(self, twice: bool) -> None:
        self.updates.twice = twice

    def person(self, first_name: str, language_code: str | None = None, **fields: Any) -> Person:
        person_id = fields.pop("id", None) or next(self._people_ids)
        person = Person(person_id, first_name, language_code, **fields)
        self.world.people[person_id] = person
        return person

    def private(self, person: Person, *, started: bool = True) -> Chat:
        """Someone's chat with the bot, always the same one."""
        if person.id not in self.world.chats:
            self.world.chats[person.id] = Chat(
                person.id, "private", person.first_name, person, started=False
            )
        chat = self.world.chats[person.id]
        chat.started = chat.started or started
        return chat

    def group(
        self,
        title: str,
        kind: ChatKind = "supergroup",
        members: Sequence[Person] = (),
        *,
        bot_is_member: bool = True,
    ) -> Chat:
        number = next(self._group_ids)
        chat = Chat(-number if kind == "group" else -1_000_000_000_000 - number, kind, title)
        # In a channel a bot can only be an administrator.
        status = "administrator" if kind == "channel" else "member"
        chat.bot_status = status if bot_is_member else None
        for someone in members:
            chat.people[someone.id] = someone
            chat.statuses[someone.id] = "member"
        self.world.chats[chat.id] = chat
        return chat

    def topic(self, forum: Chat, name: str) -> int:
        """A new topic; its id is that of the service message that opened it."""
        created = {"forum_topic_created": {"name": name, "icon_color": 7322096}}
        opener = next(iter(forum.people.values()), None)
        message = self.world.post(forum, opener, extra=created, in_topic=True)
        message.thread_id = message.id
        forum.topics[message.id] = name
        return message.id
