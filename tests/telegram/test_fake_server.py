"""The server that stands in for Telegram speaks HTTP as Telegram does, and fails on order."""

import asyncio
from typing import Any

import aiohttp
import pytest

from tests.telegram.client import Client
from tests.telegram.schema import METHODS
from tests.telegram.server import FakeTelegram
from tests.telegram.world import Chat, Json, Person

pytestmark = pytest.mark.asyncio


@pytest.mark.parametrize(
    ("token", "status", "description"),
    [("123456:wrong", 401, "Unauthorized"), ("nonsense", 404, "Not Found")],
)
async def test_a_wrong_token_is_refused(
    telegram: FakeTelegram, token: str, status: int, description: str
) -> None:
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"{telegram.url}/bot{token}/getMe") as response,
    ):
        assert response.status == status
        expected = {"ok": False, "error_code": status, "description": description}
        assert await response.json() == expected


async def test_an_unknown_method_is_refused(bot: Client) -> None:
    assert await bot.refusal("sendMassage") == "404 Not Found"


@pytest.mark.parametrize("way", ["form", "json", "query"])
async def test_parameters_come_as_a_form_as_json_or_in_the_query(
    telegram: FakeTelegram, home: Chat, way: str
) -> None:
    url = f"{telegram.url}/bot{telegram.token}/sendmessage"
    values = {"chat_id": home.id, "text": "<b>好</b>", "parse_mode": "HTML"}
    ways: dict[str, Json] = {
        "form": {"data": values},
        "json": {"json": values},
        "query": {"params": values},
    }
    async with aiohttp.ClientSession() as session, session.post(url, **ways[way]) as response:
        assert (await response.json())["ok"]
    assert (await telegram.next_message(home)).bold == ["好"]


async def test_an_offset_confirms_what_came_before(
    telegram: FakeTelegram, bot: Client, alice: Person, home: Chat
) -> None:
    for text in "abc":
        telegram.say(alice, home, text)
    updates = await bot.result("getUpdates", limit=2)
    assert [update["message"]["text"] for update in updates] == ["a", "b"]
    updates = await bot.result("getUpdates", offset=updates[-1]["update_id"] + 1)
    assert [update["message"]["text"] for update in updates] == ["c"]
    assert await bot.result("getUpdates", offset=updates[-1]["update_id"] + 1) == []


async def test_a_long_poll_ends_with_the_first_update(
    telegram: FakeTelegram, bot: Client, alice: Person, home: Chat
) -> None:
    poll = asyncio.ensure_future(bot.result("getUpdates", timeout=30))
    await asyncio.sleep(0.05)
    telegram.say(alice, home, "a")
    assert len(await asyncio.wait_for(poll, 5)) == 1


async def test_a_second_poller_ends_the_first(bot: Client) -> None:
    first = asyncio.ensure_future(bot.refusal("getUpdates", timeout=30))
    await asyncio.sleep(0.05)
    assert await bot.result("getUpdates") == []
    assert (await asyncio.wait_for(first, 5)).startswith("409 Conflict: terminated by other")


async def test_only_the_updates_asked_for_are_delivered(
    telegram: FakeTelegram, bot: Client, alice: Person, home: Chat
) -> None:
    await bot.result("getUpdates", allowed_updates=["callback_query"])
    telegram.say(alice, home, "a")
    assert await bot.result("getUpdates") == []


async def test_updates_can_come_twice(
    telegram: FakeTelegram, bot: Client, alice: Person, home: Chat
) -> None:
    telegram.deliver_twice = True
    telegram.say(alice, home, "a")
    [first] = await bot.result("getUpdates", limit=1)
    telegram.deliver_twice = False
    offset = first["update_id"] + 1
    assert await bot.result("getUpdates", offset=offset) == [first]
    assert await bot.result("getUpdates", offset=offset) == []
    telegram.repeat_last_update()
    assert await bot.result("getUpdates", offset=offset) == [first]
    assert await bot.result("getUpdates", offset=offset) == []


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        ("too_many", 429),
        ("server_error", 500),
        ("refuse", 400),
        ("conflict", 409),
        ("unauthorized", 401),
    ],
)
async def test_ordered_refusals_come_as_often_as_ordered(
    telegram: FakeTelegram, bot: Client, home: Chat, kind: Any, code: int
) -> None:
    telegram.fail("sendMessage", kind, times=2)
    for _ in range(2):
        answer = await bot.ask("sendMessage", chat_id=home.id, text="a")
        assert answer["error_code"] == code
    assert await bot.result("sendMessage", chat_id=home.id, text="a")


@pytest.mark.parametrize(("kind", "performed"), [("drop_before", 0), ("drop_after", 1)])
async def test_a_dropped_request_was_performed_or_not(
    telegram: FakeTelegram, bot: Client, home: Chat, kind: Any, performed: int
) -> None:
    telegram.fail("sendMessage", kind)
    with pytest.raises(aiohttp.ClientConnectionError):
        await bot.ask("sendMessage", chat_id=home.id, text="a")
    assert len(home.from_bot) == performed


async def test_broken_answers_are_no_json(telegram: FakeTelegram, bot: Client, home: Chat) -> None:
    for kind in ("bad_gateway", "garbage"):
        telegram.fail("sendMessage", kind)
        with pytest.raises(aiohttp.ContentTypeError):
            await bot.ask("sendMessage", chat_id=home.id, text="a")
    assert not home.from_bot


async def test_every_request_is_recorded(telegram: FakeTelegram, bot: Client, home: Chat) -> None:
    await bot.result("sendMessage", chat_id=home.id, text="a")
    await bot.refusal("sendMessage", chat_id=home.id, text="")
    outcomes = [call.outcome for call in telegram.calls_of("sendMessage")]
    assert outcomes == ["ok", "Bad Request: message text is empty"]
    assert telegram.calls[0].parameters == {"chat_id": home.id, "text": "a"}


async def test_settled_waits_for_updates_to_be_confirmed(
    telegram: FakeTelegram, bot: Client, alice: Person, home: Chat
) -> None:
    await telegram.settled()
    telegram.say(alice, home, "a")
    with pytest.raises(AssertionError, match="not settled"):
        await telegram.settled(timeout=0.05)
    [update] = await bot.result("getUpdates")
    await bot.result("getUpdates", offset=update["update_id"] + 1)
    await telegram.settled()


async def test_what_does_not_come_is_said(telegram: FakeTelegram, home: Chat) -> None:
    with pytest.raises(AssertionError, match="no message came in 小林"):
        await telegram.next_message(home, timeout=0.01)


async def test_every_method_in_the_description_is_served(bot: Client) -> None:
    for method in METHODS:
        answer = await bot.ask(method)
        assert answer["ok"] or answer["error_code"] == 400
