"""Things compared: what the articles say of each, in one message."""

import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.state import State
from bot.words import Language, Words
from knowledge import KnowledgeBase
from tests.bot.bot_house import SEEDS
from tests.telegram.asking import says
from tests.telegram.html import length, part
from tests.telegram.running import running_bot
from tests.telegram.server import FakeTelegram
from tests.telegram.test_inline import CITIES, GOODS, pages
from tests.telegram.world import Chat, Message, Person

pytestmark = pytest.mark.asyncio

WORDS = Words.read("zh-Hans")
ARTICLES = {
    "dawn": "晨光是山脚工坊做的相机。晨光每台卖三千二百元。镜头由老周打磨，一年只做两百台。",
    "dusk": "暮色是海边作坊出的相机，机身是铜的。拿着它的人都说重。",
    "night": "我们把晨光和暮色放在一起拍夜景：晨光更亮，暮色的颗粒更细。",
    "red": "红茶是全发酵的茶，汤色发红。",
    "green": "绿茶是不发酵的茶，汤色碧绿。",
}
LEXICON = """
- {name: 晨光, kind: product, aliases: [Dawncam]}
- {name: 暮色, kind: product, aliases: [Duskcam]}
- {name: 云雀, kind: product, aliases: [Larkcam]}
"""
LANGUAGES: tuple[Language, ...] = ("zh-Hans", "zh-Hant", "en")
BOTH = "晨光更亮，暮色的颗粒更细"


def folder(where: Path) -> Path:
    articles = where / "knowledge" / "articles"
    articles.mkdir(parents=True)
    for name, text in ARTICLES.items():
        front = {"title": f"{name}记", "publisher": f"{name}刊", "date": "2025-06-07"}
        lines = "\n".join(f"{key}: {json.dumps(value)}" for key, value in front.items())
        (articles / f"{name}.md").write_text(f"---\n{lines}\n---\n{text}\n", "utf-8")
    (articles.parent / "lexicon.yaml").write_text(LEXICON, "utf-8")
    return articles.parent


async def answers(
    telegram: FakeTelegram, where: Path, *questions: tuple[str, str]
) -> AsyncIterator[Message]:
    """What a bot that was started on the folder in `where` says in private to each question, with
    the language that its asker's Telegram speaks.
    """
    folder(where)
    async with running_bot(telegram, where):
        for code, question in questions:
            reader = telegram.person("读者", code)
            telegram.say(reader, telegram.private(reader), question)
            yield await telegram.next_message(telegram.private(reader))


def sections(message: Message) -> dict[str, str]:
    """What stands below each name in bold that stands on a line of its own."""
    lines = message.text.split("\n")
    headings = {
        part(message.text, each)
        for each in message.entities
        if each["type"] == "bold" and part(message.text, each) in lines
    }
    found: dict[str, str] = {}
    heading = ""
    for line in lines:
        heading = line if line in headings else heading
        found[heading] = f"{found.get(heading, '')}{line}\n"
    return found


def data(message: Message, button: str) -> str:
    buttons = [each for row in message.buttons for each in row if button in each["text"]]
    return str(buttons[0]["callback_data"])


