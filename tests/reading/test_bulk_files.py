"""Files of many articles, one JSON object a line."""

import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from knowledge.reading import bulk
from knowledge.reading.article import Article
from knowledge.reading.document import Unreadable
from knowledge.reading.folder import Folder, read_folder

Write = Callable[..., None]
GOOD = '{"id": "good", "text": "可灵出了新版。", "url": "https://a.b", "date": "2025"}'


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write_lines(*lines: str | bytes, name: str = "a.jsonl") -> None:
        path = tmp_path / "articles" / name
        path.parent.mkdir(exist_ok=True)
        texts = (line if isinstance(line, bytes) else line.encode() for line in lines)
        path.write_bytes(b"\n".join(texts))

    return write_lines


def read(folder: Path) -> Folder:
    return read_folder(folder, lambda text: text)


def problems(folder: Path) -> list[str]:
    return [str(problem) for problem in read(folder).problems]


def warnings(folder: Path) -> list[str]:
    return [str(warning) for warning in read(folder).warnings]


def entry(**said: object) -> str:
    return json.dumps({"id": "kling", "text": "正文一。", **said}, ensure_ascii=False)


def test_each_line_is_an_article_with_what_it_says_of_itself(tmp_path: Path, write: Write) -> None:
    write(
        entry(
            id="Kling 2.0",
            text="正文一。\n\n正文二。",
            title="可灵上线",
            publisher="窄播",
            author="李威",
            date="2025-02-10 16:44",
            url="https://a.b/1",
            views=7,
        ),
        entry(id="sora", text="标题很短\n正文。"),
    )
    found = read(tmp_path)
    assert found.problems == ()
    assert found.articles == (
        Article(
            id="kling-2-0",
            title="可灵上线",
            body="正文一。\n\n正文二。",
            publisher="窄播",
            author="李威",
            date="2025-02-10",
            url="https://a.b/1",
            path="articles/a.jsonl",
        ),
        Article(
            id="sora",
            title="标题很短",
            body="标题很短\n\n正文。",
            headings=found.articles[1].headings,
            path="articles/a.jsonl",
        ),
    )


def test_the_text_of_a_line_is_cleaned_as_a_text_file_is(tmp_path: Path, write: Write) -> None:
    write(entry(text="作者：李威\n可灵好。（图源：官网）\n阅读原文"))
    assert read(tmp_path).articles[0].body == "可灵好。"


def test_an_article_without_a_title_is_called_by_its_id(tmp_path: Path, write: Write) -> None:
    write(entry(id="可灵之一", title=None))
    (article,) = read(tmp_path).articles
    assert (article.title, article.title_inferred) == ("可灵之一", True)


@pytest.mark.parametrize("hidden", [True, "true", "yes", "maybe"])
def test_a_hidden_line_is_never_an_answer(tmp_path: Path, write: Write, hidden: object) -> None:
    write(entry(hidden=hidden), entry(id="sora", hidden=False))
    assert [article.id for article in read(tmp_path).articles] == ["sora"]
    assert len(problems(tmp_path)) == (1 if hidden == "maybe" else 0)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('{"id": "a" "text": "b"}', "not JSON: expecting ',' delimiter at character 12"),
        ('{"id": "a', "not JSON: unterminated string starting at character 8"),
        ("正文", "not JSON: expecting value at character 1"),
        (GOOD + GOOD, f"not JSON: extra data at character {len(GOOD) + 1}"),
        ("[" * 200_000, "not JSON that can be read: nested too deeply"),
        ('{"a":' * 200_000, "not JSON that can be read: nested too deeply"),
        ("1" * 5000, "not JSON that can be read: a number of too many digits"),
        ('["a"]', "a list: it should be an object, {…}"),
        ("null", "null: it should be an object, {…}"),
        ('{"text": "a"}', "no id"),
        ('{"id": " ", "text": "a"}', "no id"),
        ('{"id": 7, "text": "a"}', "id is a number, not text"),
        (entry(id="a" * 256), "id has 256 characters: 255 at most"),
        ('{"id": "a"}', "no text"),
        ('{"id": "a", "text": "\\n \\n"}', "no text"),
        ('{"id": "a", "text": ["a"]}', "text is a list, not text"),
        (entry(title={}), "title is an object, not text"),
        (entry(date=True), "date is true or false, not text"),
        ('{"id": "a", "text": "\\ud800"}', "text has a NUL, or half a character, in it"),
        ('{"id": "a", "text": "b\\u0000"}', "text has a NUL, or half a character, in it"),
        (b'{"id": "\0"}', "a NUL byte at byte 9 of the line"),
        (b'{"id": "\xff"}', "not UTF-8: byte 0xff at byte 9 of the line"),
        (entry(text="阅读原文"), "nothing is left of it but notices, captions and the like"),
    ],
)
def test_a_bad_line_is_one_problem_and_the_others_load(
    tmp_path: Path, write: Write, line: str | bytes, reason: str
) -> None:
    write("", line, GOOD)
    assert problems(tmp_path) == [f"articles/a.jsonl:2: {reason}"]
    assert [article.id for article in read(tmp_path).articles] == ["good"]


