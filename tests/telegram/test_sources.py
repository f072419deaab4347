"""The list of articles, and the cards that it opens."""

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
ALL = WORDS("button.all_sources")
LIST, CARD, READ = (WORDS(f"button.{name}") for name in ("sources", "card", "read"))
NEXT = WORDS("button.page_after")
LATTE = """---
title: 拿铁的一天
publisher: 咖啡周刊
author: 小陈
date: "2025-06"
---
拿铁从早上开始。铁观音在旁边看着。

## 早上

先打奶泡，再喝铁观音，{long}

## 晚上

晚上喝酸面包配的汤。
"""


def add(folder: Path, name: str, title: str, date: str, publisher: str = "茶刊") -> None:
    head = f"---\ntitle: {title}\ndate: '{date}'\npublisher: {publisher}\n---\n"
    (folder / "articles" / f"{name}.md").write_text(f"{head}{title}里写了些什么。\n", "utf-8")


def many(where: Path) -> Path:
    """Twenty articles: twelve 茶讯 of 2024, six without a date, and the two of the tiny folder."""
    folder = tiny_folder(where)
    for month in range(1, 13):
        add(folder, f"news{month:02}", f"茶讯{month:02}", f"2024-{month:02}")
    for number in range(6):
        add(folder, f"old{number}", f"无日期{number}", "", "Old Times")
    return folder


def latte(where: Path) -> Path:
    folder = tiny_folder(where)
    (folder / "articles" / "latte.md").write_text(LATTE.format(long="慢慢喝。" * 400), "utf-8")
    return folder


def titles(message: Message) -> list[str]:
    return [title for title, _ in message.links]


async def reload(telegram: FakeTelegram, admin: Person) -> None:
    office = telegram.private(admin)
    telegram.say(admin, office, "/reload")
    await telegram.next_edit(await telegram.next_message(office))


async def test_all_articles_are_listed_newest_first_page_by_page(
    telegram: FakeTelegram, tmp_path: Path, alice: Person, home: Chat
) -> None:
    many(tmp_path)
    async with running_bot(telegram, tmp_path):
        page = await ask(telegram, alice, home, "/sources")
        found = titles(page)
        assert page.text.startswith(WORDS("sources.heading", count=20))
        assert page.button_texts == [list("1234"), list("5678"), ["1/3", NEXT]]
        for place in ("2/3", "3/3"):
            await press(telegram, alice, page, NEXT)
            assert place in page.button_texts[-1]
            found += titles(page)
        assert page.button_texts[0] == ["17", "18", "19", "20"]
        assert found[:3] == ["酸面包的做法", "铁观音怎么喝", "茶讯12"]
        assert found[3:14] == [f"茶讯{month:02}" for month in range(11, 0, -1)]
        assert found[14:] == [f"无日期{number}" for number in range(6)]
        await press(telegram, alice, page, WORDS("button.page_before"))
        assert "2/3" in page.button_texts[-1]


