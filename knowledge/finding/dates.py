"""Finds the dates that a sentence names, and tells which comes first.

All patterns are for folded text: Simplified, half width, lower case.
"""

import re
from calendar import isleap
from collections.abc import Callable, Iterable
from typing import Literal, NamedTuple

# What the year of a date counts from: nothing, the article's own year, or one named before.
Base = Literal["absolute", "article", "before"]
# Year, month and day; 0 for what isn't told.
When = tuple[int, int, int]

_DIGITS = {digit: value for value, digit in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0}
_YEAR = "(?:1[89]|2[01])[0-9]{2}|[一二][〇○零一二三四五六七八九]{3}"
_MONTH = "1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九]"
_DAY = "3[01]|[12][0-9]|0?[1-9]|三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九]"
_RELATIVE: dict[str, tuple[Base, int]] = {
    "今年": ("article", 0),
    "本年": ("article", 0),
    "去年": ("article", -1),
    "前年": ("article", -2),
    "明年": ("article", 1),
    "同年": ("before", 0),
    "当年": ("before", 0),
    "次年": ("before", 1),
    "翌年": ("before", 1),
}
# Parts of a year, with a month that they are sorted by, and parts of a month, with a day.
_PARTS = {
    "年?初": 1,
    "(?:第?[一1]季度?|q1)": 2,
    "春[天季节]": 3,
    "上半年": 4,
    "(?:第?[二2]季度?|q2)": 5,
    "年?中(?![国文央])": 6,
    "夏[天季]": 7,
    "(?:第?[三3]季度?|q3)": 8,
    "秋[天季]": 9,
    "下半年": 10,
    "(?:第?[四4]季度?|q4)": 11,
    "(?:年?[底末]|冬[天季])": 12,
}
_WITHIN = {"(?:初|上旬)": 1, "中旬?(?![国文央])": 15, "(?:[底末]|下旬)": 28}
_PART = f"(?:的?(?P<part>{'|'.join(_PARTS)}))?"
_MONTH_AND_DAY = (
    rf"\s?(?P<month>{_MONTH})\s?月"
    rf"(?:\s?(?P<day>{_DAY})\s?[日号]|份?(?P<within>{'|'.join(_WITHIN)}))?"
)
_NAMED_MONTH = (
    "(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_NAMED_DAY = "(?P<day>3[01]|[12][0-9]|0?[1-9])(?:st|nd|rd|th)?"
_NAMED_YEAR = "(?P<year>(?:19|20)[0-9]{2})(?![0-9])"
_PATTERNS = [
    re.compile(pattern, re.ASCII)
    for pattern in (
        rf"(?<![0-9.])(?P<year>{_YEAR})\s?年(?!代)(?:的?{_MONTH_AND_DAY}|{_PART})",
        rf"(?<![0-9.])(?P<year>[0-9]{{2}})\s?年的?{_MONTH_AND_DAY}",
        rf"(?P<relative>{'|'.join(_RELATIVE)})的?{_MONTH_AND_DAY}",
        rf"(?<![0-9.年前])(?=[0-9]){_MONTH_AND_DAY}(?![刊龄租薪卡费活票])",
        # Spelt in characters and without a day, it may count months.
        rf"(?<![一二三四五六七八九十年前])(?P<month>{_MONTH})月(?P<day>{_DAY})[日号]",
        r"(?<![0-9./-])(?P<year>(?:19|20)[0-9]{2})(?P<mark>[-/])(?P<month>1[0-2]|0?[1-9])"
        r"(?:(?P=mark)(?P<day>3[01]|[12][0-9]|0?[1-9]))?(?![0-9])",
        r"(?<![0-9./-])(?P<year>(?:19|20)[0-9]{2})\.(?P<month>1[0-2]|0?[1-9])"
        r"\.(?P<day>3[01]|[12][0-9]|0?[1-9])(?![0-9.])",
        rf"\b{_NAMED_MONTH}\s+{_NAMED_DAY}\b(?:,?\s+{_NAMED_YEAR})?",
        rf"\b{_NAMED_DAY}\s+(?:of\s+)?{_NAMED_MONTH}(?:,?\s+{_NAMED_YEAR})?",
        rf"\b{_NAMED_MONTH},?\s+(?:of\s+)?{_NAMED_YEAR}",
        rf"\b(?:in|since|until|during|before|after|early|late|mid)[\s-]{_NAMED_YEAR}(?!\s?[a-z年])",
    )
]
_MAY_BE = re.compile(f"[年月]|[12][0-9]{{3}}|{'|'.join(_MONTHS)}")
# What says, before 2000年 or behind it, that it counts years; and what says so of round numbers.
_COUNTS = (re.compile(r"(?:距今约?|长达)\s?$"), re.compile("之久"))
_MAY_COUNT = (
    re.compile(r"(?:逾|超过|(?<![最临附新])近)\s?$"),
    re.compile("的?历史(?![上低剧新最片短纪高正性题])"),
)
_MARK = re.compile("[,;:]")
_JOINT = re.compile(r"\s?(?:[和与及至到、~-]|and|to)\s?")
# How many days months have at most.
_LONGEST = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
# So a year of two digits begins with 19.
_LAST_CENTURY = 70


class Date(NamedTuple):
    """A date and where a text names it; `year` counts from what `base` says."""

    start: int
    end: int
    base: Base
    year: int
    month: int
    day: int


def dates(folded: str) -> list[Date]:
    """The dates that folded text names, in order: years, months of a year, days.

    Months and days without a year are of the article's year. Of dates in a row (4月和5月), the
    first tells when it is.
    """
    if not _MAY_BE.search(folded):
        return []
    found = [
        date
        for pattern in _PATTERNS
        for match in pattern.finditer(folded)
        if (date := _date(match))
    ]
    found.sort(key=lambda date: (date.start, -date.end))
    apart: list[Date] = []
    for date in found:
        if apart and _JOINT.fullmatch(folded, apart[-1].end, date.start):
            apart[-1] = apart[-1]._replace(end=date.end)
        elif not apart or date.start >= apart[-1].end:
            apart.append(date)
    return apart


def when(date: Date, article: str | None, before: Callable[[], str]) -> When | None:
    """When a date is, in an article of the date `article`; `before` gives the text before it.

    None where these don't tell the year, or it has no such day.
    """
    year: int | None = date.year
    if date.base == "article":
        year = int(article[:4]) + date.year if article else None
    elif date.base == "before":
        told = [each.year for each in dates(before()) if each.base == "absolute"]
        year = told[-1] + date.year if told else None
    if year is None or (date.day and date.day > _days(date.month, year)):
        return None
    return year, date.month, date.day


def nearest(found: Iterable[Date], folded: str, start: int, end: int) -> Date | None:
    """The date that stands nearest to a range of folded text: in its clause, if one does."""

    def distance(date: Date) -> tuple[int, int]:
        low, high = (date.end, start) if date.end <= start else (end, date.start)
        return len(_MARK.findall(folded, low, high)), max(0, high - low)

    return min(found, key=distance, default=None)


def _date(match: re.Match[str]) -> Date | None:
    told = match.groupdict()
    month, day, part = told.get("month"), told.get("day"), told.get("part")
    base, year = _year(told)
    if month == "may" and not told.get("year"):
        return None  # "may 4" is hardly ever a day
    known = year if base == "absolute" else None
    if month and day and _number(day) > _days(_number(month), known):
        return None
    if part:
        return Date(*match.span(), base, year, _first(_PARTS, part), 0)
    if known and not month and _is_length(match, known):
        return None
    within = told.get("within")
    return Date(
        *match.span(),
        base,
        year,
        _number(month) if month else 0,
        _number(day) if day else _first(_WITHIN, within) if within else 0,
    )


def _is_length(match: re.Match[str], years: int) -> bool:
    """Whether a mere 2000年 tells how long, not when.

    近2000年 does; 超过2023年 is more than in that year.
    """
    text, (start, end) = match.string, match.span()
    return any(
        before.search(text, max(0, start - 4), start) or behind.match(text, end)
        for before, behind in ((_COUNTS,) if years % 100 else (_COUNTS, _MAY_COUNT))
    )


def _days(month: int, year: int | None) -> int:
    """How many days a month of a year, or of any, has at most."""
    is_short = month == 2 and year is not None and not isleap(year)
    return _LONGEST[month - 1] - is_short


def _year(told: dict[str, str | None]) -> tuple[Base, int]:
    if relative := told.get("relative"):
        return _RELATIVE[relative]
    if year := told.get("year"):
        number = _number(year)
        if number < 100:
            number += 1900 if number >= _LAST_CENTURY else 2000
        return "absolute", number
    return "article", 0


def _first(values: dict[str, int], text: str) -> int:
    return next(value for pattern, value in values.items() if re.match(pattern, text))


def _number(text: str) -> int:
    """What digits, characters or the name of a month stand for."""
    if text.isdigit():
        return int(text)
    if text[:3] in _MONTHS:
        return _MONTHS.index(text[:3]) + 1
    if "十" in text:
        tens, _, ones = text.partition("十")
        return 10 * _DIGITS.get(tens, 1) + _DIGITS.get(ones, 0)
    return int("".join(str(_DIGITS[character]) for character in text))
