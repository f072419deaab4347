"""Starts that can't be: a few lines, the last of which says what to mend."""

import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from aiohttp import web

from bot.patience import Patience
from bot.service import ServiceError
from tests.telegram.processes import Ended, at, process
from tests.telegram.running import running_bot
from tests.telegram.server import FakeTelegram
from tests.telegram.world import Chat, Person

pytestmark = pytest.mark.asyncio

TOKEN, PASSWORD = "4242:AAH-secret_of_the_bot", "pass%2Fword"
QUICK = Patience(retries=(0.01,), start=0.3)


@pytest.fixture
def nobody() -> str:
    """An address at which nobody listens."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return f"127.0.0.1:{taken.getsockname()[1]}"


@asynccontextmanager
async def some_server(status: int, body: str) -> AsyncIterator[str]:
    """A server that isn't Telegram's and answers everything alike, the path repeated in it."""

    async def answer(request: web.BaseRequest) -> web.Response:
        text = body.replace("PATH", request.path)
        return web.Response(status=status, text=text, content_type="text/html")

    runner = web.ServerRunner(web.Server(answer))
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


async def start(where: Path, **environment: str) -> Ended:
    async with process(where, "run", **environment) as bot:
        return await bot.ended()


async def why_not(telegram: FakeTelegram, where: Path, **settings: str) -> str:
    """Why a bot with these settings doesn't start."""
    bot = running_bot(telegram, where, QUICK, **settings)
    await bot.__aenter__()
    with pytest.raises(ServiceError) as failed:
        await bot.__aexit__(None, None, None)
    return str(failed.value)


def said(ended: Ended, code: int) -> str:
    """The last line of a start that failed as it should; it names no secret."""
    assert ended.code == code
    assert len(ended.lines) <= 2
    for secret in ("Traceback", TOKEN.partition(":")[2], PASSWORD, "pass/word"):
        assert secret not in ended.errors
    assert ended.lines[-1].startswith("chuchu: ")
    return ended.lines[-1]


async def test_no_token(tmp_path: Path) -> None:
    assert "TELEGRAM_BOT_TOKEN (or TELEGRAM_BOT_TOKEN_FILE)" in said(await start(tmp_path), 2)


async def test_a_token_that_looks_like_none(tmp_path: Path) -> None:
    ended = await start(tmp_path, TELEGRAM_BOT_TOKEN=f"{TOKEN} {TOKEN}")
    assert "TELEGRAM_BOT_TOKEN takes" in said(ended, 2)


@pytest.mark.parametrize("content", [None, "", "no token"])
async def test_a_token_file_without_a_token(tmp_path: Path, content: str | None) -> None:
    file = tmp_path / "token"
    if content is not None:
        file.write_text(content, "utf-8")
    ended = await start(tmp_path, TELEGRAM_BOT_TOKEN_FILE=str(file))
    assert "TELEGRAM_BOT_TOKEN_FILE takes" in said(ended, 2)


async def test_a_token_that_telegram_does_not_know(telegram: FakeTelegram, tmp_path: Path) -> None:
    ended = await start(tmp_path, **at(telegram) | {"TELEGRAM_BOT_TOKEN": TOKEN})
    assert "TELEGRAM_BOT_TOKEN: Telegram doesn't know this token" in said(ended, 1)


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (200, "<html>Welcome to PATH</html>"),
        (200, '{"hello": "world"}'),
        (404, "<html>PATH was not found</html>"),
        (404, '{"error": "no PATH"}'),
        (403, "<html>PATH is forbidden</html>"),
        (301, ""),
        (502, "Bad gateway: PATH"),
    ],
)
async def test_a_server_that_is_not_telegrams(
    telegram: FakeTelegram, tmp_path: Path, status: int, body: str
) -> None:
    async with some_server(status, body) as url:
        reason = await why_not(telegram, tmp_path, telegram_api_url=url)
    no_api = "no answer of a Bot API server"
    assert reason == (
        f"the Bot API server isn't one (HTTP {status}, but {no_api}); check TELEGRAM_API_URL"
    )


@pytest.mark.parametrize("host", ["", "no such host", "a..b", "chuchu.invalid"])
async def test_no_server_at_all(
    telegram: FakeTelegram, tmp_path: Path, nobody: str, host: str
) -> None:
    reason = await why_not(telegram, tmp_path, telegram_api_url=f"http://{host or nobody}")
    assert reason.startswith("the Bot API server can't be reached (")
    assert reason.endswith("); check TELEGRAM_API_URL")


@pytest.mark.parametrize("kind", ["http", "socks5"])
@pytest.mark.parametrize("host", ["", "chuchu.invalid:1", "a b:1"])
async def test_a_proxy_that_does_not_listen(
    telegram: FakeTelegram, tmp_path: Path, nobody: str, kind: str, host: str
) -> None:
    proxy = f"{kind}://me:{PASSWORD}@{host or nobody}"
    reason = await why_not(telegram, tmp_path, telegram_proxy=proxy)
    assert reason.endswith("); check TELEGRAM_PROXY")
    assert "word" not in reason


@pytest.mark.parametrize("proxy", ["http://[::1", "socks5://x:99999", "ftp://x"])
async def test_a_proxy_that_is_no_address(tmp_path: Path, proxy: str) -> None:
    ended = await start(tmp_path, TELEGRAM_BOT_TOKEN=TOKEN, TELEGRAM_PROXY=proxy)
    assert "TELEGRAM_PROXY" in said(ended, 2)


async def test_a_proxy_of_the_environment_that_is_no_address(tmp_path: Path) -> None:
    proxy = f"ftp://me:{PASSWORD}@host"
    ended = await start(tmp_path, TELEGRAM_BOT_TOKEN=TOKEN, HTTPS_PROXY=proxy, NO_PROXY="")
    assert "HTTPS_PROXY (or ALL_PROXY) takes" in said(ended, 2)


async def test_a_server_without_words(telegram: FakeTelegram, tmp_path: Path) -> None:
    telegram.fail("getMe", "slow", seconds=30)
    reason = await why_not(telegram, tmp_path)
    assert reason.endswith("can't be reached (no answer in time); check TELEGRAM_API_URL")


async def test_a_knowledge_folder_that_is_missing(telegram: FakeTelegram, tmp_path: Path) -> None:
    ended = await start(tmp_path, **at(telegram), KNOWLEDGE_DIR=str(tmp_path / "none"))
    assert "KNOWLEDGE_DIR" in said(ended, 1)
    assert telegram.calls == []


@pytest.mark.parametrize("where", ["token/data", "token", "/proc/chuchu"])
async def test_a_data_folder_that_cannot_be_is_named_and_the_bot_runs_without(
    telegram: FakeTelegram, tmp_path: Path, alice: Person, home: Chat, where: str
) -> None:
    (tmp_path / "token").write_text("a file", "utf-8")
    async with process(tmp_path, "run", **at(telegram), DATA_DIR=str(tmp_path / where)) as bot:
        telegram.say(alice, home, "酸面包要发酵几个小时？")
        assert "12个小时" in (await telegram.next_message(home, 20)).text
        ended = await bot.stop()
    assert ended.code == 0
    assert len([line for line in ended.lines if "DATA_DIR" in line]) == 1
    assert "Traceback" not in ended.errors
