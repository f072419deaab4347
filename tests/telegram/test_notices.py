"""What concerns the asker alone: nobody else sees it, or it is deleted after a while."""

import asyncio
from pathlib import Path

import pytest

from tests.telegram.asking import BREAD, TEA, is_about_tea, says
from tests.telegram.running import running_bot
from tests.telegram.server import Call, FakeTelegram
from tests.telegram.test_group_settings import admin_of, set_up
from tests.telegram.world import Chat, Message, Person

pytestmark = pytest.mark.asyncio

UNKNOWN = "量子计算机多少钱？"


async def is_gone(telegram: FakeTelegram, message: Message, timeout: float = 5) -> bool:
    here = message.chat.messages
    await telegram.bell.until(lambda: message.id not in here or None, timeout, "still there")
    return True


def sent(telegram: FakeTelegram) -> list[Call]:
    return telegram.calls_of("sendMessage")


async def test_where_the_bot_is_an_admin_the_asker_alone_sees_a_notice(
    telegram: FakeTelegram, alice: Person, group: Chat, tmp_path: Path
) -> None:
    telegram.promote_bot(group, alice)
    async with running_bot(telegram, tmp_path, notice_seconds=1):
        for text in (f"/ask {UNKNOWN}", "/ask", "@chuchu_test_bot", "/settings"):
            question = telegram.say(alice, group, text)
            notice = await telegram.next_message(group)
            assert (notice.receiver, notice.reply_to) == (alice.id, question.id)
    assert not telegram.calls_of("deleteMessage")


async def test_the_limit_is_told_to_the_asker_alone(
    telegram: FakeTelegram, alice: Person, group: Chat, tmp_path: Path
) -> None:
    telegram.promote_bot(group, alice)
    async with running_bot(telegram, tmp_path, questions_per_minute=1, question_burst=1):
        telegram.say(alice, group, f"/ask {TEA}")
        assert (await telegram.next_message(group)).receiver is None
        telegram.say(alice, group, f"/ask {TEA}")
        notice = await telegram.next_message(group)
    assert (notice.receiver, notice.text) == (alice.id, says("talk.too_many"))


async def test_an_answer_is_for_all(
    telegram: FakeTelegram, alice: Person, group: Chat, tmp_path: Path
) -> None:
    telegram.promote_bot(group, alice)
    async with running_bot(telegram, tmp_path, notice_seconds=1):
        telegram.say(alice, group, f"/ask {TEA}")
        answer = await telegram.next_message(group)
        assert is_about_tea(answer)
        assert answer.receiver is None


async def test_elsewhere_a_notice_is_deleted_and_is_asked_for_once(
    telegram: FakeTelegram, alice: Person, group: Chat, tmp_path: Path
) -> None:
    async with running_bot(telegram, tmp_path, notice_seconds=1):
        for text in (f"/ask {UNKNOWN}", "/ask"):
            question = telegram.say(alice, group, text)
            notice = await telegram.next_message(group)
            assert (notice.receiver, notice.reply_to) == (None, question.id)
            assert await is_gone(telegram, notice)
            assert question.id in group.messages
    tried = ["ephemeral_message_parameters" in call.parameters for call in sent(telegram)]
    assert tried == [True, False, False], "what was refused is tried again"


async def test_once_the_bot_is_made_an_admin_notices_are_for_the_asker_alone(
    telegram: FakeTelegram, alice: Person, group: Chat, tmp_path: Path
) -> None:
    async with running_bot(telegram, tmp_path):
        telegram.say(alice, group, "/ask")
        assert (await telegram.next_message(group)).receiver is None
        telegram.promote_bot(group, alice)
        telegram.say(alice, group, "/ask")
        assert (await telegram.next_message(group)).receiver == alice.id


async def test_a_server_that_knows_no_ephemeral_messages_is_asked_for_one_once(
    telegram: FakeTelegram, alice: Person, group: Chat, tmp_path: Path
) -> None:
    telegram.world.knows_ephemeral = False
    other = telegram.group("别的群", members=[alice])
    async with running_bot(telegram, tmp_path, notice_seconds=1):
        for chat in (group, other):
            telegram.say(alice, chat, f"/ask {UNKNOWN}")
            assert await is_gone(telegram, await telegram.next_message(chat))
    tried = ["ephemeral_message_parameters" in call.parameters for call in sent(telegram)]
    assert tried == [True, False]


async def test_an_anonymous_admin_gets_a_plain_notice(
    telegram: FakeTelegram, alice: Person, group: Chat, tmp_path: Path
) -> None:
    telegram.promote_bot(group, alice)
    async with running_bot(telegram, tmp_path, notice_seconds=1):
        telegram.say(alice, group, f"/ask {UNKNOWN}", anonymous_admin=True)
        notice = await telegram.next_message(group)
        assert notice.receiver is None
        assert await is_gone(telegram, notice)
    assert "ephemeral_message_parameters" not in sent(telegram)[0].parameters


@pytest.mark.parametrize("chosen", ["by the owner", "by the group"])
async def test_notices_stay_where_they_are_to(
    telegram: FakeTelegram, alice: Person, group: Chat, tmp_path: Path, chosen: str
) -> None:
    seconds = 0 if chosen == "by the owner" else 1
    async with running_bot(telegram, tmp_path, notice_seconds=seconds):
        if chosen == "by the group":
            await set_up(telegram, admin_of(telegram, group), group, "notices:kept")
        question = telegram.say(alice, group, f"/ask {UNKNOWN}")
        notice = await telegram.next_message(group)
        await asyncio.sleep(1.2 * seconds)
        telegram.edit(question, f"/ask {TEA}")
        assert is_about_tea(await telegram.next_edit(notice))
    assert not telegram.calls_of("deleteMessage")