async def test_both_sides_stand_in_one_message_below_a_passage_that_has_both(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    chinese, english = ("晨光", "暮色"), ("Dawncam", "Duskcam")
    asked: list[tuple[str, Language, str, tuple[str, str]]] = [
        ("zh-hans", "zh-Hans", "/compare 晨光 暮色", chinese),
        ("zh-hans", "zh-Hans", "／compare 晨光和暮色", chinese),
        ("zh-hans", "zh-Hans", "/compare 晨光、暮色", chinese),
        ("zh-hans", "zh-Hans", "/compare “晨光”，“暮色”", chinese),
        ("zh-hans", "zh-Hans", "晨光和暮色有什么区别", chinese),
        ("zh-hant", "zh-Hant", "/compare 晨光與暮色", chinese),
        ("zh-hant", "zh-Hant", "請問晨光跟暮色有什麼不一樣？", chinese),
        ("en", "en", "/compare Dawncam vs Duskcam", english),
        ("en", "en", "What is the difference between Dawncam and Duskcam?", english),
    ]
    place = iter(asked)
    async for shown in answers(telegram, tmp_path, *((code, text) for code, _, text, _ in asked)):
        _, language, _, names = next(place)
        words, parts = Words.read(language), sections(shown)
        heading = words("compare.heading", names=words("compare.between").join(names))
        assert parts[""].startswith(f"{heading}\n\n{words('compare.together')}\n")
        assert BOTH in parts[""]
        assert "晨光是山脚工坊做的相机" in parts[names[0]]
        assert "dawn记\ndawn刊 · 2025-06-07\n" in parts[names[0]]
        assert "暮色是海边作坊出的相机" in parts[names[1]]
        assert "dusk记\ndusk刊 · 2025-06-07\n" in parts[names[1]]
        assert length(shown.text) <= 4096
    assert next(place, None) is None


async def test_what_is_asked_of_both_is_shown_where_it_stands_and_said_to_be_missing_elsewhere(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    asked: dict[Language, str] = {
        "zh-Hans": "晨光和暮色哪个便宜？",
        "zh-Hant": "/compare 晨光 暮色 價格",
        "en": "晨光 vs 暮色 price",
    }
    languages = iter(asked)
    async for shown in answers(telegram, tmp_path, *asked.items()):
        parts, near = sections(shown), says("compare.related", next(languages))
        assert "晨光每台卖三千二百元" in parts["晨光"]
        assert near not in parts["晨光"]
        assert parts["暮色"].startswith(f"暮色\n{near}\n")
        assert "dusk记" in parts["暮色"]
    assert next(languages, None) is None


@pytest.mark.parametrize("question", ["/compare 晨光 云雀", "晨光和云雀有什么区别"])
async def test_what_no_article_has_is_said_to_be_missing_and_the_other_side_shown(
    telegram: FakeTelegram, tmp_path: Path, question: str
) -> None:
    languages = iter(LANGUAGES)
    async for shown in answers(telegram, tmp_path, *((code, question) for code in LANGUAGES)):
        parts = sections(shown)
        assert parts["云雀"].strip() == f"云雀\n{says('compare.missing', next(languages))}"
        assert "晨光是山脚工坊做的相机" in parts["晨光"]
    assert next(languages, None) is None


async def test_where_neither_is_there_both_are_said_to_be_missing(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    missing = says("compare.missing")
    async for shown in answers(telegram, tmp_path, ("zh-hans", "/compare 云雀 夜莺")):
        assert [text.strip() for text in list(sections(shown).values())[1:]] == [
            f"云雀\n{missing}",
            f"夜莺\n{missing}",
        ]
        assert not shown.buttons


async def test_things_that_the_lexicon_doesnt_name_are_compared_too(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    asked = (("zh-hans", "红茶和绿茶有什么区别"), ("zh-hans", "/compare 红茶 绿茶"))
    found = [sections(shown) async for shown in answers(telegram, tmp_path, *asked)]
    assert ["绿茶是不发酵的茶" in parts["绿茶"] for parts in found] == [True, True]
    assert ["红茶是全发酵的茶" in parts["红茶"] for parts in found] == [True, True]


async def test_what_compares_nothing_is_answered_as_ever(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    questions = ["晨光是什么", "晨光和暮色", "晨光和老周的故事", "镜头和什么有区别"]
    asked = (("zh-hans", question) for question in questions)
    found = [shown async for shown in answers(telegram, tmp_path, *asked)]
    heading = WORDS("compare.heading", names="")
    assert len(found) == len(questions)
    assert not [shown.text for shown in found if heading in shown.text]
    assert all(shown.quotes or shown.text.startswith(WORDS("answer.nothing")) for shown in found)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_who_names_no_two_things_is_told_how_to(
    telegram: FakeTelegram, tmp_path: Path, language: Language
) -> None:
    orders = ["/compare", "/compare 晨光", "/compare 晨光 Dawncam", "/compare ？"]
    asked = ((language, order) for order in orders)
    said = [shown.text async for shown in answers(telegram, tmp_path, *asked)]
    assert said == [says("compare.how", language)] * len(orders)


async def test_in_a_group_it_replies_to_who_compares_in_their_topic(
    telegram: FakeTelegram, tmp_path: Path, alice: Person
) -> None:
    forum = telegram.group("论坛", "forum", [alice])
    topic = telegram.topic(forum, "相机")
    folder(tmp_path)
    async with running_bot(telegram, tmp_path):
        command = "/compare@chuchu_test_bot 晨光 暮色"
        question = telegram.say(alice, forum, command, topic=topic)
        shown = await telegram.next_message(forum)
        assert {"晨光", "暮色"} <= set(sections(shown))
        assert (shown.reply_to, shown.thread_id) == (question.id, topic)
        telegram.say(alice, forum, "/compare@another_bot 晨光 暮色", topic=topic)
        said = telegram.say(alice, forum, "晨光和暮色哪个好", topic=topic, deliver=True)
        call = telegram.say(alice, forum, "/compare", reply_to=said, topic=topic)
        again = await telegram.next_message(forum)
    assert {"晨光", "暮色"} <= set(sections(again))
    assert again.reply_to == call.id


async def test_an_edit_of_what_is_compared_edits_the_answer(
    telegram: FakeTelegram, tmp_path: Path, alice: Person, home: Chat
) -> None:
    folder(tmp_path)
    async with running_bot(telegram, tmp_path):
        question = telegram.say(alice, home, "/compare 晨光")
        shown = await telegram.next_message(home)
        assert shown.text == says("compare.how")
        telegram.edit(question, "/compare 晨光 暮色")
        assert BOTH in (await telegram.next_edit(shown)).text
        telegram.edit(question, "/ask 晨光 暮色", seconds_later=2)
        await telegram.next_edit(shown)
        assert "暮色" not in sections(shown)
        telegram.edit(question, "晨光和暮色哪个便宜", seconds_later=3)
        assert "三千二百元" in sections(await telegram.next_edit(shown))["晨光"]
    assert len(telegram.calls_of("sendMessage")) == 1


async def test_buttons_open_the_passage_of_each_side(
    telegram: FakeTelegram, tmp_path: Path, alice: Person, home: Chat
) -> None:
    folder(tmp_path)
    async with running_bot(telegram, tmp_path):
        telegram.say(alice, home, "/compare 晨光 暮色")
        shown = await telegram.next_message(home)
        links = {
            each["text"]: each["url"] for row in shown.buttons for each in row if "url" in each
        }
        names = (WORDS("compare.both"), "晨光", "暮色")
        assert list(links) == [WORDS("button.passage_on", name=name) for name in names]
        for url, text in zip(links.values(), (BOTH, "山脚工坊", "海边作坊"), strict=True):
            telegram.say(alice, home, f"/start {url.partition('?start=')[2]}")
            assert text in (await telegram.next_message(home)).text


async def test_a_comparison_is_voted_on_after_a_restart_and_a_reload(
    telegram: FakeTelegram, tmp_path: Path, alice: Person, home: Chat
) -> None:
    where = folder(tmp_path)
    async with running_bot(telegram, tmp_path):
        telegram.say(alice, home, "/compare 晨光 暮色")
        shown = await telegram.next_message(home)
    (where / "articles" / "more.md").write_text("云雀是一种鸟，不是相机。", "utf-8")
    async with running_bot(telegram, tmp_path):
        press = telegram.press(alice, shown, WORDS("button.useful"))
        assert (await telegram.answer_to(press))["text"] == WORDS("press.thanks")
    state = await State.open(tmp_path / "data")
    assert await state.votes(data(shown, WORDS("button.useful")).split(":")[1]) == (1, 0)
    await state.close()


async def test_a_reply_to_a_comparison_goes_on_from_it(
    telegram: FakeTelegram, tmp_path: Path, alice: Person, group: Chat
) -> None:
    folder(tmp_path)
    async with running_bot(telegram, tmp_path):
        telegram.say(alice, group, "/compare 晨光 云雀")
        shown = await telegram.next_message(group)
        telegram.say(alice, group, "那价格呢？", reply_to=shown)
        further = await telegram.next_message(group)
    assert "三千二百元" in further.text


LONG = "晨光的快门用了{}个小时才调好，工坊的人都说声音很轻。"


async def boss_of(telegram: FakeTelegram, chat: Chat, choice: str) -> None:
    """Has an admin of a group choose something for it."""
    boss = telegram.person("群主", "zh-hans")
    chat.people[boss.id], chat.statuses[boss.id] = boss, "administrator"
    telegram.say(boss, chat, "/settings")
    panel = await telegram.next_message(chat)
    telegram.press(boss, panel, data=f"o:{choice}")
    await telegram.next_edit(panel)


async def test_excerpts_compared_are_as_long_as_the_group_wants(
    telegram: FakeTelegram, tmp_path: Path, alice: Person, group: Chat
) -> None:
    text = ARTICLES["dawn"] + "".join(LONG.format(number) for number in range(30))
    (folder(tmp_path) / "articles" / "dawn.md").write_text(text, "utf-8")
    lengths = []
    async with running_bot(telegram, tmp_path):
        for choice in ("short", "normal", "long"):
            if choice != "normal":
                await boss_of(telegram, group, f"length:{choice}")
            telegram.say(alice, group, "/compare 晨光 暮色")
            shown = await telegram.next_message(group)
            lengths.append(max(map(len, shown.quotes)))
            if choice == "short":
                await boss_of(telegram, group, "length:normal")
    assert lengths[0] <= 100 < lengths[1] <= 200 < lengths[2] <= 400


async def test_what_all_are_asked_is_compared_where_both_sides_are_surely_answered(
    tmp_path: Path,
) -> None:
    async with FakeTelegram(can_read_all=True) as telegram:
        alice = telegram.person("小林", "zh-hans")
        group = telegram.group("影视圈", members=[alice])
        folder(tmp_path)
        async with running_bot(telegram, tmp_path):
            await boss_of(telegram, group, "answering:questions")
            for question in ("晨光和云雀有什么区别？", "红茶和绿茶有什么区别？"):
                telegram.say(alice, group, question)
            telegram.say(alice, group, "晨光和暮色有什么区别？")
            said = [await telegram.next_message(group)]
            while not {"晨光", "暮色"} <= set(sections(said[-1])):
                said.append(await telegram.next_message(group))
    heading = WORDS("compare.heading", names="")
    assert not [shown.text for shown in said[:-1] if heading in shown.text]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_name_that_was_corrected_is_said_with_a_button_that_takes_it_literally(
    telegram: FakeTelegram, tmp_path: Path, language: Language
) -> None:
    where = folder(tmp_path)
    (where / "lexicon.yaml").write_text(
        "- {name: 晨光相机, kind: product}\n" + LEXICON[1:], "utf-8"
    )
    (where / "articles" / "new.md").write_text("晨光相机是山脚工坊今年的新作。", "utf-8")
    reader = telegram.person("读者", language)
    home = telegram.private(reader)
    async with running_bot(telegram, tmp_path):
        telegram.say(reader, home, "晨广相机和暮色有什么区别")
        shown = await telegram.next_message(home)
        read = says("answer.corrected", language, text="晨光相机和暮色有什么区别")
        assert shown.text.split("\n")[1] == read
        telegram.press(reader, shown, says("button.literal", language))
        assert says("chat.literal", language) in (await telegram.next_edit(shown)).text


@pytest.mark.parametrize("language", LANGUAGES)
async def test_of_more_names_than_three_the_first_are_compared_and_it_is_said(
    telegram: FakeTelegram, tmp_path: Path, language: Language
) -> None:
    asked = (
        (language, f"/compare {names}") for names in ("晨光、暮色、红茶、绿茶", "晨光、暮色、红茶")
    )
    four, three = [shown async for shown in answers(telegram, tmp_path, *asked)]
    assert four.text.split("\n")[1] == says("compare.first", language)
    assert list(sections(four))[1:] == ["晨光", "暮色", "红茶"] == list(sections(three))[1:]
    assert says("compare.first", language) not in three.text


async def test_a_guest_who_compares_gets_both_sides_with_their_passages_alone(
    telegram: FakeTelegram, tmp_path: Path, alice: Person
) -> None:
    elsewhere = telegram.group("别处", members=[alice], bot_is_member=False)
    folder(tmp_path)
    async with running_bot(telegram, tmp_path):
        telegram.ask_as_guest(alice, "@chuchu_test_bot /compare 晨光 暮色", elsewhere)
        shown = await telegram.next_message(elsewhere)
        telegram.ask_as_guest(alice, "@chuchu_test_bot /compare", elsewhere)
        how = await telegram.next_message(elsewhere)
    assert {"晨光", "暮色"} <= set(sections(shown))
    assert [list(each)[1] for row in shown.buttons for each in row] == ["url"] * 3
    assert how.text == says("compare.how")


INLINE: dict[Language, str] = {
    "zh-Hans": "晨光和暮色有什么区别",
    "zh-Hant": "晨光與暮色哪個好",
    "en": "Dawncam vs Duskcam",
}


@pytest.mark.parametrize("language", LANGUAGES)
async def test_inline_both_sides_are_the_first_result_and_single_answers_stand_behind_it(
    telegram: FakeTelegram, tmp_path: Path, alice: Person, group: Chat, language: Language
) -> None:
    folder(tmp_path)
    words, reader = Words.read(language), telegram.person("读者", language.lower())
    names = ("Dawncam", "Duskcam") if language == "en" else ("晨光", "暮色")
    heading = words("compare.heading", names=words("compare.between").join(names))
    async with running_bot(telegram, tmp_path):
        query = telegram.ask_inline(reader, INLINE[language])
        first, *others = (await telegram.answer_to(query))["results"]
        shown = telegram.choose(query, group)
    assert first["title"] == heading
    assert first["description"].startswith(f"{names[0]}: 晨光是山脚工坊做的相机")
    assert f"\n{names[1]}: 暮色是海边作坊出的相机" in first["description"]
    assert shown.text.startswith(heading)
    assert {"", *names} == set(sections(shown))
    assert others
    assert all(heading not in str(other) for other in others)
    assert len({each["id"] for each in (first, *others)}) == 1 + len(others)


ONLY_ONE: dict[Language, str] = {
    "zh-Hans": "晨光和暮色哪个便宜？",
    "zh-Hant": "晨光和暮色哪個便宜？",
    "en": "晨光 vs 暮色 price",
}


@pytest.mark.parametrize("language", LANGUAGES)
async def test_inline_a_side_that_is_only_near_is_called_so(
    telegram: FakeTelegram, tmp_path: Path, language: Language
) -> None:
    folder(tmp_path)
    reader = telegram.person("读者", language.lower())
    async with running_bot(telegram, tmp_path):
        query = telegram.ask_inline(reader, ONLY_ONE[language])
        first = (await telegram.answer_to(query))["results"][0]
    dawn, dusk = first["description"].split("\n")
    assert dawn.startswith("晨光: 晨光是山脚工坊做的相机。晨光每台卖三千二百元")
    assert dusk.startswith(f"暮色 · {says('inline.near', language)}: ")


async def test_inline_a_long_name_of_a_side_is_cut(
    telegram: FakeTelegram, tmp_path: Path, alice: Person
) -> None:
    where, long = folder(tmp_path), "甲" * 70
    (where / "lexicon.yaml").write_text(f"{LEXICON}- {{name: {long}, kind: product}}\n", "utf-8")
    (where / "articles" / "long.md").write_text(f"{long}是城里人做的相机。", "utf-8")
    async with running_bot(telegram, tmp_path):
        query = telegram.ask_inline(alice, f"晨光和{long}有什么区别")
        first = (await telegram.answer_to(query))["results"][0]
    assert first["description"].split("\n")[1].startswith(f"{'甲' * 59}…: 甲")


@pytest.mark.parametrize("question", ["可灵和Sora有什么区别", "Vidu和Midjourney有什么区别"])
async def test_inline_pages_that_begin_with_a_comparison_neither_repeat_nor_leave_out_any(
    telegram: FakeTelegram, tmp_path: Path, alice: Person, question: str
) -> None:
    async with running_bot(telegram, tmp_path, knowledge_dir=SEEDS):
        turned = await pages(telegram, alice, question)
    first, *others = (result for page in turned for result in page)
    found = KnowledgeBase.open(SEEDS).ask(question, limit=200).findings
    assert WORDS("compare.heading", names="") in first["title"]
    assert len(turned) > 2
    assert len({each["id"] for each in (first, *others)}) == 1 + len(found)
    assert all(
        result["description"].endswith(" ".join(finding.excerpt.text.split()))
        for result, finding in zip(others, found, strict=True)
    )


@pytest.mark.parametrize(("count", "lengths"), [(7, [9]), (8, [10]), (9, [10, 1])])
async def test_inline_a_comparison_counts_as_a_result_of_its_page(
    telegram: FakeTelegram, tmp_path: Path, alice: Person, count: int, lengths: list[int]
) -> None:
    where = folder(tmp_path)
    for number, (city, goods) in enumerate(zip(CITIES[:count], GOODS[:count], strict=True)):
        text = f"在{city}，晨光和暮色的区别是装{goods}的多少。"
        (where / "articles" / f"city-{number}.md").write_text(text, "utf-8")
    async with running_bot(telegram, tmp_path):
        turned = await pages(telegram, alice, "晨光和暮色有什么区别")
    assert [len(page) for page in turned] == lengths


FOLLOWED = {
    "zh-Hans": ("晨光是什么？", "它和暮色有什么区别？", "那价格呢？"),
    "zh-Hant": ("晨光是什麼？", "那跟暮色比呢？", "價格呢？"),
    "en": ("What is Dawncam?", "Is it better than Duskcam?", "What about the price?"),
}


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_follow_up_compares_what_was_asked_about_and_the_next_goes_on_from_both(
    telegram: FakeTelegram, tmp_path: Path, language: Language
) -> None:
    folder(tmp_path)
    words, reader = Words.read(language), telegram.person("读者", language.lower())
    home, shown = telegram.private(reader), None
    first, other = ("Dawncam", "Duskcam") if language == "en" else ("晨光", "暮色")
    async with running_bot(telegram, tmp_path):
        followed = []
        for question in FOLLOWED[language]:
            telegram.say(reader, home, question, reply_to=shown)
            followed.append(shown := await telegram.next_message(home))
    _, compared, price = followed
    both = words("compare.between").join((first, other))
    heading = words("compare.heading", names=both)
    assert compared.text.startswith(f"{heading}\n{words('answer.carried', name=first)}\n\n")
    assert price.text.startswith(f"{heading}\n{words('answer.carried', name=both)}\n\n")
    assert set(sections(compared)) == set(sections(price)) == {"", first, other}
    assert "三千二百元" in sections(price)[first]
    share = [each for row in compared.buttons for each in row if "switch_inline" in str(each)]
    assert first in str(share)
    assert other in str(share)


async def test_mere_names_have_no_button_to_ask_them_elsewhere(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    asked = (("zh-hans", "/compare 晨光 暮色"), ("zh-hans", "晨光和暮色有什么区别"))
    names, question = [shown.labels async for shown in answers(telegram, tmp_path, *asked)]
    assert WORDS("button.share") in question
    assert WORDS("button.share") not in names


@pytest.mark.parametrize("filling", ["😀", "字"])
async def test_however_long_all_is_a_comparison_fits_a_message(
    telegram: FakeTelegram, tmp_path: Path, alice: Person, group: Chat, filling: str
) -> None:
    where = folder(tmp_path)
    names = [mark * 40 for mark in "甲乙丙"]
    lexicon = [{"name": name, "kind": "product", "aliases": []} for name in names]
    (where / "lexicon.yaml").write_text(json.dumps(lexicon, ensure_ascii=False), "utf-8")
    for number, name in enumerate(names):
        front = f"---\ntitle: {'题' * 400}\npublisher: {'刊' * 400}\ndate: 2025-06-07\n---\n"
        text = "。".join([name + filling * 350] * 2) + "。"
        (where / "articles" / f"long{number}.md").write_text(front + text, "utf-8")
    (where / "articles" / "long3.md").write_text(
        front + "和".join(names) + "的区别是" + filling * 265 + "。", "utf-8"
    )
    async with running_bot(telegram, tmp_path):
        await boss_of(telegram, group, "length:long")
        telegram.say(alice, group, f"/compare {'、'.join(names)}")
        shown = await telegram.next_message(group)
    assert len(shown.quotes) == 4
    assert 2000 < length(shown.text) <= 4096
