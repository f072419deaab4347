"""Commands that everyone may use."""

import asyncio
from itertools import chain
from pathlib import Path

import pytest

from bot.words import Language, Words
from tests.telegram.asking import ask
from tests.telegram.running import Running, running_bot
from tests.telegram.server import FakeTelegram
from tests.telegram.world import Chat, Person

pytestmark = pytest.mark.asyncio

TEA = "铁观音要用多少度的水？"
LANGUAGES: list[tuple[str, Language]] = [
    ("zh-hans", "zh-Hans"),
    ("zh-hant", "zh-Hant"),
    ("en", "en"),
]
COMMANDS = ["start", "help", "ask", "sources", "topics", "language", "privacy", "id"]
in_every_language = pytest.mark.parametrize(("code", "language"), LANGUAGES)


def shown(html: str) -> str:
    """The locale's words as they are read: its marks make code and bold."""
    return html.replace("`", "").replace("*", "")


@in_every_language
async def test_start_greets_with_questions_to_try(
    telegram: FakeTelegram, chuchu: Running, code: str, language: Language
) -> None:
    reader = telegram.person("Kim", code)
    greeting = await ask(telegram, reader, telegram.private(reader), "/start")
    assert Words.read(language)("talk.greeting") in greeting.text
    assert ["铁观音要用多少度的水泡？"] in greeting.button_texts


@in_every_language
async def test_help_in_private_names_every_command_but_the_admins(
    telegram: FakeTelegram, chuchu: Running, code: str, language: Language
) -> None:
    reader = telegram.person("Kim", code)
    said = await ask(telegram, reader, telegram.private(reader), "/help")
    assert said.text == shown(Words.read(language)("help.private", bot=telegram.bot.username))
    assert all(f"/{name}" in said.text for name in COMMANDS if name not in ("start", "help"))
    assert "/reload" not in said.text


@in_every_language
async def test_help_in_a_group_says_how_to_ask_there(
    telegram: FakeTelegram, chuchu: Running, group: Chat, code: str, language: Language
) -> None:
    reader = telegram.person("Kim", code)
    said = await ask(telegram, reader, group, "/help")
    assert said.text == shown(Words.read(language)("help.group", bot=telegram.bot.username))


@pytest.mark.parametrize(
    "text", ["/help", "/HELP", "/help@chuchu_test_bot", "/Help@Chuchu_Test_Bot"]
)
async def test_a_command_is_heard_however_it_is_written(
    telegram: FakeTelegram, chuchu: Running, alice: Person, group: Chat, text: str
) -> None:
    telegram.say(alice, group, text, deliver=True)
    assert "/ask 问题" in (await telegram.next_message(group)).text


@pytest.mark.parametrize("place", ["private", "group"])
@pytest.mark.parametrize("name", [*COMMANDS, "reload", "status", "whatever"])
async def test_a_command_to_another_bot_gets_nothing(
    telegram: FakeTelegram,
    chuchu: Running,
    alice: Person,
    home: Chat,
    group: Chat,
    name: str,
    place: str,
) -> None:
    chat = home if place == "private" else group
    telegram.say(alice, chat, f"/{name}@other_bot {TEA}", deliver=True)
    assert "95度" in (await ask(telegram, alice, chat, f"/ask {TEA}")).text
    assert len(telegram.calls_of("sendMessage")) == 1


@in_every_language
async def test_an_unknown_command_gets_one_kind_line_in_private(
    telegram: FakeTelegram, chuchu: Running, code: str, language: Language
) -> None:
    reader = telegram.person("Kim", code)
    said = await ask(telegram, reader, telegram.private(reader), "/whatever")
    assert said.text == Words.read(language)("talk.unknown_command")


async def test_an_unknown_command_gets_nothing_in_a_group(
    telegram: FakeTelegram, chuchu: Running, alice: Person, group: Chat
) -> None:
    telegram.say(alice, group, "/whatever")
    telegram.say(alice, group, "/whatever@chuchu_test_bot")
    assert "95度" in (await ask(telegram, alice, group, f"/ask {TEA}")).text
    assert len(telegram.calls_of("sendMessage")) == 1


