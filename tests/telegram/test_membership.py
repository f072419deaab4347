"""Where the bot is: what it says when it joins a chat, and which chats it serves."""

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.words import Language, Words
from tests.telegram.asking import says
from tests.telegram.running import Running, running_bot, tiny_folder
from tests.telegram.server import FakeTelegram
from tests.telegram.world import Chat, Person

pytestmark = pytest.mark.asyncio

TEA = "铁观音要用多少度的水？"
WORDS = Words.read("zh-Hans")


def intro(words: Words, telegram: FakeTelegram) -> str:
    return words("group.intro", bot=telegram.bot.username).replace("`", "")


def sent_to(telegram: FakeTelegram, chat: Chat) -> list[str]:
    calls = telegram.calls_of("sendMessage")
    return [call.parameters["text"] for call in calls if call.parameters["chat_id"] == chat.id]


def left(telegram: FakeTelegram) -> list[int]:
    return [call.parameters["chat_id"] for call in telegram.calls_of("leaveChat")]


async def is_served(telegram: FakeTelegram, person: Person, chat: Chat) -> bool:
    telegram.say(person, chat, f"/ask {TEA}")
    return "95度" in (await telegram.next_message(chat)).text


def stranger_to(telegram: FakeTelegram, person: Person, **fields: Any) -> Chat:
    return telegram.group("新群", members=[person], bot_is_member=False, **fields)


@pytest.mark.parametrize(
    ("code", "title", "language"),
    [
        ("zh-hans", "新群", "zh-Hans"),
        ("zh-hant", "新群", "zh-Hant"),
        ("en", "新群", "en"),
        (None, "影視後期討論", "zh-Hant"),
        (None, "影视后期讨论", "zh-Hans"),
        (None, "Film people", "en"),
    ],
)
async def test_added_to_a_group_it_says_once_how_to_ask_it(
    telegram: FakeTelegram, chuchu: Running, code: str | None, title: str, language: Language
) -> None:
    host = telegram.person("Kim", code)
    group = telegram.group(title, members=[host], bot_is_member=False)
    telegram.add_bot(group, host)
    said = await telegram.next_message(group)
    assert said.text == intro(Words.read(language), telegram)
    assert await is_served(telegram, host, group)
    assert len(sent_to(telegram, group)) == 2


async def test_added_to_an_ordinary_group_it_introduces_itself_too(
    telegram: FakeTelegram, chuchu: Running, alice: Person
) -> None:
    group = stranger_to(telegram, alice, kind="group")
    telegram.add_bot(group, alice)
    assert (await telegram.next_message(group)).text == intro(WORDS, telegram)


async def test_added_as_an_administrator_it_introduces_itself_too(
    telegram: FakeTelegram, chuchu: Running, alice: Person
) -> None:
    group = stranger_to(telegram, alice)
    telegram.promote_bot(group, alice)
    assert (await telegram.next_message(group)).text == intro(WORDS, telegram)


async def test_an_update_that_comes_twice_is_introduced_once(
    telegram: FakeTelegram, chuchu: Running, alice: Person
) -> None:
    group = stranger_to(telegram, alice)
    telegram.deliver_twice = True
    telegram.add_bot(group, alice)
    await telegram.next_message(group)
    assert await is_served(telegram, alice, group)
    assert len(sent_to(telegram, group)) == 2


async def test_who_is_promoted_restricted_and_freed_says_nothing_more(
    telegram: FakeTelegram, chuchu: Running, alice: Person, group: Chat
) -> None:
    telegram.promote_bot(group, alice)
    telegram.restrict_bot(group, alice)
    telegram.promote_bot(group, alice)
    assert await is_served(telegram, alice, group)
    assert len(sent_to(telegram, group)) == 1


@pytest.mark.parametrize("member_first", [True, False])
async def test_a_group_that_becomes_a_supergroup_is_not_introduced_again(
    telegram: FakeTelegram, chuchu: Running, alice: Person, *, member_first: bool
) -> None:
    group = telegram.group("老群", "group", [alice])
    supergroup = telegram.migrate(group, member_first=member_first)
    assert await is_served(telegram, alice, supergroup)
    assert len(sent_to(telegram, supergroup)) == 1


async def test_where_it_may_not_write_it_logs_so_and_goes_on(
    telegram: FakeTelegram,
    chuchu: Running,
    alice: Person,
    home: Chat,
    caplog: pytest.LogCaptureFixture,
) -> None:
    group = stranger_to(telegram, alice)
    telegram.restrict_bot(group, alice)
    await telegram.settled()
    assert len(telegram.calls_of("sendMessage")) == 1
    written = [record for record in caplog.records if "can't be written to" in record.getMessage()]
    assert [record.levelname for record in written] == ["WARNING"]
    assert not [record for record in caplog.records if record.exc_info]
    assert await is_served(telegram, alice, home)


