"""Files that take a risky parser are read in a process of its own, with limits."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from importlib.util import find_spec
from pathlib import Path
from types import TracebackType
from typing import Any

from .document import Document, Paragraph, Unreadable

# What the optional extra brings, by the suffix that needs it.
LIBRARIES: Mapping[str, str] = {".pdf": "pypdfium2", ".docx": "docx", ".epub": "lxml"}
EXTRA = "chuchu[documents]"
SECONDS = 30
_MEMORY = 1_000_000_000  # bytes
_LONGEST_ANSWER = 200_000_000  # bytes
# The package's own front door would load all that finding needs.
_SERVE = f"""import sys, types
knowledge = sys.modules["knowledge"] = types.ModuleType("knowledge")
knowledge.__path__ = [{str(Path(__file__).parents[1])!r}]
from knowledge.reading.apart import serve
serve()"""


def lacks_library(suffix: str) -> bool:
    """Whether files of this suffix can't be read for want of the optional extra."""
    return suffix in LIBRARIES and find_spec(LIBRARIES[suffix]) is None


class Apart:
    """A process that reads files, begun with the first of them and again after it died."""

    def __init__(self) -> None:
        self._child: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> "Apart":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._end()

    def read(self, suffix: str, data: bytes) -> Document:
        """The document in a file with this suffix, a key of LIBRARIES.

        Raises Unreadable, whatever the file does to the parser.
        """
        child = self._child or self._start()
        self._child = child
        too_long = threading.Event()

        def stop() -> None:
            too_long.set()
            child.kill()

        timer = threading.Timer(SECONDS, stop)
        timer.start()
        try:
            answer = _asked(child, suffix, data)
        finally:
            timer.cancel()
        if too_long.is_set() or not answer.endswith(b"\n"):
            self._end()
            reason = f"took more than {SECONDS} s" if too_long.is_set() else "the parser died"
            raise Unreadable(None, f"{reason}: it can't be read")
        return _document(answer)

    def _start(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-P", "-c", _SERVE],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )

    def _end(self) -> None:
        if self._child is not None:
            self._child.kill()
            self._child.communicate()
            self._child = None


def _asked(child: subprocess.Popen[bytes], suffix: str, data: bytes) -> bytes:
    """The child's answer, a line; something shorter if it died."""
    if child.stdin is None or child.stdout is None:
        raise TypeError("the child has no pipes")
    try:
        child.stdin.write(f"{suffix} {len(data)}\n".encode() + data)
        child.stdin.flush()
    except OSError:  # it died while it listened
        return b""
    return child.stdout.readline(_LONGEST_ANSWER)


def _document(answer: bytes) -> Document:
    """What the child found; it is checked, since a file may have taken the child over."""
    try:
        said = json.loads(answer)
        if "wrong" in said:
            raise Unreadable(None, str(said["wrong"]))
        metadata = {str(key): str(value) for key, value in said["metadata"].items()}
        paragraphs = tuple(Paragraph(str(text), bool(top)) for text, top in said["paragraphs"])
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise Unreadable(None, "the parser died: it can't be read") from None
    return Document(metadata, paragraphs)


def serve() -> None:
    """Answers what is asked on standard input until it ends: the child's whole life."""
    questions = sys.stdin.buffer
    answers = os.fdopen(os.dup(1), "wb")
    # What a library prints is no answer.
    os.dup2(2, 1)
    _limit_memory()
    while question := questions.readline().split():
        data = questions.read(int(question[1]))
        _limit_time(2 * SECONDS)
        answer = _answer(question[0].decode(), data)
        _limit_time(0)  # it may wait for the next file as long as it takes
        answers.write(answer + b"\n")
        answers.flush()


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # a system without such limits
        return
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))


def _limit_time(seconds: int) -> None:
    """Ends this process in time even if its parent is no more; 0 seconds are no limit."""
    import signal

    if hasattr(signal, "alarm"):
        signal.alarm(seconds)


def _answer(suffix: str, data: bytes) -> bytes:
    try:
        document = _reader(suffix)(data)
        paragraphs = [(paragraph.text, paragraph.heading) for paragraph in document.paragraphs]
        answer: dict[str, Any] = {"metadata": dict(document.metadata), "paragraphs": paragraphs}
        return json.dumps(answer).encode()
    except Unreadable as error:
        wrong = error.reason
    except MemoryError:
        wrong = f"needs more than {_MEMORY // 1_000_000_000} GB: it can't be read"
    except Exception:  # whatever a parser raises, the file is to blame
        wrong = f"damaged, or no {suffix} file at all"
    return json.dumps({"wrong": wrong}).encode()


def _reader(suffix: str) -> Callable[[bytes], Document]:
    from . import office, pdf

    return {".pdf": pdf.read_pdf, ".docx": office.read_docx, ".epub": office.read_epub}[suffix]
