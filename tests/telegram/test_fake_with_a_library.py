"""python-telegram-bot takes the server for Telegram's."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import Application, CallbackQueryHandler, MessageHandler, filters

from tests.telegram.server import FakeTelegram
from tests.telegram.world import Chat, Person

pytestmark = pytest.mark.asyncio


async def echo(update: Update, _: Any) -> None:
    assert update.message
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("下一条", callback_data="n:1")]])
    text = f"<blockquote>{update.message.text}</blockquote>"
    await update.message.reply_html(text, reply_markup=keyboard, do_quote=True)


async def turn(update: Update, _: Any) -> None:
    assert update.callback_query
    await update.callback_query.answer("好")
    await update.callback_query.edit_message_text("第二条")


@pytest_asyncio.fixture
async def application(
    telegram: FakeTelegram,
) -> AsyncIterator[Application[Any, Any, Any, Any, Any, Any]]:
    application = (
        Application.builder().token(telegram.token).base_url(f"{telegram.url}/bot").build()
    )
    application.add_handler(MessageHandler(filters.TEXT, echo))
    application.add_handler(CallbackQueryHandler(turn))
    async with application:
        await application.start()
        assert application.updater
        await application.updater.start_polling()
        yield application
        await application.updater.stop()
        await application.stop()


@pytest.mark.usefixtures("application")
async def test_an_application_answers_and_edits(
    telegram: FakeTelegram, alice: Person, home: Chat
) -> None:
    question = telegram.say(alice, home, "可灵是什么")
    answer = await telegram.next_message(home)
    assert answer.reply_to == question.id
    assert answer.quotes == [question.text]
    query = telegram.press(alice, answer, "下一")
    assert (await telegram.answer_to(query))["text"] == "好"
    assert (await telegram.next_edit(answer)).text == "第二条"
    await telegram.settled()
    assert {call.outcome for call in telegram.calls} <= {"ok", "unanswered"}
