"""An Answer as a Telegram message with its buttons."""

from dataclasses import dataclass
from typing import Final

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.snapshots import Snapshot
from bot.state import Asked
from bot.words import Words
from knowledge import Answer, Finding

from .citation import quoted, titled
from .copying import copy_button, share_button
from .keyboards import Rows, button, example_rows, keyboard, passage, turns
from .keys import key, stamp
from .links import deep_link
from .markup import cut, escape, link, plain, quotation

# In UTF-16 code units; with excerpts of at most 400 characters, all of an answer fits a message.
_TITLE: Final = 200
_READING: Final = 200
_SUGGESTIONS: Final = 4
_EXAMPLES: Final = 2


@dataclass(frozen=True, slots=True)
class Reply:
    """A message to send: Telegram's HTML, and the buttons below it."""

    html: str
    keyboard: InlineKeyboardMarkup | None = None
    photo: bytes | None = None  # a picture, of which the HTML is the caption


@dataclass(frozen=True, slots=True)
class Answers:
    """Words answers for one reader: in their language, where they asked."""

    words: Words
    bot: str  # the bot's username
    private: bool
    inline: bool = False  # whether the bot answers in any chat, inline
    pictures: bool = False  # whether it draws quotations

    def reply(self, answer: Answer, question: Asked, position: int, snapshot: Snapshot) -> Reply:
        """One finding of an answer to this question, or that there is none.

        `position` counts from 0; one beyond the last finding shows the last.
        """
        asked = question.id
        lines = self._reading(answer, question)
        rows: Rows = []
        if answer.findings:
            position = min(position, len(answer.findings) - 1)
            finding = answer.findings[position]
            lines += [self._outcome(answer, question, snapshot), self._finding(finding)]
            rows += self._turns(asked, position, len(answer.findings))
            rows.append(self._below(asked, finding))
            rows.append(self._to_take(answer, question, finding, snapshot))
        else:
            lines += [self._outcome(answer, question, snapshot), self._nearest(answer, snapshot)]
            lines.append(self._try(answer, snapshot))
        rows += self._other_ways(answer, asked)
        if not answer.findings:
            rows += example_rows(self._examples(snapshot))
        return Reply("\n".join(line for line in lines if line), keyboard(rows))

    def posted(self, answer: Answer, question: Asked, position: int, snapshot: Snapshot) -> Reply:
        """The same as a message that stands by itself: no button below it asks, turns or votes."""
        lines = [*self._reading(answer, question), self._outcome(answer, question, snapshot)]
        rows: Rows = []
        if answer.findings:
            lines.append(self._finding(answer.findings[position]))
            rows.append([self._passage(answer.findings[position])])
        else:
            lines.append(self._nearest(answer, snapshot))
        return Reply("\n".join(line for line in lines if line), keyboard(rows))

    def _reading(self, answer: Answer, question: Asked) -> list[str]:
        """What was asked and how it was understood, where that isn't plain."""
        lines = []
        if question.way == "pressed":
            lines.append(f"<b>{plain(cut(question.question, _READING))}</b>")
        if question.literal:
            lines.append(f"<i>{escape(self.words('chat.literal'))}</i>")
        if answer.corrected is not None:
            read = cut(answer.corrected, _READING)
            lines.append(f"<i>{plain(self.words('answer.corrected', text=read))}</i>")
        if answer.carried is not None:
            name = cut(answer.carried, _READING)
            lines.append(f"<i>{plain(self.words('answer.carried', name=name))}</i>")
        return lines

    def _outcome(self, answer: Answer, question: Asked, snapshot: Snapshot) -> str:
        if not snapshot.knowledge.articles:
            return escape(self.words("answer.empty"))
        if question.way == "passed-on":
            return escape(self.words(f"source.{answer.outcome}"))
        if answer.outcome == "answered":
            return ""
        return escape(self.words(f"answer.{answer.outcome}"))

    def _finding(self, finding: Finding) -> str:
        lines = [quoted(finding, self.words, self.bot)]
        if around := _around(finding):
            lines.append(f"<blockquote expandable>{quotation(around, ())}</blockquote>")
        return "\n".join(lines)

    def _try(self, answer: Answer, snapshot: Snapshot) -> str:
        """What stands above the buttons that ask something else."""
        if answer.suggestions:
            return escape(self.words("answer.suggestions"))
        return escape(self.words("chat.try")) if self._examples(snapshot) else ""

    def _examples(self, snapshot: Snapshot) -> tuple[str, ...]:
        return snapshot.examples.of(self.words.language)[:_EXAMPLES] if self.private else ()

    def _nearest(self, answer: Answer, snapshot: Snapshot) -> str:
        """The titles that come nearest, each a link to its article's card."""
        titled_so = (snapshot.knowledge.titled(title) for title in answer.nearest)
        near = [article for article in titled_so if article is not None]
        lines = [
            f"· {link(titled(article, _TITLE), deep_link(self.bot, article.id))}"
            for article in near
        ]
        return "\n".join([escape(self.words("answer.nearest")), *lines]) if lines else ""

    def _turns(self, asked: str, position: int, count: int) -> Rows:
        if count < 2:
            return []
        before = key("page", asked, position - 1) if position > 0 else None
        after = key("page", asked, position + 1) if position < count - 1 else None
        return turns(self.words, "result", before, f"{position + 1}/{count}", after)

    def _below(self, asked: str, finding: Finding) -> list[InlineKeyboardButton]:
        words = self.words
        return [
            self._passage(finding),
            button(words("button.useful"), key("vote", asked, 1, stamp_of(finding))),
            button(words("button.useless"), key("vote", asked, 0, stamp_of(finding))),
        ]

    def _passage(self, finding: Finding) -> InlineKeyboardButton:
        return passage(self.words, self.bot, finding.article.id, finding.excerpt.start)

    def _to_take(
        self, answer: Answer, question: Asked, finding: Finding, snapshot: Snapshot
    ) -> list[InlineKeyboardButton]:
        """To take the quotation elsewhere."""
        row = [copy_button(self.words, finding, snapshot.knowledge)]
        if self.inline:
            # A name taken over from the question before isn't known in another chat.
            asked = f"{answer.carried} {question.question}" if answer.carried else question.question
            row.append(share_button(self.words, asked))
        if self.pictures:
            pressed = key("picture", question.id, stamp_of(finding))
            row.append(button(self.words("button.picture"), pressed))
        return row

    def _other_ways(self, answer: Answer, asked: str) -> Rows:
        rows = [
            [button(text, key("suggest", asked, stamp(text)))]
            for text in answer.suggestions[:_SUGGESTIONS]
        ]
        if answer.corrected is not None:
            rows.append([button(self.words("button.literal"), key("literal", asked))])
        return rows


def stamp_of(finding: Finding) -> str:
    """Names what is shown: after a reload, something else may stand in its place."""
    return stamp(f"{finding.article.id}:{finding.excerpt.text}")


def _around(finding: Finding) -> str:
    """The sentences around an excerpt, as they stand in the article.

    Folded, they show a few lines: where nothing stands before the excerpt, those aren't its own.
    """
    excerpt, body = finding.excerpt, finding.article.body
    if not excerpt.before:
        return excerpt.after
    start = len(body[: excerpt.start].rstrip()) - len(excerpt.before)
    space = len(body[excerpt.end :]) - len(body[excerpt.end :].lstrip())
    end = excerpt.end + space + len(excerpt.after) if excerpt.after else excerpt.end
    return body[start:end]
