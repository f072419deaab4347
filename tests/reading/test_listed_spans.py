"""Spans that articles.yaml lists, however many: found as if each were looked for by itself."""

import re
import time
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.reading import spans
from knowledge.reading.document import Paragraph
from knowledge.reading.spans import split, with_headings_free, without_spans

texts = st.lists(
    st.sampled_from(["可灵", "好", "。", "，", " ", "  ", "\u3000", "\n", "背景", "a", "。” "]),
    min_size=1,
    max_size=9,
).map("".join)
paragraphs = st.lists(st.builds(Paragraph, texts, st.booleans()), max_size=6)
listed = st.lists(texts, max_size=6)


def lines_of(spans_listed: list[str]) -> list[tuple[str, re.Pattern[str]]]:
    return [
        (span, re.compile(r"\s+".join(map(re.escape, line.split()))))
        for span in spans_listed
        for line in span.splitlines()
        if line.strip()
    ]


def plainly_without(left: list[Paragraph], span: str, line: re.Pattern[str]) -> list[Paragraph]:
    """The rule for one line of boilerplate, without any haste."""
    others = [paragraph for paragraph in left if not line.fullmatch(paragraph.text)]
    if len(others) < len(left) and not re.search(r"[，,。；;：:！!？?]", span):
        return others
    return [piece for paragraph in others for piece in split(paragraph, line)]


def plainly_free(
    rest: list[Paragraph], line: re.Pattern[str]
) -> tuple[list[Paragraph], list[Paragraph]]:
    """The rule for one heading, without any haste: what comes up to it, and what is left."""

    def rank(place: tuple[int, re.Match[str]]) -> int:
        start, end = place[1].span()
        before = place[1].string[max(0, start - 8) : start]
        if start == 0 and end == len(place[1].string):
            return 0
        return 1 if not before or re.search(r"[。！？!?…][”’」』）)]*\s*$", before) else 2

    places = [(n, match) for n, p in enumerate(rest) for match in line.finditer(p.text)]
    number, match = min(places, key=rank)
    before, after = match.string[: match.start()].strip(), match.string[match.end() :].strip()
    free = [*rest[:number], *([Paragraph(before)] if before else []), Paragraph(match[0], True)]
    return free, [*([Paragraph(after)] if after else []), *rest[number + 1 :]]


@pytest.mark.parametrize("few", [0, 50])
@settings(max_examples=300, deadline=None)
@given(paragraphs, listed)
def test_boilerplate_goes_line_by_line(few: int, body: list[Paragraph], listed: list[str]) -> None:
    left, missing = body, []
    for span, line in lines_of(listed):
        if any(line.search(paragraph.text) for paragraph in left):
            left = plainly_without(left, span, line)
        else:
            missing.append(span)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(spans, "_FEW", few)
        assert without_spans(body, listed) == (left, missing)


@pytest.mark.parametrize("few", [0, 50])
@settings(max_examples=300, deadline=None)
@given(paragraphs, listed)
def test_headings_are_set_free_one_after_the_other(
    few: int, body: list[Paragraph], listed: list[str]
) -> None:
    free: list[Paragraph] = []
    rest, missing = body, []
    for span, line in lines_of(listed):
        if any(line.search(paragraph.text) for paragraph in rest):
            more, rest = plainly_free(rest, line)
            free += more
        else:
            missing.append(span)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(spans, "_FEW", few)
        assert with_headings_free(body, listed) == (free + rest, missing)


@pytest.mark.parametrize("cut", [without_spans, with_headings_free])
@pytest.mark.parametrize("there", [True, False])
def test_ten_thousand_spans_take_little_more_time_than_one_thousand(
    cut: Callable[[list[Paragraph], list[str]], object], there: bool
) -> None:
    body = [
        Paragraph(f"第{n}节 标题。可灵出了新版，价格没变，用户说画质更好了。")
        for n in range(10_000)
    ]
    many = [f"第{n}{'节' if there else '章'} 标题" for n in range(10_000)]

    def seconds(count: int) -> float:
        start = time.process_time()
        cut(body, many[:count])
        return time.process_time() - start

    assert seconds(10_000) < 30 * max(seconds(1000), 0.05)
