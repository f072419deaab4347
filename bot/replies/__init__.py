"""What the bot says, as Telegram's HTML with buttons: all escaping, all lengths."""

from .answers import Answers, Reply, stamp_of
from .cards import Cards
from .keys import Action, Key, fitting, is_answer, read_key, shown_in, stamp
from .notes import Health, Notes
from .pages import Pages, list_of
from .places import Place
from .talk import AS_TELEGRAM, Talk

__all__ = [
    "AS_TELEGRAM",
    "Action",
    "Answers",
    "Cards",
    "Health",
    "Key",
    "Notes",
    "Pages",
    "Place",
    "Reply",
    "Talk",
    "fitting",
    "is_answer",
    "list_of",
    "read_key",
    "shown_in",
    "stamp",
    "stamp_of",
]