def test_a_line_that_is_too_long_is_passed_over(
    tmp_path: Path, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "LONGEST_LINE", 1_000_000)
    write(entry(text="可" * 1_200_000), GOOD, entry(text="可" * 1_200_000))
    assert problems(tmp_path) == [
        f"articles/a.jsonl:{line}: a line may have 1 MB at most" for line in (1, 3)
    ]
    assert [article.id for article in read(tmp_path).articles] == ["good"]


def test_a_bulk_file_may_be_larger_than_others_but_not_endless(
    tmp_path: Path, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "LARGEST", 1_000_000)
    write(GOOD, " " * 1_600_000)
    assert problems(tmp_path) == ["articles/a.jsonl: 2 MB: a file may have 1 MB at most"]


def test_a_bulk_file_that_grows_while_it_is_read_ends_at_the_limit(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(bulk, "LARGEST", len(GOOD) + 5)
    file = io.BytesIO(f"{GOOD}\n{GOOD}\n".encode())
    lines = bulk.lines_of(file)
    assert next(lines) == (1, f"{GOOD}\n".encode())
    with pytest.raises(Unreadable, match="it grew beyond"):
        list(lines)


def test_only_the_first_bad_lines_are_told_and_the_rest_counted(
    tmp_path: Path, write: Write
) -> None:
    write(GOOD, *["x"] * 1234)
    told = problems(tmp_path)
    assert len(told) == 21
    assert told[19].startswith("articles/a.jsonl:21: not JSON")
    assert told[20] == "articles/a.jsonl: and 1,214 more lines"


@pytest.mark.parametrize("start", [b"\xef\xbb\xbf", b""])
def test_a_byte_order_mark_and_windows_line_ends_are_fine(
    tmp_path: Path, write: Write, start: bytes
) -> None:
    write(start + entry().encode() + b"\r", GOOD)
    assert [article.id for article in read(tmp_path).articles] == ["kling", "good"]
    assert problems(tmp_path) == []


def test_utf_16_is_one_problem(tmp_path: Path, write: Write) -> None:
    write(f"{GOOD}\n{GOOD}".encode("utf-16"))
    assert problems(tmp_path) == ["articles/a.jsonl:1: UTF-16: save it as UTF-8"]


def test_a_bulk_file_with_nothing_in_it_is_a_problem(tmp_path: Path, write: Write) -> None:
    write("", "  ")
    assert problems(tmp_path) == ["articles/a.jsonl: no text in it"]


def test_a_duplicate_id_names_both_lines_and_both_load(tmp_path: Path, write: Write) -> None:
    write(entry(), entry(id="sora"), entry(), entry())
    write(entry(id="KLING"), name="b.jsonl")
    ids = [article.id for article in read(tmp_path).articles]
    assert ids[:2] == ["kling", "sora"]
    assert len(set(ids)) == 5
    assert problems(tmp_path) == [
        f"articles/a.jsonl:3: duplicate id kling: articles/a.jsonl:1 has it too,"
        f" so this one is {ids[2]}",
        f"articles/a.jsonl:4: duplicate id kling: articles/a.jsonl:1 has it too,"
        f" so this one is {ids[3]}",
        f"articles/b.jsonl:1: duplicate id KLING: articles/a.jsonl:1 has it too,"
        f" so this one is {ids[4]}",
    ]


def test_a_file_of_one_article_keeps_its_id_from_a_line(tmp_path: Path, write: Write) -> None:
    write(entry())
    write("可灵好。", name="kling.txt")
    (problem,) = problems(tmp_path)
    assert "articles/kling.txt has it too" in problem
    assert read(tmp_path).articles[1].id == "kling"


def test_an_id_stays_when_a_line_before_it_goes(tmp_path: Path, write: Write) -> None:
    write("可灵好。", name="kling.txt")
    write(GOOD, entry())
    before = read(tmp_path).articles[1].id
    write(entry())
    assert read(tmp_path).articles[0].id == before


def test_missing_urls_and_dates_of_a_bulk_file_are_counted(tmp_path: Path, write: Write) -> None:
    write(GOOD, *[entry(id=f"a{number}", url="https://a.b") for number in range(1100)])
    assert warnings(tmp_path) == ["articles/a.jsonl: no date is known of 1,100 of its articles"]


def test_a_bad_date_is_a_warning_at_its_line(tmp_path: Path, write: Write) -> None:
    write(GOOD, entry(date="昨天", url="https://a.b"))
    assert warnings(tmp_path) == [
        "articles/a.jsonl:2: date: 昨天 is no date like 2025, 2025-10 or 2025-10-04"
    ]


def test_articles_yaml_speaks_of_all_articles_of_a_bulk_file(tmp_path: Path, write: Write) -> None:
    write(entry(text="可灵好。点我领红包"), entry(id="sora", text="背景可灵好。"))
    (tmp_path / "articles.yaml").write_text(
        "a.jsonl:\n  publisher: 窄播\n  date: 2025-10\n  url: qq.com\n"
        "  headings: [背景]\n  boilerplate: [点我领红包, 没有的]\n",
        encoding="utf-8",
    )
    articles = read(tmp_path).articles
    assert [article.body for article in articles] == ["可灵好。", "背景\n\n可灵好。"]
    assert {(article.publisher, article.date) for article in articles} == {("窄播", "2025-10")}
    assert warnings(tmp_path) == [
        "articles.yaml:4: url: qq.com is no address like https://example.org/page",
        "articles.yaml:6: “没有的” isn't in the text, or not after the heading before it",
    ]
