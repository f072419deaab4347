"""What articles.yaml says of the articles, entry by entry."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import yaml

from .article import Problem
from .document import Unreadable
from .metadata import KEYS
from .yaml_lines import (
    compose,
    flag_of,
    kind_of,
    line_of,
    pairs,
    text_of,
)

FILE = "articles.yaml"
_FLAGS = ("hidden", "title_inferred", "date_inferred")
_SPANS = ("headings", "boilerplate")
_KNOWN = (*dict.fromkeys((*KEYS, *_FLAGS, *_SPANS)),)


@dataclass(frozen=True, slots=True)
class Said:
    """A text that stands in a YAML file, and its line."""

    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Description:
    """One entry: its line, its plain values and its spans."""

    line: int
    values: Mapping[str, Said] = field(default_factory=dict)
    headings: tuple[Said, ...] = ()
    boilerplate: tuple[Said, ...] = ()


def read_descriptions(text: str) -> tuple[dict[str, Description], list[Problem]]:
    """The entries by file name, and everything that is wrong; a bad entry spoils no other."""
    try:
        root = compose(text)
    except Unreadable as error:
        return {}, [Problem(FILE, error.line, error.reason)]
    if root is None:
        return {}, []
    if not isinstance(root, yaml.MappingNode):
        reason = f"the file is {kind_of(root)}: it should map file names to what is known of them"
        return {}, [Problem(FILE, line_of(root), reason)]
    descriptions: dict[str, Description] = {}
    problems: list[Problem] = []
    for name, line, node in pairs(root):
        if name in descriptions:
            reason = f"{name} stands twice: line {descriptions[name].line} counts"
            problems.append(Problem(FILE, line, reason))
        else:
            descriptions[name], wrong = _description(name, line, node)
            problems += wrong
    return descriptions, problems


def _description(name: str, line: int, node: yaml.Node) -> tuple[Description, list[Problem]]:
    if isinstance(node, yaml.ScalarNode) and text_of(node) is None:
        return Description(line), []
    if not isinstance(node, yaml.MappingNode):
        reason = f"{name}: {kind_of(node)} where lines “key: value” should be"
        return Description(line), [Problem(FILE, line, reason)]
    values: dict[str, Said] = {}
    spans: dict[str, tuple[Said, ...]] = {}
    problems: list[Problem] = []
    for key, at, value in pairs(node):
        if key in values or key in spans:
            wrong: str | None = f"{key} stands twice: the first counts"
        elif key in _SPANS:
            spans[key], wrong = _texts(key, value)
        elif key in _KNOWN:
            wrong = _put(values, key, at, value)
        else:
            wrong = f"unknown key {key}: there are {', '.join(_KNOWN)}"
        if wrong is not None:
            problems.append(Problem(FILE, at, f"{name}: {wrong}"))
    headings, boilerplate = (spans.get(key, ()) for key in _SPANS)
    return Description(line, values, headings, boilerplate), problems


def _put(values: dict[str, Said], key: str, line: int, node: yaml.Node) -> str | None:
    """Notes a plain value; what is wrong with it, if something is."""
    if not isinstance(node, yaml.ScalarNode):
        return f"{key} is {kind_of(node)}, not text"
    if (text := text_of(node)) is None:
        return None
    values[key] = Said(text, line)
    return f"{key} is neither true nor false" if key in _FLAGS and flag_of(text) is None else None


def _texts(key: str, node: yaml.Node) -> tuple[tuple[Said, ...], str | None]:
    if isinstance(node, yaml.ScalarNode) and text_of(node) is None:
        return (), None
    if not isinstance(node, yaml.SequenceNode):
        return (), f"{key} is {kind_of(node)}: it should be a list of texts"
    texts = []
    wrong = None
    for item in node.value:
        if not isinstance(item, yaml.ScalarNode):
            wrong = f"{key}: {kind_of(item)} in line {line_of(item)} where a text should be"
        elif text := text_of(item):
            texts.append(Said(text, line_of(item)))
    return tuple(texts), wrong
