"""Two questions that the tiny folder answers, how to ask, and how to tell the answers."""

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


async def ask(telegram: FakeTelegram, person: Person, chat: Chat, text: str) -> Message:
    """What the bot sends upon what a person says."""
    telegram.say(person, chat, text)
    return await telegram.next_message(chat)


async def press(telegram: FakeTelegram, person: Person, message: Message, button: str) -> Message:
    """A message as it stands once a button below it has changed it."""
    telegram.press(person, message, button)
    return await telegram.next_edit(message)


async def is_left_alone(telegram: FakeTelegram, person: Person, chat: Chat) -> None:
    """Whether what was said so far goes unanswered: the next question has the next message."""
    question = telegram.say(person, chat, f"/ask {BREAD}")
    answer = await telegram.next_message(chat)
    assert is_about_bread(answer), f"answered: {answer.text}"
    assert chat.is_private or answer.reply_to == question.id
