"""The knowledge that is served: reloads, one at a time, and the watched folder."""

import asyncio
import itertools
import os
import shutil
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.live import LiveKnowledge
from bot.watching import stamp_of
from tests.telegram.running import tiny_folder

pytestmark = pytest.mark.asyncio

Change = Callable[[Path], None]
NEW = "---\ntitle: 拿铁\n---\n拿铁用的是深烘的豆子。牛奶打到60度就停。\n"


@asynccontextmanager
async def watched(folder: Path) -> AsyncIterator[LiveKnowledge]:
    live = LiveKnowledge.open(folder, folder.parent / "data", look_every=0.005)
    watching = asyncio.create_task(live.watch())
    try:
        yield live
    finally:
        watching.cancel()
        await asyncio.wait([watching])


async def until(true: Callable[[], object]) -> None:
    async with asyncio.timeout(30):
        while not true():
            await asyncio.sleep(0.005)


async def looked_again(folder: Path, live: LiveKnowledge) -> None:
    """Until a change made now was seen: whatever came before it was, too."""
    write(folder / "articles" / "mark.md", "---\ntitle: 记号\n---\n这是最后写进来的一篇。\n")
    await until(lambda: "记号" in titles(live))


def titles(live: LiveKnowledge) -> set[str]:
    return {article.title for article in live.current.knowledge.articles}


def write(path: Path, text: str = NEW) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def write_in_place(folder: Path) -> None:
    write(folder / "articles" / "latte.md")


def rename_into_place(folder: Path) -> None:
    write(folder / "articles" / ".latte.md.part")
    (folder / "articles" / ".latte.md.part").rename(folder / "articles" / "latte.md")


def write_in_a_subfolder(folder: Path) -> None:
    write(folder / "articles" / "咖啡" / "latte.md")


def exchange_the_folder(folder: Path) -> None:
    other = folder.with_name("other")
    shutil.copytree(folder, other)
    write_in_place(other)
    folder.rename(folder.with_name("old"))
    other.rename(folder)


def remove_and_make_anew(folder: Path) -> None:
    kept = shutil.copytree(folder, folder.with_name("kept"))
    shutil.rmtree(folder)
    shutil.copytree(kept, folder)
    write_in_place(folder)


@pytest.mark.parametrize(
    "change",
    [
        write_in_place,
        rename_into_place,
        write_in_a_subfolder,
        exchange_the_folder,
        remove_and_make_anew,
    ],
)
async def test_a_new_article_is_found_however_it_came(tmp_path: Path, change: Change) -> None:
    folder = tiny_folder(tmp_path)
    async with watched(folder) as live:
        change(folder)
        await until(lambda: "拿铁" in titles(live))


async def test_the_systems_notice_is_enough(tmp_path: Path) -> None:
    folder = tiny_folder(tmp_path)
    live = LiveKnowledge.open(folder, folder.parent / "data", look_every=600)
    watching = asyncio.create_task(live.watch())
    for count in range(100):  # nobody says when the watch has begun
        (folder / "articles" / "latte.md").write_text(f"{NEW}{'。' * count}", "utf-8")
        await asyncio.sleep(0.05)
        if "拿铁" in titles(live):
            break
    else:
        await until(lambda: "拿铁" in titles(live))
    watching.cancel()
    await asyncio.wait([watching])


async def test_after_the_folder_was_exchanged_it_is_watched_on(tmp_path: Path) -> None:
    folder = tiny_folder(tmp_path)
    async with watched(folder) as live:
        exchange_the_folder(folder)
        await until(lambda: "拿铁" in titles(live))
        (folder / "articles" / "latte.md").unlink()
        await until(lambda: "拿铁" not in titles(live))


async def test_a_link_that_leads_to_another_folder_is_followed(tmp_path: Path) -> None:
    first, second = tiny_folder(tmp_path / "1"), tiny_folder(tmp_path / "2")
    write_in_place(second)
    folder, swap = tmp_path / "knowledge", tmp_path / "swap"
    folder.symlink_to(first)
    swap.symlink_to(second)
    async with watched(folder) as live:
        swap.rename(folder)
        await until(lambda: "拿铁" in titles(live))


async def test_what_changed_between_reading_and_watching_is_found(tmp_path: Path) -> None:
    folder = tiny_folder(tmp_path)
    live = LiveKnowledge.open(folder, folder.parent / "data", look_every=0.005)
    write_in_place(folder)
    watching = asyncio.create_task(live.watch())
    await until(lambda: "拿铁" in titles(live))
    watching.cancel()


@pytest.mark.parametrize("name", ["lexicon.yaml", "questions.jsonl"])
async def test_what_stands_beside_the_articles_is_watched_too(tmp_path: Path, name: str) -> None:
    folder = tiny_folder(tmp_path)
    async with watched(folder) as live:
        (folder / name).unlink()
        await until(lambda: live.last_reload)
        assert not (
            live.current.knowledge.topics if name == "lexicon.yaml" else live.current.examples.all()
        )


async def test_many_files_written_at_once_are_one_or_two_reloads(tmp_path: Path) -> None:
    folder, reports = tiny_folder(tmp_path), set()
    async with watched(folder) as live:
        for number in range(20):
            write(folder / "articles" / f"latte{number}.md", NEW.replace("拿铁", f"拿铁{number}"))
            await asyncio.sleep(0)
        while len(titles(live)) < 22:
            await asyncio.sleep(0.005)
            reports.add(live.last_reload)
    assert len(reports - {None}) <= 2


