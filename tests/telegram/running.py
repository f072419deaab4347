"""The real bot, running in this process against the server for tests."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic_settings import BaseSettings, PydanticBaseSettingsSource

from bot.patience import Patience
from bot.service import Signals, serve
from bot.settings import Settings
from tests.bot.bot_house import TEA
from tests.telegram.server import FakeTelegram

_BREAD = """---
title: 酸面包的做法
publisher: 面包房
date: "2025-04"
---
酸面包要发酵12个小时。烤箱预热到230度，再烤40分钟。

面团太湿的话，少加一点水，再揉十分钟。
"""
_LEXICON = """
- {name: 铁观音, kind: product, aliases: [Tieguanyin]}
- {name: 酸面包, kind: product, aliases: [sourdough]}
- {name: 老周, kind: person, aliases: []}
"""
_QUESTIONS = """\
{"id": "q1", "lang": "zh-Hans", "type": "fact", "question": "铁观音要用多少度的水泡？", \
"answerable": true, "gold": [{"file": "tea", "evidence": "铁观音要用95度以上的水来泡"}]}
{"id": "q2", "lang": "zh-Hans", "type": "number", "question": "酸面包要发酵几个小时？", \
"answerable": true, "gold": [{"file": "bread", "evidence": "酸面包要发酵12个小时"}]}
"""


def tiny_folder(where: Path) -> Path:
    """A knowledge folder of two short articles: one with an url, one without."""
    folder = where / "knowledge"
    (folder / "articles").mkdir(parents=True)
    (folder / "articles" / "tea.md").write_text(TEA, "utf-8")
    (folder / "articles" / "bread.md").write_text(_BREAD, "utf-8")
    (folder / "lexicon.yaml").write_text(_LEXICON, "utf-8")
    (folder / "questions.jsonl").write_text(_QUESTIONS, "utf-8")
    return folder


class Given(Settings):
    """Settings as they are given: nothing is read from who runs the tests."""

    @classmethod
    def settings_customise_sources(
        cls, settings_cls: type[BaseSettings], *sources: Any, **named: Any
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return (named["init_settings"],)


@dataclass(frozen=True, slots=True)
class Running:
    """A bot that serves."""

    settings: Settings
    signals: Signals
    task: "asyncio.Task[None]"

    @property
    def folder(self) -> Path:
        return self.settings.knowledge_dir


@asynccontextmanager
async def running_bot(
    telegram: FakeTelegram, where: Path, patience: Patience | None = None, /, **settings: Any
) -> AsyncIterator[Running]:
    """The bot with a tiny folder in `where`, from its first getUpdates on, until it has stopped.

    Limits on sending and asking are lifted, unless `settings` set them; a second bot in the same
    `where` is the same one after a restart.
    """
    folder = where / "knowledge"
    values: dict[str, Any] = {
        "questions_per_minute": 0,
        "sends_per_second": 0,
        "group_sends_per_minute": 0,
        "telegram_api_url": telegram.url,
        "knowledge_dir": folder if folder.exists() else tiny_folder(where),
        "data_dir": where / "data",
        "watch_knowledge": False,
    }
    chosen = Given.model_validate(values | settings)
    signals = Signals()
    polls = len(telegram.calls_of("getUpdates"))
    task = asyncio.create_task(serve(chosen, telegram.token, signals, patience))
    try:
        while len(telegram.calls_of("getUpdates")) == polls and not task.done():
            await asyncio.sleep(0.005)
        yield Running(chosen, signals, task)
    finally:
        signals.stop.set()
        await task
