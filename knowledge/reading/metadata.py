"""What is said of an article: which keys there are, which values are good."""

import re
from datetime import date
from urllib.parse import urlsplit

KEYS = ("title", "publisher", "author", "date", "url", "hidden")

_DATE = re.compile(
    r"([12]\d{3})(?:\s*[-/.年]\s*(\d{1,2})(?:\s*[-/.月]\s*(\d{1,2})\s*日?|\s*月)?|\s*年)?(?:[T\s].*)?",
    re.DOTALL,
)


def good_date(text: str) -> str | None:
    """The date as 2025, 2025-10 or 2025-10-04; None if there is no such day."""
    match = _DATE.fullmatch(text.strip())
    if match is None:
        return None
    year, month, day = (None if part is None else int(part) for part in match.groups())
    try:
        date(*(1 if part is None else part for part in (year, month, day)))
    except ValueError:
        return None
    return "-".join(f"{part:02}" for part in (year, month, day) if part is not None)


def good_url(text: str) -> str | None:
    """The address; None if it doesn't lead to a page of the web."""
    url = text.strip()
    try:
        parts = urlsplit(url)
        good = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        return None
    return url if good and not re.search(r"\s", url) else None
