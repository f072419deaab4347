"""How an article is cut into pages."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge import Article, ArticlePage, Heading
from knowledge.finding import pages as of_article
from tests.finding.finding_house import article, tokenizer

PIECES = "一二三四。|五六|，|\n|\n\n|\n\n\n| |“好。”|人工智能|1,234|Sora 2|🎬|\ud800|\u200b"
BREAKS = ("標題\n\n", "\n\n標題\n\n")
BODIES = st.lists(st.sampled_from([*PIECES.split("|"), *BREAKS, "长" * 90]), max_size=40).map(
    "".join
)


def titled(body: str) -> Article:
    """An article in which every paragraph 標題 is a heading."""
    starts = [0, *(i + 2 for i in range(len(body)) if body.startswith("\n\n", i))]
    headings = [Heading("標題", i) for i in starts if body[i:].split("\n\n")[0] == "標題"]
    return Article("a", "題", body, headings=tuple(headings))


def open_at(
    article: Article, start: int | None, length: int = 700, mark: bool = True
) -> ArticlePage:
    return of_article.page(article, tokenizer(), start, length, mark)


def pages(article: Article, length: int) -> list[ArticlePage]:
    turned = [open_at(article, None, length)]
    while (following := turned[-1].next) is not None:
        turned.append(open_at(article, following, length))
    return turned


def texts(article: Article, length: int) -> list[list[str]]:
    return [[p.text for p in page.paragraphs] for page in pages(article, length)]


def marked(page: ArticlePage) -> list[str]:
    return [p.text[start:end] for p in page.paragraphs for start, end in p.highlights]


def test_a_page_holds_as_many_whole_paragraphs_as_fit() -> None:
    body = "一二三。\n\n四五六。\n\n七八九。"
    assert texts(article(body), 10) == [["一二三。", "四五六。"], ["七八九。"]]
    assert texts(article(body), 9) == [["一二三。"], ["四五六。"], ["七八九。"]]
    assert texts(article(body), 700) == [["一二三。", "四五六。", "七八九。"]]


def test_a_longer_paragraph_is_cut_between_sentences_and_goes_on_where_there_is_room() -> None:
    body = "开头。\n\n一二三。四五六。七八九。"
    assert texts(article(body), 10) == [["开头。", "一二三。"], ["四五六。七八九。"]]


def test_a_longer_sentence_is_cut_between_clauses_or_else_between_words() -> None:
    assert texts(article("一二三，四五六，七八九。"), 8) == [["一二三，四五六，"], ["七八九。"]]
    assert texts(article("人工智能，拍摄电影。"), 7) == [["人工智能，"], ["拍摄电影。"]]
    assert texts(article("人工智能拍摄电影"), 5) == [["人工智能"], ["拍摄电影"]]
    assert texts(article("票房1,234元"), 6) == [["票房"], ["1,234元"]]


def test_a_heading_never_ends_a_page_before_its_text() -> None:
    body = "一二三。\n\n标题\n\n四五六。"
    assert texts(article(body, "标题"), 8) == [["一二三。"], ["标题", "四五六。"]]
    long = "一二三。\n\n标题\n\n四五六。七八九。"
    assert texts(article(long, "标题"), 10) == [["一二三。"], ["标题", "四五六。"], ["七八九。"]]


def test_headings_in_a_row_stay_together() -> None:
    body = "一二三。\n\n标题\n\n小题\n\n四五六。"
    found = texts(article(body, "标题", "小题"), 12)
    assert found == [["一二三。"], ["标题", "小题", "四五六。"]]


def test_a_heading_that_fills_a_page_is_cut_like_text() -> None:
    body = "人工智能拍摄电影\n\n四五六。"
    assert texts(article(body, "人工智能拍摄电影"), 5) == [["人工智能"], ["拍摄电影"], ["四五六。"]]


def test_a_heading_at_the_very_end_is_shown() -> None:
    (only,) = pages(article("一二三。\n\n标题", "标题"), 20)
    assert [(p.text, p.heading) for p in only.paragraphs] == [("一二三。", False), ("标题", True)]


def test_a_page_knows_its_number_and_its_neighbours() -> None:
    found = pages(article("一二三。\n\n四五六。\n\n七八九。"), 5)
    assert [(p.number, p.count, p.previous, p.next) for p in found] == [
        (1, 3, None, 6),
        (2, 3, 0, 12),
        (3, 3, 6, None),
    ]


def test_the_page_that_holds_the_start_is_shown_with_its_sentence_marked() -> None:
    one = article("开头。\n\n一二三。四五六。七八九。")
    assert (open_at(one, 9, 10).number, marked(open_at(one, 9, 10))) == (2, ["四五六。"])
    assert marked(open_at(one, 10)) == ["四五六。"]
    assert marked(open_at(one, 0)) == ["开头。"]


def test_of_a_sentence_that_is_cut_what_stands_on_the_page_is_marked() -> None:
    one = article("一二三，四五六，七八九。")
    assert marked(open_at(one, 5, 8)) == ["一二三，四五六，"]
    assert marked(open_at(one, 8, 8)) == ["七八九。"]


@pytest.mark.parametrize("start", [None, -1, 12, 100_000])
def test_anywhere_else_the_first_page_is_shown_and_nothing_is_marked(start: int | None) -> None:
    found = open_at(article("一二三。\n\n四五六。\n\n"), start, 5)
    assert (found.number, marked(found)) == (1, [])


def test_nothing_is_marked_where_a_page_is_only_turned_nor_in_a_heading_or_a_gap() -> None:
    one = article("标题\n\n一二三。\n\n四五六。", "标题")
    assert marked(open_at(one, 4, mark=False)) == []
    assert marked(open_at(one, 0)) == marked(open_at(one, 9)) == []


@pytest.mark.parametrize("body", ["", " \n\n\n"])
def test_without_text_there_is_one_empty_page(body: str) -> None:
    one = Article("a", "", body)
    assert open_at(one, 0) == ArticlePage(one, 1, 1, (), None, None)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(BODIES, st.sampled_from([1, 5, 12, 40, 700]))
def test_all_pages_together_are_the_article(body: str, length: int) -> None:
    one = titled(body)
    found = pages(one, length)
    shown = [p for page in found for p in page.paragraphs]
    assert "".join("".join(p.text.split()) for p in shown) == "".join(body.split())
    assert all(p.text == body[p.start : p.end] == p.text.strip() for p in shown)
    assert all("\n\n" not in p.text for p in shown)
    assert all(a.end <= b.start for a, b in pairwise(shown))
    assert all(p.text for p in shown)
    for number, page in enumerate(found, start=1):
        assert (page.number, page.count) == (number, len(found))
        if page.paragraphs:
            assert page.paragraphs[-1].end - page.paragraphs[0].start <= length
        assert page.previous == (found[number - 2].paragraphs[0].start if number > 1 else None)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.lists(st.integers(1, 30), min_size=1, max_size=12), st.sampled_from([8, 20, 40]))
def test_a_heading_is_never_parted_from_the_text_below_it(sizes: list[int], length: int) -> None:
    body = "".join("標題\n\n" + "一二，三。" * size + "\n\n" for size in sizes)
    for page in pages(titled(body), length):
        assert not page.paragraphs[-1].heading


@settings(max_examples=100, deadline=None, derandomize=True)
@given(BODIES, st.sampled_from([5, 40]))
def test_every_offset_opens_the_page_that_shows_it(body: str, length: int) -> None:
    one = titled(body)
    for start in range(len(body)):
        if not body[start].isspace():
            page = open_at(one, start, length)
            (held,) = [p for p in page.paragraphs if p.start <= start < p.end]
            assert bool(held.highlights) != held.heading
            assert all(0 <= a < b <= len(held.text) for a, b in held.highlights)
