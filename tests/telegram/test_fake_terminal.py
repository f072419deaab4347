"""Played by hand, a message looks as Telegram shows it."""

from pathlib import Path

import pytest

from tests.telegram import html
from tests.telegram.play import Play
from tests.telegram.rendering import Paper
from tests.telegram.server import FakeTelegram
from tests.telegram.world import Chat, Message

PLAIN = Paper(width=20)


def shown(text: str, paper: Paper = PLAIN) -> list[str]:
    chat = Chat(1, "private", "小林")
    message = Message(1, chat, None, *html.parse(text, "HTML"))
    return paper.lines(message)


def test_bold_words_and_links_are_marked() -> None:
    text = '😀 <b>可灵</b> <a href="https://a.example/">源</a>'
    assert shown(text) == ["😀 **可灵** 源 <https://a.example/>"]
    assert "\x1b[1m可灵\x1b[22m" in shown(text, Paper(coloured=True))[0]


def test_a_quote_has_a_bar_and_its_own_lines() -> None:
    assert shown("前\n<blockquote>可灵</blockquote>\n后") == ["前", "▎ 可灵", "后"]


def test_an_expandable_quote_is_collapsed_to_three_lines() -> None:
    text = f"<blockquote expandable>{'字' * 40}</blockquote>"
    assert shown(text) == [*["▎ " + "字" * 9] * 3, "▎ ▾ 2 more lines, collapsed"]
    assert shown("<blockquote expandable>短</blockquote>") == ["▎ 短"]


@pytest.fixture
def play() -> Play:
    return Play(FakeTelegram(), Paper(), Path("no.log"), "zh-hans")


def test_lines_are_said_as_whom_and_where_the_prompt_names(
    play: Play, capsys: pytest.CaptureFixture[str]
) -> None:
    play.do(":as 阿明")
    play.do(":in group")
    assert play.prompt == "阿明 · group> "
    play.do("大家好")
    assert "#1 阿明 · 影视圈 (the bot does not hear this)\n  大家好" in capsys.readouterr().out


@pytest.mark.parametrize("line", [":as 某人", ":in nowhere", ":press 9", ":reply x y", ":choose 1"])
def test_a_mistaken_line_is_told_not_raised(
    play: Play, capsys: pytest.CaptureFixture[str], line: str
) -> None:
    play.do(line)
    assert "needs something else" in capsys.readouterr().out
    assert not play.over


def test_quit_ends_the_play(play: Play) -> None:
    play.do(":quit")
    assert play.over
