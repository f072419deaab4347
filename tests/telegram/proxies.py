"""Proxies: one that speaks HTTP, one that speaks SOCKS5; each tells what it has carried."""

import asyncio
import struct
from base64 import b64encode
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from urllib.parse import urlsplit

Streams = tuple[asyncio.StreamReader, asyncio.StreamWriter]
Carried = tuple[str, list[str]]


@asynccontextmanager
async def http_proxy() -> AsyncIterator[Carried]:
    """Its address and the hosts it is asked for; for `user` with the password `se#cret`."""
    carried: list[str] = []

    async def carry(streams: Streams) -> None:
        reader, _ = streams
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        url = urlsplit(head.split()[1])
        assert b64encode(b"user:se#cret").decode() in head
        carried.append(url.netloc)
        there = await asyncio.open_connection(url.hostname, url.port)
        there[1].write(head.replace(f"http://{url.netloc}", "", 1).encode())
        await _pass_on(streams, there)

    async with listening(carry) as address:
        yield address, carried


@asynccontextmanager
async def socks_proxy() -> AsyncIterator[Carried]:
    """Its address and the hosts it is asked for; for `user` with the password `se#cret`."""
    carried: list[str] = []

    async def carry(streams: Streams) -> None:
        reader, writer = streams
        await reader.readexactly((await reader.readexactly(2))[1])
        writer.write(b"\x05\x02")
        name = await reader.readexactly((await reader.readexactly(2))[1])
        password = await reader.readexactly((await reader.readexactly(1))[0])
        assert (name, password) == (b"user", b"se#cret")
        writer.write(b"\x01\x00")
        kind = (await reader.readexactly(4))[3]
        size = 4 if kind == 1 else (await reader.readexactly(1))[0]
        place = await reader.readexactly(size)
        host = ".".join(map(str, place)) if kind == 1 else place.decode()
        (port,) = struct.unpack(">H", await reader.readexactly(2))
        carried.append(f"{host}:{port}")
        writer.write(b"\x05\x00\x00\x01" + bytes(6))
        await _pass_on(streams, await asyncio.open_connection(host, port))

    async with listening(carry) as address:
        yield address, carried


@asynccontextmanager
async def listening(carry: Callable[[Streams], Awaitable[None]]) -> AsyncIterator[str]:
    """The address of a server that does this with each connection, and then closes it."""
    tasks: set[asyncio.Task[None]] = set()

    async def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if task := asyncio.current_task():
            tasks.add(task)
        with suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            await carry((reader, writer))
        writer.close()

    server = await asyncio.start_server(accept, "127.0.0.1", 0)
    try:
        yield f"127.0.0.1:{server.sockets[0].getsockname()[1]}"
    finally:
        server.close()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _pass_on(here: Streams, there: Streams) -> None:
    await asyncio.gather(_copy(here[0], there[1]), _copy(there[0], here[1]))


async def _copy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while chunk := await reader.read(65536):
            writer.write(chunk)
    finally:
        writer.close()
