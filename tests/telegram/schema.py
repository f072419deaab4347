"""The parameters of a request, read and checked against the Bot API's own description."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.telegram.refusal import Refused, bad_request, not_found


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with a request."""

    name: str
    content: bytes


_PLAIN: dict[str, type] = {
    "Integer": int,
    "Float": float,
    "String": str,
    "Boolean": bool,
    "True": bool,
    "InputFile": Upload,
}
# Telegram's own words for a required parameter that is missing, where they differ.
_MISSING = {"text": "message text is empty", "message_id": "message identifier is not specified"}
_UNREADABLE = {
    "reply_markup": "can't parse reply keyboard markup JSON object",
    "entities": "can't parse entities JSON object",
}


@dataclass(frozen=True, slots=True)
class Field:
    depth: int
    types: tuple[str, ...]
    required: bool

    @classmethod
    def read(cls, notation: str) -> "Field":
        """`[][]Integer|String*`: an array of arrays of either, required."""
        bare = notation.lstrip("[]")
        depth = (len(notation) - len(bare)) // 2
        return cls(depth, tuple(bare.rstrip("*").split("|")), bare.endswith("*"))

    @property
    def is_text(self) -> bool:
        return not self.depth and "String" in self.types


def _read_fields(of: Mapping[str, Mapping[str, str]]) -> dict[str, dict[str, Field]]:
    return {
        name: {key: Field.read(notation) for key, notation in fields.items()}
        for name, fields in of.items()
    }


_SCHEMA = json.loads((Path(__file__).parent / "schema.json").read_text("utf-8"))
METHODS = _read_fields(_SCHEMA["methods"])
_TYPES = _read_fields(_SCHEMA["types"])
_UNIONS: dict[str, list[str]] = _SCHEMA["unions"]
_NAMES = {name.lower(): name for name in METHODS}


def _kind(union: str, name: str) -> str:
    """The value of `type`: `BotCommandScopeAllGroupChats` is `all_group_chats`."""
    suffix = name.removeprefix(union).removeprefix("Cached")
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", suffix).lower()


def method_named(name: str) -> str:
    """The method's name as the documentation has it; Telegram doesn't mind the case."""
    try:
        return _NAMES[name.lower()]
    except KeyError:
        raise not_found() from None


def read(method: str, raw: Mapping[str, Any], *, strict: bool) -> dict[str, Any]:
    """The parameters in their types, whichever way they came."""
    fields = METHODS[method]
    parameters = {}
    for name, value in raw.items():
        if name not in fields:
            raise bad_request(f"{method} has no parameter {name!r}")
        parameters[name] = _decoded(name, value, fields[name]) if isinstance(value, str) else value
    if strict:
        _check_parameters(parameters, fields)
    return parameters


def _decoded(name: str, value: str, field: Field) -> Any:
    if not field.depth and field.types in (("Boolean",), ("True",)):
        return value.lower() in ("true", "yes", "1")
    if field.is_text:
        numeric = "Integer" in field.types and value.removeprefix("-").isdecimal()
        return int(value) if numeric else value
    try:
        return json.loads(value)
    except ValueError:
        raise bad_request(_UNREADABLE.get(name, f"can't parse {name} JSON object")) from None


def _check_parameters(parameters: Mapping[str, Any], fields: Mapping[str, Field]) -> None:
    for name, field in fields.items():
        if name in parameters:
            _check(parameters[name], field, name)
        elif field.required:
            raise bad_request(_MISSING.get(name, f"{name} is empty"))


def _check(value: Any, field: Field, where: str, depth: int = 0) -> None:
    if depth < field.depth:
        if not isinstance(value, list):
            raise bad_request(f"can't parse {where}: expected an Array")
        for number, item in enumerate(value):
            _check(item, field, f"{where}[{number}]", depth + 1)
        return
    reasons = [_mismatch(value, name, where) for name in field.types]
    if None not in reasons:
        raise next(reason for reason in reasons if reason)


def _mismatch(value: Any, name: str, where: str) -> Refused | None:
    try:
        if name in _PLAIN:
            _check_plain(value, name, where)
        elif name in _UNIONS:
            _check_union(value, name, where)
        else:
            _check_object(value, name, where)
    except Refused as reason:
        return reason
    return None


def _check_plain(value: Any, name: str, where: str) -> None:
    wanted = (int, float) if name == "Float" else _PLAIN[name]
    if not isinstance(value, wanted) or (
        isinstance(value, bool) and name not in ("Boolean", "True")
    ):
        raise bad_request(f'Field "{where}" must be of type {name}')
    if name == "True" and value is not True:
        raise bad_request(f'Field "{where}" must be True')


def _check_union(value: Any, union: str, where: str) -> None:
    alternatives = _UNIONS[union]
    if isinstance(value, dict) and "type" in value:
        alternatives = [name for name in alternatives if _kind(union, name) == value["type"]]
    reasons = [_mismatch(value, name, where) for name in alternatives]
    if not reasons:
        raise bad_request(f'can\'t parse {where}: {union} has no type "{value["type"]}"')
    if None not in reasons:
        raise next(reason for reason in reasons if reason)


def _check_object(value: Any, name: str, where: str) -> None:
    if not isinstance(value, dict):
        raise bad_request(f"can't parse {where}: expected an Object ({name})")
    fields = _TYPES[name]
    for key, item in value.items():
        if key not in fields:
            raise bad_request(f'can\'t parse {where}: {name} has no field "{key}"')
        _check(item, fields[key], f"{where}.{key}")
    for key, field in fields.items():
        if field.required and key not in value:
            raise bad_request(f"can't parse {where}: Can't find field \"{key}\"")
