"""The methods that send, edit and delete messages."""

import struct
import time
from typing import Any

from tests.telegram import html
from tests.telegram.access import reachable, writable
from tests.telegram.ephemeral import only_for, replied_to
from tests.telegram.keyboards import inline_buttons
from tests.telegram.refusal import bad_request
from tests.telegram.schema import Upload
from tests.telegram.world import Chat, Json, Message, World

_NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup "
    "are exactly the same as a current content and reply markup of the message"
)
_LONGEST, _LONGEST_CAPTION = 4096, 1024
_PNG = b"\x89PNG\r\n\x1a\n"
_LARGEST_PICTURE, _LONGEST_EDGES, _MOST_STRETCHED = 10 * 2**20, 10_000, 20


def send_message(world: World, parameters: Json) -> Json:
    chat = writable(world, parameters["chat_id"])
    shown = formatted(world, parameters)
    buttons = inline_buttons(parameters.get("reply_markup"))
    target = _target(world, chat, parameters)
    thread_id, in_topic = _thread(chat, parameters.get("message_thread_id"), target)
    message = world.post(
        chat,
        world.bot,
        shown.text,
        entities=shown.entities,
        buttons=buttons,
        link_preview=parameters.get("link_preview_options"),
        reply_to=target.id if target else None,
        thread_id=thread_id,
        in_topic=in_topic,
        extra=_quote(target, parameters) | only_for(world, chat, target, parameters),
    )
    chat.from_bot.append(message)
    return message.as_json()


def send_photo(world: World, parameters: Json) -> Json:
    chat = writable(world, parameters["chat_id"])
    width, height = _picture_size(parameters["photo"])
    caption = html.Formatted("", [])
    if "caption" in parameters:
        caption = formatted(world, parameters, "caption", _LONGEST_CAPTION)
    target = _target(world, chat, parameters)
    thread_id, in_topic = _thread(chat, parameters.get("message_thread_id"), target)
    shown = {"file_id": "picture", "file_unique_id": "u", "width": width, "height": height}
    message = world.post(
        chat,
        world.bot,
        caption.text,
        entities=caption.entities,
        buttons=inline_buttons(parameters.get("reply_markup")),
        reply_to=target.id if target else None,
        thread_id=thread_id,
        in_topic=in_topic,
        media={"photo": [shown]},
        extra=only_for(world, chat, target, parameters),
        upload=parameters["photo"].content,
    )
    chat.from_bot.append(message)
    return message.as_json()


def edit_message_text(world: World, parameters: Json) -> Json | bool:
    message = _own(world, parameters)
    shown = formatted(world, parameters)
    buttons = inline_buttons(parameters.get("reply_markup"))
    if (shown.text, shown.entities, buttons) == (message.text, message.entities, message.buttons):
        raise bad_request(_NOT_MODIFIED)
    message.text, message.entities, message.buttons = shown.text, shown.entities, buttons
    message.link_preview = parameters.get("link_preview_options")
    return _edited(message, parameters)


def edit_message_reply_markup(world: World, parameters: Json) -> Json | bool:
    message = _own(world, parameters)
    buttons = inline_buttons(parameters.get("reply_markup"))
    if buttons == message.buttons:
        raise bad_request(_NOT_MODIFIED)
    message.buttons = buttons
    return _edited(message, parameters)


def delete_message(world: World, parameters: Json) -> bool:
    chat = reachable(world, parameters["chat_id"])
    message = chat.messages.get(parameters["message_id"])
    if message is None:
        raise bad_request("message to delete not found")
    may_delete = chat.is_private or chat.bot_status == "administrator"
    if message.sender is not world.bot and not may_delete:
        raise bad_request("message can't be deleted for everyone")
    del chat.messages[message.id]
    return True


def set_message_reaction(world: World, parameters: Json) -> bool:
    chat = reachable(world, parameters["chat_id"])
    if parameters["message_id"] not in chat.messages:
        raise bad_request("message to react not found")
    return True


