"""The buttons that copy a quotation with its source, and ask its question in another chat."""

import json
from pathlib import Path

import pytest

from bot.words import Language, Words
from tests.telegram.asking import BREAD, TEA
from tests.telegram.html import length
from tests.telegram.running import running_bot, tiny_folder
from tests.telegram.server import FakeTelegram
from tests.telegram.world import Button, Chat, Message, Person

pytestmark = pytest.mark.asyncio

MOST = 256


def article(folder: Path, text: str, **front: str) -> None:
    lines = "\n".join(f"{key}: {json.dumps(value)}" for key, value in front.items())
    (folder / "articles" / "latte.md").write_text(f"---\n{lines}\n---\n{text}\n", "utf-8")


async def answer(telegram: FakeTelegram, person: Person, where: Path, question: str) -> Message:
    async with running_bot(telegram, where):
        telegram.say(person, telegram.private(person), question)
        return await telegram.next_message(telegram.private(person))


def button(message: Message, name: str, language: Language = "zh-Hans") -> Button | None:
    text = Words.read(language)(f"button.{name}")
    return next((each for row in message.buttons for each in row if each["text"] == text), None)


def copied(message: Message, language: Language = "zh-Hans") -> str:
    found = button(message, "copy", language)
    assert found
    return str(found["copy_text"]["text"])


