"""How parts of the search are switched off, and what is asked without them."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from bench.ablation import PARTS, Change, Part, measure_parts, switched_off
from bench.sets import read_sets
from knowledge import KnowledgeBase
from knowledge.finding import answering
from tests.bench.bench_house import tiny_golden, tiny_sets


def test_a_part_is_back_after_it_was_off() -> None:
    house = SimpleNamespace(lamp=2, heating=3)
    part = Part(
        "comfort",
        (Change(house, "lamp", lambda was: was - 2), Change(house, "heating", lambda was: was - 3)),
    )
    with switched_off(part):
        assert (house.lamp, house.heating) == (0, 0)
    assert (house.lamp, house.heating) == (2, 3)


def test_changes_of_one_attribute_add_up_and_are_all_undone() -> None:
    house = SimpleNamespace(lamp=8)
    halved = Change(house, "lamp", lambda was: was // 2)
    with switched_off(Part("most of the light", (halved, halved))):
        assert house.lamp == 2
    assert house.lamp == 8


def test_a_part_is_back_after_a_failure() -> None:
    house = SimpleNamespace(lamp=2)
    with (
        pytest.raises(KeyError),
        switched_off(Part("light", (Change(house, "lamp", lambda _: 0),))),
    ):
        raise KeyError
    assert house.lamp == 2


def test_a_part_that_is_gone_is_named_and_leaves_nothing_off() -> None:
    house = SimpleNamespace(lamp=2)
    changes = (Change(house, "lamp", lambda _: 0), Change(house, "oven", lambda _: 0))
    with pytest.raises(AttributeError, match="oven"), switched_off(Part("all", changes)):
        pass
    assert house.lamp == 2


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.name)
def test_every_declared_part_is_there_to_be_switched_off(part: Part) -> None:
    def values() -> list[object]:
        return [getattr(change.owner, change.attribute) for change in part.off]

    former = values()
    assert former
    with switched_off(part):
        assert all(now is not was for now, was in zip(values(), former, strict=True))
    assert all(now is was for now, was in zip(values(), former, strict=True))


def test_no_two_parts_have_the_same_name() -> None:
    assert len({part.name for part in PARTS}) == len(PARTS)


def test_without_the_lexicon_a_folder_has_no_topics(tmp_path: Path) -> None:
    folder = tiny_golden(tmp_path).together[0].folder
    (folder / "lexicon.yaml").write_text("- {name: 铁观音, kind: work}\n", encoding="utf-8")
    (lexicon,) = (part for part in PARTS if part.name == "lexicon")
    assert KnowledgeBase.open(folder).topics
    with switched_off(lexicon):
        assert not KnowledgeBase.open(folder).topics


def test_each_row_is_asked_without_its_part(tmp_path: Path) -> None:
    silence = Part("every answer", (Change(answering, "judge", lambda _: lambda *_: "nothing"),))
    sets = tuple(read_sets(tiny_sets(tmp_path)))
    golden, of_sets = measure_parts(tiny_golden(tmp_path), sets, parts=(silence,))
    assert golden.table
    assert of_sets.table
    columns = ("Bread: Answer@1", "Bread: Answer@3", "Elsewhere: Answer@1", "Elsewhere: Answer@3")
    assert golden.table.columns[1:5] == columns
    everything, without = golden.table.rows
    # The mean of 100 and 50, though the sets differ in size.
    assert everything[:4] == ("everything", "75.0", "75.0", "100.0")
    assert without[:4] == ("without every answer", "0.0", "0.0", "0.0")
    assert of_sets.table.columns[1:] == tuple(
        f"tiny: {words}" for words in ("as asked", "typo", "homophone", "near sound")
    )
    assert [row[1] for row in of_sets.table.rows] == ["75.0", "0.0"]


def test_without_sets_only_golden_questions_are_asked(tmp_path: Path) -> None:
    assert len(measure_parts(tiny_golden(tmp_path), (), parts=())) == 1
