"""The knowledge is reloaded while the bot serves."""

import asyncio
import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from bot.words import Language, Words
from tests.telegram.html import part
from tests.telegram.running import Running, running_bot
from tests.telegram.server import FakeTelegram
from tests.telegram.world import Chat, Message, Person

pytestmark = pytest.mark.asyncio

TEA, LATTE = "铁观音要用多少度的水？", "拿铁的牛奶要打到多少度？"
WORDS = Words.read("zh-Hans")
LATTE_ARTICLE = "---\ntitle: 拿铁\n---\n拿铁用的是深烘的豆子。拿铁的牛奶打到60度就停。\n"


@pytest.fixture
def boss(telegram: FakeTelegram) -> Person:
    return telegram.person("老板", "zh-hans", id=4001)


@pytest.fixture
def office(telegram: FakeTelegram, boss: Person) -> Chat:
    return telegram.private(boss)


@pytest_asyncio.fixture
async def led(telegram: FakeTelegram, office: Chat, tmp_path: Path) -> AsyncIterator[Running]:
    """A bot that has two admins."""
    async with running_bot(telegram, tmp_path, admin_ids="4001,4002") as running:
        yield running


async def reload(telegram: FakeTelegram, boss: Person, office: Chat) -> Message:
    """The one message of a reload, edited into its report."""
    telegram.say(boss, office, "/reload")
    return await telegram.next_edit(await telegram.next_message(office))


async def ask(telegram: FakeTelegram, person: Person, chat: Chat, question: str) -> str:
    telegram.say(person, chat, question)
    return (await telegram.next_message(chat)).text


def first_said(telegram: FakeTelegram) -> list[str]:
    """What was sent, before it was edited."""
    return [call.parameters["text"] for call in telegram.calls_of("sendMessage")]


def in_code(message: Message) -> list[str]:
    return [part(message.text, each) for each in message.entities if each["type"] == "code"]


def add_latte(folder: Path) -> None:
    (folder / "articles" / "latte.md").write_text(LATTE_ARTICLE, "utf-8")


def enlarge(folder: Path, articles: int) -> None:
    for number in range(articles):
        body = "".join(f"第{n}号茶园种了{n + number}棵老茶树，每年采两次。" for n in range(40))
        (folder / "articles" / f"garden{number}.txt").write_text(body, "utf-8")


@pytest.mark.parametrize(
    ("code", "language"), [("zh-hans", "zh-Hans"), ("zh-hant", "zh-Hant"), ("en", "en")]
)
async def test_a_reload_is_one_message_edited_into_its_report(
    telegram: FakeTelegram, led: Running, code: str, language: Language
) -> None:
    boss = telegram.person("Boss", code, id=4002)
    office, words = telegram.private(boss), Words.read(language)
    articles = led.folder / "articles"
    add_latte(led.folder)
    (articles / "bread.md").unlink()
    tea = (articles / "tea.md").read_text("utf-8")
    (articles / "tea.md").write_text(tea.replace("95", "90"), "utf-8")
    telegram.say(boss, office, "/reload")
    said = await telegram.next_edit(await telegram.next_message(office))
    assert first_said(telegram) == [words("reload.running")]
    for name, title in (
        ("added", "拿铁"),
        ("changed", "铁观音怎么喝"),
        ("removed", "酸面包的做法"),
    ):
        assert f"{words(f'reload.{name}', count=1)}\n· {title}" in said.text
    seconds = re.search(r"\d+\.\d", said.text)
    assert seconds
    assert words("reload.done", seconds=seconds[0]) in said.text
    assert re.search(
        words("reload.size", articles=2, passages="PASSAGES").replace("PASSAGES", r"\d+"), said.text
    )
    assert words("reload.no_problems") in said.text


async def test_a_reload_that_finds_all_as_it_was_says_so(
    telegram: FakeTelegram, led: Running, boss: Person, office: Chat
) -> None:
    assert WORDS("reload.same") in (await reload(telegram, boss, office)).text


