"""The topics, and the cards of names that they open."""

from itertools import chain
from pathlib import Path

import pytest

from bot.words import Language, Words
from tests.telegram.asking import ask, press
from tests.telegram.running import Running, running_bot, tiny_folder
from tests.telegram.server import FakeTelegram
from tests.telegram.world import Chat, Message, Person

pytestmark = pytest.mark.asyncio

WORDS = Words.read("zh-Hans")
LANGUAGES: list[tuple[str, Language]] = [
    ("zh-hans", "zh-Hans"),
    ("zh-hant", "zh-Hant"),
    ("en", "en"),
]
NEXT = WORDS("button.page_after")
TEAHOUSE = """---
title: 老周的新茶馆
publisher: 街坊报
date: "2024-05-02"
url: https://example.com/teahouse
---
老周是一位卖茶的老人。今年5月1日，老周开了第二家茶馆。

去年11月，老周去了武夷山。老周不喜欢下雨。
"""


def teahouse(where: Path, more: int = 0) -> Path:
    folder = tiny_folder(where)
    years = "".join(f"\n\n{1990 + n}年，老周换了第{n}把茶壶。" for n in range(more))
    (folder / "articles" / "teahouse.md").write_text(f"{TEAHOUSE}{years}\n", "utf-8")
    return folder


async def zhou(telegram: FakeTelegram, person: Person, chat: Chat, words: Words = WORDS) -> Message:
    """The card of 老周, opened from the topics."""
    message = await ask(telegram, person, chat, "/topics")
    await press(telegram, person, message, words("kind.person"))
    return await press(telegram, person, message, "老周")


async def test_topics_are_counted_by_kind_and_each_opens_a_card(
    telegram: FakeTelegram, chuchu: Running, alice: Person, home: Chat
) -> None:
    kinds = await ask(telegram, alice, home, "/topics")
    assert kinds.button_texts == [["产品与平台 (2)", "人物 (1)"]]
    names = await press(telegram, alice, kinds, "产品与平台")
    assert sorted(chain(*names.button_texts)) == ["‹ 所有类别", "酸面包 (1)", "铁观音 (1)"]
    card = await press(telegram, alice, names, "铁观音")
    assert card.text.startswith("铁观音 · 产品与平台\n")
    await press(telegram, alice, card, "‹ 产品与平台")
    await press(telegram, alice, card, "所有类别")
    assert card.button_texts == [["产品与平台 (2)", "人物 (1)"]]


