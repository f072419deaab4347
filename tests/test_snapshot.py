"""The file of a knowledge base: whole or not used at all, whatever happens to it."""

import json
import os
import signal
import subprocess
import sys
import time
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge import Article, KnowledgeBase, Name, SnapshotError
from knowledge.arrays import read_arrays, write_arrays
from knowledge.snapshot import write_snapshot

TEA = "---\ntitle: 铁观音\nurl: https://example.org/tea\n---\n铁观音要用95度的水泡。\n\n第二泡要等20秒。\n"
QUESTION = "铁观音要用多少度的水泡？"


def a_folder(where: Path) -> Path:
    folder = where / "tea"
    (folder / "articles").mkdir(parents=True)
    (folder / "articles" / "tea.md").write_text(TEA, "utf-8")
    (folder / "lexicon.yaml").write_text("- {name: 铁观音, kind: term, aliases: [TGY]}\n", "utf-8")
    return folder


@cache
def whole_file() -> bytes:
    with TemporaryDirectory() as where:
        file = Path(where, "file")
        KnowledgeBase.build(a_folder(Path(where)), file)
        return file.read_bytes()


def test_what_is_built_is_there_again_when_it_is_opened(tmp_path: Path) -> None:
    folder, file = a_folder(tmp_path), tmp_path / "file"
    (folder / "articles" / "empty.md").write_text("", "utf-8")
    built = KnowledgeBase.build(folder, file)
    opened = KnowledgeBase.open(file)
    assert opened.ask(QUESTION) == built.ask(QUESTION)
    assert opened.ask(QUESTION).findings[0].article == built.articles[0]
    assert (opened.problems, opened.warnings) == (built.problems, built.warnings)
    assert opened.problems
    assert opened.ask("TGY").outcome == "answered"
    assert opened.articles[-1] is opened.articles[0]
    assert opened.articles[:1] == list(built.articles)
    with pytest.raises(IndexError):
        opened.articles[1]


def test_articles_of_any_text_are_kept_as_they_are(tmp_path: Path) -> None:
    article = Article("a", "\ud800题", "正文\ud800。\n\n😀。", headings=(), date="2025")
    built = KnowledgeBase([article], [Name("题", "term", ("\udfff",))])
    write_snapshot(tmp_path / "file", built.parts)
    assert list(KnowledgeBase.open(tmp_path / "file").articles) == [article]


@settings(deadline=None, max_examples=50)
@given(st.integers(min_value=0), st.integers(1, 255))
def test_no_file_with_a_wrong_byte_is_used(at: int, change: int) -> None:
    data = bytearray(whole_file())
    data[at % len(data)] ^= change
    with TemporaryDirectory() as where:
        file = Path(where, "file")
        file.write_bytes(data)
        with pytest.raises(SnapshotError, match="file: "):
            KnowledgeBase.open(file)


@settings(deadline=None, max_examples=50)
@given(st.integers(min_value=0))
def test_no_file_that_was_cut_short_is_used(length: int) -> None:
    data = whole_file()
    with TemporaryDirectory() as where:
        file = Path(where, "file")
        file.write_bytes(data[: length % len(data)])
        with pytest.raises(SnapshotError, match="file: "):
            KnowledgeBase.open(file)


@pytest.mark.parametrize("data", [b"", b"chuchu\r\n", b"PK\x03\x04" * 100, bytes(1000)])
def test_no_other_file_is_used(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "file").write_bytes(data)
    with pytest.raises(SnapshotError, match="neither a folder nor a file of Chuchu's"):
        KnowledgeBase.open(tmp_path / "file")


def test_a_file_of_another_version_is_not_used(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_bytes(whole_file())
    arrays = read_arrays(file)
    said = json.loads(arrays["said.data"].tobytes())
    said["made by"][0] = "format 0"
    data = np.frombuffer(json.dumps(said).encode(), np.uint8)
    write_arrays(
        file, {**arrays, "said.data": data, "said.bounds": np.array([0, len(data)], np.int64)}
    )
    with pytest.raises(SnapshotError, match="another version"):
        KnowledgeBase.open(file)


def test_who_reads_the_old_file_reads_on_when_it_is_replaced_and_removed(tmp_path: Path) -> None:
    folder, file = a_folder(tmp_path), tmp_path / "file"
    KnowledgeBase.build(folder, file)
    old = KnowledgeBase.open(file)
    (folder / "articles" / "tea.md").write_text("龙井用80度的水。", "utf-8")
    KnowledgeBase.build(folder, file)
    new = KnowledgeBase.open(file)
    file.unlink()
    assert "95度" in old.ask(QUESTION).findings[0].excerpt.text
    assert "80度" in new.ask("龙井用多少度的水").findings[0].excerpt.text


def test_a_build_that_fails_leaves_the_file_as_it_was_and_nothing_else(tmp_path: Path) -> None:
    file = tmp_path / "data" / "file"
    file.parent.mkdir()
    file.write_bytes(whole_file())
    with pytest.raises(ValueError, match="no array of complex128"):
        write_arrays(file, {"a": np.zeros(3, np.int8), "b": np.zeros(3, np.complex128)})
    assert list(file.parent.iterdir()) == [file]
    assert file.read_bytes() == whole_file()


@pytest.mark.skipif(os.name == "nt", reason="there is no SIGKILL")
def test_a_build_that_is_killed_leaves_a_whole_file_or_none(tmp_path: Path) -> None:
    folder, file = a_folder(tmp_path), tmp_path / "file"
    code = (
        "import sys\nfrom knowledge import KnowledgeBase\nprint(flush=True)\n"
        "while True: KnowledgeBase.build(*sys.argv[1:])"
    )
    for delay in (0.0, 0.02, 0.05, 0.08, 0.13):
        building = subprocess.Popen(
            [sys.executable, "-c", code, folder, file], stdout=subprocess.PIPE
        )
        assert building.stdout is not None
        building.stdout.readline()
        while not file.exists() and building.poll() is None:
            time.sleep(0.01)
        time.sleep(delay)
        building.send_signal(signal.SIGKILL)
        building.communicate()
        assert KnowledgeBase.open(file).ask(QUESTION).outcome == "answered"
        file.unlink()


def test_a_file_with_other_arrays_is_of_another_version(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_bytes(whole_file())
    for missing in ("keys", "postings.items", "vocabulary.0.data", "articles.data"):
        arrays = {name: a for name, a in read_arrays(file).items() if name != missing}
        write_arrays(tmp_path / "other", arrays)
        with pytest.raises(SnapshotError, match="other: made by another version"):
            KnowledgeBase.open(tmp_path / "other")
