"""What a knowledge folder gives, and what it reports."""

import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from knowledge.reading import files
from knowledge.reading.article import Article, FolderError, Problem
from knowledge.reading.folder import Folder, read_folder
from knowledge.reading.lexicon import Name

Write = Callable[..., None]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write_file(name: str, text: str | bytes = "可灵出了新版。\n价格没变。") -> None:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())

    return write_file


def read(folder: Path) -> Folder:
    return read_folder(folder, lambda text: text)


def only(folder: Path) -> Article:
    found = read(folder)
    assert found.problems == ()
    (article,) = found.articles
    return article


def problems(folder: Path) -> list[str]:
    return [str(problem) for problem in read(folder).problems]


def warnings(folder: Path) -> list[str]:
    return [str(warning) for warning in read(folder).warnings]


def test_a_problem_reads_as_path_line_and_reason() -> None:
    assert str(Problem("a.txt", 3, "no text")) == "a.txt:3: no text"
    assert str(Problem("a.txt", None, "no text")) == "a.txt: no text"


def test_an_article_carries_what_its_front_matter_says(tmp_path: Path, write: Write) -> None:
    write(
        "articles/sora.txt",
        "---\ntitle: Sora上线\npublisher: 窄播\nauthor: 李威\ndate: 2025-02-10 16:44:38\n"
        "url: https://example.org/1\n---\n正文一。\n正文二。",
    )
    assert only(tmp_path) == Article(
        id="sora",
        title="Sora上线",
        body="正文一。\n\n正文二。",
        publisher="窄播",
        author="李威",
        date="2025-02-10",
        url="https://example.org/1",
        path="articles/sora.txt",
    )
    assert warnings(tmp_path) == []


def test_articles_yaml_wins_over_the_file_key_by_key(tmp_path: Path, write: Write) -> None:
    write("articles/a.md", "---\ntitle: 旧\nauthor: 李威\nurl: https://a.b/1\n---\n正文。")
    write("articles.yaml", "a.md:\n  title: 新\n  url:\n  date: 2025-10\n  date_inferred: true\n")
    article = only(tmp_path)
    assert (article.title, article.author, article.url) == ("新", "李威", "https://a.b/1")
    assert (article.date, article.date_inferred, article.title_inferred) == ("2025-10", True, False)


def test_listed_headings_and_boilerplate_are_used(tmp_path: Path, write: Write) -> None:
    write("articles/a.txt", "前文。背景可灵好。点我领红包即梦好。")
    write("articles.yaml", "a.txt: {title: 题, headings: [背景], boilerplate: [点我领红包]}")
    article = only(tmp_path)
    assert article.body == "前文。\n\n背景\n\n可灵好。\n\n即梦好。"
    assert [(h.text, h.start) for h in article.headings] == [("背景", 5)]


def test_a_span_that_is_not_in_the_text_is_a_warning_with_its_line(
    tmp_path: Path, write: Write
) -> None:
    write("articles/a.txt")
    write("articles.yaml", "a.txt:\n  headings:\n    - 价格没变。\n    - 没有的标题\n")
    (warning,) = [w for w in warnings(tmp_path) if "没有的标题" in w]
    assert warning.startswith("articles.yaml:4: ")


@pytest.mark.parametrize(
    ("name", "text", "title", "inferred"),
    [
        ("a.md", "# 可灵\n\n正文。", "可灵", False),
        ("a.md", "文 | 李威\n\n## 可灵\n\n正文。", "可灵", False),
        ("可灵.md", "前言。\n\n还是。\n\n仍是。\n\n## 背景\n\n正文。", "可灵", True),
        ("a.txt", "可灵会取代谁？\n正文。\n后文。", "可灵会取代谁？", False),
        ("a.txt", "作者：李威\n可灵会取代谁\n正文。", "可灵会取代谁", False),
        ("可灵.txt", "可灵出了新版。\n正文。", "可灵", True),
        ("可灵.txt", "长" * 61 + "\n正文。", "可灵", True),
        ("可灵.txt", "- 一\n- 二\n正文。", "可灵", True),
        ("可灵.txt", "只有一行", "可灵", True),
    ],
)
def test_an_article_without_a_title_takes_one_from_its_text_or_file(
    tmp_path: Path, write: Write, name: str, text: str, title: str, inferred: bool
) -> None:
    write(f"articles/{name}", text)
    article = only(tmp_path)
    assert (article.title, article.title_inferred) == (title, inferred)


def test_the_title_is_a_heading_where_it_stands_by_itself(tmp_path: Path, write: Write) -> None:
    write("articles/a.txt", "---\ntitle: 可灵 2.0\n---\n可灵2.0\n可灵2.0好。")
    assert [heading.text for heading in only(tmp_path).headings] == ["可灵2.0"]


