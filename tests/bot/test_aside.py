"""Work in a thread, and in a process of its own."""

import asyncio
import os
import threading
from pathlib import Path

import pytest

from bot.aside import aside, elsewhere
from knowledge import FolderError, KnowledgeBase


def test_another_process_does_the_work() -> None:
    assert elsewhere(os.getpid) != os.getpid()


def test_what_the_work_raises_there_is_raised_here(tmp_path: Path) -> None:
    with pytest.raises(FolderError, match="nowhere"):
        elsewhere(KnowledgeBase.open, tmp_path / "nowhere")


def test_a_process_that_dies_is_an_error_and_no_wait() -> None:
    with pytest.raises(EOFError):
        elsewhere(os.abort)


@pytest.mark.asyncio
async def test_a_thread_aside_gives_its_result_or_its_error() -> None:
    assert await aside(threading.get_ident) != threading.get_ident()
    with pytest.raises(ValueError, match="invalid literal"):
        await aside(int, "x")


@pytest.mark.asyncio
async def test_nobody_waits_for_a_thread_aside_that_is_given_up() -> None:
    go_on = threading.Event()
    waiting = asyncio.create_task(aside(go_on.wait))
    await asyncio.sleep(0)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    go_on.set()
