"""What is shown behind the bot's name in any chat, and what is posted of it."""

import logging
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest

from bot.words import Language, Words
from knowledge import KnowledgeBase
from tests.bot.bot_house import SEEDS
from tests.telegram.asking import BREAD, TEA, is_about_bread, is_about_tea, says
from tests.telegram.running import Running, running_bot, tiny_folder
from tests.telegram.server import FakeTelegram
from tests.telegram.world import Chat, Json, Message, Person, Query

pytestmark = pytest.mark.asyncio
served = pytest.mark.usefixtures("chuchu")

NOT_THERE = "量子计算机多少钱？"
NEAR = "铁观音的海外收入是多少？"
EXAMPLES = ["铁观音要用多少度的水泡？", "酸面包要发酵几个小时？"]
in_every_language = pytest.mark.parametrize(
    ("code", "language"), [("zh-hans", "zh-Hans"), ("zh-hant", "zh-Hant"), ("en", "en")]
)
CITIES = (
    "北京 上海 广州 深圳 成都 重庆 武汉 西安 南京 杭州 "
    "苏州 长沙 青岛 大连 厦门 福州 昆明 贵阳 兰州 太原"
).split()
GOODS = (
    "木桶 麻袋 铁罐 瓷瓶 竹篓 纸箱 布包 玻璃罐 锡盒 陶缸 "
    "漆盒 皮囊 银壶 铜匣 草篮 石瓮 藤箱 蜡纸 棉袋 葫芦"
).split()


async def shown(telegram: FakeTelegram, query: Query) -> list[Json]:
    found: list[Json] = (await telegram.answer_to(query))["results"]
    return found


async def posted(
    telegram: FakeTelegram, person: Person, chat: Chat, text: str, number: int = 0
) -> Message:
    query = telegram.ask_inline(person, text)
    await telegram.answer_to(query)
    return telegram.choose(query, chat, number)


async def pages(telegram: FakeTelegram, person: Person, text: str) -> list[list[Json]]:
    """All pages of results, scrolled one after the other."""
    turned: list[list[Json]] = []
    offset = ""
    while not turned or offset:
        query = telegram.ask_inline(person, text, offset=offset)
        turned.append(await shown(telegram, query))
        assert query.answer
        offset = query.answer["next_offset"]
    return turned


def many_articles(where: Path, count: int = 20) -> Path:
    """A folder with so many articles more, each of a day of its own."""
    folder = tiny_folder(where)
    for number, (city, goods) in enumerate(zip(CITIES[:count], GOODS[:count], strict=True)):
        text = (
            f"---\ntitle: {city}的茶\ndate: 2024-01-{number + 1:02}\n---\n{city}人装茶爱用{goods}。"
        )
        (folder / "articles" / f"city-{number}.md").write_text(text, "utf-8")
    return folder


def ids(found: Sequence[Json]) -> list[str]:
    return [result["id"] for result in found]


@served
async def test_a_result_shows_title_publisher_date_and_excerpt(
    telegram: FakeTelegram, alice: Person
) -> None:
    first = (await shown(telegram, telegram.ask_inline(alice, TEA)))[0]
    assert first["title"] == "铁观音怎么喝"
    assert first["description"].startswith("茶刊 · 2025-03-01\n")
    assert "铁观音要用95度以上的水来泡" in first["description"]


@served
@in_every_language
async def test_what_is_posted_is_the_answer_with_a_source_button_and_no_other(
    telegram: FakeTelegram, code: str, language: Language
) -> None:
    reader = telegram.person("Kim", code)
    elsewhere, home = telegram.group("别处", bot_is_member=False), telegram.private(reader)
    for question in (TEA, NEAR, "铁关音要用多少度的水来泡？"):
        post = await posted(telegram, reader, elsewhere, question)
        telegram.say(reader, home, question)
        answer = await telegram.next_message(home)
        assert (post.text, post.entities) == (answer.text, answer.entities)
        [[button]] = post.buttons
        assert button["text"] == says("button.passage", language)
        assert button["url"].startswith("https://t.me/chuchu_test_bot?start=a_tea_")
        assert post.preview is None


