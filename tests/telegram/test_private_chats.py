"""What the bot does in a private chat."""

import pytest

from tests.telegram.running import Running
from tests.telegram.server import FakeTelegram
from tests.telegram.world import Chat, Person

pytestmark = pytest.mark.asyncio


async def test_a_question_gets_the_exact_words_with_title_publisher_and_date(
    telegram: FakeTelegram, chuchu: Running, alice: Person, home: Chat
) -> None:
    telegram.say(alice, home, "铁观音要用多少度的水？")
    answer = await telegram.next_message(home)
    assert "铁观音要用95度以上的水来泡。" in answer.quotes[0]
    assert any("铁观音" in text for text in answer.bold)
    assert "铁观音怎么喝" in [text for text, _ in answer.links]
    assert "茶刊 · 2025-03-01" in answer.text
