"""The files in which state is kept: a key, and apart from it a database that may fail."""

import asyncio
import contextlib
import logging
import os
import re
import secrets
import sqlite3
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from sqlalchemy import URL, Row, bindparam, column, delete, event, insert, table, text
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import (
    DataError,
    DBAPIError,
    IntegrityError,
    InterfaceError,
    ProgrammingError,
    SQLAlchemyError,
)
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import AsyncAdaptedQueuePool

from bot.unwritten import Unwritten

log = logging.getLogger(__name__)

# What a database that is locked, full, read-only, damaged or gone may raise.
UNUSABLE: Final = (SQLAlchemyError, OSError)
# Raised for the entries, not for the database.
UNFIT: Final = (DataError, IntegrityError, InterfaceError, ProgrammingError)
LOCKED_SECONDS: Final = 0.2
READ_SECONDS: Final = 1.0
_DAMAGED: Final = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
_KEY_BYTES: Final = 32
_PAGES_IN_MEMORY: Final = 16_384

# In order; each makes version n into n + 1. One that has shipped is never changed.
MIGRATIONS: Final[tuple[tuple[str, ...], ...]] = (
    (
        "CREATE TABLE asked (id TEXT PRIMARY KEY, question TEXT NOT NULL, previous TEXT,"
        " literal INTEGER NOT NULL, language TEXT NOT NULL, asker TEXT, way TEXT NOT NULL,"
        " chat TEXT NOT NULL,"
        " question_message INTEGER, answer_message INTEGER NOT NULL, update_id INTEGER,"
        " at REAL NOT NULL)",
        "CREATE INDEX asked_by_question ON asked (chat, question_message)",
        "CREATE INDEX asked_by_answer ON asked (chat, answer_message)",
        "CREATE INDEX asked_by_time ON asked (at)",
        "CREATE TABLE chosen (person TEXT PRIMARY KEY, language TEXT NOT NULL, at REAL NOT NULL)"
        " WITHOUT ROWID",
        "CREATE TABLE moved (chat TEXT PRIMARY KEY, before TEXT NOT NULL) WITHOUT ROWID",
        "CREATE TABLE votes (asked TEXT NOT NULL, person TEXT NOT NULL, useful INTEGER NOT NULL,"
        " article TEXT NOT NULL, start INTEGER NOT NULL, at REAL NOT NULL,"
        " PRIMARY KEY (asked, person)) WITHOUT ROWID",
        "CREATE TABLE counts (day TEXT NOT NULL, what TEXT NOT NULL, n INTEGER NOT NULL,"
        " PRIMARY KEY (day, what)) WITHOUT ROWID",
    ),
    ("CREATE TABLE groups (chat TEXT PRIMARY KEY, settings TEXT NOT NULL) WITHOUT ROWID",),
)

_CONTENT: Final = ("question", "previous", "literal", "language", "asker", "way")
_PLACE: Final = ("chat", "question_message", "answer_message", "update_id", "at")
_asked = table("asked", *map(column, ("id", *_CONTENT, *_PLACE)))
_chosen = table("chosen", *map(column, ("person", "language", "at")))
_moved = table("moved", *map(column, ("chat", "before")))
_groups = table("groups", *map(column, ("chat", "settings")))
_votes = table("votes", *map(column, ("asked", "person", "useful", "article", "start", "at")))
_counts = table("counts", *map(column, ("day", "what", "n")))

_more = upsert(_counts)
_INSERT_ASKED: Final = insert(_asked).prefix_with("OR REPLACE")
_CHANGE_ASKED: Final = (
    _asked.update()
    .where(_asked.c.id == bindparam("changed"))
    .values({name: bindparam(name) for name in _CONTENT})
)
_CHOOSE: Final = insert(_chosen).prefix_with("OR REPLACE")
_UNCHOOSE: Final = delete(_chosen).where(_chosen.c.person == bindparam("person"))
_MOVE: Final = insert(_moved).prefix_with("OR REPLACE")
_SET_UP: Final = insert(_groups).prefix_with("OR REPLACE")
# What was chosen since the move wins.
_MOVE_SETTINGS: Final = text("UPDATE OR IGNORE groups SET chat = :chat WHERE chat = :before")
_LEAVE_SETTINGS: Final = text("DELETE FROM groups WHERE chat = :before")
_RESET: Final = delete(_groups).where(_groups.c.chat == bindparam("chat"))
_VOTE: Final = insert(_votes).prefix_with("OR REPLACE")
_COUNT: Final = _more.on_conflict_do_update(
    index_elements=["day", "what"], set_={"n": _counts.c.n + _more.excluded.n}
)
# A follow-up of another's carries the words of the question that it followed.
_FORGET_AS_PREVIOUS: Final = text(
    "UPDATE asked SET previous = NULL WHERE previous IS NOT NULL"
    " AND (chat, previous) IN (SELECT chat, question FROM asked WHERE asker = :person)"
)
_FORGET: Final = (
    delete(_asked).where(_asked.c.asker == bindparam("person")),
    delete(_votes).where(_votes.c.person == bindparam("person")),
    _UNCHOOSE,
)
_PURGE: Final = (
    text("DELETE FROM asked WHERE at < :before"),
    text("DELETE FROM chosen WHERE at < :before"),
    text("DELETE FROM votes WHERE at < :before"),
    text("DELETE FROM counts WHERE day < :day"),
)


