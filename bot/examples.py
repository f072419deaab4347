"""Questions to try: a knowledge folder's own golden questions."""

from pathlib import Path
from typing import Final

from knowledge import FolderError, KnowledgeBase, read_questions

_EXAMPLES: Final = 3


def example_questions(knowledge: KnowledgeBase, folder: Path) -> tuple[str, ...]:
    """A few of the folder's own golden questions, of different types, that do get an answer."""
    try:
        golden = read_questions(folder / "questions.jsonl")
    except FolderError:
        return ()  # a folder needs none, and `chuchu eval` says what is wrong with them
    by_type: dict[str, str] = {}
    for question in golden:
        if len(by_type) == _EXAMPLES:
            break
        if (
            question.answerable
            and question.type not in by_type
            and knowledge.ask(question.question).outcome == "answered"
        ):
            by_type[question.type] = question.question
    return tuple(by_type.values())
