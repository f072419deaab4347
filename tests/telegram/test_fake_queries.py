"""Pressed buttons, inline queries and guests are answered once and within the limits."""

import pytest

from tests.telegram.client import Client
from tests.telegram.server import FakeTelegram
from tests.telegram.world import Chat, Json, Person

pytestmark = pytest.mark.asyncio
BUTTONS = {"inline_keyboard": [[{"text": "下一条", "callback_data": "n:1"}]]}


async def test_a_press_is_answered_once(
    telegram: FakeTelegram, bot: Client, alice: Person, home: Chat
) -> None:
    await bot.result("sendMessage", chat_id=home.id, text="a", reply_markup=BUTTONS)
    query = telegram.press(alice, await telegram.next_message(home), "下一")
    too_old = (
        "400 Bad Request: query is too old and response timeout expired or query ID is invalid"
    )
    long = "字" * 201
    answer = await bot.refusal("answerCallbackQuery", callback_query_id=query.id, text=long)
    assert answer == "400 Bad Request: MESSAGE_TOO_LONG"
    await bot.result("answerCallbackQuery", callback_query_id=query.id, text="好", show_alert=True)
    assert (await telegram.answer_to(query))["text"] == "好"
    assert await bot.refusal("answerCallbackQuery", callback_query_id=query.id) == too_old
    assert await bot.refusal("answerCallbackQuery", callback_query_id="1") == too_old


async def test_a_press_too_long_ago_cannot_be_answered(
    telegram: FakeTelegram, bot: Client, alice: Person, home: Chat
) -> None:
    await bot.result("sendMessage", chat_id=home.id, text="a", reply_markup=BUTTONS)
    query = telegram.press(alice, await telegram.next_message(home), "下一")
    telegram.expire(query)
    assert "query is too old" in await bot.refusal(
        "answerCallbackQuery", callback_query_id=query.id
    )


async def test_an_inline_message_is_edited_by_its_own_id(
    telegram: FakeTelegram, bot: Client, alice: Person, home: Chat
) -> None:
    await bot.result("sendMessage", chat_id=home.id, text="a", reply_markup=BUTTONS)
    message = await telegram.next_message(home)
    telegram.press(alice, message, "下一", inline=True)
    [pressed] = await bot.result("getUpdates")
    assert "message" not in pressed["callback_query"]
    inline_id = pressed["callback_query"]["inline_message_id"]
    assert await bot.result("editMessageText", inline_message_id=inline_id, text="b") is True
    assert message.text == "b"
    answer = await bot.refusal("editMessageText", inline_message_id="unknown", text="b")
    assert answer == "400 Bad Request: MESSAGE_ID_INVALID"


async def test_a_pressed_message_may_be_inaccessible(
    telegram: FakeTelegram, bot: Client, alice: Person, home: Chat
) -> None:
    await bot.result("sendMessage", chat_id=home.id, text="a", reply_markup=BUTTONS)
    message = await telegram.next_message(home)
    telegram.press(alice, message, data="forged", inaccessible=True)
    [update] = await bot.result("getUpdates")
    assert update["callback_query"]["message"]["date"] == 0
    assert update["callback_query"]["data"] == "forged"


def article(result_id: str = "1", text: str = "a") -> Json:
    content = {"message_text": text, "parse_mode": "HTML"}
    return {"type": "article", "id": result_id, "title": "t", "input_message_content": content}


@pytest.mark.parametrize(
    ("parameters", "reason"),
    [
        ({"results": [article(str(n)) for n in range(51)]}, "RESULTS_TOO_MUCH"),
        ({"results": [article("字" * 22)]}, "RESULT_ID_INVALID"),
        ({"results": [article(""), article()]}, "RESULT_ID_INVALID"),
        ({"results": [article(), article()]}, "RESULT_ID_DUPLICATE"),
        ({"results": [], "next_offset": "x" * 65}, "NEXT_OFFSET_INVALID"),
        ({"results": [], "button": {"text": " "}}, "SWITCH_PM_TEXT_EMPTY"),
        ({"results": [], "button": {"text": "a", "start_parameter": "字"}}, "START_PARAM_INVALID"),
        ({"results": [article(text="<p>a</p>")]}, 'Unsupported start tag "p"'),
        ({"results": [article() | {"subtitle": "a"}]}, 'has no field "subtitle"'),
        ({"results": [{"type": "article", "id": "1"}]}, "Can't find field"),
    ],
)
async def test_inline_results_against_the_rules_are_refused(
    telegram: FakeTelegram, bot: Client, alice: Person, parameters: Json, reason: str
) -> None:
    query = telegram.ask_inline(alice, "可灵")
    assert reason in await bot.refusal("answerInlineQuery", inline_query_id=query.id, **parameters)


async def test_a_chosen_result_is_a_message_via_the_bot(
    telegram: FakeTelegram, bot: Client, alice: Person, home: Chat
) -> None:
    query = telegram.ask_inline(alice, "可灵")
    await bot.result(
        "answerInlineQuery", inline_query_id=query.id, results=[article(text="<b>好</b>")]
    )
    message = telegram.choose(query, home)
    assert message.bold == ["好"]
    assert "via_bot" in (await bot.result("getUpdates"))[-1]["message"]


async def test_a_guest_is_answered_once_and_not_by_send_message(
    telegram: FakeTelegram, bot: Client, alice: Person
) -> None:
    elsewhere = telegram.group("别处", members=[alice], bot_is_member=False)
    query = telegram.ask_as_guest(alice, "@chuchu_test_bot 可灵", elsewhere)
    answer = await bot.refusal("sendMessage", chat_id=elsewhere.id, text="a")
    assert answer == "400 Bad Request: chat not found"
    sent = await bot.result("answerGuestQuery", guest_query_id=query.id, result=article())
    answered = await telegram.next_message(elsewhere)
    assert sent == {"inline_message_id": answered.inline_id}
    edit = {"inline_message_id": answered.inline_id, "text": "改"}
    assert await bot.result("editMessageText", **edit) is True
    assert answered.text == "改"
    assert await bot.refusal("answerGuestQuery", guest_query_id=query.id, result=article())
