"""What there is to read: the list of articles, the topics, an article page by page."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from bot.words import Words
from knowledge import Article, ArticlePage, Paragraph, Topic

from .answers import Reply
from .citation import cite, origin, titled
from .keyboards import Rows, button, keyboard, side_by_side, turns
from .keys import Action, key, stamp
from .links import deep_link
from .markup import escape, link, quotation

_ARTICLES: Final = 8
_TOPICS: Final = 20
_KINDS: Final = 50
_TITLE: Final = 160
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Pages:
    """Words what there is to read for one reader."""

    words: Words
    bot: str  # the bot's username

    def sources(self, articles: Sequence[Article], number: int = 0) -> Reply:
        """All articles, the newest first; pages count from 0."""
        if not articles:
            return Reply(escape(self.words("answer.empty")))
        newest = sorted(articles, key=lambda a: (a.date or "", a.title), reverse=True)
        number, count, shown = _page(newest, number, _ARTICLES)
        heading = self.words("sources.heading", count=len(newest))
        entries = [self._entry(article) for article in shown]
        rows = self._rows("sources", (), number, count)
        return Reply("\n\n".join([f"<b>{escape(heading)}</b>", *entries]), keyboard(rows))

    def kinds(self, topics: Sequence[Topic]) -> Reply:
        """The kinds of names, with how many of each there are."""
        if not topics:
            return Reply(escape(self.words("topics.none")))
        counts: dict[str, int] = {}
        for topic in topics:
            counts[topic.kind] = counts.get(topic.kind, 0) + 1
        buttons = [
            button(f"{self._kind(kind)} ({count})", key("topics", stamp(kind), 0))
            for kind, count in list(counts.items())[:_KINDS]
        ]
        return Reply(escape(self.words("topics.heading")), keyboard(side_by_side(buttons)))

    def topics(self, topics: Sequence[Topic], kind: str, number: int = 0) -> Reply | None:
        """The names of a kind (by its stamp), each a button that asks; None: no such kind."""
        of_kind = [topic for topic in topics if stamp(topic.kind) == kind]
        if not of_kind:
            return None
        number, count, shown = _page(of_kind, number, _TOPICS)
        heading = self.words("topics.of_kind", kind=self._kind(of_kind[0].kind), count=len(of_kind))
        rows = side_by_side(
            [
                button(f"{topic.name} ({topic.articles})", key("topic", stamp(topic.name)))
                for topic in shown
            ]
        )
        rows += self._rows("topics", (kind,), number, count)
        rows.append([button(self.words("button.kinds"), key("topics"))])
        return Reply(
            f"<b>{escape(heading)}</b>\n{escape(self.words('topics.ask'))}", keyboard(rows)
        )

    def article(self, page: ArticlePage) -> Reply:
        """A card of an article, open at one of its pages."""
        article = page.article
        shown = [_paragraph(paragraph) for paragraph in page.paragraphs]
        rows: Rows = []
        if page.count > 1:
            before = None if page.previous is None else key("read", article.id, page.previous)
            after = None if page.next is None else key("read", article.id, page.next)
            rows = turns(self.words, "page", before, f"{page.number}/{page.count}", after)
        return Reply("\n".join([cite(article, self.words, self.bot), *shown]), keyboard(rows))

    def _entry(self, article: Article) -> str:
        title = link(titled(article, _TITLE), deep_link(self.bot, article.id))
        return "\n".join(line for line in (title, origin(article, self.words)) if line)

    def _kind(self, kind: str) -> str:
        """A kind in the reader's language, where it is one of the usual; else as written."""
        return self.words.sentences.get(f"kind.{kind}", kind)

    def _rows(self, action: Action, values: tuple[str, ...], number: int, count: int) -> Rows:
        if count < 2:
            return []
        before = key(action, *values, number - 1) if number > 0 else None
        after = key(action, *values, number + 1) if number < count - 1 else None
        return turns(self.words, "page", before, f"{number + 1}/{count}", after)


def _page(entries: Sequence[T], number: int, size: int) -> tuple[int, int, Sequence[T]]:
    """The page's number, kept within what there is, the count of pages, the page's entries."""
    count = max(1, -(-len(entries) // size))
    number = max(0, min(number, count - 1))
    return number, count, entries[number * size : (number + 1) * size]


def _paragraph(paragraph: Paragraph) -> str:
    text = quotation(paragraph.text, paragraph.highlights)
    return f"<b>{text}</b>" if paragraph.heading else f"<blockquote>{text}</blockquote>"
