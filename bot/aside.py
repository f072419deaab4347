"""Work that nobody has to wait for: in a thread, or in a process of its own."""

import asyncio
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from concurrent.futures import Future
from multiprocessing.connection import Connection
from typing import Final, ParamSpec, TypeVar

_NICE: Final = 10
P = ParamSpec("P")
T = TypeVar("T")


async def aside(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """What the work gives; unlike asyncio's own threads, this one doesn't hold up the exit."""
    done: Future[T] = Future()
    done.set_running_or_notify_cancel()

    def run() -> None:
        try:
            done.set_result(work(*args, **kwargs))
        except BaseException as error:
            done.set_exception(error)

    threading.Thread(target=run, name=f"aside: {work!r}", daemon=True).start()
    return await asyncio.wrap_future(done)


def elsewhere(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """What the work gives in another process, which leaves this one its interpreter.

    Raises what the work raises, and EOFError where the process died of it.
    """
    spawning = multiprocessing.get_context("spawn")
    receiver, sender = spawning.Pipe(duplex=False)
    # A daemon: it ends with this process.
    child = spawning.Process(target=_work, args=(sender, work, args, kwargs), daemon=True)
    with receiver:
        child.start()
        sender.close()
        try:
            result, error = receiver.recv()
        finally:
            child.join()
    if error is not None:
        raise error
    return result  # type: ignore[no-any-return]  # pickled on the way


def _work(
    sender: Connection,
    work: Callable[..., object],
    args: tuple[object, ...],
    kwargs: dict[str, object],
) -> None:
    # Ctrl+C goes to the whole group; the bot decides what becomes of it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Whoever waits for an answer goes before.
    if hasattr(os, "nice"):
        os.nice(_NICE)
    try:
        outcome: tuple[object, Exception | None] = work(*args, **kwargs), None
    except Exception as error:
        outcome = None, error
    sender.send(outcome)
