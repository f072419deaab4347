"""How the question sets are read."""

from pathlib import Path

import pytest

from bench.sets import SetError, SetQuestion, read_sets
from tests.bench.bench_house import TEA, tiny_sets, write_lines


def test_a_set_has_articles_and_questions_by_variant(tmp_path: Path) -> None:
    (tiny,) = read_sets(tiny_sets(tmp_path))
    assert tiny.name == "tiny"
    assert [(a.id, a.title) for a in tiny.articles] == [("p0", "铁观音"), ("p1", "酸面包")]
    assert tiny.articles[0].body == TEA
    assert list(tiny.variants) == ["queries", "script", "typo", "homophone", "near"]
    assert tiny.variants["script"] == (SetQuestion("鐵觀音要用多少度的水泡？", "p0", ("95度",)),)


def test_empty_questions_stay_in(tmp_path: Path) -> None:
    (tiny,) = read_sets(tiny_sets(tmp_path))
    assert [q.text.strip() == "" for q in tiny.variants["queries"]] == [False] * 3 + [True]


def test_of_the_first_thousand_questions_every_nth_is_taken(tmp_path: Path) -> None:
    folder = tiny_sets(tmp_path)
    rows = ({"text": f"问{n}", "gold": "p0", "answers": []} for n in range(1200))
    write_lines(folder / "tiny" / "typo.jsonl", *rows)
    (whole,) = read_sets(folder)
    (tenth,) = read_sets(folder, every=10)
    assert [q.text for q in whole.variants["typo"]] == [f"问{n}" for n in range(1000)]
    assert [q.text for q in tenth.variants["typo"]] == [f"问{n}" for n in range(0, 1000, 10)]


def test_near_sounds_are_made_of_the_questions_as_asked_that_have_some(tmp_path: Path) -> None:
    (tiny,) = read_sets(tiny_sets(tmp_path))
    (made,) = tiny.variants["near"]
    assert (made.gold, made.answers) == ("p0", ("95 度",))
    assert made.text == "铁观应要用多少度的水泡？"


def test_as_many_near_sounds_are_made_as_there_are_questions_of_other_variants(
    tmp_path: Path,
) -> None:
    folder = tiny_sets(tmp_path)
    rows = ({"text": f"铁观音{n}", "gold": "p0", "answers": []} for n in range(1200))
    write_lines(folder / "tiny" / "queries.jsonl", *rows)
    (whole,) = read_sets(folder)
    (tenth,) = read_sets(folder, every=10)
    assert [q.text for q in whole.variants["near"]] == [f"铁观应{n}" for n in range(1000)]
    assert tenth.variants["near"] == whole.variants["near"][::10]


def test_a_set_in_which_nothing_sounds_nearly_alike_is_named(tmp_path: Path) -> None:
    folder = tiny_sets(tmp_path)
    write_lines(folder / "tiny" / "queries.jsonl", {"text": "面包", "gold": "p0", "answers": []})
    with pytest.raises(SetError, match=r"tiny: no question .* near sound"):
        list(read_sets(folder))


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("{", "not JSON"),
        ("[]", "a JSON object"),
        ({"gold": "p0", "answers": []}, "text should be a string"),
        ({"text": "问", "gold": "p0", "answers": "答"}, "answers should be a list of strings"),
        ({"text": "问", "gold": "p9", "answers": []}, "the corpus has no p9"),
    ],
)
def test_a_broken_line_is_named(tmp_path: Path, row: object, reason: str) -> None:
    folder = tiny_sets(tmp_path)
    good = {"text": "问", "gold": "p0", "answers": []}
    write_lines(folder / "tiny" / "typo.jsonl", good, "", row)
    with pytest.raises(SetError, match=rf"typo\.jsonl:3: .*{reason}"):
        list(read_sets(folder))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    folder = tiny_sets(tmp_path)
    (folder / "tiny" / "script.jsonl").unlink()
    with pytest.raises(SetError, match=r"script\.jsonl: it can't be read"):
        list(read_sets(folder))


def test_a_variant_without_questions_is_named(tmp_path: Path) -> None:
    folder = tiny_sets(tmp_path)
    write_lines(folder / "tiny" / "script.jsonl", {"text": "", "gold": "p0", "answers": []})
    with pytest.raises(SetError, match=r"script\.jsonl: no question in it"):
        list(read_sets(folder))


def test_a_folder_without_sets_is_named(tmp_path: Path) -> None:
    with pytest.raises(SetError, match="no question set in it"):
        list(read_sets(tmp_path))
