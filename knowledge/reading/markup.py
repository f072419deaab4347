"""Markdown becomes paragraphs without markup."""

import re
from collections.abc import Iterator
from html import unescape

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from .document import Paragraph
from .lines import separator

_BREAK = "\n\n"
_LISTS = ("bullet_list", "ordered_list")
# Indented code is left out: in Chinese prose four spaces are an indent.
_MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"]).disable("code")
_SENTENCE_END = re.compile(r"[。！？!?][”’」』）)]*$")
_LONGEST_LABEL = 30  # a lone link with a longer text says something
# CommonMark leaves “**注意：**文字” as it is, for want of a space.
_CHINESE_STRONG = re.compile(r"\*\*(?=[^\s*])([^*\n]+)(?<=[^\s*])\*\*")
_TAG = re.compile(r"</?([A-Za-z][\w-]*)")
_LIKE_EMPHASIS = re.compile(
    r"a|abbr|b|bdi|bdo|big|cite|code|del|dfn|em|font|i|ins|kbd|mark|q|ruby|s|small|span|strike"
    r"|strong|sub|sup|time|tt|u|var|wbr"
)
_UNSEEN = re.compile(
    r"<(!--|(?:script|style|iframe|figcaption|video|audio|button|nav|svg|noscript|template"
    r"|select|textarea|object)\b)",
    re.IGNORECASE,
)
# What GitHub, Hugo and Jekyll add to CommonMark: shortcodes, callouts, contents, anchors.
_SHORTCODE = (
    r"(?:\{\{<[^\n]{0,1000}?>\}\}|\{\{%[^\n]{0,1000}?%\}\}|\{%-?\s*[a-z_]+\b[^\n]{0,300}?%\})"
)
_INLINE_SHORTCODE = re.compile(rf"(?P<target>(?<=\]\())?{_SHORTCODE}")
_ALONE = re.compile(
    rf"^[ \t>]*(?:{_SHORTCODE}|\[\[?toc\]\]?|:{{3,}}[^\n]*"
    r"|\[!(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION)\])[ \t]*$",
    re.MULTILINE | re.IGNORECASE,
)
_ANCHOR = re.compile(r"^(#{1,6}[ \t].*?)[ \t]*\{[#.:][^{}\n]*\}[ \t]*$", re.MULTILINE)
_NOTE = re.compile(r"^ {0,3}\[\^[^\]\s]{1,60}\]:[ \t]*", re.MULTILINE)
_NOTE_MARK = re.compile(r"\[\^[^\]\s]{1,60}\]")
_TASK = re.compile(r"\[[ xX]\]\s+")
_ANY_TAG = re.compile(r"<[/!?A-Za-z][^>]*>")


def paragraphs_of(text: str) -> list[Paragraph]:
    """The paragraphs and headings of a Markdown text, a break wherever something is gone."""
    root = SyntaxTreeNode(_MARKDOWN.parse(_in_common_markdown(text)))
    return [
        Paragraph(piece, paragraph.heading)
        for paragraph in _blocks(root)
        for part in re.split(r"\n\s*\n", paragraph.text)
        if (piece := _trimmed(part))
    ]


def _in_common_markdown(text: str) -> str:
    """The text without what only some sites understand; a note becomes a paragraph."""
    # Most texts have nothing of it, which is known at once.
    if "{" in text or "[" in text or ":::" in text:
        text = _ALONE.sub("", text)
    if "{" in text:
        text = _INLINE_SHORTCODE.sub(lambda code: "" if code["target"] else "<!-- -->", text)
        text = _ANCHOR.sub(r"\1", text)
    return _NOTE_MARK.sub("", _NOTE.sub("\n", text)) if "[^" in text else text


def _trimmed(part: str) -> str:
    lines = (line.strip() for line in part.strip().splitlines())
    return "\n".join(line for line in lines if line)


def _blocks(node: SyntaxTreeNode) -> Iterator[Paragraph]:
    """The blocks that a node is or holds; their texts may still hold breaks."""
    if node.type == "heading":
        text = _inline(node)
        # A rule right below a sentence makes a heading of it; nobody means that.
        underlined = node.markup in ("-", "=") and _SENTENCE_END.search(text.strip())
        yield Paragraph(text, heading=not underlined)
    elif node.type == "paragraph":
        yield Paragraph("" if _is_lone_link(node) else _inline(node))
    elif node.type in _LISTS:
        yield Paragraph("\n".join(_list_lines(node)))
    elif node.type == "table":
        yield Paragraph("\n".join(_rows(node)))
    elif node.type in ("fence", "code_block"):
        yield Paragraph("\n".join(filter(str.strip, node.content.splitlines())))
    elif node.type == "html_block":
        yield Paragraph(_seen_text(node.content))
    else:
        for child in node.children:
            yield from _blocks(child)