@pytest.mark.parametrize("word", ["true", "yes", "1", "True", "maybe"])
def test_a_hidden_article_is_never_an_answer(tmp_path: Path, write: Write, word: str) -> None:
    write("articles/a.txt", f"---\nhidden: {word}\n---\n正文。")
    write("articles/b.txt")
    write("articles/c.txt")
    write("articles.yaml", f"b.txt: {{hidden: {word}}}")
    found = read(tmp_path)
    assert [article.id for article in found.articles] == ["c"]
    assert len(found.problems) == (2 if word == "maybe" else 0)


def test_articles_yaml_can_show_what_a_file_hides(tmp_path: Path, write: Write) -> None:
    write("articles/a.txt", "---\nhidden: true\n---\n正文。")
    write("articles.yaml", "a.txt: {hidden: false}")
    assert only(tmp_path).id == "a"


def test_articles_are_found_in_order_at_any_depth(tmp_path: Path, write: Write) -> None:
    for name in ("b.txt", "a/z.md", "c.MARKDOWN"):
        write(f"articles/{name}")
    paths = ["articles/a/z.md", "articles/b.txt", "articles/c.MARKDOWN"]
    assert [article.path for article in read(tmp_path).articles] == paths


def test_hidden_files_and_editor_leftovers_are_skipped(tmp_path: Path, write: Write) -> None:
    write("articles/a.txt")
    for name in (".b.txt", ".git/c.txt", "d.txt~", "~$e.txt", ".a.txt.swp", "#f.txt#"):
        write(f"articles/{name}", b"\xff")
    assert only(tmp_path).id == "a"
    assert all("no " in warning for warning in warnings(tmp_path))


def test_another_suffix_is_a_warning(tmp_path: Path, write: Write) -> None:
    write("articles/a.txt")
    write("articles/b.xlsx", b"PK")
    assert any(w.startswith("articles/b.xlsx: not read") for w in warnings(tmp_path))
    assert only(tmp_path).id == "a"


@pytest.mark.parametrize("empty", [True, False])
def test_a_folder_without_articles_is_a_warning(tmp_path: Path, empty: bool) -> None:
    if empty:
        (tmp_path / "articles").mkdir()
    found = read(tmp_path)
    assert (found.articles, found.names, found.problems) == ((), (), ())
    (warning,) = found.warnings
    assert warning.reason == (
        f"no articles yet: put .txt or .md files into {tmp_path / 'articles'}"
    )


def test_missing_url_and_date_are_warnings(tmp_path: Path, write: Write) -> None:
    write("articles/a.txt")
    assert warnings(tmp_path) == [
        "articles/a.txt: no url is known",
        "articles/a.txt: no date is known",
    ]


def test_a_bad_date_or_url_is_a_warning_at_its_line(tmp_path: Path, write: Write) -> None:
    write("articles/a.txt", "---\ntitle: 可灵\nurl: qq.com\n---\n正文。")
    write("articles.yaml", "a.txt:\n  date: 2025-02-30\n  date_inferred: true\n")
    article = only(tmp_path)
    assert (article.date, article.date_inferred, article.url) == (None, False, None)
    starts = [warning.split(": ")[:2] for warning in warnings(tmp_path)]
    assert starts == [["articles.yaml:2", "date"], ["articles/a.txt:3", "url"]]


def test_every_broken_file_is_reported_at_once_and_the_rest_loads(
    tmp_path: Path, write: Write
) -> None:
    write("articles/a.txt")
    write("articles/b.txt", b"MZ\0\0")
    write("articles/c.md", "---\ntitle: 他说: 好\n---\n正文。")
    write("articles/d.txt", "")
    write("articles/e.txt", "---\ntitle: [甲]\n---\n正文。")
    write("articles/f.txt", "(舉報)\n阅读原文")
    found = read(tmp_path)
    assert [article.id for article in found.articles] == ["a", "e"]
    assert [(problem.path, problem.line) for problem in found.problems] == [
        ("articles/b.txt", 1),
        ("articles/c.md", 2),
        ("articles/d.txt", None),
        ("articles/e.txt", 2),
        ("articles/f.txt", None),
    ]


def test_a_duplicate_id_names_both_files_and_both_load(tmp_path: Path, write: Write) -> None:
    write("articles/sora.txt")
    write("articles/x/sora.txt")
    (problem,) = problems(tmp_path)
    assert problem.startswith("articles/x/sora.txt: duplicate id sora: articles/sora.txt")
    assert len({article.id for article in read(tmp_path).articles}) == 2


