"""What of a text is safe to show on a terminal."""

import re

_ESCAPE_SEQUENCE = r"\x1b\[[0-?]*[ -/]*[@-~]"
_CONTROL = r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
_UNSAFE = re.compile(f"{_ESCAPE_SEQUENCE}|{_CONTROL}")


def printable(text: str) -> str:
    """The text without what could steer a terminal or reverse its lines; line feeds stay."""
    return _UNSAFE.sub("", text.replace("\t", " "))


def one_line(text: str) -> str:
    """The same, for what must not spread over lines: titles, names, error messages."""
    return printable(" ".join(text.split()))
