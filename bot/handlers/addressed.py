"""What a message says to the bot, if it speaks to it at all."""

import re
from dataclasses import dataclass
from typing import Final

from telegram import Message, MessageEntity, User
from telegram.constants import ChatType, MessageEntityType

_ASK: Final = re.compile(r"/ask(?:@(\w+))?(?!\w)\s*", re.ASCII | re.IGNORECASE)
_COMMAND: Final = re.compile(r"/[A-Za-z0-9_]+(?:@\w+)?(?!\S)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Said:
    """Words said to the bot, empty where it was only called.

    `own`: the speaker's own words, which may be a greeting. `called`: by command or name or in
    private, not merely by a reply to one of its messages.
    """

    text: str
    own: bool = True
    called: bool = True


def said_in(message: Message, bot: User) -> Said | None:
    """What is said to the bot in a message; None where it has no text or speaks to others."""
    text = (message.text or message.caption or "").strip()
    # A forwarded command is somebody's words, not an order.
    forwarded = message.forward_origin is not None
    if not forwarded and (command := _ASK.match(text)):
        meant = not command[1] or command[1].lower() == (bot.username or "").lower()
        return _own_or_replied(text[command.end() :], message) if meant else None
    if message.chat.type == ChatType.PRIVATE:
        if not text or (_COMMAND.match(text) and not forwarded):
            return None
        return Said(text, own=not forwarded)
    if mention := _mention(message, bot):
        return _own_or_replied(_without(message.text or message.caption or "", mention), message)
    return Said(text, called=False) if text and replies_to(message, bot) else None


def replies_to(message: Message, bot: User) -> bool:
    """Whether it replies to a message of the bot's."""
    replied = message.reply_to_message
    return replied is not None and replied.from_user is not None and replied.from_user.id == bot.id


def asker_of(message: Message) -> User | None:
    """Who wrote it; None for a group's anonymous admin, and whoever else writes as a chat."""
    return None if message.sender_chat else message.from_user


def in_private(message: Message) -> bool:
    return message.chat.type == ChatType.PRIVATE


def _own_or_replied(text: str, message: Message) -> Said:
    """The words beside the call, else the ones of the message that it replies to."""
    if text.strip():
        return Said(text.strip())
    if message.quote:
        return Said(message.quote.text, own=False)
    replied = message.reply_to_message
    text = (replied.text or replied.caption or "") if replied else ""
    return Said(text.strip(), own=False)


def _mention(message: Message, bot: User) -> MessageEntity | None:
    name = f"@{bot.username}".lower()
    kinds: list[str | None] = [MessageEntityType.MENTION]
    entities = {**message.parse_entities(kinds), **message.parse_caption_entities(kinds)}
    return next((entity for entity, text in entities.items() if text.lower() == name), None)


def _without(text: str, entity: MessageEntity) -> str:
    """The text with this entity taken out; its offsets count UTF-16 code units."""
    encoded = text.encode("utf-16-le", "surrogatepass")
    before = encoded[: 2 * entity.offset].decode("utf-16-le", "replace")
    after = encoded[2 * (entity.offset + entity.length) :].decode("utf-16-le", "replace")
    return f"{before.rstrip()} {after.lstrip()}".strip()
