"""What is asked aside is answered aside, in time, or not at all; never for all to see."""

import json
import time
from pathlib import Path
from typing import Any

import pytest

from bot.patience import Patience
from tests.telegram.asking import (
    BREAD,
    TEA,
    is_about_bread,
    is_about_tea,
    is_left_alone,
    says,
)
from tests.telegram.running import running_bot
from tests.telegram.server import Call, FakeTelegram
from tests.telegram.test_group_settings import admin_of
from tests.telegram.world import Chat, Message, Person

pytestmark = pytest.mark.asyncio
served = pytest.mark.usefixtures("chuchu")


def seen_by_all(telegram: FakeTelegram, chat: Chat) -> list[str]:
    """What the bot said in a chat for all to see, deleted or not."""
    calls = [call for call in telegram.calls_of("sendMessage") if call.outcome == "ok"]
    return [
        call.parameters["text"]
        for call in calls
        if call.parameters["chat_id"] == chat.id
        and "ephemeral_message_parameters" not in call.parameters
    ]


def sent_at_all(telegram: FakeTelegram) -> list[Call]:
    return [call for call in telegram.calls if call.method.startswith("send")]


async def is_not_even_tried(telegram: FakeTelegram, person: Person, chat: Chat) -> None:
    """Nor does the bot rely on being refused."""
    await is_left_alone(telegram, person, chat)
    tried = telegram.calls_of("sendMessage")
    assert not any("ephemeral_message_parameters" in call.parameters for call in tried)


async def asked_aside(telegram: FakeTelegram, person: Person, chat: Chat, text: str) -> Message:
    telegram.say_aside(person, chat, text)
    answer = await telegram.next_message(chat)
    assert answer.receiver == person.id
    return answer


async def pressed(telegram: FakeTelegram, person: Person, message: Message, button: str) -> None:
    telegram.press(person, message, button)
    await telegram.next_edit(message)
    assert message.receiver == person.id


@served
@pytest.mark.parametrize("kind", ["group", "supergroup", "forum"])
async def test_what_is_asked_aside_is_answered_to_the_asker_alone(
    telegram: FakeTelegram, alice: Person, kind: Any
) -> None:
    group = telegram.group("群", kind, [alice])
    topic = telegram.topic(group, "茶") if kind == "forum" else None
    question = telegram.say_aside(alice, group, f"/ask {TEA}", topic=topic)
    answer = await telegram.next_message(group)
    assert is_about_tea(answer)
    assert (answer.receiver, answer.reply_to) == (alice.id, question.id)
    assert answer.thread_id == topic
    parameters = telegram.calls_of("sendMessage")[0].parameters
    assert parameters["reply_parameters"] == {"ephemeral_message_id": question.ephemeral_id}
    assert seen_by_all(telegram, group) == []


@served
async def test_whatever_is_said_to_it_is_for_the_asker_alone(
    telegram: FakeTelegram, alice: Person, group: Chat
) -> None:
    for text, said in (
        ("/ask", says("group.how", example="铁观音要用多少度的水泡？")),
        ("/ask 量子计算机多少钱？", says("answer.nothing")),
        ("/ask 你好", says("group.greeting", bot="chuchu_test_bot")),
        ("/help", says("help.group", bot="chuchu_test_bot")),
        ("/settings", says("settings.admins_only")),
    ):
        assert (await asked_aside(telegram, alice, group, text)).text.startswith(said)
    assert seen_by_all(telegram, group) == []
    assert not telegram.calls_of("deleteMessage")


@served
async def test_buttons_below_such_an_answer_work(
    telegram: FakeTelegram, alice: Person, group: Chat
) -> None:
    answer = await asked_aside(telegram, alice, group, "/ask 铁观因怕热吗")
    await pressed(telegram, alice, answer, says("button.literal"))
    assert says("chat.literal") in answer.text
    answer = await asked_aside(telegram, alice, group, "/ask 铁观音")
    first = answer.quotes[0]
    await pressed(telegram, alice, answer, says("button.next"))
    assert answer.quotes[0] != first
    await pressed(telegram, alice, answer, says("button.previous"))
    assert answer.quotes[0] == first
    thanks = await telegram.answer_to(telegram.press(alice, answer, says("button.useful")))
    assert thanks["text"] == says("press.thanks")
    assert seen_by_all(telegram, group) == []
    assert not telegram.calls_of("editMessageText")


