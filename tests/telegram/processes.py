"""The bot as its operators run it: a process of its own, told what to do by its environment."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.telegram.running import tiny_folder
from tests.telegram.server import FakeTelegram

_ROOT = Path(__file__).parents[2]
_OURS = ("TELEGRAM_", "ADMIN_", "ALLOWED_", "KNOWLEDGE_", "DATA_", "PYTHON", "PTB_")


@dataclass(frozen=True, slots=True)
class Ended:
    """How a process ended, and what it said."""

    code: int
    out: str
    errors: str

    @property
    def lines(self) -> list[str]:
        """What it said in all, but for how long Python's own looking took."""
        return [line for line in self.errors.splitlines() if " asyncio: Executing " not in line]


class Bot:
    """A process that runs the bot."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self._output = asyncio.create_task(process.communicate())

    def send(self, name: str) -> None:
        """Send it a signal."""
        self._process.send_signal(getattr(signal, name))

    async def ended(self, timeout: float = 25) -> Ended:
        """Wait for its end."""
        out, errors = await asyncio.wait_for(asyncio.shield(self._output), timeout)
        code = self._process.returncode
        assert code is not None
        return Ended(code, out.decode(), errors.decode())

    async def stop(self) -> Ended:
        self.send("SIGTERM")
        return await self.ended()

    async def kill(self) -> Ended:
        if self._process.returncode is None:
            self._process.kill()
        return await self.ended()


@asynccontextmanager
async def process(where: Path, *args: str, **environment: str) -> AsyncIterator[Bot]:
    """`python -m bot …`, every warning an error, with a tiny folder; killed at last."""
    folder = where / "knowledge"
    known = {name: value for name, value in os.environ.items() if not name.startswith(_OURS)}
    given = {
        "KNOWLEDGE_DIR": str(folder if folder.exists() else tiny_folder(where)),
        "DATA_DIR": str(where / "data"),
        "PYTHONPATH": str(_ROOT),
        "QUESTIONS_PER_MINUTE": "0",
        "SENDS_PER_SECOND": "0",
    }
    command = (sys.executable, "-W", "error", "-X", "dev", "-m", "bot", *args)
    pipe = asyncio.subprocess.PIPE
    # Where there is no .env.
    started = await asyncio.create_subprocess_exec(
        *command,
        cwd=where,
        env=known | given | environment,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=pipe,
        stderr=pipe,
    )
    bot = Bot(started)
    try:
        yield bot
    finally:
        await bot.kill()


def at(telegram: FakeTelegram, **more: str) -> dict[str, str]:
    """The environment of a bot that is Telegram's."""
    return {"TELEGRAM_BOT_TOKEN": telegram.token, "TELEGRAM_API_URL": telegram.url} | more


async def polls(telegram: FakeTelegram, bot: Bot, timeout: float = 20) -> None:
    """Wait until the bot asks for updates."""
    before = len(telegram.calls_of("getUpdates"))
    await telegram.bell.until(
        lambda: len(telegram.calls_of("getUpdates")) > before or None, timeout, "no poll came"
    )
