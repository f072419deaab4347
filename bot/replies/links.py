"""Links to where an excerpt stands: on its page, at its words, or in the bot itself."""

import re
from typing import Final
from urllib.parse import quote

from bot.printable import printable
from knowledge import Article, Excerpt

# A short quotation is named whole, a longer one by its first and its last words.
_WHOLE: Final = 40
_EDGE: Final = 60
# A browser looks for whole words, and 1,000 is one.
_CLAUSE: Final = re.compile(r"(?:[^，。！？；：、,!?;:\n]|(?<=\d)[,:](?=\d))+")
_LONGEST_URL: Final = 2000
_LONGEST_PAGE: Final = 1500
# Of any other host, and of a port that can't be, Telegram makes no link, and says nothing of it.
_LINKABLE: Final = re.compile(
    r"https?://[\w-]+(?:\.[\w-]+)+\.?(?::[1-9][0-9]{0,3}|:[1-5][0-9]{4})?(?=[/?#]|\Z)",
    re.IGNORECASE,
)


def source_link(article: Article, excerpt: Excerpt | None, bot: str) -> str:
    """The article's own page, opened at the quotation; else its card in the bot.

    The fragment's form is the W3C community's Text Fragments: `#:~:text=start,end`.
    """
    url = page_of(article)
    if url is None:
        return deep_link(bot, article.id, excerpt.start if excerpt else None)
    if excerpt is None:
        return url
    fragment = ":~:text=" + ",".join(_encoded(part) for part in _ends(excerpt.text))
    place = url.partition(":~:")[0]
    opened = place + fragment if "#" in place else f"{place}#{fragment}"
    return opened if len(opened) <= _LONGEST_URL else url


def deep_link(bot: str, article_id: str, start: int | None = None) -> str:
    """Opens the bot's private chat at an article, or at a place in it."""
    place = "" if start is None else f"_{start}"
    return f"https://t.me/{bot}?start=a_{article_id}{place}"


def page_of(article: Article) -> str | None:
    """The article's url where Telegram would link to it: one on the web, with a dotted host."""
    url = (article.url or "").strip()
    linkable = _LINKABLE.match(url) and len(url) < _LONGEST_PAGE and printable(url) == url
    return url if linkable and not re.search(r"\s", url) else None


def _ends(text: str) -> list[str]:
    text = text.strip()
    if len(text) <= _WHOLE and "\n" not in text:
        return [text]
    clauses = [clause.strip() for clause in _CLAUSE.findall(text) if clause.strip()]
    if len(clauses) < 2:
        return [text[:_WHOLE]]
    return [_begin(clauses[0]), _finish(clauses[-1])]


def _begin(clause: str) -> str:
    short = clause[:_EDGE]
    return short if len(clause) <= _EDGE else re.sub(r"[A-Za-z0-9]+$", "", short).strip() or short


def _finish(clause: str) -> str:
    short = clause[-_EDGE:]
    return short if len(clause) <= _EDGE else re.sub(r"^[A-Za-z0-9]+", "", short).strip() or short


def _encoded(text: str) -> str:
    # A hyphen, a comma and an ampersand part the fragment's own pieces.
    return quote(text, safe="").replace("-", "%2D")
