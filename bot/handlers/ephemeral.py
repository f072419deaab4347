"""Messages that one member of a group alone sees: Bot API 10.2, later than the library's."""

import asyncio
import logging
import time
from datetime import UTC, datetime
from typing import Any, Final

from telegram import Bot, CallbackQuery, Message
from telegram.constants import ParseMode
from telegram.error import TelegramError

from bot.delivery import reason_of
from bot.replies import Reply

from .outgoing import NO_PREVIEW, post

log = logging.getLogger(__name__)

# Telegram takes answers to them no later.
_ANSWERABLE_SECONDS: Final = 15
_NOT_MODIFIED: Final = "message is not modified"


def is_ephemeral(message: Message) -> bool:
    """Whether one member alone sees it: a plain reply would show to all what was asked aside."""
    return message.message_id == 0


def ephemeral_id(message: Message) -> int | None:
    """Its number among ephemeral messages, if it is one that can be answered or edited."""
    number = message.api_kwargs.get("ephemeral_message_id")
    return number if isinstance(number, int) and number > 0 else None


def id_of(message: Message) -> int:
    """What an answer is remembered by: ephemeral messages have negative numbers, 0 is none."""
    return -(ephemeral_id(message) or 0) if is_ephemeral(message) else message.message_id


def thread_of(message: Message) -> int | None:
    # An ordinary group's replies carry a thread too, and Telegram refuses that one.
    return message.message_thread_id if message.is_topic_message else None


async def send_to_one(
    message: Message, user_id: int, reply: Reply, because: dict[str, Any]
) -> Message:
    """Send where a message stands what one member is to see; raises TelegramError.

    `because`: what it answers, as Telegram's `reply_parameters`, or the `callback_query_id` of
    a press. An older server ignores whom it is for, and shows it to all.
    """
    to_one: dict[str, Any] = {"ephemeral_message_parameters": {"receiver_user_id": user_id}}
    if "callback_query_id" in because:
        to_one["ephemeral_message_parameters"] |= because
    else:
        to_one["reply_parameters"] = because
    bot, thread = message.get_bot(), thread_of(message)
    return await post(bot, message.chat_id, reply, thread, api_kwargs=to_one)


async def answer_ephemeral(message: Message, reply: Reply) -> Message | None:
    """Answer an ephemeral message to its member alone, in time, or not at all."""
    number, user_id = ephemeral_id(message), _member_of(message)
    left = _ANSWERABLE_SECONDS - (datetime.now(UTC) - message.date).total_seconds()
    if number is None or user_id is None or left <= 0:
        log.info("An ephemeral message can't be answered, or not any more")
        return None
    return await _in_time(message, user_id, reply, {"ephemeral_message_id": number}, left)


async def answer_press_ephemerally(
    query: CallbackQuery, message: Message, reply: Reply, pressed_at: float
) -> Message | None:
    """Send who pressed a button of an ephemeral message what they alone are to see, in time.

    `pressed_at`: in seconds, by `time.monotonic`.
    """
    left = pressed_at + _ANSWERABLE_SECONDS - time.monotonic()
    return await _in_time(message, query.from_user.id, reply, {"callback_query_id": query.id}, left)


async def edit_ephemeral(message: Message, reply: Reply) -> None:
    """Put a reply in the place of the bot's ephemeral message; where it can't be, log that."""
    try:
        await message.get_bot().do_api_request(
            "editEphemeralMessageText",
            {
                "chat_id": message.chat_id,
                "receiver_user_id": _member_of(message),
                "ephemeral_message_id": ephemeral_id(message),
                "text": reply.html,
                "parse_mode": ParseMode.HTML,
                "reply_markup": reply.keyboard,
                "link_preview_options": NO_PREVIEW,
            },
        )
    except TelegramError as error:
        if _NOT_MODIFIED not in error.message.lower():
            log.info("An ephemeral message couldn't be edited: %s", reason_of(error))


async def delete_ephemeral(bot: Bot, chat_id: int, user_id: int, number: int) -> None:
    """Take away the bot's ephemeral message; raises TelegramError."""
    await bot.do_api_request(
        "deleteEphemeralMessage",
        {"chat_id": chat_id, "receiver_user_id": user_id, "ephemeral_message_id": number},
    )


def _member_of(message: Message) -> int | None:
    """Who sees it: whom the bot sent it, or who sent it to the bot."""
    sender, receiver = message.from_user, message.api_kwargs.get("receiver_user")
    if sender and sender.id != message.get_bot().id:
        return sender.id
    number = receiver.get("id") if isinstance(receiver, dict) else None
    return number if isinstance(number, int) else None


async def _in_time(
    message: Message, user_id: int, reply: Reply, because: dict[str, Any], left: float
) -> Message | None:
    """Send it to this member alone within so many seconds, or not at all."""
    try:
        async with asyncio.timeout(left):
            sent = await send_to_one(message, user_id, reply, because)
    except (TelegramError, TimeoutError) as error:
        reason = reason_of(error) if isinstance(error, TelegramError) else "it would be too late"
        log.warning("An ephemeral message isn't answered: %s", reason)
        return None
    if is_ephemeral(sent):
        return sent
    log.error("The server shows ephemeral messages to all: the answer is deleted again")
    await _delete(sent)
    return None


async def _delete(sent: Message) -> None:
    try:
        await sent.delete()
    except TelegramError as error:
        log.error("Nor could it be deleted: %s", reason_of(error))
