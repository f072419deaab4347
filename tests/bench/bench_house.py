"""Tiny question sets, a tiny knowledge folder and tiny golden sets to try the bench on."""

import json
from pathlib import Path

from bench.goal import Goal
from bench.golden import Golden, GoldenSet
from bench.large import sentences_of
from bench.material import Material

TEA = "铁观音要用95度以上的水来泡。第一泡只等15秒就要出汤。应随泡随喝。"
BREAD = "酸面包要发酵12个小时。烤箱预热到230度，再烤40分钟。"
_CORPUS = (
    {"id": "p0", "title": "铁观音", "text": TEA},
    {"id": "p1", "title": "酸面包", "text": BREAD},
)
_QUESTIONS = {
    "queries": [
        {"text": "铁观音要用多少度的水泡？", "gold": "p0", "answers": ["95 度"]},
        {"text": "酸面包要发酵多久？", "gold": "p1", "answers": ["13个小时", "12个小时"]},
        {"text": "酸面包要烤多少分钟？", "gold": "p1", "answers": ["一整天"]},
        {"text": " ", "gold": "p1", "answers": ["酸面包"]},
    ],
    "script": [{"text": "鐵觀音要用多少度的水泡？", "gold": "p0", "answers": ["95度"]}],
    "typo": [{"text": "铁音观第一泡等几秒？", "gold": "p0", "answers": ["15秒"]}],
    "homophone": [{"text": "酸面包要发孝多久？", "gold": "p1", "answers": ["12个小时"]}],
}


def write_lines(path: Path, *rows: object) -> None:
    lines = (row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows)
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def tiny_sets(where: Path) -> Path:
    folder = where / "sets"
    (folder / "tiny").mkdir(parents=True)
    write_lines(folder / "tiny" / "corpus.jsonl", *_CORPUS)
    for name, questions in _QUESTIONS.items():
        write_lines(folder / "tiny" / f"{name}.jsonl", *questions)
    return folder


def tiny_knowledge(where: Path) -> Path:
    folder = where / "knowledge"
    (folder / "articles").mkdir(parents=True)
    (folder / "articles" / "tea.md").write_text(f"# 铁观音\n\n{TEA}\n", encoding="utf-8")
    (folder / "articles" / "bread.md").write_text(f"# 酸面包\n\n{BREAD}\n", encoding="utf-8")
    asked = {"id": "q1", "type": "number", "lang": "zh-Hans", "question": "酸面包发酵多久？"}
    gold = [{"file": "bread", "evidence": "发酵12个小时"}]
    unanswerable = {"id": "q2", "type": "nothing", "question": "量子比特有几个？"}
    write_lines(
        folder / "questions.jsonl",
        asked | {"answerable": True, "gold": gold},
        asked | unanswerable | {"answerable": False},
    )
    return folder


def tiny_material(where: Path) -> Material:
    questions = ("铁观音用多少度的水", "发酵多久")
    sentences = tuple(sentences_of([TEA, BREAD]))
    return Material(tiny_knowledge(where), sentences, questions, "tea and bread")


def tiny_golden(where: Path) -> Golden:
    """Two sets on one folder, of a tea's and of a bread's questions, and one on a folder apart."""
    folder = tiny_knowledge(where)
    (where / "other").mkdir()
    other = tiny_knowledge(where / "other")
    asked = {"lang": "zh-Hans", "answerable": True}
    none = asked | {"answerable": False}
    gold = [{"file": "tea", "evidence": "95度以上"}]
    elsewhere = [{"file": "tea", "evidence": "85度以上"}]
    write_lines(
        where / "tea.jsonl",
        asked | {"id": "t1", "type": "typo", "question": "铁观音用多少度的水", "gold": gold},
        asked | {"id": "t2", "type": "pinyin", "question": "铁观音用几度的水", "gold": elsewhere},
        none | {"id": "t3", "type": "chitchat", "question": "你好"},
        none | {"id": "t4", "type": "unans-ontopic", "question": "铁观音"},
    )
    goals = {"Answer@1": Goal(60, 90)}
    return Golden(
        together=(
            GoldenSet("Bread", folder, folder / "questions.jsonl", goals),
            GoldenSet("Tea", folder, where / "tea.jsonl", goals),
        ),
        apart=(GoldenSet("Elsewhere", other, other / "questions.jsonl"),),
    )
