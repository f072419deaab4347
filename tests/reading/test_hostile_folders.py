"""Folders that nobody vouches for: every oddity is one problem, nothing hangs, the rest loads."""

import os
import socket
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from knowledge.reading import files
from knowledge.reading.document import Unreadable
from knowledge.reading.folder import Folder, read_folder

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write_file(name: str, text: str = "可灵出了新版。") -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    return write_file


def read(folder: Path) -> Folder:
    return read_folder(folder, lambda text: text)


def problems(folder: Path) -> list[str]:
    return [str(problem) for problem in read(folder).problems]


@pytest.mark.parametrize(
    "stem",
    [
        "نموذج الفيديو",
        "می‌خواهم",
        "👩‍💻🎬",
        "可灵　新版",
        "caf\u00e9",
        "cafe\u0301",
        "か\u3099",
        "\u202ekling",
        "𠮷" * 62,
        "a" * 250,
        "-rf *",
        "%s {}",
        "..",
        "$(reboot)",
    ],
)
def test_a_file_may_have_any_name_that_can_be_shown(
    tmp_path: Path, write: Write, stem: str
) -> None:
    write(f"articles/x{stem}.txt")
    (article,) = read(tmp_path).articles
    assert unicodedata.normalize("NFC", article.title) == unicodedata.normalize("NFC", f"x{stem}")
    assert problems(tmp_path) == []


@pytest.mark.parametrize("sign", ["\n", "\t", "\x1b", "\x7f", "\x85", "\u2028"])
def test_a_name_with_a_control_character_is_a_problem_in_one_line(
    tmp_path: Path, write: Write, sign: str
) -> None:
    write("articles/a.txt")
    write(f"articles/b{sign}c.txt")
    (problem,) = problems(tmp_path)
    assert problem.isprintable()
    assert problem.endswith(": the file name isn't UTF-8, or has control characters")
    assert len(read(tmp_path).articles) == 1


def test_names_that_only_compose_differently_are_two_files(tmp_path: Path, write: Write) -> None:
    write("articles/caf\u00e9.txt", "甲文。")
    write("articles/cafe\u0301.txt", "乙文。")
    write("articles.yaml", "caf\u00e9.txt: {title: 甲}\ncafe\u0301.txt: {title: 乙}\n")
    articles = read(tmp_path).articles
    assert {(article.title, article.body) for article in articles} == {
        ("甲", "甲文。"),
        ("乙", "乙文。"),
    }
    assert len({article.id for article in articles}) == 2


def test_a_folder_that_is_called_like_a_file_is_looked_into(tmp_path: Path, write: Write) -> None:
    write("articles/a.md/b.txt")
    assert [article.path for article in read(tmp_path).articles] == ["articles/a.md/b.txt"]


def test_a_folder_deeper_than_any_stack_is_read(tmp_path: Path, write: Write) -> None:
    path = write("articles/a.txt").parent
    folders = [path := path / "d" for _ in range(1500)]
    try:
        for folder in folders:
            folder.mkdir()
        (path / "b.txt").write_text("可灵好。", encoding="utf-8")
        found = read(tmp_path)
        (path / "b.txt").unlink()
    finally:  # what cleans up after the tests has a stack, too
        for folder in reversed(folders):
            folder.rmdir()
    assert [article.id for article in found.articles] == ["a", "b"]


def test_links_that_lead_in_circles_are_problems(tmp_path: Path, write: Write) -> None:
    folder = write("articles/a.txt").parent
    (folder / "b.txt").symlink_to("c.txt")
    (folder / "c.txt").symlink_to("b.txt")
    (folder / "d").symlink_to(".")
    found = read(tmp_path)
    assert [article.id for article in found.articles] == ["a"]
    assert sorted(problem.path for problem in found.problems) == [
        f"articles/{name}" for name in ("b.txt", "c.txt", "d")
    ]