async def test_a_card_says_what_a_name_is_and_what_happened_in_order_of_time(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    teahouse(tmp_path)
    async with running_bot(telegram, tmp_path):
        for code, language in LANGUAGES:
            reader, words = telegram.person("Kim", code), Words.read(language)
            card = await zhou(telegram, reader, telegram.private(reader), words)
            assert card.text.startswith(f"老周 · {words('kind.person')}\n老周是一位卖茶的老人。")
            assert card.quotes == [
                "老周是一位卖茶的老人。",
                "老周在2019年开了第一家茶馆。",
                "去年11月，老周去了武夷山。",
                "今年5月1日，老周开了第二家茶馆。",
            ]
            facts = words("topic.facts", count=3)
            articles = words("topic.articles", count=2)
            assert card.bold == ["老周", facts, "2019年", "去年11月", "今年5月1日", articles]
            assert card.links[-2:] == [
                (title, f"https://t.me/chuchu_test_bot?start=a_{article}")
                for title, article in (("老周的新茶馆", "teahouse"), ("铁观音怎么喝", "tea"))
            ]
            assert all("#:~:text=" in address for _, address in card.links[:4])
            assert card.button_texts == [
                [words("button.ask", name="老周")],
                [f"‹ {words('kind.person')}"],
            ]
            assert card.preview is None


async def test_facts_are_turned_in_place_by_anyone(
    telegram: FakeTelegram, tmp_path: Path, alice: Person, group: Chat
) -> None:
    teahouse(tmp_path, more=9)
    other = telegram.person("阿明", "zh-hans")
    async with running_bot(telegram, tmp_path):
        card = await zhou(telegram, alice, group)
        assert card.button_texts[0] == ["1/3", NEXT]
        facts = card.quotes[1:]
        for place in ("2/3", "3/3"):
            await press(telegram, other, card, NEXT)
            assert place in card.button_texts[0]
            facts += card.quotes[1:]
    years = [f"{1990 + n}年，老周换了第{n}把茶壶。" for n in range(9)]
    assert facts[:9] == years
    assert len(facts) == 12


async def test_a_button_asks_the_bot_about_the_name(
    telegram: FakeTelegram, chuchu: Running, alice: Person, home: Chat
) -> None:
    card = await zhou(telegram, alice, home)
    telegram.press(alice, card, WORDS("button.ask", name="老周"))
    answer = await telegram.next_message(home)
    assert answer.text.startswith("老周\n")
    assert "铁观音怎么喝" in answer.text
    assert card.text.startswith("老周 · ")


async def test_asking_counts_against_the_limit_of_who_presses(
    telegram: FakeTelegram, tmp_path: Path, alice: Person, group: Chat
) -> None:
    other = telegram.person("阿明", "zh-hans")
    async with running_bot(telegram, tmp_path, questions_per_minute=1, question_burst=2):
        card = await zhou(telegram, alice, group)
        for _ in range(2):
            await telegram.answer_to(telegram.press(alice, card, "提问"))
            await telegram.next_message(group)
        refused = await telegram.answer_to(telegram.press(alice, card, "提问"))
        assert refused["text"] == WORDS("press.too_many")
        served = await telegram.answer_to(telegram.press(other, card, "提问"))
        assert "text" not in served
        await telegram.next_message(group)


async def test_the_answer_about_a_name_is_of_who_pressed(
    telegram: FakeTelegram, tmp_path: Path, alice: Person, group: Chat
) -> None:
    teahouse(tmp_path)
    other = telegram.person("阿明", "zh-hans")
    async with running_bot(telegram, tmp_path):
        card = await zhou(telegram, alice, group)
        telegram.press(other, card, "提问")
        answer = await telegram.next_message(group)
        refused = await telegram.answer_to(telegram.press(alice, answer, "下一条"))
        assert refused["text"] == WORDS("press.not_yours")
        telegram.press(other, answer, "下一条")
        await telegram.next_edit(answer)


async def test_a_card_works_after_a_reload_and_a_restart_until_the_name_is_gone(
    telegram: FakeTelegram, tmp_path: Path, alice: Person, home: Chat
) -> None:
    folder = teahouse(tmp_path, more=9)
    async with running_bot(telegram, tmp_path):
        card = await zhou(telegram, alice, home)
    async with running_bot(telegram, tmp_path, admin_ids=str(alice.id)):
        await press(telegram, alice, card, NEXT)
        assert "2/3" in card.button_texts[0]
        for name in ("tea", "teahouse"):
            (folder / "articles" / f"{name}.md").unlink()
        telegram.say(alice, home, "/reload")
        await telegram.next_edit(await telegram.next_message(home))
        said = await telegram.answer_to(telegram.press(alice, card, NEXT))
        assert said["text"] == WORDS("talk.no_topic")


async def test_where_a_kind_is_gone_after_a_reload_the_kinds_that_there_are_are_shown(
    telegram: FakeTelegram, tmp_path: Path, alice: Person, home: Chat
) -> None:
    folder = teahouse(tmp_path)
    async with running_bot(telegram, tmp_path, admin_ids=str(alice.id)):
        kinds = await ask(telegram, alice, home, "/topics")
        names = await ask(telegram, alice, home, "/topics")
        card = await press(telegram, alice, names, "人物")
        for name in ("tea", "teahouse"):
            (folder / "articles" / f"{name}.md").unlink()
        telegram.say(alice, home, "/reload")
        await telegram.next_edit(await telegram.next_message(home))
        await press(telegram, alice, kinds, "人物")
        assert kinds.text == WORDS("topics.heading")
        assert kinds.button_texts == [["产品与平台 (1)"]]
        telegram.press(alice, card, "所有类别")
        assert (await telegram.next_edit(card)).button_texts == [["产品与平台 (1)"]]


async def test_a_name_deep_in_its_kind_goes_back_to_its_page(
    telegram: FakeTelegram, tmp_path: Path, alice: Person, home: Chat
) -> None:
    folder = tiny_folder(tmp_path)
    names = [f"茶壶{chr(0x4E00 + n)}" for n in range(45)]
    (folder / "lexicon.yaml").write_text(
        "".join(f"- {{name: {name}, kind: term, aliases: []}}\n" for name in names), "utf-8"
    )
    (folder / "articles" / "pots.md").write_text("。".join(names) + "。\n", "utf-8")
    async with running_bot(telegram, tmp_path):
        message = await ask(telegram, alice, home, "/topics")
        await press(telegram, alice, message, "术语")
        for _ in range(2):
            await press(telegram, alice, message, NEXT)
        buttons = message.button_texts
        assert "3/3" in chain(*buttons)
        await press(telegram, alice, message, names[44])
        await press(telegram, alice, message, "‹ 术语")
        assert message.button_texts == buttons
