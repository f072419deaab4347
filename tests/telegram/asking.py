"""Two questions that the tiny folder answers, and how to tell their answers."""

from bot.words import Language, Words
from tests.telegram.server import FakeTelegram
from tests.telegram.world import Chat, Message, Person

TEA = "铁观音要用多少度的水来泡？"
BREAD = "酸面包要发酵几个小时？"


def is_about_tea(message: Message) -> bool:
    return any("95度" in quote for quote in message.quotes)


def is_about_bread(message: Message) -> bool:
    return any("发酵12个小时" in quote for quote in message.quotes)


def says(key: str, language: Language = "zh-Hans", **values: object) -> str:
    """A sentence of the bot's own, as Telegram shows it."""
    return Words.read(language)(key, **values).translate({ord("`"): None, ord("*"): None})


async def is_left_alone(telegram: FakeTelegram, person: Person, chat: Chat) -> None:
    """Whether what was said so far goes unanswered: the next question has the next message."""
    question = telegram.say(person, chat, f"/ask {BREAD}")
    answer = await telegram.next_message(chat)
    assert is_about_bread(answer), f"answered: {answer.text}"
    assert chat.is_private or answer.reply_to == question.id
