"""Gives Chinese characters their toneless sounds (pinyin)."""

import importlib.util
import json
import re
import unicodedata
from functools import cache
from pathlib import Path

_LONGEST_SYLLABLE = len("zhuang")
_SPELLINGS = 16


@cache
def _readings() -> dict[str, str]:
    """pypinyin's table: decimal code point to readings with tone marks, the commonest first.

    Read as data, because importing pypinyin also loads its 60 MB of phrases.
    """
    package = importlib.util.find_spec("pypinyin")
    if package is None or package.origin is None:
        raise ModuleNotFoundError("pypinyin is not installed")
    table = Path(package.origin).with_name("pinyin_dict.json")
    readings: dict[str, str] = json.loads(table.read_bytes())
    return readings


@cache
def _syllables() -> frozenset[str]:
    """Every toneless syllable that some character has."""
    readings = {reading for entry in _readings().values() for reading in entry.split(",")}
    return frozenset(s for s in map(_toneless, readings) if s.isascii() and s.isalpha())


class _Syllables(dict[str, str]):
    """Character to sound, filled as characters are met."""

    def __missing__(self, character: str) -> str:
        reading = _readings().get(str(ord(character)), "").partition(",")[0]
        syllable = self[character] = _toneless(reading) or character
        return syllable


_MERGED = re.compile(
    r"^(?:(?P<hissed>[zcs])h|(?P<l>[nr])(?=[aeiouv])|(?P<f>h)(?=[aeou]))|(?<=[aei]n)g$"
)


class _Near(dict[str, str]):
    """Syllable to what it has in common with near ones, filled as syllables are met."""

    def __missing__(self, syllable: str) -> str:
        near = _MERGED.sub(_merged, syllable) if syllable.isascii() else syllable
        self[syllable] = near
        return near


def _merged(match: re.Match[str]) -> str:
    if match["hissed"]:
        return match["hissed"]
    if match["l"]:
        return "l"
    return "f" if match["f"] else ""


@cache
def _mistaken() -> dict[str, tuple[str, ...]]:
    """The syllables that have something in common, by what that is."""
    near = _Near()
    groups: dict[str, list[str]] = {}
    for syllable in sorted(_syllables()):
        groups.setdefault(near[syllable], []).append(syllable)
    return {common: tuple(syllables) for common, syllables in groups.items()}


class Sounds:
    """Sounds of characters, each by its commonest reading, without tones; ü is written v."""

    def __init__(self) -> None:
        self._syllables = _Syllables()
        self._near = _Near()

    def syllables(self, text: str) -> list[str]:
        """The sound of each character; the character itself where it has none."""
        return list(map(self._syllables.__getitem__, text))

    @property
    def all(self) -> list[str]:
        """Every syllable that some character has, in alphabetical order."""
        return sorted(_syllables())

    def spellings(self, letters: str) -> list[list[str]]:
        """The ways to read `letters` as pinyin without spaces, fewest syllables first.

        Empty where there is none; only some where there are very many for a text that has many.
        """
        syllables = _syllables()
        ways: list[list[list[str]]] = [[[]], *([] for _ in letters)]
        for end in range(1, len(letters) + 1):
            for start in range(max(0, end - _LONGEST_SYLLABLE), end):
                if ways[start] and letters[start:end] in syllables:
                    ways[end].extend([*way, letters[start:end]] for way in ways[start])
            ways[end] = sorted(ways[end], key=len)[:_SPELLINGS]
        return ways[-1]

    def near(self, syllable: str) -> str:
        """What a syllable and those that it is mistaken for have in common.

        Many speakers don't tell zh from z, n or r from l, h from f, or -ng from -n.
        """
        return self._near[syllable]

    def near_ones(self, syllable: str) -> tuple[str, ...]:
        """The syllables that one is mistaken for, itself among them, in their order."""
        return _mistaken().get(self.near(syllable), (syllable,))

    def romanize(self, text: str) -> str:
        """`text` with each Chinese character replaced by its sound, set off by spaces."""
        sounds = zip(text, self.syllables(text), strict=True)
        return "".join(c if sound == c else f" {sound} " for c, sound in sounds)


def _toneless(reading: str) -> str:
    decomposed = unicodedata.normalize("NFD", reading).replace("u\u0308", "v")
    return "".join(c for c in decomposed if not unicodedata.combining(c))
