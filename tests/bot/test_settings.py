"""What the environment and `.env` may say."""

import os
import re
from pathlib import Path

import pytest

from bot.cli import main
from bot.settings import (
    KNOWLEDGE_VARIABLE,
    TOKEN_VARIABLE,
    Settings,
    SettingsError,
    read_settings,
)
from tests.bot.bot_house import REPOSITORY

VARIABLES = [name.upper() for name in Settings.model_fields]


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    proxies = [name for name in os.environ if name.upper().endswith("_PROXY")]
    for variable in (*VARIABLES, *proxies):
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
        ("ADMIN_IDS", "12,s3cret"),
        ("ALLOWED_CHATS", "@s3cret"),
        ("WATCH_KNOWLEDGE", "s3cret"),
        ("KEEP_DAYS", "s3cret"),
        ("TELEGRAM_API_URL", "s3cret.example"),
        ("TELEGRAM_API_URL", "ftp://s3cret.example"),
        ("TELEGRAM_API_URL", "http://s3cret.example:99999"),
        ("TELEGRAM_PROXY", "s3cret:1080"),
        ("TELEGRAM_PROXY", "ftp://user:s3cret@host"),
        ("QUESTIONS_PER_MINUTE", "s3cret"),
        ("QUESTION_BURST", "s3cret"),
        ("SENDS_PER_SECOND", "s3cret"),
        ("GROUP_SENDS_PER_MINUTE", "s3cret"),
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
    with pytest.raises(SettingsError, match=r"^TELEGRAM_BOT_TOKEN takes .*; LOG_LEVEL takes .*$"):
        read_settings()


def test_a_token_is_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "123:s3cret")
    assert "s3cret" not in repr(read_settings())


@pytest.mark.parametrize("ids", ["7,-100", " 7, -100 ", "7，-100", "7 -100", "7、-100,"])
def test_ids_are_numbers_however_they_are_parted(ids: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADMIN_IDS", ids)
    assert read_settings().admin_ids == {7, -100}


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("KEEP_DAYS", "0"),
        ("QUESTION_BURST", "0"),
        ("QUESTIONS_PER_MINUTE", "-1"),
        ("SENDS_PER_SECOND", "nan"),
        ("SENDS_PER_SECOND", "inf"),
    ],
)
def test_a_number_out_of_range_is_a_bad_value(
    variable: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(variable, value)
    with pytest.raises(SettingsError, match=f"^{variable} takes "):
        read_settings()


def test_a_token_may_come_from_a_file(elsewhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (elsewhere / "token").write_text("\ufeff123:abc\n", "utf-8")
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN_FILE", "token")
    assert read_settings().token == "123:abc"


@pytest.mark.parametrize("content", [b"", b"s3cret", b"\xff\xfe", b"1:a\n2:s3cret"])
def test_a_file_without_a_token_is_one_line_that_names_the_variable(
    content: bytes, elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (elsewhere / "token").write_bytes(content)
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN_FILE", "token")
    with pytest.raises(SettingsError, match=r"^TELEGRAM_BOT_TOKEN_FILE takes ") as raised:
        _ = read_settings().token
    assert "s3cret" not in str(raised.value)


def test_a_missing_token_file_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN_FILE", "nowhere")
    with pytest.raises(SettingsError, match=r"^TELEGRAM_BOT_TOKEN_FILE takes "):
        _ = read_settings().token


def test_two_tokens_are_one_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "1:a")
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN_FILE", "token")
    with pytest.raises(SettingsError, match="not both"):
        read_settings()


def test_a_proxys_password_is_a_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_PROXY", "socks5://user:s3cret@host:1080")
    settings = read_settings()
    assert settings.proxy == "socks5://user:s3cret@host:1080"
    assert settings.secrets == ["s3cret"]
    assert "s3cret" not in repr(settings)


@pytest.mark.parametrize(
    ("given", "proxy"),
    [
        ({"HTTPS_PROXY": "http://user:s3cret@host:1"}, "http://user:s3cret@host:1"),
        ({"https_proxy": "user:s3cret@host:1"}, "http://user:s3cret@host:1"),
        ({"ALL_PROXY": "socks5://user:s3cret@host"}, "socks5://user:s3cret@host"),
        ({"HTTPS_PROXY": "http://host:1", "NO_PROXY": "telegram.org"}, None),
        ({"HTTPS_PROXY": "http://host:1", "TELEGRAM_API_URL": "http://here:8081"}, None),
        ({"HTTP_PROXY": "http://host:1"}, None),
        (
            {"HTTPS_PROXY": "http://host:1", "TELEGRAM_PROXY": "http://user:s3cret@own"},
            "http://user:s3cret@own",
        ),
    ],
)
def test_where_no_proxy_is_set_the_environments_is_taken(
    monkeypatch: pytest.MonkeyPatch, given: dict[str, str], proxy: str | None
) -> None:
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    settings = read_settings()
    assert settings.any_proxy == proxy
    assert settings.proxy == given.get("TELEGRAM_PROXY")
    assert settings.secrets == (["s3cret"] if proxy else [])


@pytest.mark.parametrize(
    "value", ["ftp://user:s3cret@host", "http://user:s3cret@host:x", "http://"]
)
def test_an_unusable_proxy_of_the_environment_is_named(
    monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", value)
    with pytest.raises(SettingsError, match=r"^HTTPS_PROXY \(or ALL_PROXY\) takes") as failed:
        _ = read_settings().any_proxy
    assert "s3cret" not in str(failed.value)


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
