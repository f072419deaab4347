"""What goes wrong between the bot and Telegram, and what users notice of it."""

import asyncio
import logging
from collections.abc import AsyncIterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from telegram import Update
from telegram.ext import ApplicationBuilder, CallbackContext

from bot.app import build_bot
from bot.handlers import Errors, Notices
from bot.patience import Patience
from bot.readers import Readers
from bot.service import ServiceError
from bot.state import State
from tests.telegram.running import Given, Running, running_bot
from tests.telegram.server import FakeTelegram
from tests.telegram.world import Chat, Json, Message, Person

pytestmark = pytest.mark.asyncio

QUICK = Patience(
    read=0.25, retries=(0.01, 0.02, 0.03), first_pause=0.01, longest_pause=0.03, finish=3.0
)
TEA, WATER = "铁观音要用多少度的水？", "95度"
BREAD, HOURS = "酸面包要发酵几个小时？", "12个小时"
HOSTILE_BODIES = [
    "",
    "no JSON at all",
    "[]",
    "null",
    '{"ok":true}',
    '{"ok":true,"result":7}',
    '{"ok":true,"result":[7]}',
    '{"ok":true,"result":[{"message":{}}]}',
    '{"ok":false}',
    '{"hello":"world"}',
    "[" * 100_000,
    "<html>" + "x" * 10_000,
]


@pytest_asyncio.fixture
async def chuchu(telegram: FakeTelegram, tmp_path: Path) -> AsyncIterator[Running]:
    """The real bot, with little patience."""
    async with running_bot(telegram, tmp_path, QUICK) as running:
        yield running


async def answers(telegram: FakeTelegram, person: Person, chat: Chat) -> bool:
    """Whether the next message in a chat is the answer to the next question."""
    telegram.say(person, chat, BREAD)
    return HOURS in (await telegram.next_message(chat)).text


def texts(chat: Chat) -> list[str]:
    """What the bot has sent to a chat and nobody has looked at."""
    return [message.text for message in chat.from_bot]


def waits(telegram: FakeTelegram, method: str) -> list[float]:
    """The seconds between the calls of a method."""
    times = [call.time for call in telegram.calls_of(method)]
    return [after - before for before, after in pairwise(times)]


async def polled(telegram: FakeTelegram, times: int) -> None:
    """Wait until the bot has asked for updates so many times more."""
    wanted = len(telegram.calls_of("getUpdates")) + times
    await telegram.bell.until(
        lambda: len(telegram.calls_of("getUpdates")) >= wanted or None, 5, "no more polls came"
    )


async def status(telegram: FakeTelegram, boss: Person) -> str:
    telegram.say(boss, telegram.private(boss), "/status")
    return (await telegram.next_message(telegram.private(boss))).text


async def test_too_many_requests_are_waited_out_and_the_answer_comes_once(
    telegram: FakeTelegram, chuchu: Running, alice: Person, home: Chat
) -> None:
    telegram.fail("sendMessage", "too_many", times=2, retry_after=1)
    telegram.say(alice, home, TEA)
    assert WATER in (await telegram.next_message(home)).text
    assert [wait >= 1 for wait in waits(telegram, "sendMessage")] == [True, True]
    assert await answers(telegram, alice, home)


async def test_every_kind_of_request_obeys_retry_after(
    telegram: FakeTelegram, chuchu: Running, alice: Person, home: Chat
) -> None:
    telegram.say(alice, home, "/language")
    choice = await telegram.next_message(home)
    for method in ("answerCallbackQuery", "editMessageText", "getUpdates"):
        telegram.fail(method, "too_many", retry_after=1)
    query = telegram.press(alice, choice, "English")
    await telegram.next_edit(choice)
    await telegram.answer_to(query)
    for method in ("answerCallbackQuery", "editMessageText", "getUpdates"):
        refused = next(c for c in telegram.calls_of(method) if "Too Many" in c.outcome)
        later = [c.time for c in telegram.calls_of(method) if c.time > refused.time]
        assert later
        assert min(later) - refused.time >= 1


