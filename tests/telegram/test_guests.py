"""The bot is called by name in a chat that it hasn't joined."""

import logging
from pathlib import Path
from typing import Any

import pytest

from bot.words import Language
from tests.telegram.asking import BREAD, TEA, is_about_bread, is_about_tea, says
from tests.telegram.running import running_bot
from tests.telegram.server import FakeTelegram
from tests.telegram.world import Chat, Message, Person

pytestmark = pytest.mark.asyncio
served = pytest.mark.usefixtures("chuchu")

NAME = "@chuchu_test_bot"
NOT_THERE = "量子计算机多少钱？"
CLAIM = "铁观音要用95度以上的水来泡。"
EXAMPLE = "铁观音要用多少度的水泡？"
in_every_language = pytest.mark.parametrize(
    ("code", "language"), [("zh-hans", "zh-Hans"), ("zh-hant", "zh-Hant"), ("en", "en")]
)


@pytest.fixture
def elsewhere(telegram: FakeTelegram, alice: Person) -> Chat:
    return telegram.group("别处", members=[alice], bot_is_member=False)


async def answered(
    telegram: FakeTelegram, person: Person, chat: Chat, text: str, **how: Any
) -> Message:
    telegram.ask_as_guest(person, text, chat, **how)
    return await telegram.next_message(chat)


@served
@in_every_language
async def test_a_guest_gets_the_answer_once_with_a_source_button_and_no_other(
    telegram: FakeTelegram, elsewhere: Chat, code: str, language: Language
) -> None:
    reader = telegram.person("Kim", code)
    questions = (TEA, "铁观音的海外收入是多少？")
    answers = [await answered(telegram, reader, elsewhere, f"{NAME} {q}") for q in questions]
    await telegram.settled()
    assert telegram.calls_of("sendMessage") == []
    assert len(telegram.calls_of("answerGuestQuery")) == 2
    for question, answer in zip(questions, answers, strict=True):
        telegram.say(reader, telegram.private(reader), question)
        same = await telegram.next_message(telegram.private(reader))
        assert (answer.text, answer.entities) == (same.text, same.entities)
        [[button]] = answer.buttons
        assert button["text"] == says("button.passage", language)
        assert answer.preview is None


@served
async def test_the_bots_name_is_no_part_of_the_question(
    telegram: FakeTelegram, alice: Person, elsewhere: Chat
) -> None:
    within = f"酸面包 {NAME.upper()} 要发酵几个小时？"
    for text in (f"{BREAD} {NAME}", within, f"{NAME} /ask {BREAD}"):
        answer = await answered(telegram, alice, elsewhere, text)
        assert is_about_bread(answer)
        assert "chuchu_test_bot" not in answer.text


@served
@in_every_language
async def test_a_guest_hears_where_there_is_nothing(
    telegram: FakeTelegram, elsewhere: Chat, code: str, language: Language
) -> None:
    answer = await answered(
        telegram, telegram.person("Kim", code), elsewhere, f"{NAME} {NOT_THERE}"
    )
    assert answer.text == says("answer.nothing", language)
    assert answer.buttons == []


@served
@in_every_language
async def test_a_bare_name_is_told_how_to_ask_there(
    telegram: FakeTelegram, elsewhere: Chat, code: str, language: Language
) -> None:
    answer = await answered(telegram, telegram.person("Kim", code), elsewhere, NAME)
    assert answer.text == says("guest.how", language, bot=NAME[1:], example=EXAMPLE)


@served
@in_every_language
async def test_a_kind_word_gets_a_kind_word(
    telegram: FakeTelegram, elsewhere: Chat, code: str, language: Language
) -> None:
    reader = telegram.person("Kim", code)
    kind = {"你好": "guest.greeting", "怎么用": "guest.greeting", "谢谢": "talk.thanks"}
    for text, key in kind.items():
        answer = await answered(telegram, reader, elsewhere, f"{NAME} {text}")
        assert answer.text == says(key, language, bot=NAME[1:])


@served
async def test_a_bare_name_in_reply_asks_where_that_message_comes_from(
    telegram: FakeTelegram, alice: Person, elsewhere: Chat
) -> None:
    claim = telegram.say(alice, elsewhere, CLAIM, deliver=False)
    answer = await answered(telegram, alice, elsewhere, NAME, reply_to=claim)
    assert answer.text.startswith(says("source.answered"))
    assert is_about_tea(answer)


