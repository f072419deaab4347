"""Where something stands: an article's title, publisher and date."""

from collections.abc import Iterator
from typing import Final

from bot.words import Words
from knowledge import Article, Excerpt

from .links import source_link
from .markup import cut, escape, is_visible, link, plain

_TITLE: Final = 200
_NAME: Final = 80


def cite(article: Article, words: Words, bot: str, excerpt: Excerpt | None = None) -> str:
    """The title as a link to the page (at the excerpt), then publisher and date."""
    title = link(titled(article, _TITLE), source_link(article, excerpt, bot))
    if article.title_inferred:
        title += escape(words("answer.title_inferred"))
    return "\n".join(line for line in (title, origin(article, words)) if line)


def titled(article: Article, most: int) -> str:
    """The title on one line; where nothing of it can be seen, the article's id."""
    title = cut(article.title, most)
    return title if is_visible(title) else article.id


def origin(article: Article, words: Words) -> str:
    """Publisher and date, as far as they are known."""
    return " · ".join(map(plain, _origin(article, words)))


def origin_of(article: Article, words: Words) -> str:
    """The same where there is no markup."""
    return " · ".join(_origin(article, words))


def _origin(article: Article, words: Words) -> Iterator[str]:
    date = article.date
    if date and article.date_inferred:
        date = words("answer.date_inferred", date=date)
    return (cut(part, _NAME) for part in (article.publisher, date) if part)
