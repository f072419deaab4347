"""Which dates a sentence names, and which comes first."""

from functools import partial
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.finding.dates import When, dates, nearest, when

YEAR = "2025-02-10"


def told(folded: str, before: str = "") -> list[tuple[str, When | None]]:
    """Each date as it is written, and when it is, in an article of the year 2025."""
    return [
        (folded[d.start : d.end], when(d, YEAR, partial(str, before + folded[: d.start])))
        for d in dates(folded)
    ]


@pytest.mark.parametrize(
    ("folded", "date"),
    [
        ("可灵在2024年上线", (2024, 0, 0)),
        ("2024年6月上线", (2024, 6, 0)),
        ("2024年6月5日上线", (2024, 6, 5)),
        ("2024 年 6 月 5 日上线", (2024, 6, 5)),
        ("二〇二四年六月五日上线", (2024, 6, 5)),
        ("24年6月上线", (2024, 6, 0)),
        ("99年6月上线", (1999, 6, 0)),
        ("13年的5月上线", (2013, 5, 0)),
        ("2024年的6月上线", (2024, 6, 0)),
        ("2024年前后上线", (2024, 0, 0)),
        ("2023年前三季度", (2023, 0, 0)),
        ("最近2023年的票房", (2023, 0, 0)),
        ("票房已超过2023年全年", (2023, 0, 0)),
        ("规模超过2023年同期", (2023, 0, 0)),
        ("不超过2024年", (2024, 0, 0)),
        ("超过2000年6月", (2000, 6, 0)),
        ("临近2025年春节", (2025, 3, 0)),
        ("附近2000年开业", (2000, 0, 0)),
        ("接近2024年底", (2024, 12, 0)),
        ("接近2000年底", (2000, 12, 0)),
        ("附近2023年开业", (2023, 0, 0)),
        ("创下2024年历史新高", (2024, 0, 0)),
        ("2024年历史最高", (2024, 0, 0)),
        ("2023年历史剧", (2023, 0, 0)),
        ("2000年历史剧", (2000, 0, 0)),
        ("2019年历史短片", (2019, 0, 0)),
        ("2023年的历史性突破", (2023, 0, 0)),
        ("2024年2月29日上线", (2024, 2, 29)),
        ("在2024-06-05上线", (2024, 6, 5)),
        ("2024/6/5上线", (2024, 6, 5)),
        ("2024.06.05上线", (2024, 6, 5)),
        ("2024-06上线", (2024, 6, 0)),
        ("it came on june 5, 2024.", (2024, 6, 5)),
        ("it came on 5th of june 2024.", (2024, 6, 5)),
        ("it came in jun. 2024", (2024, 6, 0)),
        ("it came in 2024.", (2024, 0, 0)),
        ("today is may 4, 2024", (2024, 5, 4)),
    ],
)
def test_a_date_is_found_however_it_is_written(folded: str, date: When) -> None:
    assert [found for _, found in told(folded)] == [date]


@pytest.mark.parametrize(
    ("folded", "written", "date"),
    [
        ("6月5日上线", "6月5日", (2025, 6, 5)),
        ("六月五日上线", "六月五日", (2025, 6, 5)),
        ("on june 5 it came", "june 5", (2025, 6, 5)),
        ("就在9月,融资", "9月", (2025, 9, 0)),
        ("今年4月推出", "今年4月", (2025, 4, 0)),
        ("去年12月推出", "去年12月", (2024, 12, 0)),
        ("明年的1月推出", "明年的1月", (2026, 1, 0)),
    ],
)
def test_a_date_without_a_year_is_of_the_articles_year(
    folded: str, written: str, date: When
) -> None:
    assert told(folded) == [(written, date)]
    (only,) = dates(folded)
    assert when(only, None, str) is None


def test_the_same_year_is_the_one_that_was_named_before() -> None:
    assert told("同年11月,动画公司成立。", "2023年6月,模型发布。") == [("同年11月", (2023, 11, 0))]
    assert told("2023年6月发布,次年1月下架") == [
        ("2023年6月", (2023, 6, 0)),
        ("次年1月", (2024, 1, 0)),
    ]
    assert told("同年11月,动画公司成立。") == [("同年11月", None)]


@pytest.mark.parametrize(
    ("folded", "before", "date"),
    [
        ("2月29日上线", "", None),
        ("去年2月29日上线", "", (2024, 2, 29)),
        ("明年2月29日上线", "", None),
        ("同年2月29日上线", "2023年1月发布,", None),
        ("同年2月29日上线", "2024年1月发布,", (2024, 2, 29)),
    ],
)
def test_a_29th_of_february_is_of_leap_years_alone(
    folded: str, before: str, date: When | None
) -> None:
    assert [found for _, found in told(folded, before)] == [date]


def test_dates_in_a_row_are_one_that_begins_with_the_first() -> None:
    assert told("其今年4月和5月的金额") == [("今年4月和5月", (2025, 4, 0))]
    assert told("2023年6月至2024年1月") == [("2023年6月至2024年1月", (2023, 6, 0))]


def test_parts_of_a_year_and_of_a_month_stand_in_order() -> None:
    parts = [
        "年初",
        "年春天",
        "年上半年",
        "年6月",
        "年夏天",
        "年9月中旬",
        "年9月底",
        "年第四季度",
        "年底",
    ]
    texts = [f"2024{part}" for part in parts]
    found = [told(text) for text in texts]
    assert [[written for written, _ in each] for each in found] == [[text] for text in texts]
    times = [time for ((_, time),) in found]
    assert times == sorted(times, key=str) or times == sorted(times)  # type: ignore[type-var]


@pytest.mark.parametrize(
    "folded",
    [
        "用了10年",
        "距今约2000年前",
        "2023年2月30日",
        "2023年2月29日",
        "近2000年的历史",
        "已有2000年历史",
        "长达1900年之久",
        "有1950年之久",
        "长达1850年",
        "超过2000年",
        "逾 1800 年的茶树",
        "三个月里喝完",
        "一月一次",
        "前9月",
        "1080p,2.5小时,9折",
        "2010年代",
        "第3部在13月",
        "seedance 1.0 and veo 3",
        "may 4 people come",
        "去年发布",
        "2024/25赛季",
    ],
)
def test_what_is_no_date_is_none(folded: str) -> None:
    assert dates(folded) == []


def test_the_date_in_the_names_own_clause_is_nearest() -> None:
    text = "2025年是爆发期,不仅索拉在2024年底上线,谷歌也来了"
    at = text.index("索拉")
    found = nearest(dates(text), text, at, at + 2)
    assert found
    assert text[found.start : found.end] == "2024年底"
    assert nearest([], text, at, at + 2) is None


@given(st.text(alphabet="0123456789年月日号初底中q-/. 十一二〇年今去同mayjune,", max_size=40))
def test_any_text_has_dates_in_order_that_exist(folded: str) -> None:
    found = dates(folded)
    assert all(a.end <= b.start for a, b in pairwise(found))
    for date in found:
        assert 0 <= date.start < date.end <= len(folded)
        assert 0 <= date.month <= 12
        assert 0 <= date.day <= 31
