"""The panel of a group's settings, and what the group's members are told of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from bot.groups import CHOICES, EVERYWHERE, LENGTHS, GroupSettings
from bot.words import Language, Words

from .answers import Reply
from .keyboards import Rows, button, keyboard, side_by_side
from .keys import key
from .markup import escape, link, prose

# Stands before the number that links have for a supergroup.
_SUPERGROUP: Final = "-100"
_CHOSEN: Final = "✓ "
# Of how many choices how many stand side by side.
_COLUMNS: Final = {2: 2, 3: 3, 4: 2}


@dataclass(frozen=True, slots=True)
class GroupTalk:
    """Words what concerns a group's settings for one reader."""

    words: Words
    languages: Mapping[Language, str]  # each by its own name
    notice_seconds: int  # 0: notices stay, whatever a group chooses

    def panel(self, group: GroupSettings, topic: int | None) -> Reply:
        """What is chosen, and buttons to choose; `topic`: where it stands, in a forum."""
        lines: list[str] = []
        rows: Rows = []
        for name, labels in self._choices(group, topic).items():
            value = getattr(group, name)
            chosen = EVERYWHERE if value is None else str(value)
            lines.append(f"· {self.words(f'settings.{name}', choice=labels[chosen])}")
            buttons = [
                button(f"{_CHOSEN if each == chosen else ''}{label}", key("settings", name, each))
                for each, label in labels.items()
            ]
            rows += side_by_side(buttons, _COLUMNS[len(buttons)])
        heading = self.words(f"settings.heading.{group.service}")
        text = "\n".join([heading, *lines, self.words("settings.explained")])
        return Reply(prose(text), keyboard(rows))

    def elsewhere(self, chat_id: int, topic: int) -> Reply:
        """For who asks outside the only topic that is answered in."""
        url = f"https://t.me/c/{str(chat_id).removeprefix(_SUPERGROUP)}/{topic}"
        said = escape(self.words("settings.elsewhere"))
        return Reply(f"{said}\n{link(self.words('settings.that_topic'), url)}")

    def _choices(self, group: GroupSettings, topic: int | None) -> dict[str, dict[str, str]]:
        """What may be chosen: of each setting, its values with their labels."""
        choices = {
            name: {value: self._label(name, value) for value in values}
            for name, values in CHOICES.items()
            if name != "notices" or self.notice_seconds
        }
        if topic is not None:
            where = {EVERYWHERE: EVERYWHERE, str(topic): "here"}
            if group.topic is not None:
                where.setdefault(str(group.topic), "other")
            choices["topic"] = {value: self._label("topic", name) for value, name in where.items()}
        choices["service"] = choices.pop("service")
        return choices

    def _label(self, name: str, value: str) -> str:
        named = {str(code): language for code, language in self.languages.items()}
        if name == "language" and value in named:
            return named[value]
        lengths = {str(length): count for length, count in LENGTHS.items()}
        return self.words(
            f"settings.{name}.{value}", count=lengths.get(value), seconds=self.notice_seconds
        )