def test_a_link_that_is_swapped_in_after_the_check_is_not_followed(
    tmp_path: Path, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = write("secret.txt", "秘密。")
    path = write("shelf/articles/a.txt")
    write("shelf/articles/b.txt")
    listed = files.list_files

    def swap(*args: object) -> list[str]:
        found = listed(*args)  # type: ignore[arg-type]  # passed on as they come
        path.unlink()
        path.symlink_to(secret)
        return found

    monkeypatch.setattr(files, "list_files", swap)
    found = read(tmp_path / "shelf")
    assert [article.id for article in found.articles] == ["b"]
    assert [str(problem) for problem in found.problems] == [
        "articles/a.txt: a link that leads out of the folder"
    ]


def test_a_link_that_is_swapped_back_after_opening_is_found_out(
    tmp_path: Path, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = write("secret.txt", "秘密。")
    path = write("shelf/articles/a.txt")
    open_file = os.open
    monkeypatch.setattr(os, "open", lambda path, flags: open_file(secret, flags))
    with pytest.raises(Unreadable, match="another file was put in its place"):
        files.read_bytes(path, files.roots(tmp_path / "shelf"))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("articles.yaml", "a.txt: {title: 秘密}"),
        ("lexicon.yaml", "- {name: 秘密}"),
        ("questions.jsonl", "{}"),
    ],
)
def test_what_stands_beside_the_articles_may_not_lead_out_of_the_folder(
    tmp_path: Path, write: Write, name: str, text: str
) -> None:
    write(f"elsewhere/{name}", text)
    shelf = write("shelf/articles/a.txt").parents[1]
    before = read(shelf)
    (shelf / name).symlink_to(tmp_path / "elsewhere" / name)
    found = read(shelf)
    assert [str(problem) for problem in found.problems] == [
        f"{name}: a link that leads out of the folder"
    ]
    assert (found.articles, found.names) == (before.articles, ())


def test_what_stands_beside_the_articles_may_be_a_link_within_the_folder(
    tmp_path: Path, write: Write
) -> None:
    write("articles/a.txt")
    write("now/articles.yaml", "a.txt: {title: 可灵}")
    (tmp_path / "articles.yaml").symlink_to("now/articles.yaml")
    (tmp_path / "questions.jsonl").symlink_to("questions-2025.jsonl")
    assert [article.title for article in read(tmp_path).articles] == ["可灵"]
    assert problems(tmp_path) == []


