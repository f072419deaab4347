"""The terminal chat."""

import fcntl
import os
import pty
import re
import select
import subprocess
import sys
import termios
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bot.bot_house import REPOSITORY, SEEDS, chuchu, tiny_folder


class Terminal:
    """A `chuchu chat` on a pseudo-terminal, with what it has printed."""

    def __init__(self, *args: str, **variables: str) -> None:
        self._ours, theirs = pty.openpty()
        self._unread = b""
        self._process = subprocess.Popen(
            [sys.executable, "-W", "error", "-m", "bot", *args],
            cwd=REPOSITORY,
            env={"LANG": "C.UTF-8", "TERM": "xterm-256color", "COLUMNS": "80", **variables},
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            start_new_session=True,
            # Ctrl-C comes from the terminal that controls the session.
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
        )
        os.close(theirs)

    def type(self, keys: str) -> None:
        os.write(self._ours, keys.encode())

    def until(self, expected: str, seconds: float = 20) -> str:
        """What is printed up to and with the expected text."""
        deadline = time.monotonic() + seconds
        while (found := self._unread.find(expected.encode())) < 0:
            ready, _, _ = select.select([self._ours], [], [], deadline - time.monotonic())
            assert ready, f"{expected!r} never came: {self._unread.decode(errors='replace')}"
            self._unread += os.read(self._ours, 65536)
        end = found + len(expected.encode())
        printed, self._unread = self._unread[:end], self._unread[end:]
        return printed.decode()

    def has_ended(self) -> bool:
        return self._process.poll() is not None

    def exit_code(self) -> int:
        return self._process.wait(timeout=20)

    def close(self) -> None:
        self._process.kill()
        self._process.wait()
        os.close(self._ours)


@pytest.fixture
def terminal() -> Iterator[Terminal]:
    chat = Terminal("chat", "--knowledge", str(SEEDS))
    yield chat
    chat.close()


def test_a_reader_asks_turns_pages_reads_context_and_leaves(terminal: Terminal) -> None:
    greeting = terminal.until("› ")
    assert "已读入文章 5 篇" in greeting
    assert "TELEGRAM_BOT_TOKEN" in greeting
    assert greeting.count("  · ") == 3
    terminal.type("Sora\r")
    assert "出处：" in terminal.until("1/3 · n")
    terminal.until("› ")
    terminal.type("n\r")
    terminal.until("2/3 · ")
    terminal.until("› ")
    terminal.type("c\r")
    assert "\x1b[2m" in terminal.until("2/3 · ")
    terminal.until("› ")
    terminal.type("\x04")
    assert terminal.exit_code() == 0


def test_what_a_question_compares_is_shown_side_by_side(terminal: Terminal) -> None:
    terminal.until("› ")
    terminal.type("AIpai和FilmAction有什么区别\r")
    shown = terminal.until("› ")
    assert "放在一起说的：" in shown
    assert re.findall(r"\x1b\[1m(\w+)\x1b\[0m\r?\n", shown) == ["AIpai", "FilmAction"]


def test_a_question_below_compares_what_the_one_before_asked_about(terminal: Terminal) -> None:
    terminal.until("› ")
    terminal.type("AIpai是什么\r")
    terminal.until("› ")
    terminal.type("和FilmAction比呢\r")
    shown = terminal.until("› ")
    assert "接着上一问，说的是“AIpai”" in shown
    assert re.findall(r"\x1b\[1m(\w+)\x1b\[0m\r?\n", shown) == ["AIpai", "FilmAction"]
    terminal.type("哪个好\r")
    assert "说的是“AIpai、FilmAction”" in terminal.until("› ")


def test_a_kind_word_gets_one_and_the_next_question_follows_on(terminal: Terminal) -> None:
    terminal.until("› ")
    terminal.type("AIpai是什么\r")
    terminal.until("› ")
    terminal.type("谢谢\r")
    assert "不客气" in terminal.until("› ")
    terminal.type("你好\r")
    assert "下一条" in terminal.until("› ")
    terminal.type("什么时候成立的\r")
    assert "接着上一问，说的是“AIpai”" in terminal.until("› ")


def test_a_comparison_says_what_was_read_with_a_correction_and_what_was_left_out(
    terminal: Terminal,
) -> None:
    terminal.until("› ")
    terminal.type("AIpai、FilmActoin、Sora、Netflix有什么区别\r")
    shown = terminal.until("› ")
    assert "按“AIpai、filmaction、Sora、Netflix有什么区别”查的" in shown
    assert "名字多于三个，只比前三个。" in shown


