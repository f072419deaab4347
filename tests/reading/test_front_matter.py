"""What a file says of itself."""

import pytest

from knowledge.reading.document import Flaw, Unreadable
from knowledge.reading.formats import read_markdown, read_text
from knowledge.reading.metadata import good_date, good_url

PAGE = """\
---
title: "好莱坞：把Sora拒之门外"
date: 2025-02-10 16:44:38
tags:
  - qq
hidden: false
author:
url: ~
---

正文在这里。
"""


@pytest.mark.parametrize("read", [read_text, read_markdown])
def test_front_matter_is_metadata_and_no_text(read: object) -> None:
    document = (read_text if read is read_text else read_markdown)(PAGE.encode())
    assert document.metadata == {
        "title": "好莱坞：把Sora拒之门外",
        "date": "2025-02-10 16:44:38",
        "hidden": "false",
    }
    assert [p.text for p in document.paragraphs] == ["正文在这里。"]


def test_each_piece_of_metadata_knows_its_line_in_the_file() -> None:
    assert read_text(PAGE.encode()).lines == {"title": 2, "date": 3, "hidden": 6}


def test_values_are_always_text() -> None:
    document = read_text("---\ntitle: 2012\ndate: 2025-10\n---\n正文。".encode())
    assert document.metadata == {"title": "2012", "date": "2025-10"}


def test_a_nested_value_under_our_key_is_a_flaw_and_the_rest_is_read() -> None:
    document = read_text("---\ntitle: 可灵\npublisher:\n  - 窄播\n---\n正文。".encode())
    assert document.metadata == {"title": "可灵"}
    assert document.flaws == (Flaw(3, "front matter: publisher is a list, not text"),)


def test_empty_front_matter_is_fine() -> None:
    assert read_text("---\n---\n正文。".encode()).paragraphs[0].text == "正文。"


def test_three_dashes_further_down_are_text() -> None:
    texts = [p.text for p in read_text("正文。\n---\ntitle: 可灵\n---\n".encode()).paragraphs]
    assert texts == ["正文。", "---", "title: 可灵", "---"]


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("---\ntitle: 可灵\n正文。", 1, "never closed"),
        ("---\ntitle: 可灵\nauthor: 他说: 好\n---\n正文。", 3, "colon"),
        ('---\ntitle: "可灵\ndate: 2025\n---\n正文。', 2, "quotation mark"),
        ("---\ntitle: 可灵\nauthor:\n\t李威\n---\n正文。", 4, "tab"),
        ('---\ntitle: "C:\\影"\n---\n正文。', 2, "backslash"),
        ("---\ntitle: [可灵\n---\n正文。", 2, "bracket"),
        ("---\n- 可灵\n---\n正文。", 2, "a list"),
        ("---\n可灵\n---\n正文。", 2, "text"),
        ("---\ntitle: 可灵\n---\n", None, "no text"),
    ],
)
def test_broken_front_matter_says_where_and_why(text: str, line: int | None, reason: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read_text(text.encode())
    assert caught.value.line == line
    assert reason in caught.value.reason
    assert "\n" not in caught.value.reason


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2025", "2025"),
        ("2025-10", "2025-10"),
        ("2025-10-04", "2025-10-04"),
        ("2025-02-10 16:44:38", "2025-02-10"),
        ("2025-02-10T16:44:38+08:00", "2025-02-10"),
        ("2025/2/9", "2025-02-09"),
        ("2025年2月9日", "2025-02-09"),
        ("2024-02-29", "2024-02-29"),
        ("2025-02-29", None),
        ("2025-13", None),
        ("2025-00", None),
        ("25-10-04", None),
        ("去年", None),
        ("20251004", None),
        ("", None),
    ],
)
def test_dates_are_as_precise_as_known(text: str, date: str | None) -> None:
    assert good_date(text) == date


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("https://new.qq.com/rain/a/1", True),
        ("http://例子.中国/页", True),
        ("ftp://example.org", False),
        ("javascript:alert(1)", False),
        ("https://", False),
        ("https:///path", False),
        ("https://[1", False),
        ("https://example.org:99999/", False),
        ("https://example.org/a b", False),
        ("example.org", False),
    ],
)
def test_an_address_leads_to_a_page_of_the_web(text: str, good: bool) -> None:
    assert good_url(text) == (text if good else None)


@pytest.mark.parametrize("nested", ["[" * 100_000, "{" * 100_000, "- " * 100_000])
def test_front_matter_nested_without_end_is_a_problem(nested: str) -> None:
    with pytest.raises(Unreadable, match="broken YAML"):
        read_text(f"---\ntitle: a\nb:\n  {nested}\n---\n正文。".encode())


@pytest.mark.parametrize(
    ("front", "metadata"),
    [
        ("publishDate: 2024-05-01T10:00:00+08:00", {"date": "2024-05-01T10:00:00+08:00"}),
        ("pubDate: 2024-05-01", {"date": "2024-05-01"}),
        ("published: 2024-05-01", {"date": "2024-05-01"}),
        ("authors:\n- 陈一\n- 林小鹿", {"author": "陈一、林小鹿"}),
        ("author: [陈一, {name: 林小鹿, email: a}]", {"author": "陈一、林小鹿"}),
        ("author: {name: 陈一}", {"author": "陈一"}),
        ("site: 窄播", {"publisher": "窄播"}),
        ("source: 窄播", {"publisher": "窄播"}),
        ("source: https://example.org/1", {"url": "https://example.org/1"}),
        ("canonical_url: https://example.org/1", {"url": "https://example.org/1"}),
        ("draft: true", {"hidden": "true"}),
        ("published: false", {"hidden": "true"}),
        ("published: true", {}),
        ("source: 窄播\npublisher: 新榜", {"publisher": "新榜"}),
        ("draft: true\nhidden: false", {"hidden": "false"}),
        ("link: https://a.b/1\ncanonical: https://a.b/2", {"url": "https://a.b/1"}),
    ],
)
def test_the_names_that_others_give_to_keys_are_understood(
    front: str, metadata: dict[str, str]
) -> None:
    assert read_markdown(f"---\n{front}\n---\n正文。".encode()).metadata == metadata


TOML = """\
+++
title = "垫圈多久换"
publishDate = 2024-05-01T10:00:00+08:00
authors = ["陈一", "林小鹿"]
draft = false
[params]
url = "https://example.org"
+++
正文在这里。
"""


def test_front_matter_may_be_toml() -> None:
    document = read_markdown(TOML.encode())
    assert document.metadata == {
        "title": "垫圈多久换",
        "date": "2024-05-01 10:00:00+08:00",
        "author": "陈一、林小鹿",
        "hidden": "false",
    }
    assert document.lines == {"title": 2, "date": 3, "author": 4, "hidden": 5}
    assert [p.text for p in document.paragraphs] == ["正文在这里。"]


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ('+++\ntitle = "可灵"\n正文。', 1, "“+++” is missing"),
        ("+++\na = 1\ntitle = 可灵\n+++\n正文。", 3, "broken TOML: Invalid value"),
        ("+++\na = 1\na = 2\n+++\n正文。", 3, "broken TOML"),
        ('+++\na = 1\ntitle = """可灵\n+++\n正文。', 3, "broken TOML"),
        (f"+++\na = {'[' * 100_000}\n+++\n正文。", 2, "nested too deeply"),
        (f"+++\na = {'1' * 5000}\n+++\n正文。", 2, "broken TOML"),
    ],
)
def test_broken_toml_says_where_and_why(text: str, line: int, reason: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read_markdown(text.encode())
    assert caught.value.line == line
    assert reason in caught.value.reason
    assert "\n" not in caught.value.reason