async def test_a_quotation_is_copied_with_its_source_and_its_question_asked_elsewhere(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    forms: dict[Language, str] = {
        "zh-Hans": "“{}”——酸面包的做法，面包房，2025-04",
        "zh-Hant": "「{}」——酸面包的做法，面包房，2025-04",
        "en": "“{}” — 酸面包的做法, 面包房, 2025-04",
    }
    async with running_bot(telegram, tmp_path):
        for language, form in forms.items():
            reader = telegram.person("读者", language.lower())
            telegram.say(reader, telegram.private(reader), BREAD)
            shown = await telegram.next_message(telegram.private(reader))
            assert copied(shown, language) == form.format(shown.quotes[0])
            assert (button(shown, "share", language) or {})["switch_inline_query"] == BREAD


async def test_a_long_quotation_is_cut_between_clauses_around_what_matched(
    telegram: FakeTelegram, alice: Person, tmp_path: Path
) -> None:
    clauses = [f"先要把豆子仔细挑选干净第{number}遍再晾干" for number in "一二三四五六七八九"]
    text = "，".join([*clauses, "拿铁的奶泡要打到60.5度", "端上桌去"]) + "。"
    front = {"title": "咖啡馆里的一天" * 14, "publisher": "豆报", "date": "2025-10-04"}
    article(tiny_folder(tmp_path), text, **front)
    shown = await answer(telegram, alice, tmp_path, "拿铁的奶泡打到几度？")
    text = copied(shown)
    quote, source = text.removeprefix("“").split("”——")
    assert len(shown.quotes[0]) > 150
    assert source == f"{front['title']}，豆报，2025-10-04"
    assert quote.startswith("…先要把豆子仔细挑选干净第")
    assert quote.endswith("拿铁的奶泡要打到60.5度，端上桌去。")
    assert quote.strip("…") in shown.quotes[0]
    assert 200 < length(text) <= MOST


async def test_what_is_cut_off_behind_leaves_no_comma(
    telegram: FakeTelegram, alice: Person, tmp_path: Path
) -> None:
    clauses = [f"然后慢慢地把热牛奶倒进大杯子里第{number}回" for number in "一二三四五六七八九"]
    text = "，".join(["拿铁的奶泡要打到60.5度", *clauses]) + "。"
    article(tiny_folder(tmp_path), text, title="咖啡馆里的一天" * 14)
    shown = await answer(telegram, alice, tmp_path, "拿铁的奶泡打到几度？")
    quote = copied(shown).removeprefix("“").split("”——")[0]
    assert quote.startswith("拿铁的奶泡要打到60.5度，")
    assert quote.endswith("回…")


async def test_of_a_source_that_is_too_long_the_title_is_cut(
    telegram: FakeTelegram, alice: Person, tmp_path: Path
) -> None:
    front = {"title": "长" * 400, "publisher": "豆报", "date": "2025-10-04"}
    article(tiny_folder(tmp_path), "拿铁要打到60度。" + "好喝，" * 60, **front)
    text = copied(await answer(telegram, alice, tmp_path, "拿铁要打到几度？"))
    assert text.startswith("“拿铁要打到60度。")
    assert text.endswith("长…，豆报，2025-10-04")
    assert 240 < length(text) <= MOST


async def test_whatever_stands_in_it_what_is_copied_keeps_to_the_limit(
    telegram: FakeTelegram, alice: Person, home: Chat, tmp_path: Path
) -> None:
    folder = tiny_folder(tmp_path)
    texts = {"拿铁": "😀" * 180, "摩卡": "a1" * 90, "短笛": "甲" * 190}
    for number, (name, text) in enumerate(texts.items()):
        front = f"---\ntitle: {'题' * 100}\npublisher: 刊\n---\n"
        (folder / "articles" / f"long{number}.md").write_text(f"{front}{name}{text}", "utf-8")
    async with running_bot(telegram, tmp_path):
        for name in texts:
            telegram.say(alice, home, name)
            shown = await telegram.next_message(home)
            quote = copied(shown).removeprefix("“").split("”——")[0]
            assert quote.startswith(name)
            assert quote.endswith("…")
            assert quote.strip("…") in shown.quotes[0]
            assert length(copied(shown)) <= MOST


async def test_what_is_inferred_is_copied_as_such(
    telegram: FakeTelegram, alice: Person, tmp_path: Path
) -> None:
    folder = tiny_folder(tmp_path)
    told = "bread.md: {date: 2025-10, date_inferred: true, title_inferred: true}"
    (folder / "articles.yaml").write_text(told, "utf-8")
    text = copied(await answer(telegram, alice, tmp_path, BREAD))
    assert text.endswith("”——酸面包的做法（标题为推定），面包房，约 2025-10")


async def test_without_inline_mode_nothing_is_shared(
    telegram: FakeTelegram, alice: Person, tmp_path: Path
) -> None:
    telegram.inline_mode = False
    shown = await answer(telegram, alice, tmp_path, TEA)
    assert button(shown, "share") is None
    assert button(shown, "copy")


async def test_a_long_question_is_cut_to_what_the_box_takes(
    telegram: FakeTelegram, alice: Person, tmp_path: Path
) -> None:
    shown = await answer(telegram, alice, tmp_path, "😀" * 100 + TEA * 20)
    query = str((button(shown, "share") or {})["switch_inline_query"])
    assert 250 < length(query) <= MOST


async def test_a_name_that_was_taken_over_goes_along(
    telegram: FakeTelegram, alice: Person, group: Chat, tmp_path: Path
) -> None:
    async with running_bot(telegram, tmp_path):
        telegram.say(alice, group, f"/ask {TEA}")
        first = await telegram.next_message(group)
        telegram.say(alice, group, "那怕热吗？", reply_to=first)
        shown = await telegram.next_message(group)
    assert (button(shown, "share") or {})["switch_inline_query"] == "铁观音 那怕热吗？"


async def test_each_page_copies_what_it_shows(
    telegram: FakeTelegram, alice: Person, home: Chat, tmp_path: Path
) -> None:
    async with running_bot(telegram, tmp_path):
        telegram.say(alice, home, "水")
        shown = await telegram.next_message(home)
        first = copied(shown)
        telegram.press(alice, shown, Words.read("zh-Hans")("button.next"))
        await telegram.next_edit(shown)
    assert copied(shown) != first
    assert shown.quotes[0][:20] in copied(shown)


async def test_what_isnt_answered_has_nothing_to_copy(
    telegram: FakeTelegram, alice: Person, tmp_path: Path
) -> None:
    shown = await answer(telegram, alice, tmp_path, "量子力学是什么？")
    assert button(shown, "copy") is None
