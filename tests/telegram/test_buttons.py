"""What the buttons do, and that every press of one is answered, once."""

import logging
from pathlib import Path

import pytest

from bot.state import State
from bot.words import Language, Words
from tests.telegram.asking import BREAD, TEA, is_about_bread
from tests.telegram.running import Running, running_bot, tiny_folder
from tests.telegram.server import FakeTelegram
from tests.telegram.world import Chat, Message, Person

pytestmark = pytest.mark.asyncio
served = pytest.mark.usefixtures("chuchu")

WORDS = Words.read("zh-Hans")
NEXT, PREVIOUS, LITERAL = (WORDS(f"button.{name}") for name in ("next", "previous", "literal"))
NEXT_PAGE = WORDS("button.page_after")
USEFUL, USELESS = WORDS("button.useful"), WORDS("button.useless")
OUTDATED = WORDS("press.outdated")
WATER = "水"  # of which three passages speak
LONG = "".join(f"第{number}步，慢慢地把拿铁打匀，然后再等一会儿。\n\n" for number in range(120))


async def ask(telegram: FakeTelegram, person: Person, chat: Chat, question: str) -> Message:
    telegram.say(person, chat, question if chat.is_private else f"/ask {question}")
    return await telegram.next_message(chat)


async def alert(
    telegram: FakeTelegram, person: Person, message: Message, button: str = "", **how: object
) -> str | None:
    """What the presser is told by a window; None where nothing has to be read away."""
    answer = await telegram.answer_to(telegram.press(person, message, button, **how))  # type: ignore[arg-type] # the fields of a press
    assert len(answer.get("text", "")) <= 200
    return str(answer["text"]) if answer.get("show_alert") else None


def data(message: Message, button: str) -> str:
    """What stands in the button with this text."""
    buttons = [each for row in message.buttons for each in row if button in each["text"]]
    return str(buttons[0]["callback_data"])


def add(folder: Path, name: str, text: str, title: str = "拿铁") -> None:
    (folder / "articles" / f"{name}.md").write_text(f"---\ntitle: {title}\n---\n{text}\n", "utf-8")


async def reload(telegram: FakeTelegram, admin: Person) -> None:
    office = telegram.private(admin)
    telegram.say(admin, office, "/reload")
    await telegram.next_edit(await telegram.next_message(office))


@served
@pytest.mark.parametrize(
    ("code", "language"), [("zh-hans", "zh-Hans"), ("zh-hant", "zh-Hant"), ("en", "en")]
)
async def test_pages_are_turned_in_place(
    telegram: FakeTelegram, code: str, language: Language
) -> None:
    reader, words = telegram.person("读者", code), Words.read(language)
    home = telegram.private(reader)
    shown = await ask(telegram, reader, home, WATER)
    first = shown.text
    previous, following = words("button.previous"), words("button.next")
    assert shown.button_texts[0] == ["1/3", following]
    assert await alert(telegram, reader, shown, following) is None
    await telegram.next_edit(shown)
    assert shown.button_texts[0] == [previous, "2/3", following]
    assert shown.text != first
    telegram.press(reader, shown, following)
    await telegram.next_edit(shown)
    assert shown.button_texts[0] == [previous, "3/3"]
    assert shown.preview is None
    telegram.press(reader, shown, previous)
    await telegram.next_edit(shown)
    telegram.press(reader, shown, previous)
    await telegram.next_edit(shown)
    assert shown.text == first
    assert len(telegram.calls_of("sendMessage")) == 1


@served
async def test_one_result_needs_no_page_to_turn(
    telegram: FakeTelegram, alice: Person, home: Chat
) -> None:
    shown = await ask(telegram, alice, home, "老周的茶馆")
    assert shown.button_texts[0] == [WORDS("button.passage"), USEFUL, USELESS]


