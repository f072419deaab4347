"""Whatever text comes, Telegram shows it as it is, with its highlights and without surprises."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.printable import printable
from bot.replies.markup import cut, is_visible, link, plain, quotation, units
from tests.telegram.html import Formatted, detect, parse, part

TRICKY = st.text(
    st.sampled_from(list("拿铁酸面 包ab19.,@/#&<>\"'{}%*_-:;㈱…👍🏽𠮷\u200d\u202e\u0301\x07\t"))
    | st.characters(exclude_characters="\r")
)
NAMES = st.sampled_from(["README.md", "@latte_art", "/start", "3.AI", "a.py", "https://a.com/b.md"])
TEXTS = st.lists(TRICKY | NAMES, max_size=8).map("".join)
# Telegram cuts blanks at a message's ends, and makes a space of what it can't show.
GUARD = "「"


def shown(html: str) -> Formatted:
    return parse(f"{GUARD}{html}{GUARD}", "HTML")


def inner(formatted: Formatted) -> str:
    return formatted.text[len(GUARD) : -len(GUARD)]


@st.composite
def highlighted(draw: st.DrawFn) -> tuple[str, tuple[tuple[int, int], ...]]:
    """A text with ranges in order that neither overlap nor touch."""
    text = draw(TEXTS)
    edges = sorted(draw(st.sets(st.integers(0, len(text)), max_size=8)))
    return text, tuple(zip(edges[::2], edges[1::2], strict=False))


@settings(max_examples=150, deadline=None)
@given(highlighted())
def test_a_quotation_shows_the_text_word_for_word(
    quoted: tuple[str, tuple[tuple[int, int], ...]],
) -> None:
    text, highlights = quoted
    assert inner(shown(quotation(text, highlights))) == printable(text)


@pytest.mark.parametrize(
    ("text", "highlights", "bold"),
    [
        ("拿铁要60度", ((0, 2), (3, 6)), ["拿铁", "60度"]),
        ("👍拿铁𠮷好", ((0, 1), (2, 4)), ["👍", "铁𠮷"]),
        ("<拿&铁>", ((0, 2), (3, 5)), ["<拿", "铁>"]),
        ("见README.md吧", ((0, 10), (10, 11)), ["见", "吧"]),
        ("拿铁", ((0, 2),), ["拿铁"]),
        ("拿铁", (), []),
    ],
)
def test_what_matched_is_bold(
    text: str, highlights: tuple[tuple[int, int], ...], bold: list[str]
) -> None:
    formatted = shown(quotation(text, highlights))
    found = [part(formatted.text, each) for each in formatted.entities if each["type"] == "bold"]
    assert found == bold


@pytest.mark.parametrize(
    "name",
    [
        "README.md",
        "看README.md吧",
        "a-b_c.tar.gz",
        "@latte_art",
        "给@latte_art发",
        "/start",
        "发送/latte即可",
        "3.AI",
        "main.py、util.rs",
        "(notes.sh)",
        "src/app.py",
        "v1.0.zip",
    ],
)
def test_no_bare_name_becomes_a_link(name: str) -> None:
    kinds = {each["type"] for each in shown(quotation(name, ())).entities}
    assert not kinds & {"url", "mention", "bot_command"}


@pytest.mark.parametrize("text", ["https://a.com/README.md", "www.example.com", "me@example.com"])
def test_a_real_address_stays_one(text: str) -> None:
    assert parse(quotation(text, ()), "HTML").entities == detect(text) != []


@settings(max_examples=100, deadline=None)
@given(TEXTS, st.integers(1, 60))
def test_a_cut_text_is_on_one_line_and_no_longer_than_asked(text: str, most: int) -> None:
    short = cut(text, most)
    assert units(short) <= most
    assert "\n" not in short
    whole = " ".join(printable(text).split())
    assert short == whole or whole.startswith(short[:-1])


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_a_link_opens_what_it_should(text: str) -> None:
    if is_visible(text):
        formatted = shown(link(text, "https://a.com/?a=1&b='\"<>"))
        urls = [each["url"] for each in formatted.entities if each["type"] == "text_link"]
        assert urls == ["https://a.com/?a=1&b='\"<>"]


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_a_plain_line_is_one_line(text: str) -> None:
    assert "\n" not in inner(shown(plain(text)))
