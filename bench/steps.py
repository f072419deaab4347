"""The steps of the measurements at scale: `python -m bench.steps NAME`, parameters on its input.

What a step needs is imported in it: nothing else counts into its memory.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from itertools import count, cycle
from pathlib import Path
from typing import IO, Any, Final

Said = dict[str, Any]

_LIMIT: Final = 3
_RATE: Final = 100
_WARM_UP: Final = "一句话 one sentence"


def build(material: str, file: str, articles: int) -> Said:
    """Index texts and write them; seconds and megabytes."""
    from knowledge import KnowledgeBase

    from .large import recombined
    from .material import Material

    made = Material.read(Path(material))
    texts = tuple(recombined(made.sentences, articles))
    names = KnowledgeBase.open(made.lexicon).parts.names
    began = time.perf_counter()
    KnowledgeBase(texts, names).write(file)
    return {"build": time.perf_counter() - began, "file": Path(file).stat().st_size / 1e6}


def ask(material: str, file: str) -> Said:
    """Open a built file and ask; milliseconds, and megabytes beyond a tiny knowledge base's."""
    import psutil

    from knowledge import KnowledgeBase

    from .material import Material

    questions = Material.read(Path(material)).questions
    process = psutil.Process()
    _warm_up()
    before = process.memory_info().rss
    began = time.perf_counter()
    knowledge = KnowledgeBase.open(file)
    opened = time.perf_counter() - began
    ms = [_timed(knowledge.ask, question) for question in questions]
    memory = (process.memory_info().rss - before) / 1e6
    return {"open": 1000 * opened, "memory": memory, "ms": ms}


def peer(material: str, name: str, articles: int) -> Said:
    """Index the same texts with a peer and ask it; the same units."""
    import psutil

    from .large import recombined
    from .material import Material
    from .peers import Passage, indexed

    made = Material.read(Path(material))
    texts = [Passage(a.id, a.title, a.body) for a in recombined(made.sentences, articles)]
    indexed(name, [Passage("", "", _WARM_UP)]).search(_WARM_UP, _LIMIT)
    process = psutil.Process()
    before = process.memory_info().rss
    began = time.perf_counter()
    index = indexed(name, texts)
    took = time.perf_counter() - began
    ms = [_timed(index.search, question, _LIMIT) for question in made.questions]
    return {"build": took, "memory": (process.memory_info().rss - before) / 1e6, "ms": ms}


def build_folder(folder: str, file: str, before: str | None, holds: tuple[str, str]) -> Said:
    """Build a folder, perhaps with an earlier file of it; `holds`: an article's id, its words."""
    from knowledge import KnowledgeBase

    began = time.perf_counter()
    KnowledgeBase.build(folder, file, before=Path(before) if before else None)
    took = time.perf_counter() - began
    article = KnowledgeBase.open(file).article(holds[0])
    if article is None or holds[1] not in article.body:
        raise ValueError(f"what was built hasn't the {holds[0]} that is in the folder")
    return {"build": took}


def build_again_and_again(folder: str, file: str) -> Said:
    """Build a folder as a whole until killed, or left alone by the process that started this."""
    from knowledge import KnowledgeBase

    starter = os.getppid()
    while os.getppid() == starter:
        KnowledgeBase.build(folder, file)
    return {}


def serve(material: str, folder: str, file: str, again: str, seconds: float, most: float) -> Said:
    """Ask steadily, alone, then while another process builds the folder: milliseconds of both.

    Each for so many seconds, the latter until the other has built once, `most` seconds at most.
    """
    from knowledge import KnowledgeBase

    from .material import Material

    questions = Material.read(Path(material)).questions
    _warm_up()
    knowledge = KnowledgeBase.open(file)
    for question in questions:
        knowledge.ask(question)
    asked = cycle(questions)
    idle = [_timed(knowledge.ask, next(asked)) for _ in _paced(seconds)]
    builder = _start("build_again_and_again", folder=folder, file=again)
    busy = []
    for passed in _paced(most):
        busy.append(_timed(knowledge.ask, next(asked)))
        if builder.poll() is not None:
            raise ChildProcessError("the building process ended")
        if passed > seconds and Path(again).exists():
            break
    builder.kill()
    builder.wait()
    if not Path(again).exists():
        raise TimeoutError(f"nothing was built within {most:.0f} s")
    return {"idle": idle, "busy": busy}


def _paced(seconds: float) -> Iterator[float]:
    """The seconds that have passed, so many times a second; late ones follow at once."""
    began = time.perf_counter()
    for number in count():
        if (due := number / _RATE) >= seconds:
            return
        time.sleep(max(0.0, began + due - time.perf_counter()))
        yield time.perf_counter() - began


def _start(step: str, **parameters: str) -> "subprocess.Popen[str]":
    process = subprocess.Popen(
        [sys.executable, "-m", "bench.steps", step],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        text=True,
        encoding="utf-8",
    )
    assert process.stdin
    with process.stdin as pipe:
        json.dump(parameters, pipe)
    return process


def _warm_up() -> None:
    """Have all that is loaded with the first question loaded."""
    from knowledge import Article, KnowledgeBase

    KnowledgeBase([Article("a", "一", "一句话。")]).ask(_WARM_UP)


def _timed(call: Callable[..., object], *arguments: object) -> float:
    began = time.perf_counter()
    call(*arguments)
    return 1000 * (time.perf_counter() - began)


_STEPS: Final[dict[str, Callable[..., Said]]] = {
    step.__name__: step for step in (build, ask, peer, build_folder, build_again_and_again, serve)
}


def main(name: str, parameters: IO[str], out: IO[str]) -> None:
    """Take a step and print what it measured as JSON."""
    json.dump(_STEPS[name](**json.load(parameters)), out)


if __name__ == "__main__":
    main(sys.argv[1], sys.stdin, sys.stdout)
