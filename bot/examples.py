"""Questions to try: a knowledge folder's own golden questions."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bot.words import Language
from knowledge import (
    FolderError,
    GoldenQuestion,
    KnowledgeBase,
    has_evidence,
    read_questions,
)

_EXAMPLES: Final = 3


@dataclass(frozen=True, slots=True)
class Examples:
    """A few questions in each language that the folder has some in."""

    by_language: Mapping[str, tuple[str, ...]]

    def of(self, language: Language) -> tuple[str, ...]:
        """Those in a reader's language, else in whichever comes first."""
        own = self.by_language.get(language)
        return own or next(iter(self.by_language.values()), ())

    def all(self) -> tuple[str, ...]:
        return tuple(question for some in self.by_language.values() for question in some)


def example_questions(knowledge: KnowledgeBase, folder: Path) -> Examples:
    """Of the golden questions, in each language, some of different types, answered right."""
    try:
        golden = read_questions(folder / "questions.jsonl")
    except FolderError:
        return Examples({})  # a folder needs none, and `chuchu eval` says what is wrong with them
    chosen: dict[str, dict[str, str]] = {}
    for question in golden:
        some = chosen.setdefault(question.lang, {})
        wanted = len(some) < _EXAMPLES and question.type not in some
        if wanted and question.question not in some.values() and _is_answered(question, knowledge):
            some[question.type] = question.question
    return Examples({lang: tuple(some.values()) for lang, some in chosen.items() if some})


def _is_answered(question: GoldenQuestion, knowledge: KnowledgeBase) -> bool:
    answer = knowledge.ask(question.question)
    return answer.outcome == "answered" and has_evidence(question, answer, first=1)