def read_key(path: Path, now: float) -> bytes:
    """The key in this file, made when it isn't there; a damaged one is moved aside.

    Raises OSError when it can be neither read nor made.
    """
    try:
        written = path.read_text("ascii", errors="replace").strip()
    except FileNotFoundError:
        return _new_key(path)
    if re.fullmatch(f"[0-9a-f]{{{2 * _KEY_BYTES}}}", written):
        return bytes.fromhex(written)
    aside = _move_aside(path, now)
    log.warning(
        "%s is damaged: moved to %s, and a new key made; whom older entries belong to is lost",
        path,
        aside.name,
    )
    return _new_key(path)


def _new_key(path: Path) -> bytes:
    key = secrets.token_bytes(_KEY_BYTES)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(key.hex() + "\n")
            file.flush()
            os.fsync(descriptor)
    except OSError:
        # Half a key would be taken for a damaged one.
        path.unlink()
        raise
    return key


def _move_aside(path: Path, now: float) -> Path:
    stamp = time.strftime("%Y%m%d-%H%M%S", time.gmtime(now))
    aside = path.with_name(f"{path.name}.damaged-{stamp}")
    while aside.exists():
        aside = aside.with_name(f"{aside.name}+")
    # Last the file itself: what is left beside a new one would be taken for its own.
    for suffix in ("-wal", "-shm", ""):
        with contextlib.suppress(FileNotFoundError):
            os.replace(f"{path}{suffix}", f"{aside}{suffix}")
    return aside


class StateFile:
    """The database: opened when it can be, made anew when it is damaged."""

    def __init__(self, path: Path | None, migrations: Sequence[Sequence[str]] = MIGRATIONS) -> None:
        """Without a path, one in memory that ends with the process."""
        self.path = path
        self._migrations = migrations
        self._engine = _engine(path)
        self._ready = False
        self._reading: set[asyncio.Task[Sequence[Row[Any]]]] = set()

    async def prepare(self, now: float) -> None:
        """Have a sound database of the current schema; raises one of `UNUSABLE` if not now."""
        if self._ready:
            return
        if self.path:
            _create_private(self.path)
            if damage := await self._damage():
                await self._engine.dispose()
                aside = _move_aside(self.path, now)
                log.warning(
                    "%s can't be used (%s): moved to %s, and a new one made",
                    self.path,
                    damage,
                    aside.name,
                )
                _create_private(self.path)
        await self._migrate()
        self._ready = True

    async def _damage(self) -> str | None:
        try:
            async with self._engine.connect() as connection:
                check = await connection.scalar(text("PRAGMA quick_check(1)"))
                version = await connection.scalar(text("PRAGMA user_version"))
        except DBAPIError as error:
            if _is_damage(error):
                return what_is_wrong(error)
            raise
        if check != "ok":
            return str(check)
        if version > (known := len(self._migrations)):
            return f"its schema is version {version}, this program's {known}"
        return None

    async def _migrate(self) -> None:
        async with self._engine.connect() as connection:
            await connection.exec_driver_sql("PRAGMA journal_mode = WAL")
        async with self._transaction() as connection:
            version = await connection.scalar(text("PRAGMA user_version"))
            for statements in self._migrations[version:]:
                for statement in statements:
                    await connection.exec_driver_sql(statement)
            await connection.exec_driver_sql(f"PRAGMA user_version = {len(self._migrations)}")

    @contextlib.asynccontextmanager
    async def _transaction(self) -> AsyncIterator[AsyncConnection]:
        async with self._engine.connect() as connection:
            await connection.exec_driver_sql("BEGIN IMMEDIATE")
            try:
                yield connection
                await connection.exec_driver_sql("COMMIT")
            except BaseException:
                # SQLite itself has rolled back after some errors, a full disk among them.
                with contextlib.suppress(*UNUSABLE):
                    await connection.exec_driver_sql("ROLLBACK")
                raise

    async def read(self, query: str, **values: str | float) -> Sequence[Row[Any]]:
        """Nothing while the database isn't open yet; raises one of `UNUSABLE`, always soon."""
        if not self._ready:
            return []
        # On its own: SQLite may hold on for ten seconds, cancelled or not, where its log is locked.
        reading = asyncio.create_task(self._read(query, values))
        self._reading.add(reading)
        reading.add_done_callback(self._done)
        await asyncio.wait({reading}, timeout=READ_SECONDS)
        if not reading.done():
            raise TimeoutError("no answer in time")
        return reading.result()

    async def _read(self, query: str, values: Mapping[str, str | float]) -> Sequence[Row[Any]]:
        async with self._engine.connect() as connection:
            return (await connection.execute(text(query), values)).all()

    def _done(self, reading: "asyncio.Task[Sequence[Row[Any]]]") -> None:
        self._reading.discard(reading)
        if not reading.cancelled():
            # Asked for, or asyncio would log what came too late.
            reading.exception()

    async def write(self, entries: Unwritten, now: float) -> int:
        """All in one transaction; how many entries were forgotten. Raises one of `UNUSABLE`."""
        await self.prepare(now)
        try:
            async with self._transaction() as connection:
                forgotten = await _forget(connection, entries.forgotten)
                await _write(connection, entries)
        except DBAPIError as error:
            # The next try looks at it as at a start, and moves it aside.
            self._ready = not _is_damage(error)
            raise
        if entries.forgotten:
            await self._empty_log()
        return forgotten

    async def _empty_log(self) -> None:
        """What was deleted stands in the write-ahead log until it is cut."""
        with contextlib.suppress(*UNUSABLE):
            async with self._engine.connect() as connection:
                await connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")

    async def purge(self, before: float, now: float) -> None:
        """Delete what is older, in damaged copies too. Raises one of `UNUSABLE`."""
        await self.prepare(now)
        day = time.strftime("%Y-%m-%d", time.localtime(before))
        async with self._transaction() as connection:
            for statement in _PURGE:
                await connection.execute(statement, {"before": before, "day": day})
        await self._empty_log()
        if self.path:
            for copy in self.path.parent.glob(f"{self.path.name}.damaged-*"):
                if copy.stat().st_mtime < before:
                    copy.unlink()

    async def close(self) -> None:
        self._ready = False
        if self._reading:
            await asyncio.wait(self._reading)
        await self._engine.dispose()


