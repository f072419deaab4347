"""What may be sent and edited, as Telegram has it."""

import pytest

from tests.telegram.client import Client
from tests.telegram.server import FakeTelegram
from tests.telegram.world import Chat, Json, Person

pytestmark = pytest.mark.asyncio
BUTTONS = {"inline_keyboard": [[{"text": "下一条", "callback_data": "n:1"}]]}


@pytest.mark.parametrize(
    ("parameters", "reason"),
    [
        ({"text": None}, "message text is empty"),
        ({"text": "  \n"}, "message text is empty"),
        ({"text": "<b> </b>", "parse_mode": "HTML"}, "message text is empty"),
        ({"text": "字" * 4097}, "message is too long"),
        ({"text": "😀" * 2049}, "message is too long"),
        ({"text": "a<br>b", "parse_mode": "HTML"}, 'Unsupported start tag "br" at byte offset 1'),
        ({"text": "<b>a", "parse_mode": "HTML"}, "can't parse entities: Can't find end tag"),
        ({"text": "a", "parse_mode": "XML"}, "unsupported parse_mode"),
        ({"text": "a", "reply_markup": "{"}, "can't parse reply keyboard markup JSON object"),
        ({"text": "a", "colour": "red"}, "sendMessage has no parameter 'colour'"),
        ({"text": "a", "chat_id": None}, "chat_id is empty"),
        ({"text": "a", "link_preview_options": {"url": 7}}, "must be of type String"),
        ({"text": "a", "link_preview_options": {"off": True}}, 'has no field "off"'),
        ({"text": "a", "reply_parameters": {"message_id": 999}}, "message to be replied not found"),
        ({"text": "a", "reply_parameters": {"message_id": 0}}, "message to be replied not found"),
        ({"text": "a", "message_thread_id": 5}, "message thread not found"),
        ({"text": "a", "chat_id": 4242}, "chat not found"),
    ],
)
async def test_a_message_against_the_rules_is_refused(
    bot: Client, home: Chat, parameters: Json, reason: str
) -> None:
    chosen = {"chat_id": home.id} | parameters
    given = {name: value for name, value in chosen.items() if value is not None}
    answer = await bot.refusal("sendMessage", **given)
    assert answer.startswith("400 Bad Request: ")
    assert reason in answer


@pytest.mark.parametrize("text", ["字" * 4096, "😀" * 2048, "<b>" + "字" * 4096 + "</b>"])
async def test_a_message_of_4096_units_is_sent(bot: Client, home: Chat, text: str) -> None:
    assert await bot.result("sendMessage", chat_id=home.id, text=text, parse_mode="HTML")


@pytest.mark.parametrize(
    ("button", "reason"),
    [
        ({"text": "a"}, "Text buttons are unallowed in the inline keyboard"),
        ({"text": " ", "callback_data": "x"}, "Text must be non-empty"),
        ({"text": "a", "callback_data": ""}, "BUTTON_DATA_INVALID"),
        ({"text": "a", "callback_data": "字" * 22}, "BUTTON_DATA_INVALID"),
        ({"text": "a", "callback_data": "x" * 65}, "BUTTON_DATA_INVALID"),
        ({"text": "a", "callback_data": "x", "url": "https://a.example"}, "exactly one action"),
        ({"text": "a", "url": "http://localhost/x"}, "Wrong HTTP URL"),
        ({"text": "a", "url": "ftp://a.example"}, "Unsupported URL protocol"),
        ({"text": "a", "callback_data": 7}, "must be of type String"),
        ({"text": "a", "data": "x"}, 'InlineKeyboardButton has no field "data"'),
        ({"callback_data": "x"}, 'Can\'t find field "text"'),
    ],
)
async def test_a_button_against_the_rules_is_refused(
    bot: Client, home: Chat, button: Json, reason: str
) -> None:
    markup = {"inline_keyboard": [[button]]}
    answer = await bot.refusal("sendMessage", chat_id=home.id, text="a", reply_markup=markup)
    assert reason in answer


