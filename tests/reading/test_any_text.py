"""What holds for every text, however odd."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.reading.cleaning import body_of, clean
from knowledge.reading.document import Document, Unreadable
from knowledge.reading.formats import read_markdown, read_text

SPANS = (
    "![图](https://a.b)|（图源：豆包）|声明：|转载|举报|[qq](https://a.b)|《|》|海报|可灵|Sora 2"
)
MARKS = (
    "，|。|\n|\n\n|\r\n|- |1. |　　| |# |**|`|<b>|<div>|```\n|> |---\n|(|)|[|]|!|\u200b|㈱|🎬|&amp;"
)
PIECES = st.sampled_from([*SPANS.split("|"), *MARKS.split("|"), "|"])
TEXTS = st.lists(PIECES, max_size=40).map("".join)


def read(text: str, *, markdown: bool = False) -> Document | None:
    try:
        return read_markdown(text.encode()) if markdown else read_text(text.encode())
    except Unreadable:
        return None


def together(text: str) -> str:
    return "".join(text.split())


@settings(max_examples=300, deadline=None, derandomize=True)
@given(TEXTS)
def test_every_paragraph_of_a_plain_text_stands_in_it(text: str) -> None:
    if document := read(text):
        cleaned = clean(document.paragraphs, ["可灵"], ["Sora 2"])
        assert all(together(p.text) in together(text) for p in cleaned.paragraphs)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(TEXTS)
def test_bodies_are_well_formed(text: str) -> None:
    for markdown in (False, True):
        if document := read(text, markdown=markdown):
            paragraphs = clean(document.paragraphs, ["可灵"], ["Sora 2"]).paragraphs
            body, headings = body_of(paragraphs, "可灵")
            parts = body.split("\n\n") if body else []
            assert parts == [paragraph.text for paragraph in paragraphs]
            assert all(part and part == part.strip() for part in parts)
            assert all(body.startswith(heading.text, heading.start) for heading in headings)


@pytest.mark.parametrize(
    "piece", ["<!--", "<script>", "<div>\n<script>", "[![](", "![](", "今天，了\n"]
)
def test_what_is_never_closed_is_read_in_one_go(piece: str) -> None:
    """It would take many minutes, were what is behind each piece looked through anew."""
    for read_it in (read_markdown, read_text):
        paragraphs = read_it((piece * 20_000 + "\n\n你好。").encode()).paragraphs
        assert paragraphs[-1].text.endswith("你好。")
