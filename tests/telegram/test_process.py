"""The process: how it starts, what signals do, and what of it survives a crash."""

import asyncio
from pathlib import Path

import pytest

from tests.telegram.processes import at, polls, process
from tests.telegram.proxies import http_proxy, socks_proxy
from tests.telegram.server import FakeTelegram
from tests.telegram.world import Chat, Person

pytestmark = pytest.mark.asyncio

TEA, WATER = "铁观音要用多少度的水？", "95度"
BREAD, HOURS = "酸面包要发酵几个小时？", "12个小时"
START = 20


async def answers(telegram: FakeTelegram, person: Person, chat: Chat) -> bool:
    """Whether the next message in a chat is the answer to the next question."""
    telegram.say(person, chat, BREAD)
    return HOURS in (await telegram.next_message(chat, START)).text


async def test_the_bot_starts_answers_and_stops_and_nothing_odd_is_logged(
    telegram: FakeTelegram, tmp_path: Path, alice: Person, home: Chat
) -> None:
    async with process(tmp_path, "run", **at(telegram)) as bot:
        assert await answers(telegram, alice, home)
        ended = await bot.stop()
    assert ended.code == 0
    assert ended.out == ""
    assert [line for line in ended.lines if " INFO " not in line] == []


@pytest.mark.parametrize("name", ["SIGTERM", "SIGINT"])
async def test_told_to_stop_it_finishes_what_is_in_hand_and_confirms_it(
    telegram: FakeTelegram, tmp_path: Path, name: str
) -> None:
    people = [telegram.person(f"p{n}") for n in range(4)]
    async with process(tmp_path, "run", **at(telegram)) as bot:
        await polls(telegram, bot)
        telegram.fail("sendMessage", "slow", times=4, seconds=0.5)
        for person in people:
            telegram.say(person, telegram.private(person), TEA)
        sends = telegram.calls_of
        await telegram.bell.until(lambda: sends("sendMessage") or None, 5, "nothing was sent")
        bot.send(name)
        ended = await bot.ended()
    assert ended.code == 0
    assert telegram.updates.unconfirmed == 0
    for person in people:
        assert WATER in (await telegram.next_message(telegram.private(person))).text
    async with process(tmp_path, "run", **at(telegram)) as bot:
        assert await answers(telegram, people[0], telegram.private(people[0]))
        assert (await bot.stop()).code == 0
    assert len(telegram.calls_of("sendMessage")) == 5


async def test_a_second_signal_ends_the_wait_for_what_is_in_hand(
    telegram: FakeTelegram, tmp_path: Path, alice: Person, home: Chat
) -> None:
    async with process(tmp_path, "run", **at(telegram)) as bot:
        await polls(telegram, bot)
        telegram.fail("sendMessage", "too_many", retry_after=60)
        for _ in range(3):
            telegram.say(alice, home, TEA)
        calls = telegram.calls_of
        await telegram.bell.until(lambda: calls("sendMessage") or None, 5, "nothing was sent")
        bot.send("SIGTERM")
        await telegram.bell.until(
            lambda: calls("getUpdates")[-1].parameters.get("timeout") == 0 or None, 5, "no end"
        )
        bot.send("SIGTERM")
        ended = await bot.ended(timeout=10)
    assert ended.code == 0
    assert "Not all that was in hand could be finished" in ended.lines[-1]


@pytest.mark.parametrize("name", ["SIGTERM", "SIGINT"])
async def test_told_to_stop_while_telegram_does_not_say_who_it_is_it_ends_at_once(
    telegram: FakeTelegram, tmp_path: Path, name: str
) -> None:
    telegram.fail("getMe", "slow", seconds=60)
    async with process(tmp_path, "run", **at(telegram)) as bot:
        calls = telegram.calls_of
        await telegram.bell.until(lambda: calls("getMe") or None, START, "no getMe")
        bot.send(name)
        ended = await bot.ended(timeout=10)
    assert ended.code == 0
    assert ended.lines == []