@served
async def test_lists_and_panels_change_in_place_too(
    telegram: FakeTelegram, alice: Person, group: Chat
) -> None:
    topics = await asked_aside(telegram, alice, group, "/topics")
    await pressed(telegram, alice, topics, "(")
    group.statuses[alice.id] = "administrator"
    panel = await asked_aside(telegram, alice, group, "/settings")
    await pressed(telegram, alice, panel, says("settings.paging.all"))
    assert f"✓ {says('settings.paging.all')}" in panel.labels


@served
async def test_a_button_that_asks_is_answered_in_place(
    telegram: FakeTelegram, alice: Person, group: Chat
) -> None:
    topics = await asked_aside(telegram, alice, group, "/topics")
    await pressed(telegram, alice, topics, says("kind.person"))
    await pressed(telegram, alice, topics, "老周")
    await pressed(telegram, alice, topics, says("button.ask", name="老周"))
    assert "老周" in topics.quotes[0]
    thanks = await telegram.answer_to(telegram.press(alice, topics, says("button.useful")))
    assert thanks["text"] == says("press.thanks")
    assert seen_by_all(telegram, group) == []


@served
async def test_a_reply_to_such_an_answer_asks_further_aside(
    telegram: FakeTelegram, alice: Person, group: Chat
) -> None:
    answer = await asked_aside(telegram, alice, group, f"/ask {TEA}")
    telegram.say_aside(alice, group, "那怕热吗？", reply_to=answer)
    further = await telegram.next_message(group)
    assert further.text.startswith(says("answer.carried", name="铁观音"))
    assert further.receiver == alice.id


@served
async def test_another_members_question_isnt_taken_for_ones_own(
    telegram: FakeTelegram, alice: Person, group: Chat
) -> None:
    answer = await asked_aside(telegram, alice, group, f"/ask {TEA}")
    bob = telegram.person("小周", "zh-hans")
    group.people[bob.id] = bob
    telegram.say_aside(bob, group, "/ask 那怕热吗？", reply_to=answer)
    assert says("answer.carried", name="铁观音") not in (await telegram.next_message(group)).text


@served
async def test_who_cant_be_answered_aside_isnt_answered(
    telegram: FakeTelegram, alice: Person, group: Chat
) -> None:
    for number in (None, "7", 0):
        telegram.say_aside(alice, group, f"/ask {TEA}", ephemeral_message_id=number)
    telegram.say_aside(alice, group, f"/ask {TEA}", anonymous_admin=True)
    await is_not_even_tried(telegram, alice, group)


@served
async def test_another_bot_isnt_answered_aside(
    telegram: FakeTelegram, alice: Person, group: Chat
) -> None:
    other = telegram.person("别的机器人", is_bot=True, username="another_bot")
    telegram.say_aside(other, group, f"/ask {TEA}")
    await is_not_even_tried(telegram, alice, group)


@served
async def test_an_edited_question_is_left_alone(
    telegram: FakeTelegram, alice: Person, group: Chat
) -> None:
    question = telegram.say_aside(alice, group, f"/ask {TEA}")
    answer = await telegram.next_message(group)
    telegram.edit(question, f"/ask {BREAD}")
    await is_left_alone(telegram, alice, group)
    assert is_about_tea(answer)


@served
async def test_what_comes_too_late_is_not_answered(
    telegram: FakeTelegram, alice: Person, group: Chat
) -> None:
    telegram.say_aside(alice, group, f"/ask {TEA}", date=int(time.time()) - 16)
    await is_not_even_tried(telegram, alice, group)


@served
@pytest.mark.parametrize("kind", ["refuse", "bad_gateway", "drop_after"])
async def test_whatever_fails_nothing_is_shown_to_all(
    telegram: FakeTelegram, alice: Person, group: Chat, kind: Any
) -> None:
    telegram.fail("sendMessage", kind, times=9)
    telegram.say_aside(alice, group, f"/ask {TEA}")
    telegram.say_aside(alice, group, "/ask")
    await telegram.settled()
    tried = telegram.calls_of("sendMessage")
    assert tried
    assert all("ephemeral_message_parameters" in call.parameters for call in tried)


@pytest.mark.parametrize("method", ["editEphemeralMessageText", "answerCallbackQuery"])
@pytest.mark.parametrize("kind", ["refuse", "bad_gateway", "drop_after"])
async def test_whatever_fails_a_press_shows_nothing_to_all(
    telegram: FakeTelegram, alice: Person, group: Chat, tmp_path: Path, method: str, kind: Any
) -> None:
    async with running_bot(telegram, tmp_path, Patience(retries=())):
        answer = await asked_aside(telegram, alice, group, "/ask 铁观音")
        examples = await asked_aside(telegram, alice, group, "/topics")
        await pressed(telegram, alice, examples, says("kind.person"))
        await pressed(telegram, alice, examples, "老周")
        telegram.fail(method, kind, times=9)
        telegram.press(alice, answer, says("button.next"))
        telegram.press(alice, examples, says("button.ask", name="老周"))
        telegram.press(alice, answer, says("button.useful"))
        await telegram.settled()
    assert len(telegram.calls_of(method)) > 1
    assert seen_by_all(telegram, group) == []
    assert not [call for call in telegram.calls if call.method.startswith("editMessage")]
    assert all("ephemeral_message_parameters" in call.parameters for call in sent_at_all(telegram))


