"""A Comparison as a Telegram message: each thing under its name, with its source."""

from collections.abc import Collection, Iterable
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
from .markup import cut, escape, plain, units

# In UTF-16 code units; with three things and a passage that has them all, all of it fits a message
# whose excerpts have no more than these together: four of 400 characters, but for rare ones.
_NAME: Final = 60
_EXCERPTS: Final = 1600
_READING: Final = 200


@dataclass(frozen=True, slots=True)
class Comparisons:
    """Words comparisons for one reader."""

    words: Words
    bot: str  # the bot's username
    inline: bool = False  # whether the bot answers in any chat, inline

    def reply(self, comparison: Comparison, question: Asked) -> Reply:
        """What the articles say of each thing that a question compares."""
        return Reply(self._html(comparison), keyboard(self._rows(comparison, question)))

    def posted(self, comparison: Comparison, question: Asked) -> Reply:
        """The same as a message that stands by itself: the buttons open passages alone."""
        return Reply(self._html(comparison), keyboard(side_by_side(self._passages(comparison))))

    def heading(self, comparison: Comparison) -> str:
        """What it compares, in one line."""
        names = self._listed(side.name for side in comparison.sides)
        return self.words("compare.heading", names=names)

    def name(self, name: str) -> str:
        """The name of a thing, as far as there is room for it."""
        return cut(name, _NAME)

    def _html(self, comparison: Comparison) -> str:
        words = self.words
        heading = [plain(self.heading(comparison))]
        if comparison.carried:
            carried = self._listed(comparison.carried)
            heading.append(f"<i>{plain(words('answer.carried', name=carried))}</i>")
        if comparison.corrected is not None:
            read = cut(comparison.corrected, _READING)
            heading.append(f"<i>{plain(words('answer.corrected', text=read))}</i>")
        if comparison.has_more:
            heading.append(f"<i>{escape(words('compare.first'))}</i>")
        blocks = ["\n".join(heading)]
        said: list[Finding] = []
        if comparison.together:
            said.append(comparison.together)
            shown = quoted(comparison.together, words, self.bot)
            blocks.append(f"{escape(words('compare.together'))}\n{shown}")
        for side in comparison.sides:
            blocks.append(self._side(side, said))
            said += [side.finding] if side.finding else []
        return "\n\n".join(blocks)

    def _side(self, side: Side, said: Collection[Finding]) -> str:
        lines = [f"<b>{plain(self.name(side.name))}</b>"]
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
        rows = side_by_side(self._passages(comparison))
        if findings := comparison.findings:
            stamped = stamp_of(findings[0])
            votes = (("button.useful", 1), ("button.useless", 0))
            rows.append(
                [
                    button(self.words(label), key("vote", question.id, vote, stamped))
                    for label, vote in votes
                ]
            )
            # Where it is typed inline, the mere names ask for nothing.
            if self.inline and question.way != "compared":
                rows.append([share_button(self.words, comparison.question)])
        if comparison.corrected is not None:
            rows.append([button(self.words("button.literal"), key("literal", question.id))])
        return rows

    def _passages(self, comparison: Comparison) -> list[InlineKeyboardButton]:
        """To each passage, by the name of what it is on."""
        named: list[tuple[str, Finding]] = []
        if comparison.together:
            named.append((self.words("compare.both"), comparison.together))
        for side in comparison.sides:
            if side.finding and all(side.finding != found for _, found in named):
                named.append((self.name(side.name), side.finding))
        return [
            InlineKeyboardButton(
                self.words("button.passage_on", name=name),
                url=deep_link(self.bot, found.article.id, found.excerpt.start),
            )
            for name, found in named
        ]

    def _listed(self, names: Iterable[str]) -> str:
        return self.words("compare.between").join(map(self.name, names))


def fits(comparison: Comparison) -> bool:
    """Whether it fits a message with excerpts as long as these."""
    return sum(units(each.excerpt.text) for each in comparison.findings) <= _EXCERPTS
