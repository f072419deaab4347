"""The snapshots that the bot serves from: taken as they are, or built anew."""

import logging
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.snapshots import Snapshots
from bot.watching import stamp_of
from knowledge import FolderError, KnowledgeBase
from tests.telegram.running import tiny_folder

QUESTION = "铁观音要用多少度的水泡？"


def files(data: Path) -> list[str]:
    return sorted(path.name for path in data.iterdir())


def the_file(data: Path) -> Path:
    (file,) = data.iterdir()
    return file


def test_an_unchanged_folder_is_served_from_the_file_that_is_there(tmp_path: Path) -> None:
    folder, data = tiny_folder(tmp_path), tmp_path / "data"
    first = Snapshots(folder, data).open(stamp_of(folder))
    before = the_file(data).stat()
    second = Snapshots(folder, data).open(stamp_of(folder))
    assert the_file(data).stat() == before
    assert second.knowledge.ask(QUESTION) == first.knowledge.ask(QUESTION)
    assert second.examples == first.examples
    assert first.examples.all()


def test_a_folder_that_changed_gets_a_file_of_its_own_and_the_old_one_goes(tmp_path: Path) -> None:
    folder, data = tiny_folder(tmp_path), tmp_path / "data"
    snapshots = Snapshots(folder, data)
    old, before = snapshots.open(stamp_of(folder)), files(data)
    (folder / "articles" / "tea.md").unlink()
    (folder / "articles" / "latte.md").write_text("# 拿铁\n\n牛奶打到60度就停。\n", "utf-8")
    (folder / "articles" / "bread.md").write_text("# 面包\n\n面包要发酵。\n", "utf-8")
    new, changes = snapshots.build(stamp_of(folder))
    assert len(files(data)) == len(before) == 1
    assert files(data) != before
    assert (changes.added, changes.changed, changes.removed) == (
        ("拿铁",),
        ("面包",),
        ("铁观音怎么喝",),
    )
    assert old.knowledge.ask(QUESTION).outcome == "answered"
    assert new.knowledge.ask(QUESTION).outcome != "answered"


def test_where_the_process_that_builds_dies_the_bot_starts_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def died(*_: object) -> None:
        raise EOFError

    monkeypatch.setattr("bot.snapshots._SMALL", 0)
    monkeypatch.setattr("bot.snapshots.elsewhere", died)
    folder = tiny_folder(tmp_path)
    opened = Snapshots(folder, tmp_path / "data").open(stamp_of(folder))
    assert opened.knowledge.ask(QUESTION).outcome == "answered"
    assert "died" in caplog.text


def test_a_start_takes_what_has_not_changed_from_the_file_that_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, data = tiny_folder(tmp_path), tmp_path / "data"
    Snapshots(folder, data).open(stamp_of(folder))
    before = the_file(data)
    (folder / "articles" / "latte.md").write_text("# 拿铁\n\n牛奶打到60度就停。\n", "utf-8")
    given: list[Path | None] = []
    build = KnowledgeBase.build

    def noted(folder: Path, file: Path, before: Path | None, _: object) -> KnowledgeBase:
        given.append(before)
        return build(folder, file, before)

    monkeypatch.setattr(KnowledgeBase, "build", noted)
    opened = Snapshots(folder, data).open(stamp_of(folder))
    assert given == [before]
    assert opened.knowledge.ask("拿铁的牛奶打到多少度？").outcome == "answered"
    assert opened.knowledge.ask(QUESTION).outcome == "answered"


def test_a_start_that_takes_long_shows_how_far_it_is_a_reload_does_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def here(work: Callable[..., object], *args: object) -> object:
        return work(*args)

    monkeypatch.setattr("bot.snapshots._SMALL", 0)
    monkeypatch.setattr("bot.snapshots.elsewhere", here)
    monkeypatch.setattr("bot.progress._MANY", 1)
    monkeypatch.setattr("bot.progress._EVERY_SECONDS", 0.0)
    folder = tiny_folder(tmp_path)
    snapshots = Snapshots(folder, tmp_path / "data")
    snapshots.open(stamp_of(folder))
    assert "articles indexed" in capsys.readouterr().err
    snapshots.build(stamp_of(folder))
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("damage", [b"", b"nonsense", None])
def test_a_damaged_file_is_built_anew(
    tmp_path: Path, damage: bytes | None, caplog: pytest.LogCaptureFixture
) -> None:
    folder, data = tiny_folder(tmp_path), tmp_path / "data"
    Snapshots(folder, data).open(stamp_of(folder))
    file = the_file(data)
    file.write_bytes(file.read_bytes()[:-1] if damage is None else damage)
    with caplog.at_level(logging.WARNING):
        snapshot = Snapshots(folder, data).open(stamp_of(folder))
    assert "built anew" in caplog.text
    assert snapshot.knowledge.ask(QUESTION).outcome == "answered"
    assert KnowledgeBase.open(the_file(data)).ask(QUESTION).outcome == "answered"


def test_what_a_killed_build_left_behind_goes(tmp_path: Path) -> None:
    folder, data = tiny_folder(tmp_path), tmp_path / "data"
    data.mkdir()
    others = ["knowledge-notes.md", "state.db"]
    for name in (".knowledge-12.snapshot.7.tmp", "knowledge-0.snapshot", *others):
        (data / name).write_bytes(b"x")
    Snapshots(folder, data).open(stamp_of(folder))
    left = files(data)
    assert set(others) < set(left)
    assert len(left) == 3


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root writes everywhere"
)
def test_where_nothing_can_be_written_a_temporary_folder_serves(tmp_path: Path) -> None:
    folder, data = tiny_folder(tmp_path), tmp_path / "data"
    data.mkdir(mode=0o500)
    snapshots = Snapshots(folder, data)
    assert snapshots.open(stamp_of(folder)).knowledge.ask(QUESTION).outcome == "answered"
    assert files(data) == []


def test_where_the_data_folder_is_a_file_a_temporary_folder_serves(tmp_path: Path) -> None:
    folder, data = tiny_folder(tmp_path), tmp_path / "data"
    data.write_text("", "utf-8")
    snapshots = Snapshots(folder, data)
    assert snapshots.open(stamp_of(folder)).knowledge.ask(QUESTION).outcome == "answered"


def test_a_folder_that_is_not_there_says_so_through_the_process_that_builds(
    tmp_path: Path,
) -> None:
    missing = tmp_path / "missing"
    with pytest.raises(FolderError, match="there is no such folder"):
        Snapshots(missing, tmp_path / "data").open(stamp_of(missing))


@pytest.mark.skipif(os.name == "nt", reason="Windows limits no file's size")
def test_on_a_full_disk_the_knowledge_is_served_from_memory(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    import resource

    folder, data = tiny_folder(tmp_path), tmp_path / "data"
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, before[1]))
    try:
        snapshot = Snapshots(folder, data).open(stamp_of(folder))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert "No snapshot can be written" in caplog.text
    assert snapshot.knowledge.ask(QUESTION).outcome == "answered"
    assert snapshot.examples.all()
    assert files(data) == []
