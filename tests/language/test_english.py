"""English words in the Chinese words of a vocabulary."""

import pytest

from knowledge.language.english import English

VOCABULARY = {
    "票房",
    "拒绝",
    "电影",
    "收入",
    "编剧",
    "工作室",
    "导演",
    "别人",
    "做",
    "制作",
    "今天",
}
ENGLISH = English.of(VOCABULARY)


def words_for(text: str) -> list[str]:
    return [word for _, _, found in ENGLISH.translations(text.split()) for word, _ in found]


@pytest.mark.parametrize("word", ["reject", "rejected", "rejects", "rejecting", "refused"])
def test_a_word_is_found_in_all_its_forms(word: str) -> None:
    assert words_for(word) == ["拒绝"]


@pytest.mark.parametrize(
    ("word", "chinese"),
    [
        ("films", "电影"),
        ("movie", "电影"),
        ("income", "收入"),
        ("revenue", "收入"),
        ("screenwriters", "编剧"),
        ("studio", "工作室"),
        ("director", "导演"),
        ("today", "今天"),
    ],
)
def test_a_word_is_found_by_each_of_its_senses(word: str, chinese: str) -> None:
    assert words_for(word)[0] == chinese


def test_a_phrase_is_found_as_one_where_the_words_stand() -> None:
    (found,) = ENGLISH.translations(["netflix", "box", "office", "record"])
    first, last, translations = found
    assert (first, last) == (1, 3)
    assert [word for word, _ in translations] == ["票房"]


def test_a_word_of_a_phrase_is_found_alone_too_but_is_less_sure() -> None:
    (phrase,) = ENGLISH.translations(["box", "office"])
    (alone,) = ENGLISH.translations(["office"])
    assert alone[2][0].word == phrase[2][0].word == "票房"
    assert alone[2][0].strength < phrase[2][0].strength


def test_words_in_a_row_are_each_found_in_their_place() -> None:
    found = list(ENGLISH.translations(["today", "kling", "rejected", "films"]))
    assert [(first, last, words[0].word) for first, last, words in found] == [
        (0, 1, "今天"),
        (2, 3, "拒绝"),
        (3, 4, "电影"),
    ]


@pytest.mark.parametrize(
    "word", ["the", "a", "of", "is", "does", "what", "who", "other", "will", ""]
)
def test_words_that_say_nothing_give_nothing(word: str) -> None:
    assert list(ENGLISH.translations([word])) == []


@pytest.mark.parametrize("word", ["kling", "qwxzk", "deer", "电影", "票房", "42"])
def test_words_that_no_entry_of_the_vocabulary_has_give_nothing(word: str) -> None:
    assert list(ENGLISH.translations([word])) == []


def test_no_words_give_nothing() -> None:
    assert list(ENGLISH.translations([])) == []


def test_without_a_vocabulary_nothing_is_found() -> None:
    assert list(English.of(frozenset()).translations(["film", "box", "office"])) == []


def test_only_words_of_the_vocabulary_are_given() -> None:
    asked = "reject refuse film movie make produce director income person box office play today"
    assert set(words_for(asked)) <= VOCABULARY


def test_the_likeliest_stand_first_and_a_single_character_is_less_sure() -> None:
    (made,) = ENGLISH.translations(["make"])
    words = [word for word, _ in made[2]]
    strengths = [strength for _, strength in made[2]]
    assert words.index("制作") < words.index("做")
    assert strengths == sorted(strengths, reverse=True)
    assert all(0 < strength <= 1 for strength in strengths)


def test_surnames_and_references_are_no_translations() -> None:
    only = English.of({"甘", "乔"})
    assert list(only.translations(["surname"])) == []
    assert list(only.translations(["gan"])) == []


def test_its_table_makes_the_same_again() -> None:
    again = English(dict(ENGLISH.table))
    asked = ["today", "rejected", "box", "office"]
    assert list(again.translations(asked)) == list(ENGLISH.translations(asked))
    assert words_for("rejected") == ["拒绝"]