@served
async def test_the_position_does_nothing(telegram: FakeTelegram, alice: Person, home: Chat) -> None:
    shown = await ask(telegram, alice, home, WATER)
    assert await alert(telegram, alice, shown, "1/3") is None
    assert not telegram.calls_of("editMessageText")


@served
async def test_in_a_group_only_who_asked_turns_pages(
    telegram: FakeTelegram, alice: Person, group: Chat
) -> None:
    bob = telegram.person("小周", "en")
    shown = await ask(telegram, alice, group, WATER)
    assert await alert(telegram, bob, shown, NEXT) == Words.read("en")("press.not_yours")
    assert await alert(telegram, alice, shown, NEXT) is None
    await telegram.next_edit(shown)
    assert shown.edited == 1


@served
async def test_anyone_turns_the_pages_of_an_anonymous_admins_answer(
    telegram: FakeTelegram, alice: Person, group: Chat
) -> None:
    telegram.say(alice, group, f"/ask {WATER}", anonymous_admin=True)
    shown = await telegram.next_message(group)
    bob = telegram.person("小周")
    telegram.press(bob, shown, NEXT)
    assert (await telegram.next_edit(shown)).button_texts[0][1] == "2/3"


@served
async def test_two_presses_at_once_are_both_answered_and_the_second_is_no_error(
    telegram: FakeTelegram, alice: Person, home: Chat, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "bot")
    shown = await ask(telegram, alice, home, WATER)
    presses = [telegram.press(alice, shown, NEXT) for _ in range(2)]
    assert [(await telegram.answer_to(press)).get("text") for press in presses] == [None, None]
    await telegram.settled()
    assert [call.outcome[:26] for call in telegram.calls_of("editMessageText")] == [
        "ok",
        "Bad Request: message is no",
    ]
    assert len(telegram.calls_of("answerCallbackQuery")) == 2
    assert "edited" not in caplog.text


@served
async def test_a_press_is_answered_while_what_the_last_one_does_takes_its_time(
    telegram: FakeTelegram, alice: Person, home: Chat
) -> None:
    shown = await ask(telegram, alice, home, WATER)
    telegram.fail("editMessageText", "slow", seconds=0.6)
    first = telegram.press(alice, shown, NEXT)
    await telegram.next_edit(shown)
    assert first.answer
    second = telegram.press(alice, shown, NEXT)
    await telegram.answer_to(second, timeout=0.5)
    assert shown.edited == 1
    await telegram.next_edit(shown)
    assert shown.button_texts[0] == [PREVIOUS, "3/3"]


@served
async def test_the_presses_of_two_people_at_once_are_both_answered(
    telegram: FakeTelegram, alice: Person, group: Chat
) -> None:
    bob = telegram.person("小周")
    shown = await ask(telegram, alice, group, WATER)
    presses = [telegram.press(who, shown, NEXT) for who in (alice, bob)]
    said = [(await telegram.answer_to(press)).get("text") for press in presses]
    assert said[0] is None
    assert said[1]


@served
async def test_a_correction_is_undone_by_a_button(
    telegram: FakeTelegram, chuchu: Running, alice: Person, home: Chat
) -> None:
    shown = await ask(telegram, alice, home, "“茶馆卖铁观音”")
    assert shown.text.startswith(WORDS("answer.corrected", text="茶馆卖铁观音"))
    telegram.press(alice, shown, LITERAL)
    await telegram.next_edit(shown)
    assert shown.text.startswith(f"{WORDS('chat.literal')}\n{WORDS('answer.nothing')}")
    assert [LITERAL] not in shown.button_texts


@served
async def test_another_reading_is_asked_by_a_button(
    telegram: FakeTelegram, alice: Person, home: Chat
) -> None:
    shown = await ask(telegram, alice, home, "“茶馆卖铁观音”")
    telegram.press(alice, shown, LITERAL)
    await telegram.next_edit(shown)
    assert WORDS("answer.suggestions") in shown.text
    telegram.press(alice, shown, "茶馆卖铁观音")
    await telegram.next_edit(shown)
    assert shown.quotes
    assert WORDS("chat.literal") not in shown.text


