"""What only the bot's admins may do, and what others are told."""

import logging
import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from bot.words import Language, Words
from tests.telegram.running import Running, running_bot
from tests.telegram.server import FakeTelegram
from tests.telegram.world import Chat, Person

pytestmark = pytest.mark.asyncio

TEA = "铁观音要用多少度的水？"
BOSS = 4001
WORDS = Words.read("zh-Hans")


@pytest.fixture
def boss(telegram: FakeTelegram) -> Person:
    return telegram.person("老板", "zh-hans", id=BOSS)


@pytest.fixture
def office(telegram: FakeTelegram, boss: Person) -> Chat:
    return telegram.private(boss)


@pytest_asyncio.fixture
async def led(telegram: FakeTelegram, office: Chat, tmp_path: Path) -> AsyncIterator[Running]:
    """A bot that has an admin."""
    async with running_bot(telegram, tmp_path, admin_ids=str(BOSS)) as running:
        yield running


async def status(telegram: FakeTelegram, boss: Person, office: Chat) -> str:
    telegram.say(boss, office, "/status")
    return (await telegram.next_message(office)).text


@pytest.mark.parametrize("command", ["/reload", "/status", "/reload@chuchu_test_bot"])
async def test_others_get_one_line_in_private_and_the_log_their_id(
    telegram: FakeTelegram,
    led: Running,
    alice: Person,
    home: Chat,
    caplog: pytest.LogCaptureFixture,
    command: str,
) -> None:
    caplog.set_level(logging.INFO)
    telegram.say(alice, home, command)
    assert (await telegram.next_message(home)).text == WORDS("talk.admins_only")
    told = [record for record in caplog.records if str(alice.id) in record.getMessage()]
    assert [(record.levelname, command in record.getMessage()) for record in told] == [
        ("INFO", True)
    ]


async def test_others_get_nothing_in_a_group_and_the_log_their_id(
    telegram: FakeTelegram,
    led: Running,
    alice: Person,
    group: Chat,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.INFO)
    telegram.say(alice, group, "/reload")
    telegram.say(alice, group, f"/ask {TEA}")
    assert "95度" in (await telegram.next_message(group)).text
    assert len(telegram.calls_of("sendMessage")) == 1
    assert f"Refused /reload from user {alice.id}" in caplog.text


async def test_an_anonymous_admin_of_a_group_is_none_of_the_bots(
    telegram: FakeTelegram, led: Running, boss: Person, group: Chat
) -> None:
    telegram.say(boss, group, "/reload", anonymous_admin=True)
    telegram.say(boss, group, f"/ask {TEA}", anonymous_admin=True)
    assert "95度" in (await telegram.next_message(group)).text
    assert len(telegram.calls_of("sendMessage")) == 1


@pytest.mark.parametrize(
    ("code", "language"), [("zh-hans", "zh-Hans"), ("zh-hant", "zh-Hant"), ("en", "en")]
)
async def test_others_are_refused_in_their_language(
    telegram: FakeTelegram, led: Running, code: str, language: Language
) -> None:
    other = telegram.person("Kim", code)
    telegram.say(other, telegram.private(other), "/status")
    said = await telegram.next_message(telegram.private(other))
    assert said.text == Words.read(language)("talk.admins_only")


async def test_without_admins_everyone_is_refused(
    telegram: FakeTelegram, chuchu: Running, boss: Person, office: Chat
) -> None:
    telegram.say(boss, office, "/reload")
    assert (await telegram.next_message(office)).text == WORDS("talk.admins_only")


async def test_an_admin_is_helped_with_their_own_commands_in_private_alone(
    telegram: FakeTelegram, led: Running, boss: Person, office: Chat, group: Chat
) -> None:
    telegram.say(boss, office, "/help")
    assert "/reload" in (await telegram.next_message(office)).text
    telegram.say(boss, group, "/help")
    assert "/reload" not in (await telegram.next_message(group)).text


async def test_an_admin_may_use_their_commands_in_a_group(
    telegram: FakeTelegram, led: Running, boss: Person, group: Chat
) -> None:
    telegram.say(boss, group, "/status")
    assert WORDS("status.version", version="") in (await telegram.next_message(group)).text


async def test_the_status_tells_how_the_bot_is(
    telegram: FakeTelegram, led: Running, boss: Person, office: Chat
) -> None:
    said = await status(telegram, boss, office)
    assert re.search(r"版本：\d+\.\d+", said)
    assert WORDS("status.uptime", uptime=WORDS("status.minutes", count=0)) in said
    assert re.search(r"文章：2 篇，段落：\d+ 个", said)
    assert WORDS("status.problems", count=0) in said
    assert WORDS("status.never") in said
    assert re.search(r"内存：\d+ MB", said)


async def test_the_status_tells_of_the_last_reload_and_of_what_is_broken(
    telegram: FakeTelegram, led: Running, boss: Person, office: Chat
) -> None:
    (led.folder / "articles" / "broken.md").write_text("---\ntitle: [\n---\n坏了。\n", "utf-8")
    telegram.say(boss, office, "/reload")
    await telegram.next_edit(await telegram.next_message(office))
    said = await status(telegram, boss, office)
    assert re.search(r"上次重新载入：\d{4}-\d\d-\d\d \d\d:\d\d$", said, re.MULTILINE)
    assert WORDS("status.problems", count=1) in said
    led.folder.rename(led.folder.with_name("away"))
    telegram.say(boss, office, "/reload")
    await telegram.next_edit(await telegram.next_message(office))
    said = await status(telegram, boss, office)
    assert re.search(r"上次重新载入：.*（失败：.*no such folder）$", said, re.MULTILINE)
    assert "文章：2 篇" in said


async def test_the_questions_of_today_are_counted_through_a_restart(
    telegram: FakeTelegram, tmp_path: Path, alice: Person, group: Chat, boss: Person, office: Chat
) -> None:
    for asked in (1, 2):
        async with running_bot(telegram, tmp_path, admin_ids=str(BOSS)):
            telegram.say(alice, group, f"/ask {TEA}")
            await telegram.next_message(group)
            said = await status(telegram, boss, office)
            assert WORDS("status.questions", count=asked) in said


async def test_the_status_tells_what_people_made_of_the_answers(
    telegram: FakeTelegram, led: Running, boss: Person, office: Chat, alice: Person, home: Chat
) -> None:
    assert "👍" not in await status(telegram, boss, office)
    telegram.say(alice, home, "铁观音要用多少度的水来泡？")
    answer = await telegram.next_message(home)
    await telegram.answer_to(telegram.press(alice, answer, "👎"))
    assert WORDS("status.votes", useful=0, useless=1) in await status(telegram, boss, office)
