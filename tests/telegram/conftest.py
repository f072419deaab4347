"""A server, a bot that knows only HTTP, a person and two chats."""

from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
import pytest_asyncio

from tests.telegram.client import Client
from tests.telegram.running import Running, running_bot
from tests.telegram.server import FakeTelegram
from tests.telegram.world import Chat, Person


@pytest_asyncio.fixture
async def telegram() -> AsyncIterator[FakeTelegram]:
    async with FakeTelegram() as server:
        yield server


@pytest_asyncio.fixture
async def bot(telegram: FakeTelegram) -> AsyncIterator[Client]:
    async with aiohttp.ClientSession() as session:
        yield Client(session, telegram)


@pytest.fixture
def alice(telegram: FakeTelegram) -> Person:
    return telegram.person("小林", language_code="zh-hans")


@pytest.fixture
def home(telegram: FakeTelegram, alice: Person) -> Chat:
    return telegram.private(alice)


@pytest.fixture
def group(telegram: FakeTelegram, alice: Person) -> Chat:
    return telegram.group("影视圈", members=[alice])


@pytest_asyncio.fixture
async def chuchu(telegram: FakeTelegram, tmp_path: Path) -> AsyncIterator[Running]:
    """The real bot, on a folder of two articles, its limits lifted."""
    async with running_bot(telegram, tmp_path) as running:
        yield running
