"""What the bot does in a private chat."""

from typing import Any

import pytest

from tests.telegram.asking import BREAD, TEA, is_about_bread, is_about_tea, is_left_alone, says
from tests.telegram.server import FakeTelegram
from tests.telegram.world import Chat, Person

pytestmark = [pytest.mark.asyncio, pytest.mark.usefixtures("chuchu")]

STICKER = {
    "file_id": "s",
    "file_unique_id": "s",
    "type": "regular",
    "width": 512,
    "height": 512,
    "is_animated": False,
    "is_video": False,
}
VOICE = {"file_id": "v", "file_unique_id": "v", "duration": 3}
ONLY_TEXT = says("talk.not_text")


async def test_a_question_gets_the_exact_words_with_title_publisher_and_date(
    telegram: FakeTelegram, alice: Person, home: Chat
) -> None:
    telegram.say(alice, home, "铁观音要用多少度的水？")
    answer = await telegram.next_message(home)
    assert "铁观音要用95度以上的水来泡。" in answer.quotes[0]
    assert any("铁观音" in text for text in answer.bold)
    assert "铁观音怎么喝" in [text for text, _ in answer.links]
    assert "茶刊 · 2025-03-01" in answer.text


@pytest.mark.parametrize("kind", ["photo", "document"])
async def test_a_caption_is_a_question(
    telegram: FakeTelegram, alice: Person, home: Chat, kind: str
) -> None:
    telegram.say(alice, home, TEA, caption_of=kind)
    assert is_about_tea(await telegram.next_message(home))


@pytest.mark.parametrize("text", [f"/ask {TEA}", f"/ASK {TEA}", f"／ask {TEA}", f"/ask\n{TEA}"])
async def test_ask_works_too(telegram: FakeTelegram, alice: Person, home: Chat, text: str) -> None:
    telegram.say(alice, home, text)
    assert is_about_tea(await telegram.next_message(home))


@pytest.mark.parametrize(
    "text", ["/ask@another_bot {}", "@chuchu_test_bot {}", "{} @Chuchu_Test_Bot"]
)
async def test_whom_it_is_said_to_makes_no_difference(
    telegram: FakeTelegram, alice: Person, home: Chat, text: str
) -> None:
    telegram.say(alice, home, text.format(TEA))
    answer = await telegram.next_message(home)
    assert is_about_tea(answer)
    assert "bot" not in answer.text


async def test_a_forwarded_text_is_looked_up(
    telegram: FakeTelegram, alice: Person, home: Chat
) -> None:
    telegram.say(alice, home, "铁观音要用95度以上的水来泡", forward_from="某人")
    assert is_about_tea(await telegram.next_message(home))


async def test_a_forwarded_caption_is_looked_up(
    telegram: FakeTelegram, alice: Person, home: Chat
) -> None:
    telegram.say(alice, home, "酸面包要发酵12个小时", forward_from=alice, caption_of="photo")
    assert is_about_bread(await telegram.next_message(home))


@pytest.mark.parametrize("text", ["/reload", "/help", "/ask 你好", "你好"])
async def test_what_is_forwarded_is_neither_an_order_nor_a_greeting(
    telegram: FakeTelegram, alice: Person, home: Chat, text: str
) -> None:
    telegram.say(alice, home, text, forward_from="某人")
    assert says("source.nothing") in (await telegram.next_message(home)).text


@pytest.mark.parametrize("text", ["你好", "谢谢！", "hello", "👍"])
async def test_a_kind_word_gets_one_with_questions_to_try(
    telegram: FakeTelegram, alice: Person, home: Chat, text: str
) -> None:
    telegram.say(alice, home, text)
    answer = await telegram.next_message(home)
    assert not answer.quotes
    assert 2 <= len(answer.buttons) <= 3
    telegram.press(alice, answer, "铁观音")
    assert is_about_tea(await telegram.next_message(home))


async def test_a_greeting_before_a_question_is_no_greeting(
    telegram: FakeTelegram, alice: Person, home: Chat
) -> None:
    telegram.say(alice, home, f"你好，{TEA}")
    assert is_about_tea(await telegram.next_message(home))


async def test_a_greeting_below_a_picture_is_returned(
    telegram: FakeTelegram, alice: Person, home: Chat
) -> None:
    telegram.say(alice, home, "你好", caption_of="photo")
    assert says("talk.greeting") in (await telegram.next_message(home)).text


async def test_a_goodbye_gets_no_questions_to_try(
    telegram: FakeTelegram, alice: Person, home: Chat
) -> None:
    telegram.say(alice, home, "再见")
    assert not (await telegram.next_message(home)).buttons


