"""Reads the question sets: articles, and questions that people wrote about them.

A set's folder has a file for each variant of the questions but one, which is made here.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any

from knowledge import Article

from .near_sounds import NearSounds

AS_ASKED, NEAR = "queries", "near"
VARIANTS = {
    AS_ASKED: "as asked",
    "script": "other script",
    "typo": "typo",
    "homophone": "homophone",
    NEAR: "near sound",
}
_MOST = 1000


class SetError(Exception):
    """A question set that can't be read: one sentence that names the file and line."""


@dataclass(frozen=True, slots=True)
class SetQuestion:
    """A question with the id of the article that answers it, and answers that stand there."""

    text: str
    gold: str
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """Articles of a paragraph each, and the questions about them by variant."""

    name: str
    articles: tuple[Article, ...]
    variants: dict[str, tuple[SetQuestion, ...]]


def read_sets(folder: Path, every: int = 1) -> Iterator[QuestionSet]:
    """Read a set from each subfolder; of the first 1,000 questions of a variant every n-th."""
    folders = sorted(path.parent for path in folder.glob("*/corpus.jsonl"))
    if not folders:
        raise SetError(f"{folder}: no question set in it (a folder with a corpus.jsonl)")
    for path in folders:
        yield _read_set(path, every)


def _read_set(folder: Path, every: int) -> QuestionSet:
    articles = tuple(
        Article(id=_text(row, "id"), title=_text(row, "title"), body=_text(row, "text"))
        for row in _rows(folder / "corpus.jsonl")
    )
    ids = {article.id for article in articles}
    variants = {
        name: _read_questions(folder / f"{name}.jsonl", ids) for name in VARIANTS if name != NEAR
    }
    variants[NEAR] = tuple(islice(_mixed_up(variants[AS_ASKED], articles), _MOST))
    if not variants[NEAR]:
        raise SetError(f"{folder}: no question has a word with a near sound in the corpus")
    return QuestionSet(
        folder.name, articles, {name: asked[:_MOST:every] for name, asked in variants.items()}
    )


def _mixed_up(
    questions: Sequence[SetQuestion], articles: Sequence[Article]
) -> Iterator[SetQuestion]:
    """The questions with near sounds mixed up, without those that have none."""
    sounds = NearSounds(article.body for article in articles)
    for question in questions:
        if text := sounds.mixed_up(question.text):
            yield replace(question, text=text)


def _read_questions(path: Path, ids: set[str]) -> tuple[SetQuestion, ...]:
    questions = []
    for row in _rows(path):
        gold = _text(row, "gold")
        if gold not in ids:
            raise SetError(f"{row.where}: the corpus has no {gold}")
        questions.append(SetQuestion(_text(row, "text"), gold, _texts(row, "answers")))
    if not any(question.text.strip() for question in questions):
        raise SetError(f"{path}: no question in it")
    return tuple(questions)


@dataclass(frozen=True, slots=True)
class _Row:
    where: str
    data: dict[str, Any]


def _rows(path: Path) -> Iterator[_Row]:
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise SetError(f"{path}: it can't be read: {error.strerror}") from error
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            try:
                data = json.loads(line)
            except json.JSONDecodeError as error:
                raise SetError(f"{path}:{number}: not JSON: {error.msg}") from error
            if not isinstance(data, dict):
                raise SetError(f"{path}:{number}: it should be a JSON object")
            yield _Row(f"{path}:{number}", data)


def _text(row: _Row, key: str) -> str:
    value = row.data.get(key)
    if not isinstance(value, str):
        raise SetError(f"{row.where}: {key} should be a string")
    return value


def _texts(row: _Row, key: str) -> tuple[str, ...]:
    value = row.data.get(key)
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise SetError(f"{row.where}: {key} should be a list of strings")
    return tuple(value)
