"""A tiny knowledge folder, with the ways to run `chuchu` on it."""

import json
import subprocess
import sys
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]
SEEDS = REPOSITORY / "seeds"

TEA = """---
title: 铁观音怎么喝
publisher: 茶刊
date: "2025-03-01"
url: https://example.com/tea
---
老周在2019年开了第一家茶馆。铁观音要用95度以上的水来泡。第一泡只等15秒就要出汤。

铁观音怕热，最好放进冰箱冷藏，三个月里喝完。
"""
_BREAD = """---
title: 酸面包的做法
publisher: 面包房
date: "2025-04"
---
酸面包要发酵12个小时。烤箱预热到230度，再烤40分钟。
"""
_QUESTION = {
    "id": "q001",
    "lang": "zh-Hans",
    "type": "fact-number",
    "question": "铁观音要用多少度的水泡？",
    "answerable": True,
    "gold": [{"file": "tea", "evidence": "铁观音要用95度以上的水来泡"}],
}


def tiny_folder(where: Path) -> Path:
    folder = where / "tiny"
    (folder / "articles").mkdir(parents=True)
    (folder / "articles" / "tea.md").write_text(TEA, "utf-8")
    (folder / "articles" / "bread.md").write_text(_BREAD, "utf-8")
    (folder / "articles.yaml").write_text("bread.md: {date_inferred: true}\n", "utf-8")
    questions = json.dumps(_QUESTION, ensure_ascii=False) + "\n"
    (folder / "questions.jsonl").write_text(questions, "utf-8")
    return folder


def chuchu(
    *args: str | bytes | Path, stdin: bytes = b"", **variables: str
) -> subprocess.CompletedProcess[bytes]:
    """Run the command as a shell would, in the repository."""
    return subprocess.run(
        [sys.executable, "-W", "error", "-m", "bot", *args],
        input=stdin,
        capture_output=True,
        cwd=REPOSITORY,
        env={"LANG": "C.UTF-8", "PYTHONUTF8": "1", **variables},
        timeout=60,
        check=False,
    )
