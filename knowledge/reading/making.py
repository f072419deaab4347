"""The files of a folder become its articles, or these are taken as they were in a snapshot."""

from collections.abc import Callable, Iterator, Mapping

from . import bulk
from .apart import Apart
from .article import Article
from .assembly import Place, article_of, note_lacks
from .bulk import Entry
from .described import Description
from .document import Document, Unreadable
from .files import Files
from .formats import FORMATS, suffix_of
from .ids import Ids, stem_of
from .keys import NEVER, Known, described_key, file_key, line_key
from .notes import BulkNotes, Notes

# An article and the key by which it is known again.
Keyed = tuple[bytes, Article]

_UNDESCRIBED = Description(0)


class Making:
    """Makes articles, and notes what is wrong with them.

    Only an article during whose making nothing was noted gets a key by which it is known again,
    so that notes are the same whether it is made or known. What may be noted all the same is that
    it lacks a url or a date: that shows in the article.
    """

    def __init__(
        self,
        files: Files,
        parser: Apart,
        descriptions: Mapping[str, Description],
        known: Known | None,
        notes: Notes,
    ) -> None:
        self._files = files
        self._parser = parser
        self._descriptions = descriptions
        self._known: Known = known or (lambda key: None)
        self._notes = notes
        self._undescribed = described_key(_UNDESCRIBED)

    def of_file(self, path: str, name: str) -> Keyed | None:
        """The article with the id `name` in a file of one; None where none comes of it."""
        said, said_key = self._said(path)
        try:
            data = self._files.read(path)
            key = file_key(path, name, said_key, data)
            if known := self._known(key):
                note_lacks(known, self._notes)
                return key, known
            document = self._document(path, data)
        except Unreadable as error:
            self._notes.problem(path, error.line, error.reason)
            return None
        before = self._notes.found
        article = article_of(document, Place(path), name, stem_of(path), said, self._notes)
        if article is None:
            return None
        return key if self._notes.found == before else NEVER, article

    def of_bulk(self, path: str, ids: Ids, tell: Callable[[], object]) -> Iterator[Keyed]:
        """The articles of a file that has one a line; `tell` is called at each of its lines."""
        own = BulkNotes()
        said, said_key = self._said(path)
        entries = 0
        try:
            with self._files.opened(path, bulk.LARGEST) as file:
                for line, raw in bulk.lines_of(file):
                    tell()
                    key = line_key(path, said_key, raw)
                    known = self._known(key)
                    if known and ids.claim(known.id, path, line):
                        note_lacks(known, own)
                        entries += 1
                        yield key, known
                    elif entry := _entry(path, line, raw, own):
                        entries += 1
                        before = own.found
                        if article := _of_entry(entry, path, ids, said, own):
                            yield key if own.found == before else NEVER, article
            if not own.problems and not entries:
                self._notes.problem(path, None, "no text in it")
        except Unreadable as error:
            self._notes.problem(path, error.line, error.reason)
        own.hand_over(self._notes, path, entries)

    def _said(self, path: str) -> tuple[Description, bytes]:
        """What articles.yaml says of a file, and that as part of a key."""
        said = self._descriptions.get(path)
        return (said, described_key(said)) if said else (_UNDESCRIBED, self._undescribed)

    def _document(self, path: str, data: bytes) -> Document:
        suffix = suffix_of(path)
        return FORMATS[suffix](data) if suffix in FORMATS else self._parser.read(suffix, data)


def _entry(path: str, line: int, raw: bytes, notes: Notes) -> Entry | None:
    """What a line of a file of many tells; None if that is nothing, or can't be read."""
    try:
        return bulk.entry_of(line, raw)
    except Unreadable as error:
        notes.problem(path, line, error.reason)
        return None


def _of_entry(entry: Entry, path: str, ids: Ids, said: Description, notes: Notes) -> Article | None:
    name, owner = ids.give(entry.id, path, entry.line)
    if owner is not None:
        reason = f"duplicate id {entry.id}: {owner} has it too, so this one is {name}"
        notes.problem(path, entry.line, reason)
    place = Place(path, entry.line)
    return article_of(entry.document, place, name, entry.id, said, notes)