@served
async def test_only_who_asked_has_another_reading_put_in_its_place(
    telegram: FakeTelegram, alice: Person, group: Chat
) -> None:
    bob = telegram.person("小周", "zh-hans")
    shown = await ask(telegram, alice, group, "“茶馆卖铁观音”")
    assert await alert(telegram, bob, shown, LITERAL) == WORDS("press.not_yours")


async def test_a_question_to_try_is_answered_in_a_message_of_its_own(
    telegram: FakeTelegram, chuchu: Running, alice: Person, home: Chat
) -> None:
    shown = await ask(telegram, alice, home, "量子力学是什么？")
    telegram.press(alice, shown, "酸面包")
    assert is_about_bread(await telegram.next_message(home))
    assert not telegram.calls_of("editMessageText")


async def votes(telegram: FakeTelegram, where: Path, shown: Message) -> tuple[int, int]:
    """What was kept of the votes on an answer, once the bot has stopped."""
    state = await State.open(where / "data")
    try:
        return await state.votes(data(shown, USEFUL).split(":")[1])
    finally:
        await state.close()


async def test_everyone_votes_once_and_may_change_their_mind(
    telegram: FakeTelegram, alice: Person, group: Chat, tmp_path: Path
) -> None:
    bob, carol = telegram.person("小周", "zh-hans"), telegram.person("小陈", "zh-hans")
    async with running_bot(telegram, tmp_path):
        shown = await ask(telegram, alice, group, TEA)
        for person, button in (
            (alice, USEFUL),
            (alice, USEFUL),
            (bob, USELESS),
            (bob, USEFUL),
            (carol, USELESS),
        ):
            thanks = await telegram.answer_to(telegram.press(person, shown, button))
            assert thanks["text"] == WORDS("press.thanks")
            assert not thanks.get("show_alert")
    assert await votes(telegram, tmp_path, shown) == (2, 1)
    assert not telegram.calls_of("editMessageText")


async def test_buttons_work_after_a_restart(
    telegram: FakeTelegram, alice: Person, group: Chat, tmp_path: Path
) -> None:
    bob = telegram.person("小周", "zh-hans")
    async with running_bot(telegram, tmp_path):
        shown = await ask(telegram, alice, group, WATER)
    async with running_bot(telegram, tmp_path):
        assert await alert(telegram, bob, shown, NEXT) == WORDS("press.not_yours")
        telegram.press(alice, shown, NEXT)
        assert (await telegram.next_edit(shown)).button_texts[0][1] == "2/3"
        assert await alert(telegram, bob, shown, USEFUL) is None
    assert await votes(telegram, tmp_path, shown) == (1, 0)


async def test_after_a_reload_a_page_shows_the_article_as_it_is_now(
    telegram: FakeTelegram, alice: Person, home: Chat, tmp_path: Path
) -> None:
    async with running_bot(telegram, tmp_path, admin_ids=str(alice.id)) as running:
        shown = await ask(telegram, alice, home, WATER)
        tea = running.folder / "articles" / "tea.md"
        tea.write_text(tea.read_text("utf-8").replace("茶刊", "新茶刊"), "utf-8")
        await reload(telegram, alice)
        texts = []
        for button in (NEXT, PREVIOUS):
            telegram.press(alice, shown, button)
            texts.append((await telegram.next_edit(shown)).text)
        assert any("新茶刊" in text for text in texts)


async def test_with_fewer_results_than_before_the_last_one_is_shown(
    telegram: FakeTelegram, alice: Person, home: Chat, tmp_path: Path
) -> None:
    async with running_bot(telegram, tmp_path, admin_ids=str(alice.id)) as running:
        shown = await ask(telegram, alice, home, WATER)
        telegram.press(alice, shown, NEXT)
        await telegram.next_edit(shown)
        (running.folder / "articles" / "tea.md").unlink()
        await reload(telegram, alice)
        telegram.press(alice, shown, NEXT)
        await telegram.next_edit(shown)
        assert is_about_bread(shown)
        assert shown.button_texts[0] == [PREVIOUS, "2/2"]


