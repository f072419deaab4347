"""Telegram's end of the wire: hands out questions after a simulated way, and times the replies."""

import asyncio
import json
import re
import time
from collections import deque
from collections.abc import Iterator
from html import unescape
from typing import Any, Final, Self
from urllib.parse import parse_qsl

from aiohttp import web

TOKEN: Final = "123456:nobodys"
_BOT: Final = {"id": 123456, "is_bot": True, "first_name": "Chuchu", "username": "bench_bot"}
_LARGEST_BATCH: Final = 100
_TAG: Final = re.compile(r"<(/?)([a-z]+)([^>]*)>")
_ENTITIES: Final = {"b": "bold", "i": "italic", "a": "text_link"}
_HREF: Final = re.compile(r'href="([^"]*)"')


class Wire:
    """A Bot API server for one bot and people who ask it, each question once.

    `times` are milliseconds from a question's sending to its reply, `own_times` from its handing
    out: without the wait for a poll.
    """

    def __init__(self, round_trip: float = 0.0) -> None:
        """`round_trip` in seconds: half of it before each request arrives, half after."""
        self._half = round_trip / 2
        self._waiting: deque[tuple[int, str]] = deque()
        # Of whom or what is asked: when, and by which update.
        self._asked: dict[str, deque[tuple[float, int]]] = {}
        self._handed_out: dict[int, float] = {}
        self._news = asyncio.Event()
        self._quiet = asyncio.Event()
        self._polled = asyncio.Event()
        self._ids = 0
        self.open = 0
        self.times: list[float] = []
        self.own_times: list[float] = []
        self.last_reply = 0.0

    async def __aenter__(self) -> Self:
        server = web.Server(self._serve, access_log=None, handler_cancellation=True)
        self._runner = web.ServerRunner(server, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._runner.cleanup()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._runner.addresses[0][1]}"

    def ask(self, person: int, text: str) -> None:
        """Somebody sends a question."""
        chat = {"id": person, "type": "private", "first_name": "A"}
        message = {"message_id": self._ids + 1, "date": int(time.time()), "chat": chat}
        self._put({"message": {**message, "from": _user(person), "text": text}}, str(person))

    def type_inline(self, person: int, text: str) -> None:
        """Somebody types a question behind the bot's name."""
        query_id = f"i{self._ids + 1}"
        query = {"id": query_id, "from": _user(person), "query": text, "offset": ""}
        self._put({"inline_query": query}, query_id)

    def _put(self, update: dict[str, Any], asked: str) -> None:
        self._ids += 1
        self._waiting.append((self._ids, json.dumps({"update_id": self._ids, **update})))
        self._asked.setdefault(asked, deque()).append((time.perf_counter(), self._ids))
        self.open += 1
        self._quiet.clear()
        self._news.set()

    def forget_times(self) -> None:
        """What was answered so far counts for nothing."""
        self.times.clear()
        self.own_times.clear()

    async def polled(self, seconds: float = 30) -> None:
        """Wait for the bot's first request for updates. Raises TimeoutError."""
        await asyncio.wait_for(self._polled.wait(), seconds)

    async def answered(self, seconds: float = 60) -> bool:
        """Wait until every question has its reply; whether that came to be."""
        try:
            await asyncio.wait_for(self._quiet.wait(), seconds)
        except TimeoutError:
            return False
        return True

    async def _serve(self, request: web.BaseRequest) -> web.Response:
        body = await request.read()
        # Reading it is no part of the wait: a page of results is long.
        arrives = time.perf_counter() + self._half
        parameters = dict(parse_qsl(body.decode(), keep_blank_values=True))
        if self._half:
            await asyncio.sleep(self._half)
        result = await self._result(request.path.rpartition("/")[2], parameters, arrives)
        if self._half:
            await asyncio.sleep(self._half)
        answer = f'{{"ok":true,"result":{result}}}'
        return web.Response(body=answer.encode(), content_type="application/json")

    async def _result(self, method: str, parameters: dict[str, str], arrives: float) -> str:
        if method == "getUpdates":
            return await self._updates(parameters)
        if method == "sendMessage":
            return self._send(parameters, arrives)
        if method == "answerInlineQuery":
            self._take(parameters["inline_query_id"], arrives)
        return json.dumps(_BOT) if method == "getMe" else "true"

    async def _updates(self, parameters: dict[str, str]) -> str:
        offset = int(parameters.get("offset", 0))
        while self._waiting and self._waiting[0][0] < offset:
            self._waiting.popleft()
        self._polled.set()
        if not self._waiting:
            self._news.clear()
            try:
                await asyncio.wait_for(self._news.wait(), float(parameters.get("timeout", 0)))
            except TimeoutError:
                return "[]"
        batch = [each for each, _ in zip(self._waiting, range(_LARGEST_BATCH), strict=False)]
        now = time.perf_counter()
        for update_id, _ in batch:
            self._handed_out.setdefault(update_id, now)
        return f"[{','.join(update for _, update in batch)}]"

    def _send(self, parameters: dict[str, str], arrives: float) -> str:
        self._take(parameters["chat_id"], arrives)
        self._ids += 1
        return json.dumps(
            _sent(self._ids, int(parameters["chat_id"]), parameters), ensure_ascii=False
        )

    def _take(self, asked: str, now: float) -> None:
        """A reply: that is how long its question waited, and how long the bot had it."""
        self.last_reply = now
        if waiting := self._asked.get(asked):
            sent, update_id = waiting.popleft()
            self.times.append(1000 * (now - sent))
            self.own_times.append(1000 * (now - self._handed_out.pop(update_id, now)))
            self.open -= 1
        if not self.open:
            self._quiet.set()


def _user(person: int) -> dict[str, Any]:
    return {"id": person, "is_bot": False, "first_name": "A", "language_code": "zh-hans"}


def _sent(message_id: int, chat: int, parameters: dict[str, str]) -> dict[str, Any]:
    """A message as Telegram gives it back, with what the bot will have to read of it."""
    message: dict[str, Any] = {
        "message_id": message_id,
        "date": int(time.time()),
        "from": _BOT,
        "chat": {"id": chat, "type": "private", "first_name": "A"},
    }
    pieces, entities = [], []
    for text, entity in _parsed(parameters["text"], "parse_mode" in parameters):
        pieces.append(text)
        if entity:
            entities.append(entity)
    message["text"] = "".join(pieces)
    if entities:
        message["entities"] = entities
    for name in ("reply_markup", "link_preview_options"):
        if name in parameters:
            message[name] = json.loads(parameters[name])
    return message


def _parsed(html: str, marked: bool) -> Iterator[tuple[str, dict[str, Any] | None]]:
    """Pieces of text, and each entity with the piece after which it is whole."""
    if not marked:
        yield html, None
        return
    offset, at, opened = 0, 0, []
    for tag in _TAG.finditer(html):
        text, at = unescape(html[at : tag.start()]), tag.end()
        offset += len(text.encode("utf-16-le")) // 2
        if not tag[1]:
            href = _HREF.search(tag[3])
            opened.append((offset, {"url": unescape(href[1])} if href else {}))
            yield text, None
            continue
        start, more = opened.pop()
        kind = _ENTITIES.get(tag[2], tag[2])
        yield text, {"type": kind, "offset": start, "length": offset - start, **more}
    yield unescape(html[at:]), None
