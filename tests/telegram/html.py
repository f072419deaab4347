"""Formatted text as Telegram itself parses it, by TDLib."""

import json
import re
from collections.abc import Iterable
from itertools import pairwise
from typing import Any, NamedTuple

import tdjson

from tests.telegram.refusal import bad_request

Entity = dict[str, Any]

_KINDS = {
    "TextUrl": "text_link",
    "MentionName": "text_mention",
    "PreCode": "pre",
    "BlockQuote": "blockquote",
    "ExpandableBlockQuote": "expandable_blockquote",
    "EmailAddress": "email",
}
_PARSE_MODES = {
    "html": {"@type": "textParseModeHTML"},
    "markdown": {"@type": "textParseModeMarkdown", "version": 1},
    "markdownv2": {"@type": "textParseModeMarkdown", "version": 2},
}
# Telegram finds no links and mentions of its own inside these.
_CLOSED = {"code", "pre", "text_link", "text_mention", "custom_emoji"}
_QUOTES = {"blockquote", "expandable_blockquote"}


class Formatted(NamedTuple):
    text: str
    entities: list[Entity]


def _execute(kind: str, **arguments: Any) -> dict[str, Any]:
    answer = tdjson.td_execute(json.dumps({"@type": kind, **arguments}).encode())
    result: dict[str, Any] = json.loads(answer or b"{}")
    return result


# At its own level TDLib writes every call to the standard error.
_execute("setLogVerbosityLevel", new_verbosity_level=0)


def length(text: str) -> int:
    """Telegram counts in UTF-16 units."""
    return len(text.encode("utf-16-le")) // 2


def part(text: str, entity: Entity) -> str:
    start = 2 * entity["offset"]
    units = text.encode("utf-16-le")[start : start + 2 * entity["length"]]
    return units.decode("utf-16-le")


def parse(text: str, parse_mode: str = "", entities: Iterable[Entity] = ()) -> Formatted:
    """What a message shows: markup read, blanks trimmed, links and mentions found."""
    found = list(entities)
    if parse_mode:
        text, found = _parse_markup(text, parse_mode)
    _refuse_nested_quotes(found)
    text, found = _trimmed(re.sub(r"[\x00-\x09\x0b-\x1f]", " ", text.replace("\r", "")), found)
    found += _outside(detect(text), found)
    return Formatted(text, sorted(found, key=lambda e: (e["offset"], -e["length"])))


def detect(text: str) -> list[Entity]:
    """The links, mentions, commands and tags that Telegram finds by itself."""
    answer = _execute("getTextEntities", text=text)
    return [_entity(found) for found in answer.get("entities", ())]


def _parse_markup(text: str, parse_mode: str) -> Formatted:
    try:
        mode = _PARSE_MODES[parse_mode.lower()]
    except KeyError:
        raise bad_request("unsupported parse_mode") from None
    answer = _execute("parseTextEntities", text=text, parse_mode=mode)
    if answer["@type"] == "error":
        message: str = answer["message"]
        raise bad_request(message[:1].lower() + message[1:])
    return Formatted(answer["text"], [_entity(found) for found in answer["entities"]])


def _entity(found: dict[str, Any]) -> Entity:
    details = dict(found["type"])
    name = details.pop("@type").removeprefix("textEntityType")
    kind = _KINDS.get(name, re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower())
    details = {"language": details["language"]} if "language" in details else details
    return {"type": kind, "offset": found["offset"], "length": found["length"], **details}


def _refuse_nested_quotes(entities: list[Entity]) -> None:
    quotes = sorted((e for e in entities if e["type"] in _QUOTES), key=lambda e: int(e["offset"]))
    for outer, inner in pairwise(quotes):
        if inner["offset"] < outer["offset"] + outer["length"]:
            raise bad_request("can't parse entities: blockquote entities can't be nested")


def _trimmed(text: str, entities: list[Entity]) -> Formatted:
    """Blanks go at the end, and at the beginning up to the first entity."""
    text = text.rstrip(" \n")
    first = min((e["offset"] for e in entities), default=len(text))
    cut = min(len(text) - len(text.lstrip(" \n")), first)
    text, end = text[cut:], length(text[cut:])
    kept = []
    for entity in entities:
        offset = entity["offset"] - cut
        entity = {**entity, "offset": offset, "length": min(entity["length"], end - offset)}
        if entity["length"] > 0 and (
            entity["type"] in ("pre", "code") or part(text, entity).strip()
        ):
            kept.append(entity)
    return Formatted(text, kept)


def _outside(candidates: list[Entity], entities: list[Entity]) -> list[Entity]:
    closed = [e for e in entities if e["type"] in _CLOSED]
    return [
        candidate
        for candidate in candidates
        if not any(
            candidate["offset"] < e["offset"] + e["length"]
            and e["offset"] < candidate["offset"] + candidate["length"]
            for e in closed
        )
    ]
