"""What people say and press, as the updates that Telegram makes of it."""

import time
from itertools import count
from typing import Any

from tests.telegram import html
from tests.telegram.people import People
from tests.telegram.queries import new_inline_id, post_result
from tests.telegram.world import (
    ANONYMOUS_ADMIN,
    CHANNEL_BOT,
    Button,
    Chat,
    Json,
    Message,
    Person,
    Query,
)

_MEDIA: dict[str, Json] = {
    "photo": {
        "photo": [{"file_id": "photo", "file_unique_id": "p", "width": 800, "height": 600}],
    },
    "document": {
        "document": {"file_id": "document", "file_unique_id": "d", "file_name": "notes.pdf"},
    },
}
_query_ids = count(90_000_000_001)


class Talk(People):
    """People talk, edit, press buttons and ask inline."""

    def say(
        self,
        person: Person,
        chat: Chat,
        text: str = "",
        *,
        reply_to: Message | None = None,
        topic: int | None = None,
        caption_of: str | None = None,
        forward_from: Person | str | None = None,
        quote: str | None = None,
        anonymous_admin: bool = False,
        via_bot: Person | None = None,
        as_channel: Chat | None = None,
        deliver: bool | None = None,
        **fields: Any,
    ) -> Message:
        """Post a message; the bot is told of it if Telegram would tell it, or if `deliver`."""
        assert not chat.migrated_to, "this group has become a supergroup"
        sender, extra = _sender(person, chat, as_channel, anonymous_admin=anonymous_admin)
        extra |= _origin(forward_from) | _quoted(quote, reply_to) | _via(via_bot)
        thread_id, in_topic = _thread(chat, reply_to, topic)
        message = self.world.post(
            chat,
            sender,
            text,
            entities=html.detect(text),
            reply_to=reply_to.id if reply_to else None,
            thread_id=thread_id,
            in_topic=in_topic,
            media=_MEDIA[caption_of] if caption_of else None,
            extra=extra | fields,
        )
        chat.started = True
        message.delivered = self._reaches_bot(message) if deliver is None else deliver
        if message.delivered:
            self.put_update({_kind(chat): message.as_json()})
        return message

    def say_aside(self, person: Person, chat: Chat, text: str, **fields: Any) -> Message:
        """Send an ephemeral command, or reply to an ephemeral message: only the bot sees it."""
        number = self.world.new_ephemeral_id()
        aside = {"message_id": 0, "ephemeral_message_id": number, "deliver": True}
        return self.say(person, chat, text, **(aside | fields))

    def edit(self, message: Message, text: str, *, seconds_later: int = 1) -> Message:
        """A person edits a message; the bot is told if it was told of the message."""
        message.text, message.entities = text, html.detect(text)
        message.edit_date = message.date + seconds_later
        if message.delivered:
            self.put_update({f"edited_{_kind(message.chat)}": message.as_json()})
        return message

    def delete(self, message: Message) -> None:
        """A person deletes a message; Telegram tells no bot of it."""
        message.chat.messages.pop(message.id, None)

    def press(
        self,
        person: Person,
        message: Message,
        button: str = "",
        *,
        data: str | None = None,
        inaccessible: bool = False,
        inline: bool = False,
    ) -> Query:
        """Press the button whose text contains `button`, or send `data` that no button has."""
        if data is None:
            data = _button(message, button)["callback_data"]
        query = self._query(person, message, data)
        pressed: Json = {"id": query.id, "from": person.as_user(), "chat_instance": "123"}
        if inline and not message.inline_id:
            message.inline_id = new_inline_id()
            self.world.inline[message.inline_id] = message
        if message.inline_id:
            pressed["inline_message_id"] = message.inline_id
        elif inaccessible:
            shown = {"chat": message.chat.as_json(), "message_id": message.id, "date": 0}
            pressed["message"] = shown
        else:
            pressed["message"] = message.as_json()
        self.put_update({"callback_query": pressed | {"data": data}})
        return query

    def expire(self, query: Query) -> None:
        """Telegram waits for an answer no longer."""
        self.world.queries.pop(query.id, None)

    def ask_inline(
        self, person: Person, text: str, *, offset: str = "", chat_type: str = "private"
    ) -> Query:
        """Type `@bot text` into the box of some chat."""
        query = self._query(person, None, text)
        update = {"id": query.id, "from": person.as_user(), "query": text, "offset": offset}
        self.put_update({"inline_query": update | {"chat_type": chat_type}})
        return query

    def choose(self, query: Query, chat: Chat, number: int = 0) -> Message:
        """Post a result of an inline query into a chat, via the bot."""
        assert query.answer, "the bot has not answered this query yet"
        result = query.answer["results"][number]
        via_bot = self.world.bot.as_user()
        message = post_result(self.world, chat, query.person, result, via_bot=via_bot)
        chosen = {"result_id": result["id"], "from": query.person.as_user(), "query": query.data}
        self.put_update({"chosen_inline_result": chosen})
        if chat.bot_status in ("member", "administrator"):
            self.put_update({"message": message.as_json()})
        return message

    def ask_as_guest(
        self, person: Person, text: str, chat: Chat, *, reply_to: Message | None = None
    ) -> Query:
        """Call the bot in a chat that it has not joined."""
        query = self._query(person, None, text)
        message = self.world.post(
            chat,
            person,
            text,
            entities=html.detect(text),
            reply_to=reply_to.id if reply_to else None,
            extra={"guest_query_id": query.id},
        )
        query.message = message
        self.put_update({"guest_message": message.as_json()})
        return query

    def put_update(self, update: Json, update_id: int | None = None) -> int | None:
        """An update as it is; its id, or nothing if the bot asked for none of its kind."""
        return self.updates.put(update, update_id)

    def repeat_last_update(self) -> None:
        """Deliver the last update once more, with the same id."""
        self.updates.repeat_last()

    def _query(self, person: Person, message: Message | None, data: str) -> Query:
        query = Query(str(next(_query_ids)), person, message, data)
        self.world.queries[query.id] = query
        return query

    def _reaches_bot(self, message: Message) -> bool:
        """Privacy mode: in groups a bot hears commands, replies to it, and its name."""
        chat, bot = message.chat, self.world.bot
        if chat.bot_status not in ("member", "administrator", "restricted") or chat.blocked:
            return False
        if chat.is_private or self.can_read_all or chat.bot_status == "administrator":
            return True
        if "via_bot" in message.extra and message.extra["via_bot"]["id"] == bot.id:
            return True
        target = chat.messages.get(message.reply_to or 0)
        return bool(target and target.sender is bot) or self._calls_bot(message)

    def _calls_bot(self, message: Message) -> bool:
        name = f"@{self.world.bot.username}".lower()
        for entity in message.entities:
            called = html.part(message.text, entity).lower()
            if entity["type"] == "mention" and called == name:
                return True
            starts = entity["type"] == "bot_command" and entity["offset"] == 0
            if starts and ("@" not in called or called.endswith(name)):
                return True
        return False


