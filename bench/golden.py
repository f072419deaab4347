"""How well golden questions are answered: set by set, and the seeds' sets together."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Final

from knowledge import GoldenQuestion, KnowledgeBase, TypeResult, evaluate, read_questions

from .goal import Figure, Goal, number, percent
from .report import Section, Table, goal_cells

_ROOT: Final = Path(__file__).parents[1]
_NOTHING: Final = "–"
_OFF_TOPIC, _ABSENT = "off-topic and noise", "on-topic, absent"
# Which types are counted as one where sets are summed up; all others are, as "other".
_GROUPS: Final = {
    "english": "English",
    "typo": "typo and pinyin",
    "pinyin": "typo and pinyin",
    "why-how": "why and how",
    "unans-offtopic": _OFF_TOPIC,
    "chitchat": _OFF_TOPIC,
    "adversarial": _OFF_TOPIC,
    "unans-ontopic": _ABSENT,
}
_FORMS: Final = ("English", "typo and pinyin", "why and how")
_ON_SEEDS: Final = {"Answer@1": Goal(82, 90), "Answer@3": Goal(93, 97)}
_ELSEWHERE: Final = {"Answer@1": Goal(78, 88), "Answer@3": Goal(90, 96)}
_TOGETHER_GOALS: Final = {
    **_ON_SEEDS,
    "Answer@3 English": Goal(85, 95),
    "Answer@3 typo and pinyin": Goal(88, 95),
    "Answer@3 why and how": Goal(85, 95),
    "coverage": Goal(92, 97),
    "precision": Goal(88, 95),
    f"held back: {_OFF_TOPIC}": Goal(98, 100),
    f"held back: {_ABSENT}": Goal(55, 80),
}
_NOTES: Final = (
    "Per cent, as `chuchu eval` counts. Answer@1, Answer@3: of the answerable, those whose "
    "evidence stands in the first, or one of the first three, excerpts. Coverage: the answerable "
    "that are said to be answered. Precision: those said to be answered that show the evidence.",
    "Held back: the unanswerable that aren't said to be answered: questions on other fields, "
    "small talk and attacks are off-topic and noise; on-topic are facts that no article has.",
)


@dataclass(frozen=True, slots=True)
class GoldenSet:
    """The questions of one file about one folder, and what their figures have to reach."""

    title: str
    folder: Path
    questions: Path
    goals: Mapping[str, Goal] = field(default_factory=dict)

    def read(self, every: int = 1) -> tuple[GoldenQuestion, ...]:
        """Every n-th of the questions."""
        return read_questions(self.questions)[::every]


@dataclass(frozen=True, slots=True)
class Golden:
    """Sets of questions: those about one and the same folder, and others."""

    together: tuple[GoldenSet, ...]
    apart: tuple[GoldenSet, ...] = ()


_SEEDS: Final = _ROOT / "seeds"
_MORE: Final = _ROOT / "tests" / "questions"
_COFFEE: Final = _ROOT / "tests" / "folders" / "coffee"
_BIKES: Final = _ROOT / "tests" / "folders" / "bikes"
GOLDEN: Final = Golden(
    together=(
        GoldenSet("Seeds", _SEEDS, _SEEDS / "questions.jsonl", _ON_SEEDS),
        GoldenSet("Seeds, more", _SEEDS, _MORE / "seeds-more.jsonl", _ON_SEEDS),
        GoldenSet("Seeds, other", _SEEDS, _MORE / "seeds-other.jsonl", _ON_SEEDS),
    ),
    apart=(
        GoldenSet("Second folder, no lexicon", _COFFEE, _COFFEE / "questions.jsonl", _ELSEWHERE),
        # Nothing is tuned on these: they tell what others' questions and folders may expect.
        GoldenSet("Seeds, untuned", _SEEDS, _MORE / "seeds-untuned.jsonl", _ON_SEEDS),
        GoldenSet("Third folder, untuned", _BIKES, _BIKES / "questions.jsonl", _ELSEWHERE),
    ),
)


@dataclass(frozen=True, slots=True)
class Outline:
    """How a set went as a whole, and how its groups did, by name."""

    whole: TypeResult
    groups: Mapping[str, TypeResult]

    def shares(self) -> dict[str, float | None]:
        """The shares of all questions, from 0 to 1; None where no question is of that kind."""
        shares = _shares(self.whole)
        del shares["abstention"]  # what is held back is told apart
        for name in (_OFF_TOPIC, _ABSENT):
            group = self.groups.get(name)
            shares[f"held back: {name}"] = group.abstention if group else None
        return shares


def outline(kb: KnowledgeBase, questions: Iterable[GoldenQuestion]) -> Outline:
    """Ask golden questions, types counted in groups."""
    grouped = (replace(q, type=_GROUPS.get(q.type, "other")) for q in questions)
    *groups, whole = evaluate(kb, grouped)
    return Outline(whole, {group.type: group for group in groups})


def measure_golden(golden: Golden, every: int = 1) -> tuple[Section, ...]:
    """A summary, the sets of one folder together, and each set by type."""
    opened = cache(KnowledgeBase.open)
    sets = [(s, opened(s.folder), s.read(every)) for s in (*golden.together, *golden.apart)]
    summed = [(s.title, outline(kb, questions)) for s, kb, questions in sets]
    kb, count = opened(golden.together[0].folder), len(golden.together)
    all_questions = [q for _, _, questions in sets[:count] for q in questions]
    together = outline(kb, all_questions)
    summed.insert(count, (_together_title(golden), together))
    return (
        _summary(summed),
        _together(_together_title(golden), together),
        *(_by_type(*asked) for asked in sets),
    )


def _together_title(golden: Golden) -> str:
    return f"{golden.together[0].title}, all together"


def _summary(outlines: Sequence[tuple[str, Outline]]) -> Section:
    rows = tuple(
        (title, str(found.whole.count), *map(cell, found.shares().values()))
        for title, found in outlines
    )
    return Section(
        "Golden questions", _NOTES, Table(("", "questions", *outlines[0][1].shares()), rows)
    )


def _together(title: str, found: Outline) -> Section:
    figures = tuple(_together_figures(found))
    rows = tuple((f"{figure.name}, {figure.unit}", *goal_cells(figure)) for figure in figures)
    counts = (
        f"{found.groups[name].count} {name}"
        for name in (*_FORMS, _OFF_TOPIC, _ABSENT)
        if name in found.groups
    )
    return Section(
        title,
        (f"{found.whole.count} questions: {'; '.join((*counts, 'and others'))}.",),
        Table(("", "measured", "at least", "aim", "verdict"), rows),
        figures,
    )


def _together_figures(found: Outline) -> Iterator[Figure]:
    shares = found.shares()
    for form in _FORMS:
        if group := found.groups.get(form):
            shares[f"Answer@1 {form}"] = group.answer_at_1
            shares[f"Answer@3 {form}"] = group.answer_at_3
    yield from _figures(shares, _TOGETHER_GOALS)


def _by_type(asked: GoldenSet, kb: KnowledgeBase, questions: Sequence[GoldenQuestion]) -> Section:
    results = evaluate(kb, questions)
    columns = tuple(_shares(results[-1]))
    figures = tuple(_figures(_shares(results[-1]), asked.goals))
    rows = ((r.type, str(r.count), *map(cell, _shares(r).values())) for r in results)
    return Section(
        asked.title,
        (
            f"{len(questions)} golden questions on {len(kb.articles)} articles; per cent. "
            "Abstention: the unanswerable that aren't said to be answered.",
        ),
        Table(("type", "questions", *columns), (*rows, *_goal_rows(figures, columns))),
        figures,
    )


def _shares(result: TypeResult) -> dict[str, float | None]:
    return {
        "Answer@1": result.answer_at_1,
        "Answer@3": result.answer_at_3,
        "coverage": result.coverage,
        "precision": result.precision,
        "abstention": result.abstention,
    }


def _figures(shares: Mapping[str, float | None], goals: Mapping[str, Goal]) -> Iterator[Figure]:
    for name, share in shares.items():
        if share is not None:
            yield Figure(name, percent(share), "%", goals.get(name))


def cell(share: float | None) -> str:
    """A share from 0 to 1 as it is shown, in per cent."""
    return _NOTHING if share is None else number(percent(share), "%")


def _goal_rows(figures: Sequence[Figure], columns: Iterable[str]) -> Iterator[tuple[str, ...]]:
    """Under the row of all: what was set for it, and whether that is met."""
    cells = {figure.name: goal_cells(figure) for figure in figures}
    for i, name in enumerate(("at least", "aim", "verdict"), start=1):
        yield name, "", *(cells[column][i] if column in cells else "" for column in columns)
