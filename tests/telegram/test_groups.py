"""What wakes the bot in a group, and what it leaves alone."""

import pytest

from tests.telegram.asking import BREAD, TEA, is_about_bread, is_about_tea, is_left_alone, says
from tests.telegram.server import FakeTelegram
from tests.telegram.world import Chat, Person

pytestmark = [pytest.mark.asyncio, pytest.mark.usefixtures("chuchu")]

CLAIM = "听说铁观音要用95度以上的水来泡"
HOW_TO_ASK = says("group.how", example="铁观音要用多少度的水泡？")


@pytest.mark.parametrize(
    "text",
    [
        f"/ask {TEA}",
        f"/ask@chuchu_test_bot {TEA}",
        f"/ASK@Chuchu_Test_Bot {TEA}",
        f"/ask\n{TEA}",
        f"/ask @chuchu_test_bot {TEA}",
        f"@chuchu_test_bot {TEA}",
        f"@Chuchu_Test_BOT {TEA}",
        f"@chuchu_test_bot /ask {TEA}",
        "铁观音 @chuchu_test_bot 要用多少度的水来泡？",
        f"{TEA} @chuchu_test_bot",
        f"🍵🍵 @chuchu_test_bot {TEA}",
        f"@chuchu_test_bot {TEA} @chuchu_test_bot",
    ],
)
async def test_a_question_to_the_bot_is_answered_as_a_reply(
    telegram: FakeTelegram, alice: Person, group: Chat, text: str
) -> None:
    question = telegram.say(alice, group, text)
    answer = await telegram.next_message(group)
    assert is_about_tea(answer)
    assert answer.reply_to == question.id
    assert "chuchu_test_bot" not in answer.text


@pytest.mark.parametrize("text", [f"/ask {TEA}", f"🍵 @chuchu_test_bot {TEA}"])
@pytest.mark.parametrize("kind", ["photo", "document"])
async def test_a_caption_asks_like_a_text(
    telegram: FakeTelegram, alice: Person, group: Chat, text: str, kind: str
) -> None:
    telegram.say(alice, group, text, caption_of=kind)
    assert is_about_tea(await telegram.next_message(group))


async def test_a_small_group_is_answered_too(telegram: FakeTelegram, alice: Person) -> None:
    group = telegram.group("小群", kind="group", members=[alice])
    question = telegram.say(alice, group, f"/ask {TEA}")
    answer = await telegram.next_message(group)
    assert is_about_tea(answer)
    assert answer.reply_to == question.id


@pytest.mark.parametrize(
    "text",
    [
        TEA,
        "你好",
        "谢谢",
        "👍",
        f"/ask@another_bot {TEA}",
        f"@another_bot {TEA}",
        f"@chuchu_test_bots {TEA}",
        f"/help@another_bot @chuchu_test_bot {TEA}",
        f"/unknown {TEA}",
        f"/asks {TEA}",
        "@chuchu_test_bot 谢谢",
    ],
)
async def test_what_is_not_asked_of_the_bot_is_left_alone(
    telegram: FakeTelegram, alice: Person, group: Chat, text: str
) -> None:
    telegram.say(alice, group, text, deliver=True)
    telegram.say(alice, group, caption_of="photo", deliver=True)
    await is_left_alone(telegram, alice, group)


@pytest.mark.parametrize("text", [f"/ask {TEA}", f"@chuchu_test_bot {TEA}"])
async def test_a_forwarded_call_is_left_alone(
    telegram: FakeTelegram, alice: Person, group: Chat, text: str
) -> None:
    telegram.say(alice, group, text, forward_from="某人", deliver=True)
    await is_left_alone(telegram, alice, group)


@pytest.mark.parametrize("call", ["/ask", "/ask@chuchu_test_bot", "@chuchu_test_bot", "／ask"])
async def test_a_bare_call_in_reply_asks_what_somebody_said(
    telegram: FakeTelegram, alice: Person, group: Chat, call: str
) -> None:
    claim = telegram.say(alice, group, CLAIM)
    question = telegram.say(alice, group, call, reply_to=claim, deliver=True)
    answer = await telegram.next_message(group)
    assert is_about_tea(answer)
    assert answer.reply_to == question.id


