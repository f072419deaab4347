"""Measures answers against golden questions."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .base import KnowledgeBase
from .finding.answering import Answer
from .reading.questions import GoldenQuestion

_LIMIT = 3


@dataclass(frozen=True, slots=True)
class TypeResult:
    """How the questions of one type went; shares are from 0 to 1, None where none apply.

    `answer_at_1` and `answer_at_3`: of the answerable, the share whose evidence stands in the
    first, or the first three, excerpts. `coverage`: of the answerable, those said to be answered.
    `precision`: of those said to be answered, those with the evidence in the first three.
    `abstention`: of the unanswerable, those not said to be answered.
    """

    type: str
    count: int
    answer_at_1: float | None
    answer_at_3: float | None
    coverage: float | None
    precision: float | None
    abstention: float | None


def evaluate(kb: KnowledgeBase, questions: Iterable[GoldenQuestion]) -> tuple[TypeResult, ...]:
    """Ask every question; one result a type in the order of first appearance, then "all"."""
    by_type: dict[str, list[tuple[GoldenQuestion, Answer]]] = {}
    for question in questions:
        asked = (question, kb.ask(question.question, limit=_LIMIT))
        by_type.setdefault(question.type, []).append(asked)
    everything = [asked for group in by_type.values() for asked in group]
    return (
        *(_result(name, group) for name, group in by_type.items()),
        _result("all", everything),
    )


def has_evidence(question: GoldenQuestion, answer: Answer, first: int) -> bool:
    """Whether the first excerpts hold the evidence, white space aside.

    One evidence is enough, or with `all_of` one for every part.
    """
    shown = [(f.article.id, _squeezed(f.excerpt.text)) for f in answer.findings[:first]]
    parts: dict[object, bool] = {}
    for gold in question.gold:
        part = gold.part if question.all_of else None
        found = any(
            gold.file == article and _squeezed(gold.evidence) in text for article, text in shown
        )
        parts[part] = parts.get(part, False) or found
    return bool(parts) and all(parts.values())


def _result(name: str, asked: Sequence[tuple[GoldenQuestion, Answer]]) -> TypeResult:
    answerable = [(q, a) for q, a in asked if q.answerable]
    answered = [(q, a) for q, a in asked if a.outcome == "answered"]
    return TypeResult(
        type=name,
        count=len(asked),
        answer_at_1=_share(has_evidence(q, a, 1) for q, a in answerable),
        answer_at_3=_share(has_evidence(q, a, _LIMIT) for q, a in answerable),
        coverage=_share(a.outcome == "answered" for _, a in answerable),
        precision=_share(has_evidence(q, a, _LIMIT) for q, a in answered),
        abstention=_share(a.outcome != "answered" for q, a in asked if not q.answerable),
    )


def _share(hits: Iterable[bool]) -> float | None:
    counted = list(hits)
    return sum(counted) / len(counted) if counted else None


def _squeezed(text: str) -> str:
    return "".join(text.split())
