"""Where an answer stands: in its topic, in General, or in a group's thread of replies."""

import pytest

from tests.telegram.asking import BREAD, TEA, is_about_bread, is_about_tea, is_left_alone, says
from tests.telegram.server import FakeTelegram
from tests.telegram.world import Chat, Message, Person

pytestmark = [pytest.mark.asyncio, pytest.mark.usefixtures("chuchu")]


@pytest.fixture
def forum(telegram: FakeTelegram, alice: Person) -> Chat:
    return telegram.group("论坛", kind="forum", members=[alice])


@pytest.fixture
def topic(telegram: FakeTelegram, forum: Chat) -> int:
    return telegram.topic(forum, "茶")


def thread_sent(telegram: FakeTelegram) -> object:
    return telegram.calls_of("sendMessage")[-1].parameters.get("message_thread_id")


@pytest.mark.parametrize("call", ["/ask", "@chuchu_test_bot"])
async def test_an_answer_goes_to_the_topic_of_its_question(
    telegram: FakeTelegram, alice: Person, forum: Chat, topic: int, call: str
) -> None:
    question = telegram.say(alice, forum, f"{call} {TEA}", topic=topic)
    answer = await telegram.next_message(forum)
    assert is_about_tea(answer)
    assert (answer.thread_id, answer.reply_to) == (topic, question.id)
    assert thread_sent(telegram) == topic


async def test_an_answer_goes_to_the_topic_though_its_question_has_gone(
    telegram: FakeTelegram, alice: Person, forum: Chat, topic: int
) -> None:
    telegram.delete(telegram.say(alice, forum, f"/ask {TEA}", topic=topic))
    answer = await telegram.next_message(forum)
    assert (answer.thread_id, answer.reply_to) == (topic, None)


async def test_a_reply_in_a_topic_asks_further_there(
    telegram: FakeTelegram, alice: Person, forum: Chat, topic: int
) -> None:
    telegram.say(alice, forum, f"/ask {TEA}", topic=topic)
    answer = await telegram.next_message(forum)
    further = telegram.say(alice, forum, BREAD, reply_to=answer, topic=topic)
    reply = await telegram.next_message(forum)
    assert is_about_bread(reply)
    assert (reply.thread_id, reply.reply_to) == (topic, further.id)


async def test_two_topics_keep_apart(
    telegram: FakeTelegram, alice: Person, forum: Chat, topic: int
) -> None:
    other = telegram.topic(forum, "面包")
    telegram.say(alice, forum, f"/ask {TEA}", topic=topic)
    telegram.say(alice, forum, f"/ask {BREAD}", topic=other)
    threads = [(await telegram.next_message(forum)).thread_id for _ in range(2)]
    assert threads == [topic, other]


async def test_the_general_topic_is_named_by_no_thread(
    telegram: FakeTelegram, alice: Person, forum: Chat
) -> None:
    question = telegram.say(alice, forum, f"/ask {TEA}")
    answer = await telegram.next_message(forum)
    assert answer.reply_to == question.id
    assert thread_sent(telegram) is None


@pytest.mark.parametrize("kind", ["supergroup", "forum"])
async def test_the_thread_of_replies_outside_topics_is_not_sent_back(
    telegram: FakeTelegram, alice: Person, kind: str
) -> None:
    chat = telegram.group("群", kind="forum" if kind == "forum" else "supergroup", members=[alice])
    claim = telegram.say(alice, chat, "铁观音要用95度以上的水来泡")
    question = telegram.say(alice, chat, "/ask", reply_to=claim)
    assert question.thread_id
    assert not question.in_topic
    answer = await telegram.next_message(chat)
    assert is_about_tea(answer)
    assert answer.reply_to == question.id
    assert thread_sent(telegram) is None


def opened_by_the_bot(telegram: FakeTelegram, forum: Chat, topic: int) -> Message:
    opening = forum.messages[topic]
    opening.sender = telegram.bot
    return opening


async def test_talk_in_a_topic_that_the_bot_opened_is_no_reply_to_it(
    telegram: FakeTelegram, alice: Person, forum: Chat, topic: int
) -> None:
    opened_by_the_bot(telegram, forum, topic)
    telegram.say(alice, forum, TEA, topic=topic, deliver=True)
    question = telegram.say(alice, forum, f"/ask {BREAD}", topic=topic)
    answer = await telegram.next_message(forum)
    assert is_about_bread(answer)
    assert answer.reply_to == question.id


async def test_a_bare_call_in_a_topic_does_not_ask_the_topic_itself(
    telegram: FakeTelegram, alice: Person, forum: Chat, topic: int
) -> None:
    telegram.say(alice, forum, "/ask", topic=topic)
    answer = await telegram.next_message(forum)
    assert answer.text == says("group.how", example="铁观音要用多少度的水泡？")
    assert answer.thread_id == topic


async def test_commands_are_answered_in_their_topic(
    telegram: FakeTelegram, alice: Person, forum: Chat, topic: int
) -> None:
    telegram.say(alice, forum, "/help", topic=topic)
    assert (await telegram.next_message(forum)).thread_id == topic


async def test_ordinary_talk_in_a_topic_is_left_alone(
    telegram: FakeTelegram, alice: Person, forum: Chat, topic: int
) -> None:
    telegram.say(alice, forum, TEA, topic=topic, deliver=True)
    await is_left_alone(telegram, alice, forum)


async def test_a_closed_topic_stops_no_answer_elsewhere(
    telegram: FakeTelegram, alice: Person, forum: Chat, topic: int
) -> None:
    telegram.fail("sendMessage", "refuse", description="Bad Request: TOPIC_CLOSED")
    telegram.say(alice, forum, f"/ask {TEA}", topic=topic)
    await is_left_alone(telegram, alice, forum)


async def test_a_deleted_topic_stops_no_answer_elsewhere(
    telegram: FakeTelegram, alice: Person, forum: Chat, topic: int
) -> None:
    telegram.say(alice, forum, f"/ask {TEA}", topic=topic)
    del forum.topics[topic]
    await is_left_alone(telegram, alice, forum)