def formatted(
    world: World, parameters: Json, key: str = "text", most: int = _LONGEST
) -> html.Formatted:
    if not world.strict:
        return html.Formatted(parameters[key], [])
    shown = html.parse(
        parameters.get(key, ""), parameters.get("parse_mode", ""), parameters.get("entities", ())
    )
    if not shown.text:
        raise bad_request("message text is empty")
    if html.length(shown.text) > most:
        raise bad_request("message is too long" if key == "text" else f"message {key} is too long")
    return html.Formatted(shown.text, [e for e in map(_named(world), shown.entities) if e])


def _picture_size(photo: Upload | str) -> tuple[int, int]:
    """The width and height of a picture that was sent, a PNG."""
    if not isinstance(photo, Upload):
        raise bad_request("wrong file identifier/HTTP URL specified")
    if len(photo.content) > _LARGEST_PICTURE:
        raise bad_request("file is too big")
    if not photo.content.startswith(_PNG):
        raise bad_request("IMAGE_PROCESS_FAILED")
    width, height = struct.unpack(">II", photo.content[16:24])
    edges = sorted((width, height))
    if sum(edges) > _LONGEST_EDGES or edges[1] > _MOST_STRETCHED * edges[0]:
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    return width, height


def _named(world: World) -> Any:
    """A mention by id names the person, and is dropped where the bot knows none."""

    def name(entity: html.Entity) -> html.Entity | None:
        if "user_id" not in entity:
            return entity
        user_id = entity["user_id"]
        if not world.knows(user_id):
            return None
        rest = {key: value for key, value in entity.items() if key != "user_id"}
        return {**rest, "user": world.people[user_id].as_user()}

    return name


def _target(world: World, chat: Chat, parameters: Json) -> Message | None:
    """The message replied to."""
    reply = parameters.get("reply_parameters")
    if not reply:
        return None
    if "ephemeral_message_id" in reply:
        return replied_to(world, chat, reply["ephemeral_message_id"])
    if reply.get("chat_id", chat.id) != chat.id:
        raise bad_request("message to be replied not found")
    target = chat.messages.get(reply.get("message_id", 0))
    if target is None and not reply.get("allow_sending_without_reply"):
        raise bad_request("message to be replied not found")
    return target


def _thread(chat: Chat, asked: int | None, target: Message | None) -> tuple[int | None, bool]:
    """Where a message stands: a topic, the thread of what it replies to, or neither."""
    if asked:
        if asked not in chat.topics:
            raise bad_request("message thread not found")
        return asked, True
    if target is None or chat.type != "supergroup" or target.ephemeral_id:
        return None, False
    return target.thread_id or target.id, target.in_topic


def _quote(target: Message | None, parameters: Json) -> Json:
    reply = parameters.get("reply_parameters") or {}
    if target is None or "quote" not in reply:
        return {}
    quote = html.parse(reply["quote"], reply.get("quote_parse_mode", ""))
    position = target.text.find(quote.text)
    if position < 0:
        raise bad_request("QUOTE_TEXT_INVALID")
    return {"quote": {"text": quote.text, "position": position, "is_manual": True}}


def _own(world: World, parameters: Json) -> Message:
    """The message to edit, if it is there and the bot's own."""
    if "inline_message_id" in parameters:
        inline = world.inline.get(parameters["inline_message_id"])
        if inline is None:
            raise bad_request("MESSAGE_ID_INVALID")
        return inline
    if "chat_id" not in parameters:
        raise bad_request("chat_id is empty")
    chat = reachable(world, parameters["chat_id"])
    if "message_id" not in parameters:
        raise bad_request("message identifier is not specified")
    message = chat.messages.get(parameters["message_id"])
    if message is None:
        raise bad_request("message to edit not found")
    if message.sender is not world.bot or message.inline_id:
        raise bad_request("message can't be edited")
    return message


def _edited(message: Message, parameters: Json) -> Json | bool:
    message.edited += 1
    message.edit_date = int(time.time())
    return True if "inline_message_id" in parameters else message.as_json()
