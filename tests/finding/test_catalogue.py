"""The list of articles, and which of them are named so."""

from pathlib import Path

import pytest

from knowledge import Article, KnowledgeBase

ARTICLES = [
    Article("a", "好莱坞将Sora拒之门外！", "甲。", publisher="腾讯新闻 (qq)", date="2025-02-10"),
    Article("b", "SORA 2之後：AI視頻如何先改變影視行業", "乙。", publisher="窄播", date="2025-10"),
    Article("c", "Kling in Hollywood", "丙。", publisher="Film Weekly", date="2025-10-04"),
    Article("d", "无日期的短剧", "丁。"),
    Article("e", "短剧\n的\u200b第二篇", "戊。", publisher="窄播", date="2024"),
]
KB = KnowledgeBase(ARTICLES)


def ids(text: str = "") -> str:
    return "".join(article.id for article in KB.articles_named(text))


def test_without_a_text_all_are_listed_the_newest_first_and_the_undated_last() -> None:
    assert ids() == ids("  ") == "cbaed"
    assert len(KB.articles_named()) == 5
    assert [a.id for a in KB.articles_named()[1:3]] == ["b", "a"]
    assert KB.articles_named()[-1].id == "d"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("sora", "ba"),
        ("ＳＯＲＡ", "ba"),
        ("Sora2", "b"),
        ("拒之門外", "a"),
        ("AI视频", "b"),
        ("窄播", "be"),
        ("窄播 短剧", "e"),
        ("短剧 窄播 的 第 二 篇 没", "e"),
        ("短剧的第二篇", "e"),
        ("film weekly", "c"),
        ("新闻（QQ）", "a"),
        ("门外 kling", ""),
        ("！！", ""),
        ("量子力学", ""),
    ],
)
def test_a_name_is_found_in_title_or_publisher_whatever_its_script_width_and_case(
    text: str, found: str
) -> None:
    assert ids(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Hollywod", "c"),
        ("Holylwood", "c"),
        ("好来坞", "a"),
        ("影视行叶", "b"),
        ("Weekli film", "c"),
    ],
)
def test_one_slip_in_a_longer_word_is_forgiven(text: str, found: str) -> None:
    assert ids(text) == found


@pytest.mark.parametrize("text", ["窄博", "qq2", "Hollxxod", "sor a2x"])
def test_a_slip_in_a_short_word_or_two_in_a_longer_one_are_not(text: str) -> None:
    assert ids(text) == ""


def test_no_word_reaches_from_the_title_into_the_publisher_or_the_next_article() -> None:
    assert ids("dfi") == ids("lys") == ""


def test_a_file_gives_the_same_list(tmp_path: Path) -> None:
    KB.write(tmp_path / "file")
    there = KnowledgeBase.open(tmp_path / "file")
    assert list(there.articles_named()) == list(KB.articles_named())
    assert list(there.articles_named("窄播")) == list(KB.articles_named("窄播"))


def test_nothing_is_listed_of_nothing() -> None:
    assert list(KnowledgeBase([]).articles_named()) == []
    assert list(KnowledgeBase([]).articles_named("短剧")) == []
