"""The names that a text means and doesn't spell as they are spelt."""

import pytest

from knowledge.language.folding import Folding
from knowledge.language.names import Names
from knowledge.language.slips import Slips
from knowledge.language.sounds import Sounds
from knowledge.language.tokens import Tokenizer

LEXICON = [
    ("可灵", ["Kling"], "product"),
    ("可灵2.1", [], "model"),
    ("可灵大模型1", [], "model"),
    ("爱奇艺", [], "company"),
    ("腾讯视频", [], "company"),
    ("哔哩哔哩", [], "company"),
    ("乔治·卢卡斯", ["卢卡斯"], "person"),
    ("白日提灯", [], "work"),
    ("北日提灯", [], "work"),
    ("小冰r1", [], "model"),
    ("万象营造社", ["万象营造厂"], "company"),
    ("Sora", [], "model"),
]
FOLDING, SOUNDS = Folding(), Sounds()
NAMES = Names(LEXICON, FOLDING)
SLIPS = Slips(NAMES, SOUNDS)
TOKENIZER = Tokenizer(FOLDING, SOUNDS, NAMES)


def found_in(text: str, known: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    """The names that a text misspells, and how; `known` are the words that the articles have."""
    folded = FOLDING.fold(text).text
    words = [word for word in TOKENIZER.whole_words(folded) if word.term in known]
    slips = list(SLIPS.find(folded, words))
    assert all(slip.typed == folded[slip.start : slip.end] for slip in slips)
    assert all(slip.spelt in {form for _, form in NAMES.all_forms()} for slip in slips)
    return [(slip.term[1:], slip.typed) for slip in slips]


@pytest.mark.parametrize(
    ("text", "name", "typed"),
    [
        ("可令上线了", "可灵", "可令"),
        ("克灵上线了", "可灵", "克灵"),
        ("爱其艺多少钱", "爱奇艺", "爱其艺"),
        ("腾迅视频多少钱", "腾讯视频", "腾迅视频"),
        ("艾琪忆多少钱", "爱奇艺", "艾琪忆"),
        ("喬治盧卡絲是誰", "乔治·卢卡斯", "乔治卢卡丝"),
    ],
)
def test_a_name_is_known_by_its_sound(text: str, name: str, typed: str) -> None:
    assert found_in(text) == [(name, typed)]


@pytest.mark.parametrize(
    ("text", "name", "typed"),
    [
        ("可林上线了", "可灵", "可林"),
        ("可宁上线了", "可灵", "可宁"),
        ("屯讯视频", "腾讯视频", "屯讯视频"),
        ("腾信视频", "腾讯视频", "腾信视频"),
        ("鲁卡施", "乔治·卢卡斯", "鲁卡施"),
        ("路卡斯", "乔治·卢卡斯", "路卡斯"),
    ],
)
def test_a_name_is_known_by_a_near_sound(text: str, name: str, typed: str) -> None:
    assert found_in(text) == [(name, typed)]


@pytest.mark.parametrize(
    ("text", "name", "typed"),
    [
        ("爱艺奇的会员", "爱奇艺", "爱艺奇"),
        ("腾讯频视", "腾讯视频", "腾讯频视"),
        ("白日灯提", "白日提灯", "白日灯提"),
        ("腾讯视觉", "腾讯视频", "腾讯视觉"),
        ("白日提笼", "白日提灯", "白日提笼"),
        ("腾讯视", "腾讯视频", "腾讯视"),
        ("白提灯讲什么", "白日提灯", "白提灯"),
        ("腾讯大视频", "腾讯视频", "腾讯大视频"),
        ("哔哩哔", "哔哩哔哩", "哔哩哔"),
    ],
)
def test_a_name_is_known_with_characters_swapped_wrong_missing_or_too_many(
    text: str, name: str, typed: str
) -> None:
    assert found_in(text) == [(name, typed)]


@pytest.mark.parametrize("text", ["乔治·卢卡思", "乔治 卢卡思", "乔治-卢卡思"])
def test_the_gaps_in_a_name_are_no_slips_and_stay_inside_it(text: str) -> None:
    assert found_in(text) == [("乔治·卢卡斯", text)]


def test_each_name_of_a_text_is_found_once() -> None:
    assert found_in("可令和爱其艺还有腾讯频视") == [
        ("可灵", "可令"),
        ("爱奇艺", "爱其艺"),
        ("腾讯视频", "腾讯频视"),
    ]


def test_the_longest_name_is_meant() -> None:
    assert found_in("可令大模型1") == [("可灵大模型1", "可令大模型1")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("可灵2.2", []),
        ("可灵1.2", []),
        ("可灵2.11", []),
        ("可灵2.1", []),
        ("可灵大模型2", []),
        ("可灵大模型11", []),
        ("小冰r2", []),
        ("小冰n1", []),
        ("小冰r11", []),
        ("可林2.1", [("可灵2.1", "可林2.1")]),
        ("可林 2.1", [("可灵2.1", "可林 2.1")]),
        ("可林2.1 3月上线", [("可灵2.1", "可林2.1")]),
        ("可林2.2", [("可灵", "可林")]),
        ("可林2.12", [("可灵", "可林")]),
        ("小兵r1", [("小冰r1", "小兵r1")]),
        ("小兵r12", []),
    ],
)
def test_the_digits_and_letters_of_a_version_are_never_corrected(
    text: str, found: list[tuple[str, str]]
) -> None:
    assert found_in(text) == found


