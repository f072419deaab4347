"""Bots that run in processes of their own."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import psutil

from .wire import TOKEN, Wire

_ROOT: Final = Path(__file__).parents[1]
_ECHO: Final = Path(__file__).parent / "echo.py"
_START_SECONDS: Final = 60
_STOP_SECONDS: Final = 20
_RELOADED: Final = "Reloaded in"
_FAILED: Final = "Reload failed"
_LAST_WORDS: Final = 2000


class BotError(Exception):
    """A bot that didn't come up."""


@dataclass(frozen=True, slots=True)
class Bot:
    """A bot that answers on a wire."""

    process: asyncio.subprocess.Process
    log: Path

    def reload(self) -> None:
        self.process.send_signal(signal.SIGHUP)

    @property
    def reloads(self) -> int:
        """How many it has done."""
        return self.log.read_text(encoding="utf-8").count(_RELOADED)

    @property
    def failed_to_reload(self) -> bool:
        return _FAILED in self.log.read_text(encoding="utf-8")

    @property
    def said(self) -> str:
        """The end of its log."""
        return self.log.read_text(encoding="utf-8")[-_LAST_WORDS:]

    @property
    def memory(self) -> tuple[float, float]:
        """Resident now, and at most so far (where the system tells), in MB."""
        now = psutil.Process(self.process.pid).memory_info().rss / 1e6
        return now, max(now, _peak(self.process.pid))


@asynccontextmanager
async def chuchu(
    wire: Wire, knowledge: Path, start_seconds: float = _START_SECONDS
) -> AsyncIterator[Bot]:
    """Our bot, with no limit but its own speed, once it is up. Raises BotError."""
    with TemporaryDirectory() as data:
        settings = {
            "TELEGRAM_BOT_TOKEN": TOKEN,
            "TELEGRAM_API_URL": wire.url,
            "KNOWLEDGE_DIR": str(knowledge.resolve()),
            "DATA_DIR": data,
            "QUESTIONS_PER_MINUTE": "0",
            "SENDS_PER_SECOND": "0",
            "GROUP_SENDS_PER_MINUTE": "0",
            "PYTHONPATH": str(_ROOT),
        }
        command = [sys.executable, "-m", "bot", "run"]
        async with _running(command, settings, wire, start_seconds) as bot:
            yield bot


@asynccontextmanager
async def echo(wire: Wire) -> AsyncIterator[Bot]:
    """The least bot."""
    command = [sys.executable, "-P", str(_ECHO), wire.url, TOKEN]
    async with _running(command, {}, wire, _START_SECONDS) as bot:
        yield bot


@asynccontextmanager
async def _running(
    command: Sequence[str], settings: dict[str, str], wire: Wire, start_seconds: float
) -> AsyncIterator[Bot]:
    with TemporaryDirectory() as folder:
        log = Path(folder) / "log"
        with log.open("wb") as written:
            # Elsewhere, with nothing else set: a .env or a proxy of the machine's would count.
            process = await asyncio.create_subprocess_exec(
                *command,
                cwd=folder,
                env={"PATH": os.environ.get("PATH", ""), **settings},
                stdin=asyncio.subprocess.DEVNULL,
                stdout=written,
                stderr=written,
            )
        bot = Bot(process, log)
        try:
            await _up(bot, wire, start_seconds)
            yield bot
        finally:
            await _stop(process)


async def _up(bot: Bot, wire: Wire, seconds: float) -> None:
    polled = asyncio.create_task(wire.polled(seconds))
    ended = asyncio.create_task(bot.process.wait())
    try:
        await asyncio.wait({polled, ended}, return_when=asyncio.FIRST_COMPLETED)
        if ended.done() or polled.exception():
            raise BotError(f"A bot didn't come up:\n{bot.said}")
    finally:
        for task in (polled, ended):
            task.cancel()


async def _stop(process: asyncio.subprocess.Process) -> None:
    if process.returncode is not None:
        return
    process.terminate()
    try:
        await asyncio.wait_for(process.wait(), _STOP_SECONDS)
    except TimeoutError:
        process.kill()
        await process.wait()


def _peak(pid: int) -> float:
    try:
        lines = Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines()
    except OSError:
        return 0.0
    kilobytes = (line.split()[1] for line in lines if line.startswith("VmHWM"))
    return int(next(kilobytes, "0")) * 1024 / 1e6