async def test_at_the_end_what_was_to_be_deleted_is_deleted_at_once(
    telegram: FakeTelegram, alice: Person, group: Chat, tmp_path: Path
) -> None:
    async with running_bot(telegram, tmp_path):
        telegram.say(alice, group, f"/ask {UNKNOWN}")
        notice = await telegram.next_message(group)
    assert notice.id not in group.messages
    assert len(telegram.calls_of("deleteMessage")) == 1


async def test_in_private_nothing_is_deleted_or_ephemeral(
    telegram: FakeTelegram, alice: Person, home: Chat, tmp_path: Path
) -> None:
    async with running_bot(telegram, tmp_path, notice_seconds=1):
        question = telegram.say(alice, home, UNKNOWN)
        nothing = await telegram.next_message(home)
        await asyncio.sleep(1.1)
        telegram.edit(question, TEA)
        assert is_about_tea(await telegram.next_edit(nothing))
    assert not telegram.calls_of("deleteMessage")


@pytest.mark.parametrize("admin", [True, False])
async def test_an_edit_into_what_is_answered_is_answered_for_all(
    telegram: FakeTelegram, alice: Person, group: Chat, tmp_path: Path, *, admin: bool
) -> None:
    if admin:
        telegram.promote_bot(group, alice)
    async with running_bot(telegram, tmp_path):
        question = telegram.say(alice, group, f"/ask {UNKNOWN}")
        notice = await telegram.next_message(group)
        telegram.edit(question, f"/ask {TEA}")
        answer = await telegram.next_message(group)
        assert is_about_tea(answer)
        assert (answer.receiver, answer.reply_to) == (None, question.id)
        assert notice.id not in group.messages
        telegram.edit(question, f"/ask {BREAD}", seconds_later=2)
        await telegram.next_edit(answer)


@pytest.mark.parametrize("admin", [True, False])
@pytest.mark.parametrize("text", [f"/ask {UNKNOWN}", "/compare 铁观音"])
async def test_an_edit_into_what_has_no_answer_takes_the_answer_away_and_is_told_as_a_notice(
    telegram: FakeTelegram, alice: Person, group: Chat, tmp_path: Path, text: str, *, admin: bool
) -> None:
    if admin:
        telegram.promote_bot(group, alice)
    async with running_bot(telegram, tmp_path, notice_seconds=1):
        question = telegram.say(alice, group, f"/ask {TEA}")
        answer = await telegram.next_message(group)
        telegram.edit(question, text)
        notice = await telegram.next_message(group)
        assert not notice.quotes
        assert (notice.receiver, notice.reply_to) == (alice.id if admin else None, question.id)
        assert answer.id not in group.messages
        assert admin or await is_gone(telegram, notice)
        telegram.edit(question, f"/ask {BREAD}", seconds_later=2)
        assert (await telegram.next_message(group)).quotes


async def test_where_notices_stay_an_edit_into_nothing_changes_the_answer_in_place(
    telegram: FakeTelegram, alice: Person, group: Chat, tmp_path: Path
) -> None:
    async with running_bot(telegram, tmp_path, notice_seconds=0):
        question = telegram.say(alice, group, f"/ask {TEA}")
        answer = await telegram.next_message(group)
        telegram.edit(question, f"/ask {UNKNOWN}")
        assert says("answer.nothing") in (await telegram.next_edit(answer)).text


async def test_an_edit_after_a_restart_is_answered_though_the_notice_has_gone(
    telegram: FakeTelegram, alice: Person, group: Chat, tmp_path: Path
) -> None:
    async with running_bot(telegram, tmp_path):
        question = telegram.say(alice, group, f"/ask {UNKNOWN}")
        await telegram.next_message(group)
    async with running_bot(telegram, tmp_path):
        telegram.edit(question, f"/ask {TEA}")
        assert is_about_tea(await telegram.next_message(group))


@pytest.mark.parametrize(("admin", "known"), [(True, True), (False, True), (False, False)])
async def test_another_reading_takes_the_place_of_a_notice_and_an_answer_stays(
    telegram: FakeTelegram,
    alice: Person,
    home: Chat,
    group: Chat,
    tmp_path: Path,
    *,
    admin: bool,
    known: bool,
) -> None:
    if admin:
        telegram.promote_bot(group, alice)
    async with running_bot(telegram, tmp_path, admin_ids=str(alice.id)) as bot:
        telegram.say(alice, group, "/ask “量子计算机”多少钱")
        notice = await telegram.next_message(group)
        if known:
            article = bot.folder / "articles" / "later.md"
            article.write_text("量子计算机一台多少钱？一台要九千万元。", "utf-8")
            telegram.say(alice, home, "/reload")
            await telegram.next_edit(await telegram.next_message(home))
        telegram.press(alice, notice, says("button.literal"))
        await telegram.bell.until(lambda: notice.edited or None, 5, "not edited")
        assert bool(notice.quotes) is known
        assert notice.receiver == (alice.id if admin else None)
    assert (notice.id in group.messages) is (admin or known)


async def test_deleting_notices_takes_nothing_from_what_a_group_may_be_sent(
    telegram: FakeTelegram, alice: Person, group: Chat, tmp_path: Path
) -> None:
    telegram.world.knows_ephemeral = False
    async with running_bot(telegram, tmp_path, notice_seconds=1, group_sends_per_minute=2):
        telegram.say(alice, group, "/ask")
        assert await is_gone(telegram, await telegram.next_message(group))
        telegram.say(alice, group, f"/ask {TEA}")
        assert is_about_tea(await telegram.next_message(group, timeout=5))
