"""What the bot says, as Telegram's HTML with buttons: all escaping, all lengths."""

from .answers import Answers, Reply, stamp_of
from .cards import Cards
from .comparisons import Comparisons, fits
from .group_settings import GroupTalk
from .keys import Action, Key, fitting, is_answer, read_key, shown_in, stamp
from .notes import Health, Notes
from .pages import Pages, list_of
from .payloads import kept_in, payload_for, payload_of, question_in
from .places import Place
from .quote_cards import QuoteCard, picture, quote_card_of
from .results import MOST_FINDINGS, Results, Scroll, Shown, posting
from .talk import AS_TELEGRAM, Talk

__all__ = [
    "AS_TELEGRAM",
    "MOST_FINDINGS",
    "Action",
    "Answers",
    "Cards",
    "Comparisons",
    "GroupTalk",
    "Health",
    "Key",
    "Notes",
    "Pages",
    "Place",
    "QuoteCard",
    "Reply",
    "Results",
    "Scroll",
    "Shown",
    "Talk",
    "fits",
    "fitting",
    "is_answer",
    "kept_in",
    "list_of",
    "payload_for",
    "payload_of",
    "picture",
    "posting",
    "question_in",
    "quote_card_of",
    "read_key",
    "shown_in",
    "stamp",
    "stamp_of",
]