def _kind(chat: Chat) -> str:
    return "channel_post" if chat.kind == "channel" else "message"


def _sender(
    person: Person, chat: Chat, as_channel: Chat | None, *, anonymous_admin: bool
) -> tuple[Person | None, Json]:
    """Whom Telegram names as the sender, and on whose behalf."""
    if anonymous_admin:
        return ANONYMOUS_ADMIN, {"sender_chat": chat.as_json()}
    if chat.kind == "channel":
        return None, {"sender_chat": chat.as_json()}
    if as_channel:
        return CHANNEL_BOT, {"sender_chat": as_channel.as_json()}
    return person, {}


def _origin(forward_from: Person | str | None) -> Json:
    if forward_from is None:
        return {}
    origin: Json = {"date": int(time.time()) - 3600}
    if isinstance(forward_from, Person):
        origin |= {"type": "user", "sender_user": forward_from.as_user()}
    else:
        origin |= {"type": "hidden_user", "sender_user_name": forward_from}
    return {"forward_origin": origin}


def _via(bot: Person | None) -> Json:
    return {"via_bot": bot.as_user()} if bot else {}


def _quoted(quote: str | None, reply_to: Message | None) -> Json:
    if not quote or not reply_to:
        return {}
    position = html.length(reply_to.text.partition(quote)[0])
    return {"quote": {"text": quote, "position": position, "is_manual": True}}


def _thread(chat: Chat, reply_to: Message | None, topic: int | None) -> tuple[int | None, bool]:
    """A reply in a supergroup carries its thread's id, even where that is no topic."""
    if topic:
        assert topic in chat.topics, f"{chat.title} has no topic {topic}"
        return topic, True
    if reply_to is None or chat.type != "supergroup":
        return None, False
    return reply_to.thread_id or reply_to.id, reply_to.in_topic


def _button(message: Message, text: str) -> Button:
    for row in message.buttons:
        for button in row:
            if text in button["text"] and "callback_data" in button:
                return button
    raise AssertionError(f"no button {text!r} to press in {message.button_texts}")
