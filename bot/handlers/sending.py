"""Sends replies and edits them; a chat that can't be reached stops nothing."""

import logging
from typing import Final

from telegram import (
    Bot,
    CallbackQuery,
    InlineQuery,
    Message,
    ReplyParameters,
)
from telegram.constants import ChatType, ParseMode
from telegram.error import BadRequest, ChatMigrated, Forbidden, TelegramError

from bot.replies import Reply, Shown, posting

from .ephemeral import (
    answer_ephemeral,
    answer_press_ephemerally,
    edit_ephemeral,
    is_ephemeral,
    thread_of,
)
from .outgoing import NO_PREVIEW, post

log = logging.getLogger(__name__)

_NOT_MODIFIED: Final = "message is not modified"
_TOO_OLD: Final = "query is too old"
_UNREACHABLE: Final = (
    "chat not found",
    "not enough rights",
    "have no rights",
    "_forbidden",
    "chat_restricted",
    "topic_closed",
    "topic_deleted",
    "thread not found",
    "group chat was",
    "peer_id_invalid",
)


async def reply_to(message: Message, reply: Reply) -> Message | None:
    """Send a reply where the message stands; in groups it shows what it replies to, as a picture
    does everywhere.

    What one member alone sees is answered to that member alone. None where the chat can't be
    reached or written to: that is logged.
    """
    if is_ephemeral(message):
        return await answer_ephemeral(message, reply)
    in_private = message.chat.type == ChatType.PRIVATE
    return await _send(
        message.get_bot(),
        message.chat_id,
        reply,
        replied=None if in_private and not reply.photo else message.message_id,
        thread=thread_of(message),
    )


async def answer_below(
    query: CallbackQuery, message: Message, reply: Reply, pressed_at: float
) -> Message | None:
    """Send what a press asks for below the message pressed, to whoever sees that one.

    `pressed_at`: in seconds, by `time.monotonic`. None as with `reply_to`.
    """
    if is_ephemeral(message):
        return await answer_press_ephemerally(query, message, reply, pressed_at)
    return await reply_to(message, reply)


async def send_to(bot: Bot, chat_id: int, reply: Reply) -> Message | None:
    """Send a message of its own into a chat; None where it can't be reached or written to."""
    return await _send(bot, chat_id, reply, replied=None, thread=None)


async def edit(bot: Bot, chat_id: int, message_id: int, reply: Reply) -> None:
    """Put a reply in the place of a message of the bot's; of one that is gone, only log it."""
    try:
        await bot.edit_message_text(
            reply.html,
            chat_id=chat_id,
            message_id=message_id,
            parse_mode=ParseMode.HTML,
            reply_markup=reply.keyboard,
            link_preview_options=NO_PREVIEW,
        )
    except (BadRequest, Forbidden, ChatMigrated) as error:
        if _NOT_MODIFIED not in error.message.lower():
            log.info("A message couldn't be edited: %s", error.message)


async def edit_in_place(message: Message, reply: Reply) -> None:
    """Put a reply in the place of this message of the bot's, whoever sees it."""
    if is_ephemeral(message):
        await edit_ephemeral(message, reply)
    else:
        await edit(message.get_bot(), message.chat_id, message.message_id, reply)


async def answer_press(query: CallbackQuery, said: str | None = None, alert: bool = True) -> None:
    """Answer a press: with nothing, with an alert, or with words that pass by themselves."""
    try:
        await query.answer(said, show_alert=alert and said is not None)
    except TelegramError as error:
        log.info("A press couldn't be answered: %s", error.message)


async def answer_inline(query: InlineQuery, shown: Shown, cache: int) -> None:
    """Answer an inline query, for its sender alone; `cache`: how many seconds that holds."""
    try:
        await query.answer(
            shown.results,
            cache_time=cache,
            is_personal=True,
            next_offset=shown.next_offset,
            button=shown.button,
        )
    except BadRequest as error:
        _pass_over(error)


async def answer_guest(message: Message, reply: Reply) -> None:
    """Answer who called the bot in a chat that it isn't in."""
    try:
        await message.answer_guest_query(posting("answer", message.get_bot().first_name, reply))
    except BadRequest as error:
        _pass_over(error)


def _pass_over(error: BadRequest) -> None:
    """An answer that came too late is nobody's fault: whoever types has typed on."""
    if _TOO_OLD not in error.message.lower():
        raise error
    log.info("A query couldn't be answered any more: %s", error.message)


def pressed_message(query: CallbackQuery) -> Message | None:
    """The message that a pressed button stands below, where the bot can still read it."""
    message = query.message
    # The library makes a Message of an inaccessible one too.
    return message if isinstance(message, Message) and message.is_accessible else None


async def _send(
    bot: Bot, chat_id: int, reply: Reply, replied: int | None, thread: int | None
) -> Message | None:
    try:
        try:
            return await _message(bot, chat_id, reply, replied, thread)
        except ChatMigrated as moved:
            # Messages count from 1 there: what was replied to is another one now.
            return await _message(bot, moved.new_chat_id, reply, None, None)
    except Forbidden as error:
        log.info("A chat can't be written to: %s", error.message)
    except BadRequest as error:
        if not any(reason in error.message.lower() for reason in _UNREACHABLE):
            raise
        log.warning("A chat can't be written to: %s", error.message)
    return None


async def _message(
    bot: Bot, chat_id: int, reply: Reply, replied: int | None, thread: int | None
) -> Message:
    target = ReplyParameters(replied, allow_sending_without_reply=True) if replied else None
    return await post(bot, chat_id, reply, thread, reply_parameters=target)
