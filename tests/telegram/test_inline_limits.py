"""How much one person may type inline, and who may where only certain chats are served."""

from pathlib import Path
from typing import Any

import pytest
from telegram import Bot

from bot.handlers.members import Members
from bot.words import Language
from tests.telegram.asking import TEA, is_about_tea, says
from tests.telegram.running import running_bot
from tests.telegram.server import FakeTelegram
from tests.telegram.world import Chat, Json, Person

pytestmark = pytest.mark.asyncio

NOT_THERE = "量子计算机多少钱？"
# As few as can be, so that nothing is given back while a test runs: six at once.
FEW: Any = {"questions_per_minute": 1, "question_burst": 1}
in_every_language = pytest.mark.parametrize(
    ("code", "language"), [("zh-hans", "zh-Hans"), ("zh-hant", "zh-Hant"), ("en", "en")]
)


async def typed(telegram: FakeTelegram, person: Person, text: str = TEA) -> Json:
    return await telegram.answer_to(telegram.ask_inline(person, text))


async def is_served(telegram: FakeTelegram, person: Person) -> bool:
    return bool((await typed(telegram, person))["results"])


@in_every_language
async def test_beyond_the_limit_a_button_says_so_and_nothing_is_cached(
    telegram: FakeTelegram, tmp_path: Path, code: str, language: Language
) -> None:
    reader, other = telegram.person("Kim", code), telegram.person("小周", "zh-hans")
    async with running_bot(telegram, tmp_path, **FEW):
        for _ in range(6):
            assert await is_served(telegram, reader)
        for _ in range(2):
            refused = await typed(telegram, reader)
            assert (refused["results"], refused["cache_time"]) == ([], 0)
            assert refused["button"]["text"] == says("inline.too_many", language)
        assert await is_served(telegram, other)


async def test_what_is_typed_counts_for_no_question_and_what_is_asked_on_does(
    telegram: FakeTelegram, alice: Person, home: Chat, tmp_path: Path
) -> None:
    async with running_bot(telegram, tmp_path, **FEW):
        payload = (await typed(telegram, alice, NOT_THERE))["button"]["start_parameter"]
        telegram.say(alice, home, f"/start {payload}")
        assert (await telegram.next_message(home)).text.startswith(NOT_THERE)
        telegram.say(alice, home, f"/start {payload}")
        assert (await telegram.next_message(home)).text == says("talk.too_many")


async def test_without_a_limit_everything_is_answered(
    telegram: FakeTelegram, alice: Person, tmp_path: Path
) -> None:
    async with running_bot(telegram, tmp_path, questions_per_minute=0, question_burst=1):
        for _ in range(40):
            assert await is_served(telegram, alice)


@in_every_language
async def test_where_certain_groups_are_served_strangers_are_told_so(
    telegram: FakeTelegram, group: Chat, tmp_path: Path, code: str, language: Language
) -> None:
    stranger = telegram.person("Kim", code)
    async with running_bot(telegram, tmp_path, allowed_chats=str(group.id)):
        refused = await typed(telegram, stranger)
    assert (refused["results"], refused["cache_time"]) == ([], 0)
    assert refused["button"]["text"] == says("press.not_here", language)


async def test_admins_people_on_the_list_and_members_of_its_groups_are_served(
    telegram: FakeTelegram, alice: Person, group: Chat, tmp_path: Path
) -> None:
    boss, guest = telegram.person("老板", id=4001), telegram.person("小周")
    other = telegram.group("另一个群")
    allowed = f"{other.id},{group.id},{guest.id}"
    async with running_bot(telegram, tmp_path, admin_ids="4001", allowed_chats=allowed):
        for person in (boss, guest, alice):
            assert await is_served(telegram, person)


@pytest.mark.parametrize(
    ("status", "served"),
    [
        ("creator", True),
        ("administrator", True),
        ("restricted", True),
        ("left", False),
        ("kicked", False),
    ],
)
async def test_a_member_is_who_is_in_the_group_now(
    telegram: FakeTelegram, alice: Person, group: Chat, tmp_path: Path, status: str, served: bool
) -> None:
    group.statuses[alice.id] = status
    async with running_bot(telegram, tmp_path, allowed_chats=str(group.id)):
        assert await is_served(telegram, alice) == served


async def test_where_membership_cannot_be_asked_nobody_is_served(
    telegram: FakeTelegram, alice: Person, group: Chat, tmp_path: Path
) -> None:
    telegram.fail("getChatMember", "refuse")
    async with running_bot(telegram, tmp_path, allowed_chats=str(group.id)):
        assert not await is_served(telegram, alice)


async def test_telegram_is_asked_once_an_hour_about_a_member_and_sooner_about_others(
    telegram: FakeTelegram, alice: Person, group: Chat
) -> None:
    stranger = telegram.person("小周")
    now = [0.0]
    async with Bot(telegram.token, base_url=f"{telegram.url}/bot") as bot:
        members = Members(bot, lambda: now[0])
        for now[0], asked in ((0.0, 2), (59.0, 2), (61.0, 3), (3599.0, 4), (3601.0, 5)):
            assert await members.are_in_one_of([group.id], alice.id)
            assert not await members.are_in_one_of([group.id], stranger.id)
            assert len(telegram.calls_of("getChatMember")) == asked


async def test_asking_about_a_member_waits_for_no_message_to_the_group(
    telegram: FakeTelegram, alice: Person, group: Chat, tmp_path: Path
) -> None:
    limits: Any = {"allowed_chats": str(group.id), "group_sends_per_minute": 1}
    async with running_bot(telegram, tmp_path, **limits):
        telegram.say(alice, group, f"/ask {TEA}")
        await telegram.next_message(group)
        answer = await telegram.answer_to(telegram.ask_inline(alice, TEA), timeout=5)
        assert answer["results"]


async def test_a_member_of_a_served_group_may_ask_on_in_private_and_no_more(
    telegram: FakeTelegram, alice: Person, home: Chat, group: Chat, tmp_path: Path
) -> None:
    stranger = telegram.person("小周", "zh-hans")
    async with running_bot(telegram, tmp_path, allowed_chats=str(group.id)):
        payload = (await typed(telegram, alice, NOT_THERE))["button"]["start_parameter"]
        telegram.say(alice, home, f"/start {payload}")
        assert (await telegram.next_message(home)).text.startswith(NOT_THERE)
        for person, text in ((alice, TEA), (stranger, f"/start {payload}")):
            telegram.say(person, telegram.private(person), text)
            said = await telegram.next_message(telegram.private(person))
            assert said.text == says("talk.not_for_you", id=person.id)


async def test_a_group_that_becomes_a_supergroup_keeps_its_members(
    telegram: FakeTelegram, alice: Person, tmp_path: Path
) -> None:
    group = telegram.group("老群", "group", [alice])
    async with running_bot(telegram, tmp_path, allowed_chats=str(group.id)):
        supergroup = telegram.migrate(group)
        telegram.say(alice, supergroup, f"/ask {TEA}")
        assert is_about_tea(await telegram.next_message(supergroup))
        assert await is_served(telegram, alice)
