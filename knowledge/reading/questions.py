"""Golden questions: what is asked, and the evidence that a good answer shows."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from . import files
from .article import FolderError
from .document import Unreadable

FILE = "questions.jsonl"


@dataclass(frozen=True, slots=True)
class Gold:
    """An exact span of an article that answers a question, or one part of it."""

    file: str
    evidence: str
    part: int | None = None


@dataclass(frozen=True, slots=True)
class GoldenQuestion:
    """A question; any of its gold answers it, or with `all_of` one gold of every part."""

    id: str
    type: str
    lang: str
    question: str
    answerable: bool
    gold: tuple[Gold, ...] = ()
    all_of: bool = False


def read_questions(path: Path) -> tuple[GoldenQuestion, ...]:
    """The questions of a file with one JSON object a line.

    One that is called as a knowledge folder's own is as little trusted as the rest of a folder.
    """
    try:
        own = path.name == FILE
        data = files.read_bytes(path, files.roots(path.parent)) if own else path.read_bytes()
        text = data.decode("utf-8-sig")
    except Unreadable as error:
        raise FolderError(f"{path}: {error}") from error
    except OSError as error:
        raise FolderError(f"{path}: the questions can't be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise FolderError(f"{path}: the questions aren't UTF-8") from error
    questions = []
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            try:
                questions.append(_question(json.loads(line)))
            except json.JSONDecodeError as error:
                raise FolderError(f"{path}:{number}: not JSON: {error.msg}") from None
            except (ValueError, RecursionError) as error:
                raise FolderError(f"{path}:{number}: {error}") from None
    return tuple(questions)


def _question(data: Any) -> GoldenQuestion:
    if not isinstance(data, dict):
        raise ValueError("a question should be a JSON object")
    gold = _required(data, "gold", list) if "gold" in data else []
    question = GoldenQuestion(
        id=_required(data, "id", str),
        type=_required(data, "type", str),
        lang=_required(data, "lang", str),
        question=_required(data, "question", str),
        answerable=_required(data, "answerable", bool),
        gold=tuple(map(_gold, gold)),
        all_of=_required(data, "all_of", bool) if "all_of" in data else False,
    )
    if question.answerable and not question.gold:
        raise ValueError("answerable, but no gold")
    if question.all_of and any(gold.part is None for gold in question.gold):
        raise ValueError("all_of, but a gold without a part")
    return question


def _gold(data: Any) -> Gold:
    if not isinstance(data, dict):
        raise ValueError("each gold should be a JSON object")
    part = _required(data, "part", int) if "part" in data else None
    return Gold(_required(data, "file", str), _required(data, "evidence", str), part)


def _required(data: dict[str, Any], key: str, kind: type) -> Any:
    """The value of a key; the reader is told its right kind in JSON's words."""
    names = {str: "a string", bool: "true or false", list: "a list", int: "a number"}
    if key not in data:
        raise ValueError(f"{key} is missing")
    value = data[key]
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise ValueError(f"{key} should be {names[kind]}")
    return value