def test_a_folder_that_a_link_replaces_after_the_check_is_not_entered(
    tmp_path: Path, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("secrets/a.txt", "秘密。")
    inner = write("shelf/articles/inner/a.txt").parent
    write("shelf/articles/b.txt")
    listed = files.list_files

    def swap(*args: object) -> list[str]:
        found = listed(*args)  # type: ignore[arg-type]  # passed on as they come
        (inner / "a.txt").unlink()
        inner.rmdir()
        inner.symlink_to(tmp_path / "secrets")
        return found

    monkeypatch.setattr(files, "list_files", swap)
    found = read(tmp_path / "shelf")
    assert [article.id for article in found.articles] == ["b"]
    assert [str(problem) for problem in found.problems] == [
        "articles/inner/a.txt: a link that leads out of the folder"
    ]


@pytest.mark.parametrize("name", ["a.txt", "a.jsonl"])
def test_a_file_that_becomes_a_link_before_it_is_opened_is_not_followed(
    tmp_path: Path, write: Write, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    secret = write("secret.txt", '{"id": "secret", "text": "秘密。"}')
    path = write(f"shelf/articles/{name}")
    open_file = os.open

    def swap(opened: str | Path, flags: int, **where: int) -> int:
        if Path(opened).name == name:
            path.unlink()
            path.symlink_to(secret)
        return open_file(opened, flags, **where)

    monkeypatch.setattr(os, "open", swap)
    found = read(tmp_path / "shelf")
    assert found.articles == ()
    assert [str(problem) for problem in found.problems] == [
        f"articles/{name}: a link that leads out of the folder"
    ]


@pytest.mark.parametrize("name", ["a.txt", "a.jsonl"])
def test_files_are_read_also_where_a_system_has_no_handles_of_folders(
    tmp_path: Path, write: Write, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    write(f"articles/{name}", '{"id": "a", "text": "正文。"}')
    open_file = os.open

    def refuse(path: str | Path, flags: int, **where: int) -> int:
        if where:
            raise NotImplementedError("dir_fd unavailable on this platform")
        return open_file(path, flags)

    monkeypatch.setattr(os, "open", refuse)
    assert len(read(tmp_path).articles) == 1


def test_what_is_no_file_is_a_problem(
    tmp_path: Path, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write("articles/a.txt").parent
    os.mkfifo(folder / "b.txt")
    os.mkfifo(folder / "c.jsonl")
    # A socket's address is short, so it is bound from where it shall stand.
    monkeypatch.chdir(folder)
    with socket.socket(socket.AF_UNIX) as bound:
        bound.bind("d.md")
        (tmp_path / "lexicon.yaml").symlink_to("/dev/zero")
        assert sorted(problems(tmp_path)) == [
            "articles/b.txt: this isn't a regular file",
            "articles/c.jsonl: this isn't a regular file",
            "articles/d.md: this isn't a regular file",
            "lexicon.yaml: this isn't a regular file",
        ]


def test_a_file_that_becomes_a_pipe_after_the_check_is_not_waited_for(
    tmp_path: Path, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write("articles/a.txt")
    open_file = os.open

    def swap(opened: str | Path, flags: int, **where: int) -> int:
        if Path(opened).name == path.name:
            path.unlink()
            os.mkfifo(path)
        return open_file(opened, flags, **where)

    monkeypatch.setattr(os, "open", swap)
    assert problems(tmp_path) == ["articles/a.txt: this isn't a regular file"]
    write("b.txt").replace(path)
    with pytest.raises(Unreadable, match="this isn't a regular file"):
        files.read_bytes(path)


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.jsonl"])
def test_a_file_that_vanishes_before_it_is_read_is_a_problem(
    tmp_path: Path, write: Write, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    path = write(f"articles/{name}")
    write("articles/b.txt")
    listed = files.list_files

    def vanish(*args: object) -> list[str]:
        found = listed(*args)  # type: ignore[arg-type]  # passed on as they come
        path.unlink()
        return found

    monkeypatch.setattr(files, "list_files", vanish)
    found = read(tmp_path)
    assert [article.id for article in found.articles] == ["b"]
    assert [str(problem) for problem in found.problems] == [
        f"articles/{name}: the file can't be read: No such file or directory"
    ]


def test_a_file_that_grows_while_it_is_read_is_read_to_the_limit_only(
    tmp_path: Path, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "LARGEST", 2_000_000)
    path = write("articles/a.txt")
    open_file = os.open

    def grow(path: Path, flags: int) -> int:
        opened = open_file(path, flags)
        monkeypatch.setattr(os, "fstat", lambda handle: os.stat(tmp_path / "small"))
        path.write_bytes(b"x" * 3_000_000)
        return opened

    write("small")
    monkeypatch.setattr(os, "open", grow)
    with pytest.raises(Unreadable, match="it grew beyond 2 MB while it was read"):
        files.read_bytes(path)


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.jsonl"])
def test_an_empty_file_is_a_problem(tmp_path: Path, write: Write, name: str) -> None:
    write(f"articles/{name}", "")
    assert problems(tmp_path) == [f"articles/{name}: no text in it"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("articles.yaml", "{text}"),
        ("lexicon.yaml", "- {text}"),
        ("articles/b.md", "---\n{text}\n---\n正文。"),
    ],
)
@pytest.mark.parametrize(
    ("bomb", "reason"),
    [
        ("[" * 100_000, "nested too deeply"),
        ("{a: " * 100_000, "nested too deeply"),
        (
            "{a: &a [" + "x," * 1000 + "], b: [" + "*a," * 1000 + "]}",
            "its aliases repeat too much",
        ),
        (
            "[&a [x,x,x], "
            + "".join(
                f"&{new} [*{old}, *{old}, *{old}], "
                for old, new in zip("abcdefghijkl", "bcdefghijklm", strict=True)
            )
            + "]",
            "its aliases repeat too much",
        ),
    ],
)
def test_a_yaml_bomb_is_a_problem(
    tmp_path: Path, write: Write, name: str, text: str, bomb: str, reason: str
) -> None:
    write("articles/a.txt")
    write(name, text.replace("{text}", bomb))
    (problem,) = problems(tmp_path)
    assert problem.startswith(f"{name}:")
    assert problem.endswith(f"broken YAML: {reason}")
    assert [article.id for article in read(tmp_path).articles] == ["a"]


def test_an_alias_of_moderate_size_is_fine(tmp_path: Path, write: Write) -> None:
    write("articles/a.txt")
    write("articles/b.txt")
    write("articles.yaml", "a.txt: &a {title: 甲}\nb.txt: *a\n")
    assert [article.title for article in read(tmp_path).articles] == ["甲", "甲"]
