"""A quotation with its source, as it is copied by a button or asked for elsewhere."""

from typing import Final

from telegram import CopyTextButton, InlineKeyboardButton

from bot.printable import printable
from bot.words import Words
from knowledge import Article, Finding, KnowledgeBase

from .citation import dated, plainly_titled
from .markup import cut, units

# In UTF-16 code units: what a button may copy, and what inline mode may be opened with.
_MOST: Final = 256
# However long a source is, so much is left for what it is the source of.
_LEAST_QUOTED: Final = 60
_NAME: Final = 60
# An excerpt that is cut ends in no mark that would want more to follow.
_WANTS_MORE: Final = " ，,、：:；;—"


def copy_button(words: Words, finding: Finding, knowledge: KnowledgeBase) -> InlineKeyboardButton:
    text = copied(words, finding, knowledge)
    return InlineKeyboardButton(words("button.copy"), copy_text=CopyTextButton(text))


def share_button(words: Words, question: str) -> InlineKeyboardButton:
    """Asks the same in another chat, of one's choice."""
    return InlineKeyboardButton(words("button.share"), switch_inline_query=cut(question, _MOST))


def copied(words: Words, finding: Finding, knowledge: KnowledgeBase) -> str:
    """“Quotation”, title, publisher, date: as much of the quotation as there is room for."""
    frame = words("copy.quoted", quote="", source="")
    quote = " ".join(printable(finding.excerpt.text).split())
    least = min(_LEAST_QUOTED, units(quote))
    source = _source(words, finding.article, _MOST - units(frame) - least)
    room = _MOST - units(frame) - units(source)
    if units(quote) > room:
        quote = _shortened(finding, knowledge, room)
    return words("copy.quoted", quote=quote, source=source)


def _shortened(finding: Finding, knowledge: KnowledgeBase, room: int) -> str:
    """The best part of an excerpt, with an ellipsis wherever something is left out."""
    whole = finding.excerpt
    length = room - 2
    while True:
        part = knowledge.shortened(whole, length)
        before = "…" if part.start > whole.start else ""
        text = " ".join(printable(part.text).split())
        shown = f"{before}{text}" if part.end == whole.end else f"{before}{_ended(text)}…"
        if units(shown) <= room:
            return shown
        # Characters beyond the basic plane count twice.
        length -= units(shown) - room


def _ended(text: str) -> str:
    return text.rstrip(_WANTS_MORE)


def _source(words: Words, article: Article, most: int) -> str:
    """Title, publisher and date; where they are too long, the title is cut."""
    between = words("copy.between")
    rest = [cut(part, _NAME) for part in (article.publisher, dated(article, words)) if part]
    taken = sum(units(between + part) for part in rest)
    return between.join([plainly_titled(article, words, most - taken), *rest])
