"""Cuts Chinese into jieba's words, for the peers and for the bench's own questions."""

from collections.abc import Callable
from functools import partial

Cut = Callable[[str], list[str]]


def cutter(search: bool = False) -> Cut:
    """A function from text to its words; for `search`, with the shorter words inside them."""
    try:
        from rjieba import Jieba
    except ImportError:  # the same words, more slowly
        from jieba import Tokenizer

        slow = Tokenizer()
        return partial(slow.lcut_for_search if search else slow.lcut, HMM=False)
    rust = Jieba()
    return partial(rust.cut_for_search if search else rust.cut, hmm=False)