@pytest.mark.parametrize(
    "button",
    [
        {"text": "a", "callback_data": "x" * 64},
        {"text": "a", "url": "https://a.example/x#:~:text=字"},
        {"text": "a", "url": "tg://resolve?domain=chuchu"},
        {"text": "a", "switch_inline_query_current_chat": ""},
        {"text": "a", "callback_data": "x", "style": "primary"},
    ],
)
async def test_a_button_within_the_rules_is_sent(bot: Client, home: Chat, button: Json) -> None:
    markup = {"inline_keyboard": [[button]]}
    assert await bot.result("sendMessage", chat_id=home.id, text="a", reply_markup=markup)


async def test_a_message_carries_what_telegram_finds_in_it(
    telegram: FakeTelegram, bot: Client, home: Chat
) -> None:
    text = (
        " <blockquote expandable>可灵</blockquote> README.md <code>a.md</code> "
        '<a href="http://localhost/">x</a> <a href="https://a.example/">源</a> '
    )
    await bot.result("sendMessage", chat_id=home.id, text=text, parse_mode="HTML")
    message = await telegram.next_message(home)
    assert message.text == "可灵 README.md a.md x 源"
    assert message.quotes == ["可灵"]
    assert message.links == [("README.md", "README.md"), ("源", "https://a.example/")]


async def test_nested_quotes_are_refused(bot: Client, home: Chat) -> None:
    text = "<blockquote>a<blockquote>b</blockquote></blockquote>"
    answer = await bot.refusal("sendMessage", chat_id=home.id, text=text, parse_mode="HTML")
    assert "can't be nested" in answer


async def test_a_reply_to_a_deleted_message_is_refused_unless_allowed(
    telegram: FakeTelegram, bot: Client, alice: Person, home: Chat
) -> None:
    question = telegram.say(alice, home, "可灵是什么")
    telegram.delete(question)
    reply: Json = {"message_id": question.id}
    answer = await bot.refusal("sendMessage", chat_id=home.id, text="a", reply_parameters=reply)
    assert answer == "400 Bad Request: message to be replied not found"
    reply["allow_sending_without_reply"] = True
    await bot.result("sendMessage", chat_id=home.id, text="a", reply_parameters=reply)
    assert (await telegram.next_message(home)).reply_to is None


async def test_an_edit_that_changes_nothing_is_refused(bot: Client, home: Chat) -> None:
    sent = await bot.result("sendMessage", chat_id=home.id, text="a", reply_markup=BUTTONS)
    same = {"chat_id": home.id, "message_id": sent["message_id"], "reply_markup": BUTTONS}
    modified = (
        "400 Bad Request: message is not modified: specified new message content and reply markup "
        "are exactly the same as a current content and reply markup of the message"
    )
    assert await bot.refusal("editMessageText", text="a", **same) == modified
    assert await bot.refusal("editMessageReplyMarkup", **same) == modified


async def test_an_edit_without_a_keyboard_removes_it(
    telegram: FakeTelegram, bot: Client, home: Chat
) -> None:
    sent = await bot.result("sendMessage", chat_id=home.id, text="a", reply_markup=BUTTONS)
    message = await telegram.next_message(home)
    assert message.button_texts == [["下一条"]]
    await bot.result("editMessageText", chat_id=home.id, message_id=sent["message_id"], text="a")
    assert (await telegram.next_edit(message)).buttons == []
    assert message.edited == 1


async def test_only_the_bots_own_messages_that_are_there_can_be_edited(
    telegram: FakeTelegram, bot: Client, alice: Person, home: Chat
) -> None:
    hers = telegram.say(alice, home, "a")
    edit: Json = {"chat_id": home.id, "text": "b"}
    answer = await bot.refusal("editMessageText", message_id=hers.id, **edit)
    assert answer == "400 Bad Request: message can't be edited"
    answer = await bot.refusal("editMessageText", message_id=4242, **edit)
    assert answer == "400 Bad Request: message to edit not found"


async def test_a_quote_in_a_reply_must_stand_in_the_message(
    telegram: FakeTelegram, bot: Client, alice: Person, home: Chat
) -> None:
    question = telegram.say(alice, home, "可灵是什么")
    reply: Json = {"message_id": question.id, "quote": "可灵"}
    sent = await bot.result("sendMessage", chat_id=home.id, text="a", reply_parameters=reply)
    assert sent["quote"]["text"] == "可灵"
    reply["quote"] = "海螺"
    answer = await bot.refusal("sendMessage", chat_id=home.id, text="a", reply_parameters=reply)
    assert answer == "400 Bad Request: QUOTE_TEXT_INVALID"
