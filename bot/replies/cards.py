"""Cards: what an article is about, what the articles say of a name."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from bot.words import Words
from knowledge import Article, ArticleCard, Quotation, TopicCard

from .answers import Reply
from .citation import headline, origin, titled
from .keyboards import button, keyboard, page_turns, side_by_side
from .keys import key, stamp
from .links import deep_link, source_link
from .markup import cut, escape, link, plain, quotation
from .pages import kind_in, paged
from .places import Place

_HEADINGS: Final = 12
_FACTS: Final = 5
# In UTF-16 code units; with quotations of at most 160 characters, all of a card fits a message.
_NAME: Final = 100
_ASKED: Final = 40
_TITLE: Final = 60
_LISTED: Final = 100


@dataclass(frozen=True, slots=True)
class Cards:
    """Words cards for one reader."""

    words: Words
    bot: str  # the bot's username

    def article(self, card: ArticleCard, place: Place) -> Reply:
        """What an article is about, with buttons to read it; `place` is where to go back to."""
        article, words = card.article, self.words
        lines = [headline(article, words, self.bot), origin(article, words, with_author=True)]
        if card.lead:
            lines.append(f"<blockquote>{quotation(card.lead.text, ())}</blockquote>")
        if card.related:
            lines += [escape(words("card.related")), *self._titles(card.related)]
        headings = card.headings[:_HEADINGS]
        if headings:
            lines.append(escape(words("card.headings")))
        if card.names:
            lines.append(escape(words("card.names")))
        rows = [
            [button(f"§ {heading.text}", place.behind("read", article.id, heading.start))]
            for heading in headings
        ]
        rows += side_by_side(
            [button(name, place.behind("name", stamp(name), 0, article.id)) for name in card.names]
        )
        rows.append([button(words("button.read"), place.behind("read", article.id, 0))])
        rows.append([button(words("button.sources"), place.key())])
        return Reply("\n".join(line for line in lines if line), keyboard(rows))

    def topic(
        self,
        card: TopicCard,
        number: int,
        article_id: str | None,
        place: Place,
        kind: str | None,
    ) -> Reply:
        """What the articles say of a name, its facts page by page, from 0.

        From the card of an article (by its id), which was opened at a place, there is a button back
        to it, else to the names of its kind, by the data of that.
        """
        words, name = self.words, cut(card.name, _NAME)
        number, count, facts = paged(card.facts, number, _FACTS)
        lines = [f"<b>{plain(name)}</b> · {plain(cut(kind_in(words, card.kind), _NAME))}"]
        if card.definition:
            lines.append(self._quoted(card.definition))
        if facts:
            lines.append(f"\n<b>{escape(words('topic.facts', count=len(card.facts)))}</b>")
            lines += map(self._quoted, facts)
        lines.append(f"\n<b>{escape(words('topic.articles', count=card.article_count))}</b>")
        lines += self._titles(card.articles)

        def page(turned: int) -> str:
            if article_id:
                return place.behind("name", stamp(card.name), turned, article_id)
            return key("name", stamp(card.name), turned)

        rows = page_turns(words, page, number, count)
        ask = words("button.ask", name=cut(name, _ASKED))
        rows.append([button(ask, key("topic", stamp(card.name)))])
        if article_id:
            rows.append([button(words("button.card"), place.behind("card", article_id))])
        elif kind:
            rows.append([button(f"‹ {kind_in(words, card.kind)}", kind)])
        return Reply("\n".join(lines), keyboard(rows))

    def _quoted(self, quoted: Quotation) -> str:
        """A sentence, and below it in one line where it stands."""
        article, excerpt = quoted.article, quoted.excerpt
        title = link(titled(article, _TITLE), source_link(article, excerpt, self.bot))
        source = " · ".join(part for part in (title, origin(article, self.words)) if part)
        return f"<blockquote>{quotation(excerpt.text, excerpt.highlights)}</blockquote>\n{source}"

    def _titles(self, articles: Iterable[Article]) -> list[str]:
        return [
            f"· {link(titled(article, _LISTED), deep_link(self.bot, article.id))}"
            for article in articles
        ]
