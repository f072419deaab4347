"""What is logged, and how: one format on standard error, no secret, no forged line."""

import logging
import re
import sys
import threading
from collections.abc import Iterable
from typing import Final
from urllib.parse import quote, unquote

_LINE: Final = "%(asctime)s %(levelname)s %(name)s: %(message)s"
_TIME: Final = "%Y-%m-%d %H:%M:%S"
_HIDDEN: Final = "<hidden>"
# Their lower lines contain the URL of each request, and so the bot's token.
_NEVER_BELOW_WARNING: Final = ("aiohttp", "httpx", "httpcore")
_BELOW_WARNING_AT_DEBUG: Final = ("aiosqlite", "apscheduler", "sqlalchemy", "watchfiles")
_STEERING: Final = re.compile(
    "[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
_TOKEN: Final = re.compile(r"\d+:(.+)")

_log = logging.getLogger(__name__)


def configure(level: str, secrets: Iterable[str]) -> None:
    """Log from `level` on, crashes and warnings too, and hide the secrets; again: anew."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Discreet(secrets))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    lowest = logging.getLogger().level
    for name in (*_NEVER_BELOW_WARNING, *_BELOW_WARNING_AT_DEBUG):
        frank = lowest <= logging.DEBUG and name in _BELOW_WARNING_AT_DEBUG
        logging.getLogger(name).setLevel(lowest if frank else max(lowest, logging.WARNING))
    # A line that can't be logged would be reported past the formatter, with its values.
    logging.raiseExceptions = False
    logging.captureWarnings(True)
    sys.excepthook = _log_crash
    threading.excepthook = _log_crash_of_thread
    sys.unraisablehook = _log_unraisable


class _Discreet(logging.Formatter):
    """One line a message, its traceback indented below, and no secret in any of it."""

    def __init__(self, secrets: Iterable[str]) -> None:
        super().__init__(_LINE, _TIME)
        self._secrets = _any_of(secrets)

    def format(self, record: logging.LogRecord) -> str:
        try:
            text = super().format(record)
        except Exception:  # whatever a value's own __str__ may raise
            text = super().format(_unreadable(record))
        lines = (_escaped(line) for line in text.split("\n"))
        return self._secrets.sub(_HIDDEN, "\n    ".join(lines))

    # The name is logging's.
    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802
        return _escaped(super().formatMessage(record))


def _unreadable(record: logging.LogRecord) -> logging.LogRecord:
    where = {"msg": "unreadable log line from %s:%d", "args": (record.pathname, record.lineno)}
    return logging.makeLogRecord({**record.__dict__, **where})


def _escaped(text: str) -> str:
    """The text without what could begin a line, steer a terminal or turn its direction."""
    return _STEERING.sub(lambda sign: sign[0].encode("unicode_escape").decode(), text)


def _any_of(secrets: Iterable[str]) -> re.Pattern[str]:
    """The secrets in every form in which a message may have them, the longest first."""
    parts = {part for secret in secrets for part in _parts(secret)}
    forms = {form for part in parts for form in (part, quote(part), quote(part, safe=""))}
    forms |= {form for part in parts for form in (unquote(part), repr(part)[1:-1])}
    forms.discard("")
    longest_first = sorted(forms, key=lambda form: (-len(form), form))
    # Percent-encoding is in either case. Nothing to hide: what never matches.
    return re.compile("|".join(map(re.escape, longest_first)) or r"(?!)", re.IGNORECASE)


def _parts(secret: str) -> Iterable[str]:
    """A secret, and what of a token is secret even without the bot's id before it."""
    token = _TOKEN.fullmatch(secret)
    return (secret, token[1]) if token else (secret,)


def _log_crash(_kind: object, error: BaseException, _traceback: object) -> None:
    if not isinstance(error, KeyboardInterrupt):
        _log.critical("the program has crashed", exc_info=error)


def _log_crash_of_thread(crash: threading.ExceptHookArgs) -> None:
    if crash.exc_type is not SystemExit:
        _log.critical("a thread has crashed: %r", crash.thread, exc_info=crash.exc_value)


def _log_unraisable(ignored: "sys.UnraisableHookArgs") -> None:
    what = ignored.err_msg or "exception ignored in"
    _log.error("%s: %r", what, ignored.object, exc_info=ignored.exc_value)
