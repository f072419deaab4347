"""Who is answered, and which kinds of updates are left alone."""

import time
from typing import Any

import pytest

from tests.telegram.asking import TEA, is_about_tea, is_left_alone
from tests.telegram.server import FakeTelegram
from tests.telegram.world import Chat, Json, Person

pytestmark = [pytest.mark.asyncio, pytest.mark.usefixtures("chuchu")]


def as_said(person: Person, chat: Chat, text: str, **fields: Any) -> Json:
    message = {"message_id": 900, "date": int(time.time()), "chat": chat.as_json(), "text": text}
    if text.startswith("/"):
        message["entities"] = [{"type": "bot_command", "offset": 0, "length": 4}]
    return {**message, "from": person.as_user(), **fields}


@pytest.mark.parametrize("text", [f"/ask {TEA}", f"@chuchu_test_bot {TEA}", "/help"])
async def test_other_bots_get_nothing(
    telegram: FakeTelegram, alice: Person, group: Chat, text: str
) -> None:
    other = telegram.person("别的机器人", is_bot=True, username="another_bot")
    telegram.say(other, group, text, deliver=True)
    await is_left_alone(telegram, alice, group)


async def test_another_bot_in_reply_to_an_answer_gets_nothing(
    telegram: FakeTelegram, alice: Person, group: Chat
) -> None:
    other = telegram.person("别的机器人", is_bot=True, username="another_bot")
    telegram.say(alice, group, f"/ask {TEA}")
    answer = await telegram.next_message(group)
    telegram.say(other, group, TEA, reply_to=answer, deliver=True)
    await is_left_alone(telegram, alice, group)


@pytest.mark.parametrize("call", ["/ask", "@chuchu_test_bot"])
async def test_an_anonymous_admin_is_answered(
    telegram: FakeTelegram, alice: Person, group: Chat, call: str
) -> None:
    question = telegram.say(alice, group, f"{call} {TEA}", anonymous_admin=True)
    answer = await telegram.next_message(group)
    assert is_about_tea(answer)
    assert answer.reply_to == question.id


async def test_an_anonymous_admins_edit_edits_the_answer(
    telegram: FakeTelegram, alice: Person, group: Chat
) -> None:
    question = telegram.say(alice, group, "/ask 酸面包", anonymous_admin=True)
    answer = await telegram.next_message(group)
    telegram.edit(question, f"/ask {TEA}")
    assert is_about_tea(await telegram.next_edit(answer))


async def test_an_anonymous_admins_talk_is_left_alone(
    telegram: FakeTelegram, alice: Person, group: Chat
) -> None:
    telegram.say(alice, group, TEA, anonymous_admin=True, deliver=True)
    await is_left_alone(telegram, alice, group)


async def test_who_writes_as_a_channel_is_answered(
    telegram: FakeTelegram, alice: Person, group: Chat
) -> None:
    channel = telegram.group("频道", kind="channel")
    telegram.say(alice, group, f"/ask {TEA}", as_channel=channel)
    assert is_about_tea(await telegram.next_message(group))


async def test_a_post_that_a_channel_passes_on_to_its_group_is_left_alone(
    telegram: FakeTelegram, alice: Person, group: Chat
) -> None:
    channel = telegram.group("频道", kind="channel")
    text = f"@chuchu_test_bot {TEA}"
    telegram.say(alice, group, text, as_channel=channel, is_automatic_forward=True, deliver=True)
    await is_left_alone(telegram, alice, group)


async def test_a_comment_can_ask_what_the_channels_post_says(
    telegram: FakeTelegram, alice: Person, group: Chat
) -> None:
    channel = telegram.group("频道", kind="channel")
    claim = "铁观音要用95度以上的水来泡"
    post = telegram.say(alice, group, claim, as_channel=channel, is_automatic_forward=True)
    telegram.say(alice, group, "/ask", reply_to=post)
    assert is_about_tea(await telegram.next_message(group))


@pytest.mark.parametrize("text", [TEA, f"/ask {TEA}", f"@chuchu_test_bot {TEA}"])
async def test_channel_posts_are_left_alone(
    telegram: FakeTelegram, alice: Person, home: Chat, text: str
) -> None:
    channel = telegram.group("频道", kind="channel", members=[alice])
    post = telegram.say(alice, channel, text)
    telegram.edit(post, f"{text} ")
    # Even if Telegram sent what it wasn't asked for.
    telegram.updates.allow([])
    telegram.put_update({"channel_post": post.as_json()})
    telegram.put_update({"edited_channel_post": post.as_json()})
    await is_left_alone(telegram, alice, home)
    assert not channel.from_bot


@pytest.mark.parametrize("where", ["private", "group"])
async def test_what_was_posted_by_way_of_the_bot_is_left_alone(
    telegram: FakeTelegram, alice: Person, home: Chat, group: Chat, where: str
) -> None:
    chat = home if where == "private" else group
    telegram.say(alice, chat, f"/ask {TEA}", via_bot=telegram.bot)
    await is_left_alone(telegram, alice, chat)


async def test_an_ephemeral_command_is_not_answered_for_all_to_see(
    telegram: FakeTelegram, alice: Person, group: Chat
) -> None:
    telegram.say_aside(alice, group, f"/ask {TEA}")
    answer = await telegram.next_message(group)
    assert is_about_tea(answer)
    assert answer.receiver == alice.id
    nowhere = as_said(alice, group, f"/ask {TEA}", message_id=0)
    telegram.put_update({"message": nowhere})
    telegram.put_update({"edited_message": nowhere | {"edit_date": int(time.time())}})
    await is_left_alone(telegram, alice, group)


@pytest.mark.parametrize("kind", ["guest_message", "business_message", "edited_business_message"])
async def test_messages_of_other_kinds_are_not_taken_for_ordinary_ones(
    telegram: FakeTelegram, alice: Person, group: Chat, kind: str
) -> None:
    telegram.updates.allow([])
    message = as_said(alice, group, f"/ask {TEA}", edit_date=int(time.time()))
    if kind == "guest_message":
        message["guest_query_id"] = "no longer open"
    else:
        message["business_connection_id"] = "b"
    telegram.put_update({kind: message})
    await is_left_alone(telegram, alice, group)
