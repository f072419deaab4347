"""The commands that Telegram lists: by who sees them, in each language."""

import json
import logging
from pathlib import Path
from typing import Any

import pytest

from bot.words import Words
from tests.telegram.running import Running, running_bot
from tests.telegram.server import FakeTelegram
from tests.telegram.world import Chat, Person

pytestmark = pytest.mark.asyncio

PRIVATE, GROUPS = {"type": "all_private_chats"}, {"type": "all_group_chats"}
GROUP_ADMINS = {"type": "all_chat_administrators"}


def listed(telegram: FakeTelegram, scope: dict[str, Any], code: str = "") -> dict[str, str]:
    commands = telegram.world.commands.get((json.dumps(scope, sort_keys=True), code), [])
    return {command["command"]: command["description"] for command in commands}


@pytest.mark.parametrize(("code", "language"), [("zh", "zh-Hans"), ("en", "en"), ("", "en")])
async def test_commands_are_listed_in_the_readers_language(
    telegram: FakeTelegram, chuchu: Running, code: str, language: Any
) -> None:
    await telegram.settled()
    words = Words.read(language)
    for scope in (PRIVATE, GROUPS):
        commands = listed(telegram, scope, code)
        assert commands == {name: words(f"command.{name}") for name in commands}
        assert {"ask", "sources", "topics", "help", "language", "privacy", "id"} <= set(commands)
        assert not {"reload", "status"} & set(commands)


async def test_admins_are_listed_their_own_beside_all_others(
    telegram: FakeTelegram, tmp_path: Path, alice: Person, home: Chat
) -> None:
    async with running_bot(telegram, tmp_path, admin_ids=str(alice.id)):
        await telegram.settled()
    own = {"type": "chat", "chat_id": alice.id}
    for code in ("zh", "en", ""):
        everyones = set(listed(telegram, PRIVATE, code))
        assert set(listed(telegram, own, code)) == everyones | {"reload", "status"}


async def test_a_groups_settings_are_listed_for_its_admins_alone(
    telegram: FakeTelegram, chuchu: Running
) -> None:
    await telegram.settled()
    for code in ("zh", "en", ""):
        everyones = set(listed(telegram, GROUPS, code))
        assert set(listed(telegram, GROUP_ADMINS, code)) == everyones | {"settings"}
        assert "settings" not in everyones | set(listed(telegram, PRIVATE, code))


async def test_every_command_that_is_listed_is_known(
    telegram: FakeTelegram, tmp_path: Path, alice: Person, home: Chat
) -> None:
    async with running_bot(telegram, tmp_path, admin_ids=str(alice.id)):
        await telegram.settled()
        unknown = Words.read("zh-Hans")("talk.unknown_command")
        for name in listed(telegram, {"type": "chat", "chat_id": alice.id}):
            telegram.say(alice, home, f"/{name}")
            assert (await telegram.next_message(home)).text != unknown, name


async def test_an_admin_who_never_opened_the_chat_stops_nothing(
    telegram: FakeTelegram,
    tmp_path: Path,
    alice: Person,
    home: Chat,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.INFO)
    async with running_bot(telegram, tmp_path, admin_ids=f"77,{alice.id}"):
        await telegram.settled()
        assert "reload" in listed(telegram, {"type": "chat", "chat_id": alice.id})
    about = [record for record in caplog.records if "user 77" in record.getMessage()]
    assert [record.levelname for record in about] == ["INFO"]
    assert about[0].exc_info is None


async def test_a_menu_that_is_refused_stops_nothing(
    telegram: FakeTelegram, tmp_path: Path, alice: Person, home: Chat
) -> None:
    telegram.fail("setMyCommands", "bad_gateway", times=99)
    async with running_bot(telegram, tmp_path):
        telegram.say(alice, home, "/id")
        assert str(alice.id) in (await telegram.next_message(home)).text
