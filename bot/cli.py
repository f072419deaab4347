"""The command line: `chuchu` with its commands."""

# Only typer up here: rich, pydantic and the search cost start-up time that `--help` needn't pay.
import io
import os
import shlex
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO, Literal

import typer

if TYPE_CHECKING:
    from bot.settings import Settings
    from bot.words import Words
    from knowledge import Answer, Explanation, KnowledgeBase

    Show = Callable[[Answer, float, Explanation | None], None]

app = typer.Typer(
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,
    help="Answer questions with exact excerpts of vetted articles. Without a command: run where a "
    "bot's token is set, else chat.",
)


class Trouble(typer.TyperException):
    """A person's mistake, in one sentence; `exit_code` 1: the folder's, 2: the call's."""

    def __init__(self, sentence: str, exit_code: int = 1) -> None:
        super().__init__(sentence)
        self.exit_code = exit_code


Language = Literal["zh-Hans", "zh-Hant", "en"]
Knowledge = Annotated[
    Path | None,
    typer.Option(
        "--knowledge", metavar="DIR", help="The knowledge folder (default: as set, else seeds)."
    ),
]
Tongue = Annotated[
    Language | None,
    typer.Option("--language", help="The language around the excerpts (default: the locale's)."),
]


def main(args: Sequence[str] | None = None) -> int:
    """Run one command; mistakes are one line on standard error and an exit code."""
    _never_stop_at_a_character()
    try:
        code = app(args, prog_name="chuchu", standalone_mode=False)
        sys.stdout.flush()
    except typer.TyperException as mistake:
        _say(mistake.format_message())
        return mistake.exit_code
    except BrokenPipeError:
        return _reader_has_left()
    except SystemExit:  # told to stop; or typer's and rich's reply to a broken pipe
        return _reader_has_left()
    return code if isinstance(code, int) else 0


