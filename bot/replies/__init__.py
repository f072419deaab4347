"""What the bot says, as Telegram's HTML with buttons: all escaping, all lengths."""

from .answers import Answers, Reply, stamp_of
from .cards import Card, card_of, picture
from .comparisons import Comparisons
from .group_settings import GroupTalk
from .keys import Action, Key, is_answer, read_key, shown_in, stamp
from .notes import Health, Notes
from .pages import Pages
from .payloads import kept_in, payload_for, payload_of, question_in
from .results import Results, Scroll, Shown, posting
from .talk import AS_TELEGRAM, Talk

__all__ = [
    "AS_TELEGRAM",
    "Action",
    "Answers",
    "Card",
    "Comparisons",
    "GroupTalk",
    "Health",
    "Key",
    "Notes",
    "Pages",
    "Reply",
    "Results",
    "Scroll",
    "Shown",
    "Talk",
    "card_of",
    "is_answer",
    "kept_in",
    "payload_for",
    "payload_of",
    "picture",
    "posting",
    "question_in",
    "read_key",
    "shown_in",
    "stamp",
    "stamp_of",
]
