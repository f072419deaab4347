"""The knowledge base: articles in, questions answered with their exact words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from .finding.confidence import Outcome, judge
from .finding.excerpt import Excerpt, Excerpter
from .finding.index import build
from .finding.question import Question, Reader
from .finding.search import Stretch, nearest_passages, search
from .language.asking import unquoted
from .language.folding import Folding
from .language.names import Names
from .language.similar import alike
from .language.sounds import Sounds
from .language.tokens import Tokenizer
from .reading.article import Article, Problem
from .reading.folder import Name, read_folder

_NEAREST = 3


@dataclass(frozen=True, slots=True)
class Finding:
    """An excerpt that was found, with its article; scores compare within one answer only."""

    article: Article
    excerpt: Excerpt
    score: float


@dataclass(frozen=True, slots=True)
class Answer:
    """What the articles say to a question.

    `findings` are empty where the outcome is `nothing`. `corrected` is the question as it was
    read where that differs, `carried` a name taken over from the question before, `suggestions`
    are other questions to ask, `nearest` titles of articles where there is nothing.
    """

    question: str
    outcome: Outcome
    findings: tuple[Finding, ...]
    corrected: str | None = None
    carried: str | None = None
    suggestions: tuple[str, ...] = ()
    nearest: tuple[str, ...] = ()


class KnowledgeBase:
    """An immutable set of articles that answers questions; safe to share between threads."""

    def __init__(
        self,
        articles: Sequence[Article],
        names: Sequence[Name] = (),
        problems: Sequence[Problem] = (),
        warnings: Sequence[Problem] = (),
    ) -> None:
        self.articles = tuple(articles)
        self.problems = tuple(problems)
        self.warnings = tuple(warnings)
        self._folding = Folding()
        lexicon = Names(((name.name, name.aliases) for name in names), self._folding)
        tokenizer = Tokenizer(self._folding, Sounds(), lexicon)
        self._index = build(self.articles, tokenizer)
        self._reader = Reader(tokenizer, self._index)
        self._excerpter = Excerpter(tokenizer, self.articles, self._index)

    @classmethod
    def open(cls, folder: str | Path) -> "KnowledgeBase":
        """Read a knowledge folder and index it, in memory.

        Raises FolderError where the folder is missing or unreadable; what is wrong inside it
        stands in `problems` and `warnings`.
        """
        read = read_folder(Path(folder), Sounds().romanize)
        return cls(read.articles, read.names, read.problems, read.warnings)

    @property
    def passage_count(self) -> int:
        """How many passages are ranked."""
        return self._index.passage_count

    def ask(
        self,
        question: str,
        limit: int = 3,
        excerpt_length: int = 200,
        literal: bool = False,
        previous: str | None = None,
    ) -> Answer:
        """Answer a question, whatever is typed, with at most `limit` different excerpts.

        An excerpt has at most `excerpt_length` characters. `literal` turns off every correction,
        and finding by sound. `previous` is the question before, for questions that follow one up.
        """
        read = self._reader.read(question, literal)
        ranked = search(self._index, read, limit, excerpt_length, self._folded_sentence)
        chosen = self._different(self._with_phrases(ranked, read), limit)
        outcome = judge(read, max((stretch.share for stretch in chosen), default=0.0))
        if outcome == "nothing":
            return Answer(
                question,
                outcome,
                (),
                corrected=read.corrected,
                suggestions=(unquoted(question),) if read.phrases else (),
                nearest=self._nearest_titles(read),
            )
        findings = (self._finding(stretch, read, excerpt_length) for stretch in chosen)
        return Answer(question, outcome, tuple(findings), corrected=read.corrected)

    def _finding(self, stretch: Stretch, read: Question, length: int) -> Finding:
        return Finding(
            article=self.articles[self._index.sentence_article[stretch.first]],
            excerpt=self._excerpter.take(stretch, read.sought, length),
            score=stretch.score,
        )

    def _different(self, ranked: Iterable[Stretch], limit: int) -> list[Stretch]:
        """The best stretches of which none overlaps another, or says nearly the same."""
        chosen: list[Stretch] = []
        texts: list[str] = []
        for stretch in ranked:
            if len(chosen) == limit:
                break
            if any(stretch.first < c.last and c.first < stretch.last for c in chosen):
                continue
            text = self._folded(stretch)
            if not any(alike(text, other) for other in texts):
                chosen.append(stretch)
                texts.append(text)
        return chosen

    def _with_phrases(self, ranked: Iterable[Stretch], read: Question) -> Iterable[Stretch]:
        """The stretches that have every quoted part of the question."""
        if not read.phrases:
            return ranked
        return (s for s in ranked if all(phrase in self._folded(s) for phrase in read.phrases))

    def _folded(self, stretch: Stretch) -> str:
        return "".join(self._folded_sentence(n) for n in range(stretch.first, stretch.last))

    def _folded_sentence(self, number: int) -> str:
        index = self._index
        body = self.articles[index.sentence_article[number]].body
        return self._folding.fold(
            body[index.sentence_start[number] : index.sentence_end[number]]
        ).text

    def _nearest_titles(self, read: Question) -> tuple[str, ...]:
        """The titles of the articles that come nearest."""
        found = self._index.passage_article[nearest_passages(self._index, read)]
        numbers = dict.fromkeys(found.tolist())
        return tuple(self.articles[number].title for number in list(numbers)[:_NEAREST])
