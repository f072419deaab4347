"""What an inline query is shown, and what is posted when one of it is chosen."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from telegram import (
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    LinkPreviewOptions,
)
from telegram.constants import ParseMode

from bot.snapshots import Snapshot
from bot.state import Asked
from bot.words import Words
from knowledge import Answer, Article, Comparison, Excerpt, Finding, Side

from .answers import Answers, Reply, stamp_of
from .citation import cite, origin_of, titled
from .comparisons import Comparisons
from .keyboards import keyboard, passage
from .keys import stamp
from .markup import cut, is_visible, quotation

# Beyond so many, no finding is looked for, whatever offset somebody forges.
MOST_FINDINGS: Final = 200
_PAGE: Final = 10
# So far from its place, what was shown last is looked for.
_MOVED: Final = 100
_OFFSET: Final = re.compile(r"(\d{1,7})\.([a-z0-9-]{1,48})", re.ASCII)
_TITLE: Final = 120
_LINE: Final = 300
_SIDE: Final = 100
_NO_PREVIEW: Final = LinkPreviewOptions(is_disabled=True)


@dataclass(frozen=True, slots=True)
class Scroll:
    """How far somebody has scrolled: behind so many results, the last of which has this name."""

    count: int = 0
    last: str = ""

    @classmethod
    def read(cls, offset: str) -> "Scroll":
        """What an offset stands for: the start, where it is none of ours."""
        found = _OFFSET.fullmatch(offset)
        return cls(int(found[1]), found[2]) if found else cls()

    def __str__(self) -> str:
        return f"{self.count}.{self.last}"

    @property
    def needed(self) -> int:
        """How many findings to look for: whoever scrolls on gets what a longer look finds, too."""
        return MOST_FINDINGS if self.count else _PAGE + 1

    def is_unsure(self, count: int) -> bool:
        """Whether only a longer look tells if more stands behind so many results.

        A short one leaves out some of what it has looked for, and may miss the one behind the page.
        """
        return not self.count and count == _PAGE

    def page(self, count: int, name_of: Callable[[int], str]) -> tuple[range, str]:
        """Which of so many results are shown here, by place, and the offset of those behind them.

        After a reload, what was shown last may stand elsewhere, or nowhere: then it goes by count.
        """
        last = min(self.count, count) - 1
        near = range(max(0, last - _MOVED), min(last + _MOVED, count))
        found = (n for n in sorted(near, key=lambda n: abs(n - last)) if name_of(n) == self.last)
        start = 1 + next(found, last) if self.count else 0
        shown = range(start, min(start + _PAGE, count))
        if shown.stop == count:
            return shown, ""
        return shown, str(Scroll(shown.stop, name_of(shown.stop - 1)))


@dataclass(frozen=True, slots=True)
class Shown:
    """What an inline query is answered with: a page of results, and a button above them."""

    results: Sequence[InlineQueryResultArticle] = ()
    next_offset: str = ""
    button: InlineQueryResultsButton | None = None


@dataclass(frozen=True, slots=True)
class Results:
    """Words the results of an inline query for one reader."""

    words: Words
    bot: str  # the bot's username

    def findings(
        self,
        answer: Answer,
        asked: Asked,
        scroll: Scroll,
        snapshot: Snapshot,
        comparison: Comparison | None = None,
    ) -> Shown:
        """A page of results: first all sides of the comparison, if there is one, then each finding.

        What somebody chooses is posted as it would stand in an answer.
        """
        answers = Answers(self.words, self.bot, private=False)
        compared = [self._compared(comparison, asked)] if comparison else []
        names = [each.id for each in compared] + [stamp_of(each) for each in answer.findings]
        shown, offset = scroll.page(len(names), names.__getitem__)
        results = compared[slice(shown.start, shown.stop)]
        for number in shown[len(results) :]:
            place = number - len(compared)
            finding = answer.findings[place]
            results.append(
                posting(
                    names[number],
                    titled(finding.article, _TITLE),
                    answers.posted(answer, asked, place, snapshot),
                    self._found(answer, finding),
                )
            )
        return Shown(results, offset)

    def example(self, answer: Answer, asked: Asked, snapshot: Snapshot) -> InlineQueryResultArticle:
        """A question to try, with its answer; it posts both."""
        reply = Answers(self.words, self.bot, private=False).posted(answer, asked, 0, snapshot)
        said = self._found(answer, answer.findings[0]) if answer.findings else ""
        return posting(stamp(asked.question), cut(asked.question, _TITLE), reply, said)

    def article(self, article: Article, opening: Excerpt | None) -> InlineQueryResultArticle:
        """An article, which posts where it is to be read, with its first sentence."""
        lines, said = [cite(article, self.words, self.bot, opening)], ""
        if opening:
            said = cut(opening.text, _LINE)
            lines.append(f"<blockquote>{quotation(opening.text, ())}</blockquote>")
        below = [passage(self.words, self.bot, article.id, opening.start if opening else None)]
        return posting(
            article.id,
            titled(article, _TITLE),
            Reply("\n".join(lines), keyboard([below])),
            "\n".join(line for line in (origin_of(article, self.words), said) if line),
        )

    def nothing(self, said: str, payload: str) -> Shown:
        """No results, and a button that says why and opens the private chat with this payload."""
        return Shown(button=InlineQueryResultsButton(said, start_parameter=payload))

    def _compared(self, comparison: Comparison, asked: Asked) -> InlineQueryResultArticle:
        comparisons = Comparisons(self.words, self.bot)

        def said(side: Side, finding: Finding) -> str:
            head = _in_one(comparisons.name(side.name), self._near(side))
            return f"{head}: {cut(finding.excerpt.text, _SIDE)}"

        return posting(
            stamp(comparison.followed_by),
            comparisons.heading(comparison),
            comparisons.posted(comparison, asked),
            "\n".join(said(side, side.finding) for side in comparison.sides if side.finding),
        )

    def _found(self, answer: Answer, finding: Finding) -> str:
        where = _in_one(self._near(answer), origin_of(finding.article, self.words))
        return "\n".join(line for line in (where, cut(finding.excerpt.text, _LINE)) if line)

    def _near(self, answered: Answer | Side) -> str:
        return self.words("inline.near") if answered.outcome == "related" else ""


def _in_one(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def posting(name: str, title: str, reply: Reply, said: str = "") -> InlineQueryResultArticle:
    """A result that posts this reply; `said` stands below its title."""
    content = InputTextMessageContent(reply.html, ParseMode.HTML, link_preview_options=_NO_PREVIEW)
    return InlineQueryResultArticle(
        name,
        title if is_visible(title) else "…",
        content,
        reply_markup=reply.keyboard,
        description=said or None,
    )
