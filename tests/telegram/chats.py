"""The methods about the bot itself, its commands, and the chats it is in."""

import json
import re

from tests.telegram.access import reachable, writable
from tests.telegram.refusal import bad_request
from tests.telegram.world import Chat, Json, Person, World

_ACTIONS = (
    "typing upload_photo record_video upload_video record_voice upload_voice upload_document "
    "choose_sticker find_location record_video_note upload_video_note"
).split()
_ADMIN_RIGHTS = (
    "can_be_edited is_anonymous can_manage_chat can_delete_messages can_manage_video_chats "
    "can_restrict_members can_promote_members can_change_info can_invite_users can_post_stories "
    "can_edit_stories can_delete_stories can_pin_messages can_manage_topics "
    "can_send_welcome_messages"
).split()
_MEMBER_RIGHTS = (
    "can_send_messages can_send_audios can_send_documents can_send_photos can_send_videos "
    "can_send_video_notes can_send_voice_notes can_send_polls can_send_other_messages "
    "can_add_web_page_previews can_react_to_messages can_edit_tag can_change_info "
    "can_invite_users can_pin_messages can_manage_topics"
).split()
_GIFTS = (
    "unlimited_gifts limited_gifts unique_gifts premium_subscription gifts_from_channels"
).split()
_MOST_COMMANDS, _LONGEST_DESCRIPTION = 100, 256


def member(person: Person, status: str) -> Json:
    """A ChatMember, with all the fields its status requires."""
    found: Json = {"user": person.as_user(), "status": status}
    if status == "creator":
        found["is_anonymous"] = False
    elif status == "administrator":
        found |= dict.fromkeys(_ADMIN_RIGHTS, False) | {"can_manage_chat": True}
    elif status == "restricted":
        found |= dict.fromkeys(_MEMBER_RIGHTS, False) | {"is_member": True, "until_date": 0}
    elif status == "kicked":
        found["until_date"] = 0
    return found


def get_chat(world: World, parameters: Json) -> Json:
    chat = reachable(world, parameters["chat_id"])
    return {
        **chat.as_json(),
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(_GIFTS, False),
    }


def get_chat_member(world: World, parameters: Json) -> Json:
    chat, user_id = reachable(world, parameters["chat_id"]), parameters["user_id"]
    if user_id == world.bot.id:
        return member(world.bot, chat.bot_status or "left")
    if user_id not in world.people:
        raise bad_request("member not found")
    return member(world.people[user_id], chat.statuses.get(user_id, "left"))


def get_chat_administrators(world: World, parameters: Json) -> list[Json]:
    chat = reachable(world, parameters["chat_id"])
    if chat.is_private:
        raise bad_request("there are no administrators in the private chat")
    found = [
        member(chat.people[user_id], status)
        for user_id, status in chat.statuses.items()
        if status in ("creator", "administrator")
    ]
    if parameters.get("return_bots") and chat.bot_status == "administrator":
        found.append(member(world.bot, "administrator"))
    return found


def leave_chat(world: World, parameters: Json) -> bool:
    chat = reachable(world, parameters["chat_id"])
    if chat.is_private:
        raise bad_request("chat member status can't be changed in private chats")
    chat.bot_status = "left"
    return True


def send_chat_action(world: World, parameters: Json) -> bool:
    chat = writable(world, parameters["chat_id"])
    if parameters["action"] not in _ACTIONS:
        raise bad_request("wrong parameter action in request")
    thread_id = parameters.get("message_thread_id")
    if thread_id and thread_id not in chat.topics:
        raise bad_request("message thread not found")
    return True


def set_my_commands(world: World, parameters: Json) -> bool:
    key = _scope(world, parameters)
    commands = parameters["commands"]
    if len(commands) > _MOST_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        if not re.fullmatch(r"[a-z0-9_]{1,32}", command["command"].removeprefix("/")):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= len(command["description"].strip()) <= _LONGEST_DESCRIPTION:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    world.commands[key] = commands
    return True


def delete_my_commands(world: World, parameters: Json) -> bool:
    world.commands.pop(_scope(world, parameters), None)
    return True


def get_my_commands(world: World, parameters: Json) -> list[Json]:
    return world.commands.get(_scope(world, parameters), [])


def _scope(world: World, parameters: Json) -> tuple[str, str]:
    scope = parameters.get("scope") or {"type": "default"}
    if "chat_id" in scope:
        _check_scope_chat(reachable(world, _known_chat(world, scope["chat_id"])), scope)
    language = parameters.get("language_code", "")
    if language and not re.fullmatch("[a-z]{2}", language):
        raise bad_request("invalid language code specified")
    return json.dumps(scope, sort_keys=True), language


def _known_chat(world: World, chat_id: int | str) -> int | str:
    """Of a person who never opened the chat, this method says only that there is none."""
    chat = world.chats.get(chat_id) if isinstance(chat_id, int) else None
    if chat is None or not chat.started:
        raise bad_request("chat not found")
    return chat_id


def _check_scope_chat(chat: Chat, scope: Json) -> None:
    if chat.kind == "channel":
        raise bad_request("can't change commands in channel chats")
    if chat.is_private and scope["type"] != "chat":
        raise bad_request("chat_administrators and chat_member scopes need a group")
