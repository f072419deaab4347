"""A Comparison as a Telegram message: each thing under its name, with its source."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from telegram import InlineKeyboardButton

from bot.state import Asked
from bot.words import Words
from knowledge import Comparison, Finding, Side

from .answers import Reply, stamp_of
from .citation import quoted
from .copying import share_button
from .keyboards import Rows, button, keyboard, side_by_side
from .keys import key
from .links import deep_link
from .markup import cut, escape, plain

# In UTF-16 code units; with three things and a passage that has them all, all of it fits a message.
_NAME: Final = 60


@dataclass(frozen=True, slots=True)
class Comparisons:
    """Words comparisons for one reader."""

    words: Words
    bot: str  # the bot's username
    inline: bool = False  # whether the bot answers in any chat, inline

    def reply(self, comparison: Comparison, question: Asked) -> Reply:
        """What the articles say of each thing that a question compares."""
        words = self.words
        names = words("compare.between").join(self._name(side) for side in comparison.sides)
        blocks = [plain(words("compare.heading", names=names))]
        said: list[Finding] = []
        if comparison.together:
            said.append(comparison.together)
            shown = quoted(comparison.together, words, self.bot)
            blocks.append(f"{escape(words('compare.together'))}\n{shown}")
        for side in comparison.sides:
            blocks.append(self._side(side, said))
            said += [side.finding] if side.finding else []
        return Reply("\n\n".join(blocks), keyboard(self._rows(comparison, question)))

    def _side(self, side: Side, said: Collection[Finding]) -> str:
        lines = [f"<b>{plain(self._name(side))}</b>"]
        if side.finding is None:
            lines.append(escape(self.words("compare.missing")))
        elif side.finding in said:
            lines.append(escape(self.words("compare.above")))
        else:
            if side.outcome == "related":
                lines.append(escape(self.words("compare.related")))
            lines.append(quoted(side.finding, self.words, self.bot))
        return "\n".join(lines)

    def _rows(self, comparison: Comparison, question: Asked) -> Rows:
        findings = comparison.findings
        if not findings:
            return []
        rows = side_by_side(self._passages(comparison))
        stamped = stamp_of(findings[0])
        rows.append(
            [
                button(self.words("button.useful"), key("vote", question.id, 1, stamped)),
                button(self.words("button.useless"), key("vote", question.id, 0, stamped)),
            ]
        )
        if self.inline:
            rows.append([share_button(self.words, question.question)])
        return rows

    def _passages(self, comparison: Comparison) -> list[InlineKeyboardButton]:
        """To each passage, by the name of what it is on."""
        named: list[tuple[str, Finding]] = []
        if comparison.together:
            named.append((self.words("compare.both"), comparison.together))
        for side in comparison.sides:
            if side.finding and all(side.finding != found for _, found in named):
                named.append((self._name(side), side.finding))
        return [
            InlineKeyboardButton(
                self.words("button.passage_on", name=name),
                url=deep_link(self.bot, found.article.id, found.excerpt.start),
            )
            for name, found in named
        ]

    def _name(self, side: Side) -> str:
        return cut(side.name, _NAME)
