"""What survives a restart, and what happens when it can't be written."""

import asyncio
import contextlib
import os
import re
import resource
import sqlite3
import stat
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from bot import state_file, unwritten
from bot.groups import GroupSettings
from bot.state import Asked, State, new_id
from bot.state_file import StateFile

pytestmark = pytest.mark.asyncio

REPOSITORY = Path(__file__).parents[2]
USER, FRIEND, CHAT = 777_000_123, 777_000_456, -100_1234567890
QUESTION = "铁观音要用多少度的水泡？"
DAY = 24 * 3600


class Clock:
    """Now, moved by hand."""

    def __init__(self) -> None:
        self.moved = 0.0

    def __call__(self) -> float:
        return time.time() + self.moved


@contextlib.asynccontextmanager
async def opened(
    folder: Path, clock: Clock | None = None, flush_every: float = 3600
) -> AsyncIterator[State]:
    state = await State.open(folder, clock=clock or Clock(), flush_every=flush_every)
    try:
        yield state
    finally:
        await state.close()


@contextlib.contextmanager
def locked(folder: Path) -> Iterator[None]:
    connection = sqlite3.connect(folder / "state.db", isolation_level=None)
    connection.execute("BEGIN EXCLUSIVE")
    try:
        yield
    finally:
        connection.close()


def asked_by(asker: str | None, question: str = QUESTION, previous: str | None = None) -> Asked:
    return Asked(new_id(), question, previous, False, "zh-Hans", asker)


def remember(state: State, asked: Asked, message: int = 10, update: int | None = 500) -> None:
    state.remember(asked, CHAT, message, message + 1, update)


def rows(folder: Path, query: str) -> list[tuple[object, ...]]:
    with contextlib.closing(sqlite3.connect(folder / "state.db")) as connection:
        return connection.execute(query).fetchall()


def all_bytes(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.glob("state.db*"))


def warnings(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.name.startswith("bot.")]


async def test_everything_survives_a_restart(tmp_path: Path) -> None:
    async with opened(tmp_path) as state:
        asked = Asked(new_id(), QUESTION, "铁观音怎么喝？", True, "zh-Hant", state.person(USER))
        remember(state, asked)
        state.choose_language(USER, "en")
        state.vote(asked.id, USER, True, "tea", 12)
        state.vote(asked.id, FRIEND, False, "tea", 12)
        state.count("questions")
        state.count("questions")
    async with opened(tmp_path) as state:
        assert await state.asked(asked.id) == asked
        assert await state.answer_to(CHAT, 10) == (asked, 11)
        assert await state.asked_in(CHAT, 11) == asked
        assert await state.language_of(USER) == "en"
        assert await state.votes(asked.id) == (1, 1)
        state.count("questions")
        assert await state.counted_today("questions") == 3
        await state.flush()
        assert await state.counted_today("questions") == 3
        assert await state.answered_updates() == [500]
        assert state.person(USER) == asked.asker


async def test_everything_is_there_before_it_is_written(tmp_path: Path) -> None:
    async with opened(tmp_path) as state:
        asked = asked_by(state.person(USER))
        remember(state, asked)
        state.choose_language(USER, "en")
        state.vote(asked.id, USER, True, "tea", 12)
        state.count("questions")
        assert await state.asked(asked.id) == asked
        assert await state.answer_to(CHAT, 10) == (asked, 11)
        assert await state.asked_in(CHAT, 11) == asked
        assert await state.language_of(USER) == "en"
        assert await state.votes(asked.id) == (1, 0)
        assert await state.counted_today("questions") == 1
        assert await state.answered_updates() == [500]
        assert rows(tmp_path, "SELECT * FROM asked") == []


async def test_what_was_never_asked_is_none(tmp_path: Path) -> None:
    async with opened(tmp_path) as state:
        assert await state.asked(new_id()) is None
        assert await state.answer_to(CHAT, 10) is None
        assert await state.asked_in(CHAT, 11) is None
        assert await state.language_of(USER) is None
        assert await state.votes(new_id()) == (0, 0)
        assert await state.counted_today("questions") == 0
        assert await state.answered_updates() == []