async def test_told_to_stop_while_it_reads_its_knowledge_it_does_not_finish_reading(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    (tmp_path / "knowledge" / "articles").mkdir(parents=True)
    text = "\n".join(f"第{n}家茶馆在{n}年开业，铁观音卖{n}元一两。" for n in range(100_000))
    (tmp_path / "knowledge" / "articles" / "long.txt").write_text(text, "utf-8")
    async with process(tmp_path, "run", **at(telegram, LOG_LEVEL="DEBUG")) as bot:
        await asyncio.sleep(1.5)  # it is reading by now, or still starting
        bot.send("SIGTERM")
        ended = await bot.ended(timeout=10)
    assert ended.code == 0
    assert "Traceback" not in ended.errors
    assert telegram.calls == []


async def test_a_hangup_reloads(
    telegram: FakeTelegram, tmp_path: Path, alice: Person, home: Chat
) -> None:
    async with process(tmp_path, "run", **at(telegram, WATCH_KNOWLEDGE="false")) as bot:
        assert await answers(telegram, alice, home)
        article = tmp_path / "knowledge" / "articles" / "bread.md"
        article.write_text(article.read_text("utf-8").replace("12个小时", "36个小时"), "utf-8")
        bot.send("SIGHUP")
        async with asyncio.timeout(10):
            said = ""
            while "36个小时" not in said:
                telegram.say(alice, home, BREAD)
                said = (await telegram.next_message(home)).text
        ended = await bot.stop()
    assert ended.code == 0
    assert "1 changed" in ended.errors


async def test_what_was_answered_before_a_crash_is_not_answered_again(
    telegram: FakeTelegram, tmp_path: Path, alice: Person, home: Chat
) -> None:
    async with process(tmp_path, "run", **at(telegram)) as bot:
        await polls(telegram, bot)
        telegram.say(alice, home, TEA)
        telegram.fail("getUpdates", "bad_gateway", times=5)
        assert WATER in (await telegram.next_message(home, START)).text
        await asyncio.sleep(1)  # the database has it half a second later
        await bot.kill()
    telegram.repeat_last_update()
    telegram.fail("getUpdates", "bad_gateway", times=0)
    async with process(tmp_path, "run", **at(telegram)) as bot:
        assert await answers(telegram, alice, home)
        await bot.stop()
    assert len(telegram.calls_of("sendMessage")) == 2


async def test_a_process_killed_at_any_time_leaves_data_that_the_next_one_takes(
    telegram: FakeTelegram, tmp_path: Path, alice: Person, home: Chat
) -> None:
    for moment in (0.4, 0.7, 0.0, 0.3):
        async with process(tmp_path, "run", **at(telegram)) as bot:
            if moment < 0.4:
                assert await answers(telegram, alice, home)
            await asyncio.sleep(moment)
            await bot.kill()
    async with process(tmp_path, "run", **at(telegram)) as bot:
        assert await answers(telegram, alice, home)
        ended = await bot.stop()
    assert ended.code == 0
    assert "can't be" not in ended.errors


async def test_a_token_that_is_revoked_ends_the_process_with_one_line(
    telegram: FakeTelegram, tmp_path: Path, alice: Person, home: Chat
) -> None:
    async with process(tmp_path, "run", **at(telegram, LOG_LEVEL="ERROR")) as bot:
        await polls(telegram, bot)
        telegram.fail("getUpdates", "unauthorized", times=100)
        telegram.say(alice, home, "/help")
        ended = await bot.ended()
    assert ended.code == 1
    assert ended.lines[-1].startswith("chuchu: TELEGRAM_BOT_TOKEN: ")
    assert "Traceback" not in ended.errors


async def test_a_webhook_that_was_set_is_removed(
    telegram: FakeTelegram, tmp_path: Path, alice: Person, home: Chat
) -> None:
    telegram.webhook = "https://example.com/hook"
    async with process(tmp_path, "run", **at(telegram)) as bot:
        assert await answers(telegram, alice, home)
        assert (await bot.stop()).code == 0
    assert telegram.webhook == ""


async def test_without_a_command_it_runs_where_a_token_is_set(
    telegram: FakeTelegram, tmp_path: Path, alice: Person, home: Chat
) -> None:
    token = tmp_path / "token"
    token.write_text(f"{telegram.token}\n", "utf-8")
    settings = {"TELEGRAM_API_URL": telegram.url, "TELEGRAM_BOT_TOKEN_FILE": str(token)}
    async with process(tmp_path, **settings) as bot:
        assert await answers(telegram, alice, home)
        assert (await bot.stop()).code == 0
    async with process(tmp_path) as chat:
        ended = await chat.ended()
    assert ended.code == 0


@pytest.mark.parametrize("kind", ["http", "socks5"])
async def test_a_proxy_that_is_set_carries_everything(
    telegram: FakeTelegram, tmp_path: Path, alice: Person, home: Chat, kind: str
) -> None:
    proxy = http_proxy() if kind == "http" else socks_proxy()
    async with proxy as (address, carried):
        settings = at(telegram, TELEGRAM_PROXY=f"{kind}://user:se%23cret@{address}")
        async with process(tmp_path, "run", **settings, LOG_LEVEL="DEBUG") as bot:
            assert await answers(telegram, alice, home)
            ended = await bot.stop()
    assert ended.code == 0
    assert set(carried) == {telegram.url.removeprefix("http://")}
    for secret in ("se#cret", "se%23cret", telegram.token, telegram.token.partition(":")[2]):
        assert secret not in ended.errors


async def test_a_proxy_of_the_environment_carries_everything_unless_it_is_told_not_to(
    telegram: FakeTelegram, tmp_path: Path, alice: Person, home: Chat
) -> None:
    async with http_proxy() as (address, carried):
        settings = at(telegram, HTTP_PROXY=f"http://user:se%23cret@{address}", NO_PROXY="127.0.0.1")
        async with process(tmp_path, "run", **settings, LOG_LEVEL="DEBUG") as bot:
            assert await answers(telegram, alice, home)
            await bot.stop()
        assert carried == []
        async with process(tmp_path, "run", **settings | {"NO_PROXY": ""}) as bot:
            assert await answers(telegram, alice, home)
            ended = await bot.stop()
    assert set(carried) == {telegram.url.removeprefix("http://")}
    assert "cret" not in ended.errors


async def test_no_log_level_shows_a_secret_whatever_goes_wrong(
    telegram: FakeTelegram, tmp_path: Path, alice: Person, home: Chat
) -> None:
    echo = f"<html>The requested URL /bot{telegram.token}/sendMessage was not found</html>"
    async with process(tmp_path, "run", **at(telegram, LOG_LEVEL="DEBUG")) as bot:
        await polls(telegram, bot)
        for method in ("getUpdates", "sendMessage", "answerCallbackQuery"):
            telegram.fail(method, "garbage", body=echo)
        telegram.fail("getUpdates", "drop_before")
        telegram.fail("sendMessage", "server_error")
        telegram.put_update({"message": {"text": telegram.token}})
        telegram.say(alice, home, f"{TEA} {telegram.token}")
        assert await answers(telegram, alice, home)
        await bot.stop()
        ended = await bot.ended()
    assert "Traceback" in ended.errors
    assert telegram.token.partition(":")[2] not in ended.errors
