"""The ids that travel in deep links."""

import re

import pytest

from knowledge.reading.ids import assign_ids, slug

PINYIN = {"可": "ke ", "灵": "ling ", "女": "nǚ ", "が": "ga "}


def romanize(text: str) -> str:
    return "".join(PINYIN.get(character, character) for character in text)


@pytest.mark.parametrize(
    ("stem", "expected"),
    [
        ("will-sora-cost", "will-sora-cost"),
        ("Will Sora_cost?", "will-sora-cost"),
        ("可灵2.0", "ke-ling-2-0"),
        ("女", "nu"),
        ("cafe\u0301", "cafe"),
        ("--a--", "a"),
        ("a" * 60, "a" * 40),
        ("a" * 39 + "-b", "a" * 39),
    ],
)
def test_an_id_is_a_slug_of_the_file_name(stem: str, expected: str) -> None:
    assert slug(stem, romanize) == expected


@pytest.mark.parametrize("stem", ["？！", "影", "🎬", "\u3000"])
def test_an_id_is_never_empty(stem: str) -> None:
    assert re.fullmatch(r"article-[0-9a-f]{6}", slug(stem, romanize))


def test_a_composed_and_a_decomposed_name_have_one_id() -> None:
    assert slug("が", romanize) == slug("か\u3099", romanize) == "ga"


def test_the_file_whose_name_is_the_slug_keeps_it() -> None:
    ids, kept = assign_ids(["articles/Sora!.txt", "articles/sora.txt"], romanize)
    assert ids["articles/sora.txt"] == "sora"
    assert re.fullmatch(r"sora-[0-9a-f]{6}", ids["articles/Sora!.txt"])
    assert kept == {"articles/Sora!.txt": "articles/sora.txt"}


def test_else_the_first_in_order_keeps_it() -> None:
    ids, _ = assign_ids(["articles/b/可灵.txt", "articles/a/可灵.txt"], romanize)
    assert ids["articles/a/可灵.txt"] == "ke-ling"


def test_ids_do_not_depend_on_the_order_or_on_other_files() -> None:
    paths = ["articles/sora.md", "articles/sora.txt", "articles/x/sora.txt"]
    ids, _ = assign_ids(paths, romanize)
    again, _ = assign_ids([*reversed(paths), "articles/a.txt"], romanize)
    assert {path: again[path] for path in paths} == ids


def test_shared_ids_stay_short_and_unique() -> None:
    ids, _ = assign_ids([f"articles/{n}/{'a' * 60}.txt" for n in range(50)], romanize)
    assert len(set(ids.values())) == 50
    assert all(re.fullmatch(r"[a-z0-9-]{1,40}", name) for name in ids.values())


def test_a_hashed_id_never_takes_another_files_name() -> None:
    pair = ["articles/sora.md", "articles/sora.txt"]
    hashed = assign_ids(pair, romanize)[0]["articles/sora.txt"]
    ids, _ = assign_ids([*pair, f"articles/{hashed}.txt"], romanize)
    assert ids[f"articles/{hashed}.txt"] == hashed
    assert len(set(ids.values())) == 3
