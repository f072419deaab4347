"""Makes questions as people type them who mix up near sounds: 四 for 是, 蓝 for 南, 应 for 音.

It reads sounds and words by itself, not through what is measured: the questions stay the same
while that changes.
"""

import importlib.util
import json
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import chain
from pathlib import Path
from random import Random

import opencc

from .words import cutter

_INITIALS = {
    "zh": ("z",),
    "ch": ("c",),
    "sh": ("s",),
    "z": ("zh",),
    "c": ("ch",),
    "s": ("sh",),
    "n": ("l",),
    "l": ("n", "r"),
    "r": ("l",),
    "f": ("h",),
    "h": ("f",),
}
_FINALS = ("an", "en", "in")
# Words that ask, point or join: what is typed wrong in them changes nothing of what is sought.
_NO_CONTENT = frozenset(
    """
    什么 甚么 时候 怎么 怎样 怎么样 如何 为什么 为何 为啥 何时 何地 何处 何人 何种 何年 何事 哪些
    哪个 哪里 哪儿 哪位 哪种 哪家 哪年 哪一 多少 多久 多长 多大 多高 多远 几个 几年 是否 有没有
    是不是 能不能 因为 由于 因此 所以 但是 而且 以及 或者 并且 然后 之后 之前 以后 以前 其中 其他
    其它 关于 对于 这个 那个 这些 那些 这种 那种 我们 你们 他们 她们 它们 自己 可以 能够 已经 曾经
    一个 一种 一些
    """.split()
)
_SEED = 22


class NearSounds:
    """Characters that sound nearly alike, of those that some texts have, as often as they do."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._chance = Random(_SEED)
        self._cut = cutter()
        self._by_sound: dict[str, dict[str, int]] = {}
        for character, count in sorted(Counter(chain.from_iterable(texts)).items()):
            self._by_sound.setdefault(_sound(character), {})[character] = count

    def mixed_up(self, text: str) -> str | None:
        """The text with one or two characters of one of its words replaced; None without such.

        What comes out differs from call to call, but not from run to run.
        """
        words = [spots for word in self._content(text) if (spots := self._spots(text, word))]
        if not words:
            return None
        spots = self._chance.choice(words)
        count = min(self._chance.choice((1, 2)), len(spots))
        characters = list(text)
        for spot in sorted(self._chance.sample(spots, count)):
            characters[spot] = self._replacement(text[spot])
        return "".join(characters)

    def _content(self, text: str) -> Iterator[range]:
        """Where the words of two or more characters stand that say what is sought."""
        simplified, start = "".join(map(_simplified, text)), 0
        for word in self._cut(simplified):
            if len(word) > 1 and word not in _NO_CONTENT:
                yield range(start, start + len(word))
            start += len(word)

    def _spots(self, text: str, word: range) -> list[int]:
        return [spot for spot in word if self._alike(text[spot])]

    def _alike(self, character: str) -> dict[str, int]:
        """The characters of near sounds, and how often the texts have each."""
        near = near_sounds(_sound(character))
        return {c: n for sound in near for c, n in self._by_sound.get(sound, {}).items()}

    def _replacement(self, character: str) -> str:
        alike = self._alike(character)
        return self._chance.choices(list(alike), list(alike.values()))[0]


def near_sounds(sound: str) -> Iterator[str]:
    """The syllables, without tones, that differ in one easily confused initial or final."""
    initial = sound[:2] if sound[:2] in _INITIALS else sound[:1]
    for other in _INITIALS.get(initial, ()):
        yield other + sound[len(initial) :]
    if sound.endswith(_FINALS):
        yield f"{sound}g"
    elif sound.endswith(tuple(f"{final}g" for final in _FINALS)):
        yield sound[:-1]


@cache
def _readings() -> Mapping[str, str]:
    """pypinyin's table: decimal code point to readings with tone marks, the commonest first."""
    package = importlib.util.find_spec("pypinyin")
    if package is None or package.origin is None:
        raise ModuleNotFoundError("pypinyin is not installed")
    table = Path(package.origin).with_name("pinyin_dict.json")
    readings: dict[str, str] = json.loads(table.read_bytes())
    return readings


@cache
def _sound(character: str) -> str:
    """The commonest sound, without its tone; empty where there is none. ü is written v."""
    reading = _readings().get(str(ord(character)), "").partition(",")[0]
    letters = unicodedata.normalize("NFD", reading).replace("u\u0308", "v")
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


@cache
def _simplified(character: str) -> str:
    """The character in the script that the dictionary of words is written in."""
    simplified: str = _converter().convert(character)
    return simplified if len(simplified) == 1 else character


@cache
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")