async def test_who_asks_what_the_bot_can_do_is_told(
    telegram: FakeTelegram, alice: Person, home: Chat
) -> None:
    telegram.say(alice, home, "你能做什么？")
    assert "/sources" in (await telegram.next_message(home)).text


@pytest.mark.parametrize("what", [{"sticker": STICKER}, {"voice": VOICE}, {"rich_message": {}}])
async def test_what_cannot_be_read_gets_one_kind_line_a_minute(
    telegram: FakeTelegram, alice: Person, home: Chat, what: dict[str, Any]
) -> None:
    telegram.say(alice, home, **what)
    telegram.say(alice, home, **what)
    assert ONLY_TEXT in (await telegram.next_message(home)).text
    await is_left_alone(telegram, alice, home)


async def test_everyone_gets_their_own_line_for_what_cannot_be_read(
    telegram: FakeTelegram, alice: Person, home: Chat
) -> None:
    bob = telegram.person("小周", language_code="zh-hans")
    telegram.say(alice, home, caption_of="photo")
    telegram.say(bob, telegram.private(bob), caption_of="photo")
    assert ONLY_TEXT in (await telegram.next_message(home)).text
    assert ONLY_TEXT in (await telegram.next_message(telegram.private(bob))).text


async def test_the_other_pictures_of_an_album_cause_nothing(
    telegram: FakeTelegram, alice: Person, home: Chat
) -> None:
    telegram.say(alice, home, TEA, caption_of="photo", media_group_id="1")
    telegram.say(alice, home, caption_of="photo", media_group_id="1")
    assert is_about_tea(await telegram.next_message(home))
    await is_left_alone(telegram, alice, home)


async def test_an_album_without_a_word_gets_the_kind_line_once(
    telegram: FakeTelegram, alice: Person, home: Chat
) -> None:
    telegram.say(alice, home, caption_of="photo", media_group_id="1")
    telegram.say(alice, home, caption_of="photo", media_group_id="1")
    assert ONLY_TEXT in (await telegram.next_message(home)).text
    await is_left_alone(telegram, alice, home)


@pytest.mark.parametrize(
    "what",
    [
        {"delete_chat_photo": True},
        {"write_access_allowed": {}},
        {"something_that_only_later_versions_know": {}},
    ],
)
async def test_what_telegram_says_of_the_chat_causes_nothing(
    telegram: FakeTelegram, alice: Person, home: Chat, what: dict[str, Any]
) -> None:
    telegram.say(alice, home, **what)
    await is_left_alone(telegram, alice, home)


async def test_a_question_in_reply_to_an_answer_is_answered(
    telegram: FakeTelegram, alice: Person, home: Chat
) -> None:
    telegram.say(alice, home, TEA)
    answer = await telegram.next_message(home)
    telegram.say(alice, home, BREAD, reply_to=answer)
    assert is_about_bread(await telegram.next_message(home))


async def test_ask_with_nothing_is_told_how(
    telegram: FakeTelegram, alice: Person, home: Chat
) -> None:
    telegram.say(alice, home, "/ask")
    how = says("group.how", example="铁观音要用多少度的水泡？")
    assert (await telegram.next_message(home)).text == how


async def test_an_order_below_a_picture_is_none(
    telegram: FakeTelegram, alice: Person, home: Chat
) -> None:
    telegram.say(alice, home, "/sources", caption_of="photo")
    assert says("answer.nothing") in (await telegram.next_message(home)).text


async def test_a_private_answer_replies_to_nothing(
    telegram: FakeTelegram, alice: Person, home: Chat
) -> None:
    telegram.say(alice, home, BREAD)
    assert (await telegram.next_message(home)).reply_to is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("朋友说：鐵觀音怕熱，最好放進冰箱冷藏，三個月裡喝完！", "source.answered"),
        ("铁观音怕冷，放进冰箱就会坏掉。", "source.related"),
        ("量子计算机用的是超导电路。", "source.nothing"),
    ],
)
async def test_of_words_passed_on_it_says_whether_they_stand_in_an_article(
    telegram: FakeTelegram, alice: Person, home: Chat, text: str, said: str
) -> None:
    telegram.say(alice, home, text, forward_from="某人")
    assert (await telegram.next_message(home)).text.startswith(says(said))


async def test_a_question_passed_on_is_answered_as_a_question(
    telegram: FakeTelegram, alice: Person, home: Chat
) -> None:
    telegram.say(alice, home, TEA, forward_from="某人")
    answer = await telegram.next_message(home)
    assert is_about_tea(answer)
    assert answer.text.startswith(answer.quotes[0])