async def test_a_chat_that_must_wait_holds_up_no_answer_that_is_due(
    telegram: FakeTelegram, chuchu: Running, alice: Person, home: Chat
) -> None:
    bob = telegram.person("老周", language_code="zh-hans")
    telegram.fail("sendMessage", "too_many", retry_after=4)
    telegram.say(alice, home, TEA)
    telegram.say(bob, telegram.private(bob), BREAD)
    assert HOURS in (await telegram.next_message(telegram.private(bob), timeout=2)).text
    assert WATER in (await telegram.next_message(home)).text


async def test_what_telegram_says_it_failed_to_send_is_sent_again(
    telegram: FakeTelegram, chuchu: Running, alice: Person, home: Chat
) -> None:
    telegram.fail("sendMessage", "server_error", times=3)
    telegram.say(alice, home, TEA)
    assert WATER in (await telegram.next_message(home)).text
    assert await answers(telegram, alice, home)


@pytest.mark.parametrize("kind", ["bad_gateway", "garbage", "drop_before"])
async def test_a_message_that_may_have_arrived_is_not_sent_again(
    telegram: FakeTelegram, chuchu: Running, alice: Person, home: Chat, kind: str
) -> None:
    telegram.fail("sendMessage", kind)  # type: ignore[arg-type]  # one of its kinds
    telegram.say(alice, home, TEA)
    assert await answers(telegram, alice, home)
    assert len(telegram.calls_of("sendMessage")) == 2


@pytest.mark.parametrize("kind", ["drop_after", "slow"])
async def test_a_message_that_arrived_without_word_of_it_arrives_once(
    telegram: FakeTelegram, chuchu: Running, alice: Person, home: Chat, kind: str
) -> None:
    telegram.fail("sendMessage", kind, seconds=1)  # type: ignore[arg-type]  # one of its kinds
    telegram.say(alice, home, TEA)
    assert WATER in (await telegram.next_message(home)).text
    assert await answers(telegram, alice, home)
    assert len(telegram.calls_of("sendMessage")) == 2


async def test_messages_whose_fate_is_unclear_are_counted_for_admins(
    telegram: FakeTelegram, tmp_path: Path, alice: Person, home: Chat
) -> None:
    boss = telegram.person("Boss", language_code="en")
    async with running_bot(telegram, tmp_path, QUICK, admin_ids=frozenset({boss.id})):
        assert "may not have arrived" not in await status(telegram, boss)
        telegram.fail("sendMessage", "drop_after")
        telegram.say(alice, home, TEA)
        await telegram.next_message(home)
        assert await answers(telegram, alice, home)
        assert "may not have arrived: 1" in await status(telegram, boss)


@pytest.mark.parametrize("kind", ["server_error", "bad_gateway", "drop_before", "drop_after"])
async def test_an_edit_is_tried_again_since_twice_does_no_harm(
    telegram: FakeTelegram, chuchu: Running, alice: Person, home: Chat, kind: str
) -> None:
    telegram.say(alice, home, "/language")
    choice = await telegram.next_message(home)
    telegram.fail("editMessageText", kind)  # type: ignore[arg-type]  # one of its kinds
    telegram.press(alice, choice, "English")
    await telegram.next_edit(choice)
    await telegram.settled()
    assert telegram.calls_of("editMessageText")[-1].outcome.startswith(("ok", "Bad Request: mes"))
    assert len(telegram.calls_of("editMessageText")) == 2


@pytest.mark.parametrize("kind", ["bad_gateway", "drop_after", "garbage"])
async def test_a_press_has_its_effect_even_where_its_answer_is_lost(
    telegram: FakeTelegram, chuchu: Running, alice: Person, home: Chat, kind: str
) -> None:
    telegram.say(alice, home, "/language")
    choice = await telegram.next_message(home)
    telegram.fail("answerCallbackQuery", kind)  # type: ignore[arg-type]  # one of its kinds
    telegram.press(alice, choice, "English")
    await telegram.next_edit(choice)
    assert len(telegram.calls_of("answerCallbackQuery")) == 1


@pytest.mark.parametrize("body", HOSTILE_BODIES, ids=lambda body: body[:20])
async def test_no_answer_of_a_server_stops_the_bot(
    telegram: FakeTelegram, chuchu: Running, alice: Person, home: Chat, body: str
) -> None:
    telegram.fail("getUpdates", "garbage", times=2, body=body)
    telegram.fail("setMyCommands", "garbage", body=body)
    telegram.say(alice, home, TEA)
    assert WATER in (await telegram.next_message(home)).text
    assert await answers(telegram, alice, home)
    assert texts(home) == []