async def test_a_changed_article_is_answered_anew(
    telegram: FakeTelegram, led: Running, boss: Person, office: Chat
) -> None:
    tea = led.folder / "articles" / "tea.md"
    assert "95度" in await ask(telegram, boss, office, TEA)
    tea.write_text(tea.read_text("utf-8").replace("95", "88"), "utf-8")
    await reload(telegram, boss, office)
    answer = await ask(telegram, boss, office, TEA)
    assert "88度" in answer
    assert "95度" not in answer


async def test_broken_articles_are_named_with_path_and_line_and_the_others_load(
    telegram: FakeTelegram, led: Running, boss: Person, office: Chat
) -> None:
    articles = led.folder / "articles"
    add_latte(led.folder)
    (articles / "broken.md").write_text("---\ntitle: 坏\ndate: [\n---\n坏了。\n", "utf-8")
    (articles / "深").mkdir()
    (articles / "深" / "bytes.txt").write_bytes(b"\xff\xfe\x00\xd8\x80" * 9)
    (articles / "empty.md").write_text("", "utf-8")
    report = await reload(telegram, boss, office)
    assert WORDS("reload.problems", count=3) in report.text
    paths = in_code(report)
    assert [p for p in paths if re.fullmatch(r"articles/broken\.md:\d+", p)]
    assert [p for p in paths if re.fullmatch(r"articles/深/bytes\.txt(:\d+)?", p)]
    assert [p for p in paths if re.fullmatch(r"articles/empty\.md(:\d+)?", p)]
    assert report.links == []
    assert "60度" in await ask(telegram, boss, office, LATTE)
    assert "95度" in await ask(telegram, boss, office, TEA)


async def test_a_failed_reload_says_why_and_the_old_knowledge_serves(
    telegram: FakeTelegram, led: Running, boss: Person, office: Chat
) -> None:
    led.folder.rename(led.folder.with_name("away"))
    report = await reload(telegram, boss, office)
    assert WORDS("reload.failed") in report.text
    assert WORDS("reload.old_serves") in report.text
    assert any("no such folder" in reason for reason in in_code(report))
    assert "95度" in await ask(telegram, boss, office, TEA)
    led.folder.with_name("away").rename(led.folder)
    assert WORDS("reload.same") in (await reload(telegram, boss, office)).text


async def test_a_file_in_the_folders_place_fails_the_reload(
    telegram: FakeTelegram, led: Running, boss: Person, office: Chat
) -> None:
    led.folder.rename(led.folder.with_name("away"))
    led.folder.write_text("不是文件夹", "utf-8")
    assert WORDS("reload.old_serves") in (await reload(telegram, boss, office)).text
    assert "95度" in await ask(telegram, boss, office, TEA)


async def test_of_a_folder_that_has_become_empty_nothing_is_known_any_more(
    telegram: FakeTelegram, led: Running, boss: Person, office: Chat
) -> None:
    for article in (led.folder / "articles").iterdir():
        article.unlink()
    report = await reload(telegram, boss, office)
    assert WORDS("reload.removed", count=2) in report.text
    assert WORDS("answer.empty") in await ask(telegram, boss, office, TEA)


async def test_a_second_admin_is_told_that_one_is_running_and_has_a_report_too(
    telegram: FakeTelegram, led: Running, boss: Person, office: Chat
) -> None:
    second = telegram.person("二老板", "zh-hans", id=4002)
    telegram.say(boss, office, "/reload")
    telegram.say(second, telegram.private(second), "/reload")
    for chat in (office, telegram.private(second)):
        await telegram.next_edit(await telegram.next_message(chat))
    assert sorted(first_said(telegram)) == sorted(map(WORDS, ("reload.running", "reload.waiting")))


