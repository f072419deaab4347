"""Questions to try: right ones only, each once."""

import json
from pathlib import Path

from bot.examples import example_questions
from knowledge import KnowledgeBase
from tests.telegram.running import tiny_folder

TEA = {"file": "tea", "evidence": "铁观音要用95度以上的水来泡"}
BREAD = {"file": "bread", "evidence": "酸面包要发酵12个小时"}


def chosen(folder: Path, *questions: tuple[str, str, dict[str, str]]) -> tuple[str, ...]:
    lines = [
        {"id": f"q{n}", "lang": "zh-Hans", "type": kind, "question": question, "answerable": True}
        | {"gold": [gold]}
        for n, (kind, question, gold) in enumerate(questions)
    ]
    text = "\n".join(json.dumps(line, ensure_ascii=False) for line in lines)
    (folder / "questions.jsonl").write_text(text, "utf-8")
    return example_questions(KnowledgeBase.open(folder), folder).all()


def test_a_question_that_gets_another_answer_than_it_should_is_no_example(tmp_path: Path) -> None:
    folder = tiny_folder(tmp_path)
    wrong = ("number", "铁观音要用多少度的水泡？", BREAD)
    right = ("duration", "酸面包要发酵多久？", BREAD)
    assert chosen(folder, wrong, right) == ("酸面包要发酵多久？",)
    assert chosen(folder, wrong) == ()


def test_a_question_of_two_types_is_one_example(tmp_path: Path) -> None:
    folder = tiny_folder(tmp_path)
    question = "铁观音要用多少度的水泡？"
    assert chosen(folder, ("number", question, TEA), ("fact", question, TEA)) == (question,)