@pytest.mark.parametrize("kind", ["server_error", "bad_gateway", "drop_before", "drop_after"])
async def test_a_fetch_that_fails_is_made_again_and_nothing_is_answered_twice(
    telegram: FakeTelegram, chuchu: Running, alice: Person, home: Chat, kind: str
) -> None:
    telegram.fail("getUpdates", kind, times=3)  # type: ignore[arg-type]  # one of its kinds
    telegram.say(alice, home, TEA)
    assert WATER in (await telegram.next_message(home)).text
    assert await answers(telegram, alice, home)


async def test_a_fetch_without_answer_is_given_up_and_made_again(
    telegram: FakeTelegram, tmp_path: Path, alice: Person, home: Chat
) -> None:
    telegram.fail("getUpdates", "slow", seconds=30)
    async with running_bot(telegram, tmp_path, Patience(read=0.1, poll=0, first_pause=0.01)):
        telegram.say(alice, home, TEA)
        assert WATER in (await telegram.next_message(home)).text


async def test_nothing_is_lost_or_repeated_when_telegram_is_down_for_a_while(
    telegram: FakeTelegram, chuchu: Running, alice: Person, home: Chat
) -> None:
    assert await answers(telegram, alice, home)
    async with telegram.down():
        telegram.say(alice, home, TEA)
        await asyncio.sleep(0.1)  # tries in vain
    assert WATER in (await telegram.next_message(home)).text
    assert await answers(telegram, alice, home)


async def test_an_answer_that_could_not_go_out_goes_out_when_telegram_is_back(
    telegram: FakeTelegram, tmp_path: Path, alice: Person, home: Chat
) -> None:
    patient = Patience(retries=(0.05,) * 100, first_pause=0.01, longest_pause=0.03)
    async with running_bot(telegram, tmp_path, patient):
        # When the time to try again has come, nobody is there.
        telegram.fail("sendMessage", "too_many", retry_after=1)
        telegram.say(alice, home, TEA)
        await telegram.bell.until(lambda: telegram.calls_of("sendMessage") or None, 5, "no send")
        async with telegram.down():
            await asyncio.sleep(1.3)
        assert WATER in (await telegram.next_message(home)).text
        assert await answers(telegram, alice, home)


async def test_failing_fetches_are_logged_once_a_minute(
    telegram: FakeTelegram, chuchu: Running, caplog: pytest.LogCaptureFixture
) -> None:
    telegram.fail("getUpdates", "bad_gateway", times=20)
    telegram.say(telegram.person("x"), telegram.group("g"), "/help", deliver=True)
    await polled(telegram, 20)
    said = [r.getMessage() for r in caplog.records if r.levelno >= logging.WARNING]
    assert said == [
        "No updates from Telegram: HTTP 502, but no answer of a Bot API server; trying again"
    ]


async def test_an_update_that_comes_twice_is_answered_once(
    telegram: FakeTelegram, chuchu: Running, alice: Person, home: Chat
) -> None:
    telegram.deliver_twice = True
    telegram.say(alice, home, TEA)
    assert WATER in (await telegram.next_message(home)).text
    telegram.repeat_last_update()
    assert await answers(telegram, alice, home)
    await telegram.settled()
    assert texts(home) == []


async def test_an_answered_question_is_not_answered_again_after_a_restart(
    telegram: FakeTelegram, tmp_path: Path, alice: Person, home: Chat
) -> None:
    async with running_bot(telegram, tmp_path, QUICK):
        telegram.say(alice, home, TEA)
        await telegram.next_message(home)
    telegram.repeat_last_update()
    async with running_bot(telegram, tmp_path, QUICK):
        assert await answers(telegram, alice, home)
        assert texts(home) == []


async def test_what_cannot_be_read_is_left_out_and_never_fetched_again(
    telegram: FakeTelegram,
    chuchu: Running,
    alice: Person,
    home: Chat,
    caplog: pytest.LogCaptureFixture,
) -> None:
    hostile: list[Json] = [
        {"message": {"message_id": "x"}},
        {"message": 7},
        {"callback_query": {"id": "1"}},
        {"message": Message(7, home, alice, TEA).as_json() | {"date": 10**15}},
    ]
    for update in hostile:
        telegram.put_update(update)
    telegram.say(alice, home, TEA)
    assert WATER in (await telegram.next_message(home)).text
    await telegram.settled()
    unread = [r for r in caplog.records if "can't be read, and is left out" in r.getMessage()]
    assert len(unread) == len(hostile)


