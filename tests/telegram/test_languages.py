"""Which language the bot speaks to whom; what it quotes stays as the article has it."""

from pathlib import Path

import pytest

from bot.words import Language
from tests.telegram.asking import TEA, is_about_tea, says
from tests.telegram.running import running_bot
from tests.telegram.server import FakeTelegram
from tests.telegram.world import Chat, Person

pytestmark = pytest.mark.asyncio
served = pytest.mark.usefixtures("chuchu")

SIMPLIFIED: Language = "zh-Hans"
TRADITIONAL: Language = "zh-Hant"
ENGLISH: Language = "en"


@served
@pytest.mark.parametrize(
    ("code", "spoken"),
    [
        ("zh-hans", SIMPLIFIED),
        ("zh-cn", SIMPLIFIED),
        ("zh-CN", SIMPLIFIED),
        ("zh-sg", SIMPLIFIED),
        ("zh-Hans-HK", SIMPLIFIED),
        ("zh", SIMPLIFIED),
        ("zh-hant", TRADITIONAL),
        ("zh-Hant-TW", TRADITIONAL),
        ("zh-tw", TRADITIONAL),
        ("zh_TW", TRADITIONAL),
        ("zh-hk", TRADITIONAL),
        ("zh-mo", TRADITIONAL),
        ("en", ENGLISH),
        ("en-US", ENGLISH),
    ],
)
async def test_telegrams_language_is_spoken(
    telegram: FakeTelegram, code: str, spoken: Language
) -> None:
    someone = telegram.person("某人", language_code=code)
    telegram.say(someone, telegram.private(someone), "谢谢")
    answer = await telegram.next_message(telegram.private(someone))
    assert says("talk.thanks", spoken) in answer.text


@served
@pytest.mark.parametrize("code", [None, "ja", "de"])
@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("量子计算机多少钱？", SIMPLIFIED),
        ("量子計算機多少錢？", TRADITIONAL),
        ("How much is a quantum computer?", ENGLISH),
    ],
)
async def test_else_the_script_of_the_question_is(
    telegram: FakeTelegram, code: str | None, text: str, spoken: Language
) -> None:
    someone = telegram.person("某人", language_code=code)
    telegram.say(someone, telegram.private(someone), text)
    answer = await telegram.next_message(telegram.private(someone))
    assert says("answer.nothing", spoken) in answer.text


@served
@pytest.mark.parametrize(
    ("code", "spoken"), [(None, SIMPLIFIED), ("de", ENGLISH), ("zh", SIMPLIFIED)]
)
async def test_without_a_question_a_foreigner_is_spoken_to_in_english(
    telegram: FakeTelegram, code: str | None, spoken: Language
) -> None:
    someone = telegram.person("某人", language_code=code)
    telegram.say(someone, telegram.private(someone), "/start")
    answer = await telegram.next_message(telegram.private(someone))
    assert says("talk.greeting", spoken) in answer.text


async def test_the_language_chosen_wins_and_survives_a_restart(
    telegram: FakeTelegram, alice: Person, home: Chat, group: Chat, tmp_path: Path
) -> None:
    async with running_bot(telegram, tmp_path):
        telegram.say(alice, home, "/language")
        choice = await telegram.next_message(home)
        await telegram.answer_to(telegram.press(alice, choice, "English"))
        telegram.say(alice, home, "谢谢")
        assert says("talk.thanks", ENGLISH) in (await telegram.next_message(home)).text
    async with running_bot(telegram, tmp_path):
        telegram.say(alice, group, "/ask 量子计算机多少钱？")
        answer = await telegram.next_message(group)
        assert says("answer.nothing", ENGLISH) in answer.text
        bob = telegram.person("小周", language_code="zh-hant")
        telegram.say(bob, group, "/ask 量子计算机多少钱？")
        answer = await telegram.next_message(group)
        assert says("answer.nothing", TRADITIONAL) in answer.text


@served
@pytest.mark.parametrize("code", ["zh-hans", "zh-hant", "en"])
@pytest.mark.parametrize("question", [TEA, "鐵觀音要用多少度的水來泡？"])
async def test_quotations_stay_as_the_article_has_them(
    telegram: FakeTelegram, code: str, question: str
) -> None:
    someone = telegram.person("某人", language_code=code)
    telegram.say(someone, telegram.private(someone), question)
    answer = await telegram.next_message(telegram.private(someone))
    assert is_about_tea(answer)
    assert "铁观音要用95度以上的水来泡。" in answer.quotes[0]
    assert "铁观音怎么喝" in [text for text, _ in answer.links]
