"""What `bot/` may touch."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.settings import Settings
from tests.bot.bot_house import REPOSITORY

MODULES = sorted((REPOSITORY / "bot").rglob("*.py"))


def imports(code: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.stem)
def test_only_the_front_door_of_knowledge_is_used(module: Path) -> None:
    for name in imports(module.read_text("utf-8")):
        assert not name.startswith("knowledge.")


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.stem)
def test_only_settings_knows_the_environment(module: Path) -> None:
    code = module.read_text("utf-8")
    assert "os.environ" not in code
    assert "getenv" not in code
    if module.name != "settings.py":
        assert not [name for name in Settings.model_fields if name.upper() in code]
