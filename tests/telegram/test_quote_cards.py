"""Quotations as pictures, where the owner turns them on."""

import logging
import sys
from io import BytesIO
from pathlib import Path
from typing import get_args

import pytest
from PIL import Image

import bot.fonts
from bot.fonts import Font
from bot.pictures import Pictures
from bot.replies import QuoteCard
from bot.words import Language, Words
from tests.telegram.asking import BREAD, TEA
from tests.telegram.running import running_bot, tiny_folder
from tests.telegram.server import FakeTelegram
from tests.telegram.tiny_font import tiny_font
from tests.telegram.world import Chat, Message, Person

pytestmark = pytest.mark.asyncio

WORDS = Words.read("zh-Hans")
PICTURE = WORDS("button.picture")
MARKER = (0xFF, 0xE2, 0x8A)


def font_for(where: Path, without: str = "") -> Path:
    """A font with all characters of the tiny folder's articles, but for some."""
    articles = (tiny_folder(where) / "articles").iterdir()
    characters = "".join(path.read_text("utf-8") for path in articles) + "·"
    return tiny_font(where, "".join(c for c in characters if c not in without))


def labels(message: Message) -> list[str]:
    return [text for row in message.button_texts for text in row]


def opened(content: bytes) -> Image.Image:
    return Image.open(BytesIO(content)).convert("RGB")


def marked(image: Image.Image) -> int:
    """How many of its pixels have the colour of the marker, or nearly that."""
    near = [
        count
        for count, colour in image.getcolors(image.width * image.height) or ()
        if isinstance(colour, tuple)
        and sum(abs(one - other) for one, other in zip(colour, MARKER, strict=True)) < 24
    ]
    return sum(near)


