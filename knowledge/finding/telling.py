"""Picks the telling words of a text that is too long to be a question."""

from knowledge.indexing.index import WORDS, Index
from knowledge.language import asking
from knowledge.language.tokens import Token, Tokenizer

# Twice the longest message of the messengers, and read within some 15 ms.
MOST_READ = 10_000
# With 32, all cut-outs of 1,500 and 3,000 characters of the seeds' articles find their article, and
# 92 in 100 texts from encyclopedias find nothing. With 48 some of the former fail, with 16 only 84
# in 100 of the latter find nothing.
_MOST_WORDS = 32


def telling_words(text: str, tokenizer: Tokenizer, index: Index) -> str:
    """The words of a text that tell most, folded, in their order, with spaces between them.

    These are words that some article has: names of the lexicon first, then those with the highest
    idf, each once. They may stand anywhere in the first MOST_READ characters.
    """
    folded = asking.ASKING.sub(" ", tokenizer.folding.fold(text[:MOST_READ]).text)
    known = index.vocabulary[WORDS]
    words: dict[str, Token] = {}
    for token in tokenizer.whole_words(folded):
        if token.term in known and token.term not in asking.EMPTY_WORDS:
            words.setdefault(token.term, token)

    def rank(token: Token) -> tuple[bool, float, int]:
        return (
            not token.term.startswith("="),
            -float(index.term_idf[known[token.term]]),
            token.start,
        )

    telling = sorted(sorted(words.values(), key=rank)[:_MOST_WORDS], key=lambda token: token.start)
    return " ".join(folded[token.start : token.end] for token in telling)