@pytest.mark.parametrize("forged", ["", "x" * 64, "'; DROP TABLE a", "\ud800" * 12, "铁" * 12])
async def test_a_forged_id_is_none(tmp_path: Path, forged: str) -> None:
    async with opened(tmp_path) as state:
        assert await state.asked(forged) is None


async def test_ids_fit_a_button() -> None:
    assert all(re.fullmatch("[A-Za-z0-9_-]{12}", new_id()) for _ in range(200))


_WRITER = """
import asyncio, os, pathlib, signal, sys
from bot.state import Asked, State

async def main():
    state = await State.open(pathlib.Path(sys.argv[1]), flush_every=0.05)
    state.remember(Asked("a" * 12, "问", None, False, "en", None), 1, 2, 3, 4)
    await asyncio.sleep(1)
    state.remember(Asked("b" * 12, "问", None, False, "en", None), 1, 4, 5, 6)
    os.kill(os.getpid(), signal.SIGKILL)

asyncio.run(main())
"""


async def test_a_killed_process_loses_at_most_what_came_after_the_last_flush(
    tmp_path: Path,
) -> None:
    killed = subprocess.run(
        [sys.executable, "-c", _WRITER, tmp_path], cwd=REPOSITORY, timeout=60, check=False
    )
    assert killed.returncode == -9
    async with opened(tmp_path) as state:
        assert await state.asked("a" * 12)
        assert await state.asked("b" * 12) is None
        assert await state.answered_updates() == [4]


async def test_a_change_survives_a_restart(tmp_path: Path) -> None:
    async with opened(tmp_path) as state:
        before, after_it_was_written = asked_by(None, "可零"), asked_by(None, "可零")
        remember(state, before, 10)
        remember(state, after_it_was_written, 20)
        state.change(Asked(before.id, "可灵", None, True, "en", None))
        await state.flush()
        state.change(Asked(after_it_was_written.id, "可灵", None, True, "en", None))
        found = await state.answer_to(CHAT, 20)
        assert found
        assert found[0].question == "可灵"
    async with opened(tmp_path) as state:
        for asked in (before, after_it_was_written):
            changed = Asked(asked.id, "可灵", None, True, "en", None)
            assert await state.asked(asked.id) == changed
            # Changed again, but found by its place in the database.
        state.change(Asked(before.id, "即梦", None, False, "en", None))
        found = await state.answer_to(CHAT, 10)
        assert found
        assert found[0].question == "即梦"


async def test_the_later_answer_to_a_question_counts(tmp_path: Path) -> None:
    clock = Clock()
    async with opened(tmp_path, clock) as state:
        first, second = asked_by(None), asked_by(None)
        state.remember(first, CHAT, 10, 11, None)
        clock.moved = 1
        state.remember(second, CHAT, 10, 12, None)
        assert await state.answer_to(CHAT, 10) == (second, 12)
    async with opened(tmp_path) as state:
        assert await state.answer_to(CHAT, 10) == (second, 12)
        assert await state.asked_in(CHAT, 11) == first


async def test_an_answer_without_a_question_message_or_update(tmp_path: Path) -> None:
    async with opened(tmp_path) as state:
        asked = asked_by(None)
        state.remember(asked, CHAT, None, 11, None)
        assert await state.answered_updates() == []
    async with opened(tmp_path) as state:
        assert await state.asked_in(CHAT, 11) == asked
        assert await state.answered_updates() == []


async def test_a_person_votes_once_and_may_think_again(tmp_path: Path) -> None:
    async with opened(tmp_path) as state:
        asked = asked_by(None)
        state.vote(asked.id, USER, True, "tea", 12)
        state.vote(asked.id, FRIEND, True, "tea", 12)
        await state.flush()
        state.vote(asked.id, USER, False, "tea", 12)
        assert await state.votes(asked.id) == (1, 1)
        await state.flush()
        assert await state.votes(asked.id) == (1, 1)


