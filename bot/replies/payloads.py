"""What a link into the private chat carries: a question, or the id of one that is kept."""

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Final

_QUESTION: Final = "q_"
_MOST: Final = 64
# Chinese takes two bytes a character; there is no shorter way to write all of Unicode.
_ENCODING: Final = "gb18030"
# No base64 has a length of 4n + 1: this is none.
_KEPT: Final = re.compile(r"q_k([A-Za-z0-9_-]{12})")


def payload_of(question: str) -> str | None:
    """A start payload that carries a question; None where it has no room for it."""
    data = urlsafe_b64encode(question.encode(_ENCODING, "ignore")).decode().rstrip("=")
    return f"{_QUESTION}{data}" if data and len(_QUESTION + data) <= _MOST else None


def payload_for(asked_id: str) -> str:
    """A start payload that names a question that the state keeps."""
    return f"{_QUESTION}k{asked_id}"


def kept_in(payload: str) -> str | None:
    """The id of the question that a payload names."""
    kept = _KEPT.fullmatch(payload)
    return kept[1] if kept else None


def question_in(payload: str) -> str | None:
    """The question that a payload carries; None for a forged one."""
    data = payload.removeprefix(_QUESTION)
    try:
        question = urlsafe_b64decode(data + "=" * (-len(data) % 4)).decode(_ENCODING)
    except ValueError:
        return None
    return question if payload_of(question.strip()) == payload else None