@served
@in_every_language
async def test_what_is_only_near_is_called_so_in_the_list_and_in_what_it_posts(
    telegram: FakeTelegram, alice: Person, home: Chat, code: str, language: Language
) -> None:
    query = telegram.ask_inline(telegram.person("Kim", code), NEAR)
    near = await shown(telegram, query)
    assert near[0]["description"].startswith(says("inline.near", language))
    assert telegram.choose(query, home).text.startswith(says("answer.related", language))


@served
async def test_whatever_is_typed_is_answered_within_the_rules(
    telegram: FakeTelegram, alice: Person
) -> None:
    tricky = [
        "<b>铁观音</b>&",
        "”铁观音“",
        "铁观音\ud83c",
        "铁观音🍵" * 64,
        "@someone 铁观音",
        "\x00",
    ]
    for text in tricky:
        await telegram.answer_to(telegram.ask_inline(alice, text))
    assert [call.outcome for call in telegram.calls_of("answerInlineQuery")] == ["ok"] * 6


@served
async def test_an_answer_is_its_askers_alone_and_kept_shortly_after_a_start(
    telegram: FakeTelegram, alice: Person
) -> None:
    answer = await telegram.answer_to(telegram.ask_inline(alice, TEA))
    assert answer["is_personal"] is True
    assert answer["cache_time"] == 10


async def test_pages_of_results_neither_repeat_nor_leave_out_any(
    telegram: FakeTelegram, alice: Person, tmp_path: Path
) -> None:
    async with running_bot(telegram, tmp_path, knowledge_dir=SEEDS):
        turned = await pages(telegram, alice, "AI")
    assert len(turned) > 2
    assert [len(page) for page in turned[:-1]] == [10] * (len(turned) - 1)
    results = [result for page in turned for result in page]
    found = KnowledgeBase.open(SEEDS).ask("AI", limit=100).findings[: len(results)]
    assert len(set(ids(results))) == len(results)
    assert [result["title"] for result in results] == [f.article.title for f in found]
    assert all(
        result["description"].endswith(" ".join(finding.excerpt.text.split()))
        for result, finding in zip(results, found, strict=True)
    )


@served
async def test_nothing_typed_offers_questions_to_try_and_then_the_newest_articles(
    telegram: FakeTelegram, alice: Person, home: Chat
) -> None:
    query = telegram.ask_inline(alice, " ")
    offered = await shown(telegram, query)
    assert [result["title"] for result in offered] == [*EXAMPLES, "酸面包的做法", "铁观音怎么喝"]
    assert offered[3]["description"] == "茶刊 · 2025-03-01\n老周在2019年开了第一家茶馆。"
    example, article = telegram.choose(query, home, 0), telegram.choose(query, home, 3)
    assert example.text.startswith(f"{EXAMPLES[0]}\n")
    assert is_about_tea(example)
    assert article.text.startswith("铁观音怎么喝\n茶刊 · 2025-03-01\n")
    assert article.quotes == ["老周在2019年开了第一家茶馆。"]
    assert article.links[0][1].startswith("https://example.com/tea#:~:text=")
    assert [[button["url"]] for [button] in article.buttons] == [
        ["https://t.me/chuchu_test_bot?start=a_tea_0"]
    ]


async def test_what_is_offered_is_paged_to_its_end(
    telegram: FakeTelegram, alice: Person, tmp_path: Path
) -> None:
    many_articles(tmp_path)
    async with running_bot(telegram, tmp_path):
        turned = await pages(telegram, alice, "")
    assert [len(page) for page in turned] == [10, 10, 4]
    titles = [result["title"] for page in turned for result in page]
    assert titles[:4] == [*EXAMPLES, "酸面包的做法", "铁观音怎么喝"]
    assert titles[4:] == [f"{city}的茶" for city in reversed(CITIES)]