@pytest.mark.parametrize("button", [NEXT, USEFUL, USELESS])
async def test_where_the_answer_is_gone_the_question_is_to_be_sent_again(
    telegram: FakeTelegram, alice: Person, home: Chat, tmp_path: Path, button: str
) -> None:
    async with running_bot(telegram, tmp_path, admin_ids=str(alice.id)) as running:
        shown = await ask(telegram, alice, home, WATER)
        for file in (running.folder / "articles").iterdir():
            file.unlink()
        await reload(telegram, alice)
        assert await alert(telegram, alice, shown, button) == OUTDATED
        assert not shown.edited


@served
async def test_a_press_below_a_deleted_message_is_answered(
    telegram: FakeTelegram, alice: Person, home: Chat
) -> None:
    shown = await ask(telegram, alice, home, WATER)
    telegram.delete(shown)
    assert await alert(telegram, alice, shown, NEXT) is None
    assert is_about_bread(await ask(telegram, alice, home, BREAD))


@served
@pytest.mark.parametrize("how", [{"inaccessible": True}, {"inline": True}])
@pytest.mark.parametrize("button", [NEXT, USEFUL, "1/3"])
async def test_a_press_below_a_message_that_cannot_be_read_is_answered(
    telegram: FakeTelegram, alice: Person, home: Chat, how: dict[str, bool], button: str
) -> None:
    shown = await ask(telegram, alice, home, WATER)
    assert await alert(telegram, alice, shown, button, **how) == OUTDATED


FORGED = [
    " ",
    "x" * 64,
    "出处" * 10,
    "\x00",
    "p",
    "p:",
    ":::",
    "p:{id}",
    "p:{id}:-1",
    "p:{id}:१",
    "p:{id}:9999999999999999999",
    "p:{id}:1:2:3:4:5",
    "p:AAAAAAAAAAAA:1",
    "p:../../../etc:1",
    "l",
    "l:AAAAAAAAAAAA",
    "s:{id}",
    "s:{id}:0000000000000000",
    "v:{id}",
    "v:{id}:0",
    "v:{id}:0:2",
    "v:{id}:7:1",
    "v:AAAAAAAAAAAA:0:1",
    "e",
    "e:0000000000000000",
    "t:0000000000000000",
    "k:0000000000000000:0",
    "g:tlh",
    "q:1",
    "a:tea:0",
    "b:0",
    "k",
    "c:tea:0",
    "f:xuKx:0",
    "n:0000000000000000:0",
    "g:en",
]


@served
@pytest.mark.parametrize("forged", FORGED)
async def test_forged_data_is_told_that_it_does_nothing(
    telegram: FakeTelegram, alice: Person, home: Chat, forged: str
) -> None:
    shown = await ask(telegram, alice, home, WATER)
    mine = data(shown, USEFUL).split(":")[1]
    assert await alert(telegram, alice, shown, data=forged.replace("{id}", mine)) == OUTDATED
    assert is_about_bread(await ask(telegram, alice, home, BREAD))
    assert not shown.edited
    assert len(telegram.calls_of("answerCallbackQuery")) == 1


@served
async def test_a_press_without_data_is_answered(
    telegram: FakeTelegram, alice: Person, home: Chat
) -> None:
    shown = await ask(telegram, alice, home, WATER)
    assert await alert(telegram, alice, shown, data="") == OUTDATED


@served
async def test_a_page_far_beyond_the_last_is_the_last(
    telegram: FakeTelegram, alice: Person, home: Chat
) -> None:
    shown = await ask(telegram, alice, home, WATER)
    telegram.press(alice, shown, data=data(shown, NEXT)[:-1] + "999999999")
    assert (await telegram.next_edit(shown)).button_texts[0] == [PREVIOUS, "3/3"]