async def test_a_bare_call_in_reply_takes_a_caption(
    telegram: FakeTelegram, alice: Person, group: Chat
) -> None:
    claim = telegram.say(alice, group, CLAIM, caption_of="photo")
    telegram.say(alice, group, "/ask", reply_to=claim)
    assert is_about_tea(await telegram.next_message(group))


async def test_a_bare_call_in_reply_takes_the_part_that_is_quoted(
    telegram: FakeTelegram, alice: Person, group: Chat
) -> None:
    claim = telegram.say(alice, group, f"{CLAIM}。酸面包要发酵12个小时。")
    telegram.say(alice, group, "/ask", reply_to=claim, quote="酸面包要发酵12个小时")
    assert is_about_bread(await telegram.next_message(group))


@pytest.mark.parametrize("text", [f"/ask {TEA}", f"@chuchu_test_bot {TEA}"])
async def test_a_bare_call_in_reply_to_a_call_asks_the_same(
    telegram: FakeTelegram, alice: Person, group: Chat, text: str
) -> None:
    asked = telegram.say(alice, group, text, deliver=False)
    telegram.say(alice, group, "/ask", reply_to=asked)
    assert is_about_tea(await telegram.next_message(group))


@pytest.mark.parametrize("call", ["/ask", "/ask@chuchu_test_bot", "@chuchu_test_bot"])
async def test_a_bare_call_in_reply_to_a_bare_call_is_told_how(
    telegram: FakeTelegram, alice: Person, group: Chat, call: str
) -> None:
    asked = telegram.say(alice, group, call, deliver=False)
    telegram.say(alice, group, "/ask", reply_to=asked)
    assert (await telegram.next_message(group)).text == HOW_TO_ASK


async def test_words_beside_a_call_count_more_than_what_it_replies_to(
    telegram: FakeTelegram, alice: Person, group: Chat
) -> None:
    claim = telegram.say(alice, group, CLAIM)
    telegram.say(alice, group, f"/ask {BREAD}", reply_to=claim)
    assert is_about_bread(await telegram.next_message(group))


@pytest.mark.parametrize("call", ["/ask", "/ask@chuchu_test_bot", "@chuchu_test_bot"])
async def test_a_bare_call_is_told_how_in_one_line_with_an_example(
    telegram: FakeTelegram, alice: Person, group: Chat, call: str
) -> None:
    question = telegram.say(alice, group, call)
    answer = await telegram.next_message(group)
    assert answer.text == HOW_TO_ASK
    assert "\n" not in answer.text
    assert answer.reply_to == question.id


async def test_a_bare_call_in_reply_to_a_message_without_words_is_told_how(
    telegram: FakeTelegram, alice: Person, group: Chat
) -> None:
    picture = telegram.say(alice, group, caption_of="photo")
    telegram.say(alice, group, "/ask", reply_to=picture)
    assert HOW_TO_ASK in (await telegram.next_message(group)).text


async def test_a_bare_call_in_reply_to_the_bot_itself_is_told_how(
    telegram: FakeTelegram, alice: Person, group: Chat
) -> None:
    telegram.say(alice, group, f"/ask {TEA}")
    answer = await telegram.next_message(group)
    telegram.say(alice, group, "/ask", reply_to=answer)
    assert HOW_TO_ASK in (await telegram.next_message(group)).text


@pytest.mark.parametrize("text", ["@chuchu_test_bot 你好", "/ask 你好", "/ask 怎么用"])
async def test_a_greeting_by_name_is_returned_with_how_to_ask(
    telegram: FakeTelegram, alice: Person, group: Chat, text: str
) -> None:
    telegram.say(alice, group, text)
    answer = await telegram.next_message(group)
    assert answer.text == says("group.greeting", bot="chuchu_test_bot")
    assert not answer.buttons


async def test_a_reply_to_an_answer_asks_further(
    telegram: FakeTelegram, alice: Person, group: Chat
) -> None:
    telegram.say(alice, group, f"/ask {TEA}")
    answer = await telegram.next_message(group)
    further = telegram.say(alice, group, "那怕热吗？", reply_to=answer)
    reply = await telegram.next_message(group)
    assert "铁观音怕热" in reply.quotes[0]
    assert reply.reply_to == further.id


