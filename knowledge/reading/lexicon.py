"""The names of the field, as lexicon.yaml lists them."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

import yaml

from .article import Problem
from .document import Unreadable
from .yaml_lines import compose, kind_of, line_of, pairs, text_of

FILE = "lexicon.yaml"
KINDS = ("product", "model", "company", "person", "work", "term", "event")
_KEYS = ("name", "kind", "aliases")


@dataclass(frozen=True, slots=True)
class Name:
    """A thing's name, what kind of thing it is, and what else it is called."""

    name: str
    kind: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All names, what is wrong with them and what looks wrong."""

    names: tuple[Name, ...] = ()
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()


def read_lexicon(text: str) -> Lexicon:
    """The names in a lexicon; a bad entry spoils no other."""
    try:
        root = compose(text)
    except Unreadable as error:
        return Lexicon(problems=(Problem(FILE, error.line, error.reason),))
    if root is None:
        return Lexicon()
    if not isinstance(root, yaml.SequenceNode):
        reason = f"the file is {kind_of(root)}: it should be a list of names"
        return Lexicon(problems=(Problem(FILE, line_of(root), reason),))
    names: list[tuple[int, Name]] = []
    problems: list[Problem] = []
    for node in root.value:
        name, wrong = _name(node)
        names += [(line_of(node), name)] if name is not None else []
        problems += [Problem(FILE, line, reason) for line, reason in wrong]
    kinds = [_strange_kind(line, name) for line, name in names if name.kind not in KINDS]
    warnings = (*kinds, *_clashes(names))
    return Lexicon(tuple(name for _, name in names), tuple(problems), warnings)


def _name(node: yaml.Node) -> tuple[Name | None, list[tuple[int, str]]]:
    """One entry, if it can be used, and the lines and reasons of what is wrong in it."""
    if not isinstance(node, yaml.MappingNode):
        return None, [(line_of(node), f"{kind_of(node)} where name, kind, aliases should be")]
    said: dict[str, str] = {}
    aliases: tuple[str, ...] = ()
    wrong: list[tuple[int, str]] = []
    for key, line, value in pairs(node):
        if key == "aliases":
            aliases, bad = _aliases(value)
            wrong += bad
        elif key not in _KEYS:
            wrong.append((line, f"unknown key {key}: there are {', '.join(_KEYS)}"))
        elif not isinstance(value, yaml.ScalarNode):
            wrong.append((line, f"{key} is {kind_of(value)}, not text"))
        elif text := text_of(value):
            said[key] = text
    if "name" not in said:
        wrong.append((line_of(node), "an entry without a name"))
        return None, wrong
    return Name(said["name"], said.get("kind", "term"), aliases), wrong


def _aliases(node: yaml.Node) -> tuple[tuple[str, ...], list[tuple[int, str]]]:
    if isinstance(node, yaml.ScalarNode):
        single = text_of(node)
        wrong = [(line_of(node), "aliases is text: it should be a list, in brackets")]
        return (), wrong if single else []
    if not isinstance(node, yaml.SequenceNode):
        return (), [(line_of(node), f"aliases is {kind_of(node)}: it should be a list")]
    texts = [item for item in node.value if isinstance(item, yaml.ScalarNode)]
    others = [item for item in node.value if not isinstance(item, yaml.ScalarNode)]
    bad = [(line_of(item), f"an alias is {kind_of(item)}, not text") for item in others]
    return tuple(dict.fromkeys(text for item in texts if (text := text_of(item)))), bad


def _strange_kind(line: int, name: Name) -> Problem:
    return Problem(
        FILE, line, f"{name.name}: unknown kind {name.kind}: there are {', '.join(KINDS)}"
    )


def _clashes(names: Iterable[tuple[int, Name]]) -> list[Problem]:
    """A warning for each name or alias that already belongs to another entry."""
    owners: dict[str, tuple[int, str]] = {}
    clashes = []
    for line, name in names:
        for alias in dict.fromkeys(map(_folded, (name.name, *name.aliases))):
            owner = owners.setdefault(alias, (line, name.name))
            if owner != (line, name.name):
                reason = f"{alias} belongs to {owner[1]} (line {owner[0]}) and to {name.name}"
                clashes.append(Problem(FILE, line, reason))
    return clashes


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()