def _list_lines(node: SyntaxTreeNode) -> Iterator[str]:
    for item in node.children:
        marker = f"{item.info}{item.markup} "
        for child in item.children:
            if child.type in _LISTS:
                yield from _list_lines(child)
                continue
            text = _TASK.sub("", _item_text(child), count=1) if marker else _item_text(child)
            if not text.strip():
                yield _BREAK if _BREAK in text else ""
                continue
            yield (_BREAK if text.startswith(_BREAK) else "") + marker + text.lstrip()
            marker = ""


def _item_text(child: SyntaxTreeNode) -> str:
    if child.type in ("paragraph", "heading"):
        return _inline(child)
    return "\n".join(paragraph.text for paragraph in _blocks(child))


def _rows(table: SyntaxTreeNode) -> Iterator[str]:
    # With the bar between cells a row still reads as it stands in the file.
    for row in (node for node in table.walk() if node.type == "tr"):
        cells = " | ".join(_inline(cell).strip(" ") for cell in row.children)
        yield re.sub(r"(?: \| )*\n\n(?: \| )*", _BREAK, cells)


def _is_lone_link(paragraph: SyntaxTreeNode) -> bool:
    inline = paragraph.children[0].children if paragraph.children else []
    seen = [child for child in inline if child.type != "text" or child.content.strip()]
    if [child.type for child in seen] != ["link"]:
        return False
    label = _inline(paragraph).strip()
    return len(label) <= _LONGEST_LABEL and not _SENTENCE_END.search(label)


def _inline(node: SyntaxTreeNode) -> str:
    """The text inside a block, lines joined."""
    text: list[str] = []
    soft = False
    for piece in _pieces(node):
        if piece is None:
            soft = True
        elif piece:
            if soft and text and piece.strip():
                text.append(separator(text[-1].rstrip(" "), piece))
            text.append(piece)
            soft = False
    joined = "".join(text)
    if "**" not in joined:
        return joined
    has_code = any(child.type == "code_inline" for child in node.walk())
    return joined if has_code else _CHINESE_STRONG.sub(r"\1", joined)


def _pieces(node: SyntaxTreeNode) -> Iterator[str | None]:
    """The pieces of text inside a node; None is a line's end that means nothing."""
    for child in node.children:
        if child.type in ("text", "code_inline"):
            yield child.content
        elif child.type == "softbreak":
            yield None
        elif child.type == "hardbreak":
            yield "\n"
        elif child.type == "image":
            yield _BREAK
        elif child.type == "html_inline":
            yield _in_place_of(child.content)
        else:
            yield from _pieces(child)


def _in_place_of(tag: str) -> str:
    name = match[1].lower() if (match := _TAG.match(tag)) else ""
    if name == "br":
        return "\n"
    return "" if _LIKE_EMPHASIS.fullmatch(name) else _BREAK


def _seen_text(html: str) -> str:
    """What a reader sees of an HTML block, each tag a break."""
    seen = _BREAK.join(_seen(html))
    # Behind the last ">" no tag is looked for, up to the end, from each "<" on.
    end = seen.rfind(">") + 1
    tagless = _ANY_TAG.sub(lambda tag: _in_place_of(tag[0]), seen[:end])
    return unescape(tagless + seen[end:])


def _seen(html: str) -> Iterator[str]:
    """What stands between comments, scripts and the like; one that isn't closed hides nothing."""
    end = 0
    unclosed: set[str] = set()
    for opening in _UNSEEN.finditer(html):
        kind = opening[1].lower()
        if opening.start() < end or kind in unclosed:
            continue
        pattern = "-->" if kind == "!--" else rf"</{kind}\s*>"
        if closing := re.compile(pattern, re.IGNORECASE).search(html, opening.end()):
            yield html[end : opening.start()]
            end = closing.end()
        else:
            unclosed.add(kind)
    yield html[end:]
