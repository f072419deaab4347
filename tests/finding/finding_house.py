"""A small corpus, and what is made of it."""

import random
from collections.abc import Sequence
from functools import cache

from knowledge import Article, Heading, Name
from knowledge.finding.coverage import Cover
from knowledge.finding.excerpt import Excerpt, Excerpter
from knowledge.finding.question import Question
from knowledge.finding.reader import Reader
from knowledge.finding.search import Stretch, search
from knowledge.indexing.building import build
from knowledge.indexing.index import Index
from knowledge.language.folding import Folding
from knowledge.language.names import Names
from knowledge.language.sounds import Sounds
from knowledge.language.tokens import Tokenizer

NAMES = (Name("可灵", "product", ("可灵AI", "Kling")), Name("Sora 2", "model", ("Sora2",)))


def article(body: str, *headings: str, title: str = "", number: int = 0) -> Article:
    """An article; headings are paragraphs of its body."""
    found = tuple(Heading(text, body.index(text)) for text in headings)
    return Article(f"a{number}", title, body, headings=found)


def made_up(count: int) -> list[str]:
    """So many texts of three words of the same length that stand nowhere else."""
    drawn = random.Random(1)
    words = ["".join(drawn.sample("bcdfghjklmnpqrstvwxz", 7)) for _ in range(3 * count)]
    return [" ".join(words[n : n + 3]) for n in range(0, len(words), 3)]


@cache
def tokenizer() -> Tokenizer:
    folding = Folding()
    return Tokenizer(
        folding, Sounds(), Names(((n.name, n.aliases, n.kind) for n in NAMES), folding)
    )


class House:
    """Articles with everything that finding needs of them."""

    def __init__(self, *bodies: str | Article) -> None:
        self.articles = tuple(
            article(body, number=i) if isinstance(body, str) else body
            for i, body in enumerate(bodies)
        )
        self.tokenizer = tokenizer()
        self.index: Index = build(self.articles, self.tokenizer)

    def read(self, question: str, literal: bool = False) -> Question:
        return Reader(self.tokenizer, self.index).read(question, literal)

    def text(self, first: int, last: int) -> str:
        """What stands in a body from one sentence to another (exclusive)."""
        index = self.index
        body = self.articles[index.sentence_article[first]].body
        start, end = index.sentence_start[first], index.sentence_end[last - 1]
        return str(body[start:end])

    def folded(self, sentences: Sequence[int]) -> list[str]:
        return [self.tokenizer.folding.fold(self.text(n, n + 1)).text for n in sentences]

    def search(self, question: str, length: int = 200) -> list[Stretch]:
        read = self.read(question)
        return list(search(self.index, read, length, self.folded))

    def excerpt(self, question: str, first: int, last: int, length: int = 200) -> Excerpt:
        excerpter = Excerpter(self.tokenizer, self.articles, self.index)
        stretch = Stretch(first, last, 1.0, Cover((), 1.0))
        sought = self.read(question).sought
        return excerpter.take(stretch, excerpter.span(stretch, sought, length), sought)
