"""Posts a reply: as a picture where it has one, else as text."""

from typing import Any, Final

from telegram import Bot, LinkPreviewOptions, Message
from telegram.constants import ParseMode

from bot.replies import Reply

NO_PREVIEW: Final = LinkPreviewOptions(is_disabled=True)
_PICTURE_NAME: Final = "quotation.png"


async def post(bot: Bot, chat_id: int, reply: Reply, thread: int | None, **how: Any) -> Message:
    """Send a reply into a chat, or a topic of it; raises TelegramError.

    `how` is what the library's methods take besides: what it replies to, who sees it.
    """
    how |= {"parse_mode": ParseMode.HTML, "message_thread_id": thread}
    if reply.photo:
        return await bot.send_photo(chat_id, reply.photo, reply.html, filename=_PICTURE_NAME, **how)
    return await bot.send_message(
        chat_id,
        reply.html,
        reply_markup=reply.keyboard,
        link_preview_options=NO_PREVIEW,
        **how,
    )
