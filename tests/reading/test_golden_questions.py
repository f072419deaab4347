"""How golden questions are read."""

import json
import os
from pathlib import Path

import pytest

from knowledge.reading.article import FolderError
from knowledge.reading.questions import Gold, GoldenQuestion, read_questions

ASKED = {
    "id": "q1",
    "type": "fact",
    "lang": "zh-Hans",
    "question": "可灵多少钱？",
    "answerable": True,
    "gold": [{"file": "kling", "evidence": "66元"}],
}


def lines(tmp_path: Path, *objects: object) -> Path:
    path = tmp_path / "questions.jsonl"
    texts = (o if isinstance(o, str) else json.dumps(o, ensure_ascii=False) for o in objects)
    path.write_text("\n".join(texts), encoding="utf-8")
    return path


def test_a_question_comes_with_its_gold(tmp_path: Path) -> None:
    extra = ASKED | {"note": "", "overlap": 0.5, "all_of": True}
    extra["gold"] = [{"file": "kling", "evidence": "66元", "part": 1, "note": ""}]
    unanswerable = {**ASKED, "answerable": False, "gold": [], "question": ""}
    assert read_questions(lines(tmp_path, ASKED, "", extra, unanswerable)) == (
        GoldenQuestion("q1", "fact", "zh-Hans", "可灵多少钱？", True, (Gold("kling", "66元"),)),
        GoldenQuestion(
            "q1", "fact", "zh-Hans", "可灵多少钱？", True, (Gold("kling", "66元", 1),), True
        ),
        GoldenQuestion("q1", "fact", "zh-Hans", "", False),
    )


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        ("{", "not JSON"),
        ("[]", "a question should be a JSON object"),
        ({"id": "q1"}, "type is missing"),
        (ASKED | {"answerable": "yes"}, "answerable should be true or false"),
        (ASKED | {"question": 1}, "question should be a string"),
        (ASKED | {"gold": {}}, "gold should be a list"),
        (ASKED | {"gold": ["66元"]}, "each gold should be a JSON object"),
        (ASKED | {"gold": [{"file": "kling"}]}, "evidence is missing"),
        (ASKED | {"gold": []}, "answerable, but no gold"),
        (ASKED | {"all_of": True}, "all_of, but a gold without a part"),
        (
            ASKED | {"gold": [{"file": "k", "evidence": "元", "part": True}]},
            "part should be a number",
        ),
    ],
)
def test_a_bad_question_is_told_with_file_and_line(
    tmp_path: Path, bad: object, reason: str
) -> None:
    path = lines(tmp_path, ASKED, "", bad)
    with pytest.raises(FolderError) as caught:
        read_questions(path)
    assert str(caught.value).startswith(f"{path}:3: {reason}")


def test_a_missing_or_foreign_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(FolderError, match=r"questions\.jsonl: the file can't be read"):
        read_questions(tmp_path / "questions.jsonl")
    (tmp_path / "questions.jsonl").write_bytes(b"\xff")
    with pytest.raises(FolderError, match="aren't UTF-8"):
        read_questions(tmp_path / "questions.jsonl")


def test_the_questions_of_a_folder_are_not_read_from_elsewhere(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("", encoding="utf-8")
    (tmp_path / "shelf").mkdir()
    questions = tmp_path / "shelf" / "questions.jsonl"
    questions.symlink_to(tmp_path / "secret")
    with pytest.raises(FolderError, match="a link that leads out of the folder"):
        read_questions(questions)
    questions.unlink()
    os.mkfifo(questions)
    with pytest.raises(FolderError, match="this isn't a regular file"):
        read_questions(questions)
    questions.unlink()
    questions.symlink_to(tmp_path / "secret")
    other = questions.rename(questions.with_name("others.jsonl"))
    assert read_questions(other) == ()