@pytest.mark.parametrize(
    ("text", "in_group", "told"),
    [(TEA, False, 1), (f"/ask {TEA}", True, 1), (TEA, True, 0)],
    ids=["in private", "asked in a group", "said in a group"],
)
async def test_who_spoke_to_the_bot_is_told_of_an_exception(
    telegram: FakeTelegram,
    tmp_path: Path,
    alice: Person,
    home: Chat,
    group: Chat,
    text: str,
    in_group: bool,
    told: int,
) -> None:
    chat = group if in_group else home
    state = await State.open(tmp_path / "data")
    settings = Given(telegram_api_url=telegram.url, sends_per_second=0, group_sends_per_minute=0)
    async with build_bot(settings, telegram.token, state, QUICK) as bot:
        application = ApplicationBuilder().bot(bot).updater(None).build()
        message = telegram.say(alice, chat, text).as_json()
        update = Update.de_json({"update_id": 1, "message": message}, bot)
        context: Any = CallbackContext[Any, Any, Any, Any].from_error(
            update, ValueError(), application
        )
        await Errors(bot, Readers(state), Notices(bot, state, 0)).on_error(update, context)
    await state.close()
    assert len(texts(chat)) == told
    assert all("抱歉" in line for line in texts(chat))


async def test_conflicts_are_waited_out(
    telegram: FakeTelegram,
    chuchu: Running,
    alice: Person,
    home: Chat,
    caplog: pytest.LogCaptureFixture,
) -> None:
    telegram.fail("getUpdates", "conflict", times=10)
    telegram.say(alice, home, "/help")
    await telegram.next_message(home)
    telegram.say(alice, home, TEA)
    assert WATER in (await telegram.next_message(home)).text
    assert len(telegram.calls_of("getUpdates")) >= 10
    assert [r.getMessage()[:31] for r in caplog.records if r.levelno >= logging.WARNING] == [
        "Another process takes this bot'"
    ]
    assert await answers(telegram, alice, home)


@pytest.mark.parametrize("between", [0, 3])
async def test_conflicts_that_go_on_end_the_bot_even_with_fetches_between(
    telegram: FakeTelegram, tmp_path: Path, between: int
) -> None:
    hasty = Patience(conflict=0.2, first_pause=0.02, longest_pause=0.03, poll=0)
    running = running_bot(telegram, tmp_path, hasty)
    bot = (await running.__aenter__()).task
    while not bot.done():
        telegram.fail("getUpdates", "conflict")
        polls = asyncio.create_task(polled(telegram, 1 + between))
        await asyncio.wait({bot, polls}, return_when=asyncio.FIRST_COMPLETED)
        polls.cancel()
    with pytest.raises(ServiceError, match=r"^TELEGRAM_BOT_TOKEN_FILE: another process"):
        await running.__aexit__(None, None, None)


async def test_a_token_that_is_revoked_ends_the_bot(
    telegram: FakeTelegram, tmp_path: Path, alice: Person, home: Chat
) -> None:
    running = running_bot(telegram, tmp_path, QUICK)
    bot = (await running.__aenter__()).task
    telegram.fail("getUpdates", "unauthorized", times=100)
    telegram.say(alice, home, "/help")
    await asyncio.wait([bot], timeout=5)
    with pytest.raises(ServiceError, match=r"^TELEGRAM_BOT_TOKEN_FILE: "):
        await running.__aexit__(None, None, None)


async def test_a_flood_is_answered_whole_and_in_order(
    telegram: FakeTelegram, chuchu: Running
) -> None:
    people = [telegram.person(f"p{n}") for n in range(60)]
    for _ in range(5):
        for person in people:
            telegram.say(person, telegram.private(person), "/id")
            telegram.say(person, telegram.private(person), "/privacy")
    for person in people:
        chat = telegram.private(person)
        said = [(await telegram.next_message(chat, 30)).text for _ in range(10)]
        assert [str(person.id) in text for text in said] == [True, False] * 5