async def test_a_language_can_be_taken_back(tmp_path: Path) -> None:
    async with opened(tmp_path) as state:
        state.choose_language(USER, "en")
        await state.flush()
        state.choose_language(USER, None)
        assert await state.language_of(USER) is None
    async with opened(tmp_path) as state:
        assert await state.language_of(USER) is None


async def test_people_and_chats_stand_nowhere_in_the_database(tmp_path: Path) -> None:
    async with opened(tmp_path) as state:
        asked = asked_by(state.person(USER))
        state.remember(asked, USER, 10, 11, 500)
        state.remember(asked_by(state.person(USER)), CHAT, 10, 11, 501)
        state.choose_language(USER, "en")
        state.vote(asked.id, USER, True, "tea", 12)
        await state.flush()
        written = all_bytes(tmp_path)
    written += all_bytes(tmp_path)
    assert asked.asker
    assert asked.asker.encode() in written
    for number in (USER, CHAT):
        assert str(abs(number)).encode() not in written
        for size in (4, 6, 8):
            with contextlib.suppress(OverflowError):
                assert number.to_bytes(size, "big", signed=True) not in written


async def test_a_person_is_not_known_by_their_private_chat(tmp_path: Path) -> None:
    async with opened(tmp_path) as state:
        asked = asked_by(state.person(USER))
        state.remember(asked, USER, 10, 11, 500)
    [(asker, chat)] = rows(tmp_path, "SELECT asker, chat FROM asked")
    assert asker != chat
    assert re.fullmatch("[A-Za-z0-9_-]{22}", str(asker))


async def test_both_files_are_their_owners_alone_and_apart(tmp_path: Path) -> None:
    old_mask = os.umask(0)
    try:
        async with opened(tmp_path / "data") as state:
            remember(state, asked_by(None))
            await state.flush()
            modes = {p.name: stat.S_IMODE(p.stat().st_mode) for p in (tmp_path / "data").iterdir()}
    finally:
        os.umask(old_mask)
    assert modes == dict.fromkeys(("state.db", "state.db-wal", "state.db-shm", "state.key"), 0o600)
    key = (tmp_path / "data" / "state.key").read_text("ascii").strip()
    assert key.encode() not in all_bytes(tmp_path / "data")
    assert bytes.fromhex(key) not in all_bytes(tmp_path / "data")


@pytest.mark.parametrize("damaged", [b"", b"abc\n", b"\xff" * 64, b"g" * 64, b"a" * 63])
async def test_a_damaged_key_is_replaced(
    tmp_path: Path, damaged: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "state.key").write_bytes(damaged)
    async with opened(tmp_path) as state:
        person = state.person(USER)
    assert [str(tmp_path / "state.key") in line for line in warnings(caplog)] == [True]
    [aside] = tmp_path.glob("state.key.damaged-*")
    assert aside.read_bytes() == damaged
    async with opened(tmp_path) as state:
        assert state.person(USER) == person


async def test_entries_go_after_keep_days(tmp_path: Path) -> None:
    clock = Clock()
    async with opened(tmp_path, clock) as state:
        asked = asked_by(None)
        remember(state, asked)
        state.choose_language(USER, "en")
        state.vote(asked.id, USER, True, "tea", 12)
        state.count("questions")
        clock.moved = 89 * DAY
        await state.flush()
        assert await state.asked(asked.id) == asked
        clock.moved = 91 * DAY
        await state.flush()
        assert await state.asked(asked.id) is None
        assert await state.answer_to(CHAT, 10) is None
        assert await state.language_of(USER) is None
        assert await state.votes(asked.id) == (0, 0)
        for table in ("asked", "chosen", "votes", "counts"):
            assert rows(tmp_path, f"SELECT * FROM {table}") == []


