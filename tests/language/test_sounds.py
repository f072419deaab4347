"""What Chinese characters sound like."""

import pytest

from knowledge.language.sounds import Sounds

SOUNDS = Sounds()


@pytest.mark.parametrize(
    ("text", "syllables"),
    [
        ("可灵", ["ke", "ling"]),
        ("克零", ["ke", "ling"]),
        ("女绿", ["nv", "lv"]),
        ("A可1", ["A", "ke", "1"]),
        ("の한🎬\ud800", ["の", "한", "🎬", "\ud800"]),
        ("", []),
    ],
)
def test_each_character_has_its_toneless_sound_or_stays(text: str, syllables: list[str]) -> None:
    assert SOUNDS.syllables(text) == syllables


def test_romanizing_sets_sounds_off_by_spaces_and_keeps_the_rest() -> None:
    assert SOUNDS.romanize("可灵AI，来了").split() == ["ke", "ling", "AI，", "lai", "le"]
    assert SOUNDS.romanize("Sora 2") == "Sora 2"


@pytest.mark.parametrize(
    ("letters", "ways"),
    [
        ("keling", [["ke", "ling"]]),
        ("xian", [["xian"], ["xi", "an"]]),
        ("fangan", [["fan", "gan"], ["fang", "an"]]),
        ("zhuang", [["zhuang"]]),
        ("nvhai", [["nv", "hai"]]),
    ],
)
def test_letters_are_read_as_pinyin_shortest_reading_first(
    letters: str, ways: list[list[str]]
) -> None:
    assert SOUNDS.spellings(letters)[: len(ways)] == ways


@pytest.mark.parametrize("letters", ["sora", "xyz", "v", "Ke", "ke ling", "可"])
def test_letters_that_are_no_pinyin_have_no_reading(letters: str) -> None:
    assert SOUNDS.spellings(letters) == []


def test_every_reading_spells_the_letters() -> None:
    for letters in ("xianfangan", "shengchengshipin", "dianyingyuan"):
        ways = SOUNDS.spellings(letters)
        assert ways
        assert all("".join(way) == letters for way in ways)
        assert [len(way) for way in ways] == sorted(len(way) for way in ways)


def test_of_very_many_readings_only_some_are_given() -> None:
    assert 0 < len(SOUNDS.spellings("xian" * 250)) <= 16


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("zhi", "zi"),
        ("chang", "cang"),
        ("shi", "si"),
        ("nan", "lan"),
        ("ran", "lan"),
        ("re", "le"),
        ("nv", "lv"),
        ("xin", "xing"),
        ("chen", "cheng"),
        ("shan", "sang"),
        ("liang", "lian"),
        ("hui", "fui"),
        ("huang", "fuan"),
        ("hong", "fong"),
    ],
)
def test_sounds_that_many_do_not_tell_apart_are_near(one: str, other: str) -> None:
    assert SOUNDS.near(one) == SOUNDS.near(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ke", "ge"),
        ("ba", "pa"),
        ("ji", "qi"),
        ("zi", "ci"),
        ("ling", "leng"),
        ("dong", "don"),
        ("hua", "hu"),
        ("er", "el"),
        ("n", "l"),
        ("r", "l"),
        ("可", "灵"),
        ("1", "2"),
    ],
)
def test_other_sounds_letters_and_digits_are_not_near(one: str, other: str) -> None:
    assert SOUNDS.near(one) != SOUNDS.near(other)


@pytest.mark.parametrize("syllable", ["ke", "可", "2", "の", "\ud800", ""])
def test_what_has_no_near_sound_stays(syllable: str) -> None:
    assert SOUNDS.near(syllable) == syllable


def test_a_syllable_is_mistaken_for_those_near_it_and_is_one_of_them() -> None:
    assert set(Sounds().near_ones("lin")) >= {"lin", "ling", "nin", "ning"}
    assert "zhang" in Sounds().near_ones("zan")
    assert "zhang" not in Sounds().near_ones("zhong")


def test_what_is_no_syllable_is_mistaken_for_nothing_else() -> None:
    assert Sounds().near_ones("の") == ("の",)
