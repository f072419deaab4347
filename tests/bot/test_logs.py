"""What the logs say, and what they never say."""

import logging
import re
import subprocess
import sys
import threading
import warnings
from collections.abc import Iterator
from urllib.parse import quote

import pytest

from bot.logs import configure
from tests.bot.bot_house import REPOSITORY

TOKEN = "123456789:AAF-secret_part"
PART = "AAF-secret_part"
PASSWORD = "p@/'\"wörd"
OTHERS = ("aiohttp", "httpx", "httpcore", "aiosqlite", "sqlalchemy", "watchfiles", "apscheduler")
log = logging.getLogger("chuchu.test")


class Written:
    """All that has come to standard error."""

    def __init__(self, captured: pytest.CaptureFixture[str]) -> None:
        self._captured = captured
        self._so_far = ""

    def text(self) -> str:
        self._so_far += self._captured.readouterr().err
        return self._so_far


@pytest.fixture
def written(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Written]:
    """What `configure` changes is as before afterwards."""
    monkeypatch.setattr(logging.getLogger(), "handlers", [])
    for place, name in (
        (sys, "excepthook"),
        (sys, "unraisablehook"),
        (threading, "excepthook"),
        (logging, "raiseExceptions"),
    ):
        monkeypatch.setattr(place, name, getattr(place, name))
    levels = {name: logging.getLogger(name).level for name in ("root", *OTHERS)}
    yield Written(capsys)
    logging.captureWarnings(False)
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)


def said_by(code: str, level: str = "DEBUG") -> str:
    """What a program of its own writes to standard error."""
    start = (
        f"from bot.logs import configure\nconfigure({level!r}, [{TOKEN!r}])\nTOKEN = {TOKEN!r}\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", start + code], capture_output=True, cwd=REPOSITORY, check=False
    )
    return done.stderr.decode()


def test_a_line_says_when_how_grave_who_and_what(written: Written) -> None:
    configure("INFO", [])
    log.info("读了 %d 篇", 3)
    assert re.fullmatch(
        r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d INFO chuchu\.test: 读了 3 篇\n", written.text()
    )


def test_lines_below_the_level_are_left_out(written: Written) -> None:
    configure("WARNING", [])
    log.info("low")
    log.warning("high")
    assert "low" not in written.text()
    assert "high" in written.text()


@pytest.mark.parametrize("level", ["DEBUG", "INFO", "WARNING", "ERROR"])
def test_the_token_is_hidden_in_messages_and_in_values(level: str, written: Written) -> None:
    configure(level, [TOKEN])
    log.error(f"message {TOKEN}")
    log.error("value %s in %r", TOKEN, {"url": f"https://example.com/bot{TOKEN}/getMe"})
    assert written.text().count("<hidden>") == 3
    assert PART not in written.text()


@pytest.mark.parametrize(
    "form",
    [
        TOKEN,
        PART,
        quote(TOKEN, safe=""),
        quote(TOKEN, safe="").lower(),
        PASSWORD,
        quote(PASSWORD),
        quote(PASSWORD, safe="").lower(),
        repr(PASSWORD),
        repr(f"socks5://ann:{PASSWORD}@example.com"),
    ],
)
def test_a_secret_is_hidden_in_every_form(form: str, written: Written) -> None:
    configure("INFO", [TOKEN, PASSWORD])
    log.info("before %s after", form)
    shown = written.text()
    assert "before" in shown
    assert "<hidden>" in shown
    assert "secret_part" not in shown.lower()
    assert not re.search("w(ö|%c3%b6)rd", shown, re.IGNORECASE)


def test_a_password_given_percent_encoded_is_hidden_as_it_is_typed(written: Written) -> None:
    configure("INFO", [quote(PASSWORD)])
    log.info(PASSWORD)
    assert "wörd" not in written.text()


@pytest.mark.parametrize("secrets", [[], [""], ["", TOKEN]])
def test_what_is_no_secret_is_shown(secrets: list[str], written: Written) -> None:
    configure("INFO", secrets)
    log.info("as it is")
    assert written.text().endswith("chuchu.test: as it is\n")


def test_of_a_secret_that_begins_like_another_no_end_is_left(written: Written) -> None:
    configure("INFO", ["apple", "apple pie"])
    log.info("apple pie")
    assert written.text().endswith("chuchu.test: <hidden>\n")


def test_the_token_is_hidden_in_a_traceback_and_in_its_causes(written: Written) -> None:
    configure("INFO", [TOKEN])
    try:
        try:
            raise ValueError(f"cause {TOKEN}")
        except ValueError as error:
            raise RuntimeError(f"effect {TOKEN}") from error
    except RuntimeError:
        log.exception("failed", stack_info=True)
    shown = written.text()
    assert "ValueError: cause <hidden>" in shown
    assert "RuntimeError: effect <hidden>" in shown
    assert PART not in shown


def test_a_traceback_is_indented_so_that_no_line_of_it_can_pass_for_another(
    written: Written,
) -> None:
    configure("INFO", [])
    try:
        raise ValueError("asked\n2026-01-01 00:00:00 INFO chuchu: forged\r\x1b[2J")
    except ValueError:
        log.exception("failed")
    first, *rest = written.text().splitlines()
    assert first.endswith("chuchu.test: failed")
    assert rest
    assert all(line.startswith("    ") for line in rest)
    assert r"forged\r\x1b[2J" in rest[-1]