async def test_behind_offers_that_just_fill_a_page_there_is_no_other(
    telegram: FakeTelegram, alice: Person, tmp_path: Path
) -> None:
    many_articles(tmp_path, 6)
    async with running_bot(telegram, tmp_path):
        turned = await pages(telegram, alice, "")
    assert [len(page) for page in turned] == [10]


async def test_after_a_reload_scrolling_goes_on_behind_what_was_shown_last(
    telegram: FakeTelegram, alice: Person, tmp_path: Path
) -> None:
    folder = many_articles(tmp_path)
    async with running_bot(telegram, tmp_path, admin_ids=str(alice.id)):
        query = telegram.ask_inline(alice, "")
        before = await shown(telegram, query)
        newer = "---\ntitle: 更新的茶\ndate: 2026-01-01\n---\n今年的茶刚到。"
        (folder / "articles" / "newer.md").write_text(newer, "utf-8")
        telegram.say(alice, telegram.private(alice), "/reload")
        await telegram.next_edit(await telegram.next_message(telegram.private(alice)))
        assert query.answer
        offset = query.answer["next_offset"]
        after = await shown(telegram, telegram.ask_inline(alice, "", offset=offset))
    assert before[-1]["title"] == "厦门的茶"
    assert not set(ids(before)) & set(ids(after))
    assert after[0]["title"] == "大连的茶"


@served
async def test_an_offset_that_is_not_the_bots_begins_at_the_start(
    telegram: FakeTelegram, alice: Person
) -> None:
    for offset in ("x", "5.", "-1.a", "1.字", "99999999.a", "1" * 64):
        query = telegram.ask_inline(alice, "", offset=offset)
        assert (await shown(telegram, query))[0]["title"] == EXAMPLES[0], offset


@served
async def test_far_beyond_the_end_there_is_nothing_more(
    telegram: FakeTelegram, alice: Person
) -> None:
    for text in ("", TEA):
        answer = await telegram.answer_to(telegram.ask_inline(alice, text, offset="9999999.a"))
        assert (answer["results"], answer["next_offset"]) == ([], "")


@served
@in_every_language
async def test_where_there_is_nothing_a_button_asks_the_same_in_private(
    telegram: FakeTelegram, code: str, language: Language
) -> None:
    reader = telegram.person("Kim", code)
    answer = await telegram.answer_to(telegram.ask_inline(reader, NOT_THERE))
    assert answer["results"] == []
    assert answer["button"]["text"] == says("inline.nothing", language)
    home = telegram.private(reader)
    telegram.say(reader, home, f"/start {answer['button']['start_parameter']}")
    said = await telegram.next_message(home)
    assert said.text.startswith(f"{NOT_THERE}\n{says('answer.nothing', language)}")
    assert said.bold == [NOT_THERE]


LONG = "量子计算机在火星上卖多少钱，又要等多少年才能买到手，谁来修？"


async def test_a_long_question_without_an_answer_is_kept_for_its_asker(
    telegram: FakeTelegram, alice: Person, home: Chat, tmp_path: Path
) -> None:
    stranger = telegram.person("小周", "zh-hans")
    async with running_bot(telegram, tmp_path):
        answer = await telegram.answer_to(telegram.ask_inline(alice, LONG))
        payload = answer["button"]["start_parameter"]
        telegram.say(stranger, telegram.private(stranger), f"/start {payload}")
        said = await telegram.next_message(telegram.private(stranger))
        assert said.text.startswith(says("talk.greeting"))
        telegram.say(alice, home, f"/start {payload}")
        assert (await telegram.next_message(home)).text.startswith(f"{LONG}\n")


async def test_what_is_typed_and_never_sent_is_written_nowhere(
    telegram: FakeTelegram, alice: Person, tmp_path: Path
) -> None:
    async with running_bot(telegram, tmp_path):
        for end in range(25, len(LONG)):
            await telegram.answer_to(telegram.ask_inline(alice, LONG[:end]))
    with closing(sqlite3.connect(tmp_path / "data" / "state.db")) as database:
        assert database.execute("SELECT count(*) FROM asked").fetchall() == [(0,)]


