"""Waiting until something has happened, without looking again and again."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


class Bell:
    """Rung after every change; those who wait look whether it was theirs."""

    def __init__(self) -> None:
        self._waiting: set[asyncio.Future[None]] = set()

    def ring(self) -> None:
        for future in self._waiting:
            if not future.done():
                future.set_result(None)

    async def until(self, look: Callable[[], T | None], timeout: float, what: str) -> T:
        """What `look` finds; fails after `timeout` seconds, saying what did not come."""
        try:
            async with asyncio.timeout(timeout):
                while (found := look()) is None:
                    await self._next_ring()
                return found
        except TimeoutError:
            raise AssertionError(f"{what} within {timeout} s") from None

    async def _next_ring(self) -> None:
        future = asyncio.get_running_loop().create_future()
        self._waiting.add(future)
        try:
            await future
        finally:
            self._waiting.discard(future)