def test_a_token_that_is_set_is_told_apart_and_not_shown() -> None:
    chat = Terminal("chat", "--language", "en", TELEGRAM_BOT_TOKEN="123:s3cret")
    try:
        greeting = chat.until("› ")
    finally:
        chat.close()
    assert "TELEGRAM_BOT_TOKEN is set" in greeting
    assert "s3cret" not in greeting


def test_an_empty_folder_says_that_it_knows_nothing_yet(tmp_path: Path) -> None:
    chatted = chuchu("chat", "--knowledge", tmp_path, stdin="铁观音\n".encode())
    assert chatted.stdout.decode() == "铁观音\n还没有文章可查，请过些时候再来。\n"
    assert chatted.stderr.decode() == f"chuchu: no articles in {tmp_path} yet\n"


def test_ctrl_c_leaves_quietly(terminal: Terminal) -> None:
    terminal.until("› ")
    # Python's readline misses a signal that comes just as it starts to wait: no reader is as fast,
    # and one who is presses again.
    deadline = time.monotonic() + 20
    while not terminal.has_ended():
        assert time.monotonic() < deadline
        terminal.type("\x03")
        time.sleep(0.5)
    assert terminal.exit_code() == 0


@pytest.mark.parametrize("letter", ["q", "Ｑ", "quit"])
def test_q_leaves_on_any_keyboard(terminal: Terminal, letter: str) -> None:
    terminal.until("› ")
    terminal.type(f"{letter}\r")
    assert terminal.exit_code() == 0


def test_letters_before_any_question_are_answered_kindly(terminal: Terminal) -> None:
    terminal.until("› ")
    for letter in "npcl":
        terminal.type(f"{letter}\r")
        terminal.until("先问一个问题吧")
        terminal.until("› ")
    terminal.type("？\r")
    terminal.until("帮助")
    terminal.until("› ")
    terminal.type("s\r")
    terminal.until("好莱坞将Sora拒之门外")


def test_lines_that_nobody_types_are_answered_without_prompt_or_greeting(tmp_path: Path) -> None:
    questions = "铁观音要用多少度的水泡？\n\n酸面包要发酵几个小时？".encode()
    chatted = chuchu("chat", "--knowledge", tiny_folder(tmp_path), stdin=questions)
    text = chatted.stdout.decode()
    assert (chatted.returncode, chatted.stderr) == (0, b"")
    assert text.index("95度以上") < text.index("发酵12个小时")
    for never in ("›", "\x1b", "@BotFather"):
        assert never not in text


def test_lines_that_nobody_types_are_compared_too() -> None:
    questions = "AIpai和FilmAction有什么区别\n它们哪个好\n".encode()
    text = chuchu("chat", "--knowledge", SEEDS, stdin=questions).stdout.decode()
    assert "\n放在一起说的：\n" in text
    assert "\n接着上一问，说的是“AIpai、FilmAction”\n" in text


def test_a_line_that_names_nothing_goes_on_from_the_one_before(tmp_path: Path) -> None:
    folder = tiny_folder(tmp_path)
    (folder / "lexicon.yaml").write_text("- {name: 铁观音, kind: product, aliases: []}\n", "utf-8")
    questions = "铁观音要用多少度的水泡？\n那要多久喝完？\n放哪里冷藏呢？\n".encode()
    text = chuchu("chat", "--knowledge", folder, stdin=questions).stdout.decode()
    first, second, third = text.partition("那要")[0], *text.partition("那要")[2].split("放哪里")
    assert "接着上一问" not in first
    assert "接着上一问，说的是“铁观音”" in second
    assert "三个月里喝完" in second
    assert "接着上一问，说的是“铁观音”" in third


def test_the_chat_gives_no_reasons_and_why_is_a_question_like_any_other(tmp_path: Path) -> None:
    folder = tiny_folder(tmp_path)
    chatted = chuchu("chat", "--knowledge", folder, stdin="铁观音\nwhy\n--why\n".encode())
    assert (chatted.returncode, chatted.stderr) == (0, b"")
    assert "为什么这样回答" not in chatted.stdout.decode()


def test_no_command_means_chat() -> None:
    chatted = chuchu(stdin="Sora什么时候上线的\n".encode())
    assert chatted.returncode == 0
    assert "出处：" in chatted.stdout.decode()


def test_answers_to_piped_questions_stand_below_their_questions() -> None:
    piped = subprocess.run(
        [sys.executable, "-m", "bot", "chat", "--knowledge", str(SEEDS), "--language", "en"],
        input="微短剧一集通常多长？\n\nTilly Norwood是谁\n",
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    lines = piped.splitlines()
    first, second = lines.index("微短剧一集通常多长？"), lines.index("Tilly Norwood是谁")
    assert "1-2分钟" in "".join(lines[first:second])
    assert "Particle 6" in "".join(lines[second:])
