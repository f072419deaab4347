"""Where the bot may write, what it hears there, and its commands."""

import pytest

from tests.telegram.client import Client
from tests.telegram.server import FakeTelegram
from tests.telegram.world import Chat, Json, Person

pytestmark = pytest.mark.asyncio


async def test_where_the_bot_may_not_write_it_is_told_why(
    telegram: FakeTelegram, bot: Client, alice: Person, group: Chat
) -> None:
    async def why(chat_id: int) -> str:
        return await bot.refusal("sendMessage", chat_id=chat_id, text="a")

    strange = telegram.group("别处", bot_is_member=False)
    assert await why(strange.id) == "400 Bad Request: chat not found"
    assert await why(alice.id) == "403 Forbidden: bot can't initiate conversation with a user"
    telegram.block(alice)
    assert await why(alice.id) == "403 Forbidden: bot was blocked by the user"
    telegram.restrict_bot(group)
    rights = "400 Bad Request: not enough rights to send text messages to the chat"
    assert await why(group.id) == rights
    telegram.promote_bot(group)
    await bot.result("leaveChat", chat_id=group.id)
    assert await why(group.id) == "403 Forbidden: bot is not a member of the supergroup chat"
    telegram.remove_bot(group)
    assert await why(group.id) == "403 Forbidden: bot was kicked from the supergroup chat"


async def test_a_group_that_became_a_supergroup_names_the_new_one(
    telegram: FakeTelegram, bot: Client, alice: Person
) -> None:
    old = telegram.group("旧", "group", [alice])
    new = telegram.migrate(old)
    answer = await bot.ask("sendMessage", chat_id=old.id, text="a")
    assert answer["parameters"] == {"migrate_to_chat_id": new.id}
    assert answer["description"] == ("Bad Request: group chat was upgraded to a supergroup chat")
    assert await bot.result("sendMessage", chat_id=new.id, text="a")


async def test_a_reply_in_a_supergroup_carries_a_thread_that_is_no_topic(
    telegram: FakeTelegram, bot: Client, alice: Person, group: Chat
) -> None:
    first = telegram.say(alice, group, "/ask 可灵")
    telegram.say(alice, group, "/ask 再问", reply_to=first)
    update = (await bot.result("getUpdates"))[-1]["message"]
    assert update["message_thread_id"] == first.id
    assert "is_topic_message" not in update
    answer = await bot.refusal(
        "sendMessage", chat_id=group.id, text="a", message_thread_id=first.id
    )
    assert answer == "400 Bad Request: message thread not found"


async def test_a_topic_keeps_its_messages_together(
    telegram: FakeTelegram, bot: Client, alice: Person
) -> None:
    forum = telegram.group("论坛", "forum", [alice])
    topic = telegram.topic(forum, "器材")
    question = telegram.say(alice, forum, "/ask 可灵", topic=topic)
    [update] = await bot.result("getUpdates")
    assert update["message"]["is_topic_message"]
    assert "forum_topic_created" in update["message"]["reply_to_message"]
    reply = {"message_id": question.id}
    await bot.result("sendMessage", chat_id=forum.id, text="a", reply_parameters=reply)
    answered = await telegram.next_message(forum)
    assert (answered.thread_id, answered.in_topic) == (topic, True)
    for nowhere in (1, question.id):
        answer = await bot.refusal(
            "sendMessage", chat_id=forum.id, text="a", message_thread_id=nowhere
        )
        assert answer == "400 Bad Request: message thread not found"


@pytest.mark.parametrize(
    ("text", "delivered"),
    [
        ("大家好", False),
        ("/ask 可灵", True),
        ("/ask@chuchu_test_bot 可灵", True),
        ("/ask@other_bot 可灵", False),
        ("试试 /ask 可灵", False),
        ("@chuchu_test_bot 可灵", True),
        ("@other_bot 可灵", False),
    ],
)
async def test_privacy_mode_hides_talk_that_is_not_for_the_bot(
    telegram: FakeTelegram, bot: Client, alice: Person, group: Chat, text: str, delivered: bool
) -> None:
    assert telegram.say(alice, group, text).delivered is delivered
    assert bool(await bot.result("getUpdates")) is delivered


async def test_a_reply_to_the_bot_reaches_it(
    telegram: FakeTelegram, bot: Client, alice: Person, group: Chat
) -> None:
    await bot.result("sendMessage", chat_id=group.id, text="答")
    answer = await telegram.next_message(group)
    assert telegram.say(alice, group, "那收入呢", reply_to=answer).delivered


