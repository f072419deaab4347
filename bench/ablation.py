"""What each part of the search is worth: the same questions asked without it.

The product has no switches: a part is switched off by an attribute that is set for the while. To
measure another part, add a row to PARTS.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from functools import cache
from statistics import fmean
from typing import Any, Final

from knowledge import GoldenQuestion, KnowledgeBase, base
from knowledge.finding import (
    choice,
    confidence,
    corrector,
    coverage,
    meaning,
    reader,
    search,
)
from knowledge.language import asking
from knowledge.reading.folder import Folder

from .golden import Golden, GoldenSet, Outline, cell, outline
from .quality import recall, title
from .report import Section, Table
from .sets import AS_ASKED, NEAR, VARIANTS, QuestionSet, SetQuestion

_TITLE: Final = "What each part is worth"
_SAMPLE: Final = 300
_VARIANTS: Final = (AS_ASKED, "typo", "homophone", NEAR)
_ANSWERS: Final = ("Answer@1", "Answer@3")
_WHOLE: Final = "everything"
_GOLDEN_NOTES: Final = (
    "Each row leaves one part out; per cent. The seeds' Answer@1 and Answer@3 are the means of its "
    "sets; coverage, precision and what is held back are of all their questions.",
)
_SETS_NOTES: Final = (
    f"R@1 of at most {_SAMPLE} questions of each variant, evenly spread; per cent. Each row leaves "
    "one part out.",
)


@dataclass(frozen=True, slots=True)
class Change:
    """Another value for an attribute of a module or class, made of the one it has."""

    owner: Any
    attribute: str
    other: Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the search, and how it is switched off."""

    name: str
    off: tuple[Change, ...]


def _silent(weights: tuple[tuple[float, float], ...]) -> tuple[tuple[float, float], ...]:
    """The weights of words, characters and sounds, without sounds."""
    return (*weights[:2], (0.0, 0.0))


def _without(*names: str) -> Callable[[dict[str, float]], dict[str, float]]:
    """Weights of which those that begin with one of some names are nothing."""
    return lambda weights: {
        name: 0.0 if name.startswith(names) else weight for name, weight in weights.items()
    }


def _always(value: Any) -> Callable[[Any], Any]:
    """A function that gives the same, whatever it is asked, in place of another."""
    return lambda _: lambda *_args, **_more: value


def _nothing(_: float) -> float:
    return 0.0


def _nameless(read: Callable[..., Folder]) -> Callable[..., Folder]:
    """Reads folders as if they had no lexicon."""
    return lambda *given, **named: replace(read(*given, **named), names=())


PARTS: Final = (
    Part(
        "sounds",
        (Change(reader, "FIELD_WEIGHTS", _silent), Change(meaning, "FIELD_WEIGHTS", _silent)),
    ),
    Part("near sounds", (Change(meaning.Interpreter, "_near_sounds", _always(())),)),
    Part("misspelt names", (Change(meaning.Interpreter, "_misspelt", _always([])),)),
    Part("typed pinyin", (Change(meaning.Interpreter, "_pinyin", _always(([], []))),)),
    Part("Latin slips", (Change(corrector.Corrector, "_meant", _always(None)),)),
    Part("English", (Change(meaning.Interpreter, "_english", _always(())),)),
    Part("lexicon", (Change(base, "read_folder", _nameless),)),
    Part("definitions", (Change(search, "WEIGHTS", _without("defines")),)),
    Part("kinds of answers", (Change(reader, "asked_kinds", _always(())),)),
    Part(
        "share of the question", (Change(search, "WEIGHTS", _without("share", "within", "sharp")),)
    ),
    Part(
        "neighbours and title",
        (Change(coverage, "_NAME_NEAR", _nothing), Change(coverage, "_NEAR", _nothing)),
    ),
    Part("words that say little", (Change(asking, "LIGHT_WORDS", lambda _: frozenset()),)),
    Part(
        "the other sides", (Change(choice, "_with_all_sides", lambda _: lambda found, _q: found),)
    ),
    Part("what holds back", (Change(confidence, "held", _always(None)),)),
    Part("names in the confidence", (Change(confidence, "_NAMED", _nothing),)),
)


@contextmanager
def switched_off(part: Part) -> Iterator[None]:
    """Do without a part, and have it back. Raises AttributeError where it isn't there any more."""
    with ExitStack() as restored:
        for change in part.off:
            former = getattr(change.owner, change.attribute)
            restored.callback(setattr, change.owner, change.attribute, former)
            setattr(change.owner, change.attribute, change.other(former))
        yield


def measure_parts(
    golden: Golden, sets: Sequence[QuestionSet], every: int = 1, parts: Sequence[Part] = PARTS
) -> tuple[Section, ...]:
    """One row for everything and one without each part: on golden questions, and on the sets."""
    asked = [(s, s.read(every)) for s in (*golden.together, *golden.apart)]
    samples = [(s, {v: _sample(s.variants[v]) for v in _VARIANTS}) for s in sets]
    on_golden, on_sets = [], []
    for part in (Part(_WHOLE, ()), *parts):
        name = f"without {part.name}" if part.off else part.name
        with switched_off(part):
            on_golden.append((name, _golden_shares(asked, len(golden.together))))
            on_sets.append((name, _set_shares(samples)))
    sections = [Section(_TITLE, _GOLDEN_NOTES, _table(on_golden))]
    if sets:
        sections.append(
            Section("What each part is worth in the sets", _SETS_NOTES, _table(on_sets))
        )
    return tuple(sections)


def _sample(questions: Sequence[SetQuestion]) -> Sequence[SetQuestion]:
    return questions[:: max(1, len(questions) // _SAMPLE)][:_SAMPLE]


def _golden_shares(
    asked: Sequence[tuple[GoldenSet, Sequence[GoldenQuestion]]], together: int
) -> dict[str, float | None]:
    """Shares from 0 to 1; None where no question is of that kind."""
    opened = cache(KnowledgeBase.open)
    alone = [(s.title, outline(opened(s.folder), questions)) for s, questions in asked]
    kb = opened(asked[0][0].folder)
    whole = outline(kb, [q for _, questions in asked[:together] for q in questions])
    means = {f"{asked[0][0].title}: {name}": _mean(alone[:together], name) for name in _ANSWERS}
    others = {
        f"{name}: {share}": found.shares()[share]
        for name, found in alone[together:]
        for share in _ANSWERS
    }
    rest = {name: share for name, share in whole.shares().items() if name not in _ANSWERS}
    return means | others | rest


def _mean(outlines: Iterable[tuple[str, Outline]], name: str) -> float | None:
    shares = [share for _, found in outlines if (share := found.shares()[name]) is not None]
    return fmean(shares) if shares else None


def _set_shares(
    samples: Iterable[tuple[QuestionSet, Mapping[str, Sequence[SetQuestion]]]],
) -> dict[str, float | None]:
    shares: dict[str, float | None] = {}
    for asked, variants in samples:
        kb = KnowledgeBase(asked.articles)
        for variant, questions in variants.items():
            shares[f"{title(asked.name)}: {VARIANTS[variant]}"] = recall(kb, questions)
    return shares


def _table(rows: Sequence[tuple[str, Mapping[str, float | None]]]) -> Table:
    return Table(
        ("", *rows[0][1]), tuple((name, *map(cell, shares.values())) for name, shares in rows)
    )
