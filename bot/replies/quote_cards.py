"""What stands on the picture of a quotation, and below it."""

from dataclasses import dataclass
from typing import Final

from bot.printable import printable
from bot.words import Words
from knowledge import Finding

from .answers import Reply
from .citation import cite, dated, plainly_titled
from .markup import cut

# In UTF-16 code units.
_TITLE: Final = 100
_NAME: Final = 60


@dataclass(frozen=True, slots=True)
class QuoteCard:
    """A quotation to draw: `highlights` are ranges of its text, in order."""

    text: str
    highlights: tuple[tuple[int, int], ...]
    title: str
    origin: str


def quote_card_of(finding: Finding, words: Words) -> QuoteCard | None:
    """What to draw of a finding; None where not every character of it can be shown."""
    excerpt, article = finding.excerpt, finding.article
    if printable(excerpt.text) != excerpt.text:
        return None
    known = (article.publisher, dated(article, words))
    origin = " · ".join(cut(part, _NAME) for part in known if part)
    return QuoteCard(
        excerpt.text, excerpt.highlights, plainly_titled(article, words, _TITLE), origin
    )


def picture(image: bytes, finding: Finding, words: Words, bot: str) -> Reply:
    """The picture of a quotation, with its source as the caption."""
    return Reply(cite(finding.article, words, bot, finding.excerpt), photo=image)