async def test_old_entries_go_at_a_start(tmp_path: Path) -> None:
    clock = Clock()
    async with opened(tmp_path, clock) as state:
        remember(state, asked_by(None))
    clock.moved = 91 * DAY
    async with opened(tmp_path, clock):
        assert rows(tmp_path, "SELECT * FROM asked") == []
        assert QUESTION.encode() not in all_bytes(tmp_path)


async def test_a_language_in_use_is_kept(tmp_path: Path) -> None:
    clock = Clock()
    async with opened(tmp_path, clock) as state:
        state.choose_language(USER, "en")
    for moved in (60, 120):
        clock.moved = moved * DAY
        async with opened(tmp_path, clock) as state:
            assert await state.language_of(USER) == "en"


async def test_days_are_counted_apart_and_old_updates_left_out(tmp_path: Path) -> None:
    clock = Clock()
    async with opened(tmp_path, clock) as state:
        state.count("questions")
        remember(state, asked_by(None), 10, 500)
        clock.moved = 2 * DAY
        await state.flush()
        remember(state, asked_by(None), 20, 501)
        assert await state.counted_today("questions") == 0
        assert await state.answered_updates() == [501]
        await state.flush()
        assert await state.answered_updates() == [501]


async def test_a_person_is_forgotten_without_a_trace(tmp_path: Path) -> None:
    async with opened(tmp_path) as state:
        theirs = asked_by(state.person(USER))
        unwritten = asked_by(state.person(USER), "还没写下的问题")
        follow_up = asked_by(state.person(FRIEND), "那温度呢？", previous=QUESTION)
        late_follow_up = asked_by(state.person(FRIEND), "那价格呢？", previous="还没写下的问题")
        remember(state, theirs, 10)
        remember(state, follow_up, 20)
        state.choose_language(USER, "en")
        state.vote(theirs.id, USER, True, "tea", 12)
        state.vote(theirs.id, FRIEND, True, "tea", 12)
        await state.flush()
        remember(state, unwritten, 30)
        remember(state, late_follow_up, 40)
        state.vote(theirs.id, USER, False, "tea", 12)
        assert await state.forget(USER) == 4
        assert await state.asked(theirs.id) is None
        assert await state.asked(unwritten.id) is None
        assert await state.asked_in(CHAT, 11) is None
        assert await state.language_of(USER) is None
        assert await state.votes(theirs.id) == (1, 0)
        for kept in (follow_up, late_follow_up):
            friends = await state.asked(kept.id)
            assert friends
            assert friends.previous is None
        assert QUESTION.encode() not in all_bytes(tmp_path)
        assert state.person(USER).encode() not in all_bytes(tmp_path)
        assert await state.forget(USER) == 0


async def test_a_person_is_forgotten_though_the_database_is_locked(tmp_path: Path) -> None:
    async with opened(tmp_path) as state:
        written, unwritten = asked_by(state.person(USER)), asked_by(state.person(USER))
        follow_up = asked_by(None, "那温度呢？", previous=QUESTION)
        asked_without_previous = Asked(follow_up.id, "那温度呢？", None, False, "zh-Hans", None)
        remember(state, written, 10)
        await state.flush()
        with locked(tmp_path):
            remember(state, unwritten, 20)
            remember(state, follow_up, 30)
            assert await state.forget(USER) == 1
            assert await state.asked(unwritten.id) is None
            assert await state.asked(follow_up.id) == asked_without_previous
    assert rows(tmp_path, "SELECT id, previous FROM asked") == [(follow_up.id, None)]


def _random_bytes(path: Path) -> None:
    path.write_bytes(os.urandom(8192))


def _truncated(path: Path) -> None:
    os.truncate(path, path.stat().st_size - 5000)


def _text(path: Path) -> None:
    path.write_text("not a database\n", "utf-8")


def _newer(path: Path) -> None:
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 99")


def _page_gone(path: Path) -> None:
    with path.open("r+b") as file:
        file.seek(-2 * 4096, os.SEEK_END)
        file.write(b"\xff" * 4096)


