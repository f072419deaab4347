"""A question that was answered, and how it is kept."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal, get_args

from bot.unwritten import Entry
from bot.words import DEFAULT_LANGUAGE, Language

_LANGUAGES: Final[dict[object, Language]] = {name: name for name in get_args(Language)}
# How it was asked: in words, of nobody in particular, by a button, by words passed on, whose source
# is wanted, or by names to compare.
Way = Literal["typed", "to-all", "pressed", "passed-on", "compared"]
_WAYS: Final[dict[object, Way]] = {way: way for way in get_args(Way)}


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that was answered, as its buttons, edits and follow-ups need it."""

    id: str  # of new_id(): it travels in callback_data
    question: str
    previous: str | None  # the question that it followed
    literal: bool
    language: Language
    asker: str | None  # of State.person(); None: anyone, as for an anonymous admin
    way: Way = "typed"


def new_id() -> str:
    """Twelve characters [A-Za-z0-9_-] that can't be guessed."""
    return secrets.token_urlsafe(9)


def content_of(asked: Asked) -> Entry:
    return {
        "question": _storable(asked.question),
        "previous": asked.previous and _storable(asked.previous),
        "literal": asked.literal,
        "language": asked.language,
        "asker": asked.asker,
        "way": asked.way,
    }


def _storable(words: str) -> str:
    """Without half surrogate pairs, which JSON can carry and UTF-8 can't."""
    return words.encode("utf-8", "replace").decode()


def read_asked(asked_id: str, entry: Mapping[str, Any]) -> Asked:
    return Asked(
        id=asked_id,
        question=entry["question"],
        previous=entry["previous"],
        literal=bool(entry["literal"]),
        language=_LANGUAGES.get(entry["language"], DEFAULT_LANGUAGE),
        asker=entry["asker"],
        way=_WAYS.get(entry["way"], "typed"),
    )
