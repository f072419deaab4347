"""A bot that only knows HTTP."""

import json
from typing import Any

import aiohttp

from tests.telegram.server import FakeTelegram
from tests.telegram.world import Json


class Client:
    """Asks one method after another, and tells results from refusals."""

    def __init__(self, session: aiohttp.ClientSession, telegram: FakeTelegram) -> None:
        self._session = session
        self._base = f"{telegram.url}/bot{telegram.token}"

    async def ask(self, method: str, **parameters: Any) -> Json:
        """As python-telegram-bot does: a form, with JSON for what is no plain value."""
        form = {
            name: value if isinstance(value, str) else json.dumps(value)
            for name, value in parameters.items()
        }
        async with self._session.post(f"{self._base}/{method}", data=form) as response:
            answer: Json = await response.json()
            return answer

    async def result(self, method: str, **parameters: Any) -> Any:
        answer = await self.ask(method, **parameters)
        assert answer["ok"], answer
        return answer["result"]

    async def refusal(self, method: str, **parameters: Any) -> str:
        answer = await self.ask(method, **parameters)
        assert not answer["ok"], answer
        return f"{answer['error_code']} {answer['description']}"
