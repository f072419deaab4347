"""Questions that are misspelt, typed by their sounds, or in another width or script."""

import pytest

from tests.finding.newsroom import newsroom, said

WHO, WHERE, CONTRACT = "陈望舒", "总部位于杭州", "与狮门影业签了合同"


@pytest.mark.parametrize(
    ("question", "corrected", "text"),
    [
        # A character is wrong, or two have changed places.
        ("墨百科技在哪里", "墨白科技在哪里", WHERE),
        ("影格1.6什么时候发布", "影阁1.6什么时候发布", "影阁1.6在去年十二月"),
        ("狮门音业和谁签了合同", "狮门影业和谁签了合同", CONTRACT),
        ("长夜安雨是谁执导的", "长安夜雨是谁执导的", "由林间风执导"),
        # Homophones.
        ("陈望书是谁", "陈望舒是谁", WHO),
        ("陈忘舒是谁", "陈望舒是谁", WHO),
        ("狮门影叶和谁签了合同", "狮门影业和谁签了合同", CONTRACT),
        # Near sounds: eng and en, s and sh, in and ing.
        ("成望舒是谁", "陈望舒是谁", WHO),
        ("诗门影业和谁签了合同", "狮门影业和谁签了合同", CONTRACT),
        ("斯门影业和谁签了合同", "狮门影业和谁签了合同", CONTRACT),
        ("狮门隐业和谁签了合同", "狮门影业和谁签了合同", CONTRACT),
        # Pinyin without spaces, with them, and near to what it should be; initials.
        ("chenwangshu是谁", "陈望舒是谁", WHO),
        ("chengwangsu是谁", "陈望舒是谁", WHO),
        ("mo bai keji在哪里", "墨白科技在哪里", WHERE),
        ("mobaikeji在哪里", "墨白科技在哪里", WHERE),
        ("mobaikeji shi shenme", "墨白科技 shi shenme", "墨白科技"),
        ("shimenyingye和谁签了合同", "狮门影业和谁签了合同", CONTRACT),
        ("cws是谁", "陈望舒是谁", WHO),
        ("smyy和谁签了合同", "狮门影业和谁签了合同", CONTRACT),
        # Latin slips.
        ("soar 2有声音吗", "sora 2有声音吗", "Sora 2给视频加上了声音"),
        ("runaway和谁签了合同", "runway和谁签了合同", CONTRACT),
        ("netfilx用了什么", "netflix用了什么", "Netflix在阿根廷的剧集里用了"),
        ("Netlfix用了什么", "netflix用了什么", "Netflix在阿根廷的剧集里用了"),
    ],
)
def test_what_was_read_differently_stands_in_corrected(
    question: str, corrected: str, text: str
) -> None:
    answer = newsroom().ask(question)
    assert (answer.question, answer.outcome) == (question, "answered")
    assert answer.corrected == corrected
    assert text in said(question)
    assert newsroom().ask(question, literal=True).corrected is None


@pytest.mark.parametrize("question", ["chenwangshu是谁", "cws是谁", "netfilx用了什么"])
def test_the_literal_reading_finds_only_what_is_typed(question: str) -> None:
    answer = newsroom().ask(question, literal=True)
    assert (answer.outcome, answer.corrected) == ("nothing", None)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("水密桃怎么运输", "运输的时候要垫泡沫"),
        ("水蜜桃怎么运书", "运输的时候要垫泡沫"),
        ("shuimitao怎么运输", "运输的时候要垫泡沫"),
        ("shui mi tao zenme yunshu", "运输的时候要垫泡沫"),
        ("yunshu shuimitao", "运输的时候要垫泡沫"),
        ("sui mi tao怎么运输", "运输的时候要垫泡沫"),
        ("岸边种了芦伟", "岸边种上了芦苇"),
        ("白露在浅摊觅食", "白鹭在浅滩觅食"),
        ("陈wang舒是谁", WHO),
        ("长安夜雨 de 导演是谁", "由林间风执导"),
    ],
)
def test_words_that_are_no_names_are_found_by_their_sounds_too(question: str, text: str) -> None:
    assert newsroom().ask(question).outcome == "answered"
    assert text in said(question)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Ｎｅｔｆｌｉｘ用了什么", "Netflix在阿根廷"),
        ("ＳＯＲＡ　２有声音吗", "Sora 2给视频加上了声音"),
        ("SORA２有聲音嗎", "Sora 2给视频加上了声音"),
        ("網飛用了什麼", "Netflix在阿根廷"),
        ("影閣ＡＩ是什么", "影阁是墨白科技"),
        ("水蜜桃怎麼運輸？？？", "运输的时候要垫泡沫"),
    ],
)
def test_width_and_script_make_no_slip(question: str, text: str) -> None:
    answer = newsroom().ask(question)
    assert (answer.outcome, answer.corrected) == ("answered", None)
    assert text in said(question)


@pytest.mark.parametrize(
    "question",
    [
        "陈望舒是谁",
        "墨白科技在哪里",
        "墨白在哪里",
        "Sora有声音吗",
        "Runway和谁签了合同",
        "网飞用了什么",
        "望舒是谁",
        "编剧拒绝了什么",
        "电影节在哪里举行",
        "What is Netflix?",
        "Who signed a contract with Lionsgate?",
        "电影院的门票",
        "科技公司的员工",
    ],
)
def test_a_correct_spelling_is_never_corrected_away(question: str) -> None:
    assert newsroom().ask(question).corrected is None


@pytest.mark.parametrize(
    "question",
    ["qwzxkj", "asdfgh", "xkcd zzz", "aaaa", "hjkl;", "zxcvbnm qwrtp", "bcdfg", "fei ji", "xyz123"],
)
def test_random_letters_match_nothing(question: str) -> None:
    answer = newsroom().ask(question)
    assert (answer.outcome, answer.corrected) == ("nothing", None)


@pytest.mark.parametrize("question", ["“陈望书”是谁", "“soar 2”有声音吗"])
def test_what_is_quoted_is_no_slip(question: str) -> None:
    answer = newsroom().ask(question)
    assert answer.outcome != "answered"
    assert newsroom().ask(question, literal=True).outcome == "nothing"