@pytest.mark.parametrize(
    ("parameters", "reason"),
    [
        ({"commands": [{"command": "Ask", "description": "a"}]}, "BOT_COMMAND_INVALID"),
        ({"commands": [{"command": "a" * 33, "description": "a"}]}, "BOT_COMMAND_INVALID"),
        ({"commands": [{"command": "ask", "description": ""}]}, "BOT_COMMAND_DESCRIPTION_INVALID"),
        (
            {"commands": [{"command": "ask", "description": "a" * 257}]},
            "BOT_COMMAND_DESCRIPTION_INVALID",
        ),
        (
            {"commands": [{"command": f"a{n}", "description": "a"} for n in range(101)]},
            "BOT_COMMANDS_TOO_MUCH",
        ),
        ({"commands": [], "language_code": "zh-hans"}, "invalid language code specified"),
        ({"commands": [], "scope": {"type": "chat", "chat_id": 4242}}, "chat not found"),
        ({"commands": [], "scope": {"type": "everybody"}}, 'has no type "everybody"'),
        ({}, "commands is empty"),
    ],
)
async def test_commands_against_the_rules_are_refused(
    bot: Client, parameters: Json, reason: str
) -> None:
    assert reason in await bot.refusal("setMyCommands", **parameters)


async def test_commands_are_kept_by_scope_and_language(
    telegram: FakeTelegram, bot: Client, alice: Person, group: Chat
) -> None:
    commands = [{"command": "ask", "description": "问"}]
    scope = {"type": "all_private_chats"}
    await bot.result("setMyCommands", commands=commands, scope=scope, language_code="zh")
    assert await bot.result("getMyCommands", scope=scope, language_code="zh") == commands
    assert await bot.result("getMyCommands") == []
    hers = {"type": "chat", "chat_id": alice.id}
    answer = await bot.refusal("setMyCommands", commands=commands, scope=hers)
    assert answer == "400 Bad Request: chat not found"
    telegram.private(alice)
    assert await bot.result("setMyCommands", commands=commands, scope=hers)


async def test_an_ephemeral_answer_has_no_message_id_and_a_plain_one_is_seen_as_a_leak(
    telegram: FakeTelegram, bot: Client, alice: Person, group: Chat
) -> None:
    telegram.say(alice, group, "/ask 私事", message_id=0, ephemeral_message_id=7)
    [update] = await bot.result("getUpdates")
    assert update["message"]["message_id"] == 0
    sent = await bot.result(
        "sendMessage",
        chat_id=group.id,
        text="a",
        ephemeral_message_parameters={"receiver_user_id": alice.id},
        reply_parameters={"ephemeral_message_id": 7},
    )
    assert sent["message_id"] == 0
    assert sent["receiver_user"]["id"] == alice.id
    await bot.result("sendMessage", chat_id=group.id, text="泄露")
    private, public = await telegram.next_message(group), await telegram.next_message(group)
    assert private.receiver == alice.id
    assert public.receiver is None


async def test_the_bots_places_change_as_people_decide(
    telegram: FakeTelegram, bot: Client, alice: Person
) -> None:
    group = telegram.group("新", members=[alice], bot_is_member=False)
    telegram.add_bot(group, by=alice)
    telegram.promote_bot(group)
    telegram.remove_bot(group)
    changes = [u["my_chat_member"] for u in await bot.result("getUpdates") if "message" not in u]
    statuses = [
        (change["old_chat_member"]["status"], change["new_chat_member"]["status"])
        for change in changes
    ]
    assert statuses == [
        ("left", "member"),
        ("member", "administrator"),
        ("administrator", "kicked"),
    ]


async def test_only_an_administrator_deletes_what_others_said(
    telegram: FakeTelegram, bot: Client, alice: Person, group: Chat
) -> None:
    hers: Json = {"chat_id": group.id, "message_id": telegram.say(alice, group, "大家好").id}
    answer = await bot.refusal("deleteMessage", **hers)
    assert answer == "400 Bad Request: message can't be deleted for everyone"
    telegram.promote_bot(group)
    await bot.result("deleteMessage", **hers)
    answer = await bot.refusal("deleteMessage", **hers)
    assert answer == "400 Bad Request: message to delete not found"


async def test_only_actions_that_there_are_can_be_shown(bot: Client, home: Chat) -> None:
    assert await bot.result("sendChatAction", chat_id=home.id, action="typing")
    answer = await bot.refusal("sendChatAction", chat_id=home.id, action="searching")
    assert answer == "400 Bad Request: wrong parameter action in request"
