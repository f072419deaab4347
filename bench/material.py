"""What large folders are made of and asked where scale is measured."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Final, Self

from knowledge import KnowledgeBase

from .large import sentences_of
from .sets import AS_ASKED, read_sets

_MOST: Final = 500
_SEED: Final = 22


@dataclass(frozen=True, slots=True)
class Material:
    """Sentences to recombine, questions to ask, the folder whose lexicon goes with them."""

    lexicon: Path
    sentences: tuple[str, ...]
    questions: tuple[str, ...]
    source: str

    @classmethod
    def of_folder(cls, knowledge: Path, questions: Sequence[str]) -> Self:
        """The sentences of a knowledge folder, which are few: each stands in many articles."""
        sentences = sentences_of(article.body for article in KnowledgeBase.open(knowledge).articles)
        return cls(knowledge, tuple(sentences), tuple(questions), "the seeds")

    @classmethod
    def of_sets(cls, knowledge: Path, sets: Path, every: int = 1) -> Self:
        """The sentences of the question sets, and some of their questions, the same each time.

        Raises SetError.
        """
        read = list(read_sets(sets, every))
        sentences = sentences_of(article.body for asked in read for article in asked.articles)
        texts = [question.text for asked in read for question in asked.variants[AS_ASKED]]
        asked = [text for text in texts if text.strip()]
        sample = Random(_SEED).sample(asked, min(len(asked), _MOST // every))
        names = ", ".join(part.name for part in read)
        return cls(knowledge, tuple(sentences), tuple(sample), f"the question sets ({names})")

    @property
    def note(self) -> str:
        """What a reader of the figures has to know."""
        return (
            f"Articles of about 500 characters: {len(self.sentences):,} different sentences of "
            f"{self.source}, recombined; {len(self.questions)} questions of the same, asked once "
            "each; the lexicon is the seeds'."
        )

    def write(self, path: Path) -> None:
        """Keep it for another process."""
        said = {
            "lexicon": str(self.lexicon.resolve()),
            "sentences": self.sentences,
            "questions": self.questions,
            "source": self.source,
        }
        path.write_text(json.dumps(said), encoding="utf-8")

    @classmethod
    def read(cls, path: Path) -> Self:
        """What another process kept."""
        said = json.loads(path.read_text(encoding="utf-8"))
        return cls(
            Path(said["lexicon"]),
            tuple(said["sentences"]),
            tuple(said["questions"]),
            said["source"],
        )
