"""How an answer reads: the quote, where it stands, what is around it, and what is said of it."""

import json
from pathlib import Path
from urllib.parse import unquote

import pytest

from bot.words import Language, Words
from tests.telegram.asking import BREAD, TEA
from tests.telegram.html import part
from tests.telegram.running import running_bot, tiny_folder
from tests.telegram.server import FakeTelegram
from tests.telegram.world import Chat, Message, Person

pytestmark = pytest.mark.asyncio

WORDS = Words.read("zh-Hans")
NOT_THERE = "量子力学是什么？"
LANGUAGES = [("zh-hans", "zh-Hans"), ("zh-hant", "zh-Hant"), ("en", "en")]
MATCHA = "抹茶叫作Matcha。Matcha要用80度的水来打。"


def article(folder: Path, name: str, text: str, **front: str) -> None:
    lines = "\n".join(f"{key}: {json.dumps(value)}" for key, value in front.items())
    (folder / "articles" / f"{name}.md").write_text(f"---\n{lines}\n---\n{text}\n", "utf-8")


def kinds(message: Message, kind: str) -> list[str]:
    return [part(message.text, each) for each in message.entities if each["type"] == kind]


async def answer(telegram: FakeTelegram, person: Person, where: Path, question: str) -> Message:
    """The answer of a bot that was started on the folder in `where`."""
    async with running_bot(telegram, where):
        telegram.say(person, telegram.private(person), question)
        return await telegram.next_message(telegram.private(person))


async def test_what_matched_is_bold_and_nothing_else(
    telegram: FakeTelegram, alice: Person, tmp_path: Path
) -> None:
    shown = await answer(telegram, alice, tmp_path, "酸面包发酵")
    quote = kinds(shown, "blockquote")[0]
    assert shown.bold == ["酸面包", "发酵"]
    assert all(word in quote for word in shown.bold)


async def test_the_quote_stands_first_then_its_source_then_what_is_around_it(
    telegram: FakeTelegram, alice: Person, tmp_path: Path
) -> None:
    shown = await answer(telegram, alice, tmp_path, BREAD)
    quote, around = kinds(shown, "blockquote")[0], kinds(shown, "expandable_blockquote")[0]
    assert shown.text == f"{quote}\n酸面包的做法\n面包房 · 2025-04\n{around}"


async def test_the_title_opens_the_page_at_a_short_quote(
    telegram: FakeTelegram, alice: Person, tmp_path: Path
) -> None:
    article(tiny_folder(tmp_path), "latte", "拿铁-A，B&C#1要60度。", url="https://a.com/x?y=1")
    shown = await answer(telegram, alice, tmp_path, "拿铁要几度？")
    address, _, fragment = shown.links[0][1].partition("#:~:text=")
    assert address == "https://a.com/x?y=1"
    assert fragment == ("%E6%8B%BF%E9%93%81%2DA%EF%BC%8CB%26C%231%E8%A6%8160%E5%BA%A6%E3%80%82")


async def test_the_title_opens_the_page_from_the_first_to_the_last_words_of_a_long_quote(
    telegram: FakeTelegram, alice: Person, tmp_path: Path
) -> None:
    text = "拿铁用的是深烘的豆子，磨得很细，" + "慢慢地压平，" * 5 + "最后打到1,000转。"
    article(tiny_folder(tmp_path), "latte", text, url="https://a.com/x#part")
    shown = await answer(telegram, alice, tmp_path, "拿铁豆子磨得细吗？")
    address, _, fragment = shown.links[0][1].partition(":~:text=")
    assert address == "https://a.com/x#part"
    assert [unquote(edge) for edge in fragment.split(",")] == [
        "拿铁用的是深烘的豆子",
        "最后打到1,000转",
    ]


@pytest.mark.parametrize(
    "url",
    [
        "",
        "http://localhost/x",
        "ftp://a.com/x",
        "javascript:alert(1)",
        "https://a.com/a b",
        "https://a.com:99999/x",
        "https://a.com:0/",
        "https://[::1",
        "https://a<b.com/",
        'https://a.com"onclick=x',
        "https://.com",
        "just words",
    ],
)
async def test_an_article_without_a_page_to_open_is_opened_in_the_bot(
    telegram: FakeTelegram, alice: Person, tmp_path: Path, url: str
) -> None:
    folder = tiny_folder(tmp_path)
    article(folder, "latte", "拿铁好喝。拿铁要打到60度。", title="拿铁", url=url)
    shown = await answer(telegram, alice, tmp_path, "拿铁要打到几度？")
    title, address = shown.links[0]
    assert title == "拿铁"
    assert address.startswith("https://t.me/chuchu_test_bot?start=a_latte_")
    assert address in [row[0].get("url") for row in shown.buttons]


async def test_what_is_inferred_is_shown_as_such(
    telegram: FakeTelegram, alice: Person, tmp_path: Path
) -> None:
    folder = tiny_folder(tmp_path)
    told = "bread.md: {date: 2025-10, date_inferred: true, title_inferred: true}"
    (folder / "articles.yaml").write_text(told, "utf-8")
    shown = await answer(telegram, alice, tmp_path, BREAD)
    assert "\n酸面包的做法（标题为推定）\n面包房 · 约 2025-10\n" in shown.text


