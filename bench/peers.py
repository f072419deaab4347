"""The other engines that the bench asks the same questions."""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Final, Protocol

import bm25s
import tantivy
from rapidfuzz import fuzz, process

from .words import Cut, cutter

__all__ = ["Passage", "Peer", "excerpt", "indexed", "peers"]


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of text to be found. Peers index its text alone, not its title."""

    id: str
    title: str
    text: str


class Peer(Protocol):
    """An engine to compare ours with."""

    name: str

    def search(self, question: str, limit: int) -> list[str]:
        """Give the ids of at most `limit` (one or more) passages, best first."""
        ...


def peers(passages: Sequence[Passage]) -> Iterator[Peer]:
    """Index the passages (one or more) with one peer after the other.

    Only one index lives in memory at a time: asking for the next peer closes the last one,
    which can't search any more. So don't collect them in a list.
    """
    for name in _KINDS:
        with closing(indexed(name, passages)) as peer:
            yield peer


def indexed(name: str, passages: Sequence[Passage]) -> "_Engine":
    """Index the passages (one or more) with the peer of this name."""
    return _KINDS[name](_word_cutter(), passages)


def excerpt(question: str, text: str, length: int) -> str:
    """Pick at most `length` characters of the text around what is most like the question.

    Of the peers' ways to pick an excerpt it is the one that shows the answer most often.
    """
    likeness = fuzz.partial_ratio_alignment(question, text)
    middle = (likeness.dest_start + likeness.dest_end) // 2 if likeness else 0
    start = max(0, min(middle - length // 2, len(text) - length))
    return text[start : start + length]


def _word_cutter() -> Cut:
    """Make the one way in which passages and questions are cut into terms."""
    cut = cutter(search=True)
    return lambda text: [word for word in cut(text.lower()) if any(map(str.isalnum, word))]


class _Engine(Peer):
    """A peer that can give its memory back."""

    def close(self) -> None:
        """Drop the index, although a `for` loop still holds the peer while we build the next."""
        vars(self).clear()


class _Bm25s(_Engine):
    name = "bm25s + jieba"

    def __init__(self, cut: Cut, passages: Sequence[Passage]) -> None:
        self._cut = cut
        self._ids = [passage.id for passage in passages]
        self._index = bm25s.BM25(backend="auto")  # numba if it is installed, else numpy
        self._index.index([cut(passage.text) for passage in passages], show_progress=False)

    def search(self, question: str, limit: int) -> list[str]:
        terms = self._cut(question)
        if not terms:  # with numba it calls an empty query an error
            return []
        most = min(limit, len(self._ids))
        rows, scores = self._index.retrieve([terms], k=most, show_progress=False)
        # It fills up with passages that share no term with the question.
        return [self._ids[row] for row, score in zip(rows[0], scores[0], strict=True) if score > 0]


class _Tantivy(_Engine):
    name = "tantivy + jieba"

    def __init__(self, cut: Cut, passages: Sequence[Passage]) -> None:
        self._cut = cut
        self._ids = [passage.id for passage in passages]
        self._schema = (
            tantivy.SchemaBuilder()
            .add_unsigned_field("row", fast=True)
            .add_text_field("text", tokenizer_name="whitespace", index_option="freq")
            .build()
        )
        index = tantivy.Index(self._schema)
        writer = index.writer(num_threads=1)  # more would number equals by chance
        for row, passage in enumerate(passages):
            document = {"row": row, "text": " ".join(cut(passage.text))}
            writer.add_document(tantivy.Document.from_dict(document, self._schema))
        writer.commit()
        writer.wait_merging_threads()
        index.reload()
        self._searcher = index.searcher()

    def search(self, question: str, limit: int) -> list[str]:
        # count=False lets it skip passages that can't be among the best.
        found = self._searcher.search(self._query(question), limit, count=False)
        addresses = [address for _, address in found.hits]
        rows = self._searcher.fast_field_values("row", addresses)
        return [self._ids[row] for row in rows if isinstance(row, int)]

    def _query(self, question: str) -> tantivy.Query:
        return tantivy.Query.boolean_query(
            [
                (tantivy.Occur.Should, tantivy.Query.term_query(self._schema, "text", term, "freq"))
                for term in self._cut(question)
            ]
        )


class _Fts5(_Engine):
    name = "SQLite FTS5 + jieba"

    def __init__(self, cut: Cut, passages: Sequence[Passage]) -> None:
        self._cut = cut
        self._ids = [passage.id for passage in passages]
        self._database = sqlite3.connect(":memory:")
        self._database.execute("CREATE VIRTUAL TABLE passages USING fts5(text)")
        self._database.executemany(
            "INSERT INTO passages(rowid, text) VALUES (?, ?)",
            ((row, " ".join(cut(passage.text))) for row, passage in enumerate(passages)),
        )
        self._database.execute("INSERT INTO passages(passages) VALUES ('optimize')")

    def search(self, question: str, limit: int) -> list[str]:
        terms = [term.replace('"', '""') for term in self._cut(question)]
        if not terms:  # an empty query is a syntax error
            return []
        found = self._database.execute(
            "SELECT rowid FROM passages WHERE passages MATCH ? ORDER BY bm25(passages) LIMIT ?",
            (" OR ".join(f'"{term}"' for term in terms), limit),
        )
        return [self._ids[row] for (row,) in found]

    def close(self) -> None:
        self._database.close()
        super().close()


class _Rapidfuzz(_Engine):
    name = "rapidfuzz over all passages"

    def __init__(self, _: Cut, passages: Sequence[Passage]) -> None:
        self._ids = [passage.id for passage in passages]
        self._texts = [passage.text for passage in passages]

    def search(self, question: str, limit: int) -> list[str]:
        found = process.extract(question, self._texts, scorer=fuzz.partial_ratio, limit=limit)
        return [self._ids[row] for _, _, row in found]


_KINDS: Final[dict[str, Callable[[Cut, Sequence[Passage]], _Engine]]] = {
    kind.name: kind for kind in (_Bm25s, _Tantivy, _Fts5, _Rapidfuzz)
}
