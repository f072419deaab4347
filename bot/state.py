"""What buttons, edits, languages and feedback need to survive a restart."""

import asyncio
import base64
import hashlib
import hmac
import logging
import re
import secrets
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, Final, get_args

from sqlalchemy import Row

from bot.asked import Asked, Way, content_of, new_id, read_asked
from bot.groups import GroupSettings
from bot.settings import DATA_VARIABLE
from bot.state_file import UNFIT, UNUSABLE, StateFile, read_key, what_is_wrong
from bot.unwritten import MAX_ENTRIES, Entry, Recent, Unwritten
from bot.words import Language

__all__ = ["Asked", "State", "Way", "new_id"]

log = logging.getLogger(__name__)

_DAY: Final = 24 * 3600
_LOG_SECONDS: Final = 60
_HASH_BYTES: Final = 16
_LANGUAGES: Final[dict[object, Language]] = {name: name for name in get_args(Language)}
_COLUMNS: Final = "id, question, previous, literal, language, asker, way, answer_message"


class State:
    """Kept in memory at once, in the database half a second later; nothing here waits for a disk.

    Where the database can't be used, a log line says so once a minute, reads know only what is in
    memory, and writes wait there: no call raises for it.
    """

    def __init__(
        self, file: StateFile, key: bytes, keep_days: int, clock: Callable[[], float]
    ) -> None:
        self._file = file
        self._key = key
        self._keep_seconds = keep_days * _DAY
        self._clock = clock
        self._unwritten = Unwritten()
        self._in_flight = Unwritten()
        self._writing = asyncio.Lock()
        self._flushing: asyncio.Task[None] | None = None
        self._purged_at = float("-inf")
        self._complained_at = float("-inf")
        self._dropped = 0
        self._asked: Recent[str, Asked] = Recent()
        self._by_question: Recent[tuple[str, int], tuple[str, int]] = Recent()
        self._by_answer: Recent[tuple[str, int], str] = Recent()
        self._languages: Recent[str, Language | None] = Recent()
        self._groups: Recent[str, GroupSettings] = Recent()

    @classmethod
    async def open(
        cls,
        folder: Path,
        keep_days: int = 90,
        clock: Callable[[], float] = time.time,
        flush_every: float = 0.5,
    ) -> "State":
        """`state.db` and `state.key` in this folder; in memory alone if it can't be written."""
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            key = read_key(folder / "state.key", clock())
            file = StateFile(folder / "state.db")
        except OSError as error:
            log.warning(
                "%s can't be used (%s): a restart will forget everything", DATA_VARIABLE, error
            )
            key, file = secrets.token_bytes(), StateFile(None)
        state = cls(file, key, keep_days, clock)
        await state.flush()
        state._flushing = asyncio.create_task(state._keep_flushing(flush_every))
        return state

    async def close(self) -> None:
        """Write what is left; what can't be written now is lost."""
        if self._flushing:
            async with self._writing:
                self._flushing.cancel()
            await asyncio.wait([self._flushing])
        await self.flush()
        if self._unwritten:
            log.warning("%d entries are lost: they could not be written", len(self._unwritten))
        await self._file.close()

    def person(self, user_id: int) -> str:
        """What stands for a user in everything that is kept."""
        return self._hash(f"person:{user_id}")

    def _chat(self, chat_id: int) -> str:
        return self._hash(f"chat:{chat_id}")

    def _hash(self, who: str) -> str:
        digest = hmac.digest(self._key, who.encode(), hashlib.sha256)[:_HASH_BYTES]
        return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()

    def remember(
        self,
        asked: Asked,
        chat_id: int,
        question_message: int | None,
        answer_message: int,
        update_id: int | None,
    ) -> None:
        """An answer was sent: where, to what, and because of which update."""
        entry = {
            "id": asked.id,
            **content_of(asked),
            "chat": self._chat(chat_id),
            "question_message": question_message,
            "answer_message": answer_message,
            "update_id": update_id,
            "at": self._clock(),
        }
        self._hold(entry, asked)
        self._dropped += self._unwritten.asked.keep(asked.id, entry)

    def hold(self, asked: Asked) -> None:
        """Know what a button with its id is about for a while, at most until a restart."""
        self._asked.keep(asked.id, asked)

    def change(self, asked: Asked) -> None:
        """The same answer now stands for another question: an edit, a suggestion, the literal."""
        self._asked.keep(asked.id, asked)
        if entry := self._unwritten.asked.get(asked.id):
            entry.update(content_of(asked))
        else:
            entry = {"changed": asked.id, **content_of(asked)}
            self._dropped += self._unwritten.changed.keep(asked.id, entry)

    async def asked(self, asked_id: str) -> Asked | None:
        """What a button with this id is about; None for a forged or an expired one."""
        if asked := self._asked.get(asked_id):
            return asked
        if not re.fullmatch(r"[A-Za-z0-9_-]{12}", asked_id):
            return None
        rows = await self._read(f"SELECT {_COLUMNS} FROM asked WHERE id = :id", id=asked_id)
        return self._latest(rows[0]) if rows else self._asked.get(asked_id)

    async def answer_to(self, chat_id: int, question_message: int) -> tuple[Asked, int] | None:
        """For an edited question: what was asked, and the message that answers it."""
        chat = self._chat(chat_id)
        asked_id, answer_message = self._by_question.get((chat, question_message), ("", 0))
        if asked := self._asked.get(asked_id):
            return asked, answer_message
        row = await self._last_in(chat, "question_message", question_message)
        return (self._latest(row), row.answer_message) if row else None

    async def asked_in(self, chat_id: int, answer_message: int) -> Asked | None:
        """For a reply to an answer: what that one answered."""
        chat = self._chat(chat_id)
        if asked := self._asked.get(self._by_answer.get((chat, answer_message), "")):
            return asked
        row = await self._last_in(chat, "answer_message", answer_message)
        return self._latest(row) if row else None

    async def language_of(self, user_id: int) -> Language | None:
        """Chosen by /language; a choice is kept for `keep_days` from its last use."""
        person = self.person(user_id)
        if person in self._languages:
            return self._languages[person]
        rows = await self._read(
            "SELECT language, at FROM chosen WHERE person = :person", person=person
        )
        # Chosen or forgotten while the database was asked.
        if person in self._languages:
            return self._languages[person]
        if rows is None:
            return None
        language = _LANGUAGES.get(rows[0].language) if rows else None
        self._languages.keep(person, language)
        if language and rows[0].at < self._clock() - _DAY:
            self.choose_language(user_id, language)
        return language

    def choose_language(self, user_id: int, language: Language | None) -> None:
        """None: go by Telegram's language and the question's script again."""
        person = self.person(user_id)
        self._languages.keep(person, language)
        entry = {"person": person, "language": language, "at": self._clock()}
        self._dropped += self._unwritten.chosen.keep(person, entry)

    async def group(self, chat_id: int) -> GroupSettings:
        """What the admins of a group chose for it; the defaults for any other chat."""
        if chat_id > 0:
            return GroupSettings()
        chat = self._chat(chat_id)
        if chat in self._groups:
            return self._groups[chat]
        entry = self._unwritten_move(chat)
        rows = await self._read(
            "SELECT settings FROM groups WHERE chat IN (:chat, :before)",
            chat=chat,
            before=entry["before"] if entry else "",
        )
        # Chosen while the database was asked.
        if chat in self._groups:
            return self._groups[chat]
        if self._unwritten_move(chat) is not entry:
            return await self.group(chat_id)
        settings = GroupSettings.read(rows[0].settings) if rows else GroupSettings()
        if rows is not None:
            self._groups.keep(chat, settings)
        return settings

    def set_up_group(self, chat_id: int, settings: GroupSettings) -> None:
        """What its admins have chosen; that is kept for good."""
        chat = self._chat(chat_id)
        self._groups.keep(chat, settings)
        own = settings.text if settings != GroupSettings() else None
        self._dropped += self._unwritten.groups.keep(chat, {"chat": chat, "settings": own})

    async def groups(self) -> list[GroupSettings]:
        """What the groups have chosen whose settings aren't the defaults."""
        # As with votes: nothing that is written meanwhile must be missed.
        unwritten = {**self._in_flight.groups, **self._unwritten.groups}
        rows = await self._read("SELECT chat, settings FROM groups")
        stored = {row.chat: row.settings for row in rows or ()}
        stored |= {chat: entry["settings"] for chat, entry in unwritten.items()}
        return [GroupSettings.read(settings) for settings in stored.values() if settings]

    def move(self, before: int, chat_id: int) -> None:
        """A group has become a supergroup, with another id; that is kept for good."""
        old, new = self._chat(before), self._chat(chat_id)
        self._dropped += self._unwritten.moved.keep(new, {"chat": new, "before": old})
        if (settings := self._groups.pop(old, None)) is not None:
            self._groups.keep(new, settings)
        elif not {old, new} & {*self._unwritten.groups, *self._in_flight.groups}:
            # Looked up before it was known which group it had been.
            self._groups.pop(new, None)
        if entry := self._unwritten.groups.pop(old, None):
            self._unwritten.groups.keep(new, {**entry, "chat": new})

    async def was_one_of(self, chat_id: int, chats: Iterable[int]) -> bool:
        """Whether a supergroup was one of these groups."""
        chat = self._chat(chat_id)
        entry = self._unwritten_move(chat)
        before = entry["before"] if entry else None
        if before is None:
            rows = await self._read("SELECT before FROM moved WHERE chat = :chat", chat=chat)
            before = rows[0].before if rows else None
        return before in {self._chat(each) for each in chats}

    def _unwritten_move(self, chat: str) -> Entry | None:
        return self._unwritten.moved.get(chat) or self._in_flight.moved.get(chat)

    def vote(self, asked_id: str, user_id: int, useful: bool, article: str, start: int) -> None:
        """One a person and answer: the last counts."""
        person = self.person(user_id)
        entry = {"asked": asked_id, "person": person, "useful": useful}
        entry |= {"article": article, "start": start, "at": self._clock()}
        self._dropped += self._unwritten.votes.keep((asked_id, person), entry)

    async def votes(self, asked_id: str | None = None) -> tuple[int, int]:
        """How often an answer was found useful, and how often not; without an id, all of them."""
        # Taken first: a vote that is written while the database is asked must not be missed.
        unwritten = {**self._in_flight.votes, **self._unwritten.votes}
        rows = await self._read(
            "SELECT asked, person, useful FROM votes WHERE :id IN ('', asked)", id=asked_id or ""
        )
        votes = {(row.asked, row.person): bool(row.useful) for row in rows or ()}
        for (voted, person), entry in unwritten.items():
            if asked_id in (None, voted):
                votes[voted, person] = bool(entry["useful"])
        useful = sum(votes.values())
        return useful, len(votes) - useful

    def count(self, what: str) -> None:
        """One more of these today."""
        self._unwritten.count(self._today(), what)

    async def counted_today(self, what: str) -> int:
        """Since midnight, local time."""
        day = self._today()
        # Between two writes: what is being written could be counted twice.
        async with self._writing:
            rows = await self._read(
                "SELECT n FROM counts WHERE day = :day AND what = :what", day=day, what=what
            )
            return (int(rows[0].n) if rows else 0) + self._unwritten.counts.get((day, what), 0)

    def _today(self) -> str:
        return time.strftime("%Y-%m-%d", time.localtime(self._clock()))

    async def answered_updates(self) -> list[int]:
        """The updates of the last day's answers, oldest first: none is to be answered again."""
        rows = await self._read(
            "SELECT update_id FROM asked WHERE at >= :since AND update_id IS NOT NULL"
            f" ORDER BY at DESC LIMIT {MAX_ENTRIES}",
            since=self._clock() - _DAY,
        )
        written = [int(row.update_id) for row in reversed(rows or ())]
        entries = [*self._in_flight.asked.values(), *self._unwritten.asked.values()]
        later = [entry["update_id"] for entry in entries if entry["update_id"] is not None]
        return list(dict.fromkeys([*written, *later]))[-MAX_ENTRIES:]

    async def forget(self, user_id: int) -> int:
        """Remove a person's questions, votes and language; how many entries that were.

        Their words in others' follow-ups go too. While the database can't be used, what it holds
        is removed, uncounted, as soon as it can.
        """
        person = self.person(user_id)
        async with self._writing:
            # First all into the database, so that nothing is counted in two places.
            await self._flush()
            removed = self._unwritten.forget(person)
            self._hold_unwritten_only()
            self._languages.keep(person, None)
            return removed + await self._flush()

    async def flush(self) -> None:
        """Write what waits in memory now."""
        async with self._writing:
            await self._flush()

    async def _keep_flushing(self, seconds: float) -> None:
        while True:
            await asyncio.sleep(seconds)
            await self.flush()

    async def _flush(self) -> int:
        """How many entries were forgotten by it."""
        forgotten = 0
        now = self._clock()
        try:
            if self._unwritten:
                forgotten = await self._write(now)
            if now - self._purged_at >= _DAY:
                await self._file.purge(now - self._keep_seconds, now)
                self._hold_unwritten_only()
                self._purged_at = now
        except UNUSABLE as error:
            self._complain("written", error)
        return forgotten

    async def _write(self, now: float) -> int:
        self._in_flight, self._unwritten = self._unwritten, Unwritten()
        try:
            return await self._file.write(self._in_flight, now)
        except asyncio.CancelledError:
            self._take_back()
            raise
        except Exception as error:
            if isinstance(error, UNUSABLE) and not isinstance(error, UNFIT):
                self._take_back()
                raise
            # An entry that SQLite can't take must not stop all those after it.
            log.exception("%d entries can't be written and are lost", len(self._in_flight))
            return 0
        finally:
            self._in_flight = Unwritten()

    def _take_back(self) -> None:
        later, self._unwritten = self._unwritten, self._in_flight
        self._dropped += self._unwritten.then(later)

    async def _read(self, query: str, **values: str | float) -> Sequence[Row[Any]] | None:
        """None: the database couldn't be asked."""
        try:
            return await self._file.read(query, **values)
        except UNUSABLE as error:
            self._complain("read", error)
            return None

    async def _last_in(self, chat: str, which: str, message: int) -> Row[Any] | None:
        rows = await self._read(
            f"SELECT {_COLUMNS} FROM asked WHERE chat = :chat AND {which} = :message"
            " ORDER BY at DESC LIMIT 1",
            chat=chat,
            message=message,
        )
        return rows[0] if rows else None

    def _latest(self, row: Row[Any]) -> Asked:
        """As the database has it, unless memory knows of a change."""
        return self._asked.get(row.id) or read_asked(row.id, row._asdict())

    def _hold(self, entry: Entry, asked: Asked) -> None:
        self._asked.keep(asked.id, asked)
        self._by_answer.keep((entry["chat"], entry["answer_message"]), asked.id)
        if entry["question_message"] is not None:
            place = (entry["chat"], entry["question_message"])
            self._by_question.keep(place, (asked.id, entry["answer_message"]))

    def _hold_unwritten_only(self) -> None:
        """The rest is asked of the database again, as what was deleted there must be."""
        caches = (self._by_question, self._by_answer, self._languages, self._groups)
        for held in (self._asked, *caches):
            held.clear()
        for asked_id, entry in self._unwritten.asked.items():
            self._hold(entry, read_asked(asked_id, entry))
        for asked_id, entry in self._unwritten.changed.items():
            self._asked.keep(asked_id, read_asked(asked_id, entry))
        for person, entry in self._unwritten.chosen.items():
            self._languages.keep(person, entry["language"])
        for chat, entry in self._unwritten.groups.items():
            self._groups.keep(chat, GroupSettings.read(entry["settings"] or ""))

    def _complain(self, done: str, error: Exception) -> None:
        now = self._clock()
        if now - self._complained_at < _LOG_SECONDS:
            return
        self._complained_at = now
        log.warning(
            "%s can't be %s (%s): %d entries wait in memory, %d were dropped",
            self._file.path or "the database in memory",
            done,
            what_is_wrong(error),
            len(self._unwritten),
            self._dropped,
        )
        self._dropped = 0
