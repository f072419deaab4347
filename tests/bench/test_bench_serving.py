"""How the whole bot is measured beside the least one."""

import asyncio
from pathlib import Path

import aiohttp
import pytest

from bench.load import LoadError, backlog, warm_up
from bench.running import BotError, chuchu, echo
from bench.thousand import write_folder
from bench.wire import TOKEN, Wire
from knowledge import KnowledgeBase
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


async def test_a_question_without_a_reply_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bench.load._WARM_UP_SECONDS", 0.01)
    async with Wire() as wire:
        with pytest.raises(LoadError, match="2 questions unanswered"):
            await warm_up(wire, ["?"], 2)


async def test_a_bot_that_does_not_come_up_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(BotError, match="nowhere"):
        async with Wire() as wire, chuchu(wire, tmp_path / "nowhere"):
            await asyncio.sleep(0)


async def test_a_large_folder_is_made_of_the_small_ones_sentences(tmp_path: Path) -> None:
    small, large = tiny_knowledge(tmp_path), tmp_path / "large"
    write_folder(small, large, 3)
    articles = KnowledgeBase.open(large).articles
    assert len(articles) == 3
    assert all("铁观音" in a.body or "酸面包" in a.body for a in articles)
    assert all(500 <= len(a.body) < 600 for a in articles)
