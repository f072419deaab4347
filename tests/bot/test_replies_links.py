"""A link opens an article's page at the words that are quoted."""

from urllib.parse import unquote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.replies.links import deep_link, page_of, source_link
from bot.replies.markup import link
from knowledge import Article, Excerpt
from tests.telegram.html import parse


def article(url: str | None) -> Article:
    return Article("latte", "拿铁", "", None, None, None, url, (), "latte.md")


def excerpt(text: str) -> Excerpt:
    return Excerpt(text, 7, 7 + len(text), (), "", "")


def fragment(url: str, text: str) -> str:
    return source_link(article(url), excerpt(text), "bot")


def test_what_parts_a_fragment_is_encoded() -> None:
    assert fragment("https://a.com/x", "a-b, c&d#e") == (
        "https://a.com/x#:~:text=a%2Db%2C%20c%26d%23e"
    )


@pytest.mark.parametrize(
    ("url", "before"),
    [
        ("https://a.com", "https://a.com#:~:text="),
        ("https://a.com/?x=1&y", "https://a.com/?x=1&y#:~:text="),
        ("https://a.com/#part", "https://a.com/#part:~:text="),
        ("https://a.com/#", "https://a.com/#:~:text="),
        ("https://a.com/#:~:text=old", "https://a.com/#:~:text="),
        ("https://a.com/#part:~:text=old", "https://a.com/#part:~:text="),
        (" https://a.com/x ", "https://a.com/x#:~:text="),
    ],
)
def test_the_fragment_goes_where_the_url_has_room_for_it(url: str, before: str) -> None:
    assert fragment(url, "奶") == f"{before}%E5%A5%B6"


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("一" * 40, ["一" * 40]),
        ("前面的话，" + "中间" * 30 + "，后面的话。", ["前面的话", "后面的话"]),
        ("第一段。\n\n第二段。", ["第一段", "第二段"]),
        ("卖了1,000份，" + "很多" * 20 + "，12:30结束", ["卖了1,000份", "12:30结束"]),
        ("一" * 100, ["一" * 40]),
    ],
)
def test_a_long_quotation_is_named_by_its_first_and_its_last_words(
    text: str, ends: list[str]
) -> None:
    encoded = fragment("https://a.com", text).partition("#:~:text=")[2]
    assert [unquote(end) for end in encoded.split(",")] == ends


def test_of_a_long_english_clause_no_word_is_cut() -> None:
    text = "the first words " * 8 + ", and so on, " + "then come the last words " * 8
    first, last = fragment("https://a.com", text).partition("#:~:text=")[2].split(",")
    assert unquote(first).split()[-1] in text.split()
    assert unquote(last).split()[0] in text.split()


@pytest.mark.parametrize(
    "url",
    [
        None,
        "",
        "localhost",
        "http://localhost:8080/x",
        "https://intranet./x",
        "ftp://a.com/x",
        "javascript:alert(1)",
        "tg://resolve?domain=x",
        "https://a.com/a b",
        "https://a.com/\u202eb",
        "https://a.com/\x00b",
        "https://a..b/",
        "https://a.com:0/",
        "https://a.com:65536/",
        "https://a.com:http/",
        "https://[::1]/",
        "https://a.com\\b",
        "https://a<b.com/",
        "https://a@b@c.com/",
        "https://" + "a" * 1500 + ".com",
    ],
)
def test_what_telegram_would_not_open_is_opened_in_the_bot(url: str | None) -> None:
    assert source_link(article(url), excerpt("奶"), "bot") == deep_link("bot", "latte", 7)


@settings(max_examples=200, deadline=None)
@given(
    st.text(st.sampled_from(list("ab.:/@?#[]%-_0189中 \\<\"'")), max_size=20)
    | st.text(max_size=20),
    st.sampled_from(["https://", "http://", "https://a.com", "https://a.com:"]),
)
def test_telegram_opens_every_page_that_is_linked(rest: str, start: str) -> None:
    if page := page_of(article(start + rest)):
        formatted = parse(f"{link('拿铁', page)}。", "HTML")
        assert [each["type"] for each in formatted.entities] == ["text_link"]
