"""How far a large knowledge folder has been read, on standard error alone."""

import io
import sys

import pytest

from bot import progress


class Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


def advance(done: int, of: int) -> None:
    with progress.shown() as tell:
        tell("reading", done, of)
        tell("indexing", done + 1, of)


def test_a_terminal_shows_a_bar_and_is_left_clean(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Screen()
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setenv("TERM", "xterm")
    advance(600, 1200)
    assert "601/1200" in screen.getvalue()
    assert screen.getvalue().rstrip("\x1b[?25h\r\n ").endswith("\x1b[2K")


def test_elsewhere_there_are_lines_now_and_then(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(progress, "_EVERY_SECONDS", 0.0)
    advance(600, 1200)
    out, err = capsys.readouterr()
    assert out == ""
    assert err == ("chuchu: 600 of 1,200 articles read\nchuchu: 601 of 1,200 articles indexed\n")


def test_lines_keep_their_distance(capsys: pytest.CaptureFixture[str]) -> None:
    advance(600, 1200)
    assert capsys.readouterr().err == ""


def test_of_a_small_folder_nothing_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "_EVERY_SECONDS", 0.0)
    for screen in (Screen(), io.StringIO()):
        monkeypatch.setattr(sys, "stderr", screen)
        advance(5, 10)
        assert screen.getvalue() == ""
