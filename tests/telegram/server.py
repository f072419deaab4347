"""The server: HTTP on one side, a small world of people and chats on the other."""

import asyncio
import json
import re
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, Self
from urllib.parse import parse_qsl

from aiohttp import web

from tests.telegram import chats, ephemeral, messages, queries, schema
from tests.telegram.faults import Fault, FaultKind, Faults
from tests.telegram.membership import Membership
from tests.telegram.refusal import Refused, bad_request, not_found, unauthorized
from tests.telegram.talk import Talk
from tests.telegram.updates import Updates
from tests.telegram.waiting import Bell
from tests.telegram.world import Chat, Json, Message, Person, Query, World

_METHODS: dict[str, Callable[[World, Json], Any]] = {
    "sendMessage": messages.send_message,
    "sendPhoto": messages.send_photo,
    "editMessageText": messages.edit_message_text,
    "editMessageReplyMarkup": messages.edit_message_reply_markup,
    "deleteMessage": messages.delete_message,
    "editEphemeralMessageText": ephemeral.edit_ephemeral_message_text,
    "deleteEphemeralMessage": ephemeral.delete_ephemeral_message,
    "setMessageReaction": messages.set_message_reaction,
    "answerCallbackQuery": queries.answer_callback_query,
    "answerInlineQuery": queries.answer_inline_query,
    "answerGuestQuery": queries.answer_guest_query,
    "getChat": chats.get_chat,
    "getChatMember": chats.get_chat_member,
    "getChatAdministrators": chats.get_chat_administrators,
    "leaveChat": chats.leave_chat,
    "sendChatAction": chats.send_chat_action,
    "setMyCommands": chats.set_my_commands,
    "deleteMyCommands": chats.delete_my_commands,
    "getMyCommands": chats.get_my_commands,
    "logOut": lambda _world, _parameters: True,
    "close": lambda _world, _parameters: True,
}
_PATH = re.compile(r"/bot(\d+:[A-Za-z0-9_-]+)/(\w+)")
_LONGEST_POLL, _LARGEST_BATCH = 50, 100
_WEBHOOK_IS_SET = (
    "Conflict: can't use getUpdates method while webhook is active; "
    "use deleteWebhook to delete the webhook first"
)


@dataclass(slots=True)
class Call:
    """One request of the bot: what it asked, and what came of it."""

    method: str
    parameters: Json
    time: float
    outcome: str = "unanswered"


