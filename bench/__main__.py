"""`python -m bench`: measures everything, prints it and writes RESULTS.md."""

import sys
from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from rich.console import Console

from knowledge import Article, FolderError, KnowledgeBase, read_questions

from .ablation import measure_parts
from .changes import measure_changes
from .fresh import StepError
from .golden import GOLDEN, Golden, measure_golden
from .load import Load, LoadError
from .machine import describe
from .material import Material
from .peers import Passage, Peer, excerpt, peers
from .quality import NOTES, measure_set, title
from .reloads import measure_reloads
from .report import Section, goals, markdown, renewed, show
from .running import BotError
from .scale import measure_scale
from .serving import measure_serving
from .sets import SetError, read_sets
from .speed import measure_speed
from .start import StartError, measure_start

_ROOT = Path(__file__).parents[1]
_NARROWEST = 120
_SETS = "Question sets"
PARTS = ("quality", "sets", "ablation", "speed", "start", "scale", "telegram")
_LEFT_OUT = (
    "Left out: they are CC BY-SA and no part of the repository; give their folder as --sets."
)


@dataclass(frozen=True, slots=True)
class Plan:
    """What to measure, and where the report goes, if anywhere."""

    knowledge: Path = _ROOT / "seeds"
    golden: Golden = GOLDEN
    sets: Path | None = None
    results: Path | None = _ROOT / "bench" / "RESULTS.md"
    every: int = 1
    rounds: int = 20
    runs: int = 7
    sizes: tuple[int, ...] = (1_000, 10_000)
    load: Load = field(default_factory=Load)
    parts: tuple[str, ...] = PARTS


def main(arguments: Sequence[str] | None = None) -> None:
    """Read the command line and measure."""
    parser = ArgumentParser("python -m bench", description="Measure speed and quality.")
    parser.add_argument("--sets", type=Path, metavar="DIR", help="folder of question sets")
    parser.add_argument(
        "--quick",
        action="store_true",
        help="a tenth of the questions, two rounds and runs, 1,000 articles; RESULTS.md stays",
    )
    parser.add_argument(
        "--only",
        action="append",
        choices=PARTS,
        help="a part to measure, again for more; what RESULTS.md says of the others stays",
    )
    parser.add_argument(
        "--articles", type=int, action="append", help="a size to measure scale at, again for more"
    )
    options = parser.parse_args(arguments)
    if options.sets and not options.sets.is_dir():
        parser.error(f"--sets: {options.sets} is no folder")
    plan = Plan(sets=options.sets, parts=tuple(options.only or PARTS))
    if options.quick:
        load = Load(backlog=200, runs=2, seconds=3)
        plan = replace(plan, results=None, every=10, rounds=2, runs=2, sizes=(1_000,), load=load)
    if options.articles:
        plan = replace(plan, sizes=tuple(options.articles))
    try:
        run(plan, _console())
    except (FolderError, SetError, StartError, StepError, BotError, LoadError) as error:
        sys.exit(str(error))


def run(plan: Plan, console: Console) -> None:
    """Measure and show every section, and at last what was met."""
    sections = []
    for section in measure(plan):
        show(console, section)
        sections.append(section)
    notes = [str(date.today()), *describe()]
    if plan.every > 1:
        notes.append(f"Only every {plan.every}th question was asked: this judges nothing.")
    summary = goals(sections, notes)
    show(console, summary)
    if plan.results:
        plan.results.write_text(_text(plan, summary, sections), encoding="utf-8")


def _text(plan: Plan, summary: Section, sections: Sequence[Section]) -> str:
    if plan.parts == PARTS or not plan.results or not plan.results.exists():
        return markdown("What `make bench` measured", [summary, *sections])
    on = f"Measured on its own: {'; '.join(summary.notes)}"
    alone = [replace(section, notes=(*section.notes, on)) for section in sections]
    return renewed(plan.results.read_text(encoding="utf-8"), alone)


def measure(plan: Plan) -> Iterator[Section]:
    """One section after the other, saying on standard error which."""
    kb = KnowledgeBase.open(plan.knowledge)
    questions = read_questions(plan.knowledge / "questions.jsonl")[:: plan.every]
    texts = [question.question for question in questions]
    if "quality" in plan.parts:
        _say("golden questions")
        yield from measure_golden(plan.golden, plan.every)
    if "sets" in plan.parts:
        yield from _measure_sets(plan.sets, plan.every)
    if "ablation" in plan.parts:
        _say("what each part is worth")
        yield from _measure_parts(plan)
    if "speed" in plan.parts:
        _say("speed on the seeds")
        yield measure_speed(kb, texts, _rivals(kb.articles), plan.rounds)
    if "start" in plan.parts:
        _say("start")
        yield measure_start(plan.knowledge, plan.runs)
    if "scale" in plan.parts:
        yield from _measure_scale(plan, texts)
    if "telegram" in plan.parts:
        _say("Telegram")
        yield measure_serving(plan.knowledge, texts, plan.load)


def _measure_sets(folder: Path | None, every: int) -> Iterator[Section]:
    # On its own, so that nothing of the sets is left in memory when speed is measured.
    if not folder:
        yield Section(_SETS, (_LEFT_OUT,))
        return
    yield Section(_SETS, NOTES)
    for asked in read_sets(folder, every):
        _say(f"the questions of {title(asked.name)}")
        yield measure_set(asked, _rivals(asked.articles), excerpt)


def _measure_scale(plan: Plan, texts: Sequence[str]) -> Iterator[Section]:
    if plan.sets:
        material = Material.of_sets(plan.knowledge, plan.sets, plan.every)
    else:
        material = Material.of_folder(plan.knowledge, texts)
    _say("scale")
    yield measure_scale(material, plan.sizes)
    _say("changes at scale")
    if changes := measure_changes(material, plan.sizes, plan.load.seconds):
        yield changes
    _say("reloads at scale")
    if reloads := measure_reloads(material, plan.sizes, plan.load):
        yield reloads


def _measure_parts(plan: Plan) -> tuple[Section, ...]:
    sets = tuple(read_sets(plan.sets, plan.every)) if plan.sets else ()
    return measure_parts(plan.golden, sets, plan.every)


def _rivals(articles: Sequence[Article]) -> Iterator[Peer]:
    """The peers, each paragraph of the articles a passage under its article's id."""
    return peers([Passage(a.id, a.title, text) for a in articles for text in a.body.split("\n\n")])


def _console() -> Console:
    console = Console(markup=False, highlight=False, emoji=False)
    if not console.is_terminal:
        console.width = _NARROWEST
    return console


def _say(what: str) -> None:
    print(f"bench: measuring {what} ...", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
