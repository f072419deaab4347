"""What there is to read: the list of articles, the topics, an article page by page."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from bot.words import Words
from knowledge import Article, ArticlePage, Paragraph, Topic

from .answers import Reply
from .citation import cite, origin, titled
from .keyboards import Rows, button, keyboard, page_turns, side_by_side, turns
from .keys import key, stamp
from .links import deep_link
from .markup import escape, link, plain, quotation
from .places import Place

_ARTICLES: Final = 8
_ARTICLE_COLUMNS: Final = 4
_TOPICS: Final = 20
_KINDS: Final = 50
_TITLE: Final = 160
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Pages:
    """Words what there is to read for one reader."""

    words: Words
    bot: str  # the bot's username

    def sources(self, found: Sequence[Article], whole: int, place: Place) -> Reply:
        """A page of the articles that were found, in their order, of so many in all."""
        if not whole:
            return Reply(escape(self.words("answer.empty")))
        number, count, shown = paged(found, place.page, _ARTICLES)
        first = number * _ARTICLES + 1
        entries = [self._entry(n, article) for n, article in enumerate(shown, first)]
        opening = [
            button(str(n), place.at(number).behind("card", article.id))
            for n, article in enumerate(shown, first)
        ]
        rows = side_by_side(opening, _ARTICLE_COLUMNS)
        rows += page_turns(self.words, lambda page: place.at(page).key(), number, count)
        if place.text:
            rows.append([button(self.words("button.all_sources"), Place().key())])
        return Reply(
            "\n\n".join([self._heading(len(found), whole, place), *entries]), keyboard(rows)
        )

    def kinds(self, topics: Sequence[Topic]) -> Reply:
        """The kinds of names, with how many of each there are."""
        if not topics:
            return Reply(escape(self.words("topics.none")))
        counts: dict[str, int] = {}
        for topic in topics:
            counts[topic.kind] = counts.get(topic.kind, 0) + 1
        buttons = [
            button(f"{kind_in(self.words, kind)} ({count})", key("topics", stamp(kind), 0))
            for kind, count in list(counts.items())[:_KINDS]
        ]
        return Reply(escape(self.words("topics.heading")), keyboard(side_by_side(buttons)))

    def topics(self, topics: Sequence[Topic], kind: str, number: int = 0) -> Reply | None:
        """The names of a kind (by its stamp), each a button to its card; None: no such kind."""
        of_kind = [topic for topic in topics if stamp(topic.kind) == kind]
        if not of_kind:
            return None
        number, count, shown = paged(of_kind, number, _TOPICS)
        named = kind_in(self.words, of_kind[0].kind)
        heading = self.words("topics.of_kind", kind=named, count=len(of_kind))
        rows = side_by_side(
            [
                button(f"{topic.name} ({topic.articles})", key("name", stamp(topic.name), 0))
                for topic in shown
            ]
        )
        rows += page_turns(self.words, lambda page: key("topics", kind, page), number, count)
        rows.append([button(self.words("button.kinds"), key("topics"))])
        return Reply(
            f"<b>{escape(heading)}</b>\n{escape(self.words('topics.open'))}", keyboard(rows)
        )

    def article(self, page: ArticlePage, place: Place) -> Reply:
        """An article's text, open at one of its pages; `place` is where one came from."""
        article = page.article
        shown = [_paragraph(paragraph) for paragraph in page.paragraphs]
        rows: Rows = []
        if page.count > 1:
            before, after = (
                None if start is None else place.behind("read", article.id, start)
                for start in (page.previous, page.next)
            )
            rows = turns(self.words, "page", before, f"{page.number}/{page.count}", after)
        rows.append([button(self.words("button.card"), place.behind("card", article.id))])
        return Reply("\n".join([cite(article, self.words, self.bot), *shown]), keyboard(rows))

    def _heading(self, found: int, whole: int, place: Place) -> str:
        if not place.text:
            return f"<b>{escape(self.words('sources.heading', count=whole))}</b>"
        if not found:
            return plain(self.words("sources.none", text=place.text))
        said = self.words("sources.named", text=place.text, found=found, count=whole)
        return f"<b>{plain(said)}</b>"

    def _entry(self, number: int, article: Article) -> str:
        title = link(titled(article, _TITLE), deep_link(self.bot, article.id))
        lines = (f"{number}. {title}", origin(article, self.words))
        return "\n".join(line for line in lines if line)


def kind_in(words: Words, kind: str) -> str:
    """A kind in the reader's language, where it is one of the usual; else as written."""
    return words.sentences.get(f"kind.{kind}", kind)


def list_of(topics: Sequence[Topic], name: str) -> str | None:
    """The data of a button to the page of a kind's names that has this one; None: no such name."""
    kind = next((topic.kind for topic in topics if topic.name == name), None)
    if kind is None:
        return None
    names = [topic.name for topic in topics if topic.kind == kind]
    return key("topics", stamp(kind), names.index(name) // _TOPICS)


def paged(entries: Sequence[T], number: int, size: int) -> tuple[int, int, Sequence[T]]:
    """The page's number, kept within what there is, the count of pages, the page's entries."""
    count = max(1, -(-len(entries) // size))
    number = max(0, min(number, count - 1))
    return number, count, entries[number * size : (number + 1) * size]


def _paragraph(paragraph: Paragraph) -> str:
    text = quotation(paragraph.text, paragraph.highlights)
    return f"<b>{text}</b>" if paragraph.heading else f"<blockquote>{text}</blockquote>"
