"""What the bot says of itself: greetings, help, and one line where one is due."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bot.words import Language, Words

from .answers import Reply
from .keyboards import button, example_rows, keyboard
from .keys import key
from .markup import escape, prose

_EXAMPLE: Final = 60
AS_TELEGRAM: Final = "telegram"
_NO_MARKS: Final = str.maketrans("", "", "`*")


@dataclass(frozen=True, slots=True)
class Talk:
    """Words what the bot says of itself."""

    words: Words

    def line(self, name: str, **values: object) -> Reply:
        """A sentence of the locale."""
        return Reply(prose(self.words(name, **values)))

    def kindly(self, name: str, examples: Sequence[str]) -> Reply:
        """A kind word, with a few questions to try."""
        said = prose(self.words(name))
        if examples:
            said += f"\n{escape(self.words('chat.try'))}"
        return Reply(said, keyboard(example_rows(examples)))

    def how_to_ask(self, examples: Sequence[str], name: str = "group.how", bot: str = "") -> Reply:
        """For who called the bot with nothing to answer."""
        short = [example for example in examples if len(example) <= _EXAMPLE]
        example = short[0] if short else self.words("group.example")
        return Reply(prose(self.words(name, example=example.translate(_NO_MARKS), bot=bot)))

    def in_group(self, name: str, bot: str) -> Reply:
        """How to ask in a group, by the bot's username."""
        return Reply(prose(self.words(name, bot=bot)))

    def help(self, bot: str, private: bool, admin: bool) -> Reply:
        said = self.words("help.private" if private else "help.group", bot=bot)
        if admin:
            said += f"\n\n{self.words('help.admin')}"
        return Reply(prose(said))

    def privacy(self, keep_days: int) -> Reply:
        return Reply(prose(self.words("privacy.text", days=keep_days)))

    def deleted(self, count: int) -> Reply:
        return Reply(prose(self.words("privacy.deleted", count=count)))

    def ids(self, user_id: int | None, chat_id: int) -> Reply:
        """One's own id, unknown where one writes as the group, and the chat's."""
        words = self.words
        own = words("id.anonymous") if user_id is None else words("id.yours", id=user_id)
        if user_id == chat_id:  # a private chat
            return Reply(prose(own))
        return Reply(f"{prose(own)}\n{prose(words('id.chat', id=chat_id))}")

    def languages(self, names: Mapping[Language, str], spoken: Language | None) -> Reply:
        """A choice of languages, each by its own name; `spoken`: the group's own, if it has one."""
        asks = "language.choose_elsewhere" if spoken else "language.choose"
        rows = [[button(name, key("language", code)) for code, name in names.items()]]
        rows.append([button(self.words("language.as_telegram"), key("language", AS_TELEGRAM))])
        said = self.words(asks, name=names[spoken] if spoken else None)
        return Reply(prose(said), keyboard(rows))