def what_is_wrong(error: Exception) -> str:
    """In SQLite's or the system's words: SQLAlchemy's quote the statement."""
    if isinstance(error, PoolTimeout):
        return "too many wait for it"
    return str(error.orig if isinstance(error, DBAPIError) else error)


def _is_damage(error: DBAPIError) -> bool:
    # The upper bits say more closely what kind of damage.
    return getattr(error.orig, "sqlite_errorcode", 0) & 0xFF in _DAMAGED


def _engine(path: Path | None) -> AsyncEngine:
    engine = create_async_engine(
        URL.create("sqlite+aiosqlite", database=str(path) if path else ":memory:"),
        # Transactions are begun by hand: Python's sqlite3 begins none for a CREATE TABLE.
        isolation_level="AUTOCOMMIT",
        connect_args={"timeout": LOCKED_SECONDS},
        poolclass=AsyncAdaptedQueuePool,
        # A database in memory is its connection.
        pool_size=3 if path else 1,
        max_overflow=0,
        pool_timeout=READ_SECONDS,
        pool_reset_on_return=None,
        skip_autocommit_rollback=True,
        hide_parameters=True,
    )

    @event.listens_for(engine.sync_engine, "connect")
    def set_up(connection: DBAPIConnection, _: object) -> None:
        cursor = connection.cursor()
        cursor.execute("PRAGMA synchronous = NORMAL")
        # What is forgotten leaves no trace in the file.
        cursor.execute("PRAGMA secure_delete = ON")
        if not path:
            cursor.execute(f"PRAGMA max_page_count = {_PAGES_IN_MEMORY}")
        cursor.close()

    return engine


def _create_private(path: Path) -> None:
    # SQLite gives the files beside it the same mode.
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    path.chmod(0o600)


async def _forget(connection: AsyncConnection, people: Mapping[str, None]) -> int:
    forgotten = 0
    for person in people:
        await connection.execute(_FORGET_AS_PREVIOUS, {"person": person})
        for statement in _FORGET:
            forgotten += (await connection.execute(statement, {"person": person})).rowcount
    return forgotten


async def _write(connection: AsyncConnection, entries: Unwritten) -> None:
    chosen, groups = list(entries.chosen.values()), list(entries.groups.values())
    moved = list(entries.moved.values())
    for statement, rows in (
        (_INSERT_ASKED, list(entries.asked.values())),
        (_CHANGE_ASKED, list(entries.changed.values())),
        (_CHOOSE, [row for row in chosen if row["language"]]),
        (_MOVE, moved),
        (_SET_UP, [row for row in groups if row["settings"]]),
        (_MOVE_SETTINGS, moved),
        (_LEAVE_SETTINGS, [{"before": row["before"]} for row in moved]),
        (_RESET, [{"chat": row["chat"]} for row in groups if not row["settings"]]),
        (_UNCHOOSE, [{"person": row["person"]} for row in chosen if not row["language"]]),
        (_VOTE, list(entries.votes.values())),
        (_COUNT, [{"day": d, "what": w, "n": n} for (d, w), n in entries.counts.items()]),
    ):
        if rows:
            await connection.execute(statement, rows)
