"""Makes large knowledge folders out of a few thousand sentences."""

import json
import re
import shutil
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Final

from knowledge import Article

_LENGTH: Final = 500
_TITLE: Final = 6
_SENTENCE: Final = re.compile(r"[^。！？\n]+[。！？]")
_SEED: Final = 22
_DRAFT: Final = "这篇文章的第{:06}稿。"
_BEFORE_NUMBER: Final = _DRAFT.partition("{")[0]


@dataclass(frozen=True, slots=True)
class Draft:
    """The article that changes: its number stands at an offset of a file, in six bytes.

    So a change costs nothing, however large the file, and no reader sees half of one.
    """

    id: str
    path: Path
    offset: int

    def change(self, number: int) -> None:
        """Make it the draft of this number."""
        with self.path.open("r+b") as file:
            file.seek(self.offset)
            file.write(b"%06d" % number)

    @staticmethod
    def text(number: int) -> str:
        """What then stands in the article."""
        return _DRAFT.format(number)


def sentences_of(bodies: Iterable[str]) -> list[str]:
    """The different sentences of some texts, in order."""
    found = (sentence for body in bodies for sentence in _SENTENCE.findall(body))
    return list(dict.fromkeys(found))


def recombined(sentences: Sequence[str], count: int) -> Iterator[Article]:
    """So many articles of these sentences (one or more), the same ones each time."""
    chance = Random(_SEED)
    for number in range(count):
        text = ""
        while len(text) < _LENGTH:
            text += chance.choice(sentences)
        # Opening words make a title that questions can hit, as titles do; the number, a new one.
        yield Article(f"a{number}", f"{text[:_TITLE]} {number}", text)


def write_lines(small: Path, sentences: Sequence[str], count: int, large: Path) -> Draft:
    """A folder of so many articles in one file, with the small folder's lexicon."""
    path = _folder(small, large) / "all.jsonl"
    with path.open("wb") as file:
        for article in _with_draft(recombined(sentences, count), count):
            row = {"id": article.id, "title": article.title, "text": article.body}
            line = json.dumps(row, ensure_ascii=False).encode() + b"\n"
            if article.id == _changing(count):
                draft = Draft(article.id, path, file.tell() + _number_in(line))
            file.write(line)
    return draft


def write_files(small: Path, sentences: Sequence[str], count: int, large: Path) -> Draft:
    """A folder of so many articles, each a file, with the small folder's lexicon."""
    folder = _folder(small, large)
    for article in _with_draft(recombined(sentences, count), count):
        path = folder / f"{article.id}.md"
        data = f"# {article.title}\n\n{article.body}\n".encode()
        path.write_bytes(data)
        if article.id == _changing(count):
            draft = Draft(article.id, path, _number_in(data))
    return draft


def _folder(small: Path, large: Path) -> Path:
    articles = large / "articles"
    articles.mkdir(parents=True)
    for name in ("lexicon.yaml", "questions.jsonl"):
        if (small / name).exists():
            shutil.copy(small / name, large / name)
    return articles


def _changing(count: int) -> str:
    # In the middle: what changes at the end may cost less than elsewhere.
    return f"a{count // 2}"


def _with_draft(articles: Iterable[Article], count: int) -> Iterator[Article]:
    for article in articles:
        if article.id == _changing(count):
            yield Article(article.id, article.title, article.body + Draft.text(0))
        else:
            yield article


def _number_in(data: bytes) -> int:
    before = _BEFORE_NUMBER.encode()
    return data.rindex(before) + len(before)
