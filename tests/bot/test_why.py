"""Why a question was answered as it was, as `chuchu ask --why` tells it."""

import io
import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any, get_args

import pytest
from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from bot.cli import main
from bot.terminal import Page
from bot.why import GROUPS, OTHER, merits
from bot.words import Language, Words
from knowledge import Explanation, KnowledgeBase
from knowledge.finding.search import WEIGHTS
from knowledge.language.kinds import KINDS
from tests.bot.bot_house import chuchu, tiny_folder

QUESTION = "铁观音要用多少度的水泡？"
LACKING = "铁观音多少钱一斤？"
MISSPELT = "铁观因要用多少度的水泡？"
QUOTED_NOWHERE = "铁观音“95度的”水"
WORDS = Words.read("zh-Hans")
LANGUAGES: tuple[Language, ...] = get_args(Language)
LINES = ("outcome", "read", "found", "near", "missed", "kinds", "score", "others")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> str:
    where = tiny_folder(tmp_path_factory.mktemp("why"))
    (where / "lexicon.yaml").write_text(
        "- {name: 铁观音, kind: product, aliases: [Tieguanyin]}\n"
        "- {name: 酸面包, kind: product, aliases: []}\n",
        "utf-8",
    )
    return str(where)


@pytest.fixture(scope="module")
def knowledge(folder: str) -> KnowledgeBase:
    return KnowledgeBase.open(folder)


def told(text: str, words: Words = WORDS) -> dict[str, str]:
    """What an explanation says, by the ends of its lines' keys, of the last one in a text."""
    after = text.rpartition(words("why.heading"))[2]
    labels = {words(f"why.{name}"): name for name in LINES}
    found = (line.split(maxsplit=1) for line in after.splitlines() if line.strip())
    return {labels[label]: rest for label, rest in found}


class Ask:
    """`chuchu ask --why` on the folder, and what it prints."""

    def __init__(self, folder: str, capsys: pytest.CaptureFixture[str]) -> None:
        self._folder = folder
        self._capsys = capsys

    def __call__(self, *args: str) -> str:
        assert main(["ask", "--why", "--knowledge", self._folder, *args]) == 0
        out, err = self._capsys.readouterr()
        assert err == ""
        return out

    def json(self, *args: str) -> dict[str, Any]:
        record: dict[str, Any] = json.loads(self("--json", *args))
        return record


@pytest.fixture
def ask(folder: str, capsys: pytest.CaptureFixture[str]) -> Ask:
    return Ask(folder, capsys)


def test_the_reasons_stand_below_the_answer(ask: Ask) -> None:
    text = ask(QUESTION)
    assert text.index("95度以上") < text.index(WORDS("answer.source"))
    assert text.rindex(WORDS("answer.source")) < text.index(WORDS("why.heading"))


def test_nobody_is_told_reasons_who_did_not_ask(folder: str) -> None:
    asked = chuchu("ask", "--knowledge", folder, QUESTION).stdout.decode()
    assert WORDS("why.heading") not in asked
    assert "why" not in json.loads(chuchu("ask", "--knowledge", folder, "--json", "x").stdout)


def test_they_fit_ten_lines(ask: Ask) -> None:
    for question in (QUESTION, LACKING, MISSPELT, QUOTED_NOWHERE):
        reasons = ask(question).partition(WORDS("why.heading"))[2]
        assert 3 <= len(reasons.strip().splitlines()) <= 10


@pytest.mark.parametrize(
    ("question", "outcome"),
    [(QUESTION, "answered"), (LACKING, "related"), ("量子计算机的比特数", "nothing")],
)
def test_the_outcome_comes_with_its_confidence_and_what_was_to_be_reached(
    ask: Ask, knowledge: KnowledgeBase, question: str, outcome: str
) -> None:
    why = knowledge.explain(question)
    line = told(ask(question))["outcome"]
    assert line.startswith(WORDS(f"why.{outcome}"))
    for value in (why.confidence, why.answered_from, why.related_from):
        assert f"{value:.2f}" in line


