"""What the admins of a group have chosen for it."""

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any, Final, Literal, get_args

from bot.words import Language

Answering = Literal["called", "questions"]
Speaking = Literal["readers", Language]
Length = Literal["short", "normal", "long"]
Notices = Literal["deleted", "kept"]
Paging = Literal["asker", "all"]
Service = Literal["on", "off"]

CHOICES: Final[Mapping[str, tuple[str, ...]]] = {
    "answering": get_args(Answering),
    "language": ("readers", *get_args(Language)),
    "length": get_args(Length),
    "notices": get_args(Notices),
    "paging": get_args(Paging),
    "service": get_args(Service),
}
# In characters.
LENGTHS: Final[Mapping[Length, int]] = {"short": 100, "normal": 200, "long": 400}
EVERYWHERE: Final = "all"
_TOPIC: Final = re.compile(r"[1-9][0-9]{0,9}", re.ASCII)


@dataclass(frozen=True, slots=True)
class GroupSettings:
    """The defaults are those of a group whose admins never chose."""

    answering: Answering = "called"  # or also questions that nobody in particular was asked
    language: Speaking = "readers"
    length: Length = "normal"
    topic: int | None = None  # the only one to answer in; None: everywhere
    notices: Notices = "deleted"
    paging: Paging = "asker"
    service: Service = "on"

    @classmethod
    def read(cls, text: str) -> "GroupSettings":
        """As `text` has it; what is damaged or unknown is as if never chosen."""
        try:
            stored = json.loads(text)
        except (ValueError, RecursionError):
            stored = None
        settings = cls()
        for name, value in stored.items() if isinstance(stored, dict) else ():
            settings = settings.choosing(name, str(value)) or settings
        return settings

    @property
    def text(self) -> str:
        return json.dumps(asdict(self))

    def choosing(self, name: str, value: str) -> "GroupSettings | None":
        """With this chosen too; None where there is no such choice."""
        changes: dict[str, Any] = {name: value}
        if name == "topic":
            if value != EVERYWHERE and not _TOPIC.fullmatch(value):
                return None
            changes = {name: None if value == EVERYWHERE else int(value)}
        elif value not in CHOICES.get(name, ()):
            return None
        return replace(self, **changes)

    @property
    def own_language(self) -> Language | None:
        """None: each reader's."""
        return None if self.language == "readers" else self.language

    @property
    def excerpt_length(self) -> int:
        return LENGTHS[self.length]