@pytest.mark.parametrize("leaving", [FakeTelegram.remove_bot, FakeTelegram.restrict_bot])
async def test_removed_or_silenced_it_says_nothing(
    telegram: FakeTelegram,
    chuchu: Running,
    alice: Person,
    home: Chat,
    group: Chat,
    leaving: Callable[[FakeTelegram, Chat, Person], None],
) -> None:
    leaving(telegram, group, alice)
    assert await is_served(telegram, alice, home)
    assert len(telegram.calls_of("sendMessage")) == 1


async def test_in_a_channel_it_says_nothing(
    telegram: FakeTelegram, chuchu: Running, alice: Person, home: Chat
) -> None:
    channel = telegram.group("频道", "channel", [alice], bot_is_member=False)
    telegram.promote_bot(channel, alice)
    assert await is_served(telegram, alice, home)
    assert not sent_to(telegram, channel)
    assert not left(telegram)


async def test_blocked_and_unblocked_it_serves_on(
    telegram: FakeTelegram, chuchu: Running, alice: Person, home: Chat
) -> None:
    telegram.block(alice)
    telegram.unblock(alice)
    assert await is_served(telegram, alice, home)
    assert len(telegram.calls_of("sendMessage")) == 1


@pytest.mark.parametrize(
    ("code", "language"), [("zh-hans", "zh-Hans"), ("zh-hant", "zh-Hant"), ("en", "en")]
)
async def test_added_where_it_may_not_be_it_says_so_once_and_leaves(
    telegram: FakeTelegram, tmp_path: Path, group: Chat, code: str, language: Language
) -> None:
    host = telegram.person("Kim", code)
    other = stranger_to(telegram, host)
    async with running_bot(telegram, tmp_path, allowed_chats=str(group.id)):
        telegram.add_bot(other, host)
        said = await telegram.next_message(other)
        assert said.text == says("talk.not_here", language, id=said.chat.id)
        await telegram.settled()
    assert left(telegram) == [other.id]
    assert len(sent_to(telegram, other)) == 1


async def test_added_again_the_same_day_it_leaves_again_without_a_word(
    telegram: FakeTelegram, tmp_path: Path, alice: Person, group: Chat
) -> None:
    other = stranger_to(telegram, alice)
    async with running_bot(telegram, tmp_path, allowed_chats=str(group.id)):
        for _ in range(2):
            telegram.add_bot(other, alice)
            await telegram.settled()
    assert left(telegram) == [other.id, other.id]
    assert len(sent_to(telegram, other)) == 1


async def test_where_it_was_already_it_leaves_at_the_first_message(
    telegram: FakeTelegram, tmp_path: Path, alice: Person, group: Chat
) -> None:
    other = telegram.group("旧群", members=[alice])
    async with running_bot(telegram, tmp_path, allowed_chats=str(group.id)):
        for _ in range(3):
            telegram.say(alice, other, f"/ask {TEA}")
        said = await telegram.next_message(other)
        assert said.text == says("talk.not_here", id=other.id)
        assert await is_served(telegram, alice, group)
        await telegram.settled()
    assert left(telegram) == [other.id]
    assert len(sent_to(telegram, other)) == 1


async def test_where_it_may_not_write_it_leaves_all_the_same(
    telegram: FakeTelegram, tmp_path: Path, alice: Person, group: Chat
) -> None:
    other = telegram.group("旧群", members=[alice])
    telegram.forbid_writing(other)
    async with running_bot(telegram, tmp_path, allowed_chats=str(group.id)):
        telegram.say(alice, other, f"/ask {TEA}")
        await telegram.settled()
    assert left(telegram) == [other.id]


async def test_a_channel_that_is_not_allowed_is_left_silently(
    telegram: FakeTelegram, tmp_path: Path, alice: Person, group: Chat
) -> None:
    channel = telegram.group("频道", "channel", [alice], bot_is_member=False)
    async with running_bot(telegram, tmp_path, allowed_chats=str(group.id)):
        telegram.promote_bot(channel, alice)
        await telegram.settled()
    assert left(telegram) == [channel.id]
    assert not sent_to(telegram, channel)


async def test_a_press_in_a_chat_that_is_not_allowed_is_answered(
    telegram: FakeTelegram, tmp_path: Path, alice: Person, group: Chat
) -> None:
    other = telegram.group("旧群", members=[alice])
    async with running_bot(telegram, tmp_path):
        telegram.say(alice, other, f"/ask {TEA}")
        answer = await telegram.next_message(other)
    async with running_bot(telegram, tmp_path, allowed_chats=str(group.id)):
        pressed = await telegram.answer_to(telegram.press(alice, answer, "👍"))
        assert pressed["text"] == WORDS("press.not_here")
        await telegram.settled()
    assert left(telegram) == [other.id]


