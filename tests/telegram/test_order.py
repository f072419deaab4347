"""In which order questions are answered, and that none is answered twice."""

import pytest

from tests.telegram.asking import BREAD, TEA, is_about_bread, is_about_tea
from tests.telegram.server import FakeTelegram
from tests.telegram.world import Chat, Person

pytestmark = [pytest.mark.asyncio, pytest.mark.usefixtures("chuchu")]


async def test_many_questions_of_one_chat_are_answered_in_their_order(
    telegram: FakeTelegram, alice: Person, group: Chat
) -> None:
    telegram.fail("sendMessage", "slow", seconds=0.05)
    asked = [telegram.say(alice, group, f"/ask {(TEA, BREAD)[at % 2]}").id for at in range(40)]
    answered = [(await telegram.next_message(group)).reply_to for _ in asked]
    assert answered == asked


async def test_many_people_at_once_are_all_answered(telegram: FakeTelegram) -> None:
    people = [telegram.person(f"读者{at}", language_code="zh-hans") for at in range(60)]
    for person in people:
        telegram.say(person, telegram.private(person), TEA)
    for person in people:
        assert is_about_tea(await telegram.next_message(telegram.private(person)))


async def test_a_chat_that_is_slow_holds_up_no_other(
    telegram: FakeTelegram, alice: Person, home: Chat, group: Chat
) -> None:
    telegram.fail("sendMessage", "slow", seconds=0.4)
    telegram.say(alice, group, f"/ask {TEA}")
    await telegram.next_message(group)
    telegram.say(alice, group, f"/ask {BREAD}")
    telegram.say(alice, home, BREAD)
    assert is_about_bread(await telegram.next_message(home))
    assert not group.from_bot
    assert is_about_bread(await telegram.next_message(group))


async def test_updates_that_come_twice_are_answered_once(
    telegram: FakeTelegram, alice: Person, home: Chat
) -> None:
    telegram.say(alice, home, TEA)
    assert is_about_tea(await telegram.next_message(home))
    telegram.repeat_last_update()
    telegram.say(alice, home, BREAD)
    telegram.repeat_last_update()
    assert is_about_bread(await telegram.next_message(home))
    telegram.say(alice, home, TEA)
    assert is_about_tea(await telegram.next_message(home))
    assert len(telegram.calls_of("sendMessage")) == 3
