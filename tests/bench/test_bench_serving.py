"""How the whole bot is measured beside the least one."""

import asyncio
from itertools import count
from pathlib import Path
from typing import Any, cast

import aiohttp
import pytest

from bench.load import Load, LoadError, backlog, trickle, typing, warm_up
from bench.running import BotError, chuchu, echo
from bench.wire import TOKEN, Wire
from tests.bench.bench_house import tiny_knowledge

pytestmark = pytest.mark.asyncio


async def call(wire: Wire, method: str, **parameters: object) -> dict[str, object]:
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{wire.url}/bot{TOKEN}/{method}", data=parameters) as response,
    ):
        answer: dict[str, object] = await response.json()
        return answer


async def test_a_question_is_timed_from_its_sending_to_its_reply() -> None:
    async with Wire() as wire:
        wire.ask(7, "?")
        assert not wire.times
        await call(wire, "sendMessage", chat_id=7, text="!")
        assert await wire.answered()
        assert len(wire.times) == 1


async def test_what_is_typed_inline_is_timed_to_its_answer_and_from_its_handing_out() -> None:
    async with Wire() as wire:
        wire.type_inline(7, "?")
        await asyncio.sleep(0.05)
        [update] = cast("list[dict[str, Any]]", (await call(wire, "getUpdates"))["result"])
        query = update["inline_query"]
        assert (query["from"]["id"], query["query"]) == (7, "?")
        await call(wire, "answerInlineQuery", inline_query_id=query["id"], results="[]")
        assert await wire.answered()
        [whole], [own] = wire.times, wire.own_times
    assert own < 50 < whole


async def test_inline_every_question_is_typed_half_and_whole(tmp_path: Path) -> None:
    async with Wire() as wire, chuchu(wire, tiny_knowledge(tmp_path)):
        waits = await typing(wire, ["铁观音"], Load(people=50, inline_rate=100, seconds=0.2))
    assert waits.answered == waits.asked > 0


async def test_updates_come_again_until_they_are_confirmed() -> None:
    async with Wire() as wire:
        wire.ask(7, "?")
        first, second = await call(wire, "getUpdates"), await call(wire, "getUpdates", offset=1)
        assert first == second
        assert (await call(wire, "getUpdates", offset=2))["result"] == []


async def test_a_reply_comes_back_with_its_entities() -> None:
    html = '<b>𝛑&lt;</b> <a href="https://example.com/?a&amp;b">x</a>'
    async with Wire() as wire:
        answer = await call(wire, "sendMessage", chat_id=7, text=html, parse_mode="HTML")
    sent = answer["result"]
    assert isinstance(sent, dict)
    assert sent["text"] == "𝛑< x"
    assert sent["entities"] == [
        {"type": "bold", "offset": 0, "length": 3},
        {"type": "text_link", "offset": 4, "length": 1, "url": "https://example.com/?a&b"},
    ]


async def test_an_echo_bot_answers_all_that_waits() -> None:
    async with Wire() as wire, echo(wire) as bot:
        await warm_up(wire, ["?"], 2)
        pace = await backlog(wire, bot, ["?"], 2, 5)
    assert pace.rate > 0
    assert bot.process.returncode == 0


async def test_questions_trickle_on_until_what_is_waited_for_has_come() -> None:
    looks = count()
    async with Wire() as wire, echo(wire):
        load = Load(people=2, rate=100, seconds=0)
        waits = await trickle(wire, ["?"], load, lambda: next(looks) == 3)
    assert (waits.asked, waits.answered) == (3, 3)


async def test_a_question_without_a_reply_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bench.load._WARM_UP_SECONDS", 0.01)
    async with Wire() as wire:
        with pytest.raises(LoadError, match="2 questions unanswered"):
            await warm_up(wire, ["?"], 2)


async def test_a_bot_that_does_not_come_up_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(BotError, match="nowhere"):
        async with Wire() as wire, chuchu(wire, tmp_path / "nowhere"):
            await asyncio.sleep(0)
