"""What a message says to the bot, if it speaks to it at all."""

import re
from dataclasses import dataclass, replace
from typing import Final

from telegram import Message, User
from telegram.constants import ChatType, MessageEntityType

# As a Chinese keyboard has it, the stroke may be a full-width one.
_ASK: Final = re.compile(r"\A[/\uff0f](ask|compare)(?:@(\w+))?(?!\w)", re.ASCII | re.IGNORECASE)
_QUESTION_MARKS: Final = ("?", "\uff1f")
_COMMAND: Final = re.compile(r"/[A-Za-z0-9_]+(?:@\w+)?(?!\S)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Said:
    """Words said to the bot, empty where it was only called.

    `own`: the speaker's own words, which may be a greeting. `called`: by command or name or in
    private, not merely by a reply to one of its messages. `compares`: names to compare. `to_all`:
    nobody in particular is asked.
    """

    text: str
    own: bool = True
    called: bool = True
    compares: bool = False
    to_all: bool = False


def said_in(message: Message, bot: User) -> Said | None:
    """What is said to the bot in a message; None where it has no text or speaks to others."""
    private = in_private(message)
    whole = _text_of(message)
    if message.forward_origin is not None:
        # What is forwarded is somebody's words: neither an order nor a call.
        return Said(whole, own=False) if private and whole else None
    rest = _without_name(message, bot)
    text = whole if rest is None else rest
    if command := _ASK.match(text):
        if not private and command[2] and command[2].lower() != (bot.username or "").lower():
            return None
        said = _own_or_replied(text[command.end() :].strip(), message, bot)
        return replace(said, compares=command[1].lower() == "compare")
    # In a caption Telegram knows no commands.
    if not whole or _COMMAND.match(message.text or ""):
        return None
    if private:
        return Said(text or whole)
    if rest is not None:
        return _own_or_replied(rest, message, bot)
    if not replies_to(message, bot) or _names_somebody(message):
        return None
    return Said(text, called=False)


def asked_of_all(message: Message) -> Said | None:
    """A question that nobody in particular is asked; None for all else that is said in a group."""
    text, replied = _text_of(message), message.reply_to_message
    # In a topic, what replies to nothing replies to the message that opened it.
    to_somebody = replied is not None and replied.forum_topic_created is None
    if to_somebody or message.forward_origin or message.via_bot or _names_somebody(message):
        return None
    if not text.endswith(_QUESTION_MARKS) or text.startswith(("/", "\uff0f")):
        return None
    return Said(text, called=False, to_all=True)


def said_by_guest(message: Message, bot: User) -> Said:
    """What a guest message says: the bot was called, by name, whatever kind of chat it is."""
    rest = _without_name(message, bot)
    text = _text_of(message) if rest is None else rest
    command = _ASK.match(text)
    said = _own_or_replied(_ASK.sub("", text).strip(), message, bot)
    return replace(said, compares=command is not None and command[1].lower() == "compare")


def replies_to(message: Message, bot: User) -> bool:
    """Whether it replies to a message of the bot's."""
    replied = message.reply_to_message
    return replied is not None and replied.from_user is not None and replied.from_user.id == bot.id


def _names_somebody(message: Message) -> bool:
    """Whether it speaks to another member by name."""
    named = (MessageEntityType.MENTION, MessageEntityType.TEXT_MENTION)
    return any(entity.type in named for entity in (*message.entities, *message.caption_entities))


def asker_of(message: Message) -> User | None:
    """Who wrote it; None for a group's anonymous admin, and whoever else writes as a chat."""
    return None if message.sender_chat else message.from_user


def in_private(message: Message) -> bool:
    return message.chat.type == ChatType.PRIVATE


def _own_or_replied(text: str, message: Message, bot: User) -> Said:
    """The words beside the call, else the ones of the message that it replies to."""
    if text:
        return Said(text)
    if message.quote:
        return Said(_decoded(_units(message.quote.text)).strip(), own=False)
    replied = message.reply_to_message
    if replied is None or replies_to(message, bot):
        return Said("", own=False)
    words = _without_name(replied, bot)
    question = _ASK.sub("", _text_of(replied) if words is None else words)
    return Said(question.strip(), own=False)


def _text_of(message: Message) -> str:
    return _decoded(_units(message.text or message.caption or "")).strip()


def _units(text: str) -> bytes:
    """In UTF-16, by whose code units Telegram counts the place of an entity."""
    return text.encode("utf-16-le", "surrogatepass")


def _decoded(units: bytes) -> str:
    """Without half surrogate pairs, which JSON can carry and hardly anything else can."""
    return units.decode("utf-16-le", "ignore")


def _without_name(message: Message, bot: User) -> str | None:
    """The text without the bot's @name; None where it isn't named."""
    name, units = f"@{bot.username}".lower(), _units(message.text or message.caption or "")
    pieces, at = [], 0
    for entity in message.entities or message.caption_entities:
        start, end = 2 * entity.offset, 2 * (entity.offset + entity.length)
        if entity.type == MessageEntityType.MENTION and _decoded(units[start:end]).lower() == name:
            pieces.append(units[at:start])
            at = end
    if not pieces:
        return None
    return " ".join(_decoded(piece).strip() for piece in [*pieces, units[at:]]).strip()
