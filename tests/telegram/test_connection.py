"""The bot's requests on the wire: each goes out once, and what fails is told without secrets."""

import asyncio
import gc
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from urllib.parse import parse_qsl

import pytest
from telegram import InputFile
from telegram.error import NetworkError, TimedOut
from telegram.request import RequestData
from telegram.request._requestparameter import RequestParameter

from bot.connection import NEVER_SENT, Connection, NotTelegramError
from tests.telegram.proxies import Streams, listening, socks_proxy

pytestmark = pytest.mark.asyncio

TOKEN, PASSWORD = "4242:AAH-secret", "pa$$word"
ME = f"/bot{TOKEN}/getMe"
OK = '{"ok":true,"result":true}'
COOKIE = "Set-Cookie: a=b\r\n"
HARD = "铁观音 +&=%;#?/:@'\"<>\n\t\0é👍%41 "

Respond = Callable[[bytes], Awaitable[str | None]]


class Wire:
    """A server that keeps what it was sent."""

    def __init__(self, respond: Respond) -> None:
        self._respond = respond
        self.address = ""
        self.connections = 0
        self.heads: list[str] = []
        self.bodies: list[bytes] = []

    @property
    def url(self) -> str:
        return f"http://{self.address}{ME}"

    async def carry(self, streams: Streams) -> None:
        reader, writer = streams
        self.connections += 1
        while True:
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            size = [line for line in head.lower().split("\r\n") if "content-length" in line]
            body = await reader.readexactly(int(size[0].split(":")[1]) if size else 0)
            self.heads.append(head)
            self.bodies.append(body)
            if (answer := await self._respond(body)) is None:
                break
            writer.write(answer.encode())


def http(body: str, status: str = "200 OK", more: str = "") -> str:
    return f"HTTP/1.1 {status}\r\n{more}Content-Length: {len(body)}\r\n\r\n{body}"


async def well(_: bytes) -> str:
    return http(OK)


@asynccontextmanager
async def wire(respond: Respond = well) -> AsyncIterator[Wire]:
    served = Wire(respond)
    async with listening(served.carry) as served.address:
        yield served


@asynccontextmanager
async def connection(
    limit: int = 4, proxy: str | None = None, connect: float = 5, read: float = 5
) -> AsyncIterator[Connection]:
    async with Connection(limit, proxy, connect, read) as connected:
        yield connected


def form(**parameters: object) -> RequestData:
    return RequestData([RequestParameter.from_input(*item) for item in parameters.items()])


async def failure(connected: Connection, url: str) -> NetworkError:
    """How a request fails; it names neither the address nor a secret."""
    with pytest.raises(NetworkError) as failed:
        await connected.do_request(url, "POST", form(a=1))
    for secret in (TOKEN, TOKEN.partition(":")[2], PASSWORD, url, ME):
        assert secret not in f"{failed.value} {failed.value!r}"
    return failed.value


def never_sent(error: NetworkError) -> bool:
    return isinstance(error.__cause__, NEVER_SENT)


async def test_what_is_asked_arrives_as_it_was_meant() -> None:
    async with wire() as server, connection() as connected:
        given = form(chat_id=5, text=HARD, empty="", keys={"a": ["b"]})
        assert await connected.do_request(server.url, "POST", given) == (200, OK.encode())
    assert dict(parse_qsl(server.bodies[0].decode(), keep_blank_values=True)) == {
        "chat_id": "5",
        "text": HARD,
        "empty": "",
        "keys": '{"a": ["b"]}',
    }
    assert server.heads[0].startswith(f"POST {ME} HTTP/1.1\r\n")
    assert "User-Agent: python-telegram-bot" in server.heads[0]


async def test_a_file_is_sent_with_what_belongs_to_it() -> None:
    async with wire() as server, connection() as connected:
        given = form(caption=HARD, document=InputFile(b"some bytes", "a.txt"))
        await connected.do_request(server.url, "POST", given)
    assert b"some bytes" in server.bodies[0]
    assert b'filename="a.txt"' in server.bodies[0]
    assert HARD.encode() in server.bodies[0]


async def test_a_connection_is_kept_and_brings_back_no_cookie() -> None:
    async def baker(_: bytes) -> str:
        return http(OK, more=COOKIE)

    async with wire(baker) as server, connection() as connected:
        url = server.url.replace("127.0.0.1", "localhost")  # no cookies for bare numbers
        for _ in range(3):
            await connected.do_request(url, "POST", form(a=1))
    assert server.connections == 1
    assert not [head for head in server.heads if "cookie" in head.lower()]


@pytest.mark.parametrize("warm", [True, False], ids=["kept connection", "new connection"])
async def test_a_request_whose_connection_breaks_after_it_arrived_is_sent_once(warm: bool) -> None:
    async def drop(body: bytes) -> str | None:
        return None if body == b"a=1" else http(OK)

    async with wire(drop) as server, connection() as connected:
        if warm:
            await connected.do_request(server.url, "POST", form(first=1))
        error = await failure(connected, server.url)
    assert server.bodies.count(b"a=1") == 1
    assert server.connections == 1
    assert not never_sent(error)
    assert error.message == "the connection broke"


@pytest.mark.parametrize(
    "answer",
    ["no HTTP\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n", "HTTP/1.1 200 OK\r\nCon"],
)
async def test_half_an_answer_may_have_been_one(answer: str) -> None:
    said = [answer]

    async def half(_: bytes) -> str | None:
        return said.pop() if said else None

    async with wire(half) as server, connection(read=0.1) as connected:
        assert not never_sent(await failure(connected, server.url))
    assert len(server.bodies) == 1