@served
async def test_ones_own_answer_cannot_be_put_in_the_place_of_anothers(
    telegram: FakeTelegram, alice: Person, group: Chat
) -> None:
    bob = telegram.person("小周", "zh-hans")
    hers = await ask(telegram, alice, group, TEA)
    his = await ask(telegram, bob, group, WATER)
    assert await alert(telegram, bob, hers, data=data(his, NEXT)) == OUTDATED
    assert not hers.edited


@served
async def test_where_the_bot_fails_the_press_is_answered_too(
    telegram: FakeTelegram, alice: Person, home: Chat
) -> None:
    shown = await ask(telegram, alice, home, WATER)
    telegram.fail("editMessageText", "refuse", description="Bad Request: no")
    assert await alert(telegram, alice, shown, NEXT) is None
    assert is_about_bread(await ask(telegram, alice, home, BREAD))


async def test_a_link_opens_an_article_at_a_sentence_to_read_on_from_there(
    telegram: FakeTelegram, alice: Person, home: Chat, tmp_path: Path
) -> None:
    add(tiny_folder(tmp_path), "latte", LONG)
    place = LONG.index("第50步")
    async with running_bot(telegram, tmp_path):
        card = await ask(telegram, alice, home, f"/start a_latte_{place}")
        assert card.text.startswith("拿铁\n")
        assert card.bold == ["第50步，慢慢地把拿铁打匀，然后再等一会儿。"]
        number, count = map(int, card.button_texts[0][1].split("/"))
        assert 1 < number < count
        telegram.press(alice, card, NEXT_PAGE)
        await telegram.next_edit(card)
        assert card.button_texts[0][1] == f"{number + 1}/{count}"
        assert not card.bold
        assert not card.edited > 1


async def test_a_link_beyond_an_articles_end_opens_its_first_page(
    telegram: FakeTelegram, alice: Person, home: Chat, tmp_path: Path
) -> None:
    add(tiny_folder(tmp_path), "latte", LONG)
    async with running_bot(telegram, tmp_path):
        card = await ask(telegram, alice, home, "/start a_latte_99999999")
    assert card.text.startswith("拿铁\n第0步")
    assert card.button_texts[0][0].startswith("1/")
    assert not card.bold


@served
@pytest.mark.parametrize(
    "payload", ["a_unknown", "a_", "a_tea_", "a_tea_-1", "a_TEA", "hello", "a_tea b", "_" * 64]
)
async def test_a_link_to_nothing_gets_the_greeting(
    telegram: FakeTelegram, alice: Person, home: Chat, payload: str
) -> None:
    shown = await ask(telegram, alice, home, f"/start {payload}")
    assert shown.text.startswith(WORDS("talk.greeting"))


async def test_an_article_that_is_gone_meanwhile_is_said_to_be(
    telegram: FakeTelegram, alice: Person, home: Chat, tmp_path: Path
) -> None:
    add(tiny_folder(tmp_path), "latte", LONG)
    async with running_bot(telegram, tmp_path, admin_ids=str(alice.id)) as running:
        card = await ask(telegram, alice, home, "/start a_latte_0")
        (running.folder / "articles" / "latte.md").unlink()
        await reload(telegram, alice)
        assert await alert(telegram, alice, card, NEXT_PAGE) == WORDS("talk.no_article")


@served
async def test_an_answer_to_a_button_begins_with_the_question_that_it_asked(
    telegram: FakeTelegram, alice: Person, home: Chat
) -> None:
    greeting = await ask(telegram, alice, home, "你好")
    telegram.press(alice, greeting, "酸面包要发酵几个小时？")
    answer = await telegram.next_message(home)
    assert answer.text.startswith("酸面包要发酵几个小时？\n")
    assert answer.bold[0] == "酸面包要发酵几个小时？"