async def test_words_behind_the_command_filter_the_list_and_stay_when_pages_are_turned(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    many(tmp_path)
    async with running_bot(telegram, tmp_path):
        for code, language in LANGUAGES:
            reader, words = telegram.person("Kim", code), Words.read(language)
            page = await ask(telegram, reader, telegram.private(reader), "/sources 茶訊")
            heading = words("sources.named", text="茶訊", found=12, count=20)
            assert page.text.startswith(f"{heading}\n")
            assert titles(page)[0] == "茶讯12"
            assert page.button_texts[-1] == [words("button.all_sources")]
            await press(telegram, reader, page, words("button.page_after"))
            assert page.text.startswith(f"{heading}\n")
            assert titles(page) == ["茶讯04", "茶讯03", "茶讯02", "茶讯01"]
            assert page.button_texts[-2] == [words("button.page_before"), "2/2"]
            await press(telegram, reader, page, words("button.all_sources"))
            assert page.text.startswith(words("sources.heading", count=20))


async def test_where_nothing_is_named_so_it_is_said_with_a_button_to_all(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    async with running_bot(telegram, tmp_path):
        for code, language in LANGUAGES:
            reader, words = telegram.person("Kim", code), Words.read(language)
            said = await ask(telegram, reader, telegram.private(reader), "/sources 量子 力学")
            assert said.text == words("sources.none", text="量子 力学")
            assert said.button_texts == [[words("button.all_sources")]]
            await press(telegram, reader, said, words("button.all_sources"))
            assert titles(said) == ["酸面包的做法", "铁观音怎么喝"]


async def test_a_filter_goes_by_title_and_publisher_in_any_script_width_and_case(
    telegram: FakeTelegram, tmp_path: Path, alice: Person, home: Chat
) -> None:
    many(tmp_path)
    async with running_bot(telegram, tmp_path):
        for text in ("OLD times", "ｏｌｄ　ｔｉｍｅｓ", "無日期", "Old Tiems"):
            page = await ask(telegram, alice, home, f"/sources {text}")
            assert titles(page) == [f"无日期{number}" for number in range(6)], text


async def test_a_hostile_filter_is_taken_as_it_is(
    telegram: FakeTelegram, chuchu: Running, alice: Person, home: Chat
) -> None:
    names = ("茶讯" * 400, "👍" * 200, "<b>{text}%s&amp;", "@nobody /start README.md", "\u202e茶")
    for text in names:
        said = await ask(telegram, alice, home, f"/sources {text}")
        assert said.text.startswith(("标题", "按标题")), text
        assert not {"mention", "bot_command"} & {each["type"] for each in said.entities}
    assert not [call for call in telegram.calls if call.outcome.startswith("Bad Request")]


async def test_a_card_is_opened_from_the_list_and_goes_back_to_its_page_and_filter(
    telegram: FakeTelegram, tmp_path: Path, alice: Person, group: Chat
) -> None:
    many(tmp_path)
    other = telegram.person("阿明", "zh-hans")
    async with running_bot(telegram, tmp_path):
        page = await ask(telegram, alice, group, "/sources 茶讯")
        await press(telegram, other, page, NEXT)
        before = page.text
        await press(telegram, other, page, "10")
        assert page.text.startswith("茶讯03\n茶刊 · 2024-03\n")
        assert page.quotes == ["茶讯03里写了些什么。"]
        await press(telegram, other, page, LIST)
        assert page.text == before


async def test_one_reads_on_from_a_card_and_yet_comes_back_to_the_page_and_filter(
    telegram: FakeTelegram, tmp_path: Path, alice: Person, home: Chat
) -> None:
    folder = many(tmp_path)
    head = "---\ntitle: 茶讯00\ndate: '2023'\n---\n"
    text = head + "铁观音在这里。\n\n## 后来\n\n" + "慢慢喝。" * 400
    (folder / "articles" / "news00.md").write_text(text, "utf-8")
    async with running_bot(telegram, tmp_path):
        page = await ask(telegram, alice, home, "/sources 茶讯")
        await press(telegram, alice, page, NEXT)
        before = page.text
        ways = ([READ, NEXT, CARD], ["§ 后来", CARD], ["铁观音", CARD])
        await press(telegram, alice, page, "13")
        for button in chain(*ways):
            await press(telegram, alice, page, button)
        assert page.text.startswith("茶讯00\n")
        await press(telegram, alice, page, LIST)
        assert page.text == before


async def test_where_there_is_no_room_for_the_filter_a_card_goes_back_to_all(
    telegram: FakeTelegram, tmp_path: Path, alice: Person, home: Chat
) -> None:
    add(tiny_folder(tmp_path), "long-" + "x" * 35, "很长很长很长很长的名字", "2024")
    async with running_bot(telegram, tmp_path):
        page = await ask(telegram, alice, home, "/sources 很长很长很长很长的名字")
        await press(telegram, alice, page, "1")
        await press(telegram, alice, page, LIST)
        assert page.text.startswith(WORDS("sources.heading", count=3))


async def test_a_card_tells_what_an_article_is_about(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    latte(tmp_path)
    async with running_bot(telegram, tmp_path):
        for code, language in LANGUAGES:
            reader, words = telegram.person("Kim", code), Words.read(language)
            card = await ask(telegram, reader, telegram.private(reader), "/start a_latte")
            assert card.text.startswith("拿铁的一天\n咖啡周刊 · 小陈 · 2025-06\n拿铁从早上开始。")
            assert card.quotes == ["拿铁从早上开始。铁观音在旁边看着。"]
            assert words("card.related") in card.text
            assert set(titles(card)[1:]) == {"铁观音怎么喝", "酸面包的做法"}
            assert card.button_texts == [
                ["§ 早上"],
                ["§ 晚上"],
                ["铁观音", "酸面包"],
                [words("button.read")],
                [words("button.sources")],
            ]
            assert card.preview is None


async def test_a_heading_opens_the_text_there_and_the_text_leads_back_to_the_card(
    telegram: FakeTelegram, tmp_path: Path, alice: Person, home: Chat
) -> None:
    latte(tmp_path)
    async with running_bot(telegram, tmp_path):
        card = await ask(telegram, alice, home, "/start a_latte")
        buttons = card.button_texts
        await press(telegram, alice, card, "§ 晚上")
        assert card.bold == ["晚上"]
        assert "晚上喝酸面包配的汤。" in card.quotes
        await press(telegram, alice, card, CARD)
        assert card.button_texts == buttons
        await press(telegram, alice, card, READ)
        assert card.quotes[0] == "拿铁从早上开始。铁观音在旁边看着。"
        assert card.button_texts[0] == ["1/3", NEXT]


async def test_a_name_on_a_card_opens_its_own_and_comes_back(
    telegram: FakeTelegram, tmp_path: Path, alice: Person, home: Chat
) -> None:
    folder = latte(tmp_path)
    for year in range(2001, 2008):
        add(folder, f"bread{year}", f"{year}年的酸面包", "2024")
    async with running_bot(telegram, tmp_path):
        card = await ask(telegram, alice, home, "/start a_latte")
        text = card.text
        await press(telegram, alice, card, "酸面包")
        assert card.text.startswith("酸面包 · ")
        await press(telegram, alice, card, NEXT)
        assert card.quotes == ["2006年的酸面包里写了些什么。", "2007年的酸面包里写了些什么。"]
        await press(telegram, alice, card, CARD)
        assert card.text == text


async def test_lists_and_cards_work_after_a_reload_and_a_restart(
    telegram: FakeTelegram, tmp_path: Path, alice: Person, home: Chat
) -> None:
    folder = many(tmp_path)
    async with running_bot(telegram, tmp_path, admin_ids=str(alice.id)):
        page = await ask(telegram, alice, home, "/sources 茶讯")
        gone = await ask(telegram, alice, home, "/sources 茶讯12")
        card = await ask(telegram, alice, home, "/start a_news11")
        (folder / "articles" / "news12.md").unlink()
        add(folder, "news13", "茶讯13", "2025-01")
        await reload(telegram, alice)
        pressed = await telegram.answer_to(telegram.press(alice, gone, "1"))
        assert pressed["text"] == WORDS("talk.no_article")
        await press(telegram, alice, page, NEXT)
        assert titles(page)[-1] == "茶讯01"
    async with running_bot(telegram, tmp_path):
        await press(telegram, alice, page, WORDS("button.page_before"))
        assert titles(page)[:2] == ["茶讯13", "茶讯11"]
        await press(telegram, alice, card, READ)
        await press(telegram, alice, card, CARD)
        assert card.text.startswith("茶讯11\n")


async def test_in_a_topic_the_list_and_its_cards_stay_there(
    telegram: FakeTelegram, chuchu: Running, alice: Person
) -> None:
    forum = telegram.group("论坛", "forum", [alice])
    topic = telegram.topic(forum, "喝茶")
    telegram.say(alice, forum, "/sources@chuchu_test_bot 铁观音", topic=topic)
    page = await telegram.next_message(forum)
    assert page.thread_id == topic
    assert titles(page) == ["铁观音怎么喝"]
    await press(telegram, alice, page, "1")
    assert list(chain(*page.button_texts))[-1] == LIST


async def test_a_hidden_article_is_neither_listed_nor_has_a_card(
    telegram: FakeTelegram, tmp_path: Path, alice: Person, home: Chat
) -> None:
    folder = tiny_folder(tmp_path)
    (folder / "articles" / "secret.md").write_text(
        "---\ntitle: 铁观音秘方\nhidden: true\n---\n铁观音在2024年有个秘方。\n", "utf-8"
    )
    async with running_bot(telegram, tmp_path):
        page = await ask(telegram, alice, home, "/sources 铁观音")
        assert titles(page) == ["铁观音怎么喝"]
        said = await ask(telegram, alice, home, "/start a_secret")
        assert said.text.startswith(WORDS("talk.greeting"))
