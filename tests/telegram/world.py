"""People, chats and messages as they stand now."""

import time
from collections import deque
from dataclasses import dataclass, field
from typing import Any, Literal

from tests.telegram.html import Entity, part

ChatKind = Literal["private", "group", "supergroup", "forum", "channel"]
Json = dict[str, Any]
Button = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Person:
    id: int
    first_name: str
    language_code: str | None = None
    is_bot: bool = False
    username: str | None = None

    def as_user(self) -> Json:
        user: Json = {"id": self.id, "is_bot": self.is_bot, "first_name": self.first_name}
        if self.username:
            user["username"] = self.username
        if self.language_code:
            user["language_code"] = self.language_code
        return user


# Whom Telegram names as the sender where the true one is hidden.
ANONYMOUS_ADMIN = Person(1087968824, "Group", is_bot=True, username="GroupAnonymousBot")
CHANNEL_BOT = Person(136817688, "Channel", is_bot=True, username="Channel_Bot")
TELEGRAM = Person(777000, "Telegram")


@dataclass(slots=True, eq=False)
class Message:
    id: int
    chat: "Chat"
    sender: Person | None
    text: str = ""
    entities: list[Entity] = field(default_factory=list)
    date: int = field(default_factory=lambda: int(time.time()))
    buttons: list[list[Button]] = field(default_factory=list)
    reply_to: int | None = None
    thread_id: int | None = None
    in_topic: bool = False
    edited: int = 0
    edit_date: int | None = None
    link_preview: Json | None = None
    media: Json | None = None
    upload: bytes | None = None
    extra: Json = field(default_factory=dict)
    inline_id: str | None = None
    delivered: bool = True
    edits_seen: int = 0

    @property
    def button_texts(self) -> list[list[str]]:
        return [[button["text"] for button in row] for row in self.buttons]

    @property
    def labels(self) -> list[str]:
        """What stands on the buttons, in whichever rows."""
        return [label for row in self.button_texts for label in row]

    @property
    def quotes(self) -> list[str]:
        return self._parts("blockquote", "expandable_blockquote")

    @property
    def bold(self) -> list[str]:
        return self._parts("bold")

    @property
    def links(self) -> list[tuple[str, str]]:
        """Text and address of each link, those that Telegram made by itself among them."""
        return [
            (shown := part(self.text, entity), entity.get("url", shown))
            for entity in self.entities
            if entity["type"] in ("text_link", "url")
        ]

    @property
    def preview(self) -> str | None:
        """The address whose preview stands below the text."""
        options = self.link_preview or {}
        if options.get("is_disabled") or not self.links:
            return None
        return str(options.get("url") or self.links[0][1])

    @property
    def receiver(self) -> int | None:
        """Who alone sees an ephemeral message; nobody, if all do."""
        user = self.extra.get("receiver_user")
        return user["id"] if user else None

    @property
    def ephemeral_id(self) -> int | None:
        """Its number among ephemeral messages, if it is one."""
        number: int | None = self.extra.get("ephemeral_message_id")
        return number

    def _parts(self, *kinds: str) -> list[str]:
        return [part(self.text, entity) for entity in self.entities if entity["type"] in kinds]

    def as_json(self, *, within: bool = False) -> Json:
        """The message as an update carries it; one within another has no reply of its own."""
        message: Json = {"message_id": self.id, "date": self.date, "chat": self.chat.as_json()}
        if self.sender:
            message["from"] = self.sender.as_user()
        if self.thread_id is not None:
            message["message_thread_id"] = self.thread_id
        if self.in_topic:
            message["is_topic_message"] = True
        if self.edit_date is not None:
            message["edit_date"] = self.edit_date
        message |= self._content()
        # In a topic, what replies to nothing replies to the topic's own first message.
        target_id = self.reply_to or (self.thread_id if self.in_topic else None)
        if not within and (target := self.chat.messages.get(target_id or 0)):
            message["reply_to_message"] = target.as_json(within=True)
        return message

    def _content(self) -> Json:
        content: Json = dict(self.extra)
        if self.media:
            content |= self.media
        if self.text:
            content["caption" if self.media else "text"] = self.text
        if self.entities:
            content["caption_entities" if self.media else "entities"] = self.entities
        if self.buttons:
            content["reply_markup"] = {"inline_keyboard": self.buttons}
        if self.link_preview:
            content["link_preview_options"] = self.link_preview
        return content


@dataclass(slots=True, eq=False)
class Chat:
    id: int
    kind: ChatKind
    title: str
    person: Person | None = None
    people: dict[int, Person] = field(default_factory=dict)
    statuses: dict[int, str] = field(default_factory=dict)
    messages: dict[int, Message] = field(default_factory=dict)
    topics: dict[int, str] = field(default_factory=dict)
    # The first message of a supergroup says that it was made; a forum's General topic has its id.
    last_id: int = 1
    started: bool = True
    blocked: bool = False
    writable: bool = True
    bot_status: str | None = "member"
    migrated_to: int | None = None
    from_bot: deque[Message] = field(default_factory=deque)

    @property
    def is_private(self) -> bool:
        return self.kind == "private"

    @property
    def type(self) -> str:
        return "supergroup" if self.kind == "forum" else self.kind

    def as_json(self) -> Json:
        if self.person:
            return {"id": self.id, "type": "private", "first_name": self.person.first_name}
        chat: Json = {"id": self.id, "type": self.type, "title": self.title}
        if self.kind == "forum":
            chat["is_forum"] = True
        return chat


@dataclass(slots=True, eq=False)
class Query:
    """A press of a button, an inline query or a guest's question, waiting for its answer."""

    id: str
    person: Person
    message: Message | None = None
    data: str = ""
    answer: Json | None = None


@dataclass(slots=True)
class World:
    bot: Person
    people: dict[int, Person] = field(default_factory=dict)
    chats: dict[int, Chat] = field(default_factory=dict)
    inline: dict[str, Message] = field(default_factory=dict)
    queries: dict[str, Query] = field(default_factory=dict)
    commands: dict[tuple[str, str], list[Json]] = field(default_factory=dict)
    strict: bool = True
    last_id: int = 1000
    last_ephemeral_id: int = 0
    # False: a server before Bot API 10.2, which ignores what it doesn't know.
    knows_ephemeral: bool = True

    def new_ephemeral_id(self) -> int:
        self.last_ephemeral_id += 1
        return self.last_ephemeral_id

    def new_message_id(self, chat: Chat) -> int:
        """Supergroups and channels count for themselves; all other chats share one count."""
        if chat.kind in ("private", "group"):
            self.last_id += 1
            return self.last_id
        chat.last_id += 1
        return chat.last_id

    def post(self, chat: Chat, sender: Person | None, text: str = "", **fields: Any) -> Message:
        message = Message(self.new_message_id(chat), chat, sender, text, **fields)
        chat.messages[message.id] = message
        return message

    def knows(self, person_id: int) -> bool:
        """Whether the bot has met someone: in private, or in a group that both are in."""
        return person_id in self.chats or any(
            person_id in chat.people and chat.bot_status for chat in self.chats.values()
        )
