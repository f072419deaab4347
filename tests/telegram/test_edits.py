"""An edited question has its answer edited; nothing is said twice."""

from pathlib import Path
from typing import Any

import pytest

from tests.telegram.asking import BREAD, TEA, is_about_bread, is_about_tea, is_left_alone, says
from tests.telegram.running import running_bot
from tests.telegram.server import FakeTelegram
from tests.telegram.world import Chat, Person

pytestmark = pytest.mark.asyncio
served = pytest.mark.usefixtures("chuchu")

MINUTE = 60


@served
@pytest.mark.parametrize("seconds", [1, 10 * MINUTE])
async def test_an_edited_question_has_its_answer_edited(
    telegram: FakeTelegram, alice: Person, home: Chat, seconds: int
) -> None:
    question = telegram.say(alice, home, TEA)
    answer = await telegram.next_message(home)
    telegram.edit(question, BREAD, seconds_later=seconds)
    assert is_about_bread(await telegram.next_edit(answer))
    assert len(telegram.calls_of("sendMessage")) == 1


@served
async def test_every_edit_counts(telegram: FakeTelegram, alice: Person, home: Chat) -> None:
    question = telegram.say(alice, home, TEA)
    answer = await telegram.next_message(home)
    telegram.edit(question, BREAD)
    assert is_about_bread(await telegram.next_edit(answer))
    telegram.edit(question, TEA, seconds_later=2)
    assert is_about_tea(await telegram.next_edit(answer))


@served
async def test_an_edited_caption_is_an_edited_question(
    telegram: FakeTelegram, alice: Person, home: Chat
) -> None:
    question = telegram.say(alice, home, TEA, caption_of="photo")
    answer = await telegram.next_message(home)
    telegram.edit(question, BREAD)
    assert is_about_bread(await telegram.next_edit(answer))


@served
@pytest.mark.parametrize("call", ["/ask", "@chuchu_test_bot"])
@pytest.mark.parametrize("kind", ["group", "supergroup", "forum"])
async def test_in_groups_too(telegram: FakeTelegram, alice: Person, call: str, kind: Any) -> None:
    chat = telegram.group("群", kind=kind, members=[alice])
    topic = telegram.topic(chat, "茶") if kind == "forum" else None
    question = telegram.say(alice, chat, f"{call} {TEA}", topic=topic)
    answer = await telegram.next_message(chat)
    telegram.edit(question, f"{call} {BREAD}")
    assert is_about_bread(await telegram.next_edit(answer))
    assert (answer.reply_to, answer.thread_id) == (question.id, topic or answer.thread_id)


@served
async def test_an_edited_reply_to_an_answer_has_its_own_answer_edited(
    telegram: FakeTelegram, alice: Person, group: Chat
) -> None:
    telegram.say(alice, group, f"/ask {TEA}")
    first = await telegram.next_message(group)
    further = telegram.say(alice, group, "那怕热吗？", reply_to=first)
    second = await telegram.next_message(group)
    telegram.edit(further, BREAD)
    assert is_about_bread(await telegram.next_edit(second))
    assert is_about_tea(first)


@served
@pytest.mark.parametrize("seconds", [10 * MINUTE + 1, 24 * 60 * MINUTE])
async def test_an_edit_after_ten_minutes_changes_nothing(
    telegram: FakeTelegram, alice: Person, home: Chat, seconds: int
) -> None:
    question = telegram.say(alice, home, TEA)
    answer = await telegram.next_message(home)
    telegram.edit(question, BREAD, seconds_later=seconds)
    await is_left_alone(telegram, alice, home)
    assert not answer.edited


@served
async def test_what_counts_is_when_the_question_was_asked_not_when_the_edit_comes(
    telegram: FakeTelegram, alice: Person, home: Chat
) -> None:
    question = telegram.say(alice, home, TEA)
    answer = await telegram.next_message(home)
    question.date -= 60 * MINUTE
    telegram.edit(question, BREAD, seconds_later=9 * MINUTE)
    assert is_about_bread(await telegram.next_edit(answer))


@served
@pytest.mark.parametrize("text", [TEA, "你好", "谢谢", "/help", "/unknown", "/start", "👍"])
async def test_what_does_not_ask_anew_leaves_the_old_answer(
    telegram: FakeTelegram, alice: Person, home: Chat, text: str
) -> None:
    question = telegram.say(alice, home, TEA)
    answer = await telegram.next_message(home)
    telegram.edit(question, text)
    await is_left_alone(telegram, alice, home)
    assert not answer.edited
    assert not telegram.calls_of("editMessageText")


