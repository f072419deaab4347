"""A chat that can't be written to is given up quietly; everybody else is served."""

import pytest

from tests.telegram.asking import BREAD, TEA, is_about_bread, is_about_tea, is_left_alone, says
from tests.telegram.server import FakeTelegram
from tests.telegram.world import Chat, Person

pytestmark = [pytest.mark.asyncio, pytest.mark.usefixtures("chuchu")]


async def test_who_blocks_the_bot_before_the_answer_comes_stops_nothing(
    telegram: FakeTelegram,
    alice: Person,
    home: Chat,
    group: Chat,
    caplog: pytest.LogCaptureFixture,
) -> None:
    telegram.say(alice, home, TEA)
    telegram.block(alice)
    await is_left_alone(telegram, alice, group)
    assert not [line for line in caplog.records if line.levelname == "ERROR"]
    telegram.unblock(alice)
    telegram.say(alice, home, BREAD)
    assert is_about_bread(await telegram.next_message(home))


async def test_being_removed_before_the_answer_is_sent_stops_nothing(
    telegram: FakeTelegram,
    alice: Person,
    home: Chat,
    group: Chat,
    caplog: pytest.LogCaptureFixture,
) -> None:
    telegram.say(alice, group, f"/ask {TEA}")
    telegram.remove_bot(group, alice)
    await is_left_alone(telegram, alice, home)
    assert not group.from_bot
    assert not [line for line in caplog.records if line.levelname == "ERROR"]


async def test_a_group_where_the_bot_may_not_write_stops_nothing(
    telegram: FakeTelegram, alice: Person, home: Chat, group: Chat
) -> None:
    telegram.forbid_writing(group)
    telegram.say(alice, group, f"/ask {TEA}")
    await is_left_alone(telegram, alice, home)
    group.writable = True
    telegram.say(alice, group, f"/ask {TEA}")
    assert is_about_tea(await telegram.next_message(group))


@pytest.mark.parametrize(
    "reason",
    [
        "chat not found",
        "not enough rights to send text messages to the chat",
        "have no rights to send a message",
        "CHAT_WRITE_FORBIDDEN",
        "CHAT_SEND_PLAIN_FORBIDDEN",
        "CHAT_RESTRICTED",
        "message thread not found",
        "TOPIC_CLOSED",
    ],
)
async def test_a_refusal_for_the_chats_sake_is_a_line_in_the_log(
    telegram: FakeTelegram,
    alice: Person,
    group: Chat,
    reason: str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    telegram.fail("sendMessage", "refuse", description=f"Bad Request: {reason}")
    telegram.say(alice, group, f"/ask {TEA}")
    await is_left_alone(telegram, alice, group)
    assert reason.lower() in caplog.text.lower()
    assert "Traceback" not in caplog.text


async def test_an_answer_follows_its_group_into_the_supergroup(
    telegram: FakeTelegram, alice: Person
) -> None:
    group = telegram.group("小群", kind="group", members=[alice])
    telegram.say(alice, group, f"/ask {TEA}")
    supergroup = telegram.migrate(group)
    # Its messages count anew: one may have the number of the question.
    supergroup.last_id = telegram.world.last_id - 10
    for _ in range(20):
        telegram.say(alice, supergroup, "闲聊", deliver=False)
    answer = await telegram.next_message(supergroup)
    assert is_about_tea(answer)
    assert answer.reply_to is None
    further = telegram.say(alice, supergroup, BREAD, reply_to=answer)
    reply = await telegram.next_message(supergroup)
    assert is_about_bread(reply)
    assert reply.reply_to == further.id
    telegram.say(alice, supergroup, "那怕热吗？", reply_to=answer)
    carried = says("answer.carried", name="铁观音")
    assert (await telegram.next_message(supergroup)).text.startswith(carried)


async def test_an_answer_that_can_no_longer_be_edited_stops_nothing(
    telegram: FakeTelegram, alice: Person, home: Chat
) -> None:
    question = telegram.say(alice, home, TEA)
    answer = await telegram.next_message(home)
    reason = "Bad Request: message can't be edited"
    telegram.fail("editMessageText", "refuse", description=reason)
    telegram.edit(question, BREAD)
    await is_left_alone(telegram, alice, home)
    telegram.edit(question, BREAD + "？", seconds_later=2)
    assert is_about_bread(await telegram.next_edit(answer))