@app.callback(invoke_without_command=True)
def _without_a_command(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Show the version and exit.")] = False,
) -> None:
    if version:
        from importlib.metadata import version as version_of

        typer.echo(f"chuchu {version_of('chuchu')}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        run() if _token(_settings()) else chat()


@app.command()
def run() -> None:
    """Answer on Telegram, until stopped by SIGTERM or SIGINT; SIGHUP reloads."""
    _stop_while_starting()
    import asyncio

    from bot import logs
    from bot.service import ServiceError, serve
    from bot.settings import KNOWLEDGE_VARIABLE, TOKEN_FILE_VARIABLE, TOKEN_VARIABLE
    from knowledge import FolderError

    settings = _settings()
    token = _token(settings)
    if token is None:
        needed = f"{TOKEN_VARIABLE} (or {TOKEN_FILE_VARIABLE})"
        raise Trouble(f"{needed} isn't set: @BotFather gives you a token", exit_code=2)
    logs.configure(settings.log_level, [token, *_secrets(settings)])
    try:
        asyncio.run(serve(settings, token))
    except FolderError as error:
        raise Trouble(f"{error} (name another in {KNOWLEDGE_VARIABLE})") from error
    except ServiceError as error:
        raise Trouble(str(error)) from error


@app.command()
def ask(
    question: Annotated[
        str, typer.Argument(help="The question; - reads one a line from standard input.")
    ],
    knowledge: Knowledge = None,
    limit: Annotated[int, typer.Option(min=1, max=50, help="The most answers to give.")] = 3,
    length: Annotated[
        int, typer.Option(min=20, max=1000, help="The most characters of an excerpt.")
    ] = 200,
    literal: Annotated[
        bool, typer.Option("--literal", help="Take the question as typed: no corrections.")
    ] = False,
    why: Annotated[
        bool, typer.Option("--why", help="Say why the answer is what it is, too.")
    ] = False,
    json: Annotated[
        bool, typer.Option("--json", help="One JSON object for each question.")
    ] = False,
    language: Tongue = None,
) -> None:
    """Answer a question, or each line of standard input."""
    kb, _ = _open(knowledge)
    show = _show_as_json() if json else _show_as_text(kb, language)
    for each in _lines(sys.stdin.buffer) if question == "-" else (question,):
        start = time.perf_counter()
        answer = kb.ask(each, limit=limit, excerpt_length=length, literal=literal)
        took_ms = (time.perf_counter() - start) * 1000
        show(answer, took_ms, kb.explain(each, length, literal=literal) if why else None)
        sys.stdout.flush()


@app.command()
def chat(knowledge: Knowledge = None, language: Tongue = None) -> None:
    """Chat in the terminal (not from one: answer a question a line)."""
    from bot.chat import Chat
    from bot.examples import example_questions
    from bot.terminal import Page

    kb, folder = _open(knowledge)
    words = _words(language)
    conversation = Chat(kb, Page.on_standard_output(words, bool(kb.articles)))
    if not sys.stdin.isatty():
        conversation.answer_all(_lines(sys.stdin.buffer))
        return
    token_is_set = _settings().telegram_bot_token is not None
    conversation.greet(token_is_set, example_questions(kb, folder).of(words.language))
    conversation.converse()


@app.command()
def check(
    folder: Annotated[Path | None, typer.Argument(metavar="[DIR]", show_default=False)] = None,
) -> None:
    """Print every problem and warning of a knowledge folder."""
    from bot.printable import one_line

    kb, _ = _open(folder, quiet=True)
    for kind, found in (("problem", kb.problems), ("warning", kb.warnings)):
        for each in found:
            print(f"{kind}: {one_line(str(each))}")
    counts = {
        "article": len(kb.articles),
        "passage": kb.passage_count,
        "problem": len(kb.problems),
        "warning": len(kb.warnings),
    }
    print(", ".join(_count(number, noun) for noun, number in counts.items()))
    if kb.problems:
        raise typer.Exit(1)


@app.command("eval")
def evaluate(
    questions: Annotated[Path, typer.Argument(metavar="QUESTIONS.jsonl")],
    knowledge: Knowledge = None,
) -> None:
    """Measure the answers against golden questions."""
    from bot.eval_table import print_results
    from knowledge import FolderError, read_questions
    from knowledge import evaluate as measure

    try:
        golden = read_questions(questions)
    except FolderError as error:
        raise Trouble(str(error)) from error
    kb, folder = _open(knowledge)
    known = {article.id for article in kb.articles}
    for question in golden:
        for gold in question.gold:
            if gold.file not in known:
                reason = f"question {question.id} names an article that {folder} lacks: {gold.file}"
                raise Trouble(f"{questions}: {reason}")
    print_results(measure(kb, golden))


@app.command()
def init(folder: Annotated[Path, typer.Argument(metavar="DIR")]) -> None:
    """Make a new knowledge folder, with an example and comments."""
    from importlib.resources import as_file, files
    from shutil import copytree

    try:
        if folder.exists() and any(folder.iterdir()):
            raise Trouble(f"{folder} isn't empty; choose a new folder", exit_code=2)
        with as_file(files("bot") / "template") as template:
            copytree(template, folder, dirs_exist_ok=True)
    except OSError as error:
        raise Trouble(f"{folder} can't be made: {error.strerror or error}") from error
    print(f"Made {folder} with an example article. Next, type:")
    print(f"  chuchu check {shlex.quote(str(folder))}")
    print(f"  chuchu chat --knowledge {shlex.quote(str(folder))}")


def _open(folder: Path | None, quiet: bool = False) -> "tuple[KnowledgeBase, Path]":
    """The knowledge base of a folder, else of the one that is set; and the folder."""
    from bot.progress import shown
    from knowledge import FolderError, KnowledgeBase

    folder, hint = (folder, "") if folder is not None else _folder_as_set()
    try:
        with shown() as progress:
            kb = KnowledgeBase.open(folder, progress)
    except FolderError as error:
        raise Trouble(f"{error}{hint}") from error
    if kb.problems and not quiet:
        problems = _count(len(kb.problems), "problem")
        _say(f"{problems} in {folder}: see chuchu check {shlex.quote(str(folder))}")
    if not kb.articles:
        _say(f"no articles in {folder} yet")
    return kb, folder


def _folder_as_set() -> tuple[Path, str]:
    """The folder that the settings name, and how to name another."""
    from bot.settings import KNOWLEDGE_VARIABLE

    hint = f" (name another on the command line, or in {KNOWLEDGE_VARIABLE})"
    return _settings().knowledge_dir, hint


def _settings() -> "Settings":
    """The settings, with logging as they say."""
    import logging

    from bot.settings import SettingsError, read_settings

    try:
        settings = read_settings()
    except SettingsError as error:
        raise Trouble(str(error), exit_code=2) from error
    logging.basicConfig(level=settings.log_level, format="%(levelname)s %(name)s: %(message)s")
    return settings


def _secrets(settings: "Settings") -> list[str]:
    from bot.settings import SettingsError

    try:
        return settings.secrets
    except SettingsError as error:
        raise Trouble(str(error), exit_code=2) from error


def _token(settings: "Settings") -> str | None:
    from bot.settings import SettingsError

    try:
        return settings.token
    except SettingsError as error:
        raise Trouble(str(error), exit_code=2) from error


def _words(language: Language | None) -> "Words":
    from bot.words import Words, language_of_this_machine

    return Words.read(language or language_of_this_machine())


def _show_as_json() -> "Show":
    from bot.record import as_json

    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    return lambda answer, took_ms, why: print(as_json(answer, took_ms, why))


def _show_as_text(kb: "KnowledgeBase", language: Language | None) -> "Show":
    from bot.terminal import Page

    page = Page.on_standard_output(_words(language), bool(kb.articles))

    def show(answer: "Answer", took_ms: float, why: "Explanation | None") -> None:
        page.show_answer(answer)
        if why is not None:
            page.show_why(why)

    return show


def _lines(stream: BinaryIO) -> Iterator[str]:
    """Each line as soon as it is there; only a line feed ends one."""
    for line in stream:
        yield line.removesuffix(b"\n").removesuffix(b"\r").decode("utf-8", "replace")


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _say(sentence: str) -> None:
    from bot.printable import one_line

    print(f"chuchu: {one_line(sentence)}", file=sys.stderr)


def _stop_while_starting() -> None:
    """Be told to stop before there is a service that could be."""
    import signal

    def leave(*_: object) -> None:
        raise SystemExit(0)

    signal.signal(signal.SIGTERM, leave)
    signal.signal(signal.SIGINT, leave)
    if hasattr(signal, "SIGHUP"):
        # What it would reload is yet to be loaded.
        signal.signal(signal.SIGHUP, signal.SIG_IGN)


def _never_stop_at_a_character() -> None:
    # A question may carry bytes that are no text, a terminal may not know Chinese. In JSON,
    # what stands for a lone surrogate then (\udc80) is its very escape.
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")


def _reader_has_left() -> int:
    # As in `chuchu ask … | head`: nothing went wrong, and the flush at exit mustn't say so.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    return 0
