"""Answers questions from an index: what is asked, what is found, how sure that is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from knowledge.indexing.index import Index
from knowledge.language.asking import unquoted
from knowledge.language.slips import Slip
from knowledge.language.tokens import Tokenizer
from knowledge.reading.article import Article

from .candidates import candidates
from .choice import Choice, Chooser
from .comparison import Comparer, Comparison
from .confidence import Outcome, confidence, judge
from .excerpt import Excerpter, Finding
from .explanation import Explanation, explained
from .follow_ups import FollowUps
from .question import Question, Unit
from .reader import Reader
from .search import Stretch, search
from .tracing import Tracer
from .units import units_of

_NEAREST = 3
_NEAR_PASSAGES = 20
# So far is a misspelt name there, be it near.
_SEEN = 0.4
# With less than this confidence, no article is near.
_NEAR = 0.15
# This many stretches are looked at, however few are asked for, so that the first is the same; of
# all, those count that have this part of what the best of these has.
_JUDGED = 3
_ENOUGH = 0.5


@dataclass(frozen=True, slots=True)
class Answer:
    """What the articles say to a question.

    `findings` are empty where the outcome is `nothing`. `corrected` is the question as it was
    read where that differs, `carried` what is taken over from the question before: a name, or all
    of it with another name. `suggestions` are other questions to ask, `nearest` titles of articles
    where there is nothing.
    """

    question: str
    outcome: Outcome
    findings: tuple[Finding, ...]
    corrected: str | None = None
    carried: str | None = None
    suggestions: tuple[str, ...] = ()
    nearest: tuple[str, ...] = ()


class _Asked(NamedTuple):
    """A question, read and looked up, with what comes of it."""

    read: Question
    chosen: tuple[Choice, ...]
    outcome: Outcome
    sure: float
    corrected: str | None
    carried: str | None
    quoted_nowhere: bool


class Answerer:
    """What `KnowledgeBase` says to questions; parameters are as there, and in order."""

    def __init__(self, articles: Sequence[Article], index: Index, tokenizer: Tokenizer) -> None:
        self._articles = articles
        self._index = index
        self._folding = tokenizer.folding
        self._reader = Reader(tokenizer, index)
        self.excerpter = Excerpter(tokenizer, articles, index)
        self._chooser = Chooser(articles, index, tokenizer, self.excerpter)
        self._follow_ups = FollowUps(tokenizer, self._reader)
        self._comparer = Comparer(tokenizer, self._reader, self._follow_ups)
        self._tracer = Tracer(articles, index, tokenizer)

    def answer(
        self, question: str, limit: int, length: int, literal: bool, previous: str | None
    ) -> Answer:
        """With at most `limit` excerpts of at most `length` characters."""
        asked = self._ask(question, limit, length, literal, previous)
        read, corrected, carried = asked.read, asked.corrected, asked.carried
        if asked.outcome == "nothing":
            suggestions = (unquoted(question),) if asked.quoted_nowhere else ()
            nearest: tuple[str, ...] = ()
            if asked.sure >= _NEAR or asked.quoted_nowhere:
                nearest = self._nearest_titles(read)
            return Answer(question, "nothing", (), corrected, carried, suggestions, nearest)
        findings = self._findings(asked.chosen[:limit], read)
        return Answer(question, asked.outcome, findings, corrected, carried)

    def compare(
        self, question: str, asked_to: bool, length: int, previous: str | None
    ) -> Comparison | None:
        """By what is answered on each of the things compared."""

        def ask(text: str) -> tuple[Outcome, tuple[Finding, ...]]:
            asked = self._ask(text, _JUDGED, length, literal=False, previous=None)
            return asked.outcome, self._findings(asked.chosen, asked.read)

        return self._comparer.compare(question, asked_to, previous, ask)

    def explain(
        self, question: str, length: int, literal: bool, previous: str | None
    ) -> Explanation:
        """Why the answer is what it is."""
        asked = self._ask(question, _JUDGED, length, literal, previous)
        stretches = [choice.stretch for choice in asked.chosen[:_JUDGED]]
        words = self._reader.meant(asked.read)
        return explained(
            asked.read, stretches, asked.outcome, asked.corrected, asked.carried, words
        )

    def trace(self, text: str, limit: int, length: int) -> Answer:
        """Where a piece of text comes from."""
        read = self._reader.read(text, as_text=True)
        if found := self._tracer.trace(text, read, limit, length):
            return Answer(text, "answered", tuple(found))
        chosen = self._look(read, limit, length)
        sure = _sureness(read, chosen)
        if judge(read, sure) == "nothing":
            return Answer(text, "nothing", (), nearest=self._nearest_titles(read))
        return Answer(text, "related", self._findings(chosen[:limit], read))

    def _ask(
        self, question: str, limit: int, length: int, literal: bool, previous: str | None
    ) -> _Asked:
        carried = None
        if previous:
            carried = self._follow_ups.carried(question, previous, literal)
            anew = None if literal else self._follow_ups.asked_of_another(question, previous)
            asked = self._ask(anew, limit, length, literal, None) if anew else None
            if asked and asked.outcome == "answered":
                return asked._replace(carried=anew)
        text = f"{carried} {question}" if carried else question
        read = self._reader.read(text, literal)
        chosen = self._look(read, limit, length)
        quoted_nowhere = not chosen and bool(read.phrases)
        if quoted_nowhere and not literal:
            # What is quoted stands nowhere: the words without the quotes may still be near.
            text = unquoted(text)
            read = self._reader.read(text, literal)
            chosen = self._look(read, limit, length)
        sure = _sureness(read, chosen)
        outcome = judge(read, sure)
        if carried:
            leans = not self._says(chosen, question, literal)
        else:
            leans = bool(previous) and self._follow_ups.is_of_several(question, previous or "")
        if outcome == "answered" and (quoted_nowhere or leans):
            outcome = "related"
        if carried and outcome != "answered" and not self._follow_ups.leans(question):
            alone = self._ask(question, limit, length, literal, None)
            if alone.outcome == "answered":
                return alone
        corrected = self._corrected(text, read, chosen)
        if quoted_nowhere and not literal:
            corrected = corrected or text
        return _Asked(read, tuple(chosen), outcome, sure, corrected, carried, quoted_nowhere)

    def _corrected(self, text: str, read: Question, chosen: Sequence[Choice]) -> str | None:
        """The question as it was read where it misspells what the best excerpt has."""
        slips: list[Slip] = []
        if chosen and read.slips:
            found = chosen[0].stretch.cover.units
            shown = chosen[0].said.text
            slips = [
                slip
                for slip in read.slips
                if slip.typed not in shown and _is_there(slip, read.units, found)
            ]
        spelt = read.corrected or text
        if slips:
            return self._reader.corrector.respelt(spelt, slips)
        return read.corrected

    def _look(self, read: Question, limit: int, length: int) -> list[Choice]:
        """What is found, without what has far less of what is asked than the best."""
        ranked = search(self._index, read, length, self._chooser.folded)
        chosen = self._chooser.choose(ranked, read, max(limit, _JUDGED), length)
        enough = _ENOUGH * max((c.stretch.cover.share for c in chosen[:_JUDGED]), default=0.0)
        return [choice for choice in chosen if choice.stretch.cover.share >= enough]

    def _says(self, chosen: Sequence[Choice], question: str, literal: bool) -> bool:
        """Whether the best excerpt has a word of the question, beside the name taken over, or the
        kind of answer that it asks for.
        """
        if not chosen:
            return False
        asked = self._reader.read(question, literal)
        asking = {unit for kind in asked.kinds for unit in range(kind.first, kind.last)}
        says = any(unit.says for place, unit in enumerate(asked.units) if place not in asking)
        if not says and not chosen[0].stretch.cover.lacks and any(k.needed for k in asked.kinds):
            return True
        text = chosen[0].said.text
        # A single character that an English word is translated by stands in many others.
        own = self._folding.fold(question).text
        words = (word for word in asked.sought.words if len(word) > 1 or word in own)
        return any(word in text for word in words)

    def _findings(self, chosen: Iterable[Choice], read: Question) -> tuple[Finding, ...]:
        return tuple(
            Finding(
                self._article(stretch),
                self.excerpter.take(stretch, span, read.sought),
                stretch.score,
            )
            for stretch, span, _ in chosen
        )

    def _article(self, stretch: Stretch) -> Article:
        return self._articles[int(self._index.sentence_article[stretch.first])]

    def _nearest_titles(self, read: Question) -> tuple[str, ...]:
        """The titles of the articles that come nearest."""
        found = self._index.passage_article[candidates(self._index, read, _NEAR_PASSAGES)[0]]
        numbers = dict.fromkeys(found.tolist())
        return tuple(self._articles[number].title for number in list(numbers)[:_NEAREST])


def _sureness(read: Question, chosen: Sequence[Choice]) -> float:
    """How sure what was chosen answers a question."""
    return confidence(read, [choice.stretch.cover for choice in chosen[:_JUDGED]])


def _is_there(slip: Slip, units: Sequence[Unit], found: Sequence[float]) -> bool:
    """Whether what a slip means was found."""
    first, last = units_of(slip.start, slip.end, units)
    return first < last and min(found[first:last]) >= _SEEN