def test_a_kind_of_answer_that_is_needed_is_there_or_not(ask: Ask) -> None:
    there, lacking = told(ask(QUESTION))["kinds"], told(ask(LACKING))["kinds"]
    assert there.startswith(WORDS("why.kind.measure"))
    assert there.endswith(WORDS("why.kind_there", kind=""))
    assert lacking.startswith(WORDS("why.kind.sum of money"))
    assert lacking.endswith(WORDS("why.kind_lacking", kind=""))


def test_a_part_is_found_or_near_or_missed_with_its_share(
    ask: Ask, knowledge: KnowledgeBase
) -> None:
    for question in (QUESTION, LACKING, MISSPELT):
        lines = told(ask(question))
        for part in knowledge.explain(question).parts:
            found = round(100 * part.found)
            line = "kinds" if part.kind else {100: "found", 0: "missed"}.get(found, "near")
            share = f"{part.text} {round(100 * part.weight)}%"
            assert share in lines[line]
            if line == "near":
                assert WORDS("why.part_near", part=share, found=found) in lines[line]


def test_a_name_that_is_missed_is_said_to_be_a_must(ask: Ask) -> None:
    missed = told(ask("酸面包和铁观音要烤多久"))["missed"].split(" · ")
    must = WORDS("why.part_needed", part="")
    assert [part.split()[0] for part in missed if part.endswith(must)] == ["铁观音"]


def test_what_was_read_differently_and_sought_instead_is_said(ask: Ask) -> None:
    assert QUESTION in told(ask(MISSPELT))["read"]
    assert "发酵、面包" in told(ask("how long to ferment bread"))["read"]
    assert "read" not in told(ask(QUESTION))


@pytest.mark.parametrize("name", ["铁观音", "鐵觀音", "铁 观音"])
def test_a_name_that_the_question_has_itself_is_not_sought_instead(ask: Ask, name: str) -> None:
    assert ask.json(name)["why"]["words"] == []


def test_another_form_of_a_name_is_sought_instead(ask: Ask) -> None:
    assert "铁观音" in ask.json("Tieguanyin water")["why"]["words"]


def test_a_correction_is_not_said_twice(ask: Ask) -> None:
    assert told(ask(MISSPELT))["read"] == WORDS("answer.corrected", text=QUESTION)


def test_taken_literally_nothing_is_read_differently(ask: Ask) -> None:
    assert "read" not in told(ask("--literal", MISSPELT))


def test_the_excerpt_is_explained_that_is_shown_at_its_length(
    ask: Ask, knowledge: KnowledgeBase
) -> None:
    shown = ask.json("--length", "20", "铁观音放冰箱几个月")
    why = shown["why"]
    assert sum(why["merits"].values()) == pytest.approx(shown["answers"][0]["score"], abs=0.01)
    assert why["confidence"] == pytest.approx(
        knowledge.explain("铁观音放冰箱几个月", excerpt_length=20).confidence, abs=0.001
    )


def test_what_is_quoted_and_stands_nowhere_is_why_it_is_only_near(ask: Ask) -> None:
    assert told(ask(QUOTED_NOWHERE))["outcome"].endswith(WORDS("why.quoted_nowhere"))
    for question in (QUESTION, LACKING):
        assert WORDS("why.quoted_nowhere") not in ask(question)


def test_a_name_that_is_taken_over_is_said(knowledge: KnowledgeBase) -> None:
    text = shown(knowledge.explain("那多久喝完？", previous=QUESTION), terminal=False)
    assert told(text)["read"] == WORDS("answer.carried", name="铁观音")


@pytest.mark.parametrize("question", ["你好", "", "？！"])
def test_a_question_without_words_is_said_to_have_none(ask: Ask, question: str) -> None:
    lines = told(ask(question))
    assert set(lines) == {"outcome", "missed"}
    assert lines["missed"] == WORDS("why.no_words")


def test_an_empty_folder_has_its_reasons_too(tmp_path: Path) -> None:
    asked = chuchu("ask", "--why", "--knowledge", tmp_path, QUESTION)
    assert asked.returncode == 0
    assert told(asked.stdout.decode())["outcome"].startswith(WORDS("why.nothing"))


