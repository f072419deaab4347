"""What is read in a question."""

import pytest

from knowledge.finding.index import NUMBER, REASON, TIME
from knowledge.finding.question import LONGEST
from tests.finding.finding_house import House

HOUSE = House(
    "可灵在2024年上线，由快手开发。Sora 2也上线了，用户很多。",
    "导演和编剧会失业吗？电影、短片都用Sora和Runway制作。",
)


def words(question: str, literal: bool = False) -> set[str]:
    numbers = {number: term for term, number in HOUSE.index.vocabulary[0].items()}
    return {numbers[n] for n in HOUSE.read(question, literal).terms if n in numbers}


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("电影是什么", {"电影"}),
        ("请问什么是电影", {"电影"}),
        ("我想知道电影是谁制作的", {"电影", "制作"}),
        ("電影由誰製作？", {"电影", "由", "制作"}),
        ("有多少用户", {"用户"}),
        ("how to use runway", {"runway"}),
        ("什么", set()),
        ("", set()),
    ],
)
def test_question_words_are_no_terms(question: str, found: set[str]) -> None:
    assert words(question) == found


@pytest.mark.parametrize("question", ["Kling上线", "可灵AI上线", "可靈上線", "ＫＬＩＮＧ上线"])
def test_a_name_is_known_by_any_of_its_forms(question: str) -> None:
    assert "=可灵" in words(question)
    assert HOUSE.read(question).names


@pytest.mark.parametrize("question", ["上线", "克零上线", "电影"])
def test_without_a_known_name_nothing_is_named(question: str) -> None:
    assert not HOUSE.read(question).names


def test_a_name_that_no_article_has_is_not_named() -> None:
    assert not House("今天天气很好。").read("可灵").names


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("什么时候上线", TIME),
        ("哪一年上线的", TIME),
        ("什麼時候上線", TIME),
        ("有多少用户", NUMBER),
        ("為什麼失業", REASON),
        ("怎么制作", REASON),
        ("谁开发的", 0),
        ("可灵", 0),
    ],
)
def test_the_kind_of_answer_is_read(question: str, kind: int) -> None:
    assert HOUSE.read(question).kind == kind


@pytest.mark.parametrize(
    ("question", "subject"),
    [
        ("可灵是什么", "可灵"),
        ("什么是可靈？", "可灵"),
        ("Sora 2是什么", "sora2"),
        ("可灵什么时候上线", ""),
        ("可灵", ""),
        ("是什么", ""),
    ],
)
def test_the_subject_of_a_definition_is_read(question: str, subject: str) -> None:
    assert HOUSE.read(question).subject == subject


@pytest.mark.parametrize(
    ("question", "phrases"),
    [
        ("“电影”", ("电影",)),
        ("「電影」和『短片』", ("电影", "短片")),
        ('" 电影 "', ("电影",)),
        ("“电影", ()),
        ("电影", ()),
    ],
)
@pytest.mark.parametrize("literal", [False, True])
def test_quoted_parts_are_phrases(question: str, phrases: tuple[str, ...], literal: bool) -> None:
    assert HOUSE.read(question, literal).phrases == phrases


@pytest.mark.parametrize(
    ("question", "corrected"),
    [("Soar 2上线！", "sora 2上线！"), ("runaway", "runway"), ("RUNWYA電影", "runway電影")],
)
def test_a_slip_is_put_right(question: str, corrected: str) -> None:
    assert HOUSE.read(question).corrected == corrected
    assert HOUSE.read(question, literal=True).corrected is None


@pytest.mark.parametrize("question", ["Sora", "runway", "qwzxkj", "电影", "what is this", ""])
def test_what_is_right_or_unknown_is_left_alone(question: str) -> None:
    assert HOUSE.read(question).corrected is None


def test_a_quoted_slip_is_left_alone() -> None:
    read = HOUSE.read("“soar”是谁")
    assert read.phrases == ("soar",)


@pytest.mark.parametrize("question", ["电影制作", "dianying", "dian ying"])
def test_a_word_may_be_typed_by_its_sound(question: str) -> None:
    dian_ying = HOUSE.index.vocabulary[2]["dian ying"]
    assert (dian_ying in HOUSE.read(question).terms) == (question != "dian ying")
    assert dian_ying not in HOUSE.read(question, literal=True).terms


def test_pinyin_in_an_english_question_is_english() -> None:
    assert HOUSE.index.vocabulary[2]["dian ying"] not in HOUSE.read("what is dianying").terms


def test_terms_that_no_article_has_are_counted_by_field() -> None:
    assert HOUSE.read("电影").unknown == (0, 0, 0)
    words_, characters, sounds = HOUSE.read("犀牛").unknown
    assert (words_ > 0, characters, sounds) == (True, 2, 1)
    assert HOUSE.read("犀牛", literal=True).unknown[2] == 0


def test_terms_inside_a_known_name_are_never_unknown() -> None:
    assert HOUSE.read("Kling").unknown == (0, 0, 0)


def test_what_to_mark_holds_words_names_and_sounds() -> None:
    sought = HOUSE.read("Kling电影").sought
    assert {"可灵", "可灵ai", "kling", "电影"} <= sought.words
    assert ("dian ying", frozenset({"电影"})) in sought.sounds
    assert not any(word.startswith("=") for word in sought.words)
    assert HOUSE.read("Kling电影", literal=True).sought.sounds == ()


def test_single_characters_are_marked_only_where_there_is_nothing_longer() -> None:
    assert HOUSE.read("用电影").sought.words == {"电影"}
    assert HOUSE.read("用").sought.words == {"用"}


def test_the_same_term_counts_once() -> None:
    once, twice = HOUSE.read("电影"), HOUSE.read("电影，电影，电影")
    assert once.terms == twice.terms


LONG = "今天天气很好。" * (LONGEST // 7 + 1)


@pytest.mark.parametrize("text", ["电影" + LONG, LONG + "電影。" + LONG, LONG + "电影"])
@pytest.mark.parametrize("literal", [False, True])
def test_of_a_very_long_question_the_telling_words_are_read(text: str, literal: bool) -> None:
    assert words(text, literal) == {"电影"}
    assert HOUSE.read(text, literal).unknown == (0, 0, 0)


def test_a_question_that_just_is_not_very_long_is_read_to_its_end_as_it_stands() -> None:
    just = HOUSE.read("天" * (LONGEST - 2) + "电影")
    assert just.unknown[1] == 1
    assert HOUSE.read("天" * (LONGEST - 1) + "电影").unknown[1] == 0


def test_quotations_and_slips_of_a_very_long_question_are_left_alone() -> None:
    read = HOUSE.read(LONG + "“我说电影”，soar，sora2000，可灵")
    assert (read.phrases, read.corrected) == ((), None)
    assert read.names


def test_empty_quotation_marks_are_no_phrase() -> None:
    assert HOUSE.read("“  ”电影”\n\n“").phrases == ()


def test_only_so_many_terms_of_a_question_count() -> None:
    characters = "".join(map(chr, range(0x4E00, 0x4E00 + 500)))
    assert len(House(characters).read(characters).terms) < 200