@served
async def test_words_beside_the_name_are_the_question_also_in_a_reply(
    telegram: FakeTelegram, alice: Person, elsewhere: Chat
) -> None:
    claim = telegram.say(alice, elsewhere, CLAIM, deliver=False)
    assert is_about_bread(
        await answered(telegram, alice, elsewhere, f"{NAME} {BREAD}", reply_to=claim)
    )


@served
async def test_in_somebodys_private_chat_it_is_the_same(
    telegram: FakeTelegram, alice: Person, home: Chat
) -> None:
    """Telegram lets people call a guest in a chat of two as well."""
    assert is_about_tea(await answered(telegram, alice, home, f"{NAME} {TEA}"))
    assert (await answered(telegram, alice, home, NAME)).text == says(
        "guest.how", bot=NAME[1:], example=EXAMPLE
    )
    assert telegram.calls_of("sendMessage") == []


@in_every_language
async def test_a_guests_questions_count_as_any(
    telegram: FakeTelegram, elsewhere: Chat, tmp_path: Path, code: str, language: Language
) -> None:
    reader = telegram.person("Kim", code)
    async with running_bot(telegram, tmp_path, questions_per_minute=1, question_burst=1):
        assert is_about_tea(await answered(telegram, reader, elsewhere, f"{NAME} {TEA}"))
        for _ in range(2):
            refused = await answered(telegram, reader, elsewhere, f"{NAME} {TEA}")
            assert refused.text == says("talk.too_many", language)
        telegram.say(reader, telegram.private(reader), TEA)
        await telegram.settled()
    assert not telegram.private(reader).from_bot


@in_every_language
async def test_where_certain_chats_are_served_a_guest_elsewhere_is_told_so(
    telegram: FakeTelegram, elsewhere: Chat, tmp_path: Path, code: str, language: Language
) -> None:
    reader = telegram.person("Kim", code)
    listed = telegram.group("自己人", members=[reader], bot_is_member=False)
    async with running_bot(telegram, tmp_path, allowed_chats=str(listed.id)):
        refused = await answered(telegram, reader, elsewhere, f"{NAME} {TEA}")
        assert refused.text == says("press.not_here", language)
        assert is_about_tea(await answered(telegram, reader, listed, f"{NAME} {TEA}"))
    assert telegram.calls_of("leaveChat") == telegram.calls_of("sendMessage") == []


@served
async def test_another_bot_gets_nothing(telegram: FakeTelegram, elsewhere: Chat) -> None:
    robot = telegram.person("Robot", is_bot=True, username="another_bot")
    query = telegram.ask_as_guest(robot, f"{NAME} {TEA}", elsewhere)
    await telegram.settled()
    assert query.answer is None


@served
async def test_a_guests_command_reaches_no_handler_of_commands(
    telegram: FakeTelegram, alice: Person, elsewhere: Chat
) -> None:
    for text in ("/start", "/help", "/sources", "/reload"):
        await answered(telegram, alice, elsewhere, f"{text}{NAME}")
    await telegram.settled()
    assert telegram.calls_of("sendMessage") == []
    assert len(telegram.calls_of("answerGuestQuery")) == 4


async def test_an_update_that_comes_twice_is_answered_once(
    telegram: FakeTelegram, alice: Person, elsewhere: Chat, tmp_path: Path
) -> None:
    telegram.deliver_twice = True
    async with running_bot(telegram, tmp_path):
        assert is_about_tea(await answered(telegram, alice, elsewhere, f"{NAME} {TEA}"))
        await telegram.settled()
    assert len(telegram.calls_of("answerGuestQuery")) == 1


@served
async def test_an_answer_that_comes_too_late_is_no_error(
    telegram: FakeTelegram, alice: Person, elsewhere: Chat, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    telegram.expire(telegram.ask_as_guest(alice, f"{NAME} {TEA}", elsewhere))
    await telegram.settled()
    assert "query is too old" in caplog.text.lower()
    assert [record for record in caplog.records if record.levelno > logging.INFO] == []
