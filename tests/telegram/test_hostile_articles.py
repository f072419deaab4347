"""Articles that try to break a message: every one is shown as it is, or at least safely."""

import json
from pathlib import Path

import pytest

from bot.printable import printable
from bot.replies.markup import is_visible
from tests.telegram.html import length
from tests.telegram.running import running_bot, tiny_folder
from tests.telegram.server import FakeTelegram
from tests.telegram.world import Button, Chat, Message, Person

pytestmark = pytest.mark.asyncio

TEXTS = [
    "拿铁里有<script>alert('奶')</script>和&amp;、<b>不闭合的标签，还有</blockquote>。",
    "拿铁写作*粗体*、_斜体_、[链接](https://a.com)、`代码`和||暗语||，还有\\*反斜杠。",
    "拿铁有{braces}、{0}、{text!r}、%s、%(name)s和$HOME。",
    "拿铁👨‍👩‍👧‍👦的👍🏽奶𠮷泡🇨🇳要打60度，𝕏也这么说。",
    "拿铁\u202e反过来\u202c写，还\u2066隔离\u2069着，\x07响一声\x1b[31m就红了。",
    "拿铁" + "要慢慢打" * 500 + "。",
    "拿铁" + "👍" * 900 + "。",
    "拿铁" + "很好喝，" * 600 + "喝完了。",
    "拿铁要" + "<&>\"'" * 300 + "60度。",
    "拿铁见@latte、/latte、#拿铁、$USD、a@b.com、https://a.com/x.md、README.md和12:30。",
    "拿铁&lt;b&gt;60度&lt;/b&gt;&#x27;&nbsp;&unknown;&。",
    "> 拿铁要打到60度。",
    "拿铁\t要\u00a0打\u3000到\u200b60度。",
]
TITLES = [
    "拿铁<script>alert(1)</script>&amp;<b>",
    "拿" * 3000,
    "👍" * 200,
    "拿铁\u202e反\u202c",
    "拿铁\x00\x07\x1b[2J",
    "\u200b\u2060",
    "拿铁{title}{0}%s%(x)s",
    "README.md",
    "拿铁\"'`*_[]()~>#+-=|{}.!",
    "行一\n行二\r\n行三",
]
LONGEST_ID = "latte-" + "x" * 34


def write(folder: Path, name: str, text: str, **known: str) -> None:
    (folder / "articles" / f"{name}.txt").write_text(text, "utf-8")
    described = json.dumps({f"{name}.txt": known}, ensure_ascii=False)
    (folder / "articles.yaml").write_text(described, "utf-8")


def check(message: Message) -> None:
    """What Telegram's own limits leave to see."""
    assert 1 <= length(message.text) <= 4096
    buttons: list[Button] = [button for row in message.buttons for button in row]
    for button in buttons:
        assert button["text"].strip()
        assert 1 <= len(button.get("callback_data", "-").encode()) <= 64


async def everything(
    telegram: FakeTelegram, alice: Person, home: Chat, question: str, article: str
) -> list[Message]:
    """All that the bot says of an article: the answer, its text, the lists, its card."""
    said: list[Message] = []
    for text in (
        question,
        f"/start a_{article}_0",
        "/sources",
        f"“{question}绝无此句”",
        f"/start a_{article}",
        f"/sources {question}",
    ):
        telegram.say(alice, home, text)
        message = await telegram.next_message(home)
        check(message)
        said.append(message)
        for _ in range(3):
            following = [b for row in message.buttons for b in row if "›" in b["text"][1:]]
            if not following:
                break
            telegram.press(alice, message, following[0]["text"])
            check(await telegram.next_edit(message))
    refused = [call for call in telegram.calls if call.outcome.startswith("Bad Request")]
    assert not refused
    return said


@pytest.mark.parametrize("text", TEXTS)
async def test_a_hostile_text_is_shown_word_for_word(
    telegram: FakeTelegram, alice: Person, home: Chat, tmp_path: Path, text: str
) -> None:
    whole = f"前一句话。\n\n{text}\n\n后一句话。"
    write(tiny_folder(tmp_path), "latte", whole, title="拿铁")
    async with running_bot(telegram, tmp_path):
        answer, read, _, _, card, _ = await everything(telegram, alice, home, "拿铁", "latte")
    assert answer.quotes
    assert read.quotes
    assert card.quotes == ["前一句话。"]
    assert all(quote in printable(whole) for quote in answer.quotes + read.quotes)
    assert not {"mention", "bot_command"} & {each["type"] for each in answer.entities}