@served
@pytest.mark.parametrize("text", [BREAD, f"@another_bot {BREAD}", f"/ask@another_bot {BREAD}"])
async def test_who_turns_away_from_the_bot_leaves_the_old_answer(
    telegram: FakeTelegram, alice: Person, group: Chat, text: str
) -> None:
    question = telegram.say(alice, group, f"/ask {TEA}")
    answer = await telegram.next_message(group)
    telegram.edit(question, text)
    await is_left_alone(telegram, alice, group)
    assert not answer.edited


@served
@pytest.mark.parametrize("before", ["你好", "/help", "/ask"])
async def test_what_was_no_question_becomes_one(
    telegram: FakeTelegram, alice: Person, home: Chat, before: str
) -> None:
    message = telegram.say(alice, home, before)
    await telegram.next_message(home)
    telegram.edit(message, TEA)
    assert is_about_tea(await telegram.next_message(home))


@served
async def test_talk_in_a_group_becomes_a_question(
    telegram: FakeTelegram, alice: Person, group: Chat
) -> None:
    message = telegram.say(alice, group, TEA, deliver=True)
    telegram.edit(message, f"@chuchu_test_bot {TEA}")
    answer = await telegram.next_message(group)
    assert is_about_tea(answer)
    assert answer.reply_to == message.id


@served
@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("/help", "/help"),
        ("/help", "/sources"),
        ("/ask", "/ask"),
        ("你好", "你好！"),
        ("你好", "谢谢"),
    ],
)
async def test_an_edit_runs_no_command_and_greets_nobody_again(
    telegram: FakeTelegram, alice: Person, home: Chat, before: str, after: str
) -> None:
    message = telegram.say(alice, home, before)
    await telegram.next_message(home)
    telegram.edit(message, after)
    await is_left_alone(telegram, alice, home)


@served
async def test_an_edit_of_a_question_whose_answer_has_gone_stops_nothing(
    telegram: FakeTelegram, alice: Person, home: Chat
) -> None:
    question = telegram.say(alice, home, TEA)
    telegram.delete(await telegram.next_message(home))
    telegram.edit(question, TEA + "？")
    await is_left_alone(telegram, alice, home)


@served
async def test_a_question_edited_before_it_was_answered_ends_as_the_edit_has_it(
    telegram: FakeTelegram, alice: Person, home: Chat
) -> None:
    telegram.edit(telegram.say(alice, home, TEA), BREAD)
    answer = await telegram.next_message(home)
    assert is_about_bread(await telegram.next_edit(answer))
    assert len(telegram.calls_of("sendMessage")) == 1


@served
async def test_an_edit_in_another_language_is_answered_in_it(telegram: FakeTelegram) -> None:
    someone = telegram.person("Someone")
    chat = telegram.private(someone)
    question = telegram.say(someone, chat, "量子计算机多少钱？")
    answer = await telegram.next_message(chat)
    assert says("answer.nothing") in answer.text
    telegram.edit(question, "How much is a quantum computer?")
    assert says("answer.nothing", "en") in (await telegram.next_edit(answer)).text


async def test_an_edit_after_a_restart_finds_its_answer(
    telegram: FakeTelegram, alice: Person, home: Chat, tmp_path: Path
) -> None:
    async with running_bot(telegram, tmp_path):
        question = telegram.say(alice, home, TEA)
        answer = await telegram.next_message(home)
    async with running_bot(telegram, tmp_path):
        telegram.edit(question, BREAD)
        assert is_about_bread(await telegram.next_edit(answer))
    assert len(telegram.calls_of("sendMessage")) == 1


@served
async def test_an_edited_question_whose_answer_may_have_arrived_is_not_answered_again(
    telegram: FakeTelegram, alice: Person, home: Chat
) -> None:
    telegram.fail("sendMessage", "drop_after")
    question = telegram.say(alice, home, TEA)
    await telegram.next_message(home)
    telegram.edit(question, BREAD)
    telegram.say(alice, home, TEA)
    assert is_about_tea(await telegram.next_message(home))
    assert len(telegram.calls_of("sendMessage")) == 2
