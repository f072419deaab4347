"""Says what an article is about: how it begins, which names it speaks of, what is related to it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

import numpy as np

from knowledge.indexing.index import WORDS, Index
from knowledge.language.asking import EMPTY_WORDS, LIGHT_WORDS
from knowledge.language.tokens import Tokenizer
from knowledge.reading.article import Article, Heading

from .candidates import best_passages
from .coverage import Cover
from .excerpt import Excerpt, Excerpter
from .question import Sought
from .search import Stretch, grown

_LEAD = 160
_MOST_NAMES = 8
# By so many of its names, others are found; by the words of its title as well, which weigh less.
_TELLING_NAMES, _TITLE_WEIGHT = 16, 0.5
_MOST_RELATED, _PASSAGES = 4, 60
# So much of what the article's own best passage has of these, a related one has at the least.
_RELATED = 0.1
_GOES_ON = tuple(",，、:：-—")
_MARKS = re.compile(r"[\W_]+")
_NOTHING_SOUGHT = Sought(frozenset(), (), frozenset())


@dataclass(frozen=True, slots=True)
class ArticleCard:
    """What an article is about.

    `lead` is how its text begins, None where it has none. `headings` are those that lead to a part
    of it, without those above the text that repeat the title or have another one below. `names` are
    those of the lexicon that it speaks of, the commonest first, `related` the articles that share
    the most telling of them or of the title's words, the nearest first, near copies once.
    """

    article: Article
    lead: Excerpt | None
    headings: tuple[Heading, ...]
    names: tuple[str, ...]
    related: tuple[Article, ...]


class ArticleCards:
    """Makes cards of the articles of an index, by their numbers."""

    def __init__(self, articles: Sequence[Article], index: Index, tokenizer: Tokenizer) -> None:
        self._articles = articles
        self._index = index
        self._tokenizer = tokenizer
        self._excerpter = Excerpter(tokenizer, articles, index)

    def card(self, number: int) -> ArticleCard:
        names = self._names(number)
        known = self._index.vocabulary[WORDS]
        return ArticleCard(
            article=self._articles[number],
            lead=self._lead(number),
            headings=tuple(self._headings(number)),
            names=tuple(str(known.term(name))[1:] for name in names[:_MOST_NAMES]),
            related=self._related(number, names[:_TELLING_NAMES]),
        )

    def _sentences(self, number: int) -> tuple[int, int]:
        first, last = self._index.sentence_article.searchsorted([number, number + 1]).tolist()
        return first, last

    def _lead(self, number: int) -> Excerpt | None:
        """The first sentences, without those that only repeat the title."""
        first, last = self._sentences(number)
        title = self._plain(self._articles[number].title)
        while first < last and self._plain(self._text(number, first)) in title:
            first += 1
        if first == last:
            return None
        stretch = Stretch(*grown(self._index, first, first + 1, _LEAD), 0.0, Cover((), 1.0))
        span = self._excerpter.span(stretch, _NOTHING_SOUGHT, _LEAD)
        return self._excerpter.take(stretch, span, _NOTHING_SOUGHT)

    def _headings(self, number: int) -> Iterator[Heading]:
        """The headings, those over several lines as one."""
        article, (first, last) = self._articles[number], self._sentences(number)
        title, body = self._plain(article.title), article.body
        text = int(self._index.sentence_start[first]) if first < last else len(body)
        begin: int | None = None
        for heading, following in zip_longest(article.headings, article.headings[1:]):
            begin = heading.start if begin is None else begin
            end = heading.start + len(heading.text)
            if following and not body[end : following.start].strip():
                if heading.text.endswith(_GOES_ON):
                    continue
                above = following.start < text
            else:
                above = begin < text and self._plain(body[begin:end]) in title
            if not above:
                yield Heading(body[begin:end], begin)
            begin = None

    def _text(self, number: int, sentence: int) -> str:
        start, end = self._index.sentence_start[sentence], self._index.sentence_end[sentence]
        return self._articles[number].body[start:end]

    def _plain(self, text: str) -> str:
        return _MARKS.sub("", self._tokenizer.folding.fold(text).text)

    def _names(self, number: int) -> list[int]:
        """The names that an article has, as terms, the commonest first."""
        index = self._index
        texts, words = index.texts, index.vocabulary[WORDS]
        contexts = index.passage_article.searchsorted([number, number + 1]) + index.sentence_count
        ranges = (self._sentences(number), contexts.tolist())
        inside, around = (
            texts.others[texts.other_bounds[first] : texts.other_bounds[last]]
            for first, last in ranges
        )
        # What only the title or a heading has comes last.
        terms, counts = np.unique(np.concatenate((inside, np.unique(around))), return_counts=True)
        order = np.argsort(-counts, kind="stable")
        return [term for term in terms[order].tolist() if (words.term(term) or "").startswith("=")]

    def _related(self, number: int, names: list[int]) -> tuple[Article, ...]:
        index, groups = self._index, self._index.article_preferred
        titled = [term for term in self._of_title(number) if term not in names]
        terms = np.array([*names, *titled], np.int32)
        weights = np.array([*[1.0] * len(names), *[_TITLE_WEIGHT] * len(titled)], np.float32)
        own = np.arange(*index.passage_article.searchsorted([number, number + 1]))
        passages, scores = best_passages(index, terms, _PASSAGES + len(own), weights)
        is_own = np.isin(passages, own)
        enough = _RELATED * float(scores[is_own].max(initial=0.0))
        near = index.passage_article[passages[~is_own & (scores >= enough)]]
        found = dict.fromkeys(groups[near].tolist())
        found.pop(int(groups[number]), None)
        return tuple(self._articles[each] for each in list(found)[:_MOST_RELATED])

    def _of_title(self, number: int) -> list[int]:
        """The telling words of an article's title, as terms."""
        folded = self._tokenizer.folding.fold(self._articles[number].title).text
        known = self._index.vocabulary[WORDS]
        words = {token.term for token in self._tokenizer.whole_words(folded)}
        telling = (word for word in words - EMPTY_WORDS - LIGHT_WORDS if len(word) > 1)
        return sorted(known[word] for word in telling if word in known)
