"""Web pages become paragraphs and metadata: the article alone, nothing of what surrounds it."""

import logging
import re
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from typing import Any

from .document import Document, Paragraph, Unreadable
from .encoding import decoded
from .furniture import is_furniture

_MOST_ELEMENTS = 40_000  # a few seconds; a long article with its comments has a fifth of it
_DEEPEST = 8  # lists, tables and quotations in one another: each level doubles the work
_HEAD = 4096  # bytes in which a page has to declare its encoding, more than browsers look at
_DECLARED = re.compile(
    rb"<meta\b[^>]{0,300}?\bcharset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE
)
_XML = re.compile(r"\s*<\?xml[^>]{0,300}\?>", re.IGNORECASE)
_CONTAINERS = "//*[@id='js_content' or @itemprop='articleBody' or contains(@class, 'post_body')]"
_UNSEEN = (
    "script style noscript template iframe object svg canvas video audio button select textarea"
    " input nav footer aside dialog figcaption"
).split()
_BLOCKS = (
    "address article blockquote body center dd details div dl dt fieldset figure h1 h2 h3 h4 h5 h6"
    " header hr li main ol p pre section summary table tbody td tfoot th thead tr ul"
).split()
_NESTED = " or ".join(f"self::{name}" for name in ("ul", "ol", "dl", "table", "blockquote"))
_TOO_DEEP = f"//*[{_NESTED}][count(ancestor::*[{_NESTED}]) >= {_DEEPEST}]"
_BOLD = ("b", "strong")
_INLINE = (*_BOLD, "em", "font", "i", "span", "u")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# Longer runs take ages to match.
_SPACES = re.compile(r"[^\S\n]{20,}|\n{20,}")
# A browser would show a space where the source of a Chinese sentence is wrapped.
_WRAPPED = re.compile(
    r"(?<=[\u3001-\u9fff\uff01-\uff60])[ \t]*\n[ \t]*(?=[\u3001-\u9fff\uff01-\uff60])"
)
_FRAMES = ("address", "article", "body", "center", "details", "div", "header", "main", "section")
# Whole words of the ids and classes of what surrounds an article.
_SURROUNDINGS = re.compile(
    r"(?:^|[\s_-])(?:actions?|ads?|advert\w*|author-?info\w*|banner|breadcrumbs?|captions?|cmt"
    r"|comments?|consent|cookies?|copyright|download|emotion|gdpr|hot(?:list|news|rank)?|login"
    r"|modal|newsletter|next|pager|pagination|popup|post_info|prev|profile|qr|qrcode"
    r"|recommend\w*|relat(?:e|ed|ion)|repl(?:y|ies)|reward|shar(?:e|ing)|sidebar|social"
    r"|statement|subscribe|tags?|toolbar|tools?|topics\w*)(?:$|[\s_-])"
    r"|ContentItem-time",
    re.IGNORECASE,
)
_MOST_OF_A_PAGE = 0.4  # of its text: what has so much of it isn't what surrounds it
_LONGEST_BOLD_HEADING = 30
_STOP = re.compile(r"[。！？!?，,；;：:]")
_BREAK = re.compile(r"\n\s*\n")
_HIDDEN = re.compile(r"display\s*:\s*none")
_HOLDERS = ("p", "div", "head", "list", "table", "quote", "code")
_SHORTEST_ARTICLE = "50"  # characters, below which the whole page is searched for more
_SECONDS = re.compile(r"\bvar\s+ct\s*=\s*[\"'](\d{10})[\"']")
_CHINESE_TIME = timezone(timedelta(hours=8))
_NAME_OF_SITE = re.compile(r"\s*[-_|｜—–·]\s*([^-_|｜—–·]{2,20})\s*$")
_ROLE = re.compile(
    r"^(?:本[报報刊]|[实實][习習])?(?:[记記]者|作者|[编編][辑輯]|文|By)\s*[:：/／|｜]?\s*"
)


def read_page(data: bytes) -> Document:
    """A web page."""
    declared = _DECLARED.search(data[:_HEAD])
    root = _parsed(decoded(data, declared[1].decode() if declared else None))
    try:
        metadata = _metadata(root)
        paragraphs = tuple(_paragraphs(root))
    except Exception as error:
        # The library has thousands of rules for other people's pages: one page it can't take
        # mustn't cost the folder.
        reason = f"its HTML can't be understood ({type(error).__name__})"
        raise Unreadable(None, reason) from error
    if not paragraphs:
        raise Unreadable(None, "no text in it: this page has no article")
    return Document(metadata, paragraphs)