async def test_results_go_on_as_far_as_there_are_any(
    telegram: FakeTelegram, alice: Person, tmp_path: Path
) -> None:
    all_there_is = KnowledgeBase.open(SEEDS).ask("短剧", limit=200).findings
    assert len(all_there_is) > 10
    async with running_bot(telegram, tmp_path, knowledge_dir=SEEDS):
        found = await pages(telegram, alice, "短剧")
    assert sum(map(len, found)) == len(all_there_is)


@served
async def test_a_forged_payload_gets_the_greeting(
    telegram: FakeTelegram, alice: Person, home: Chat
) -> None:
    forged = ["q_", "q_k", "q_kAAAAAAAAAAAA", "q_A", "q_====", "q_" + "_" * 62, "inline"]
    for payload in forged:
        telegram.say(alice, home, f"/start {payload}")
        said = await telegram.next_message(home)
        assert said.text.startswith(says("talk.greeting")), payload


@in_every_language
async def test_without_articles_a_button_says_so(
    telegram: FakeTelegram, tmp_path: Path, code: str, language: Language
) -> None:
    (tmp_path / "knowledge" / "articles").mkdir(parents=True)
    reader = telegram.person("Kim", code)
    async with running_bot(telegram, tmp_path):
        for text in ("", TEA):
            answer = await telegram.answer_to(telegram.ask_inline(reader, text))
            assert answer["results"] == []
            assert answer["button"]["text"] == says("answer.empty", language)


async def test_chosen_results_are_counted_where_there_are_some(
    telegram: FakeTelegram, alice: Person, home: Chat, tmp_path: Path
) -> None:
    async with running_bot(telegram, tmp_path, admin_ids=str(alice.id)):
        telegram.say(alice, home, "/status")
        label = Words.read("zh-Hans")("status.chosen", count="")
        assert label not in (await telegram.next_message(home)).text
        for _ in range(2):
            await posted(telegram, alice, telegram.group("别处", bot_is_member=False), TEA)
        await telegram.settled()
        telegram.say(alice, home, "/status")
        assert f"{label}2" in (await telegram.next_message(home)).text


@served
async def test_of_queries_that_come_together_only_the_newest_of_each_person_is_answered(
    telegram: FakeTelegram, alice: Person
) -> None:
    bob = telegram.person("小周", "zh-hans")
    typed = [telegram.ask_inline(alice, TEA[: length + 1]) for length in range(6)]
    other = telegram.ask_inline(bob, BREAD)
    assert await shown(telegram, typed[-1])
    assert await shown(telegram, other)
    await telegram.settled()
    assert [query.answer for query in typed[:-1]] == [None] * 5


@served
async def test_what_is_typed_while_an_answer_is_on_its_way_is_answered_as_it_stands_then(
    telegram: FakeTelegram, alice: Person
) -> None:
    telegram.fail("answerInlineQuery", "slow", seconds=0.3)
    first = telegram.ask_inline(alice, "铁")
    await telegram.answer_to(first)
    stale = telegram.ask_inline(alice, "铁观")
    newest = telegram.ask_inline(alice, TEA)
    assert await shown(telegram, newest)
    assert stale.answer is None


@served
async def test_an_answer_that_comes_too_late_is_no_error(
    telegram: FakeTelegram, alice: Person, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    late = telegram.ask_inline(alice, TEA)
    telegram.expire(late)
    await telegram.settled()
    assert "query is too old" in caplog.text.lower()
    assert [record for record in caplog.records if record.levelno > logging.INFO] == []


@served
async def test_a_query_wakes_nothing_else(
    telegram: FakeTelegram, chuchu: Running, alice: Person, group: Chat
) -> None:
    post = await posted(telegram, alice, group, BREAD)
    assert is_about_bread(post)
    await telegram.settled()
    assert telegram.calls_of("sendMessage") == []