@pytest.mark.parametrize("address", ["127.0.0.1:1", "chuchu.invalid", "a..b", "a b", ":1"])
async def test_where_nobody_is_nothing_was_sent(address: str) -> None:
    async with connection() as connected:
        assert never_sent(await failure(connected, f"http://{address}{ME}"))


async def test_a_server_without_tls_gets_nothing_that_was_meant_for_one_with_it() -> None:
    async def plain(streams: Streams) -> None:
        streams[1].write(http("", "400 Bad Request").encode())

    async with listening(plain) as address, connection() as connected:
        error = await failure(connected, f"https://{address}{ME}")
    assert never_sent(error)
    assert error.message == "no TLS"


async def test_a_connection_that_takes_too_long_to_make_is_given_up_and_nothing_was_sent() -> None:
    async def silent(streams: Streams) -> None:
        await streams[0].read()

    async with listening(silent) as address, connection(connect=0.05) as connected:
        error = await failure(connected, f"https://{address}{ME}")
    assert isinstance(error, TimedOut)
    assert never_sent(error)


async def test_what_waited_too_long_for_a_connection_was_not_sent() -> None:
    arrived, enough = asyncio.Event(), asyncio.Event()

    async def slow(_: bytes) -> str:
        arrived.set()
        await enough.wait()
        return http(OK)

    async with wire(slow) as server, connection(limit=1) as connected:
        first = asyncio.create_task(connected.do_request(server.url, "POST", form(a=1)))
        await arrived.wait()
        with pytest.raises(TimedOut) as late:
            await connected.do_request(
                server.url, "POST", form(a=2), connect_timeout=0.05, pool_timeout=0.05
            )
        enough.set()
        await first
    assert never_sent(late.value)
    assert server.bodies == [b"a=1"]


async def test_an_answer_that_does_not_come_in_time_leaves_open_whether_it_was_done() -> None:
    async def never(_: bytes) -> str:
        await asyncio.Event().wait()
        return ""

    async with wire(never) as server, connection(read=0.05) as connected:
        error = await failure(connected, server.url)
        assert isinstance(error, TimedOut)
        assert not never_sent(error)
        with pytest.raises(TimedOut):
            await connected.do_request(server.url, "POST", form(a=1), read_timeout=0.06)


@pytest.mark.parametrize("patience", [5, None])
async def test_a_request_may_be_given_more_time(patience: float | None) -> None:
    async def slow(_: bytes) -> str:
        await asyncio.sleep(0.15)
        return http(OK)

    async with wire(slow) as server, connection(read=0.05) as connected:
        code, _ = await connected.do_request(
            server.url,
            "POST",
            form(a=1),
            read_timeout=patience,
            connect_timeout=patience,
            pool_timeout=patience,
            write_timeout=patience,
        )
    assert code == 200


async def test_a_file_is_fetched_whatever_it_holds_and_a_redirection_is_not_followed() -> None:
    async def away(_: bytes) -> str:
        return http("no JSON", "302 Found", f"Location: {ME}\r\n")

    async with wire(away) as server, connection() as connected:
        assert await connected.do_request(server.url, "GET") == (302, b"no JSON")
        assert isinstance(await failure(connected, server.url), NotTelegramError)
    assert len(server.heads) == 2


@pytest.mark.parametrize("kind", ["http", "socks5", "socks5h"])
@pytest.mark.parametrize("place", ["127.0.0.1:1", "chuchu.invalid:1"])
async def test_through_a_proxy_that_is_not_there_nothing_was_sent(kind: str, place: str) -> None:
    async with connection(proxy=f"{kind}://me:{PASSWORD}@{place}") as connected:
        error = await failure(connected, f"https://example.com{ME}")
    assert never_sent(error)


@pytest.mark.parametrize(
    ("kind", "refusal"),
    [("http", http("", "407 Proxy Authentication Required").encode()), ("socks5", b"\x05\xff")],
    ids=["http", "socks5"],
)
async def test_a_proxy_that_refuses_was_sent_no_request(kind: str, refusal: bytes) -> None:
    sent = []

    async def refuse(streams: Streams) -> None:
        sent.append(await streams[0].read(4096))
        streams[1].write(refusal)

    async with (
        listening(refuse) as place,
        connection(proxy=f"{kind}://me:{PASSWORD}@{place}") as connected,
    ):
        error = await failure(connected, f"https://example.com{ME}")
    assert never_sent(error)
    assert error.message == "the proxy refuses"
    assert TOKEN.encode() not in b"".join(sent)


@pytest.mark.parametrize("kind", ["socks5", "socks5h"])
async def test_a_socks_proxy_is_asked_for_the_name_and_looks_it_up_itself(kind: str) -> None:
    async with wire() as server, socks_proxy() as (address, carried):
        local = server.address.replace("127.0.0.1", "localhost")
        async with connection(proxy=f"{kind}://user:se%23cret@{address}") as connected:
            for _ in range(2):
                await connected.do_request(f"http://{local}{ME}", "POST", form(a=1))
    assert carried == [local]


async def test_it_can_be_closed_at_any_time_and_opened_again() -> None:
    async with wire() as server:
        connected = Connection(1, None, 5, 5)
        await connected.shutdown()
        for _ in range(2):
            await connected.initialize()
            await connected.initialize()
            await connected.do_request(server.url, "POST", form(a=1))
            await connected.shutdown()
            await connected.shutdown()
        with pytest.raises(RuntimeError):
            await connected.do_request(server.url, "POST", form(a=1))
        del connected
        gc.collect()
    assert server.connections == 2