def _parsed(text: str) -> Any:
    """The tree of a page; the parser expands no entities of the page's own."""
    from lxml import etree, html

    parser = html.HTMLParser(remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(_without_excess(text), parser=parser)
    except (etree.ParserError, ValueError):
        raise Unreadable(None, "no text in it") from None
    told = " ".join(entry.message for entry in parser.error_log)
    # The parser stops there and forgets what follows.
    if "depth" in told:
        raise Unreadable(None, "its HTML is nested too deeply")
    if "Resource limit" in told:
        raise Unreadable(None, "a piece of its HTML is too large: 10 MB at most")
    if (elements := sum(1 for _ in root.iter())) > _MOST_ELEMENTS:
        raise Unreadable(None, f"{elements:,} elements: a page may have {_MOST_ELEMENTS:,} at most")
    _drop_controls(root)
    return root


def _drop_controls(root: Any) -> None:
    """The parser takes control characters, written out or as references, but lets none be moved."""
    for element in root.iter():
        if element.text and _CONTROL.search(element.text):
            element.text = _CONTROL.sub(" ", element.text)
        if element.tail and _CONTROL.search(element.tail):
            element.tail = _CONTROL.sub(" ", element.tail)
        for name, value in element.attrib.items():
            if _CONTROL.search(value):
                element.attrib[name] = _CONTROL.sub(" ", value)


def _without_excess(text: str) -> str:
    """The page without an XML declaration and without white space that means nothing."""
    declaration = _XML.match(text)
    text = text[declaration.end() :] if declaration else text
    return _WRAPPED.sub("", _SPACES.sub(lambda run: run[0][:2], text))


def _metadata(root: Any) -> dict[str, str]:
    """What a page says of itself under our keys."""
    from trafilatura.metadata import extract_metadata

    # The extensive search takes any number for a date, for want of a better one.
    said = extract_metadata(root, date_config={"extensive_search": False, "original_date": True})
    title = _text_at(root, "//*[@id='activity-name']") or _text(said.title)
    publisher = _text_at(root, "//*[@id='js_name']") or _publisher(root, said, title)
    found = {
        "title": title,
        "publisher": publisher,
        "author": _author(said.author or _declared_author(root), publisher),
        "date": _text(said.date) or _date_in_script(root),
        "url": _text(said.url),
    }
    return {key: value for key, value in found.items() if value}


def _text(value: object) -> str:
    return " ".join(str(value).split()) if value else ""


def _text_at(root: Any, path: str) -> str:
    found = root.xpath(path)
    return _text(found[0].text_content()) if found else ""


def _publisher(root: Any, said: Any, title: str) -> str:
    """The site's name, else what stands after the article's title in the page's."""
    if said.sitename and said.sitename != said.hostname:
        return _text(said.sitename)
    whole = _text_at(root, "//title")
    match = _NAME_OF_SITE.match(whole, len(title)) if title and whole.startswith(title) else None
    return match[1] if match else ""


def _declared_author(root: Any) -> str:
    """For the library, a name of two characters is too short to be one."""
    return next(iter(root.xpath("//*[@name='author']/@content")), "")


def _author(names: str | None, publisher: str) -> str:
    """The names, a Chinese one without what stands beside it."""
    found = []
    for name in (names or "").split(";"):
        bare = _ROLE.sub("", name.strip())
        chinese = bool(bare) and not bare[0].isascii()
        bare = bare.split()[0] if chinese else " ".join(bare.split())
        if bare and bare not in publisher and bare not in found:
            found.append(bare)
    return "、".join(found)


def _date_in_script(root: Any) -> str:
    """The day in China of a page that leaves writing its date to a script, as WeChat does."""
    for script in root.iter("script"):
        if match := _SECONDS.search(script.text or ""):
            return datetime.fromtimestamp(int(match[1]), _CHINESE_TIME).date().isoformat()
    return ""


def _paragraphs(root: Any) -> Iterator[Paragraph]:
    main = _main(root)
    if main is None:
        return
    for block in _blocks(main):
        for part in _BREAK.split(block.text):
            lines = (" ".join(line.split()) for line in part.splitlines())
            if text := "\n".join(line for line in lines if line):
                yield Paragraph(text, block.heading and not is_furniture(text))


def _main(root: Any) -> Any | None:
    """The element that holds the article's text, None if there is none."""
    import trafilatura
    from trafilatura.settings import use_config

    # Its warnings name no file; ours do.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    config = use_config()
    config.set("DEFAULT", "MIN_EXTRACTED_SIZE", _SHORTEST_ARTICLE)
    found = trafilatura.bare_extraction(
        _prepared(root),
        favor_precision=True,
        include_comments=False,
        config=config,
    )
    return getattr(found, "body", None)


def _prepared(root: Any) -> Any:
    """The page without what surely isn't its article, each run of loose text a paragraph."""
    from lxml import etree, html

    etree.strip_elements(root, *_UNSEEN, with_tail=False)
    _drop_surroundings(root)
    for paragraph in root.iter("p"):
        if any(map(_parts_paragraphs, paragraph)):
            paragraph.tag = "div"
    for frame in list(root.iter(*_FRAMES)):
        _wrap_loose_text(frame)
    _drop_furniture(root)
    _free_bold_headings(root)
    etree.strip_tags(root, *_INLINE)
    for element in root.xpath(_TOO_DEEP):
        element.drop_tag()
    container = next(iter(root.xpath(_CONTAINERS)), None)
    if container is None:
        return root
    # All that a known container holds is text, whatever its classes and styles.
    etree.strip_attributes(container, "class", "id", "style")
    page = html.document_fromstring("<html><body><article></article></body></html>")
    page.find("body/article").append(container)
    return page


def _drop_surroundings(root: Any) -> None:
    most = _MOST_OF_A_PAGE * len(root.text_content())
    for element in list(root.iter()):
        name = f"{element.get('id', '')} {element.get('class', '')}"
        hidden = _HIDDEN.search(element.get("style", ""))
        if (
            (hidden or _SURROUNDINGS.search(name))
            and element.getparent() is not None
            and len(element.text_content()) < most
        ):
            element.drop_tree()


def _wrap_loose_text(frame: Any) -> None:
    """Makes a paragraph of each run of text and inline elements right inside a frame."""
    from lxml import html

    run = html.Element("p")
    run.text, frame.text = frame.text, None
    children = list(frame)
    for child in children:
        if _parts_paragraphs(child):
            _insert_before(child, run)
            run = html.Element("p")
            run.text, child.tail = child.tail, None
        else:
            run.append(child)
    if run.text_content().strip():
        frame.append(run)


def _parts_paragraphs(child: Any) -> bool:
    """Whether an element is, or has in it, a block, or is the first of two line breaks."""
    if child.tag == "br":
        following = child.getnext()
        blank = not (child.tail or "").strip()
        return blank and following is not None and following.tag == "br"
    return child.tag in _BLOCKS or next(child.iter(*_BLOCKS), None) is not None


def _drop_furniture(root: Any) -> None:
    """A long notice below a short article would seem to be the article."""
    for paragraph in list(root.iter("p")):
        if is_furniture(_text(paragraph.text_content())):
            paragraph.drop_tree()


def _free_bold_headings(root: Any) -> None:
    """Makes a heading of each paragraph that is a few bold words and no sentence."""
    for paragraph in list(root.iter("p")):
        text = _text(paragraph.text_content())
        bold = "".join(part.text_content() for part in paragraph.iterchildren(*_INLINE))
        has_bold = next(paragraph.iter(*_BOLD), None) is not None
        short = len(text) <= _LONGEST_BOLD_HEADING and not _STOP.search(text)
        if has_bold and short and text == _text(bold):
            paragraph.tag = "h3"


def _insert_before(child: Any, run: Any) -> None:
    if run.text_content().strip():
        child.addprevious(run)


def _blocks(element: Any) -> Iterator[Paragraph]:
    """The blocks that an element of trafilatura's is or holds."""
    if element.tag == "head":
        yield Paragraph(_inline(element), heading=True)
    elif element.tag == "list":
        yield Paragraph("\n".join(_list_lines(element)))
    elif element.tag == "table":
        yield Paragraph("\n".join(_rows(element)))
    elif next(element.iterchildren(*_HOLDERS), None) is not None:
        yield Paragraph(element.text or "")
        for child in element:
            yield from _blocks(child)
            yield Paragraph(child.tail or "")
    else:
        yield Paragraph(_inline(element))


def _list_lines(element: Any) -> Iterator[str]:
    ordered = element.get("rend") == "ol"
    for number, item in enumerate(element.iterchildren("item"), start=1):
        marker = f"{number}. " if ordered else "- "
        nested = list(item.iterchildren("list"))
        for child in nested:
            item.remove(child)
        if text := " ".join(_inline(item).split()):
            yield marker + text
        for child in nested:
            yield from _list_lines(child)


def _rows(table: Any) -> Iterator[str]:
    for row in table.iter("row"):
        # With the bar between cells a row reads as it does in Markdown.
        yield " | ".join(" ".join(_inline(cell).split()) for cell in row.iterchildren("cell"))


def _inline(element: Any) -> str:
    """The text inside an element, its lines as they are broken there."""
    pieces = [element.text or ""]
    for child in element:
        pieces.append("\n" if child.tag == "lb" else _inline(child))
        pieces.append(child.tail or "")
    return "".join(pieces)
