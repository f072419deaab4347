"""What a text file says of itself at its top, in YAML or TOML."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from .document import Flaw, Unreadable
from .metadata import KEYS, good_url
from .yaml_lines import compose, flag_of, kind_of, pairs, text_of

# As Hugo, Jekyll and others that make sites of Markdown name them.
_OTHER_NAMES = {
    "authors": "author",
    "canonical": "url",
    "canonical_url": "url",
    "date_published": "date",
    "draft": "hidden",
    "link": "url",
    "original_url": "url",
    "pubDate": "date",
    "publishDate": "date",
    "publish_date": "date",
    "published": "date",
    "site": "publisher",
    "site_name": "publisher",
    "source": "publisher",
    "source_url": "url",
}
_OPENING = re.compile(r"(---|\+\+\+)[ \t]*(?:\n|$)")
_YAML_END = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE)
_TOML_END = re.compile(r"^\+\+\+[ \t]*$", re.MULTILINE)
_TOML_PLACE = re.compile(r"\s*\(at (?:line (\d+), column \d+|end of document)\)$")
_TOML_KEY = re.compile(r"^[ \t]*[\"']?([\w-]+)[\"']?[ \t]*=", re.MULTILINE)
_TOML_TABLE = re.compile(r"^[ \t]*\[", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """Metadata under our keys, the line of the file each stands at, and what is wrong."""

    metadata: Mapping[str, str] = field(default_factory=dict)
    lines: Mapping[str, int] = field(default_factory=dict)
    flaws: tuple[Flaw, ...] = ()


@dataclass(frozen=True, slots=True)
class _Entry:
    """A key, its line in the file, and the texts of its value, whose kind is in plain words."""

    key: str
    line: int
    texts: tuple[str, ...]
    kind: str = "text"


def read_front_matter(text: str) -> tuple[FrontMatter, str]:
    """The front matter and the text below it; raises Unreadable where it is broken."""
    opening = _OPENING.match(text)
    if opening is None:
        return FrontMatter(), text
    is_yaml = opening[1] == "---"
    closing = (_YAML_END if is_yaml else _TOML_END).search(text, opening.end())
    if closing is None:
        raise Unreadable(1, f"front matter that is never closed: a line “{opening[1]}” is missing")
    front = text[opening.end() : closing.start()]
    entries = _yaml_entries(front) if is_yaml else _toml_entries(front)
    return _under_our_keys(entries), text[closing.end() :]


def _under_our_keys(entries: Iterable[_Entry]) -> FrontMatter:
    """What entries say; our own keys win over other names, else the first one does."""
    metadata: dict[str, str] = {}
    lines: dict[str, int] = {}
    flaws: list[Flaw] = []
    for entry in sorted(entries, key=lambda entry: entry.key not in KEYS):
        key = _our_key(entry)
        if key is None or (key in metadata and entry.key not in KEYS):
            continue
        if entry.kind != "text" and not (key == "author" and entry.texts):
            flaws.append(Flaw(entry.line, f"front matter: {entry.key} is {entry.kind}, not text"))
        elif text := "、".join(entry.texts):
            unlike = entry.key == "published" and key == "hidden"
            metadata[key], lines[key] = "true" if unlike else text, entry.line
    return FrontMatter(metadata, lines, tuple(flaws))


def _our_key(entry: _Entry) -> str | None:
    text = "".join(entry.texts)
    if entry.key == "published" and flag_of(text) is not None:
        return None if flag_of(text) else "hidden"  # Jekyll's
    if entry.key == "source" and good_url(text):
        return "url"
    return entry.key if entry.key in KEYS else _OTHER_NAMES.get(entry.key)


def _yaml_entries(front: str) -> Iterator[_Entry]:
    try:
        node = compose(front)
    except Unreadable as error:
        line = None if error.line is None else error.line + 1
        raise Unreadable(line, f"front matter: {error.reason}") from None
    if node is None:
        return
    if not isinstance(node, yaml.MappingNode):
        raise Unreadable(2, f"front matter is {kind_of(node)}: it should be lines “key: value”")
    for key, line, value in pairs(node):
        yield _Entry(key, line + 1, tuple(_yaml_texts(value)), kind_of(value))


def _yaml_texts(node: yaml.Node) -> Iterator[str]:
    """The text of a value; of a list, that of its items; of a mapping, its name."""
    items = node.value if isinstance(node, yaml.SequenceNode) else [node]
    for item in items:
        if isinstance(item, yaml.MappingNode):
            item = next((value for key, _, value in pairs(item) if key == "name"), item)
        if isinstance(item, yaml.ScalarNode) and (text := text_of(item)):
            yield text


def _toml_entries(front: str) -> Iterator[_Entry]:
    lines = _toml_lines(front)
    for key, value in _toml(front).items():
        kind = "a list" if isinstance(value, list) else "text"
        kind = "a mapping" if isinstance(value, dict) else kind
        yield _Entry(key, lines.get(key, 1), tuple(_toml_texts(value)), kind)


def _toml(front: str) -> dict[str, Any]:
    try:
        return tomllib.loads(front)
    except RecursionError:
        raise Unreadable(2, "front matter: broken TOML: nested too deeply") from None
    except ValueError as error:
        place = _TOML_PLACE.search(str(error))
        reason = _TOML_PLACE.sub("", str(error)).partition("\n")[0]
        line = int(place[1]) if place and place[1] else max(1, len(front.splitlines()))
        raise Unreadable(line + 1, f"front matter: broken TOML: {reason}") from None


def _toml_lines(front: str) -> dict[str, int]:
    """The line of the file that each key at the top level stands at."""
    table = _TOML_TABLE.search(front)
    keys = _TOML_KEY.finditer(front, 0, table.start() if table else len(front))
    return {key[1]: front.count("\n", 0, key.start(1)) + 2 for key in keys}


def _toml_texts(value: Any) -> Iterator[str]:
    for item in value if isinstance(value, list) else [value]:
        named = item.get("name") if isinstance(item, dict) else item
        if named is not None and not isinstance(named, (dict, list)):
            text = str(named).lower() if isinstance(named, bool) else str(named).strip()
            if text:
                yield text