async def test_a_forwarded_command_is_no_order(
    telegram: FakeTelegram, chuchu: Running, alice: Person, home: Chat
) -> None:
    telegram.say(alice, home, "/privacy delete", forward_from="某人")
    assert "删了" not in (await telegram.next_message(home)).text


async def test_a_command_changed_by_an_edit_is_no_order(
    telegram: FakeTelegram, chuchu: Running, alice: Person, home: Chat
) -> None:
    asked = telegram.say(alice, home, TEA)
    await telegram.next_message(home)
    telegram.edit(asked, "/help")
    assert "95度" in (await ask(telegram, alice, home, TEA)).text
    assert len(telegram.calls_of("sendMessage")) == 2


@pytest.mark.parametrize("command", ["/sources", "/sources 茶", "/topics", "/start", TEA])
async def test_of_an_empty_folder_every_command_says_something(
    telegram: FakeTelegram, tmp_path: Path, alice: Person, home: Chat, command: str
) -> None:
    (tmp_path / "knowledge").mkdir()
    async with running_bot(telegram, tmp_path):
        said = await ask(telegram, alice, home, command)
        assert said.text
        assert not said.buttons


async def test_a_chosen_language_survives_a_restart_until_it_is_undone(
    telegram: FakeTelegram, tmp_path: Path, alice: Person, home: Chat
) -> None:
    english, simplified = Words.read("en"), Words.read("zh-Hans")
    async with running_bot(telegram, tmp_path):
        choice = await ask(telegram, alice, home, "/language")
        assert list(chain(*choice.button_texts))[:3] == ["简体中文", "繁體中文", "English"]
        telegram.press(alice, choice, "English")
        assert (await telegram.next_edit(choice)).text == english("language.chosen")
    async with running_bot(telegram, tmp_path):
        said = await ask(telegram, alice, home, "/whatever")
        assert said.text == english("talk.unknown_command")
        choice = await ask(telegram, alice, home, "/language")
        telegram.press(alice, choice, "Same as Telegram")
        assert (await telegram.next_edit(choice)).text == simplified("language.following")
    async with running_bot(telegram, tmp_path):
        said = await ask(telegram, alice, home, "/whatever")
        assert said.text == simplified("talk.unknown_command")


async def test_a_language_chosen_in_a_group_is_its_choosers_alone(
    telegram: FakeTelegram, chuchu: Running, alice: Person, group: Chat, home: Chat
) -> None:
    other = telegram.person("阿明", "zh-hans")
    choice = await ask(telegram, alice, group, "/language")
    pressed = telegram.press(alice, choice, "English")
    assert (await telegram.answer_to(pressed))["text"] == Words.read("en")("language.chosen")
    assert "/ask your question" in (await ask(telegram, alice, group, "/help")).text
    assert "/ask 问题" in (await ask(telegram, other, group, "/help")).text
    assert choice.edited == 0


@in_every_language
async def test_privacy_says_how_long_and_how_to_be_forgotten(
    telegram: FakeTelegram, tmp_path: Path, code: str, language: Language
) -> None:
    reader = telegram.person("Kim", code)
    async with running_bot(telegram, tmp_path, keep_days=42):
        said = await ask(telegram, reader, telegram.private(reader), "/privacy")
    assert said.text == shown(Words.read(language)("privacy.text", days=42))
    assert "42" in said.text
    assert "/privacy delete" in said.text


