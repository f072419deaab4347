"""Where something stands: an article's title, publisher and date."""

from typing import Final

from bot.words import Words
from knowledge import Article, Excerpt

from .links import source_link
from .markup import cut, escape, is_visible, link, plain

_TITLE: Final = 200
_NAME: Final = 80


def cite(article: Article, words: Words, bot: str, excerpt: Excerpt | None = None) -> str:
    """The title as a link to the page (at the excerpt), then publisher and date."""
    title = headline(article, words, bot, excerpt)
    return "\n".join(line for line in (title, origin(article, words)) if line)


def headline(article: Article, words: Words, bot: str, excerpt: Excerpt | None = None) -> str:
    """The title as a link to the page, at the excerpt where there is one."""
    title = link(titled(article, _TITLE), source_link(article, excerpt, bot))
    return title + escape(words("answer.title_inferred")) if article.title_inferred else title


def titled(article: Article, most: int) -> str:
    """The title on one line; where nothing of it can be seen, the article's id."""
    title = cut(article.title, most)
    return title if is_visible(title) else article.id


def origin(article: Article, words: Words, with_author: bool = False) -> str:
    """Publisher, author if wanted, and date, as far as they are known."""
    date = article.date
    if date and article.date_inferred:
        date = words("answer.date_inferred", date=date)
    author = article.author if with_author else None
    parts = (article.publisher, author, date)
    return " · ".join(plain(cut(part, _NAME)) for part in parts if part)
