"""An Answer to the terminal."""

from collections.abc import Iterable
from dataclasses import dataclass

from rich.cells import cell_len
from rich.console import Console
from rich.style import Style
from rich.text import Text

from bot.printable import one_line, printable
from bot.why import lines
from bot.words import Words
from bot.wrapping import wrap
from knowledge import Answer, Article, Comparison, Excerpt, Explanation, Finding

_HIGHLIGHT = Style(bold=True, color="green")
_DIM = Style(dim=True)
_BOLD = Style(bold=True)
_WHY_STYLES = {
    "why.outcome": _BOLD,
    "why.found": Style(color="green"),
    "why.near": Style(color="yellow"),
    "why.missed": Style(color="red"),
}
# Longer lines are hard to read, however wide the window.
_WIDEST = 88


@dataclass(frozen=True, slots=True)
class Page:
    """Where answers are shown: wrapped and coloured on a terminal, plain lines elsewhere."""

    console: Console
    words: Words
    knows_anything: bool = True

    @classmethod
    def on_standard_output(cls, words: Words, knows_anything: bool) -> "Page":
        # Nothing that articles or readers wrote may act as markup.
        console = Console(markup=False, emoji=False, highlight=False)
        return cls(console, words, knows_anything)

    def show(self, text: Text | str, margin: str = "", bullet: str = "") -> None:
        """The text within its margin; further lines stand under the first, beside the bullet."""
        text = Text(text) if isinstance(text, str) else text
        if not self.console.is_terminal:
            self.console.print(Text.assemble(bullet, text), soft_wrap=True)
            return
        beside = margin + bullet
        for line in wrap(text, min(self.console.width, _WIDEST) - cell_len(beside)):
            self.console.print(Text.assemble((beside, _DIM), line), soft_wrap=True)
            beside = margin + " " * cell_len(bullet)

    def show_list(self, heading: str, entries: Iterable[str]) -> None:
        """A heading with its entries; nothing where there are none."""
        lines = [one_line(entry) for entry in entries]
        if lines:
            self.show(heading)
        for line in lines:
            self.show(line, margin="  ", bullet="· ")

    def show_answer(self, answer: Answer) -> None:
        """Everything that was found, one after the other."""
        self.show_reading(answer)
        for position, finding in enumerate(answer.findings, 1):
            if len(answer.findings) > 1:
                self.show(Text(f"{position}/{len(answer.findings)}", _DIM))
            self.show_finding(finding)
            self.show("")
        self.show_other_ways(answer)

    def show_reading(self, answer: Answer) -> None:
        """How the question was understood, with the outcome where it isn't an answer."""
        words = self.words
        if answer.corrected is not None:
            self.show(Text(words("answer.corrected", text=one_line(answer.corrected)), _DIM))
        if answer.carried is not None:
            self.show(Text(words("answer.carried", name=one_line(answer.carried)), _DIM))
        if not self.knows_anything:
            self.show(words("answer.empty"))
        elif answer.outcome != "answered":
            self.show(words(f"answer.{answer.outcome}"))

    def show_finding(self, finding: Finding, context: bool = False) -> None:
        self.show(_quotation(finding.excerpt, context), margin="│ ")
        article = finding.article
        self.show(self._title(article), margin="  ", bullet=self.words("answer.source"))
        if origin := self._origin(article):
            self.show(Text(origin, _DIM), margin="  ")
        if url := one_line(article.url or ""):
            # Written out too: not every terminal follows links.
            self.show(Text(url, _DIM + _link(url)), margin="  ")

    def show_comparison(self, comparison: Comparison) -> None:
        """What the articles say of each thing, and before that what they say of all."""
        if comparison.carried:
            carried = self.words("compare.between").join(map(one_line, comparison.carried))
            self.show(Text(self.words("answer.carried", name=carried), _DIM))
        if comparison.corrected is not None:
            read = one_line(comparison.corrected)
            self.show(Text(self.words("answer.corrected", text=read), _DIM))
        if comparison.has_more:
            self.show(Text(self.words("compare.first"), _DIM))
        said: list[Finding] = []
        if comparison.together:
            said.append(comparison.together)
            self.show(self.words("compare.together"))
            self.show_finding(comparison.together)
        for side in comparison.sides:
            self.show(Text(one_line(side.name), _BOLD))
            if side.finding is None:
                self.show(self.words("compare.missing"))
            elif side.finding in said:
                self.show(self.words("compare.above"))
            else:
                if side.outcome == "related":
                    self.show(self.words("compare.related"))
                self.show_finding(side.finding)
                said.append(side.finding)

    def show_other_ways(self, answer: Answer) -> None:
        """Other readings to ask, with the articles that come nearest."""
        self.show_list(self.words("answer.suggestions"), answer.suggestions)
        self.show_list(self.words("answer.nearest"), answer.nearest)

    def show_why(self, explanation: Explanation) -> None:
        """Why the answer is what it is, its lines' names one below the other."""
        self.show(Text(self.words("why.heading"), _BOLD))
        told = [(self.words(name), name, text) for name, text in lines(explanation, self.words)]
        widest = max(cell_len(label) for label, _, _ in told)
        for label, name, text in told:
            bullet = label + " " * (widest - cell_len(label) + 2)
            self.show(Text(text, _WHY_STYLES.get(name, "")), margin="  ", bullet=bullet)
        self.show("")

    def show_article(self, article: Article) -> None:
        self.show(self._title(article), margin="  ", bullet="· ")
        if origin := self._origin(article):
            self.show(Text(origin, _DIM), margin="    ")

    def _title(self, article: Article) -> Text:
        style = _BOLD + _link(one_line(article.url or ""))
        title = Text.assemble((one_line(article.title), style))
        if article.title_inferred:
            title.append(self.words("answer.title_inferred"), _DIM)
        return title

    def _origin(self, article: Article) -> str:
        known = [article.publisher, article.author, self._date(article)]
        return " · ".join(one_line(part) for part in known if part)

    def _date(self, article: Article) -> str | None:
        if article.date and article.date_inferred:
            return self.words("answer.date_inferred", date=article.date)
        return article.date


def _link(url: str) -> Style:
    return Style(link=url) if url.startswith(("https://", "http://")) else Style()


def _quotation(excerpt: Excerpt, context: bool) -> Text:
    # Made piece by piece: taking characters out afterwards would move the highlights.
    text = Text()
    if context:
        text.append(printable(excerpt.before), _DIM)
    shown = 0
    for start, end in excerpt.highlights:
        text.append(printable(excerpt.text[shown:start]))
        text.append(printable(excerpt.text[start:end]), _HIGHLIGHT)
        shown = end
    text.append(printable(excerpt.text[shown:]))
    if context:
        text.append(printable(excerpt.after), _DIM)
    return text