@pytest.mark.parametrize("damage", [_random_bytes, _truncated, _text, _newer, _page_gone])
async def test_a_damaged_or_newer_database_is_moved_aside(
    tmp_path: Path, damage: object, caplog: pytest.LogCaptureFixture
) -> None:
    async with opened(tmp_path) as state:
        for message in range(0, 2000, 10):
            remember(state, asked_by(None), message)
    assert callable(damage)
    damage(tmp_path / "state.db")
    damaged = (tmp_path / "state.db").read_bytes()
    async with opened(tmp_path) as state:
        asked = asked_by(None)
        remember(state, asked)
    assert [str(tmp_path / "state.db") in line for line in warnings(caplog)] == [True]
    [aside] = tmp_path.glob("state.db.damaged-*")
    assert aside.read_bytes() == damaged
    async with opened(tmp_path) as state:
        assert await state.asked(asked.id) == asked
    clock = Clock()
    clock.moved = 91 * DAY
    async with opened(tmp_path, clock):
        assert not aside.exists()


async def test_the_log_of_a_database_that_is_moved_aside_goes_with_it(tmp_path: Path) -> None:
    async with opened(tmp_path):
        pass
    with contextlib.closing(sqlite3.connect(tmp_path / "state.db")) as other:
        other.execute("PRAGMA user_version = 99")
        log = (tmp_path / "state.db-wal").read_bytes()
        async with opened(tmp_path) as state:
            asked = asked_by(None)
            remember(state, asked)
        [aside] = tmp_path.glob("state.db.damaged-*-wal")
        assert aside.read_bytes() == log
    async with opened(tmp_path) as state:
        assert await state.asked(asked.id) == asked


async def test_a_read_that_is_under_way_ends_before_the_close(tmp_path: Path) -> None:
    async with opened(tmp_path) as state:
        asked = asked_by(None)
        remember(state, asked)
    state = await State.open(tmp_path)
    reading = asyncio.create_task(state.asked(asked.id))
    await asyncio.sleep(0)
    await state.close()
    assert reading.done()
    assert await reading == asked


async def test_a_database_damaged_while_running_is_moved_aside(tmp_path: Path) -> None:
    async with opened(tmp_path) as state:
        for message in range(0, 2000, 10):
            remember(state, asked_by(None), message)
        await state.flush()
        rows(tmp_path, "PRAGMA wal_checkpoint(TRUNCATE)")
        size = (tmp_path / "state.db").stat().st_size
        with (tmp_path / "state.db").open("r+b") as file:
            file.write(os.urandom(size))
        asked = asked_by(None)
        remember(state, asked, 5000)
        await state.flush()
        assert await state.asked(asked.id) == asked
        await state.flush()
    assert list(tmp_path.glob("state.db.damaged-*"))
    async with opened(tmp_path) as state:
        assert await state.asked(asked.id) == asked