@pytest.mark.parametrize(
    "name", ["可灵", "爱奇艺", "卢卡斯", "白日提灯", "北日提灯", "乔治·卢卡斯"]
)
def test_a_name_that_is_spelt_right_is_left_alone(name: str) -> None:
    assert found_in(f"{name}好吗") == []
    assert found_in(f"{name}好吗", known=(f"={name}",)) == []


@pytest.mark.parametrize(
    ("text", "word"), [("可怜的人", "可怜"), ("腾讯视觉", "视觉"), ("爱好", "爱好")]
)
def test_words_that_the_articles_know_are_no_slips(text: str, word: str) -> None:
    known = {word.term for word in TOKENIZER.whole_words(text)}
    assert word in known
    assert found_in(text, known=tuple(known)) == []
    assert found_in(f"{text}吗", known=tuple(known)) == []


def test_a_word_that_the_articles_know_may_be_a_part_of_a_slip() -> None:
    assert found_in("腾迅视频", known=("视频",)) == [("腾讯视频", "腾迅视频")]


@pytest.mark.parametrize(
    "text",
    [
        "今天天气很好",
        "科林",
        "客令",
        "爱的艺",
        "腾讯的视频",
        "腾讯有视频",
        "腾讯",
        "视频",
        "灵可",
        "qwxzk 可",
        "2.1",
        "",
        " ",
    ],
)
def test_other_texts_misspell_no_name(text: str) -> None:
    assert found_in(text) == []


@pytest.mark.parametrize(
    ("syllables", "found"),
    [
        (["ke", "ling"], [("=可灵", "可灵", 0, 2)]),
        (["ke", "lin"], [("=可灵", "可灵", 0, 2)]),
        (["ai", "qi", "yi"], [("=爱奇艺", "爱奇艺", 0, 3)]),
        (["zai", "ke", "ling", "shang"], [("=可灵", "可灵", 1, 3)]),
        (["qiao", "zi", "lu", "ka", "shi"], [("=乔治·卢卡斯", "乔治卢卡斯", 0, 5)]),
        (["ke", "ling", "ai", "qi", "yi"], [("=可灵", "可灵", 0, 2), ("=爱奇艺", "爱奇艺", 2, 5)]),
        (["ke", "", "ling"], []),
        (["ling", "ke"], []),
        (["ke"], []),
        ([], []),
    ],
)
def test_names_are_known_by_syllables_the_longest_at_each_place(
    syllables: list[str], found: list[tuple[str, str, int, int]]
) -> None:
    assert list(SLIPS.sounding(syllables)) == found


@pytest.mark.parametrize(
    ("letters", "name"),
    [("aqy", "爱奇艺"), ("txsp", "腾讯视频"), ("qzlks", "乔治·卢卡斯"), ("lks", "乔治·卢卡斯")],
)
def test_initials_that_only_one_name_has_mean_it(letters: str, name: str) -> None:
    found = SLIPS.by_initials(letters)
    assert found is not None
    assert found[0] == f"={name}"


def test_initials_of_two_names_mean_neither() -> None:
    assert SLIPS.by_initials("brtd") is None


def test_initials_of_two_forms_of_a_name_mean_it_and_always_the_same_form() -> None:
    same = [("万象台", ["万象塔", "万象堂"], "place")]
    slips = [Slips(Names(same, FOLDING), SOUNDS) for _ in range(3)]
    found = {each.by_initials("wxt") for each in slips}
    assert found == {("=万象台", min("万象台", "万象塔", "万象堂"))}


@pytest.mark.parametrize("letters", ["kl", "aq", "aqyy", "qwxzk", "sora", "", "AQY"])
def test_other_letters_are_no_initials(letters: str) -> None:
    assert SLIPS.by_initials(letters) is None


def test_without_names_nothing_is_misspelt() -> None:
    slips = Slips(Names([], FOLDING), SOUNDS)
    assert list(slips.find("可令上线", [])) == []
    assert list(slips.sounding(["ke", "ling"])) == []
    assert slips.by_initials("kl") is None
