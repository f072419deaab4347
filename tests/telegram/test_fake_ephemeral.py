"""Whom ephemeral messages may be sent to, when, and how they change: as Telegram has it."""

from typing import Any

import pytest

from tests.telegram.client import Client
from tests.telegram.server import FakeTelegram
from tests.telegram.world import Chat, Json, Person

pytestmark = pytest.mark.asyncio

BUTTONS = {"inline_keyboard": [[{"text": "下一条", "callback_data": "n:1"}]]}


def to(person: Person, chat: Chat, **fields: Any) -> Json:
    receiver = {"receiver_user_id": person.id}
    return {"chat_id": chat.id, "text": "a", "ephemeral_message_parameters": receiver, **fields}


async def test_an_admin_may_tell_a_member_anything_at_any_time(
    telegram: FakeTelegram, bot: Client, alice: Person, group: Chat
) -> None:
    telegram.promote_bot(group, alice)
    sent = await bot.result("sendMessage", **to(alice, group))
    assert (sent["message_id"], sent["receiver_user"]["id"]) == (0, alice.id)
    stranger = telegram.person("路人")
    assert "user not found" in await bot.refusal("sendMessage", **to(stranger, group))


async def test_another_bot_may_only_answer_what_was_sent_aside_or_pressed_and_soon(
    telegram: FakeTelegram, bot: Client, alice: Person, group: Chat
) -> None:
    assert "BOT_NOT_ADMIN" in await bot.refusal("sendMessage", **to(alice, group))
    asked = telegram.say_aside(alice, group, "/ask 私事")
    reply = {"ephemeral_message_id": asked.ephemeral_id}
    assert await bot.result("sendMessage", **to(alice, group, reply_parameters=reply))
    asked.date -= 16
    late = await bot.refusal("sendMessage", **to(alice, group, reply_parameters=reply))
    assert "BOT_NOT_ADMIN" in late
    await bot.result("sendMessage", chat_id=group.id, text="a", reply_markup=BUTTONS)
    query = telegram.press(alice, group.from_bot[-1], "下一条")
    pressed = {"receiver_user_id": alice.id, "callback_query_id": query.id}
    assert await bot.result(
        "sendMessage", **to(alice, group) | {"ephemeral_message_parameters": pressed}
    )


async def test_nobody_is_alone_in_a_private_chat(bot: Client, alice: Person, home: Chat) -> None:
    assert "BOT_NOT_ADMIN" in await bot.refusal("sendMessage", **to(alice, home))


async def test_an_ephemeral_message_that_isnt_there_cant_be_replied_to(
    telegram: FakeTelegram, bot: Client, alice: Person, group: Chat
) -> None:
    telegram.promote_bot(group, alice)
    nowhere = to(alice, group, reply_parameters={"ephemeral_message_id": 99})
    assert "message to be replied not found" in await bot.refusal("sendMessage", **nowhere)


async def test_it_is_edited_and_deleted_by_its_own_number_and_receiver(
    telegram: FakeTelegram, bot: Client, alice: Person, group: Chat
) -> None:
    telegram.promote_bot(group, alice)
    sent = await bot.result("sendMessage", **to(alice, group))
    message = group.from_bot[-1]
    place = {
        "chat_id": group.id,
        "receiver_user_id": alice.id,
        "ephemeral_message_id": sent["ephemeral_message_id"],
    }
    edit = place | {"text": "<b>b</b>", "parse_mode": "HTML", "reply_markup": BUTTONS}
    assert await bot.result("editEphemeralMessageText", **edit) is True
    assert (message.text, message.bold, message.labels) == ("b", ["b"], ["下一条"])
    assert "is not modified" in await bot.refusal("editEphemeralMessageText", **edit)
    for wrong in ({"receiver_user_id": 1}, {"ephemeral_message_id": 99}):
        refusal = await bot.refusal("editEphemeralMessageText", **edit | wrong)
        assert "message to edit not found" in refusal
        refusal = await bot.refusal("deleteEphemeralMessage", **place | wrong)
        assert "message to delete not found" in refusal
    assert "text is empty" in await bot.refusal("editEphemeralMessageText", **place | {"text": ""})
    assert "message to edit not found" in await bot.refusal(
        "editMessageText", chat_id=group.id, message_id=0, text="c"
    )
    assert await bot.result("deleteEphemeralMessage", **place) is True
    assert message.id not in group.messages


async def test_an_older_server_shows_it_to_all(
    telegram: FakeTelegram, bot: Client, alice: Person, group: Chat
) -> None:
    telegram.world.knows_ephemeral = False
    sent = await bot.result("sendMessage", **to(alice, group))
    assert sent["message_id"] > 0
    assert "ephemeral_message_id" not in sent