async def test_a_name_goes_along_from_answer_to_answer(
    telegram: FakeTelegram, alice: Person, group: Chat
) -> None:
    telegram.say(alice, group, f"/ask {TEA}")
    answer = await telegram.next_message(group)
    for question in ("那怕热吗？", "那要冷藏吗？"):
        telegram.say(alice, group, question, reply_to=answer)
        answer = await telegram.next_message(group)
        assert answer.text.startswith(says("answer.carried", name="铁观音"))
        assert "最好放进冰箱冷藏" in answer.quotes[0]


async def test_anyone_may_ask_further(telegram: FakeTelegram, alice: Person, group: Chat) -> None:
    telegram.say(alice, group, f"/ask {TEA}")
    answer = await telegram.next_message(group)
    bob = telegram.person("小周", language_code="zh-hans")
    telegram.say(bob, group, BREAD, reply_to=answer)
    assert is_about_bread(await telegram.next_message(group))


async def test_a_reply_that_found_nothing_can_be_asked_further(
    telegram: FakeTelegram, alice: Person, group: Chat
) -> None:
    telegram.say(alice, group, "/ask 量子计算机多少钱")
    nothing = await telegram.next_message(group)
    telegram.say(alice, group, TEA, reply_to=nothing)
    assert is_about_tea(await telegram.next_message(group))


@pytest.mark.parametrize("text", ["谢谢", "👍", "好的", "哈哈哈", "？？？", "再见", "你好"])
async def test_a_kind_word_in_reply_to_an_answer_is_left_alone(
    telegram: FakeTelegram, alice: Person, group: Chat, text: str
) -> None:
    telegram.say(alice, group, f"/ask {TEA}")
    answer = await telegram.next_message(group)
    telegram.say(alice, group, text, reply_to=answer)
    await is_left_alone(telegram, alice, group)


@pytest.mark.parametrize("text", ["这个导演我认识，上个月一起吃过饭", "@somebody 铁观音你喝吗？"])
async def test_talk_below_an_answer_among_people_is_left_alone(
    telegram: FakeTelegram, alice: Person, group: Chat, text: str
) -> None:
    telegram.say(alice, group, f"/ask {TEA}")
    answer = await telegram.next_message(group)
    telegram.say(alice, group, text, reply_to=answer)
    await is_left_alone(telegram, alice, group)


async def test_a_question_below_an_answer_hears_that_there_is_nothing(
    telegram: FakeTelegram, alice: Person, group: Chat
) -> None:
    telegram.say(alice, group, f"/ask {TEA}")
    answer = await telegram.next_message(group)
    telegram.say(alice, group, "量子计算机多少钱？", reply_to=answer)
    assert (await telegram.next_message(group)).text.startswith(says("answer.nothing"))


async def test_another_bots_command_in_reply_to_an_answer_is_left_alone(
    telegram: FakeTelegram, alice: Person, group: Chat
) -> None:
    telegram.say(alice, group, f"/ask {TEA}")
    answer = await telegram.next_message(group)
    command = telegram.say(alice, group, f"/ban {TEA}", reply_to=answer)
    telegram.edit(command, f"/ban {BREAD}")
    await is_left_alone(telegram, alice, group)


async def test_talk_in_reply_to_other_messages_of_the_bot_is_left_alone(
    telegram: FakeTelegram, alice: Person, group: Chat
) -> None:
    telegram.say(alice, group, "/help")
    help_ = await telegram.next_message(group)
    telegram.say(alice, group, TEA, reply_to=help_)
    await is_left_alone(telegram, alice, group)


async def test_a_call_in_reply_to_other_messages_of_the_bot_is_answered(
    telegram: FakeTelegram, alice: Person, group: Chat
) -> None:
    telegram.say(alice, group, "/help")
    help_ = await telegram.next_message(group)
    telegram.say(alice, group, f"@chuchu_test_bot {TEA}", reply_to=help_)
    assert is_about_tea(await telegram.next_message(group))


async def test_an_answer_comes_though_its_question_has_gone(
    telegram: FakeTelegram, alice: Person, group: Chat
) -> None:
    telegram.delete(telegram.say(alice, group, f"/ask {TEA}"))
    answer = await telegram.next_message(group)
    assert is_about_tea(answer)
    assert answer.reply_to is None
