"""The knowledge base: articles in, questions answered with their exact words."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import cached_property, partial
from pathlib import Path
from typing import Literal

from .finding.answering import Answer, Answerer
from .finding.article_cards import ArticleCard, ArticleCards
from .finding.catalogue import Catalogue, Listed
from .finding.comparison import Comparison
from .finding.excerpt import Excerpt
from .finding.explanation import Explanation
from .finding.pages import ArticlePage, opening, page
from .finding.topic_cards import TopicCard, TopicCards
from .finding.topics import Topic, topics
from .indexing import copies
from .indexing.building import build
from .indexing.index import Index
from .indexing.worker import tokenizer_of
from .language.sounds import Sounds
from .reading.article import Article, Problem
from .reading.folder import read_folder
from .reading.keys import NEVER, Known
from .reading.lexicon import Name
from .snapshot import Parts, SnapshotError, StoredArticles, read_snapshot, write_snapshot

# Is told what is done, for how many articles, and of how many.
Progress = Callable[[Literal["reading", "indexing"], int, int], object]


class KnowledgeBase:
    """An immutable set of articles that answers questions; safe to share between threads."""

    def __init__(
        self,
        articles: Sequence[Article],
        names: Sequence[Name] = (),
        problems: Sequence[Problem] = (),
        warnings: Sequence[Problem] = (),
        index: Index | None = None,
        progress: Progress | None = None,
        keys: Sequence[bytes] = (),
        earlier: Index | None = None,
    ) -> None:
        """`index`: of these very articles and names, where there is one; else it is built, with
        what an `earlier` one has that was built with these names, and near copies among the
        articles are warned of. `keys` are those of the articles, by which they are known again.
        """
        self.articles: Sequence[Article] = (
            articles if isinstance(articles, StoredArticles) else tuple(articles)
        )
        self.problems = tuple(problems)
        self.warnings = tuple(warnings)
        lexicon = [(name.name, name.aliases, name.kind) for name in names]
        tokenizer = self._tokenizer = tokenizer_of(lexicon)
        self._names = tuple(names)
        self._keys = keys
        if index is None:
            index = build(
                self.articles,
                tokenizer,
                lexicon,
                earlier,
                progress and partial(progress, "indexing"),
            )
            self.warnings += tuple(copies.warnings(self.articles, index.article_preferred))
        self._index = index
        self._answerer = Answerer(self.articles, self._index, tokenizer)
        self._article_cards = ArticleCards(self.articles, self._index, tokenizer)
        self._topic_cards = TopicCards(self.articles, self._index, tokenizer)

    @classmethod
    def open(cls, path: str | Path, progress: Progress | None = None) -> "KnowledgeBase":
        """Read a knowledge folder and index it, in memory; or map a file that `build` wrote, which
        is a matter of moments.

        Raises FolderError where the folder is missing or unreadable, and its kind SnapshotError
        where a file isn't such a one, is damaged, or of another version. What is wrong inside a
        folder stands in `problems` and `warnings`. `progress` is told how many articles of a folder
        are read, and then how many are indexed.
        """
        path = Path(path)
        if path.is_file():
            parts = read_snapshot(path)
            return cls(
                parts.articles,
                parts.names,
                parts.problems,
                parts.warnings,
                index=parts.index,
                keys=parts.keys,
            )
        return cls._of_folder(path, None, progress)

    @classmethod
    def build(
        cls,
        folder: str | Path,
        file: str | Path,
        before: str | Path | None = None,
        progress: Progress | None = None,
    ) -> "KnowledgeBase":
        """Read a knowledge folder, index it, and write it all to a file for `open`.

        What hasn't changed since the file `before` was written is taken from there, if that can be
        used. The file is replaced once the new one is whole. Raises FolderError as `open` does, and
        OSError where the file can't be written.
        """
        earlier = None
        if before is not None:
            with suppress(SnapshotError):
                earlier = read_snapshot(Path(before))
        kb = cls._of_folder(Path(folder), earlier, progress)
        kb.write(file)
        return kb

    @classmethod
    def _of_folder(
        cls, path: Path, earlier: Parts | None, progress: Progress | None
    ) -> "KnowledgeBase":
        read = read_folder(
            path,
            Sounds().romanize,
            known=_known(earlier) if earlier else None,
            progress=progress and partial(progress, "reading"),
        )
        same_terms = earlier is not None and earlier.names == read.names
        return cls(
            read.articles,
            read.names,
            read.problems,
            read.warnings,
            progress=progress,
            keys=read.keys,
            earlier=earlier.index if earlier and same_terms else None,
        )

    def write(self, file: str | Path) -> None:
        """Write it to a file for `open`. Raises OSError."""
        write_snapshot(Path(file), self.parts)

    @property
    def parts(self) -> Parts:
        """What it is made of, as it goes into a file."""
        return Parts(
            self.articles, self._names, self.problems, self.warnings, self._keys, self._index
        )

    @property
    def passage_count(self) -> int:
        """How many passages are ranked."""
        return self._index.passage_count

    @cached_property
    def topics(self) -> tuple[Topic, ...]:
        """The names of the lexicon that the articles have, kind by kind, the commonest first.

        Kinds stand in the lexicon's order; ties are broken by name.
        """
        return topics(self._index, ((name.name, name.kind) for name in self._names))

    def unlike(self, other: "KnowledgeBase") -> list[Article]:
        """The articles that another knowledge base hasn't, or not so, as far as their keys tell."""
        same = set(self._keys).intersection(other._keys) - {NEVER}
        if not same:
            return list(self.articles)
        return [self.articles[n] for n, key in enumerate(self._keys) if key not in same]

    def article(self, article_id: str) -> Article | None:
        """The article with this id; None where there is none, or it is hidden."""
        number = self._index.article(article_id)
        return None if number is None else self.articles[number]

    def titled(self, title: str) -> Article | None:
        """The first article with this title; None where there is none."""
        number = self._index.titled(title)
        return None if number is None else self.articles[number]

    def articles_named(self, text: str = "") -> Sequence[Article]:
        """The articles whose title or publisher has each word of `text`, the newest first.

        Script, width, case, marks and gaps aside, and one slip in a longer word that none has.
        Without a text, all articles. The first call reads all titles.
        """
        numbers = self._catalogue.named(text) if text.strip() else self._catalogue.newest
        return Listed(self.articles, numbers)

    @cached_property
    def _catalogue(self) -> Catalogue:
        articles = self.articles
        described = articles.described() if isinstance(articles, StoredArticles) else articles
        return Catalogue(described, self._tokenizer.folding)

    def card(self, article_id: str) -> ArticleCard | None:
        """What the article with this id is about; None as for `article`."""
        number = self._index.article(article_id)
        return None if number is None else self._article_cards.card(number)

    def topic(self, name: str) -> TopicCard | None:
        """What the articles say of a name of the lexicon; None where none has it."""
        kind = next((known.kind for known in self._names if known.name == name), None)
        return None if kind is None else self._topic_cards.card(name, kind)

    def page(
        self, article_id: str, start: int | None = None, length: int = 700, mark: bool = True
    ) -> ArticlePage | None:
        """The page of an article that holds the offset `start` of its body, to read it there.

        None where there is no such article. Without a `start`, or with one outside of the body,
        it is the first page. No page has more than `length` characters. The sentence that `start`
        stands in is highlighted: turn that off with `mark` where a page is only turned. Raises
        ValueError where `length` isn't positive.
        """
        if length < 1:
            raise ValueError(f"length: at least 1, not {length}")
        article = self.article(article_id)
        return None if article is None else page(article, self._tokenizer, start, length, mark)

    def opening(self, article: Article, length: int = 200) -> Excerpt | None:
        """The first sentence of an article, at most `length` characters of it, with nothing marked.

        None where there are only headings. Raises ValueError where `length` isn't positive.
        """
        _check(1, length)
        return opening(article, self._tokenizer, length)

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
        and finding by sound. `previous` is the question before: a short question that names
        nothing (那收入呢) takes over the name that it asked about, as `carried`; of another name
        (那X呢), the same is asked. Of a question of more than 1,000 characters, the telling words
        are searched. Raises ValueError where `limit`
        or `excerpt_length` isn't positive.
        """
        _check(limit, excerpt_length)
        return self._answerer.answer(question, limit, excerpt_length, literal, previous)

    def compare(
        self,
        question: str,
        asked_to: bool = False,
        excerpt_length: int = 200,
        previous: str | None = None,
    ) -> Comparison | None:
        """What the articles say of each of two or three things, as a question compares them.

        None where it names no two, or doesn't ask how they differ or which of them it is, or where
        the articles have too little of them to compare. Who is `asked_to` compare says no more than
        the names, and gets even what is missing. `previous` is the question before: a question that
        leaves a name out (和X比呢), or after a comparison names nothing (那价格呢), takes over
        what it named, as `carried`. An excerpt has at most `excerpt_length` characters. Raises
        ValueError where that isn't positive.
        """
        _check(1, excerpt_length)
        return self._answerer.compare(question, asked_to, excerpt_length, previous)

    def shortened(self, excerpt: Excerpt, length: int) -> Excerpt:
        """The part of an excerpt that has most of what is marked, of at most `length` characters.

        It is cut between clauses, or failing that between words. Raises ValueError where `length`
        isn't positive.
        """
        _check(1, length)
        return self._answerer.excerpter.shortened(excerpt, length)

    def explain(
        self,
        question: str,
        excerpt_length: int = 200,
        literal: bool = False,
        previous: str | None = None,
    ) -> Explanation:
        """Why `ask` answers a question as it does. Raises as `ask` does."""
        _check(1, excerpt_length)
        return self._answerer.explain(question, excerpt_length, literal, previous)

    def trace(self, text: str, limit: int = 3, excerpt_length: int = 200) -> Answer:
        """Where a piece of text comes from, a forwarded message perhaps.

        It is `answered` only where sentences of it stand in an article word for word, script,
        punctuation and white space aside: one excerpt of each such article, the one with the most
        in a row first, highlighted. What is only near is `related`. An excerpt has at most
        `excerpt_length` characters; of the text, the first 10,000 are read. Raises ValueError
        where `limit` or `excerpt_length` isn't positive.
        """
        _check(limit, excerpt_length)
        return self._answerer.trace(text, limit, excerpt_length)


def _known(earlier: Parts) -> Known:
    """Gives the articles of an earlier snapshot by their keys."""
    numbers = {key: number for number, key in enumerate(earlier.keys) if key != NEVER}

    def known(key: bytes) -> Article | None:
        number = numbers.get(key)
        return None if number is None else earlier.articles[number]

    return known


def _check(limit: int, excerpt_length: int) -> None:
    if limit < 1 or excerpt_length < 1:
        raise ValueError(
            f"limit and excerpt_length: at least 1 each, not {limit}, {excerpt_length}"
        )
