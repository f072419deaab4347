"""The messages that one member of a group alone sees: whom they may be sent to, and when."""

import time

from tests.telegram import html
from tests.telegram.access import reachable
from tests.telegram.keyboards import inline_buttons
from tests.telegram.refusal import bad_request
from tests.telegram.world import Chat, Json, Message, World

_ANSWERABLE_SECONDS = 15
_NOT_MODIFIED = "message is not modified"


def only_for(world: World, chat: Chat, target: Message | None, parameters: Json) -> Json:
    """What marks an ephemeral message: its id is of another kind, and it names who sees it."""
    ephemeral = parameters.get("ephemeral_message_parameters")
    if not ephemeral or not world.knows_ephemeral:
        return {}
    user_id = ephemeral["receiver_user_id"]
    if chat.bot_status != "administrator" and not _is_asked_for(world, target, ephemeral):
        raise bad_request("BOT_NOT_ADMIN")
    if user_id not in chat.people or chat.people[user_id].is_bot:
        raise bad_request("user not found")
    return {
        "message_id": 0,
        "ephemeral_message_id": world.new_ephemeral_id(),
        "receiver_user": world.people[user_id].as_user(),
    }


def _is_asked_for(world: World, target: Message | None, ephemeral: Json) -> bool:
    """Whether it answers, in time, what this member sent aside or pressed."""
    user_id: int = ephemeral["receiver_user_id"]
    query = world.queries.get(ephemeral.get("callback_query_id", ""))
    if query is not None:
        return query.person.id == user_id
    if target is None or not target.ephemeral_id or target.sender is None:
        return False
    return target.sender.id == user_id and time.time() - target.date <= _ANSWERABLE_SECONDS


def replied_to(world: World, chat: Chat, number: int) -> Message:
    """The ephemeral message replied to."""
    for message in chat.messages.values() if world.knows_ephemeral else ():
        if message.ephemeral_id == number:
            return message
    raise bad_request("message to be replied not found")


def edit_ephemeral_message_text(world: World, parameters: Json) -> bool:
    message = _own(world, parameters, "message to edit not found")
    shown = html.parse(parameters.get("text", ""), parameters.get("parse_mode", ""))
    if not shown.text:
        raise bad_request("message text is empty")
    buttons = inline_buttons(parameters.get("reply_markup"))
    if (shown.text, shown.entities, buttons) == (message.text, message.entities, message.buttons):
        raise bad_request(_NOT_MODIFIED)
    message.text, message.entities, message.buttons = shown.text, shown.entities, buttons
    message.link_preview = parameters.get("link_preview_options")
    message.edited += 1
    return True


def delete_ephemeral_message(world: World, parameters: Json) -> bool:
    message = _own(world, parameters, "message to delete not found")
    del message.chat.messages[message.id]
    return True


def _own(world: World, parameters: Json, missing: str) -> Message:
    chat = reachable(world, parameters["chat_id"])
    wanted = (parameters["receiver_user_id"], parameters["ephemeral_message_id"])
    for message in chat.messages.values():
        if (message.receiver, message.ephemeral_id) == wanted:
            return message
    raise bad_request(missing)
