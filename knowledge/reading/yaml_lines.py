"""YAML that knows its lines: every value is text, every mistake is told in plain words."""

from collections.abc import Iterator
from typing import Any

import yaml

from .document import Unreadable

# Its scalars all stay text, so that 2025-10 is no number; the C one is ten times as fast.
_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_DEEPEST = 50
_MOST_REPEATED = 100_000  # nodes, by way of aliases
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_TRUE = frozenset({"true", "yes", "on", "1"})
_FALSE = frozenset({"false", "no", "off", "0"})
_PLAIN_WORDS = (
    (
        "mapping values",
        "a colon that can't stand here: wrong indentation, or a value without quotes",
    ),
    ("escape", "a backslash between double quotes that means nothing (use single quotes)"),
    ("quoted scalar", "a quotation mark that is never closed, or stands inside the value"),
    ("cannot start any token", "a tab, or a sign that can't start a value (put it in quotes)"),
    ("expected ':'", "a line without a colon after its key"),
    ("flow", "a bracket that is never closed, or a missing comma"),
    ("block", "wrong indentation, or text after the end of a value"),
    ("alias", "an asterisk at the start of a value (put the value in quotes)"),
    ("single document", "a second “---”: only one document is read"),
    ("special characters", "a control character"),
)


def compose(text: str) -> yaml.Node | None:
    """The nodes of a YAML text, None if there is nothing in it."""
    try:
        _refuse_bombs(text)
        node: yaml.Node | None = yaml.compose(text, Loader=_LOADER)
    except yaml.YAMLError as error:
        # What is missing at the end is noticed after the last line.
        line = min(_error_line(error) or 1, len(text.splitlines()) or 1)
        raise Unreadable(line, f"broken YAML: {_in_plain_words(error)}") from None
    return node


def _refuse_bombs(text: str) -> None:
    """Composing nodes recurses in C, where too deep a nesting ends the process.

    And whoever visits the nodes visits what an alias stands for at each of its places.
    """
    open_anchors: list[tuple[str | None, int]] = []
    sizes: dict[str, int] = {}
    size = repeated = 0
    for event in yaml.parse(text, Loader=_LOADER):
        line = event.start_mark.line + 1 if event.start_mark else None
        size += 1
        if isinstance(event, yaml.AliasEvent):
            meant = sizes.get(event.anchor or "", 0)
            repeated += meant
            size += meant
        elif isinstance(event, yaml.CollectionStartEvent):
            open_anchors.append((event.anchor, size))
        elif isinstance(event, yaml.CollectionEndEvent):
            anchor, start = open_anchors.pop()
            if anchor is not None:
                sizes[anchor] = size - start
        if len(open_anchors) > _DEEPEST:
            raise Unreadable(line, "broken YAML: nested too deeply")
        if repeated > _MOST_REPEATED:
            raise Unreadable(line, "broken YAML: its aliases repeat too much")


def line_of(node: yaml.Node) -> int:
    """The line that a node starts at, counted from 1."""
    line: int = node.start_mark.line
    return line + 1


def text_of(node: yaml.Node) -> str | None:
    """The text of a single value; None if it is empty."""
    if not isinstance(node, yaml.ScalarNode):
        raise TypeError(kind_of(node))
    if not node.style and node.value in _NULLS:
        return None
    return str(node.value).strip() or None


def flag_of(text: str) -> bool | None:
    """Yes or no; None if the text says neither."""
    word = text.strip().casefold()
    return True if word in _TRUE else False if word in _FALSE else None


def pairs(node: yaml.MappingNode) -> Iterator[tuple[str, int, yaml.Node]]:
    """The keys of a mapping with their lines and values; a key that isn't text is written "?"."""
    for key, value in node.value:
        name = str(key.value) if isinstance(key, yaml.ScalarNode) else "?"
        yield name, line_of(key), value


def kind_of(node: yaml.Node | None) -> str:
    """What a value is, in plain words."""
    if isinstance(node, yaml.MappingNode):
        return "a mapping"
    return "a list" if isinstance(node, yaml.SequenceNode) else "text"


def _error_line(error: yaml.YAMLError) -> int | None:
    # An unclosed quotation mark is noticed only at the end of the file; mend its beginning.
    context = getattr(error, "context", None) or ""
    marks = [getattr(error, "problem_mark", None), getattr(error, "context_mark", None)]
    if ("quoted" in context and "escape" not in str(error)) or "flow" in context:
        marks.reverse()
    return next((mark.line + 1 for mark in marks if mark is not None), None)


def _in_plain_words(error: yaml.YAMLError) -> str:
    problem = getattr(error, "problem", None) or getattr(error, "reason", None) or ""
    context = getattr(error, "context", None) or ""
    for told, plain in _PLAIN_WORDS:
        if told in f"{context} {problem}":
            return plain
    return problem.splitlines()[0] if problem else "it can't be read"
