"""The words that a reader sees, in the reader's language."""

import locale
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Final, Literal

import yaml

Language = Literal["zh-Hans", "zh-Hant", "en"]
DEFAULT_LANGUAGE: Final = "zh-Hans"
# As Unix (zh_TW, zh_Hant_HK) and Windows (Chinese (Traditional)_Taiwan) write them.
_TRADITIONAL: Final = ("hant", "traditional", "tw", "hk", "mo", "taiwan", "hong kong", "macao")


@dataclass(frozen=True, slots=True)
class Words:
    """Every sentence of one language, by its key."""

    language: Language
    sentences: Mapping[str, str]

    @classmethod
    def read(cls, language: Language) -> "Words":
        text = (files("bot") / "locales" / f"{language}.yaml").read_text("utf-8")
        return cls(language, yaml.safe_load(text))

    def __call__(self, key: str, **values: object) -> str:
        return self.sentences[key].format(**values)


def language_of_this_machine() -> Language:
    """What LC_ALL, LC_MESSAGES or LANG ask for."""
    # Windows has no LC_MESSAGES.
    category = getattr(locale, "LC_MESSAGES", locale.LC_CTYPE)
    before = locale.setlocale(category)
    try:
        return language_of(locale.setlocale(category, ""))
    except locale.Error:  # asked for, but not installed here
        return DEFAULT_LANGUAGE
    finally:
        locale.setlocale(category, before)


def language_of(name: str) -> Language:
    """The language that a locale's name stands for."""
    name = name.split(".")[0].lower().replace("-", "_")
    if name.startswith("en"):
        return "en"
    parts = name.replace("(", "_").replace(")", "_").split("_")
    traditional = "hans" not in parts and any(part in _TRADITIONAL for part in parts)
    if name.startswith(("zh", "chinese")) and traditional:
        return "zh-Hant"
    return DEFAULT_LANGUAGE
