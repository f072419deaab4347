"""An answer on the terminal."""

import io
from pathlib import Path

import pytest
from rich.console import Console

from bot.printable import one_line, printable
from bot.terminal import Page
from bot.words import Words
from knowledge import KnowledgeBase
from tests.bot.bot_house import tiny_folder

QUESTION = "铁观音要用多少度的水泡？"
WORDS = Words.read("zh-Hans")


def shown(folder: Path, question: str, terminal: bool) -> str:
    page = Page(
        Console(
            file=io.StringIO(),
            force_terminal=terminal,
            color_system="truecolor" if terminal else None,
            width=40,
            markup=False,
            emoji=False,
            highlight=False,
            _environ={},
        ),
        WORDS,
    )
    page.show_answer(KnowledgeBase.open(folder).ask(question))
    assert isinstance(page.console.file, io.StringIO)
    return page.console.file.getvalue()


def test_a_terminal_gets_highlights_and_a_link(tmp_path: Path) -> None:
    text = shown(tiny_folder(tmp_path), QUESTION, terminal=True)
    assert "\x1b[1;32m" in text
    assert "\x1b]8;" in text
    assert ";https://example.com/tea\x1b\\" in text


def test_plain_text_has_no_escape_codes_and_never_wraps(tmp_path: Path) -> None:
    text = shown(tiny_folder(tmp_path), QUESTION, terminal=False)
    assert "\x1b" not in text
    assert "https://example.com/tea\n" in text
    assert any("95度以上的水来泡" in line for line in text.splitlines())


def test_an_inferred_date_is_shown_as_one(tmp_path: Path) -> None:
    text = shown(tiny_folder(tmp_path), "酸面包要发酵几个小时？", terminal=False)
    assert "面包房 · 约 2025-04" in text


def test_nothing_found_is_said_plainly(tmp_path: Path) -> None:
    text = shown(tiny_folder(tmp_path), "量子计算机的比特数", terminal=False)
    assert WORDS("answer.nothing") in text


def test_what_articles_write_is_never_markup_nor_steers_the_terminal(tmp_path: Path) -> None:
    folder = tiny_folder(tmp_path)
    (folder / "articles" / "evil.md").write_text(
        '---\ntitle: "[bold]坏\\e]0;标题\\a[/nope]"\nurl: "https://example.com/\\e\\\\x"\n'
        'publisher: "\\u202e反"\n---\n'
        "龙井要用八十度的水\x1b[2J来泡，[red]不是[/red]开水\u202e，:smile: 这样\x9b31m才香。\n",
        "utf-8",
    )
    text = shown(folder, "龙井要用多少度的水来泡", terminal=False)
    assert "[bold]坏" in text
    assert "[red]不是[/red]开水" in text
    assert ":smile:" in text
    for character in "\x1b\x07\x9b\u202e":
        assert character not in text


def test_only_web_addresses_become_links(tmp_path: Path) -> None:
    folder = tiny_folder(tmp_path)
    (folder / "articles.yaml").write_text('tea.md: {url: "file:///etc/passwd"}\n', "utf-8")
    assert ";file:" not in shown(folder, QUESTION, terminal=True)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("红\x1b[31m色\x1b[0m", "红色"),
        ("标\x1b]0;题\x07", "标]0;题"),
        ("一\x00二\x7f三\x9b四", "一二三四"),
        ("左\u202e右\u2066中\u2069", "左右中"),
        ("半\ud83d个", "半个"),
        ("行\n行\r\t格", "行\n行 格"),
        ("😀㈱…　全角", "😀㈱…　全角"),
    ],
)
def test_printable_keeps_words_and_drops_controls(text: str, expected: str) -> None:
    assert printable(text) == expected


def test_one_line_stays_one_line() -> None:
    assert one_line(" 标题\n第二行\u2028x ") == "标题 第二行 x"