class FakeTelegram(Talk, Membership):
    """Telegram for one bot, on a local port."""

    def __init__(
        self,
        *,
        token: str = "123456:TEST-token_abc",
        username: str = "chuchu_test_bot",
        can_read_all: bool = False,
        round_trip: float = 0.0,
        strict: bool = True,
        port: int = 0,
    ) -> None:
        bot = Person(int(token.partition(":")[0]), "Chuchu", is_bot=True, username=username)
        super().__init__(World(bot, strict=strict), Updates(), Bell(), can_read_all=can_read_all)
        self.token = token
        self.round_trip = round_trip
        self.calls: list[Call] = []
        self.webhook = ""
        self.inline_mode = True
        self._port = port
        self._faults = Faults()
        self._in_flight = 0
        self._last_activity = 0.0

    async def __aenter__(self) -> Self:
        server = web.Server(self._serve, access_log=None, handler_cancellation=True)
        self._runner = web.ServerRunner(server, shutdown_timeout=0.5)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self._port)
        await site.start()
        self._port = self._runner.addresses[0][1]
        return self

    async def __aexit__(self, *_: object) -> None:
        self.updates.interrupt()
        await self._runner.cleanup()

    @asynccontextmanager
    async def down(self) -> AsyncIterator[None]:
        """Nobody listens on the port, until the block is left."""
        await self.__aexit__()
        yield
        await self.__aenter__()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    @property
    def bot(self) -> Person:
        return self.world.bot

    def calls_of(self, method: str) -> list[Call]:
        return [call for call in self.calls if call.method == method]

    def fail(self, method: str, kind: FaultKind, times: int = 1, **details: Any) -> None:
        """Order failures of a method's next requests; `details` are the fields of a Fault."""
        self._faults.order(method, Fault(kind, **details), times)

    async def next_message(self, chat: Chat, timeout: float = 20) -> Message:
        """The bot's next message in a chat; each is returned once, in order."""

        def look() -> Message | None:
            return chat.from_bot.popleft() if chat.from_bot else None

        return await self.bell.until(look, timeout, f"no message came in {chat.title}")

    async def next_edit(self, message: Message, timeout: float = 20) -> Message:
        """A message as it stands once the bot has edited it again."""

        def look() -> Message | None:
            return message if message.edited > message.edits_seen else None

        await self.bell.until(look, timeout, f"message {message.id} was not edited")
        message.edits_seen += 1
        return message

    async def answer_to(self, query: Query, timeout: float = 20) -> Json:
        """What the bot answered to a pressed button, an inline query or a guest."""
        return await self.bell.until(lambda: query.answer, timeout, f"query {query.id} unanswered")

    async def settled(self, timeout: float = 20, quiet: float = 0.15) -> None:
        """Wait until every update was confirmed, and the bot has been silent for a while."""

        async def settle() -> None:
            while (left := self._unsettled(quiet)) > 0:
                await asyncio.sleep(left)

        try:
            await asyncio.wait_for(settle(), timeout)
        except TimeoutError:
            state = f"{self.updates.unconfirmed} updates open, {self._in_flight} requests running"
            raise AssertionError(f"not settled within {timeout} s: {state}") from None

    def _unsettled(self, quiet: float) -> float:
        """How long to wait before looking again; 0 when nothing is left to wait for."""
        if self.updates.unconfirmed or self._in_flight:
            return 0.01
        return max(0.0, self._last_activity + quiet - time.monotonic())

    async def _serve(self, request: web.BaseRequest) -> web.StreamResponse:
        if self.round_trip:
            await asyncio.sleep(self.round_trip / 2)
        try:
            method = self._method(request.path)
            raw = await _parameters(request)
        except Refused as refusal:
            return _refusal(refusal)
        response = await self._perform(request, method, raw)
        if self.round_trip:
            await asyncio.sleep(self.round_trip / 2)
        return response

    def _method(self, path: str) -> str:
        match = _PATH.fullmatch(path)
        if not match:
            raise not_found()
        if match[1] != self.token:
            raise unauthorized()
        return schema.method_named(match[2])

    async def _perform(self, request: web.BaseRequest, method: str, raw: Json) -> web.Response:
        call = Call(method, raw, time.monotonic())
        self.calls.append(call)
        self._last_activity = call.time
        polls = method == "getUpdates"
        self._in_flight += not polls
        try:
            return await self._answer(request, call)
        finally:
            self._in_flight -= not polls
            if not polls:
                self._last_activity = time.monotonic()
            self.bell.ring()

    async def _answer(self, request: web.BaseRequest, call: Call) -> web.Response:
        fault = self._faults.next(call.method)
        if fault and (ordered := fault.refusal()):
            call.outcome = ordered.description
            return _refusal(ordered)
        if fault and fault.kind in ("bad_gateway", "garbage", "drop_before"):
            call.outcome = fault.kind
            return _broken(request, fault)
        try:
            call.parameters = schema.read(call.method, call.parameters, strict=self.world.strict)
            body = await self._result(call.method, call.parameters)
        except Refused as refusal:
            call.outcome = refusal.description
            return _refusal(refusal)
        call.outcome = "ok"
        if fault and fault.kind == "slow":
            self.bell.ring()
            await asyncio.sleep(fault.seconds)
        if fault and fault.kind == "drop_after":
            return _dropped(request)
        return _json(f'{{"ok":true,"result":{body}}}')

    async def _result(self, method: str, parameters: Json) -> str:
        """The result as JSON; updates are stored as such."""
        if method == "getUpdates":
            return await self._get_updates(parameters)
        if method == "getMe":
            return json.dumps(self._get_me())
        if method == "deleteWebhook":
            self.webhook = ""
            if parameters.get("drop_pending_updates"):
                self.updates.drop_pending()
            return "true"
        if method == "getWebhookInfo":
            pending = self.updates.unconfirmed
            return json.dumps(
                {
                    "url": self.webhook,
                    "has_custom_certificate": False,
                    "pending_update_count": pending,
                }
            )
        return json.dumps(_METHODS[method](self.world, parameters), ensure_ascii=False)

    def _get_me(self) -> Json:
        return {
            **self.bot.as_user(),
            "can_join_groups": True,
            "can_read_all_group_messages": self.can_read_all,
            "supports_inline_queries": self.inline_mode,
            "supports_guest_queries": True,
            "can_connect_to_business": False,
            "has_main_web_app": False,
        }

    async def _get_updates(self, parameters: Json) -> str:
        if self.webhook:
            raise Refused(409, _WEBHOOK_IS_SET)
        if "allowed_updates" in parameters:
            self.updates.allow(parameters["allowed_updates"])
        limit = min(max(parameters.get("limit", _LARGEST_BATCH), 1), _LARGEST_BATCH)
        seconds = min(parameters.get("timeout", 0), _LONGEST_POLL)
        bodies = await self.updates.fetch(parameters.get("offset", 0), limit, seconds)
        return f"[{','.join(bodies)}]"


async def _parameters(request: web.BaseRequest) -> Json:
    """From the query string and the body, which is a form or JSON."""
    raw: Json = dict(request.query)
    kind = request.content_type
    if kind == "application/json":
        try:
            body: Json = json.loads(await request.read() or b"{}")
        except ValueError:
            raise bad_request("can't parse JSON object") from None
        return raw | body
    if kind == "multipart/form-data":
        return raw | {name: _uploaded(value) for name, value in (await request.post()).items()}
    return raw | dict(parse_qsl((await request.read()).decode(), keep_blank_values=True))


def _uploaded(value: str | bytes | bytearray | web.FileField) -> Any:
    """A field of a form: text, or a file."""
    if isinstance(value, web.FileField):
        return schema.Upload(value.filename, value.file.read())
    return value if isinstance(value, str) else value.decode()


def _json(body: str, status: int = 200) -> web.Response:
    return web.Response(body=body.encode(), status=status, content_type="application/json")


def _refusal(refusal: Refused) -> web.Response:
    body = {"ok": False, "error_code": refusal.code, "description": refusal.description}
    if refusal.parameters:
        body["parameters"] = dict(refusal.parameters)
    return _json(json.dumps(body), refusal.code)


def _broken(request: web.BaseRequest, fault: Fault) -> web.Response:
    if fault.kind == "drop_before":
        return _dropped(request)
    if fault.kind == "garbage":
        return web.Response(text=fault.body)
    page = "<html><body><h1>502 Bad Gateway</h1></body></html>"
    return web.Response(text=page, status=502, content_type="text/html")


def _dropped(request: web.BaseRequest) -> web.Response:
    if request.transport:
        request.transport.abort()
    return web.Response()
