"""How questions with near sounds are made."""

import pytest

from bench.near_sounds import NearSounds, near_sounds


@pytest.mark.parametrize(
    ("sound", "near"),
    [
        ("zhi", ["zi"]),
        ("zi", ["zhi"]),
        ("chu", ["cu"]),
        ("cu", ["chu"]),
        ("shui", ["sui"]),
        ("se", ["she"]),
        ("ni", ["li"]),
        ("lv", ["nv", "rv"]),
        ("re", ["le"]),
        ("fu", ["hu"]),
        ("huo", ["fuo"]),
        ("ban", ["bang"]),
        ("ying", ["yin"]),
        ("wen", ["weng"]),
        ("zheng", ["zeng", "zhen"]),
        ("dong", []),
        ("xun", []),
        ("bao", []),
        ("", []),
    ],
)
def test_sounds_are_near_that_differ_in_one_initial_or_final(sound: str, near: list[str]) -> None:
    assert list(near_sounds(sound)) == near


def test_a_character_gives_way_to_one_of_a_near_sound_that_the_texts_have() -> None:
    # 南 (nan) has a 蓝 (lan) there, 京 (jing) nothing near; 郎 (lang) is near to 蓝 alone.
    assert NearSounds(["蓝天。", "郎君"]).mixed_up("去南京") == "去蓝京"


def test_one_or_two_characters_of_one_word_are_replaced() -> None:
    sounds = NearSounds(["应随的是四桑善"])
    asked = "试试上山的声音"
    made = [sounds.mixed_up(asked) or "" for _ in range(200)]
    changed = [[i for i, c in enumerate(text) if c != asked[i]] for text in made]
    assert {len(spots) for spots in changed} == {1, 2}
    assert all(spots[-1] - spots[0] <= 1 for spots in changed)
    assert {tuple(spots) for spots in changed} >= {(0,), (0, 1), (6,)}


def test_common_characters_come_more_often_than_rare_ones() -> None:
    sounds = NearSounds(["应" * 90 + "莺" * 10])
    made = [sounds.mixed_up("观音") for _ in range(400)]
    assert set(made) == {"观应", "观莺"}
    assert 330 < made.count("观应") < 390


@pytest.mark.parametrize("text", ["什么", "什麼", "甚麼", "是谁", "什么时候", "为什么", "人是谁"])
def test_what_asks_or_stands_alone_is_left_as_it_is(text: str) -> None:
    assert NearSounds(["四随水是身深仍省胜"]).mixed_up(text) is None


def test_words_are_told_in_both_scripts() -> None:
    # 電視 is a word that the dictionary has in Simplified only; 四 stands for 視.
    assert NearSounds(["四"]).mixed_up("哪個電視劇") == "哪個電四劇"


@pytest.mark.parametrize("text", ["", "   ", "Netflix 2025?", "面包", "🎬", "㈱"])
def test_where_nothing_sounds_nearly_alike_nothing_is_made(text: str) -> None:
    assert NearSounds(["应四随"]).mixed_up(text) is None


def test_the_same_texts_give_the_same_questions_in_whatever_order_they_come() -> None:
    texts, asked = ["应影四是", "莺随岁神声"], ["声音", "水声", "实际上的声音"] * 20
    one, other = NearSounds(texts), NearSounds(reversed(texts))
    assert list(map(one.mixed_up, asked)) == list(map(other.mixed_up, asked))
