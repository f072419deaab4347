"""Which language each reader is spoken to in."""

import re
from collections.abc import Mapping
from functools import cache
from typing import Final, get_args

from opencc import OpenCC
from telegram import User

from bot.groups import GroupSettings
from bot.state import State
from bot.words import DEFAULT_LANGUAGE, Language, Words

_TRADITIONAL: Final = ("hant", "tw", "hk", "mo")
_CHINESE: Final = re.compile("[\u3400-\u9fff]")


class Readers:
    """Finds the words for a reader: as chosen, else as Telegram says, else as they write."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._words: dict[Language, Words] = {
            language: Words.read(language) for language in get_args(Language)
        }

    async def words(self, user: User | None, text: str = "", chat_id: int | None = None) -> Words:
        """The words for who wrote this text; nobody in particular, for who writes as a group.

        In a group whose admins chose a language, it is that one.
        """
        group = await self._state.group(chat_id) if chat_id is not None else GroupSettings()
        if group.own_language:
            return self._words[group.own_language]
        chosen = await self._state.language_of(user.id) if user else None
        code = user.language_code if user else None
        return self._words[chosen or language_for(code, text)]

    @property
    def languages(self) -> Mapping[Language, str]:
        """Each language by its own name."""
        return {language: words("language.name") for language, words in self._words.items()}

    def of(self, language: Language) -> Words:
        return self._words[language]


def language_for(code: str | None, text: str) -> Language:
    """The language for an IETF tag as Telegram gives it, else for the script of a text."""
    name, *parts = (code or "").lower().replace("_", "-").split("-")
    if name == "en":
        return "en"
    if name == "zh" and parts:
        # In zh-Hans-HK the script counts, not the place.
        traditional = "hans" not in parts and any(part in _TRADITIONAL for part in parts)
        return "zh-Hant" if traditional else "zh-Hans"
    if _CHINESE.search(text):
        # A half surrogate pair, such as a group's title may have, is more than OpenCC can take.
        text = text.encode("utf-8", "ignore").decode()
        return "zh-Hant" if _to_simplified().convert(text) != text else "zh-Hans"
    if name == "zh" or (not name and not re.search("[A-Za-z]", text)):
        return DEFAULT_LANGUAGE
    return "en"


@cache
def _to_simplified() -> OpenCC:
    return OpenCC("t2s")
