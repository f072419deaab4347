"""The words that readers see, in three languages."""

import re
from string import Formatter
from typing import get_args

import pytest

from bot.groups import CHOICES
from bot.words import Language, Words, language_of
from tests.bot.bot_house import REPOSITORY

LANGUAGES: tuple[Language, ...] = get_args(Language)


def placeholders(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_same_keys_and_placeholders(language: Language) -> None:
    words, standard = Words.read(language).sentences, Words.read("zh-Hans").sentences
    assert list(words) == list(standard)
    assert {key: placeholders(words[key]) for key in words} == {
        key: placeholders(standard[key]) for key in standard
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_full_stop_follows_an_example_that_may_end_in_a_question_mark(
    language: Language,
) -> None:
    sentences = Words.read(language).sentences.values()
    examples = [sentence for sentence in sentences if "{example}" in sentence]
    assert examples
    assert not [each for each in examples if re.search("{example}`?[。.]", each)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_key_is_a_sentence(language: Language) -> None:
    sentences = Words.read(language).sentences
    assert all(isinstance(sentence, str) and sentence for sentence in sentences.values())


def test_every_key_has_a_user() -> None:
    code = "".join(path.read_text("utf-8") for path in (REPOSITORY / "bot").rglob("*.py"))
    built = {f"answer.{outcome}" for outcome in ("related", "nothing")}
    built |= {f"source.{outcome}" for outcome in ("answered", "related", "nothing")}
    built |= {f"talk.{manner}" for manner in ("greeting", "thanks", "goodbye")}
    built |= {f"status.{unit}" for unit in ("days", "hours", "minutes")}
    built |= {f"why.{outcome}" for outcome in ("answered", "related", "nothing")}
    built |= {f"settings.heading.{service}" for service in CHOICES["service"]}
    built |= {f"settings.{name}" for name in (*CHOICES, "topic")}
    built |= {f"settings.topic.{where}" for where in ("all", "here", "other")}
    for name, values in CHOICES.items():
        built |= {f"settings.{name}.{value}" for value in values}
    families = ("kind.", "command.", "why.held.", "why.kind.", "why.merit.")
    built |= {key for key in Words.read("en").sentences if key.startswith(families)}
    keys = set(Words.read("en").sentences)
    assert {key for key in keys if f'"{key}"' not in code and f"'{key}'" not in code} <= built


def test_readers_words_stand_only_in_the_locale_files() -> None:
    for path in (REPOSITORY / "bot").rglob("*.py"):
        code = re.sub(r'(?s:""".*?""")|#.*', "", path.read_text("utf-8"))
        assert not re.search("[\u4e00-\u9fff]", code), path


@pytest.mark.parametrize(
    ("name", "language"),
    [
        ("zh_CN.UTF-8", "zh-Hans"),
        ("zh_SG", "zh-Hans"),
        ("zh_TW.UTF-8", "zh-Hant"),
        ("zh_HK", "zh-Hant"),
        ("zh-Hant-HK", "zh-Hant"),
        ("zh_Hans_HK.UTF-8", "zh-Hans"),
        ("Chinese (Traditional)_Taiwan.950", "zh-Hant"),
        ("Chinese (Simplified)_China.936", "zh-Hans"),
        ("en_US.UTF-8", "en"),
        ("English_United States.1252", "en"),
        ("C.UTF-8", "zh-Hans"),
        ("C", "zh-Hans"),
        ("de_DE.UTF-8", "zh-Hans"),
    ],
)
def test_the_locale_chooses_the_language(name: str, language: Language) -> None:
    assert language_of(name) == language


def test_a_value_is_never_read_as_a_placeholder() -> None:
    assert "{x}" in Words.read("en")("answer.corrected", text="{x}")
