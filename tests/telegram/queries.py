"""The methods that answer a pressed button, an inline query or a guest."""

import re
from itertools import count
from typing import Any

from tests.telegram.html import length
from tests.telegram.keyboards import inline_buttons
from tests.telegram.messages import formatted
from tests.telegram.refusal import bad_request
from tests.telegram.world import Chat, Json, Message, Person, Query, World

_TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
_MOST_RESULTS, _LONGEST_ALERT, _LONGEST_ID, _LONGEST_OFFSET = 50, 200, 64, 64
_inline_ids = count(1)


def new_inline_id() -> str:
    return f"AAInline{next(_inline_ids):08}"


def post_result(world: World, chat: Chat, sender: Person, result: Json, **extra: Any) -> Message:
    """The message that a result of an inline or guest query becomes."""
    content = result["input_message_content"]
    shown = formatted(world, content, "message_text")
    message = world.post(
        chat,
        sender,
        shown.text,
        entities=shown.entities,
        buttons=inline_buttons(result.get("reply_markup")),
        link_preview=content.get("link_preview_options"),
        extra=extra,
    )
    message.inline_id = new_inline_id()
    world.inline[message.inline_id] = message
    return message


def answer_callback_query(world: World, parameters: Json) -> bool:
    query = _open(world, parameters["callback_query_id"])
    if length(parameters.get("text", "")) > _LONGEST_ALERT:
        raise bad_request("MESSAGE_TOO_LONG")
    query.answer = parameters
    return True


def answer_inline_query(world: World, parameters: Json) -> bool:
    query = _open(world, parameters["inline_query_id"])
    results = parameters["results"]
    if len(results) > _MOST_RESULTS:
        raise bad_request("RESULTS_TOO_MUCH")
    ids = [result["id"] for result in results]
    if not all(1 <= len(result_id.encode()) <= _LONGEST_ID for result_id in ids):
        raise bad_request("RESULT_ID_INVALID")
    if len(set(ids)) < len(ids):
        raise bad_request("RESULT_ID_DUPLICATE")
    if len(parameters.get("next_offset", "").encode()) > _LONGEST_OFFSET:
        raise bad_request("NEXT_OFFSET_INVALID")
    for result in results:
        _check_result(world, result)
    if button := parameters.get("button"):
        _check_button(button)
    query.answer = parameters
    return True


def answer_guest_query(world: World, parameters: Json) -> Json:
    query = _open(world, parameters["guest_query_id"])
    _check_result(world, parameters["result"])
    query.answer = parameters
    asked = query.message
    assert asked, "a guest's query has a message"
    message = post_result(world, asked.chat, world.bot, parameters["result"])
    message.reply_to = asked.id
    asked.chat.from_bot.append(message)
    return {"inline_message_id": message.inline_id}


def _open(world: World, query_id: str) -> Query:
    query = world.queries.get(query_id)
    if query is None or query.answer is not None:
        raise bad_request(_TOO_OLD)
    return query


def _check_button(button: Json) -> None:
    if not button["text"].strip():
        raise bad_request("SWITCH_PM_TEXT_EMPTY")
    if not re.fullmatch(r"[A-Za-z0-9_-]{1,64}", button.get("start_parameter", ""), re.ASCII):
        raise bad_request("START_PARAM_INVALID")


def _check_result(world: World, result: Json) -> None:
    if result["type"] == "article" and not result["title"].strip():
        raise bad_request("ARTICLE_TITLE_EMPTY")
    content = result.get("input_message_content", {})
    if "message_text" in content:
        formatted(world, content, "message_text")
    inline_buttons(result.get("reply_markup"))
