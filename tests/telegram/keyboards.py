"""The rules for buttons under a message."""

from urllib.parse import urlsplit

from tests.telegram.html import length
from tests.telegram.refusal import bad_request
from tests.telegram.world import Button, Json

_LOOKS = {"text", "style", "icon_custom_emoji_id"}
_UNIQUE_PLACE = {"callback_game", "pay"}
_MOST_BUTTONS, _MOST_IN_A_ROW, _MOST_COPIED = 100, 8, 256


def inline_buttons(markup: Json | None) -> list[list[Button]]:
    """The rows of an inline keyboard; Telegram drops empty ones."""
    rows = [row for row in (markup or {}).get("inline_keyboard", ()) if row]
    for row in rows:
        for button in row:
            _check(button)
    if sum(map(len, rows)) > _MOST_BUTTONS or any(len(row) > _MOST_IN_A_ROW for row in rows):
        raise bad_request("reply markup is too long")
    return rows


def _check(button: Button) -> None:
    actions = button.keys() - _LOOKS
    if not button["text"].strip():
        raise bad_request("can't parse inline keyboard button: Text must be non-empty")
    if not actions:
        raise bad_request(
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
        )
    if len(actions) > 1:
        raise bad_request("can't parse inline keyboard button: exactly one action is allowed")
    if actions & _UNIQUE_PLACE:
        raise bad_request("BUTTON_TYPE_INVALID")
    if "callback_data" in button and not 1 <= len(button["callback_data"].encode()) <= 64:
        raise bad_request("BUTTON_DATA_INVALID")
    if "copy_text" in button and not 1 <= length(button["copy_text"]["text"]) <= _MOST_COPIED:
        raise bad_request("BUTTON_COPY_TEXT_INVALID")
    if length(button.get("switch_inline_query", "")) > _MOST_COPIED:
        raise bad_request("BUTTON_DATA_INVALID")
    if "url" in button:
        _check_url(button["url"])


def _check_url(url: str) -> None:
    parts = urlsplit(url if "://" in url else f"http://{url}")
    if parts.scheme == "tg":
        return
    refusal = f"inline keyboard button URL '{url}' is invalid: "
    if parts.scheme not in ("http", "https"):
        raise bad_request(f"{refusal}Unsupported URL protocol")
    if "." not in (parts.hostname or "").strip(".") or any(c.isspace() for c in url):
        raise bad_request(f"{refusal}Wrong HTTP URL")
