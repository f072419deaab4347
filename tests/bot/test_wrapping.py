"""Lines that fit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.text import Text

from bot.wrapping import wrap


def lines(text: str, width: int) -> list[str]:
    return [line.plain for line in wrap(Text(text), width)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("铁观音要用热水泡", ["铁观音要用", "热水泡"]),
        ("铁观音要用，热水", ["铁观音要", "用，热水"]),
        ("铁观音要“用热”水", ["铁观音要", "“用热”水"]),
        ("用Sora 2的模型", ["用Sora 2的", "模型"]),
        ("铁观OpenAI的", ["铁观OpenAI", "的"]),
        ("铁观音OpenAI", ["铁观音", "OpenAI"]),
        ("铁观音要用·热", ["铁观音要", "用·热"]),
        ("一\n\n二", ["一", "", "二"]),
        ("https://example.com/", ["https://ex", "ample.com/"]),
        ("", [""]),
    ],
)
def test_lines_break_where_a_reader_would(text: str, expected: list[str]) -> None:
    assert lines(text, 10) == expected


@given(st.text(alphabet="铁观，。“”（）(a b1\n…😀é㈱", max_size=60), st.integers(2, 20))
def test_no_line_is_too_wide_and_nothing_but_spaces_is_lost(text: str, width: int) -> None:
    wrapped = lines(text, width)
    assert all(cell_len(line) <= width for line in wrapped)
    assert "".join("".join(wrapped).split()) == "".join(text.split())


def test_styles_stay_with_their_characters() -> None:
    text = Text("铁观音要用")
    text.stylize("bold", 2, 4)
    first, second = wrap(text, 6)
    assert [(span.start, span.end) for span in first.spans] == [(2, 3)]
    assert [(span.start, span.end) for span in second.spans] == [(0, 1)]