async def test_a_picture_of_the_quotation_replies_to_its_answer(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    font = font_for(tmp_path)
    async with running_bot(telegram, tmp_path, quote_cards=True, quote_card_font=font):
        for language in get_args(Language):
            reader = telegram.person("读者", language.lower())
            home = telegram.private(reader)
            telegram.say(reader, home, TEA)
            answer = await telegram.next_message(home)
            press = telegram.press(reader, answer, Words.read(language)("button.picture"))
            picture = await telegram.next_message(home)
            assert (await telegram.answer_to(press)).get("text") is None
            assert picture.upload
            assert picture.reply_to == answer.id
            assert picture.text == "铁观音怎么喝\n茶刊 · 2025-03-01"
            assert picture.links[0] == answer.links[0]
            assert opened(picture.upload).width == 1080


async def test_it_stays_in_the_topic_of_its_answer(
    telegram: FakeTelegram, tmp_path: Path, alice: Person
) -> None:
    forum = telegram.group("论坛", "forum", [alice])
    topic = telegram.topic(forum, "茶")
    font = font_for(tmp_path)
    async with running_bot(telegram, tmp_path, quote_cards=True, quote_card_font=font):
        telegram.say(alice, forum, f"/ask {TEA}", topic=topic)
        answer = await telegram.next_message(forum)
        telegram.press(alice, answer, PICTURE)
        picture = await telegram.next_message(forum)
    assert (picture.reply_to, picture.thread_id) == (answer.id, topic)


async def test_the_button_works_after_a_restart_and_once_a_minute(
    telegram: FakeTelegram, tmp_path: Path, alice: Person, home: Chat
) -> None:
    settings = {"quote_cards": True, "quote_card_font": font_for(tmp_path)}
    async with running_bot(telegram, tmp_path, **settings):
        telegram.say(alice, home, BREAD)
        answer = await telegram.next_message(home)
    async with running_bot(telegram, tmp_path, **settings):
        telegram.press(alice, answer, PICTURE)
        assert (await telegram.next_message(home)).upload
        again = telegram.press(alice, answer, PICTURE)
        assert (await telegram.answer_to(again))["text"] == WORDS("press.drawn")
        await telegram.settled()
    assert len(telegram.calls_of("sendPhoto")) == 1


async def test_where_a_glyph_is_missing_there_is_no_picture(
    telegram: FakeTelegram, tmp_path: Path, alice: Person, home: Chat
) -> None:
    font = font_for(tmp_path, without="泡")
    async with running_bot(telegram, tmp_path, quote_cards=True, quote_card_font=font):
        telegram.say(alice, home, TEA)
        answer = await telegram.next_message(home)
        told = await telegram.answer_to(telegram.press(alice, answer, PICTURE))
        await telegram.settled()
    assert (told["text"], told["show_alert"]) == (WORDS("press.no_picture"), True)
    assert not telegram.calls_of("sendPhoto")


async def pressed_in_vain(telegram: FakeTelegram, person: Person, chat: Chat) -> Message:
    """An answer of which Telegram has refused the picture."""
    telegram.say(person, chat, TEA)
    answer = await telegram.next_message(chat)
    telegram.fail("sendPhoto", "refuse")
    telegram.press(person, answer, PICTURE)
    await telegram.settled()
    return answer


async def test_a_picture_that_cant_be_sent_stops_nothing(
    telegram: FakeTelegram, tmp_path: Path, alice: Person, home: Chat
) -> None:
    font = font_for(tmp_path)
    async with running_bot(telegram, tmp_path, quote_cards=True, quote_card_font=font):
        await pressed_in_vain(telegram, alice, home)
        telegram.say(alice, home, BREAD)
        assert (await telegram.next_message(home)).quotes


async def test_a_picture_that_wasnt_sent_can_be_asked_for_again(
    telegram: FakeTelegram, tmp_path: Path, alice: Person, home: Chat
) -> None:
    font = font_for(tmp_path)
    async with running_bot(telegram, tmp_path, quote_cards=True, quote_card_font=font):
        answer = await pressed_in_vain(telegram, alice, home)
        again = telegram.press(alice, answer, PICTURE)
        assert (await telegram.answer_to(again)).get("text") is None
        assert (await telegram.next_message(home)).upload


async def test_below_what_one_member_sees_the_picture_is_for_that_member_too(
    telegram: FakeTelegram, tmp_path: Path, alice: Person, group: Chat
) -> None:
    font = font_for(tmp_path)
    async with running_bot(telegram, tmp_path, quote_cards=True, quote_card_font=font):
        telegram.say_aside(alice, group, f"/ask {TEA}")
        answer = await telegram.next_message(group)
        answer.date -= 60
        telegram.press(alice, answer, PICTURE)
        picture = await telegram.next_message(group)
        assert picture.upload
        assert picture.receiver == alice.id
        again = telegram.press(alice, answer, PICTURE)
        assert (await telegram.answer_to(again))["text"] == WORDS("press.drawn")


@pytest.mark.parametrize("how", ["refused", "failed", "unknown to the server"])
async def test_such_a_picture_is_never_shown_to_all(
    telegram: FakeTelegram, tmp_path: Path, alice: Person, group: Chat, how: str
) -> None:
    font = font_for(tmp_path)
    async with running_bot(telegram, tmp_path, quote_cards=True, quote_card_font=font):
        telegram.say_aside(alice, group, f"/ask {TEA}")
        answer = await telegram.next_message(group)
        if how == "unknown to the server":
            telegram.world.knows_ephemeral = False
        else:
            telegram.fail("sendPhoto", "refuse" if how == "refused" else "bad_gateway", times=9)
        for _ in range(2):
            press = telegram.press(alice, answer, PICTURE)
            assert (await telegram.answer_to(press)).get("text") is None, "it wasn't sent"
            await telegram.settled()
    tried = telegram.calls_of("sendPhoto")
    assert tried
    assert all("ephemeral_message_parameters" in call.parameters for call in tried)
    assert not any(message.upload for message in group.messages.values())


async def test_nothing_is_drawn_unless_that_is_turned_on(
    telegram: FakeTelegram, tmp_path: Path, alice: Person, home: Chat
) -> None:
    async with running_bot(telegram, tmp_path):
        telegram.say(alice, home, TEA)
        assert PICTURE not in labels(await telegram.next_message(home))


@pytest.mark.parametrize("what", ["no font", "no glyphs", "no extra", "no file"])
async def test_what_is_missing_is_said_once_at_the_start_and_there_is_no_button(
    telegram: FakeTelegram,
    tmp_path: Path,
    alice: Person,
    home: Chat,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
    what: str,
) -> None:
    font: Path | None = tiny_folder(tmp_path) / "articles" / "tea.md"
    said = "QUOTE_CARD_FONT takes the path of a font"
    if what == "no font":
        monkeypatch.setenv("PATH", "")
        monkeypatch.setattr(bot.fonts, "_FOLDERS", ())
        font, said = None, "install one (Debian: fonts-noto-cjk)"
    elif what == "no glyphs":
        monkeypatch.setattr("tests.telegram.tiny_font.NEEDED", "a")
        font = tiny_font(tmp_path)
    elif what == "no extra":
        monkeypatch.setitem(sys.modules, "bot.fonts", None)
        said = "QUOTE_CARDS needs Pillow"
    elif what == "no file":
        font = tmp_path / "nowhere.ttf"
    caplog.set_level(logging.INFO)
    async with running_bot(telegram, tmp_path, quote_cards=True, quote_card_font=font):
        telegram.say(alice, home, TEA)
        assert PICTURE not in labels(await telegram.next_message(home))
    assert [said in record.getMessage() for record in caplog.records].count(True) == 1


async def test_what_matched_is_marked_and_nothing_else(tmp_path: Path) -> None:
    pictures = Pictures(Font(tiny_font(tmp_path, "一二三四五")))
    plain = opened(pictures.draw(QuoteCard("一二三四五" * 6, (), "三", "四")))
    some = opened(pictures.draw(QuoteCard("一二三四五" * 6, ((2, 5),), "三", "四")))
    more = opened(pictures.draw(QuoteCard("一二三四五" * 6, ((2, 5), (14, 22)), "三", "四")))
    assert marked(plain) == 0
    assert 0 < marked(some) < marked(more)
    assert plain.size == some.size


async def test_the_longest_quotation_is_no_larger_than_telegram_takes(tmp_path: Path) -> None:
    pictures = Pictures(Font(tiny_font(tmp_path, "一")))
    for text in ("一" * 200, "一\n" * 100, "a" * 200):
        drawn = pictures.draw(QuoteCard(text, ((0, 1),), "一" * 100, "一" * 125))
        assert sum(opened(drawn).size) < 10_000
        assert len(drawn) < 2**20
