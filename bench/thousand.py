"""Makes a large knowledge folder out of a small one."""

import re
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from random import Random
from typing import Final

from knowledge import KnowledgeBase

_LENGTH: Final = 500
_SENTENCE: Final = re.compile(r"[^。！？\n]+[。！？]")
_SEED: Final = 22


def write_folder(small: Path, large: Path, count: int) -> None:
    """So many articles, each of some of the small folder's sentences, shuffled; its lexicon."""
    articles = large / "articles"
    articles.mkdir(parents=True)
    bodies = [article.body for article in KnowledgeBase.open(small).articles]
    for i, text in enumerate(recombined(bodies, count)):
        (articles / f"{i:04}.md").write_text(f"# {i:04}\n\n{text}\n", encoding="utf-8")
    for name in ("lexicon.yaml", "questions.jsonl"):
        if (small / name).exists():
            shutil.copy(small / name, large / name)


def recombined(bodies: Iterable[str], count: int) -> Iterator[str]:
    """So many texts of sentences of others, the same ones each time."""
    sentences = [sentence for body in bodies for sentence in _SENTENCE.findall(body)]
    chance = Random(_SEED)
    for _ in range(count):
        text = ""
        while len(text) < _LENGTH:
            text += chance.choice(sentences)
        yield text
