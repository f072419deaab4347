"""How answers to a question set are counted."""

from dataclasses import replace
from pathlib import Path
from time import sleep

import pytest

from bench.quality import measure_set, recall
from bench.report import Section
from bench.sets import QuestionSet, SetQuestion, read_sets
from knowledge import KnowledgeBase
from tests.bench.bench_house import tiny_sets


class Stubborn:
    """A peer that gives the same passage whatever is asked."""

    name = "stubborn"

    def __init__(self, passage: str) -> None:
        self.passage = passage
        self.asked: list[str] = []

    def search(self, question: str, limit: int) -> list[str]:
        self.asked.append(question)
        return [self.passage]


class Slow(Stubborn):
    """One that takes longer than we do."""

    def search(self, question: str, limit: int) -> list[str]:
        sleep(0.05)
        return super().search(question, limit)


def beginning(_: str, text: str, length: int) -> str:
    return text[:length]


def tiny(where: Path) -> QuestionSet:
    (asked,) = read_sets(tiny_sets(where))
    return asked


def cells(section: Section, row: str) -> dict[str, str]:
    assert section.table
    (found,) = (cells for cells in section.table.rows if cells[0].startswith(row))
    return dict(zip(section.table.columns, found, strict=True))


def test_right_articles_and_answers_are_counted_and_empty_questions_missed(tmp_path: Path) -> None:
    section = measure_set(tiny(tmp_path), [Stubborn("p1")], beginning)
    recall, answers = cells(section, "R@1 as asked"), cells(section, "Answer@1")
    assert (recall["Chuchu"], recall["stubborn"], recall["ratio"]) == ("75.0", "50.0", "1.50")
    # 95 度 is found in 95度; that the bread takes 一整天 isn't said anywhere.
    assert (answers["Chuchu"], answers["stubborn"], answers["ratio"]) == ("50.0", "25.0", "2.00")
    assert cells(section, "MRR@10 as asked")["Chuchu"] == "75.0"
    assert cells(section, "Answer@3")["Chuchu"] == "50.0"
    assert cells(section, "R@1 other script")["Chuchu"] == "100.0"


def test_an_answer_in_another_article_counts_for_nothing(tmp_path: Path) -> None:
    asked = tiny(tmp_path)
    astray = (SetQuestion("铁观音要用多少度的水泡？", "p1", ("95度",)),)
    section = measure_set(
        replace(asked, variants=asked.variants | {"queries": astray}), [Stubborn("p0")], beginning
    )
    for engine in ("Chuchu", "stubborn"):
        assert cells(section, "R@1 as asked")[engine] == "0.0"
        assert cells(section, "Answer@1")[engine] == "0.0"


def test_the_ratio_is_to_the_best_peer(tmp_path: Path) -> None:
    section = measure_set(tiny(tmp_path), [Slow("p0"), Stubborn("p1")], beginning)
    assert cells(section, "R@1 as asked")["ratio"] == "1.50"
    # Above 1 would be to the slow one.
    assert float(cells(section, "p50")["ratio"]) < 1


def test_nobody_is_asked_an_empty_question(tmp_path: Path) -> None:
    rival = Stubborn("p0")
    measure_set(tiny(tmp_path), [rival], beginning)
    assert rival.asked
    assert all(question.strip() for question in rival.asked)


def test_a_later_article_counts_as_the_inverse_of_its_rank(tmp_path: Path) -> None:
    asked = tiny(tmp_path)
    second = (SetQuestion("铁观音和酸面包，水要多少度，泡几秒，烤多少度？", "p1", ()),)
    section = measure_set(
        replace(asked, variants=asked.variants | {"queries": second}), [], beginning
    )
    assert cells(section, "R@1 as asked")["Chuchu"] == "0.0"
    assert cells(section, "MRR@10 as asked")["Chuchu"] == "50.0"


@pytest.mark.parametrize(("name", "verdict"), [("tiny", ""), ("cmrc-trial", "MISSED")])
def test_only_sets_with_a_goal_are_judged(tmp_path: Path, name: str, verdict: str) -> None:
    section = measure_set(replace(tiny(tmp_path), name=name), [], beginning)
    assert cells(section, "R@1 as asked")["verdict"] == verdict


def test_near_sounds_are_judged_by_what_is_reached_as_asked(tmp_path: Path) -> None:
    section = measure_set(replace(tiny(tmp_path), name="cmrc-trial"), [Stubborn("p1")], beginning)
    assert cells(section, "R@1 as asked")["Chuchu"] == "75.0"
    near = cells(section, "R@1 near sound")
    assert (near["Chuchu"], near["stubborn"]) == ("100.0", "0.0")
    assert (near["at least"], near["aim"], near["verdict"]) == ("73.0", "74.0", "aim met")


def test_a_share_of_questions_has_the_right_article_first(tmp_path: Path) -> None:
    asked = tiny(tmp_path)
    assert recall(KnowledgeBase(asked.articles), asked.variants["queries"]) == 0.75
