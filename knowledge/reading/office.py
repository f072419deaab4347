"""Zipped documents, .docx and .epub, become paragraphs."""

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from html.entities import html5
from typing import Any
from urllib.parse import unquote

from .document import Document, Paragraph, Unreadable
from .own_words import metadata_of

_UNPACKED = 200_000_000  # bytes
_LARGEST_CHAPTER = 20_000_000  # bytes
_HEADING = re.compile(r"(?:heading|title|标题|標題)\b|(?:heading|标题|標題)\s*\d", re.IGNORECASE)
_NAMED = re.compile(rb"&([A-Za-z][A-Za-z0-9]*);")
_KEPT = frozenset({"amp", "lt", "gt", "quot", "apos"})  # XML's own
_UNSEEN = frozenset({"head", "script", "style", "nav", "svg", "math", "figcaption", "rt", "rp"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_BLOCKS = _HEADINGS | frozenset(
    "address article aside blockquote body caption dd div dl dt figure footer header hr html img"
    " li main ol p pre section table td th tr ul".split()
)


def read_docx(data: bytes) -> Document:
    """A Word document: its paragraphs and tables; headings are known by their styles."""
    import docx

    _refuse_bomb(data, ".docx")
    document = docx.Document(io.BytesIO(data))
    core = document.core_properties
    paragraphs = tuple(_docx_paragraphs(document))
    if not paragraphs:
        raise Unreadable(None, "no text in it")
    made = core.created.date().isoformat() if core.created else ""
    return Document(metadata_of(core.title, core.author, made=made), paragraphs)


def _refuse_bomb(data: bytes, suffix: str) -> None:
    """What a zip declares is what is unpacked of it at most."""
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise Unreadable(None, f"has a password, or is no {suffix} but an older format")
    with zipfile.ZipFile(io.BytesIO(data)) as unzipped:
        if sum(part.file_size for part in unzipped.infolist()) > _UNPACKED:
            most = _UNPACKED // 1_000_000
            raise Unreadable(None, f"unpacks to more than {most} MB: it can't be read")


def _docx_paragraphs(document: Any) -> Iterator[Paragraph]:
    """A document's paragraphs, each table being one."""
    # Asking each paragraph for its style takes a millisecond.
    styles = {style.style_id: style.name or "" for style in document.styles}
    for block in document.iter_inner_content():
        if hasattr(block, "rows"):
            rows = (_row(row) for row in block.rows)
            if text := "\n".join(row for row in rows if row):
                yield Paragraph(text)
            continue
        heading = bool(_HEADING.match(styles.get(block._p.style, "")))
        for part in re.split(r"\n\s*\n", block.text):
            if text := "\n".join(filter(None, map(str.strip, part.splitlines()))):
                yield Paragraph(" ".join(text.split()) if heading else text, heading)


def _row(row: Any) -> str:
    # A merged cell stands in each of its places.
    cells = dict.fromkeys(cell._tc for cell in row.cells)
    by_cell = {cell._tc: " ".join(cell.text.split()) for cell in row.cells}
    return " | ".join(by_cell[cell] for cell in cells).strip(" |")


def read_epub(data: bytes) -> Document:
    """An electronic book: its chapters in their order of reading."""
    _refuse_bomb(data, ".epub")
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        if (
            "META-INF/encryption.xml" in book.namelist()
            and "META-INF/rights.xml" in book.namelist()
        ):
            raise Unreadable(None, "is copy-protected")
        container = _xml(book.read("META-INF/container.xml"))
        at = next(str(node.get("full-path")) for node in _all(container, "rootfile"))
        package = _xml(book.read(at))
        paragraphs = tuple(
            paragraph
            for chapter in dict.fromkeys(_chapters(package, posixpath.dirname(at)))
            if chapter in book.NameToInfo
            for paragraph in _html_paragraphs(_xml(_chapter(book, chapter)))
        )
    if not paragraphs:
        raise Unreadable(None, "no text in it")
    said = {
        key: next((" ".join(node.itertext()) for node in _all(package, key)), "")
        for key in ("title", "creator", "publisher", "date")
    }
    return Document(
        metadata_of(said["title"], said["creator"], said["publisher"], date=said["date"]),
        paragraphs,
    )


def _chapter(book: zipfile.ZipFile, name: str) -> bytes:
    if book.getinfo(name).file_size > _LARGEST_CHAPTER:
        most = _LARGEST_CHAPTER // 1_000_000
        raise Unreadable(None, f"a chapter of it has more than {most} MB: it can't be read")
    return book.read(name)


def _xml(data: bytes) -> Any:
    """The root of a piece of XML; no entity of its own is resolved, nothing is fetched."""
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        recover=True,
        remove_comments=True,
        remove_pis=True,
    )
    root = etree.fromstring(_NAMED.sub(_numbered, data), parser)
    if root is None:
        raise Unreadable(None, "damaged: a part of it isn't XML")
    return root


def _numbered(entity: re.Match[bytes]) -> bytes:
    """The entities of HTML, &nbsp; and the like, as XML knows them; a book's own are left out."""
    name = entity[1].decode()
    if name in _KEPT:
        return entity[0]
    meant = html5.get(f"{name};", "")
    return "".join(f"&#{ord(character)};" for character in meant).encode()


def _all(root: Any, name: str) -> list[Any]:
    """All elements with a name, whatever its namespace."""
    return [node for node in root.iter("{*}" + name) if isinstance(node.tag, str)]


def _chapters(package: Any, folder: str) -> Iterator[str]:
    """The names of the files of the spine, in order, without the table of contents."""
    items = {node.get("id"): node for node in _all(package, "item")}
    for reference in _all(package, "itemref"):
        item = items.get(reference.get("idref"))
        if item is None or "nav" in (item.get("properties") or "").split():
            continue
        yield posixpath.normpath(posixpath.join(folder, unquote(item.get("href") or "")))


def _html_paragraphs(root: Any) -> Iterator[Paragraph]:
    """The blocks of a page; a page's parts are visited without a stack of calls."""
    pieces: list[str] = []
    heading = False
    for kind, node in _walk(root):
        name = _name(node)
        if name in _BLOCKS:
            if text := _tidy("".join(pieces)):
                yield Paragraph(text, heading)
            pieces = []
            heading = kind == "start" and name in _HEADINGS
        if kind == "start":
            pieces.append("\n" if name == "br" else node.text or "")
        else:
            pieces.append(node.tail or "")
    if text := _tidy("".join(pieces)):
        yield Paragraph(text, heading)


def _walk(root: Any) -> Iterator[tuple[str, Any]]:
    """Where each seen element starts and ends; of an unseen one, only its end."""
    from lxml import etree

    walker = etree.iterwalk(root, events=("start", "end"))
    hidden = None
    for kind, node in walker:
        if hidden is not None:
            if node is hidden and kind == "end":
                hidden = None
                yield kind, node
        elif kind == "start" and _name(node) in _UNSEEN:
            hidden = node
        else:
            yield kind, node


def _name(node: Any) -> str:
    return str(node.tag).rpartition("}")[2].lower()


def _tidy(text: str) -> str:
    # White space of the source means nothing but between words.
    lines = (
        " ".join(line.split()) for line in re.sub(r"[ \t\r]*\n[ \t\r]*", "\n", text).split("\n")
    )
    return "\n".join(filter(None, lines))
