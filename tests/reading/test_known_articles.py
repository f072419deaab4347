"""A folder read again, with what is known of it: only what has changed is made anew."""

import shutil
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.reading.article import Article
from knowledge.reading.assembly import article_of
from knowledge.reading.folder import Folder, read_folder
from knowledge.reading.keys import NEVER

LINES = (
    '{"id": "a", "text": "可灵出了新版。价格没变。"}',
    '{"id": "A", "text": "可灵好。背景即梦好。", "url": "https://a.b", "date": "2025"}',
    '{"id": "b", "text": "正文。", "date": "昨天"}',
    '{"id": "b", "text": "正文。", "hidden": true}',
    '{"id": "可灵", "text": "阅读原文"}',
    '{"id": "c"',
    "",
)
TEXTS = (
    "可灵出了新版。\n价格没变。",
    "---\ntitle: 可灵\nurl: https://a.b\ndate: 2025\n---\n可灵好。背景即梦好。",
    "---\ndate: 昨天\nauthor: {}\n---\n正文。",
    "---\nhidden: maybe\n---\n正文。",
    "---\ntitle: 甲: 乙\n---\n正文。",
    "阅读原文",
    "",
    "\0",
)
SAID = (
    "{date: 2025-10, url: 'https://a.b'}",
    "{title: 题, headings: [背景, 没有的]}",
    "{boilerplate: [价格没变。]}",
    "{hidden: true}",
    "{url: qq.com, titel: 题}",
)
FILES = (
    "a.txt",
    "a.md",
    "b.html",
    "x/a.txt",
    "x/A.txt",
    "可灵.txt",
    "c.jsonl",
    "a.jsonl",
    "d.xlsx",
)


def read(folder: Path, before: Folder | None = None) -> Folder:
    known = dict(zip(before.keys, before.articles, strict=True)) if before else {}
    return read_folder(folder, lambda text: text, known.get if before else None)


def write(folder: Path, contents: Mapping[str, str], said: Mapping[str, str]) -> None:
    shutil.rmtree(folder / "articles", ignore_errors=True)
    for name, text in contents.items():
        path = folder / "articles" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    described = "".join(f"{name}: {entry}\n" for name, entry in said.items())
    (folder / "articles.yaml").write_text(described, encoding="utf-8")


def made(folder: Path, before: Folder, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The ids of what is made anew when the folder is read again."""
    ids = []

    def noted(*args: object) -> Article | None:
        article = article_of(*args)  # type: ignore[arg-type]  # passed on as they come
        ids.extend([article.id] if article else [])
        return article

    with monkeypatch.context() as patch:
        patch.setattr("knowledge.reading.making.article_of", noted)
        again = read(folder, before)
    assert again == read(folder)
    return ids


one_file = st.sampled_from(FILES).flatmap(
    lambda name: st.tuples(
        st.just(name),
        st.lists(st.sampled_from(LINES), max_size=6).map("\n".join)
        if name.endswith(".jsonl")
        else st.sampled_from(TEXTS),
    )
)
folders = st.tuples(
    st.lists(one_file, max_size=6).map(dict),
    st.dictionaries(st.sampled_from(FILES), st.sampled_from(SAID), max_size=3),
)


@settings(max_examples=60, deadline=None)
@given(folders, folders)
def test_a_folder_reads_the_same_whatever_is_known_of_it(
    one: tuple[dict[str, str], dict[str, str]], other: tuple[dict[str, str], dict[str, str]]
) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        write(folder, *one)
        before = read(folder)
        assert len(before.keys) == len(before.articles)
        assert read(folder, before) == before
        write(folder, *other)
        assert read(folder, before) == read(folder)
        mixed = one[0] | other[0], other[1] | one[1]
        write(folder, *mixed)
        assert read(folder, before) == read(folder)


def test_only_what_has_changed_is_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, new = (f'{{"id": "{name}", "text": "正文。"}}\n' for name in ("old", "new"))
    contents = {"a.txt": TEXTS[0], "b.md": TEXTS[0], "c.jsonl": old}
    write(tmp_path, contents, {})
    before = read(tmp_path)
    assert made(tmp_path, before, monkeypatch) == []
    write(tmp_path, contents | {"b.md": TEXTS[1], "c.jsonl": new + old}, {})
    assert made(tmp_path, before, monkeypatch) == ["b", "new"]


def test_what_articles_yaml_says_of_a_file_makes_that_file_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    contents = {"a.txt": TEXTS[0], "b.txt": TEXTS[0], "c.jsonl": LINES[1]}
    write(tmp_path, contents, {"a.txt": "{date: 2025}", "b.txt": "{date: 2025}"})
    before = read(tmp_path)
    write(tmp_path, contents, {"c.jsonl": "{date: 2024}", "b.txt": "{date: 2025}"})
    assert made(tmp_path, before, monkeypatch) == ["a", before.articles[2].id]


def test_an_article_of_which_something_was_noted_is_made_anew_each_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, {"a.txt": TEXTS[2], "b.txt": TEXTS[0]}, {})
    before = read(tmp_path)
    assert [key == NEVER for key in before.keys] == [True, False]
    assert made(tmp_path, before, monkeypatch) == ["a"]


def test_a_known_line_whose_id_another_has_now_is_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, {"c.jsonl": f"{LINES[0]}\n{LINES[0]}"}, {})
    before = read(tmp_path)
    assert made(tmp_path, before, monkeypatch) == [before.articles[1].id]
    write(tmp_path, {"a.txt": TEXTS[0], "c.jsonl": LINES[0]}, {})
    assert made(tmp_path, before, monkeypatch) == ["a", before.articles[1].id]


def test_progress_counts_files_and_the_lines_of_files_of_many(tmp_path: Path) -> None:
    lines = "\n".join(f'{{"id": "b{number}", "text": "正文。"}}' for number in range(198))
    write(tmp_path, {"a.txt": TEXTS[0], "b.jsonl": lines, "c.txt": ""}, {})
    told: list[tuple[int, int]] = []
    read_folder(tmp_path, lambda text: text, None, lambda done, of: told.append((done, of)))
    assert told == [(100, 200), (200, 200), (200, 200)]