async def test_members_of_a_served_group_reach_the_source_of_an_answer_in_private(
    telegram: FakeTelegram, tmp_path: Path, alice: Person, home: Chat, group: Chat
) -> None:
    (tiny_folder(tmp_path) / "articles" / "bread.md").write_text(
        "酸面包要发酵。\n\n" * 200, "utf-8"
    )
    async with running_bot(telegram, tmp_path, allowed_chats=str(group.id)):
        telegram.say(alice, home, "/start a_bread_0")
        card = await telegram.next_message(home)
        assert "酸面包要发酵。" in card.quotes
        telegram.press(alice, card, WORDS("button.page_after"))
        await telegram.next_edit(card)
        telegram.press(alice, card, WORDS("button.card"))
        await telegram.next_edit(card)
        telegram.say(alice, home, "/id")
        assert str(alice.id) in (await telegram.next_message(home)).text
        telegram.say(alice, home, "/sources")
        assert (await telegram.next_message(home)).text == says("talk.not_for_you", id=alice.id)


async def test_strangers_are_told_once_in_private_and_not_served(
    telegram: FakeTelegram, tmp_path: Path, alice: Person, home: Chat, group: Chat
) -> None:
    async with running_bot(telegram, tmp_path, allowed_chats=str(group.id)):
        for text in ("/start", TEA, "/help", TEA):
            telegram.say(alice, home, text)
        assert await is_served(telegram, alice, group)
        await telegram.settled()
    assert [said.text for said in home.from_bot] == [says("talk.not_for_you", id=home.id)]
    assert not left(telegram)


async def test_admins_and_people_on_the_list_are_served_in_private(
    telegram: FakeTelegram, tmp_path: Path, alice: Person, home: Chat, group: Chat
) -> None:
    boss = telegram.person("老板", "zh-hans", id=4001)
    async with running_bot(
        telegram, tmp_path, admin_ids="4001", allowed_chats=f"{group.id},{alice.id}"
    ):
        assert await is_served(telegram, boss, telegram.private(boss))
        assert await is_served(telegram, alice, home)


async def test_an_admin_is_not_served_in_a_group_that_is_not_allowed(
    telegram: FakeTelegram, tmp_path: Path, group: Chat
) -> None:
    boss = telegram.person("老板", "zh-hans", id=4001)
    other = telegram.group("旧群", members=[boss])
    async with running_bot(telegram, tmp_path, admin_ids="4001", allowed_chats=str(group.id)):
        assert not await is_served(telegram, boss, other)


@pytest.mark.parametrize("member_first", [True, False])
async def test_an_allowed_group_that_becomes_a_supergroup_stays_served(
    telegram: FakeTelegram,
    tmp_path: Path,
    alice: Person,
    caplog: pytest.LogCaptureFixture,
    *,
    member_first: bool,
) -> None:
    group = telegram.group("老群", "group", [alice])
    async with running_bot(telegram, tmp_path, allowed_chats=str(group.id)):
        supergroup = telegram.migrate(group, member_first=member_first)
        assert await is_served(telegram, alice, supergroup)
        await telegram.settled()
    assert not left(telegram)
    assert len(sent_to(telegram, supergroup)) == 1
    assert f"Chat {group.id} is now {supergroup.id}: change ALLOWED_CHATS" in caplog.text


async def test_a_chat_that_is_not_allowed_is_named_in_the_log(
    telegram: FakeTelegram,
    tmp_path: Path,
    alice: Person,
    home: Chat,
    group: Chat,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.INFO)
    async with running_bot(telegram, tmp_path, allowed_chats=str(group.id)):
        telegram.say(alice, home, TEA)
        await telegram.next_message(home)
    assert f"Chat {home.id} isn't in ALLOWED_CHATS" in caplog.text


async def test_an_allowed_group_that_became_a_supergroup_is_served_after_a_restart_too(
    telegram: FakeTelegram, tmp_path: Path, alice: Person
) -> None:
    group = telegram.group("老群", "group", [alice])
    async with running_bot(telegram, tmp_path, allowed_chats=str(group.id)):
        supergroup = telegram.migrate(group)
        await telegram.settled()
    async with running_bot(telegram, tmp_path, allowed_chats=str(group.id)):
        telegram.say(alice, supergroup, f"/ask {TEA}")
        assert "95度" in (await telegram.next_message(supergroup)).text
    assert left(telegram) == []
