"""What a group's own admins choose for it, and how the bot keeps to that."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import get_args

import pytest
import pytest_asyncio

from bot.words import Language
from tests.telegram.asking import BREAD, TEA, is_about_bread, is_about_tea, is_left_alone, says
from tests.telegram.running import Running, running_bot
from tests.telegram.server import FakeTelegram
from tests.telegram.world import Chat, Message, Person

pytestmark = pytest.mark.asyncio
served = pytest.mark.usefixtures("chuchu")

BOT = "@chuchu_test_bot"
LANGUAGES: tuple[Language, ...] = get_args(Language)
UNKNOWN = "量子计算机多少钱？"


@pytest.fixture
def boss(telegram: FakeTelegram, group: Chat) -> Person:
    return admin_of(telegram, group, "creator")


@pytest_asyncio.fixture
async def everywhere(tmp_path: Path) -> AsyncIterator[FakeTelegram]:
    """A bot that is sent all messages of its groups."""
    async with FakeTelegram(can_read_all=True) as telegram, running_bot(telegram, tmp_path):
        yield telegram


def admin_of(telegram: FakeTelegram, chat: Chat, status: str = "administrator") -> Person:
    boss = telegram.person("群主", "zh-hans")
    chat.people[boss.id], chat.statuses[boss.id] = boss, status
    return boss


async def panel_of(
    telegram: FakeTelegram, boss: Person, chat: Chat, topic: int | None = None
) -> Message:
    telegram.say(boss, chat, "/settings", topic=topic)
    return await telegram.next_message(chat)


async def choose(telegram: FakeTelegram, boss: Person, panel: Message, data: str) -> Message:
    telegram.press(boss, panel, data=f"o:{data}")
    return await telegram.next_edit(panel)


async def set_up(telegram: FakeTelegram, boss: Person, chat: Chat, *choices: str) -> Message:
    panel = await panel_of(telegram, boss, chat)
    for choice in choices:
        await choose(telegram, boss, panel, choice)
    return panel


async def told(telegram: FakeTelegram, person: Person, message: Message, data: str) -> str | None:
    answer = await telegram.answer_to(telegram.press(person, message, data=data))
    text: str | None = answer.get("text")
    return text


# The panel


@served
async def test_admins_of_the_group_get_a_panel_that_changes_in_place(
    telegram: FakeTelegram, group: Chat
) -> None:
    boss = admin_of(telegram, group, "administrator")
    panel = await panel_of(telegram, boss, group)
    assert panel.text.startswith(says("settings.heading.on"))
    chosen = says("settings.length", choice=says("settings.length.normal", count=200))
    assert chosen in panel.text
    telegram.press(boss, panel, says("settings.length.short", count=100))
    await telegram.next_edit(panel)
    assert f"✓ {says('settings.length.short', count=100)}" in panel.labels
    assert says("settings.length", choice=says("settings.length.short", count=100)) in panel.text


@served
async def test_others_are_told_that_only_the_groups_admins_may(
    telegram: FakeTelegram, alice: Person, boss: Person, group: Chat
) -> None:
    refusal = says("settings.admins_only")
    assert (await panel_of(telegram, alice, group)).text == refusal
    panel = await panel_of(telegram, boss, group)
    assert await told(telegram, alice, panel, "o:service:off") == refusal
    await is_left_alone(telegram, alice, group)


@served
async def test_an_anonymous_admin_may_and_presses_as_themselves(
    telegram: FakeTelegram, boss: Person, group: Chat
) -> None:
    telegram.say(boss, group, "/settings", anonymous_admin=True)
    panel = await telegram.next_message(group)
    assert says("settings.heading.off") in (await choose(telegram, boss, panel, "service:off")).text


@served
async def test_who_writes_as_a_channel_may_not(
    telegram: FakeTelegram, boss: Person, group: Chat
) -> None:
    channel = telegram.group("频道", kind="channel")
    telegram.say(boss, group, "/settings", as_channel=channel)
    assert (await telegram.next_message(group)).text == says("settings.admins_only")


@served
async def test_in_private_it_is_said_where_it_belongs(telegram: FakeTelegram) -> None:
    for language in LANGUAGES:
        someone = telegram.person("某人", language.lower())
        telegram.say(someone, telegram.private(someone), "/settings")
        answer = await telegram.next_message(telegram.private(someone))
        assert answer.text == says("settings.private", language)


@served
async def test_a_forged_choice_changes_nothing(
    telegram: FakeTelegram, alice: Person, boss: Person, group: Chat
) -> None:
    panel = await panel_of(telegram, boss, group)
    for data in ("length:huge", "colour:red", "length", "topic:0", "topic:x", "service:off:on", ""):
        assert await told(telegram, boss, panel, f"o:{data}"), data
    await is_left_alone(telegram, alice, group)
    assert not panel.edited


@served
async def test_a_forged_press_puts_no_panel_in_the_place_of_an_answer(
    telegram: FakeTelegram, boss: Person, group: Chat
) -> None:
    telegram.say(boss, group, f"/ask {TEA}")
    answer = await telegram.next_message(group)
    assert await told(telegram, boss, answer, "o:length:short") == says("press.outdated")
    await telegram.settled()
    assert is_about_tea(answer)


@served
async def test_where_one_member_cant_be_looked_up_the_list_of_admins_tells(
    telegram: FakeTelegram, alice: Person, boss: Person, group: Chat
) -> None:
    telegram.fail("getChatMember", "refuse", times=9, description="member list is inaccessible")
    panel = await panel_of(telegram, boss, group)
    await choose(telegram, boss, panel, "paging:all")
    refusal = says("settings.admins_only")
    assert (await panel_of(telegram, alice, group)).text == refusal
    assert await told(telegram, alice, panel, "o:service:off") == refusal


@served
@pytest.mark.parametrize("language", LANGUAGES)
async def test_where_who_is_an_admin_cant_be_seen_that_is_said_and_nobody_may(
    telegram: FakeTelegram, boss: Person, group: Chat, language: Language
) -> None:
    panel = await set_up(telegram, boss, group, f"language:{language}")
    for method in ("getChatMember", "getChatAdministrators"):
        telegram.fail(method, "refuse", times=2, description="member list is inaccessible")
    unseen = says("settings.cannot_check", language)
    assert (await panel_of(telegram, boss, group)).text == unseen
    assert await told(telegram, boss, panel, "o:service:off") == unseen
    assert panel.text.startswith(says("settings.heading.on", language))


# What is chosen


@served
async def test_the_groups_language_wins_over_the_readers(
    telegram: FakeTelegram, boss: Person, group: Chat
) -> None:
    readers = [telegram.person("某人", code) for code in ("en", "zh-hant", None)]
    for language in LANGUAGES:
        panel = await set_up(telegram, boss, group, f"language:{language}")
        assert panel.text.startswith(says("settings.heading.on", language))
        for someone in readers:
            telegram.say(someone, group, f"{BOT} 你好")
            greeting = says("group.greeting", language, bot="chuchu_test_bot")
            assert (await telegram.next_message(group)).text == greeting
            telegram.say(someone, group, f"/ask {UNKNOWN}")
            assert says("answer.nothing", language) in (await telegram.next_message(group)).text
        assert says("press.outdated", language) == await told(telegram, boss, panel, "nonsense")


@served
@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_language_chosen_where_the_group_has_its_own_is_said_to_hold_elsewhere(
    telegram: FakeTelegram, alice: Person, boss: Person, group: Chat, language: Language
) -> None:
    name = says("language.name", language)
    await set_up(telegram, boss, group, f"language:{language}")
    telegram.say(alice, group, "/language")
    choice = await telegram.next_message(group)
    assert choice.text == says("language.choose_elsewhere", language, name=name)
    for chosen in LANGUAGES:
        said = await told(telegram, alice, choice, f"g:{chosen}")
        assert said == says("language.elsewhere", chosen, name=name)
    said = await told(telegram, alice, choice, "g:telegram")
    assert said == says("language.elsewhere", name=name)
    await set_up(telegram, boss, group, "language:readers")
    assert await told(telegram, alice, choice, "g:en") == says("language.chosen", "en")


@served
async def test_another_group_and_private_chats_keep_the_readers_language(
    telegram: FakeTelegram, alice: Person, boss: Person, group: Chat, home: Chat
) -> None:
    await set_up(telegram, boss, group, "language:en")
    for chat in (home, telegram.group("别的群", members=[alice])):
        telegram.say(alice, chat, f"/ask {UNKNOWN}")
        assert says("answer.nothing") in (await telegram.next_message(chat)).text


async def test_excerpts_are_as_long_as_the_group_wants(
    telegram: FakeTelegram, alice: Person, boss: Person, group: Chat, tmp_path: Path
) -> None:
    folder = tmp_path / "knowledge"
    (folder / "articles").mkdir(parents=True)
    step = "第{}道工序要把铁观音摊开来晾上两个小时，再泡进热水。"
    text = "铁观音要用95度以上的水来泡。" + "".join(map(step.format, "一二三四五六七八九" * 3))
    (folder / "articles" / "tea.md").write_text(f"# 茶\n\n{text}", "utf-8")
    lengths = []
    async with running_bot(telegram, tmp_path):
        panel = await panel_of(telegram, boss, group)
        for length in ("short", "normal", "long"):
            if length != "normal":
                await choose(telegram, boss, panel, f"length:{length}")
            telegram.say(alice, group, f"/ask {TEA}")
            answer = await telegram.next_message(group)
            lengths.append(len(answer.quotes[0]))
            thanks = await told(telegram, alice, answer, answer.buttons[-2][1]["callback_data"])
            assert thanks == says("press.thanks")
            if length == "short":
                await choose(telegram, boss, panel, "length:normal")
                thanks = await told(telegram, alice, answer, answer.buttons[-2][1]["callback_data"])
                assert thanks == says("press.thanks"), "shown shorter than the group now wants"
    assert lengths[0] <= 100 < lengths[1] <= 200 < lengths[2] <= 400


@served
async def test_all_may_turn_pages_where_the_group_wants_so(
    telegram: FakeTelegram, alice: Person, boss: Person, group: Chat
) -> None:
    telegram.say(alice, group, "/ask 铁观音")
    answer = await telegram.next_message(group)
    following = says("button.next")
    refused = await telegram.answer_to(telegram.press(boss, answer, following))
    assert refused["text"] == says("press.not_yours")
    await set_up(telegram, boss, group, "paging:all")
    telegram.press(boss, answer, following)
    await telegram.next_edit(answer)
    assert "2/" in answer.button_texts[0][1]


async def test_questions_to_all_are_answered_where_the_group_wants_so(
    everywhere: FakeTelegram,
) -> None:
    alice = everywhere.person("小林", "zh-hans")
    group = everywhere.group("影视圈", members=[alice])
    boss = admin_of(everywhere, group)
    everywhere.say(alice, group, TEA)
    await is_left_alone(everywhere, alice, group)
    await set_up(everywhere, boss, group, "answering:questions")
    for text in (TEA, f"大家说说，{TEA}", "铁观音要用多少度的水来泡?"):
        question = everywhere.say(alice, group, text)
        answer = await everywhere.next_message(group)
        assert is_about_tea(answer)
        assert answer.reply_to == question.id


async def test_of_what_all_are_asked_nothing_else_is_answered(everywhere: FakeTelegram) -> None:
    alice, bob = everywhere.person("小林", "zh-hans"), everywhere.person("小周", username="bob")
    group = everywhere.group("影视圈", members=[alice, bob])
    await set_up(everywhere, admin_of(everywhere, group), group, "answering:questions")
    said = everywhere.say(bob, group, "铁观音要用95度以上的水来泡")
    for text in (
        UNKNOWN,
        "铁观音多少钱？",
        "在吗？",
        "？？",
        "吃了吗？",
        f"@somebody {TEA}",
        TEA[:-1],
    ):
        everywhere.say(alice, group, text)
    everywhere.say(alice, group, TEA, reply_to=said)
    everywhere.say(alice, group, TEA, forward_from=bob)
    everywhere.say(alice, group, f"/other {TEA}")
    await is_left_alone(everywhere, alice, group)


async def test_in_a_topic_all_can_be_asked_too_and_edits_count(everywhere: FakeTelegram) -> None:
    alice = everywhere.person("小林", "zh-hans")
    forum = everywhere.group("论坛", "forum", [alice])
    topic = everywhere.topic(forum, "茶")
    await set_up(everywhere, admin_of(everywhere, forum), forum, "answering:questions")
    question = everywhere.say(alice, forum, UNKNOWN, topic=topic)
    await everywhere.settled()
    everywhere.edit(question, TEA)
    answer = await everywhere.next_message(forum)
    assert is_about_tea(answer)
    everywhere.edit(question, BREAD, seconds_later=2)
    assert is_about_bread(await everywhere.next_edit(answer))


@served
async def test_who_cant_read_all_messages_cant_answer_them(
    telegram: FakeTelegram, alice: Person, boss: Person, group: Chat
) -> None:
    panel = await panel_of(telegram, boss, group)
    refused = await told(telegram, boss, panel, "o:answering:questions")
    assert refused == says("settings.cannot_read")
    telegram.promote_bot(group)
    await choose(telegram, boss, panel, "answering:questions")
    telegram.say(alice, group, TEA)
    assert is_about_tea(await telegram.next_message(group))


@served
@pytest.mark.parametrize("where", ["topic", "general"])
async def test_a_forum_can_have_one_topic_to_be_answered_in(
    telegram: FakeTelegram, alice: Person, where: str
) -> None:
    forum = telegram.group("论坛", "forum", [alice])
    boss, tea, bread = admin_of(telegram, forum), telegram.topic(forum, "茶"), None
    here, there = (tea, bread) if where == "topic" else (bread, tea)
    panel = await panel_of(telegram, boss, forum, topic=here)
    telegram.press(boss, panel, says("settings.topic.here"))
    await telegram.next_edit(panel)
    telegram.say(alice, forum, f"/ask {TEA}", topic=there)
    notice = await telegram.next_message(forum)
    assert notice.text.startswith(says("settings.elsewhere"))
    number = str(forum.id).removeprefix("-100")
    assert notice.links == [(says("settings.that_topic"), f"https://t.me/c/{number}/{here or 1}")]
    telegram.say(alice, forum, "你们好", topic=there, deliver=True)
    telegram.say(alice, forum, f"/ask {TEA}", topic=here)
    assert is_about_tea(await telegram.next_message(forum))
    other = await panel_of(telegram, boss, forum, topic=there)
    assert says("settings.topic", choice=says("settings.topic.other")) in other.text
    await choose(telegram, boss, other, "topic:all")
    telegram.say(alice, forum, f"/ask {BREAD}", topic=there)
    assert is_about_bread(await telegram.next_message(forum))


@served
async def test_a_button_in_another_topic_asks_nothing_there(
    telegram: FakeTelegram, alice: Person
) -> None:
    forum = telegram.group("论坛", "forum", [alice])
    boss, tea = admin_of(telegram, forum), telegram.topic(forum, "茶")
    telegram.say(alice, forum, "/topics")
    topics = await telegram.next_message(forum)
    telegram.press(alice, topics, says("kind.person"))
    await telegram.next_edit(topics)
    telegram.press(alice, topics, "老周")
    await telegram.next_edit(topics)
    panel = await panel_of(telegram, boss, forum, topic=tea)
    await choose(telegram, boss, panel, f"topic:{tea}")
    ask = next(button for row in topics.buttons for button in row if "老周" in button["text"])
    refused = await told(telegram, alice, topics, ask["callback_data"])
    assert refused == says("settings.elsewhere")
    telegram.say(alice, forum, f"/ask {TEA}", topic=tea)
    assert is_about_tea(await telegram.next_message(forum))


@served
async def test_a_group_without_topics_isnt_offered_one(
    telegram: FakeTelegram, boss: Person, group: Chat
) -> None:
    panel = await panel_of(telegram, boss, group)
    assert says("settings.topic.here") not in panel.labels


async def test_a_group_that_is_off_hears_nothing_but_its_settings(
    telegram: FakeTelegram, alice: Person, boss: Person, group: Chat, tmp_path: Path
) -> None:
    async with running_bot(telegram, tmp_path, admin_ids=str(alice.id)):
        telegram.say(alice, group, f"/ask {TEA}")
        answer = await telegram.next_message(group)
        panel = await set_up(telegram, boss, group, "service:off")
        for text in (f"/ask {BREAD}", f"{BOT} {BREAD}", "/help", "/ask", f"{BOT} 你好"):
            telegram.say(boss, group, text)
        telegram.say(boss, group, BREAD, reply_to=answer)
        telegram.edit(telegram.say(boss, group, f"/ask {TEA}"), f"/ask {BREAD}")
        vote = answer.buttons[-2][1]["callback_data"]
        assert await told(telegram, alice, answer, vote) == says("press.off")
        telegram.say(alice, group, "/status")
        assert says("status.questions", count=1) in (await telegram.next_message(group)).text
        assert (await panel_of(telegram, boss, group)).text.startswith(says("settings.heading.off"))
        await choose(telegram, boss, panel, "service:on")
        await is_left_alone(telegram, alice, group)


# Where it is kept


async def test_what_is_chosen_survives_a_restart_and_moves_along(
    telegram: FakeTelegram, alice: Person, tmp_path: Path
) -> None:
    small = telegram.group("小群", "group", [alice])
    boss = admin_of(telegram, small)
    async with running_bot(telegram, tmp_path):
        await set_up(telegram, boss, small, "language:en")
    async with running_bot(telegram, tmp_path):
        large = telegram.migrate(small)
        telegram.say(alice, large, "/ask 你好")
        greeting = says("group.greeting", "en", bot="chuchu_test_bot")
        assert (await telegram.next_message(large)).text == greeting
    async with running_bot(telegram, tmp_path):
        telegram.say(alice, large, "/ask 你好")
        assert (await telegram.next_message(large)).text == greeting


async def test_a_group_that_is_off_stays_so_as_a_supergroup_after_a_restart(
    telegram: FakeTelegram, alice: Person, tmp_path: Path
) -> None:
    small = telegram.group("小群", "group", [alice])
    boss = admin_of(telegram, small)
    async with running_bot(telegram, tmp_path):
        await set_up(telegram, boss, small, "language:en", "service:off")
    small.from_bot.clear()
    async with running_bot(telegram, tmp_path):
        large = telegram.migrate(small, member_first=True)
        telegram.say(alice, large, f"/ask {TEA}")
        panel = await panel_of(telegram, boss, large)
        assert panel.text.startswith(says("settings.heading.off", "en"))
        await choose(telegram, boss, panel, "service:on")
    async with running_bot(telegram, tmp_path):
        assert says("settings.heading.on", "en") in (await panel_of(telegram, boss, large)).text


async def test_the_bots_admins_see_in_private_how_many_groups_chose(
    telegram: FakeTelegram, alice: Person, home: Chat, boss: Person, group: Chat, tmp_path: Path
) -> None:
    other = telegram.group("别的群", members=[alice, boss])
    other.statuses[boss.id] = "administrator"
    async with running_bot(telegram, tmp_path, admin_ids=str(alice.id)):
        telegram.say(alice, home, "/status")
        assert says("status.groups", count=0, off=0) not in (await telegram.next_message(home)).text
        await set_up(telegram, boss, group, "paging:all")
        panel = await set_up(telegram, boss, other, "service:off", "service:on")
        telegram.say(alice, home, "/status")
        assert says("status.groups", count=1, off=0) in (await telegram.next_message(home)).text
        await choose(telegram, boss, panel, "service:off")
        telegram.say(alice, home, "/status")
        assert says("status.groups", count=2, off=1) in (await telegram.next_message(home)).text


@served
async def test_two_presses_at_once_both_count(
    telegram: FakeTelegram, chuchu: Running, boss: Person, group: Chat
) -> None:
    panel = await panel_of(telegram, boss, group)
    telegram.press(boss, panel, data="o:paging:all")
    telegram.press(boss, panel, data="o:length:long")
    await telegram.settled()
    assert f"✓ {says('settings.paging.all')}" in panel.labels
    assert f"✓ {says('settings.length.long', count=400)}" in panel.labels
