"""What the environment and `.env` may say."""

import re
from pathlib import Path

import pytest
from bot_house import REPOSITORY

from bot.cli import main
from bot.settings import (
    KNOWLEDGE_VARIABLE,
    TOKEN_VARIABLE,
    Settings,
    SettingsError,
    read_settings,
)

VARIABLES = [name.upper() for name in Settings.model_fields]


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for variable in VARIABLES:
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_example_lists_exactly_what_is_read() -> None:
    example = (REPOSITORY / ".env.example").read_text("utf-8")
    assert re.findall(r"^#? ?([A-Z_]+)=", example, re.MULTILINE) == VARIABLES


def test_the_example_means_the_defaults(elsewhere: Path) -> None:
    defaults = read_settings()
    (elsewhere / ".env").write_bytes((REPOSITORY / ".env.example").read_bytes())
    assert read_settings() == defaults


def test_the_names_shown_to_readers_are_the_names_read() -> None:
    assert {KNOWLEDGE_VARIABLE, TOKEN_VARIABLE} <= set(VARIABLES)


def test_the_environment_wins_over_the_file(
    elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (elsewhere / ".env").write_text("KNOWLEDGE_DIR=茶\nLOG_LEVEL=debug\nOTHER=1\n", "utf-8")
    assert read_settings().knowledge_dir == Path("茶")
    assert read_settings().log_level == "DEBUG"
    monkeypatch.setenv("KNOWLEDGE_DIR", "面包")
    assert read_settings().knowledge_dir == Path("面包")


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("LOG_LEVEL", "s3cret"),
        ("TELEGRAM_BOT_TOKEN", "s3cret"),
        ("TELEGRAM_BOT_TOKEN", "1:s3cret!"),
    ],
)
def test_a_bad_value_is_one_line_that_names_the_variable_and_never_the_value(
    variable: str, value: str, elsewhere: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (elsewhere / ".env").write_text(f"{variable}={value}\n", "utf-8")
    with pytest.raises(SettingsError, match=f"^{variable} takes ") as raised:
        read_settings()
    assert "s3cret" not in str(raised.value)
    assert main(["ask", "x"]) == 2
    err = capsys.readouterr().err
    assert err.startswith(f"chuchu: {variable} takes ")
    assert "s3cret" not in err
    assert err.count("\n") == 1


def test_several_bad_values_are_still_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOG_LEVEL", "loud")
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "none")
    with pytest.raises(SettingsError, match=r"^LOG_LEVEL takes .*; TELEGRAM_BOT_TOKEN takes .*$"):
        read_settings()


def test_a_token_is_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "123:s3cret")
    assert "s3cret" not in repr(read_settings())


def test_a_file_that_is_no_text_is_one_line(elsewhere: Path) -> None:
    (elsewhere / ".env").write_bytes(b"\xff\xfeK\x00")
    with pytest.raises(SettingsError, match="UTF-8"):
        read_settings()


def test_a_folder_that_is_given_needs_no_settings(
    elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOG_LEVEL", "loud")
    (elsewhere / "articles").mkdir()
    assert main(["ask", "--knowledge", str(elsewhere), "x"]) == 0


def test_a_missing_folder_that_nobody_named_says_where_to_name_one(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["ask", "x"]) == 1
    err = capsys.readouterr().err
    assert "KNOWLEDGE_DIR" in err
    assert err.count("\n") == 1
