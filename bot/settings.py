"""What the environment and `.env` say: the only place that names environment variables."""

import re
from pathlib import Path
from typing import Annotated, Final, Literal

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

KNOWLEDGE_VARIABLE: Final = "KNOWLEDGE_DIR"
TOKEN_VARIABLE: Final = "TELEGRAM_BOT_TOKEN"


class SettingsError(Exception):
    """One sentence that names the variable to mend and what it takes, never its value."""


def _capitals(value: object) -> object:
    return value.strip().upper() if isinstance(value, str) else value


def _like_a_token(token: SecretStr) -> SecretStr:
    if not re.fullmatch(r"[0-9]+:[A-Za-z0-9_-]+", token.get_secret_value()):
        raise ValueError("not a token")
    return token


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

    knowledge_dir: Path = Field(default=Path("seeds"), description="a folder's path")
    log_level: Annotated[
        Literal["DEBUG", "INFO", "WARNING", "ERROR"], BeforeValidator(_capitals)
    ] = Field(default="INFO", description="DEBUG, INFO, WARNING or ERROR")
    telegram_bot_token: Annotated[SecretStr, AfterValidator(_like_a_token)] | None = Field(
        default=None, description="a bot's token as @BotFather writes it (digits, a colon, letters)"
    )


def read_settings() -> Settings:
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
