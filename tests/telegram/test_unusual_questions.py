"""Whatever somebody types, there is an answer, and the next one comes too."""

import pytest

from tests.telegram.asking import BREAD, TEA, is_about_bread, is_about_tea
from tests.telegram.server import FakeTelegram
from tests.telegram.world import Chat, Person

pytestmark = [pytest.mark.asyncio, pytest.mark.usefixtures("chuchu")]

UNUSUAL = [
    "🍵",
    "🍵🍞🏳️‍🌈👩‍👩‍👧‍👦",
    "/",
    "//",
    "／",
    "/ask",
    "/ASK",
    "?",
    "\u200f\u202e\u2066",
    "\u200b",
    "\x01\x02\x1b[31m\x7f",
    "a\x00b",
    "<b>&</b>",
    "<script>alert('&amp;')</script>",
    "{question} %s {0}",
    "' OR 1=1; --",
    "铁" * 4096,
    "a" * 4096,
    "\U0001f375" * 2048,
    "“”",
    "「" * 50,
    "```\ncode\n```",
    "https://example.com/?q=1&r=2#:~:text=a",
    "1" * 500,
    "\n\n\n.",
]


async def test_anything_is_answered_in_private(
    telegram: FakeTelegram, alice: Person, home: Chat
) -> None:
    for text in UNUSUAL:
        telegram.say(alice, home, text)
        await telegram.next_message(home)
    telegram.say(alice, home, BREAD)
    assert is_about_bread(await telegram.next_message(home))
    assert {call.outcome for call in telegram.calls_of("sendMessage")} == {"ok"}


async def test_anything_asked_in_a_group_is_answered_there(
    telegram: FakeTelegram, alice: Person, group: Chat
) -> None:
    for text in UNUSUAL:
        question = telegram.say(alice, group, f"/ask 问 {text}"[:4096])
        assert (await telegram.next_message(group)).reply_to == question.id
    telegram.say(alice, group, f"/ask {BREAD}")
    assert is_about_bread(await telegram.next_message(group))
    outcomes = {call.outcome for call in telegram.calls_of("sendMessage")}
    # Once it was tried to tell the asker alone.
    assert outcomes == {"ok", "Bad Request: BOT_NOT_ADMIN"}


@pytest.mark.parametrize("half", [0xD83D, 0xDE00], ids=hex)
@pytest.mark.parametrize("place", ["{half}{call}{tea}", "{call}{half}{tea}", "{call}{tea}{half}"])
async def test_half_a_surrogate_pair_harms_nothing(
    telegram: FakeTelegram, alice: Person, group: Chat, half: int, place: str
) -> None:
    call = "@chuchu_test_bot"
    text = place.format(half=chr(half), call=f" {call} ", tea=TEA)
    message = telegram.say(alice, group, deliver=False)
    mention = {"type": "mention", "offset": text.index(call), "length": len(call)}
    telegram.put_update({"message": message.as_json() | {"text": text, "entities": [mention]}})
    assert is_about_tea(await telegram.next_message(group))


@pytest.mark.parametrize(
    "text",
    [
        f"\n{TEA}",
        f"　{TEA}　",
        f"\u200e{TEA}\u200f",
        f"🍵{TEA}🍵",
        f"<b>{TEA}</b>",
        "鐵觀音要用多少度的水來泡？",
        "铁观音，要用多少度的水来泡？？？！！！",
    ],
    ids=ascii,
)
async def test_what_stands_around_a_question_does_no_harm(
    telegram: FakeTelegram, alice: Person, home: Chat, text: str
) -> None:
    telegram.say(alice, home, text)
    assert is_about_tea(await telegram.next_message(home))


@pytest.mark.parametrize("length", [1001, 4096])
async def test_a_long_story_is_read_by_its_telling_words(
    telegram: FakeTelegram, alice: Person, home: Chat, length: int
) -> None:
    story = "我昨天和朋友聊了很久，大家都说不清楚，所以想来问一问。" * 200
    telegram.say(alice, home, story[: length - len(TEA)] + TEA)
    assert is_about_tea(await telegram.next_message(home))
