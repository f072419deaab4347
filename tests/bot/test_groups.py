"""A group's settings: as they are kept, and what becomes of damaged ones."""

import pytest

from bot.groups import CHOICES, GroupSettings

DEFAULTS = GroupSettings()
CHOSEN = GroupSettings("questions", "zh-Hant", "long", 17, "kept", "all", "off")


@pytest.mark.parametrize("settings", [DEFAULTS, CHOSEN])
def test_what_was_chosen_is_read_as_it_was_written(settings: GroupSettings) -> None:
    assert GroupSettings.read(settings.text) == settings


@pytest.mark.parametrize(
    "text", ["", "{", "null", "[]", "7", '"on"', "[" * 100_000, '{"length": ["short"]}']
)
def test_damaged_settings_are_the_defaults(text: str) -> None:
    assert GroupSettings.read(text) == DEFAULTS


@pytest.mark.parametrize(
    "damage",
    ['"length": "huge"', '"topic": -1', '"topic": true', '"topic": "x"', '"colour": "red"'],
)
def test_an_unknown_value_spoils_only_itself(damage: str) -> None:
    read = GroupSettings.read(f'{{"service": "off", {damage}}}')
    assert read == GroupSettings(service="off")


def test_every_choice_can_be_chosen_and_taken_back() -> None:
    for name, values in CHOICES.items():
        for value in values:
            chosen = CHOSEN.choosing(name, value)
            assert chosen is not None
            assert getattr(chosen, name) == value
    everywhere = CHOSEN.choosing("topic", "all")
    assert everywhere is not None
    assert everywhere.topic is None


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("length", "huge"),
        ("colour", "red"),
        ("topic", "0"),
        ("topic", "١"),
        ("text", "on"),
    ],
)
def test_what_is_no_choice_cant_be_chosen(name: str, value: str) -> None:
    assert DEFAULTS.choosing(name, value) is None