@served
async def test_a_question_edited_after_its_answer_was_refused_shows_nothing_to_all(
    telegram: FakeTelegram, alice: Person, group: Chat
) -> None:
    telegram.fail("sendMessage", "refuse", times=9)
    question = telegram.say_aside(alice, group, f"/ask {TEA}")
    await telegram.settled()
    telegram.edit(question, f"/ask {BREAD}")
    await telegram.settled()
    assert ["refused" in call.outcome for call in sent_at_all(telegram)] == [True]
    assert not group.from_bot


@served
async def test_a_server_that_shows_it_to_all_has_it_taken_back(
    telegram: FakeTelegram, alice: Person, group: Chat, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.telegram.messages.only_for", lambda *_: {})
    telegram.say_aside(alice, group, f"/ask {TEA}")
    answer = await telegram.next_message(group)
    await telegram.settled()
    assert answer.id not in group.messages


async def test_a_group_that_is_off_is_silent_aside_too(
    telegram: FakeTelegram, alice: Person, group: Chat, tmp_path: Path
) -> None:
    boss = admin_of(telegram, group)
    async with running_bot(telegram, tmp_path):
        telegram.say(boss, group, "/settings")
        panel = await telegram.next_message(group)
        telegram.press(boss, panel, says("settings.service.off"))
        await telegram.next_edit(panel)
        telegram.say_aside(alice, group, f"/ask {TEA}")
        await telegram.settled()
    assert not group.from_bot


# The command's declaration


def asks_aside(telegram: FakeTelegram, scope: str, code: str = "zh") -> bool | None:
    listed = telegram.world.commands[json.dumps({"type": scope}), code]
    ask = next(command for command in listed if command["command"] == "ask")
    found: bool | None = ask.get("is_ephemeral")
    return found


@pytest.mark.parametrize("wanted", [True, False])
async def test_ask_is_declared_ephemeral_in_groups_where_that_is_wanted(
    telegram: FakeTelegram, tmp_path: Path, *, wanted: bool
) -> None:
    async with running_bot(telegram, tmp_path, ephemeral_ask=wanted):
        await telegram.settled()
    expected = True if wanted else None
    for code in ("zh", "en", ""):
        assert asks_aside(telegram, "all_group_chats", code) is expected
        assert asks_aside(telegram, "all_chat_administrators", code) is expected
        assert asks_aside(telegram, "all_private_chats", code) is None


async def test_a_server_that_refuses_that_gets_it_declared_without(
    telegram: FakeTelegram,
    tmp_path: Path,
    alice: Person,
    group: Chat,
    caplog: pytest.LogCaptureFixture,
) -> None:
    fail_for_groups(telegram, "refuse", description="can't parse BotCommand")
    async with running_bot(telegram, tmp_path, ephemeral_ask=True):
        await telegram.settled()
        assert asks_aside(telegram, "all_group_chats") is None
        telegram.say(alice, group, f"/ask {BREAD}")
        assert is_about_bread(await telegram.next_message(group))
    about = [record for record in caplog.records if "EPHEMERAL_ASK" in record.getMessage()]
    assert [record.levelname for record in about] == ["WARNING"]


@pytest.mark.parametrize("kind", ["bad_gateway", "server_error", "drop_after"])
async def test_what_fails_otherwise_doesnt_declare_it_for_all_to_see(
    telegram: FakeTelegram, tmp_path: Path, kind: Any
) -> None:
    async with running_bot(telegram, tmp_path, ephemeral_ask=True):
        await telegram.settled()
    fail_for_groups(telegram, kind)
    async with running_bot(telegram, tmp_path, Patience(retries=()), ephemeral_ask=True):
        await telegram.settled()
    assert asks_aside(telegram, "all_group_chats")
    assert asks_aside(telegram, "all_chat_administrators")


def fail_for_groups(telegram: FakeTelegram, kind: Any, **details: Any) -> None:
    """Let the first list of commands for groups fail."""
    for _ in range(3):  # for those in private
        telegram.fail("setMyCommands", "slow", seconds=0.0)
    telegram.fail("setMyCommands", kind, **details)