async def test_a_locked_database_stops_nothing_and_loses_nothing(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with opened(tmp_path, flush_every=0.05) as state:
        earlier, asked = asked_by(None), asked_by(None)
        remember(state, earlier, 10)
        await state.flush()
        with locked(tmp_path):
            remember(state, asked, 20)
            state.change(Asked(earlier.id, "可灵", None, True, "en", None))
            state.vote(asked.id, USER, True, "tea", 12)
            state.count("questions")
            await state.flush()
            await state.flush()
            assert await state.asked(asked.id) == asked
            assert await state.votes(asked.id) == (1, 0)
            assert await state.language_of(USER) is None
            state.count("questions")
            assert await state.counted_today("questions") == 2
            assert rows(tmp_path, "SELECT count(*) FROM asked") == [(1,)]
        await asyncio.sleep(0.5)
        assert rows(tmp_path, "SELECT count(*) FROM asked") == [(2,)]
        assert rows(tmp_path, "SELECT n FROM counts") == [(2,)]
    [line] = warnings(caplog)
    assert "locked" in line
    assert str(tmp_path / "state.db") in line
    assert QUESTION not in line


async def test_a_database_that_is_locked_at_the_start_is_used_later(tmp_path: Path) -> None:
    (tmp_path / "state.db").touch()
    with locked(tmp_path):
        state = await State.open(tmp_path, flush_every=3600)
        asked = asked_by(None)
        remember(state, asked)
        assert await state.asked(asked.id) == asked
        assert await state.asked(new_id()) is None
    await state.close()
    assert not list(tmp_path.glob("*.damaged-*"))
    async with opened(tmp_path) as state:
        assert await state.asked(asked.id) == asked


# The locks that readers take, all of them; from another process, as its own don't hinder one.
_LOCKER = """
import fcntl, sys
with open(sys.argv[1], "r+b") as file:
    fcntl.lockf(file, fcntl.LOCK_EX, 8, 120)
    print("locked", flush=True)
    sys.stdin.read()
"""


async def test_reads_of_a_database_that_is_locked_to_readers_too_give_none(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with opened(tmp_path) as state:
        asked = asked_by(None)
        remember(state, asked, 10)
        await state.flush()
        # Out of memory, so that the database has to be asked.
        for message in range(unwritten.MAX_ENTRIES):
            remember(state, asked_by(None), 1000 + message)
        await state.flush()
        assert await state.asked(asked.id) == asked
        with subprocess.Popen(
            [sys.executable, "-c", _LOCKER, tmp_path / "state.db-shm"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        ) as locker:
            assert locker.stdout
            assert locker.stdout.readline() == b"locked\n"
            async with asyncio.timeout(3):
                found = await asyncio.gather(*(state.asked(asked.id) for _ in range(200)))
            assert found == [None] * 200
            locker.communicate()
        async with asyncio.timeout(10):
            while await state.asked(asked.id) != asked:
                await asyncio.sleep(0.05)
    assert len(warnings(caplog)) == 1


async def test_too_many_unwritten_entries_drop_the_oldest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(unwritten, "MAX_ENTRIES", 3)
    clock = Clock()
    async with opened(tmp_path, clock) as state:
        with locked(tmp_path):
            for message in range(5):
                remember(state, asked_by(None, str(message)), message)
            flushing = asyncio.create_task(state.flush())
            await asyncio.sleep(0.05)
            for message in (5, 6):
                remember(state, asked_by(None, str(message)), message)
            await flushing
            remember(state, asked_by(None, "7"), 7)
            await state.flush()
            clock.moved = 61
            await state.flush()
    assert rows(tmp_path, "SELECT question FROM asked ORDER BY at") == [("5",), ("6",), ("7",)]
    first, second = warnings(caplog)
    assert first.endswith("3 entries wait in memory, 4 were dropped")
    assert second.endswith("3 entries wait in memory, 1 were dropped")


@contextlib.contextmanager
def full_disk() -> Iterator[None]:
    """No file of this process may grow."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


async def test_a_full_disk_stops_nothing_and_loses_nothing(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with opened(tmp_path) as state:
        asked = asked_by(None)
        with full_disk():
            remember(state, asked)
            await state.flush()
            assert await state.asked(asked.id) == asked
            assert await state.language_of(USER) is None
    assert [str(tmp_path / "state.db") in line for line in warnings(caplog)] == [True]
    assert rows(tmp_path, "SELECT id FROM asked") == [(asked.id,)]


async def test_a_disk_that_is_full_at_the_start_leaves_memory(tmp_path: Path) -> None:
    with full_disk():
        async with opened(tmp_path) as state:
            asked = asked_by(None)
            remember(state, asked)
            await state.flush()
            assert await state.asked(asked.id) == asked
    assert list(tmp_path.iterdir()) == []


async def test_full_memory_stops_nothing(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(state_file, "_PAGES_IN_MEMORY", 20)
    (tmp_path / "file").touch()
    async with opened(tmp_path / "file") as state:
        many = [asked_by(None, "长" * 500) for _ in range(200)]
        for message, asked in enumerate(many):
            remember(state, asked, message * 10)
        await state.flush()
        assert await state.asked(many[-1].id) == many[-1]
    assert any("full" in line for line in warnings(caplog))


async def test_an_impossible_folder_leaves_memory(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").touch()
    async with opened(tmp_path / "file" / "data") as state:
        asked = asked_by(state.person(USER))
        remember(state, asked)
        state.choose_language(USER, "en")
        state.vote(asked.id, USER, True, "tea", 12)
        state.count("questions")
        await state.flush()
        assert await state.asked(asked.id) == asked
        assert await state.language_of(USER) == "en"
        assert await state.votes(asked.id) == (1, 0)
        assert await state.counted_today("questions") == 1
        assert await state.forget(USER) == 3
    [line] = warnings(caplog)
    assert str(tmp_path / "file" / "data") in line


async def test_an_entry_that_does_not_fit_stops_no_later_one(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with opened(tmp_path) as state:
        remember(state, asked_by(None), 2**70)
        await state.flush()
        half_a_pair = asked_by(None, "半个\ud83d字")
        remember(state, half_a_pair)
    assert len(warnings(caplog)) == 1
    async with opened(tmp_path) as state:
        found = await state.asked(half_a_pair.id)
        assert found
        assert found.question == "半个?字"


async def test_many_at_once(tmp_path: Path) -> None:
    async with opened(tmp_path, flush_every=0.01) as state:

        async def one(number: int) -> bool:
            asked = asked_by(state.person(number), str(number))
            remember(state, asked, number * 10)
            state.vote(asked.id, number, True, "tea", 12)
            state.count("questions")
            await asyncio.sleep(number % 7 / 100)
            missing = await state.language_of(number), await state.asked(new_id())
            found = (
                await state.asked(asked.id),
                await state.answer_to(CHAT, number * 10),
                await state.asked_in(CHAT, number * 10 + 1),
                await state.votes(asked.id),
            )
            expected = (asked, (asked, number * 10 + 1), asked, (1, 0))
            return missing == (None, None) and found == expected

        assert all(await asyncio.gather(*map(one, range(200))))
        assert await state.counted_today("questions") == 200
    assert rows(tmp_path, "SELECT count(*) FROM asked") == [(200,)]
    assert rows(tmp_path, "SELECT n FROM counts") == [(200,)]


async def test_an_older_schema_is_migrated_and_a_broken_migration_changes_nothing(
    tmp_path: Path,
) -> None:
    async with opened(tmp_path) as state:
        asked = asked_by(None)
        remember(state, asked)
    second = ("ALTER TABLE asked ADD COLUMN a TEXT", "ALTER TABLE asked ADD COLUMN b TEXT")
    broken = StateFile(tmp_path / "state.db", (*state_file.MIGRATIONS, (second[0], "nonsense")))
    with pytest.raises(state_file.UNUSABLE):
        await broken.prepare(0)
    await broken.close()
    assert rows(tmp_path, "PRAGMA user_version") == [(len(state_file.MIGRATIONS),)]
    migrated = StateFile(tmp_path / "state.db", (*state_file.MIGRATIONS, second))
    await migrated.prepare(0)
    await migrated.close()
    assert rows(tmp_path, "PRAGMA user_version") == [(len(state_file.MIGRATIONS) + 1,)]
    assert rows(tmp_path, "SELECT id, a, b FROM asked") == [(asked.id, None, None)]


OFF = GroupSettings(service="off")


async def test_a_groups_settings_survive_a_restart_and_arent_purged(tmp_path: Path) -> None:
    clock = Clock()
    async with opened(tmp_path, clock) as state:
        state.set_up_group(CHAT, OFF)
        assert await state.group(CHAT) == OFF
        assert await state.groups() == [OFF]
    clock.moved = 4000 * DAY
    async with opened(tmp_path, clock) as state:
        assert await state.group(CHAT) == OFF
        assert await state.groups() == [OFF]
        assert await state.group(CHAT - 1) == await state.group(USER) == GroupSettings()
    assert str(CHAT).encode() not in all_bytes(tmp_path)


async def test_settings_that_are_the_defaults_again_are_forgotten(tmp_path: Path) -> None:
    async with opened(tmp_path) as state:
        state.set_up_group(CHAT, OFF)
        await state.flush()
        state.set_up_group(CHAT, GroupSettings())
        assert await state.groups() == []
    async with opened(tmp_path) as state:
        assert await state.group(CHAT) == GroupSettings()
    assert rows(tmp_path, "SELECT count(*) FROM groups") == [(0,)]


@pytest.mark.parametrize("how", ["unwritten", "written", "after a restart"])
async def test_a_groups_settings_move_along(tmp_path: Path, how: str) -> None:
    async with opened(tmp_path) as state:
        state.set_up_group(-5, OFF)
        if how == "unwritten":
            state.move(-5, CHAT)
        await state.flush()
        if how == "written":
            state.move(-5, CHAT)
            assert await state.group(CHAT) == OFF
    async with opened(tmp_path) as state:
        state.move(-5, CHAT)
        assert await state.group(CHAT) == OFF
        await state.flush()
        assert await state.groups() == [OFF]
    async with opened(tmp_path) as state:
        assert await state.group(CHAT) == OFF
        assert await state.group(-5) == GroupSettings()


@pytest.mark.parametrize("looked_up", ["before", "meanwhile"])
async def test_a_group_that_is_looked_up_too_early_has_its_settings_all_the_same(
    tmp_path: Path, looked_up: str
) -> None:
    async with opened(tmp_path) as state:
        state.set_up_group(-5, OFF)
    async with opened(tmp_path) as state:
        early = asyncio.create_task(state.group(CHAT))
        await (early if looked_up == "before" else asyncio.sleep(0))
        state.move(-5, CHAT)
        assert await early == (GroupSettings() if looked_up == "before" else OFF)
        assert await state.group(CHAT) == OFF
        await state.flush()
        state.move(-5, CHAT)
        assert await state.group(CHAT) == OFF


@pytest.mark.parametrize("later", [GroupSettings(paging="all"), GroupSettings()])
async def test_what_is_chosen_after_a_move_wins(tmp_path: Path, later: GroupSettings) -> None:
    async with opened(tmp_path) as state:
        state.set_up_group(-5, OFF)
        await state.flush()
        state.move(-5, CHAT)
        state.set_up_group(CHAT, later)
        assert await state.group(CHAT) == later
    async with opened(tmp_path) as state:
        assert await state.group(CHAT) == later
    assert rows(tmp_path, "SELECT count(*) FROM groups") == [(later != GroupSettings(),)]


@pytest.mark.parametrize("text", ["{", "[]", '{"service": "sometimes"}'])
async def test_damaged_settings_are_as_if_never_chosen(tmp_path: Path, text: str) -> None:
    async with opened(tmp_path) as state:
        state.set_up_group(CHAT, OFF)
    with contextlib.closing(sqlite3.connect(tmp_path / "state.db")) as connection, connection:
        connection.execute("UPDATE groups SET settings = ?", (text,))
    async with opened(tmp_path) as state:
        assert await state.group(CHAT) == GroupSettings()


async def test_a_database_from_before_group_settings_gets_a_place_for_them(tmp_path: Path) -> None:
    async with opened(tmp_path) as state:
        remember(state, asked := asked_by(None))
    with contextlib.closing(sqlite3.connect(tmp_path / "state.db")) as connection, connection:
        connection.execute("DROP TABLE groups")
        connection.execute("PRAGMA user_version = 1")
    async with opened(tmp_path) as state:
        state.set_up_group(CHAT, OFF)
        await state.flush()
        assert await state.asked(asked.id) == asked
    assert rows(tmp_path, "SELECT count(*) FROM groups") == [(1,)]
