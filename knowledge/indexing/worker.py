"""Processes beside this one that index blocks of articles."""

import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from pathlib import Path
from queue import SimpleQueue

from knowledge.language.folding import Folding
from knowledge.language.names import Names
from knowledge.language.sounds import Sounds
from knowledge.language.tokens import Tokenizer
from knowledge.reading.article import Article

from .block import Block, Step, index_block

_NICE = 10
# Not by multiprocessing: that runs the main module again, and a daemon of its may have no children.
_SERVE = f"""import sys
sys.path.insert(0, {str(Path(__file__).parents[2])!r})
from knowledge.indexing.worker import serve
serve()"""


# Each name with its aliases and its kind.
Lexicon = Sequence[tuple[str, tuple[str, ...], str]]


def tokenizer_of(lexicon: Lexicon) -> Tokenizer:
    """The tokenizer that finds the names of a lexicon."""
    folding = Folding()
    return Tokenizer(folding, Sounds(), Names(lexicon, folding))


class Workers:
    """Some processes, each with a tokenizer of its own."""

    def __init__(self, lexicon: Lexicon, count: int) -> None:
        self._lexicon = lexicon
        self._ended = False
        self._free: SimpleQueue[subprocess.Popen[bytes]] = SimpleQueue()
        self._children: list[subprocess.Popen[bytes]] = []
        for _ in range(count):
            self._start()

    def close(self) -> None:
        """End them."""
        self._end()
        for child in self._children:
            child.communicate()

    def _start(self) -> None:
        child = _started(self._lexicon)
        self._children.append(child)
        self._free.put(child)

    def _end(self) -> None:
        self._ended = True
        for child in self._children:
            child.kill()

    def blocks(self, runs: Sequence[Sequence[Article]], step: Step) -> Iterator[Block | None]:
        """The block of each run of articles, in order; None where the process died of it."""
        threads = ThreadPoolExecutor(len(self._children))
        try:
            yield from threads.map(partial(self._block, step), runs)
        finally:
            # Nobody waits for what is under way.
            self._end()
            threads.shutdown(cancel_futures=True)

    def _block(self, step: Step, articles: Sequence[Article]) -> Block | None:
        child = self._free.get()
        try:
            if child.stdin is None or child.stdout is None:
                raise TypeError("the child has no pipes")
            pickle.dump(list(articles), child.stdin, pickle.HIGHEST_PROTOCOL)
            child.stdin.flush()
            while not isinstance(said := pickle.load(child.stdout), Block):
                step(said)
        except (OSError, EOFError, pickle.UnpicklingError):
            if not self._ended:
                self._start()
            return None
        self._free.put(child)
        return said


def _started(lexicon: Lexicon) -> subprocess.Popen[bytes]:
    child = subprocess.Popen(
        [sys.executable, "-P", "-c", _SERVE],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    if child.stdin is not None:
        # One that is dead already is found out when it is asked.
        with suppress(OSError):
            pickle.dump(list(lexicon), child.stdin, pickle.HIGHEST_PROTOCOL)
    return child


def serve() -> None:
    """Index what comes on standard input until it ends: a worker's whole life."""
    # Ctrl+C goes to the whole group; who started this one ends it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    asked, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    # What a library prints is no answer.
    os.dup2(2, 1)
    # Whoever is asked meanwhile goes before.
    if hasattr(os, "nice"):
        os.nice(_NICE)
    tokenizer = tokenizer_of(pickle.load(asked))

    def say(said: Block | int) -> None:
        pickle.dump(said, answers, pickle.HIGHEST_PROTOCOL)
        answers.flush()

    while True:
        try:
            articles = pickle.load(asked)
        except EOFError:
            return
        say(index_block(articles, tokenizer, say))