async def test_privacy_delete_forgets_questions_votes_and_language(
    telegram: FakeTelegram, tmp_path: Path, alice: Person, home: Chat
) -> None:
    data = tmp_path / "data" / "state.db"
    async with running_bot(telegram, tmp_path):
        asked = telegram.say(alice, home, TEA)
        answer = await telegram.next_message(home)
        await telegram.answer_to(telegram.press(alice, answer, "👍"))
        choice = await ask(telegram, alice, home, "/language")
        await telegram.answer_to(telegram.press(alice, choice, "English"))
        await telegram.next_edit(choice)
        said = await ask(telegram, alice, home, "/privacy Delete")
        assert said.text == Words.read("en")("privacy.deleted", count=3)
        outdated = Words.read("zh-Hans")("press.outdated")
        assert (await telegram.answer_to(telegram.press(alice, answer, "👍")))["text"] == outdated
        telegram.edit(asked, "酸面包要发酵多久？")
        assert "12个小时" in (await telegram.next_message(home)).text
        said = await ask(telegram, alice, home, "/privacy delete")
        said = await ask(telegram, alice, home, "/privacy delete")
        assert said.text == Words.read("zh-Hans")("privacy.nothing")
    assert TEA.encode() not in data.read_bytes()


async def test_privacy_delete_leaves_others_alone(
    telegram: FakeTelegram, chuchu: Running, alice: Person, group: Chat
) -> None:
    other = telegram.person("阿明", "zh-hans")
    answer = await ask(telegram, other, group, f"/ask {TEA}")
    await ask(telegram, alice, group, f"/ask {TEA}")
    await ask(telegram, alice, group, "/privacy delete")
    pressed = await telegram.answer_to(telegram.press(other, answer, "👍"))
    assert pressed["text"] == Words.read("zh-Hans")("press.thanks")


@pytest.mark.parametrize("text", ["/privacy delete", "/id"])
async def test_an_anonymous_admin_is_told_that_nobody_is_known(
    telegram: FakeTelegram, chuchu: Running, alice: Person, group: Chat, text: str
) -> None:
    telegram.say(alice, group, f"/ask {TEA}", anonymous_admin=True)
    answer = await telegram.next_message(group)
    telegram.say(alice, group, text, anonymous_admin=True)
    said = await telegram.next_message(group)
    words = Words.read("zh-Hans")
    assert words("privacy.anonymous" if "delete" in text else "id.anonymous") in said.text
    pressed = await telegram.answer_to(telegram.press(alice, answer, "👍"))
    assert pressed["text"] == words("press.thanks")


async def test_id_tells_ones_own_and_the_chats(
    telegram: FakeTelegram, chuchu: Running, alice: Person, home: Chat, group: Chat
) -> None:
    private = await ask(telegram, alice, home, "/id")
    assert private.text.count(str(alice.id)) == 1
    public = await ask(telegram, alice, group, "/id")
    assert str(alice.id) in public.text
    assert str(group.id) in public.text
    telegram.say(alice, group, "/id", anonymous_admin=True)
    anonymous = await telegram.next_message(group)
    assert str(group.id) in anonymous.text
    assert "1087968824" not in anonymous.text


async def test_ask_in_private_answers_too(
    telegram: FakeTelegram, chuchu: Running, alice: Person, home: Chat
) -> None:
    assert "95度" in (await ask(telegram, alice, home, f"/ask {TEA}")).text


async def test_in_a_topic_each_command_is_answered_there(
    telegram: FakeTelegram, chuchu: Running, alice: Person
) -> None:
    forum = telegram.group("论坛", "forum", [alice])
    topic = telegram.topic(forum, "喝茶")
    for name in ("start", "help", "sources", "topics", "language", "privacy", "id"):
        asked = telegram.say(alice, forum, f"/{name}", topic=topic)
        said = await telegram.next_message(forum)
        assert (said.thread_id, said.reply_to) == (topic, asked.id), name


async def test_two_readers_at_once_each_get_their_own_language(
    telegram: FakeTelegram, chuchu: Running
) -> None:
    readers = [telegram.person("Kim", code) for code, _ in LANGUAGES]
    for reader in readers:
        telegram.say(reader, telegram.private(reader), "/help")
    waiting = [telegram.next_message(telegram.private(reader)) for reader in readers]
    texts = [message.text for message in await asyncio.gather(*waiting)]
    assert [text.split()[-1] for text in texts] == ["问题。", "問題。", "question."]
