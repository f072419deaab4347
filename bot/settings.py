"""What the environment and `.env` say: the only place that names environment variables."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Final, Literal, Self
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationError
from pydantic import model_validator as checks
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

KNOWLEDGE_VARIABLE: Final = "KNOWLEDGE_DIR"
DATA_VARIABLE: Final = "DATA_DIR"
TOKEN_VARIABLE: Final = "TELEGRAM_BOT_TOKEN"
TOKEN_FILE_VARIABLE: Final = "TELEGRAM_BOT_TOKEN_FILE"
ALLOWED_VARIABLE: Final = "ALLOWED_CHATS"
API_URL_VARIABLE: Final = "TELEGRAM_API_URL"
PROXY_VARIABLE: Final = "TELEGRAM_PROXY"
EPHEMERAL_VARIABLE: Final = "EPHEMERAL_ASK"
CARDS_VARIABLE: Final = "QUOTE_CARDS"
FONT_VARIABLE: Final = "QUOTE_CARD_FONT"
TELEGRAM: Final = "https://api.telegram.org"

_A_TOKEN: Final = "a bot's token as @BotFather writes it (digits, a colon, letters)"
_A_PROXY: Final = "a proxy's address that begins with http://, https://, socks5:// or socks5h://"
_LONGEST_TOKEN_FILE: Final = 4096


class SettingsError(Exception):
    """One sentence that names the variable to mend and what it takes, never its value."""


def _capitals(value: object) -> object:
    return value.strip().upper() if isinstance(value, str) else value


def _like_a_token(token: SecretStr) -> SecretStr:
    text = token.get_secret_value().strip()
    if not re.fullmatch(r"[0-9]+:[A-Za-z0-9_-]+", text):
        raise ValueError("not a token")
    return SecretStr(text)


def _address(*schemes: str) -> Callable[[str], str]:
    def check(value: str) -> str:
        parts = urlsplit(value.strip())
        # Reading the port refuses one that is no number.
        if parts.scheme not in schemes or not parts.hostname or parts.port == 0:
            raise ValueError("not an address")
        return value.strip().rstrip("/")

    return check


_a_proxy = _address("http", "https", "socks5", "socks5h")


def _secret_proxy(value: SecretStr) -> SecretStr:
    return SecretStr(_a_proxy(value.get_secret_value()))


def _numbers(value: object) -> object:
    # Chinese keyboards type their own comma.
    return re.split(r"[,，、;\s]+", value.strip(" ,，\t")) if isinstance(value, str) else value


Token = Annotated[SecretStr, AfterValidator(_like_a_token)]
Ids = Annotated[frozenset[int], NoDecode, BeforeValidator(_numbers)]


class Settings(BaseSettings):
    """Each field is the variable of the same name in capitals; its description, what it takes."""

    model_config = SettingsConfigDict(
        env_file=".env",
        env_file_encoding="utf-8",
        # `TELEGRAM_BOT_TOKEN=` is how .env.example says "not yet".
        env_ignore_empty=True,
        extra="ignore",
        hide_input_in_errors=True,
        frozen=True,
    )

    telegram_bot_token: Token | None = Field(default=None, description=_A_TOKEN)
    telegram_bot_token_file: Path | None = Field(
        default=None, description=f"the path of a file that holds {_A_TOKEN}"
    )
    admin_ids: Ids = Field(
        default=frozenset(), description="user ids, numbers with commas between them"
    )
    allowed_chats: Ids = Field(
        default=frozenset(), description="chat ids, numbers with commas between them"
    )
    knowledge_dir: Path = Field(default=Path("seeds"), description="a folder's path")
    watch_knowledge: bool = Field(default=True, description="true or false")
    data_dir: Path = Field(default=Path("data"), description="a folder's path")
    keep_days: int = Field(default=90, ge=1, le=3650, description="a number of days from 1 to 3650")
    telegram_api_url: Annotated[str, AfterValidator(_address("http", "https"))] = Field(
        default=TELEGRAM, description="an address that begins with http:// or https://"
    )
    telegram_proxy: Annotated[SecretStr, AfterValidator(_secret_proxy)] | None = Field(
        default=None,
        description=_A_PROXY,
    )
    quote_cards: bool = Field(default=False, description="true or false")
    quote_card_font: Path | None = Field(default=None, description="the path of a font")
    notice_seconds: int = Field(
        default=60,
        ge=0,
        le=86_400,
        description="a number of seconds from 1 to 86400, or 0 for notices that stay",
    )
    ephemeral_ask: bool = Field(default=False, description="true or false")
    questions_per_minute: float = Field(
        default=20, ge=0, allow_inf_nan=False, description="a positive number, or 0 for no limit"
    )
    question_burst: int = Field(default=5, ge=1, description="a whole number from 1")
    sends_per_second: float = Field(
        default=30, ge=0, allow_inf_nan=False, description="a positive number, or 0 for no limit"
    )
    group_sends_per_minute: float = Field(
        default=20, ge=0, allow_inf_nan=False, description="a positive number, or 0 for no limit"
    )
    log_level: Annotated[
        Literal["DEBUG", "INFO", "WARNING", "ERROR"], BeforeValidator(_capitals)
    ] = Field(default="INFO", description="DEBUG, INFO, WARNING or ERROR")

    @checks(mode="after")
    def _one_token(self) -> Self:
        if self.telegram_bot_token is not None and self.telegram_bot_token_file is not None:
            raise SettingsError(
                f"{TOKEN_VARIABLE} and {TOKEN_FILE_VARIABLE}: set one of them, not both"
            )
        return self

    @property
    def token(self) -> str | None:
        """The bot's token, from the environment or from its file; None where neither is set.

        Raises SettingsError where the file can't be read or holds something else.
        """
        if self.telegram_bot_token is not None:
            return self.telegram_bot_token.get_secret_value()
        if self.telegram_bot_token_file is None:
            return None
        try:
            with self.telegram_bot_token_file.open(encoding="utf-8-sig") as file:
                text = SecretStr(file.read(_LONGEST_TOKEN_FILE).strip())
            return _like_a_token(text).get_secret_value()
        except (OSError, ValueError):
            reason = (
                f"{TOKEN_FILE_VARIABLE} takes the path of a readable file that holds {_A_TOKEN}"
            )
            raise SettingsError(reason) from None

    @property
    def secrets(self) -> list[str]:
        """What must stand in no log, beside the token. Raises SettingsError as `any_proxy`."""
        password = urlsplit(self.any_proxy or "").password
        return [password] if password else []

    @property
    def proxy(self) -> str | None:
        return self.telegram_proxy.get_secret_value() if self.telegram_proxy else None

    @property
    def any_proxy(self) -> str | None:
        """The proxy, or the one that the environment has for all programs: HTTPS_PROXY and so on.

        Raises SettingsError where that one is none.
        """
        server = urlsplit(self.telegram_api_url)
        if self.proxy or proxy_bypass(server.netloc):
            return self.proxy
        known = getproxies()
        proxy = known.get(server.scheme) or known.get("all")
        if proxy is None:
            return None
        try:
            return _a_proxy(proxy if "://" in proxy else f"http://{proxy}")
        except ValueError:
            reason = f"{server.scheme.upper()}_PROXY (or ALL_PROXY) takes {_A_PROXY}"
            raise SettingsError(reason) from None


def read_settings() -> Settings:
    """What is set. Raises SettingsError."""
    try:
        return Settings()
    except ValidationError as error:
        # Without the cause: pydantic's own text may quote the value.
        raise SettingsError(_what_to_mend(error)) from None
    except (OSError, UnicodeDecodeError):
        raise SettingsError(".env can't be read as UTF-8 text") from None


def _what_to_mend(error: ValidationError) -> str:
    names = dict.fromkeys(str(problem["loc"][0]) for problem in error.errors())
    return "; ".join(
        f"{name.upper()} takes {Settings.model_fields[name].description}" for name in names
    )