def test_a_link_out_of_the_folder_is_a_problem(tmp_path: Path, write: Write) -> None:
    write("secret.txt")
    write("shelf/articles/a.txt")
    shelf = tmp_path / "shelf"
    (shelf / "articles/b.txt").symlink_to(tmp_path / "secret.txt")
    (shelf / "articles/c").symlink_to(tmp_path)
    (shelf / "articles/d.txt").symlink_to(shelf / "articles/a.txt")
    (shelf / "articles/e.txt").symlink_to(shelf / "articles/e.txt")
    (shelf / "articles/f.txt").symlink_to(shelf / "gone.txt")
    found = read(shelf)
    assert [article.id for article in found.articles] == ["a", "d"]
    assert sorted(problem.path for problem in found.problems) == [
        f"articles/{name}" for name in ("b.txt", "c", "e.txt", "f.txt")
    ]


def test_articles_may_itself_be_a_link(tmp_path: Path, write: Write) -> None:
    write("elsewhere/a.txt")
    (tmp_path / "shelf").mkdir()
    (tmp_path / "shelf/articles").symlink_to(tmp_path / "elsewhere")
    assert only(tmp_path / "shelf").id == "a"


def test_a_pipe_is_not_waited_for(tmp_path: Path, write: Write) -> None:
    write("articles/a.txt")
    os.mkfifo(tmp_path / "articles/b.txt")
    assert problems(tmp_path) == ["articles/b.txt: this isn't a regular file"]


def test_a_file_name_that_cannot_be_shown_is_a_problem(tmp_path: Path, write: Write) -> None:
    write("articles/a.txt")
    with open(os.fsencode(tmp_path) + b"/articles/\xff.txt", "wb") as file:
        file.write(b"x")
    (problem,) = problems(tmp_path)
    problem.encode()
    assert "file name" in problem


def test_a_huge_file_is_a_problem(
    tmp_path: Path, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "LARGEST", 2_000_000)
    write("articles/a.txt")
    write("articles/b.txt", "可" * 1_000_000)
    assert problems(tmp_path) == ["articles/b.txt: 3 MB: a file may have 2 MB at most"]


def test_a_file_that_cannot_be_opened_is_a_problem_of_that_file(
    tmp_path: Path, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("articles/a.txt")
    write("articles/b.txt")
    write("lexicon.yaml", "- {name: 可灵, kind: product}")
    open_file = os.open

    def refuse(path: str | Path, flags: int, **where: int) -> int:
        if Path(path).name in ("b.txt", "lexicon.yaml"):
            raise PermissionError(13, "Permission denied")
        return open_file(path, flags, **where)

    monkeypatch.setattr(os, "open", refuse)
    assert problems(tmp_path) == [
        "lexicon.yaml: the file can't be read: Permission denied",
        "articles/b.txt: the file can't be read: Permission denied",
    ]


def test_a_missing_folder_or_a_file_in_its_place_is_an_error(tmp_path: Path, write: Write) -> None:
    write("a.txt")
    write("shelf/articles")
    with pytest.raises(FolderError, match=re.escape(f"{tmp_path / 'gone'}: there is no such")):
        read(tmp_path / "gone")
    with pytest.raises(FolderError, match=r"a\.txt: this is a file"):
        read(tmp_path / "a.txt")
    with pytest.raises(FolderError, match="articles: this is a file"):
        read(tmp_path / "shelf")


def test_a_folder_that_cannot_be_listed_is_an_error_not_an_empty_folder(
    tmp_path: Path, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("articles/a.txt")
    scan = os.scandir

    def refuse(path: Path) -> Any:
        if Path(path).name == "articles":
            raise PermissionError(13, "Permission denied")
        return scan(path)

    monkeypatch.setattr(os, "scandir", refuse)
    with pytest.raises(FolderError, match="articles: the folder can't be read: Permission denied"):
        read(tmp_path)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a.txt:\n  title: 他说: 好", ":2: broken YAML: a colon"),
        ('a.txt:\n  title: "可灵\n', ":2: broken YAML: a quotation mark"),
        ("a.txt:\n  title: 甲\n可灵\n", ":3: broken YAML: a line without a colon"),
        ("- a.txt", ":1: the file is a list"),
        ("a.txt: 可灵", ":1: a.txt: text where"),
        ("a.txt:\n  titel: 可灵", ":2: a.txt: unknown key titel: there are title, publisher,"),
        ("a.txt:\n  title: [可灵]", ":2: a.txt: title is a list, not text"),
        ("a.txt:\n  headings: 可灵", ":2: a.txt: headings is text: it should be a list"),
        ("a.txt:\n  headings:\n  - {可: 灵}", ":2: a.txt: headings: a mapping in line 3"),
        ("a.txt:\n  date_inferred: 约", ":2: a.txt: date_inferred is neither true nor false"),
        ("a.txt:\n  title: 甲\n  title: 乙", ":3: a.txt: title stands twice"),
        ("a.txt:\na.txt:\n", ":2: a.txt stands twice: line 1 counts"),
        ("a.txt:\n\nb.txt:\n  title: 甲", ":3: there is no file articles/b.txt"),
        (b"a.txt:\n  title: \xff", ":2: not UTF-8: byte 0xff"),
    ],
)
def test_a_mistake_in_articles_yaml_is_told_with_its_line(
    tmp_path: Path, write: Write, text: str | bytes, expected: str
) -> None:
    write("articles/a.txt")
    write("articles.yaml", text)
    (problem,) = problems(tmp_path)
    assert problem.startswith(f"articles.yaml{expected}")
    assert [article.id for article in read(tmp_path).articles] == ["a"]