async def test_what_editors_leave_for_a_while_reloads_nothing(tmp_path: Path) -> None:
    folder = tiny_folder(tmp_path)
    articles = folder / "articles"
    async with watched(folder) as live:
        for name in (".tea.md.swp", "tea.md~", "#tea.md#", "tea.md.tmp", ".git/HEAD"):
            write(articles / name)
        await looked_again(folder, live)
        assert live.last_reload
        assert live.last_reload.changes.added == ("记号",)
        before = stamp_of(folder)
        (articles / "tea.md~").unlink()
        write(articles / ".tea.md.swp", "别的")
        assert stamp_of(folder) == before


async def test_what_the_bot_keeps_inside_the_folder_reloads_nothing(tmp_path: Path) -> None:
    folder = tiny_folder(tmp_path)
    before = stamp_of(folder)
    write(folder / "data" / "state.db", "别的")
    write(folder / "state.db-wal", "别的")
    assert stamp_of(folder) == before


async def test_a_folder_that_is_gone_for_a_while_serves_on_and_is_logged_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    folder = tiny_folder(tmp_path)
    async with watched(folder) as live:
        folder.rename(tmp_path / "away")
        await until(lambda: live.last_reload and live.last_reload.failure)
        assert titles(live) == {"铁观音怎么喝", "酸面包的做法"}
        looks = itertools.count()
        await until(lambda: next(looks) > 10)
        write_in_place(tmp_path / "away")
        (tmp_path / "away").rename(folder)
        await until(lambda: "拿铁" in titles(live))
        assert live.last_reload
        assert live.last_reload.failure is None
    assert caplog.text.count("Reload failed") == 1


async def test_a_reload_by_hand_is_not_repeated_by_the_watch(tmp_path: Path) -> None:
    folder = tiny_folder(tmp_path)
    async with watched(folder) as live:
        write_in_place(folder)
        by_hand = await live.reload()
        assert by_hand.changes.added == ("拿铁",)
        await looked_again(folder, live)
        assert live.last_reload
        assert live.last_reload.changes.added == ("记号",)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
async def test_an_article_that_may_be_read_now_is_found(tmp_path: Path) -> None:
    folder = tiny_folder(tmp_path)
    (folder / "articles" / "tea.md").chmod(0)
    async with watched(folder) as live:
        assert len(titles(live)) == 1
        (folder / "articles" / "tea.md").chmod(0o644)
        await until(lambda: len(titles(live)) == 2)


async def test_requests_during_a_reload_share_one_more_that_sees_what_they_were_made_for(
    tmp_path: Path,
) -> None:
    folder = tiny_folder(tmp_path)
    live = LiveKnowledge.open(folder, folder.parent / "data")
    first = live.reload()
    assert live.reloading
    write_in_place(folder)
    second, third = live.reload(), live.reload()
    assert await second is await third is not await first
    assert "拿铁" in titles(live)
    assert not live.reloading


async def test_a_request_that_is_given_up_ends_no_reload(tmp_path: Path) -> None:
    folder = tiny_folder(tmp_path)
    live = LiveKnowledge.open(folder, folder.parent / "data")
    write_in_place(folder)
    live.reload().cancel()
    await until(lambda: not live.reloading)
    assert "拿铁" in titles(live)


async def test_a_snapshot_that_was_taken_answers_on_after_a_reload(tmp_path: Path) -> None:
    folder = tiny_folder(tmp_path)
    live = LiveKnowledge.open(folder, folder.parent / "data")
    taken = live.current
    (folder / "articles" / "tea.md").unlink()
    await live.reload()
    assert taken.knowledge.ask("铁观音用多少度的水").outcome == "answered"
    assert live.current.knowledge.ask("铁观音用多少度的水").outcome != "answered"


async def test_a_snapshot_is_as_old_as_it_has_served(tmp_path: Path) -> None:
    folder = tiny_folder(tmp_path)
    live = LiveKnowledge.open(folder, tmp_path / "data")
    await live.reload()
    await asyncio.sleep(0.05)
    before = live.age
    assert before >= 0.05
    shutil.move(folder, tmp_path / "away")
    await live.reload()
    assert live.age > before
    shutil.move(tmp_path / "away", folder)
    opened = time.monotonic()
    await live.reload()
    assert live.age < time.monotonic() - opened


async def test_examples_are_asked_anew_at_each_reload(tmp_path: Path) -> None:
    folder = tiny_folder(tmp_path)
    live = LiveKnowledge.open(folder, folder.parent / "data")
    assert "铁观音要用多少度的水泡？" in live.current.examples.all()
    (folder / "articles" / "tea.md").unlink()
    await live.reload()
    assert live.current.examples.all() == ("酸面包要发酵几个小时？",)


async def test_broken_golden_questions_are_no_examples(tmp_path: Path) -> None:
    folder = tiny_folder(tmp_path)
    (folder / "questions.jsonl").write_text("{", "utf-8")
    assert LiveKnowledge.open(folder, folder.parent / "data").current.examples.all() == ()


async def test_examples_are_in_the_readers_language_where_there_are_some(tmp_path: Path) -> None:
    folder = tiny_folder(tmp_path)
    line = '{"id": "q9", "lang": "en", "type": "fact", "question": "Tieguanyin 95度", '
    line += '"answerable": true, "gold": [{"file": "tea", "evidence": "95度"}]}\n'
    with (folder / "questions.jsonl").open("a", encoding="utf-8") as file:
        file.write(line)
    examples = LiveKnowledge.open(folder, folder.parent / "data").current.examples
    assert examples.of("en") == ("Tieguanyin 95度",)
    assert "铁观音要用多少度的水泡？" in examples.of("zh-Hans")
    assert examples.of("zh-Hant") == examples.of("zh-Hans")
