"""Play the bot by hand, without Telegram: `python -m tests.telegram`."""

import argparse
import asyncio
import os
import sys
import tempfile
from asyncio.subprocess import Process
from contextlib import suppress
from pathlib import Path

from tests.telegram.play import ADMIN_ID, HELP, Play
from tests.telegram.rendering import Paper
from tests.telegram.server import FakeTelegram

_START_SECONDS, _ANSWER_SECONDS, _STOP_SECONDS = 60, 30, 15


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m tests.telegram",
        description=__doc__,
        epilog=HELP,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--knowledge", default="seeds", metavar="DIR")
    parser.add_argument("--language", default="zh-hans", choices=["zh-hans", "zh-hant", "en"])
    return parser.parse_args()


async def _start(telegram: FakeTelegram, knowledge: str, data: Path, log: Path) -> Process:
    settings = {
        "TELEGRAM_API_URL": telegram.url,
        "TELEGRAM_BOT_TOKEN": telegram.token,
        "ADMIN_IDS": str(ADMIN_ID),
        "KNOWLEDGE_DIR": knowledge,
        "DATA_DIR": str(data),
        "LOG_LEVEL": "INFO",
        # A proxy of the machine's leads nowhere from here.
        "NO_PROXY": "127.0.0.1",
    }
    with log.open("wb") as output:
        return await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "bot",
            "run",
            env=os.environ | settings,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=output,
            stderr=output,
        )


async def _until_ready(telegram: FakeTelegram, process: Process) -> bool:
    """Whether the bot has come so far as to ask for updates."""
    with suppress(TimeoutError):
        async with asyncio.timeout(_START_SECONDS):
            while process.returncode is None:
                if telegram.calls_of("getUpdates"):
                    return True
                await asyncio.sleep(0.05)
    return False


async def _converse(play: Play) -> None:
    """Someone at the keyboard: what the bot does is shown as it happens."""

    async def watch() -> None:
        while True:
            play.show_calls()
            await asyncio.sleep(0.1)

    watching = asyncio.create_task(watch())
    while not play.over:
        try:
            line = await asyncio.to_thread(input, play.prompt)
        except EOFError:
            break
        play.do(line)
        with suppress(AssertionError):
            await play.telegram.settled()
        play.show_calls()
    watching.cancel()


async def _read_out(play: Play) -> None:
    """Lines from a pipe: each is done and answered before the next."""
    for line in sys.stdin:
        play.do(line)
        await play.telegram.settled(timeout=_ANSWER_SECONDS)
        play.show_calls()
        if play.over:
            break


async def _stop(process: Process) -> None:
    with suppress(ProcessLookupError):
        process.terminate()
    try:
        await asyncio.wait_for(process.wait(), _STOP_SECONDS)
    except TimeoutError:
        process.kill()
        await process.wait()


async def _main() -> int:
    options = _options()
    converse = _converse if sys.stdin.isatty() else _read_out
    with tempfile.TemporaryDirectory(prefix="chuchu-") as folder:
        log = Path(tempfile.mkstemp(prefix="chuchu-", suffix=".log")[1])
        print(f"The bot's log: {log}", file=sys.stderr)
        async with FakeTelegram() as telegram:
            paper = Paper(coloured=sys.stdout.isatty())
            play = Play(telegram, paper, log, options.language)
            process = await _start(telegram, options.knowledge, Path(folder), log)
            try:
                if not await _until_ready(telegram, process):
                    print(log.read_text("utf-8"), file=sys.stderr)
                    return 1
                await converse(play)
            except AssertionError as error:
                print(f"The bot does not answer: {error}", file=sys.stderr)
                return 1
            finally:
                await _stop(process)
    return 0


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        sys.exit(asyncio.run(_main()))