def test_a_bad_entry_spoils_neither_itself_nor_the_others(tmp_path: Path, write: Write) -> None:
    write("articles/a.txt")
    write("articles/b.txt")
    write("articles.yaml", "a.txt: {titel: 丙, title: 甲}\nb.txt: {title: 乙}\n")
    assert [article.title for article in read(tmp_path).articles] == ["甲", "乙"]
    assert len(problems(tmp_path)) == 1


def test_file_names_are_matched_composed_or_decomposed(tmp_path: Path, write: Write) -> None:
    write("articles/cafe\u0301.txt")
    write("articles.yaml", "caf\u00e9.txt: {title: 咖啡}")
    assert only(tmp_path).title == "咖啡"


def test_an_empty_articles_yaml_is_fine(tmp_path: Path, write: Write) -> None:
    write("articles/a.txt")
    write("articles.yaml", "# 还没有\n")
    write("lexicon.yaml", "\ufeff")
    assert only(tmp_path).id == "a"


def test_names_come_with_their_kind_and_aliases(tmp_path: Path, write: Write) -> None:
    write("lexicon.yaml", "- {name: 可灵, kind: product, aliases: [Kling, Kling]}\n- name: '1.6'\n")
    assert read(tmp_path).names == (
        Name("可灵", "product", ("Kling",)),
        Name("1.6", "term", ()),
    )
    assert problems(tmp_path) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("可灵: Kling", ":1: the file is a mapping: it should be a list"),
        ("- name: 可灵: Kling", ":1: broken YAML: a colon"),
        ("- 可灵\n- name: 即梦", ":1: text where name, kind, aliases should be"),
        ("- kind: product", ":1: an entry without a name"),
        ("- name: 可灵\n  alias: [Kling]", ":2: unknown key alias: there are name, kind, aliases"),
        ("- name: 可灵\n  aliases: Kling", ":2: aliases is text: it should be a list"),
        ("- name: 可灵\n  aliases:\n  - [Kling]", ":3: an alias is a list, not text"),
        ("- name: 可灵\n  kind: [product]", ":2: kind is a list, not text"),
    ],
)
def test_a_mistake_in_the_lexicon_is_told_with_its_line(
    tmp_path: Path, write: Write, text: str, expected: str
) -> None:
    write("lexicon.yaml", text)
    (problem,) = problems(tmp_path)
    assert problem.startswith(f"lexicon.yaml{expected}")


@pytest.mark.parametrize("alias", ["kling", "ＫＬＩＮＧ", "Kling", "kling, KLING"])
def test_an_alias_of_two_names_is_a_warning(tmp_path: Path, write: Write, alias: str) -> None:
    write("articles/a.txt", "---\nurl: https://a.b\ndate: 2025\n---\n正文。")
    write("lexicon.yaml", f"- name: 可灵\n  aliases: [Kling]\n- name: 即梦\n  aliases: [{alias}]\n")
    assert warnings(tmp_path) == ["lexicon.yaml:3: kling belongs to 可灵 (line 1) and to 即梦"]
    assert len(read(tmp_path).names) == 2


def test_an_alias_that_is_the_name_in_another_case_is_fine(tmp_path: Path, write: Write) -> None:
    write("lexicon.yaml", "- {name: Sora, kind: model, aliases: [SORA, sora]}")
    assert all("belongs" not in warning for warning in warnings(tmp_path))


def test_an_unknown_kind_is_a_warning(tmp_path: Path, write: Write) -> None:
    write("lexicon.yaml", "- {name: Sora, kind: modle}")
    assert any(w.startswith("lexicon.yaml:1: Sora: unknown kind modle") for w in warnings(tmp_path))


def test_reading_twice_gives_the_same(tmp_path: Path, write: Write) -> None:
    for name in ("b.txt", "可灵.md", "影.txt"):
        write(f"articles/{name}")
    assert read(tmp_path) == read(tmp_path)