@pytest.mark.parametrize("title", TITLES)
async def test_a_hostile_title_is_linked_all_the_same(
    telegram: FakeTelegram, alice: Person, home: Chat, tmp_path: Path, title: str
) -> None:
    write(
        tiny_folder(tmp_path),
        "latte",
        "拿铁要打到60度。",
        title=title,
        publisher="刊" * 1000 + "<i>{0}%s",
        date="2025-10",
        url="https://a.com/?q='\"&x={0}%s<b>",
    )
    async with running_bot(telegram, tmp_path):
        said = await everything(telegram, alice, home, "拿铁", "latte")
    answer, read, sources, _, card, _ = said
    for message in (answer, read, card):
        shown, address = message.links[0]
        assert is_visible(shown)
        assert length(shown) <= 200
        assert address.startswith("https://a.com/?q=")
    assert "?start=a_latte" in str(sources.links)


async def test_the_longest_id_fits_its_buttons_and_links(
    telegram: FakeTelegram, alice: Person, home: Chat, tmp_path: Path
) -> None:
    text = "\n\n".join(f"第{number}步，把拿铁打匀。" for number in range(200))
    write(tiny_folder(tmp_path), LONGEST_ID, text)
    async with running_bot(telegram, tmp_path):
        answer, read, *_ = await everything(
            telegram, alice, home, "拿铁第199步怎么打？", LONGEST_ID
        )
    assert f"a_{LONGEST_ID}_" in answer.links[0][1]
    assert len(answer.links[0][1].partition("start=")[2]) <= 64
    assert read.button_texts[0][1].startswith("4/")


@pytest.mark.parametrize(
    "question",
    [
        "<b>拿铁</b>&amp;",
        "“" + "👍" * 70 + "”拿铁",
        "“{braces}%s”拿铁",
        "“@nobody README.md”拿铁",
        "“\u202e拿铁” 拿铁",
        "“\u200b\u200b\u200b”拿铁",
        "拿铁" * 2000,
        "“" + "拿铁的" * 26 + "”",
    ],
)
async def test_a_hostile_question_is_answered(
    telegram: FakeTelegram, alice: Person, home: Chat, tmp_path: Path, question: str
) -> None:
    write(tiny_folder(tmp_path), "latte", "拿铁要打到60度。")
    async with running_bot(telegram, tmp_path):
        telegram.say(alice, home, question)
        message = await telegram.next_message(home)
        check(message)
        for button in ("按原话查", "拿铁"):
            if any(button in b["text"] for row in message.buttons for b in row):
                telegram.press(alice, message, button)
                check(await telegram.next_edit(message))
    assert not [call for call in telegram.calls if call.outcome.startswith("Bad Request")]
    assert not {"mention", "bot_command"} & {each["type"] for each in message.entities}


async def test_hostile_headings_are_buttons_that_open_them(
    telegram: FakeTelegram, alice: Person, home: Chat, tmp_path: Path
) -> None:
    # A file with a null is no text.
    headings = [" ".join(title.split()) for title in TITLES if "\0" not in title]
    headings += [f"第{n}节" for n in range(20)]
    parts = "\n\n".join(f"## {heading}\n\n拿铁的一节。" for heading in headings)
    (tiny_folder(tmp_path) / "articles" / "latte.md").write_text(f"开头。\n\n{parts}", "utf-8")
    async with running_bot(telegram, tmp_path):
        telegram.say(alice, home, "/start a_latte")
        card = await telegram.next_message(home)
        check(card)
        shown = [row[0] for row in card.buttons if row[0]["text"].startswith("§")]
        assert len(shown) == 12
        for heading in shown:
            telegram.press(alice, card, data=heading["callback_data"])
            check(await telegram.next_edit(card))
            telegram.press(alice, card, "文章简介")
            check(await telegram.next_edit(card))
    assert not [call for call in telegram.calls if call.outcome.startswith("Bad Request")]


async def test_a_hostile_lexicon_is_listed_and_asked(
    telegram: FakeTelegram, alice: Person, home: Chat, tmp_path: Path
) -> None:
    folder = tiny_folder(tmp_path)
    names = ["拿铁<b>{0}%s", "拿" * 300, "👍" * 100, "@nobody"]
    said = "".join(
        f"这里在2024年{n}月说到{name}{'👍' * 140}。" for n, name in enumerate(names * 3, 1)
    )
    write(folder, "latte", said, title="👍" * 200, publisher="👍" * 200)
    kind = "怪<b>{kind}" * 30
    lexicon = [{"name": name, "kind": kind, "aliases": []} for name in names]
    (folder / "lexicon.yaml").write_text(json.dumps(lexicon, ensure_ascii=False), "utf-8")
    async with running_bot(telegram, tmp_path):
        telegram.say(alice, home, "/topics")
        message = await telegram.next_message(home)
        check(message)
        telegram.press(alice, message, "怪")
        check(await telegram.next_edit(message))
        for button in [button for row in message.buttons[:-1] for button in row]:
            telegram.press(alice, message, data=button["callback_data"])
            check(await telegram.next_edit(message))
            telegram.press(alice, message, "提问")
            check(await telegram.next_message(home))
    assert not [call for call in telegram.calls if call.outcome.startswith("Bad Request")]
