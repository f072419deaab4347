"""The chat in the terminal: one result at a time, with letters to turn the pages."""

import contextlib
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from rich.style import Style
from rich.text import Text

from bot.manners import Manner, manner_of
from bot.settings import TOKEN_VARIABLE
from bot.terminal import Page
from knowledge import Answer, Comparison, KnowledgeBase

_PROMPT: Final = "› "
_ARTICLES_LISTED: Final = 30
_DIM: Final = Style(dim=True)


@dataclass(frozen=True, slots=True)
class Turn:
    """A question with its answer, the question that it followed, and what it compares."""

    answer: Answer
    previous: str | None
    comparison: Comparison | None = None

    @property
    def followed_by(self) -> str:
        """What the next question follows: a name taken over stays with the conversation."""
        if self.comparison:
            return self.comparison.followed_by
        question = self.answer.question
        return f"{self.answer.carried} {question}" if self.answer.carried else question


class Chat:
    """A conversation with one reader: the last turn, and which of its findings is shown."""

    def __init__(self, knowledge: KnowledgeBase, page: Page) -> None:
        self._knowledge = knowledge
        self._page = page
        self._words = page.words
        self._turn: Turn | None = None
        self._position = 0
        self._letters: dict[str, Callable[[], None]] = {
            "n": lambda: self._turn_page(1),
            "p": lambda: self._turn_page(-1),
            "c": lambda: self._show_finding(context=True),
            "l": self._ask_literally,
            "s": self._list_articles,
            "h": self._help,
            "?": self._help,
            "help": self._help,
        }

    def greet(self, token_is_set: bool, examples: Iterable[str]) -> None:
        """The first lines: what this is, what it knows, what to type."""
        words, page = self._words, self._page
        page.show(Text(words("chat.welcome"), Style(bold=True)))
        articles = self._knowledge.articles
        page.show(
            words("chat.articles", count=len(articles)) if articles else words("answer.empty")
        )
        page.show_list(words("chat.try"), examples)
        telegram = "chat.telegram_set" if token_is_set else "chat.telegram_unset"
        page.show(Text(words(telegram, variable=TOKEN_VARIABLE), _DIM))
        page.show(words("chat.start"))
        page.show("")

    def converse(self) -> None:
        """Answer what a reader types, until they leave."""
        # Gives input() its history and editing, for this session; not on Windows.
        with contextlib.suppress(ImportError):
            import readline  # noqa: F401
        try:
            while (letter := _letter(line := input(_PROMPT))) not in ("q", "quit", "exit"):
                self._take(line, letter)
                self._page.show("")
        except (EOFError, KeyboardInterrupt):
            self._page.show("")

    def answer_all(self, questions: Iterable[str]) -> None:
        """Answer lines that nobody types, each in full, below its question."""
        for question in questions:
            if question.strip():
                self._page.show(Text(question.strip(), "bold"))
                turn = self._ask(question)
                if turn.comparison:
                    self._page.show_comparison(turn.comparison)
                    self._page.show("")
                else:
                    self._page.show_answer(turn.answer)

    def _take(self, line: str, letter: str) -> None:
        if command := self._letters.get(letter):
            command()
        elif manner := manner_of(line):
            self._return(manner)
        elif line.strip():
            turn = self._ask(line)
            if turn.comparison:
                self._page.show_comparison(turn.comparison)
            else:
                self._show(turn)

    def _return(self, manner: Manner) -> None:
        """A kind word for a kind word; the next question still follows the one before."""
        if manner in ("thanks", "goodbye"):
            self._page.show(self._words(f"talk.{manner}"))
        else:
            self._help()

    def _ask(self, question: str) -> Turn:
        previous = self._turn.followed_by if self._turn else None
        answer = self._knowledge.ask(question, previous=previous)
        comparison = self._knowledge.compare(question, previous=previous)
        self._turn, self._position = Turn(answer, previous, comparison), 0
        return self._turn

    def _show(self, turn: Turn) -> None:
        self._page.show_reading(turn.answer)
        if turn.answer.findings:
            self._show_finding()
        self._page.show_other_ways(turn.answer)

    def _show_finding(self, context: bool = False) -> None:
        if self._turn is None:
            self._page.show(self._words("chat.no_question"))
        elif not self._turn.answer.findings:
            self._page.show(self._words("chat.no_result"))
        else:
            self._page.show_finding(self._turn.answer.findings[self._position], context)
            self._page.show(Text(self._footer(self._turn.answer, context), _DIM))

    def _footer(self, answer: Answer, context: bool) -> str:
        last = len(answer.findings) - 1
        keys = {
            "chat.key_next": self._position < last,
            "chat.key_previous": self._position > 0,
            "chat.key_context": not context,
            "chat.key_literal": answer.corrected is not None,
        }
        offered = [self._words(key) for key, useful in keys.items() if useful]
        return " · ".join([f"{self._position + 1}/{last + 1}", *offered])

    def _turn_page(self, step: int) -> None:
        count = len(self._turn.answer.findings) if self._turn else 0
        if count and not 0 <= self._position + step < count:
            self._page.show(self._words("chat.last" if step > 0 else "chat.first"))
            return
        self._position += step if count else 0
        self._show_finding()

    def _ask_literally(self) -> None:
        if self._turn is None:
            self._page.show(self._words("chat.no_question"))
            return
        question, previous = self._turn.answer.question, self._turn.previous
        answer = self._knowledge.ask(question, literal=True, previous=previous)
        self._turn, self._position = Turn(answer, previous), 0
        self._page.show(Text(self._words("chat.literal"), _DIM))
        self._show(self._turn)

    def _list_articles(self) -> None:
        articles = self._knowledge.articles
        if not articles:
            self._page.show(self._words("answer.empty"))
        for article in articles[:_ARTICLES_LISTED]:
            self._page.show_article(article)
        if more := len(articles[_ARTICLES_LISTED:]):
            self._page.show(self._words("chat.more", count=more), margin="  ")

    def _help(self) -> None:
        self._page.show(self._words("chat.help"))


def _letter(line: str) -> str:
    # A Chinese keyboard easily gives ｎ and ？.
    return unicodedata.normalize("NFKC", line).strip().lower()
