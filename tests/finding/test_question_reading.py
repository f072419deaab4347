"""What is read in a question."""

import pytest

from knowledge.finding.reader import LONGEST
from knowledge.language.kinds import KINDS
from tests.finding.finding_house import House

HOUSE = House(
    "可灵在2024年上线，由快手开发。Sora 2也上线了，用户很多。",
    "导演和编剧会失业吗？电影、短片都用Sora和Runway制作。",
)


def words(question: str, literal: bool = False) -> set[str]:
    numbers = {number: term for term, number in HOUSE.index.vocabulary[0].items()}
    return {numbers[n] for n in HOUSE.read(question, literal).terms if n in numbers}


def kinds(question: str) -> set[str]:
    return {KINDS[asked.kind].name for asked in HOUSE.read(question).kinds}


def unknown(question: str, literal: bool = False) -> str:
    """The parts of a question that no term of the articles stands for."""
    read = HOUSE.read(question, literal)
    known = {i for term in read.found for i in range(term.first, term.last)}
    parts = [i for i, unit in enumerate(read.units) if unit.start < unit.end]
    return "".join(read.units[i].text for i in parts if i not in known)


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("电影是什么", {"电影"}),
        ("请问什么是电影", {"电影"}),
        ("我想知道电影是谁制作的", {"电影", "制作"}),
        ("電影由誰製作？", {"电影", "由", "制作"}),
        ("有多少用户", {"用户"}),
        ("what is runway", {"runway"}),
        ("how to use runway", {"runway", "用"}),
        ("什么", set()),
        ("", set()),
    ],
)
def test_question_words_are_no_terms(question: str, found: set[str]) -> None:
    assert words(question) == found


@pytest.mark.parametrize("question", ["Kling上线", "可灵AI上线", "可靈上線", "ＫＬＩＮＧ上线"])
def test_a_name_is_known_by_any_of_its_forms(question: str) -> None:
    assert "=可灵" in words(question)
    assert HOUSE.read(question).named


@pytest.mark.parametrize("question", ["上线", "克零上线", "电影"])
def test_without_a_known_name_nothing_is_named(question: str) -> None:
    assert not HOUSE.read(question).named


def test_a_name_that_no_article_has_is_not_named() -> None:
    assert not House("今天天气很好。").read("可灵").named


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("什么时候上线", "time"),
        ("哪一年上线的", "time"),
        ("什麼時候上線", "time"),
        ("有多少用户", "count of people"),
        ("可灵多少钱", "sum of money"),
        ("為什麼失業", "reason"),
        ("怎么制作", "manner"),
        ("谁开发的", "person"),
        ("when did it start", "time"),
    ],
)
def test_the_kind_of_answer_is_read(question: str, kind: str) -> None:
    assert kind in kinds(question)


@pytest.mark.parametrize("question", ["可灵", "电影上线", "可灵是什么", ""])
def test_where_no_kind_of_answer_is_asked_for_none_is_read(question: str) -> None:
    assert kinds(question) == set()


@pytest.mark.parametrize(
    ("question", "subject"),
    [
        ("电影是什么", {"电影"}),
        ("可灵是什么", {"可灵", "可灵ai", "kling"}),
        ("什么是可靈？", {"可灵", "可灵ai", "kling"}),
        ("介绍一下Kling", {"可灵", "可灵ai", "kling"}),
        ("Sora 2是什么", {"sora2"}),
        ("可灵什么时候上线", set()),
        ("可灵", set()),
        ("是什么", set()),
    ],
)
def test_the_subject_of_a_definition_is_read_in_all_its_forms(
    question: str, subject: set[str]
) -> None:
    assert set(HOUSE.read(question).subjects) == subject


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
    assert dian_ying in HOUSE.read(question).terms
    assert dian_ying not in HOUSE.read(question, literal=True).terms


def test_pinyin_in_an_english_question_is_english() -> None:
    assert HOUSE.index.vocabulary[2]["dian ying"] not in HOUSE.read("what is dianying").terms


def test_what_no_article_has_is_known_to_be_missing() -> None:
    assert unknown("电影") == ""
    assert unknown("犀牛和电影") == "犀牛"
    assert unknown("殿影", literal=True) == "殿"
    assert unknown("殿影") == ""


@pytest.mark.parametrize("question", ["Kling", "ＫＬＩＮＧ", "可靈 ＡＩ"])
def test_a_known_name_is_one_part_whatever_it_is_called(question: str) -> None:
    (unit,) = HOUSE.read(question).units
    assert (unit.name, unknown(question)) == ("=可灵", "")


@pytest.mark.parametrize(
    ("question", "version"),
    [("可灵1.6", "1.6"), ("Runway gen3", "gen3"), ("Sora 2000", "2000"), ("可灵v2", "v2")],
)
def test_a_version_has_to_be_there(question: str, version: str) -> None:
    place = question.index(version)
    parts = [unit for unit in HOUSE.read(question).units if unit.start >= place]
    assert parts
    assert all(unit.strict for unit in parts)


@pytest.mark.parametrize("question", ["可灵3个月", "可灵 60秒", "电影1.6亿人"])
def test_what_is_measured_is_no_version_of_a_name(question: str) -> None:
    numbers = [u for u in HOUSE.read(question).units if u.text.isdigit()]
    assert not any(unit.strict for unit in numbers)


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
    assert once.terms.tolist() == twice.terms.tolist()


LONG = "今天天气很好。" * (LONGEST // 7 + 1)


@pytest.mark.parametrize("text", ["电影" + LONG, LONG + "電影。" + LONG, LONG + "电影"])
@pytest.mark.parametrize("literal", [False, True])
def test_of_a_very_long_question_the_telling_words_are_read(text: str, literal: bool) -> None:
    assert words(text, literal) == {"电影"}
    assert unknown(text, literal) == ""


def test_a_question_that_just_is_not_very_long_is_read_to_its_end_as_it_stands() -> None:
    assert unknown("天" * (LONGEST - 2) + "电影") == "天" * (LONGEST - 2)
    assert unknown("天" * (LONGEST - 1) + "电影") == ""


def test_quotations_and_slips_of_a_very_long_question_are_left_alone() -> None:
    read = HOUSE.read(LONG + "“我说电影”，soar，sora2000，可灵")
    assert (read.phrases, read.corrected) == ((), None)
    assert read.named


def test_empty_quotation_marks_are_no_phrase() -> None:
    assert HOUSE.read("“  ”电影”\n\n“").phrases == ()


def test_only_so_many_terms_of_a_question_count() -> None:
    characters = "".join(map(chr, range(0x4E00, 0x4E00 + 500)))
    assert len(House(characters).read(characters).terms) < 200
