"""Where something stands: an article's title, publisher and date."""

from collections.abc import Iterator
from typing import Final

from bot.words import Words
from knowledge import Article, Excerpt, Finding

from .links import source_link
from .markup import cut, escape, is_visible, link, plain, quotation, units

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


def quoted(finding: Finding, words: Words, bot: str) -> str:
    """An excerpt, what matched in bold, and below it where it stands."""
    excerpt = finding.excerpt
    shown = f"<blockquote>{quotation(excerpt.text, excerpt.highlights)}</blockquote>"
    return f"{shown}\n{cite(finding.article, words, bot, excerpt)}"


def plainly_titled(article: Article, words: Words, most: int) -> str:
    """The title without a link, said to be inferred where it is."""
    inferred = words("answer.title_inferred") if article.title_inferred else ""
    return titled(article, most - units(inferred)) + inferred


def origin(article: Article, words: Words, with_author: bool = False) -> str:
    """Publisher, author if wanted, and date, as far as they are known."""
    return " · ".join(map(plain, _origin(article, words, with_author)))


def origin_of(article: Article, words: Words) -> str:
    """The same where there is no markup, without the author."""
    return " · ".join(_origin(article, words))


def _origin(article: Article, words: Words, with_author: bool = False) -> Iterator[str]:
    author = article.author if with_author else None
    parts = (article.publisher, author, dated(article, words))
    return (cut(part, _NAME) for part in parts if part)


def dated(article: Article, words: Words) -> str | None:
    """The date, said to be inferred where it is."""
    if article.date and article.date_inferred:
        return words("answer.date_inferred", date=article.date)
    return article.date