async def test_who_asks_twice_is_told_that_one_is_running(
    telegram: FakeTelegram, led: Running, boss: Person, office: Chat
) -> None:
    enlarge(led.folder, 30)
    telegram.say(boss, office, "/reload")
    telegram.say(boss, office, "/reload")
    first, second = await telegram.next_message(office), await telegram.next_message(office)
    assert WORDS("reload.added", count=30) in (await telegram.next_edit(first)).text
    assert WORDS("reload.same") in (await telegram.next_edit(second)).text
    assert first_said(telegram) == [WORDS("reload.running"), WORDS("reload.waiting")]


async def test_an_admin_is_told_of_an_automatic_reload_too(
    telegram: FakeTelegram, led: Running, boss: Person, office: Chat
) -> None:
    enlarge(led.folder, 50)
    led.signals.reload.set()
    assert WORDS("reload.same") in (await reload(telegram, boss, office)).text
    assert first_said(telegram) == [WORDS("reload.waiting")]


async def test_a_hangup_signal_reloads(
    telegram: FakeTelegram, led: Running, boss: Person, office: Chat
) -> None:
    add_latte(led.folder)
    led.signals.reload.set()
    # Told that one runs, the admin's own comes after it.
    assert WORDS("reload.same") in (await reload(telegram, boss, office)).text
    assert "60度" in await ask(telegram, boss, office, LATTE)


async def test_two_hangup_signals_leave_none_out(
    telegram: FakeTelegram, led: Running, boss: Person, office: Chat
) -> None:
    led.signals.reload.set()
    await telegram.settled(quiet=0)
    add_latte(led.folder)
    led.signals.reload.set()
    assert WORDS("reload.added", count=1) not in (await reload(telegram, boss, office)).text
    assert "60度" in await ask(telegram, boss, office, LATTE)


async def test_a_changed_folder_is_reloaded_by_itself(
    telegram: FakeTelegram, tmp_path: Path, boss: Person, office: Chat
) -> None:
    async with running_bot(telegram, tmp_path, admin_ids="4001", watch_knowledge=True) as running:
        add_latte(running.folder)
        while "60度" not in await ask(telegram, boss, office, LATTE):
            pass


async def test_questions_during_a_reload_are_all_answered(
    telegram: FakeTelegram, led: Running, boss: Person, office: Chat
) -> None:
    enlarge(led.folder, 150)
    people = [telegram.person(f"茶友{number}", "zh-hans") for number in range(8)]
    telegram.say(boss, office, "/reload")
    report = await telegram.next_message(office)
    rounds = 0
    while report.edited == 0:
        for person in people:
            telegram.say(person, telegram.private(person), TEA)
        for person in people:
            answer = await telegram.next_message(telegram.private(person))
            assert "95度" in answer.text
        rounds += 1
    assert rounds > 1
    assert WORDS("reload.added", count=150) in report.text


async def test_a_report_that_cannot_be_shown_any_more_stops_nothing(
    telegram: FakeTelegram, led: Running, boss: Person, office: Chat
) -> None:
    add_latte(led.folder)
    telegram.say(boss, office, "/reload")
    telegram.delete(await telegram.next_message(office))
    assert WORDS("reload.same") in (await reload(telegram, boss, office)).text
    assert "60度" in await ask(telegram, boss, office, LATTE)


async def test_a_reload_is_done_also_where_it_cannot_be_said(
    telegram: FakeTelegram, led: Running, boss: Person, group: Chat, office: Chat
) -> None:
    add_latte(led.folder)
    telegram.forbid_writing(group)
    telegram.say(boss, group, "/reload")
    async with asyncio.timeout(10):
        while "60度" not in await ask(telegram, boss, office, LATTE):
            pass


async def test_buttons_work_on_after_a_reload(
    telegram: FakeTelegram, led: Running, boss: Person, office: Chat
) -> None:
    telegram.say(boss, office, TEA)
    answer = await telegram.next_message(office)
    add_latte(led.folder)
    await reload(telegram, boss, office)
    pressed = await telegram.answer_to(telegram.press(boss, answer, "👍"))
    assert pressed["text"] == WORDS("press.thanks")