@pytest.mark.parametrize(
    ("sign", "shown"),
    [
        ("\n", r"\n"),
        ("\r\n", r"\r\n"),
        ("\x1b", r"\x1b"),
        ("\x00", r"\x00"),
        ("\x85", r"\x85"),
        ("\u2028", r"\u2028"),
        ("\u202e", r"\u202e"),
        ("\ud83d", r"\ud83d"),
        ("👍\u200d ㈱　", "👍\u200d ㈱　"),
    ],
)
def test_a_message_stays_one_line(sign: str, shown: str, written: Written) -> None:
    configure("INFO", [])
    log.info("asked: %s", f"a{sign}b")
    assert written.text().endswith(f"asked: a{shown}b\n")
    assert written.text().count("\n") == 1


@pytest.mark.parametrize("level", ["DEBUG", "INFO"])
def test_requests_are_not_logged(level: str, written: Written) -> None:
    configure(level, [TOKEN])
    for name in ("aiohttp.client", "httpx", "httpcore.http11"):
        logging.getLogger(name).info("HTTP Request: POST https://example.com/bot%s/getMe", TOKEN)
        logging.getLogger(name).debug("receive_response_headers")
    assert written.text() == ""
    logging.getLogger("aiohttp.client").warning("bot%s", TOKEN)
    assert written.text().endswith("WARNING aiohttp.client: bot<hidden>\n")


@pytest.mark.parametrize("name", ["aiosqlite", "sqlalchemy.engine", "watchfiles", "apscheduler"])
def test_other_libraries_talk_only_at_debug(name: str, written: Written) -> None:
    for level in ("INFO", "DEBUG", "INFO"):
        configure(level, [])
        logging.getLogger(name).info("at %s", level)
    assert re.findall("at (.+)", written.text()) == ["DEBUG"]


def test_libraries_warn_no_lower_than_the_level(written: Written) -> None:
    configure("ERROR", [])
    logging.getLogger("httpx").warning("slow")
    assert written.text() == ""


def test_configuring_again_replaces(written: Written) -> None:
    configure("INFO", ["first"])
    configure("INFO", ["second"])
    log.info("first second")
    assert written.text().endswith("chuchu.test: first <hidden>\n")
    assert written.text().count("\n") == 1


class Unspeakable:
    def __repr__(self) -> str:
        raise ValueError(TOKEN)


@pytest.mark.parametrize("values", [(TOKEN, TOKEN), (Unspeakable(),)])
def test_a_line_that_cannot_be_put_together_says_where_it_stands(
    values: tuple[object, ...], written: Written
) -> None:
    configure("INFO", [])
    log.info("asked: %r", *values)
    assert re.search(r"unreadable log line from \S+test_logs\.py:\d+\n$", written.text())
    assert PART not in written.text()


def test_a_handler_that_fails_quotes_nothing(written: Written) -> None:
    configure("INFO", [TOKEN])
    logging.getLogger().handlers[0].setFormatter(None)
    log.info("%d", TOKEN)
    assert written.text() == ""


def test_warnings_are_logged(written: Written) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        configure("INFO", [TOKEN])
        warnings.warn(f"old {TOKEN}", UserWarning, stacklevel=1)
        logging.captureWarnings(False)
    assert "WARNING py.warnings:" in written.text()
    assert "old <hidden>" in written.text()


@pytest.mark.parametrize(
    ("code", "error"),
    [
        ("raise ValueError(TOKEN)", "CRITICAL bot.logs: the program has crashed"),
        (
            "import threading\n"
            "def fail(): raise ValueError(TOKEN)\n"
            "threading.Thread(target=fail, name=TOKEN).start()",
            "CRITICAL bot.logs: a thread has crashed: <Thread(<hidden>,",
        ),
        (
            "class Failing:\n    def __del__(self): raise ValueError(TOKEN)\nFailing()",
            "ERROR bot.logs: exception ignored in: <function Failing.__del__",
        ),
        (
            "import asyncio\n"
            "async def fail(): raise ValueError(TOKEN)\n"
            "async def main():\n"
            "    task = asyncio.create_task(fail(), name=TOKEN)\n"
            "    await asyncio.sleep(0)\n"
            "asyncio.run(main())",
            "ERROR asyncio: Task exception was never retrieved",
        ),
    ],
    ids=["program", "thread", "finalizer", "task"],
)
def test_a_crash_is_logged_without_secrets(code: str, error: str) -> None:
    shown = said_by(code)
    assert error in shown
    assert "Traceback (most recent call last):" in shown
    assert "ValueError: <hidden>" in shown
    assert PART not in shown
    assert all(re.match(r"    |\d{4}-", line) for line in shown.splitlines())


@pytest.mark.parametrize(
    "code",
    [
        "raise KeyboardInterrupt",
        "import sys, threading\nthreading.Thread(target=sys.exit).start()",
    ],
    ids=["interrupted", "thread that exits"],
)
def test_who_stops_on_purpose_has_not_crashed(code: str) -> None:
    assert said_by(code) == ""


def test_a_real_request_of_httpx_at_debug_shows_no_token() -> None:
    shown = said_by(
        "import httpx, logging\n"
        "answer = httpx.MockTransport(lambda request: httpx.Response(200))\n"
        "httpx.Client(transport=answer).get(f'https://example.com/bot{TOKEN}/getMe')\n"
        "logging.getLogger('done').debug('done')"
    )
    assert "DEBUG done: done" in shown
    assert "example.com" not in shown