async def test_an_article_of_which_nothing_is_known_has_a_source_all_the_same(
    telegram: FakeTelegram, alice: Person, tmp_path: Path
) -> None:
    (tiny_folder(tmp_path) / "articles" / "latte.txt").write_text("拿铁要打到60度。", "utf-8")
    shown = await answer(telegram, alice, tmp_path, "拿铁要打到几度？")
    assert shown.links
    assert "None" not in shown.text


async def test_what_is_around_a_quote_stands_as_in_the_article(
    telegram: FakeTelegram, alice: Person, tmp_path: Path
) -> None:
    text = "咖啡有很多种。\n\n拿铁要打到60度。\n\n摩卡要加可可。"
    article(tiny_folder(tmp_path), "latte", text)
    shown = await answer(telegram, alice, tmp_path, "拿铁要打到几度？")
    assert all(each in text for each in shown.quotes)
    assert kinds(shown, "expandable_blockquote") == [text]


async def test_after_the_first_words_of_an_article_stands_what_follows_them(
    telegram: FakeTelegram, alice: Person, tmp_path: Path
) -> None:
    shown = await answer(telegram, alice, tmp_path, "老周哪一年开了第一家茶馆？")
    quote, around = kinds(shown, "blockquote")[0], kinds(shown, "expandable_blockquote")[0]
    assert quote.startswith("老周在2019年")
    assert quote not in around


async def test_no_page_is_shown_below_an_answer(
    telegram: FakeTelegram, alice: Person, tmp_path: Path
) -> None:
    assert (await answer(telegram, alice, tmp_path, TEA)).preview is None


@pytest.mark.parametrize(("code", "language"), LANGUAGES)
async def test_what_is_only_near_is_called_so(
    telegram: FakeTelegram, tmp_path: Path, code: str, language: Language
) -> None:
    reader = telegram.person("读者", code)
    shown = await answer(telegram, reader, tmp_path, "铁观音的海外收入是多少？")
    assert shown.text.startswith(Words.read(language)("answer.related"))
    assert shown.quotes


@pytest.mark.parametrize(("code", "language"), LANGUAGES)
async def test_where_there_is_nothing_it_says_so_with_two_questions_to_try(
    telegram: FakeTelegram, tmp_path: Path, code: str, language: Language
) -> None:
    reader = telegram.person("读者", code)
    shown = await answer(telegram, reader, tmp_path, NOT_THERE)
    words = Words.read(language)
    assert shown.text == f"{words('answer.nothing')}\n{words('chat.try')}"
    assert [len(row) for row in shown.buttons] == [1, 1]
    assert not shown.quotes


async def test_a_group_gets_no_questions_to_try(
    telegram: FakeTelegram, alice: Person, group: Chat, tmp_path: Path
) -> None:
    async with running_bot(telegram, tmp_path):
        telegram.say(alice, group, f"/ask {NOT_THERE}")
        shown = await telegram.next_message(group)
    assert shown.text == WORDS("answer.nothing")
    assert not shown.buttons


async def test_where_there_is_nothing_the_nearest_titles_open_their_articles(
    telegram: FakeTelegram, alice: Person, tmp_path: Path
) -> None:
    async with running_bot(telegram, tmp_path):
        home = telegram.private(alice)
        telegram.say(alice, home, "“茶馆卖铁观音”")
        near = await telegram.next_message(home)
        telegram.press(alice, near, WORDS("button.literal"))
        shown = await telegram.next_edit(near)
    assert WORDS("answer.nothing") in shown.text
    assert ("铁观音怎么喝", "https://t.me/chuchu_test_bot?start=a_tea") in shown.links


@pytest.mark.parametrize(("code", "language"), LANGUAGES)
async def test_an_empty_folder_is_said_to_be_empty(
    telegram: FakeTelegram, tmp_path: Path, code: str, language: Language
) -> None:
    (tmp_path / "knowledge").mkdir()
    reader = telegram.person("读者", code)
    shown = await answer(telegram, reader, tmp_path, TEA)
    assert shown.text == Words.read(language)("answer.empty")
    assert not shown.buttons


@pytest.mark.parametrize(("code", "language"), LANGUAGES)
async def test_a_corrected_question_says_how_it_was_read(
    telegram: FakeTelegram, tmp_path: Path, code: str, language: Language
) -> None:
    article(tiny_folder(tmp_path), "matcha", MATCHA, title="抹茶")
    reader = telegram.person("读者", code)
    shown = await answer(telegram, reader, tmp_path, "Matcah要用几度的水？")
    words = Words.read(language)
    said = words("answer.corrected", text="matcha要用几度的水？")
    assert shown.text.lower().startswith(said.lower())
    assert [words("button.literal")] in shown.button_texts


async def test_file_names_names_of_people_and_commands_are_no_links(
    telegram: FakeTelegram, alice: Person, tmp_path: Path
) -> None:
    text = "拿铁的做法见README.md和@latte_art的说明，发送/latte即可，第3.AI章。"
    article(tiny_folder(tmp_path), "latte", text, title="拿铁notes.py", publisher="@nobody")
    shown = await answer(telegram, alice, tmp_path, "拿铁的README.md在哪里？")
    assert kinds(shown, "blockquote") == [text]
    assert {"README.md", "@latte_art", "/latte", "3.AI", "@nobody"} <= set(kinds(shown, "code"))
    assert not {"mention", "bot_command", "url"} & {each["type"] for each in shown.entities}
    assert "README.md" not in shown.bold
