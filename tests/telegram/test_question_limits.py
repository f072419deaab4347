"""How much one person may ask."""

from pathlib import Path
from typing import Any

import pytest

from tests.telegram.asking import BREAD, TEA, is_about_bread, is_about_tea, says
from tests.telegram.running import running_bot
from tests.telegram.server import FakeTelegram
from tests.telegram.world import Chat, Person

pytestmark = pytest.mark.asyncio

TOO_MANY = says("talk.too_many")
# As few as can be, so that nothing is given back while a test runs.
TWO: Any = {"questions_per_minute": 1, "question_burst": 2}


async def ask_twice(telegram: FakeTelegram, person: Person, chat: Chat) -> None:
    for _ in range(2):
        telegram.say(person, chat, f"/ask {TEA}")
        assert is_about_tea(await telegram.next_message(chat))


async def test_five_questions_at_once_are_answered_and_one_refusal_is_said(
    telegram: FakeTelegram, alice: Person, home: Chat, tmp_path: Path
) -> None:
    defaults = {"questions_per_minute": 20, "question_burst": 5}
    async with running_bot(telegram, tmp_path, **defaults):
        for _ in range(8):
            telegram.say(alice, home, TEA)
        for _ in range(5):
            assert is_about_tea(await telegram.next_message(home))
        assert (await telegram.next_message(home)).text == TOO_MANY
        telegram.say(alice, home, "谢谢")
        assert says("talk.thanks") in (await telegram.next_message(home)).text


async def test_the_limit_is_a_persons_in_all_chats_together(
    telegram: FakeTelegram, alice: Person, home: Chat, group: Chat, tmp_path: Path
) -> None:
    bob = telegram.person("小周", language_code="zh-hans")
    async with running_bot(telegram, tmp_path, **TWO):
        await ask_twice(telegram, alice, home)
        refused = telegram.say(alice, group, f"/ask {TEA}")
        answer = await telegram.next_message(group)
        assert (answer.text, answer.reply_to) == (TOO_MANY, refused.id)
        telegram.say(alice, group, f"/ask {TEA}")
        telegram.say(bob, group, f"/ask {BREAD}")
        assert is_about_bread(await telegram.next_message(group))


async def test_a_question_by_a_button_counts_and_turning_pages_does_not(
    telegram: FakeTelegram, alice: Person, home: Chat, tmp_path: Path
) -> None:
    async with running_bot(telegram, tmp_path, **TWO):
        telegram.say(alice, home, "你好")
        greeting = await telegram.next_message(home)
        telegram.press(alice, greeting, "铁观音")
        await telegram.next_message(home)
        telegram.say(alice, home, "铁观音怎么泡，怎么放？")
        answer = await telegram.next_message(home)
        for turn in ("下一", "上一", "下一"):
            telegram.press(alice, answer, turn)
            await telegram.next_edit(answer)
        query = telegram.press(alice, greeting, "铁观音")
        assert (await telegram.answer_to(query))["text"] == says("press.too_many")


async def test_an_edit_counts_and_its_refusal_is_said(
    telegram: FakeTelegram, alice: Person, home: Chat, tmp_path: Path
) -> None:
    async with running_bot(telegram, tmp_path, **TWO):
        question = telegram.say(alice, home, TEA)
        answer = await telegram.next_message(home)
        telegram.edit(question, BREAD)
        await telegram.next_edit(answer)
        telegram.edit(question, TEA, seconds_later=2)
        assert (await telegram.next_message(home)).text == TOO_MANY
        assert is_about_bread(answer)


async def test_greetings_and_commands_count_for_nothing(
    telegram: FakeTelegram, alice: Person, home: Chat, tmp_path: Path
) -> None:
    async with running_bot(telegram, tmp_path, **TWO):
        for text in ("你好", "谢谢", "/help", "/sources", "/ask"):
            telegram.say(alice, home, text)
            await telegram.next_message(home)
        await ask_twice(telegram, alice, home)


async def test_an_update_that_comes_twice_counts_once(
    telegram: FakeTelegram, alice: Person, home: Chat, tmp_path: Path
) -> None:
    telegram.deliver_twice = True
    async with running_bot(telegram, tmp_path, **TWO):
        await ask_twice(telegram, alice, home)
        await telegram.settled()
    assert len(telegram.calls_of("sendMessage")) == 2


async def test_the_anonymous_admins_of_a_group_have_one_limit_of_their_own(
    telegram: FakeTelegram, alice: Person, group: Chat, tmp_path: Path
) -> None:
    async with running_bot(telegram, tmp_path, **TWO):
        for _ in range(3):
            telegram.say(alice, group, f"/ask {TEA}", anonymous_admin=True)
        for _ in range(2):
            assert is_about_tea(await telegram.next_message(group))
        assert (await telegram.next_message(group)).text == TOO_MANY
        await ask_twice(telegram, alice, group)


async def test_presses_beyond_reason_are_refused_and_still_answered(
    telegram: FakeTelegram, tmp_path: Path, alice: Person, home: Chat
) -> None:
    async with running_bot(telegram, tmp_path, questions_per_minute=1, question_burst=1):
        telegram.say(alice, home, "/topics")
        kinds = await telegram.next_message(home)
        presses = [telegram.press(alice, kinds, kinds.button_texts[0][0]) for _ in range(8)]
        said = [(await telegram.answer_to(press)).get("text") for press in presses]
    assert said[0] != says("press.too_many")
    assert said[-1] == says("press.too_many")


async def test_commands_beyond_reason_are_left_alone(
    telegram: FakeTelegram, tmp_path: Path, alice: Person, home: Chat
) -> None:
    async with running_bot(telegram, tmp_path, questions_per_minute=1, question_burst=1):
        for _ in range(8):
            telegram.say(alice, home, "/help")
        telegram.say(alice, home, TEA)
        await telegram.settled()
    assert 1 < len(telegram.calls_of("sendMessage")) < 8


async def test_many_presses_in_a_group_hold_up_nobody_elsewhere(
    telegram: FakeTelegram, tmp_path: Path, alice: Person, home: Chat, group: Chat
) -> None:
    async with running_bot(telegram, tmp_path, group_sends_per_minute=2) as chuchu:
        telegram.say(alice, group, "/topics")
        kinds = await telegram.next_message(group)
        telegram.fail("editMessageText", "too_many", times=40, retry_after=3)
        presses = [telegram.press(alice, kinds, kinds.button_texts[0][0]) for _ in range(40)]
        telegram.say(alice, home, TEA)
        assert is_about_tea(await telegram.next_message(home, timeout=2))
        for press in presses:
            await telegram.answer_to(press, timeout=2)
        chuchu.signals.give_up.set()


async def test_talk_below_an_answer_is_never_told_of_the_limit(
    telegram: FakeTelegram, tmp_path: Path, alice: Person, group: Chat
) -> None:
    async with running_bot(telegram, tmp_path, questions_per_minute=1, question_burst=1):
        telegram.say(alice, group, f"/ask {TEA}")
        answer = await telegram.next_message(group)
        telegram.say(alice, group, "这个我认识，上个月一起喝过茶", reply_to=answer)
        bob = telegram.person("小周", language_code="zh-hans")
        telegram.say(bob, group, f"/ask {BREAD}")
        assert is_about_bread(await telegram.next_message(group))
