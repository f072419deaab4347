"""Questions to try: a knowledge folder's own golden questions."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bot.words import Language
from knowledge import (
    Answer,
    FolderError,
    KnowledgeBase,
    has_evidence,
    read_questions,
)

_EXAMPLES: Final = 3


@dataclass(frozen=True, slots=True)
class Examples:
    """A few questions in each language that the folder has some in, with their answers."""

    by_language: Mapping[str, Mapping[str, Answer]]

    def of(self, language: Language) -> tuple[str, ...]:
        """Those in a reader's language, else in whichever comes first."""
        return tuple(self.answered(language))

    def answered(self, language: Language) -> Mapping[str, Answer]:
        """The same with their answers."""
        own = self.by_language.get(language)
        return own or next(iter(self.by_language.values()), {})

    def all(self) -> tuple[str, ...]:
        return tuple(question for some in self.by_language.values() for question in some)


def example_questions(knowledge: KnowledgeBase, folder: Path) -> Examples:
    """Of the golden questions, in each language, some of different types, answered right."""
    try:
        golden = read_questions(folder / "questions.jsonl")
    except FolderError:
        return Examples({})  # a folder needs none, and `chuchu eval` says what is wrong with them
    chosen: dict[str, dict[str, Answer]] = {}
    types: set[tuple[str, str]] = set()
    for question in golden:
        some, its_type = chosen.setdefault(question.lang, {}), (question.lang, question.type)
        if len(some) == _EXAMPLES or its_type in types or question.question in some:
            continue
        answer = knowledge.ask(question.question)
        if answer.outcome == "answered" and has_evidence(question, answer, first=1):
            some[question.question] = answer
            types.add(its_type)
    return Examples({language: some for language, some in chosen.items() if some})