def test_each_line_of_standard_input_has_its_own(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    for form in ([], ["--json"]):
        lines = f"{QUESTION}\n\n{LACKING}\n".encode()
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(lines), "utf-8"))
        text = ask("-", *form)
        if form:
            confident = [json.loads(line)["why"]["confidence"] for line in text.splitlines()]
            assert confident[0] > confident[2] > confident[1] == 0
        else:
            assert text.count(WORDS("why.heading")) == 3


def test_json_has_the_same_facts_behind_its_other_keys(ask: Ask, knowledge: KnowledgeBase) -> None:
    answer = ask.json(QUESTION)
    assert list(answer)[-2:] == ["took_ms", "why"]
    why, expected = answer["why"], knowledge.explain(QUESTION)
    assert list(why) == [
        "confidence",
        "answered_from",
        "related_from",
        "words",
        "parts",
        "merits",
        "others",
    ]
    assert (why["answered_from"], why["related_from"]) == (
        expected.answered_from,
        expected.related_from,
    )
    assert [list(part) for part in why["parts"]] == [
        ["text", "share", "found", "kind", "needed"]
    ] * len(expected.parts)
    assert [part["text"] for part in why["parts"]] == [part.text for part in expected.parts]
    assert sum(part["share"] for part in why["parts"]) == pytest.approx(1, abs=0.01)
    assert {part["kind"] for part in why["parts"]} == {None, "measure"}
    assert set(why["merits"]) <= set(GROUPS)
    assert [list(other) for other in why["others"]] == [["score", "confidence"]] * len(
        expected.others
    )


def test_of_what_speaks_for_an_excerpt_the_greatest_comes_first_and_nothing_is_lost(
    knowledge: KnowledgeBase,
) -> None:
    why = knowledge.explain(LACKING)
    grouped = list(merits(why).values())
    assert grouped == sorted(grouped, key=lambda value: -abs(value))
    assert sum(grouped) == pytest.approx(sum(value for _, value in why.merits))


def test_all_that_counts_in_ranking_has_a_group_but_for_lengths(knowledge: KnowledgeBase) -> None:
    counted = tuple((name, 1.0) for name in WEIGHTS if name not in ("length", "sentences"))
    assert OTHER not in merits(replace(knowledge.explain(QUESTION), merits=counted))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_of_answer_and_every_group_has_a_word(language: Language) -> None:
    keys = Words.read(language).sentences.keys()
    assert {key for key in keys if key.startswith("why.kind.")} == {
        f"why.kind.{kind.name}" for kind in KINDS
    }
    assert {key for key in keys if key.startswith("why.merit.")} == {
        f"why.merit.{group}" for group in GROUPS
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_lines_begin_alike_in_every_language(ask: Ask, language: Language) -> None:
    words = Words.read(language)
    text = ask("--language", language, MISSPELT)
    lines = text.partition(words("why.heading"))[2].strip().splitlines()
    begins = {
        cell_len(line) - cell_len(told(line, words)[name])
        for line in lines
        for name in told(line, words)
    }
    assert len(lines) > 5
    assert len(begins) == 1


def shown(why: Explanation, terminal: bool) -> str:
    console = Console(
        file=io.StringIO(),
        force_terminal=terminal,
        color_system="truecolor" if terminal else None,
        width=40,
        markup=False,
        emoji=False,
        highlight=False,
        no_color=not terminal,
        _environ={},
    )
    Page(console, WORDS).show_why(why)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def test_only_a_terminal_gets_colours_and_lines_that_fit(knowledge: KnowledgeBase) -> None:
    why = knowledge.explain(QUESTION)
    plain, coloured = shown(why, terminal=False), shown(why, terminal=True)
    assert "\x1b" not in plain
    assert "\x1b[32m" in coloured
    wrapped = Text.from_ansi(coloured).plain.splitlines()
    assert len(wrapped) > len(plain.splitlines())
    assert max(map(cell_len, wrapped)) <= 40
    assert all(line.startswith("  ") for line in wrapped[1:] if line)


def test_what_a_question_writes_never_steers_the_terminal(ask: Ask) -> None:
    assert "\x1b" not in ask("铁观音\x1b[31m要用\x1b]0;多少度\x07[bold]的水泡")
