"""The rules of the house: who may know whom, how long things may be, and where names may stand."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import yaml

import knowledge

ROOT = Path(__file__).parents[1]
KNOWLEDGE = sorted((ROOT / "knowledge").rglob("*.py"))
BOT = sorted((ROOT / "bot").rglob("*.py"))
AFTER_BOTH = "knowledge.indexing", "knowledge.finding", "knowledge.base"
LONGEST_FUNCTION, LONGEST_MODULE = 50, 450


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def within(*folders: str) -> list[Path]:
    return [path for path in KNOWLEDGE if path.parent.name in folders]


@cache
def nodes(path: Path) -> tuple[ast.AST, ...]:
    return tuple(ast.walk(ast.parse(path.read_text("utf-8"))))


@cache
def imports(path: Path) -> tuple[str, ...]:
    """Every module that a file imports, by its full name, wherever the import stands."""
    return tuple(_imports(path))


def _imports(path: Path) -> Iterator[str]:
    package = path.relative_to(ROOT).parent.parts
    for node in nodes(path):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else ()
            module = ".".join([*base, *([node.module] if node.module else [])])
            yield module
            yield from (f"{module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith("import_module"):
            yield ast.unparse(node.args[0]).strip("'\"")


def knows(path: Path, *modules: str) -> list[str]:
    return [n for n in imports(path) if any(n == m or n.startswith(f"{m}.") for m in modules)]


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in nodes(path):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


@cache
def strings(path: Path) -> str:
    """The strings of a module that a program can see: no docstrings, no comments."""
    documentation = {
        id(node.body[0].value)
        for node in nodes(path)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    return "\n".join(
        node.value
        for node in nodes(path)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in documentation
    )


@cache
def field_names() -> set[str]:
    kinds = {"company", "person", "product", "model", "work"}
    entries = yaml.safe_load((ROOT / "seeds" / "lexicon.yaml").read_text("utf-8"))
    found = {
        str(name)
        for entry in entries
        if entry["kind"] in kinds
        for name in (entry["name"], *entry["aliases"])
    }
    return {name for name in found if len(name) >= 3}


@cache
def article_titles() -> set[str]:
    described = yaml.safe_load((ROOT / "seeds" / "articles.yaml").read_text("utf-8"))
    return {text for a in described.values() for text in (a["title"], *a.get("headings", ()))}


@cache
def article_numbers() -> set[str]:
    """Numbers of at least five digits, or with a decimal part: what else has them is rare."""
    bodies = [article.body for article in knowledge.KnowledgeBase.open(ROOT / "seeds").articles]
    return {n for body in bodies for n in re.findall(r"\d{5,}|\d+,\d{3}|\d+\.\d+[%万萬亿億]", body)}


def occurs(name: str, text: str) -> bool:
    """Whether a name stands in a text, Latin letters at its ends being whole words."""
    name, text = name.lower(), text.lower()
    if name not in text:
        return False  # which is quick to tell of the hundreds that aren't there
    head = r"(?<![a-z0-9])" if name[0].isascii() else ""
    tail = r"(?![a-z0-9])" if name[-1].isascii() else ""
    return re.search(f"{head}{re.escape(name)}{tail}", text) is not None


@pytest.mark.parametrize("path", KNOWLEDGE, ids=name_of)
def test_knowledge_knows_no_shell(path: Path) -> None:
    assert knows(path, "bot", "telegram", "asyncio", "tests", "bench") == []


@pytest.mark.parametrize("path", BOT, ids=name_of)
def test_the_bot_uses_the_front_door_alone(path: Path) -> None:
    inner = {n for n in imports(path) if n.startswith("knowledge.")}
    assert inner <= {f"knowledge.{public}" for public in knowledge.__all__}


@pytest.mark.parametrize("path", within("reading"), ids=name_of)
def test_reading_knows_no_other_room(path: Path) -> None:
    assert knows(path, "knowledge.language", *AFTER_BOTH) == []


@pytest.mark.parametrize("path", within("language"), ids=name_of)
def test_language_knows_no_other_room(path: Path) -> None:
    assert knows(path, "knowledge.reading", *AFTER_BOTH) == []


@pytest.mark.parametrize("path", within("indexing"), ids=name_of)
def test_indexing_doesnt_know_finding(path: Path) -> None:
    assert knows(path, "knowledge.finding") == []


@pytest.mark.parametrize("path", within("indexing", "finding"), ids=name_of)
def test_both_know_of_reading_only_what_an_article_is(path: Path) -> None:
    assert knows(path, "knowledge.base") == []
    allowed = "knowledge.reading.article"
    assert not [n for n in knows(path, "knowledge.reading") if not n.startswith(allowed)]


def test_every_room_has_modules_to_look_at() -> None:
    assert all(within(room) for room in ("reading", "language", "indexing", "finding"))
    assert BOT


@pytest.mark.parametrize("path", [*KNOWLEDGE, *BOT], ids=name_of)
def test_only_settings_knows_the_environment(path: Path) -> None:
    if name_of(path) != "bot/settings.py":
        code = path.read_text("utf-8")
        assert not re.search(r"\benviron\b|\bgetenv\b|\bputenv\b", code)


def test_the_front_door_is_what_it_should_be() -> None:
    assert sorted(knowledge.__all__) == [
        "Answer",
        "Article",
        "ArticleCard",
        "ArticlePage",
        "Comparison",
        "Excerpt",
        "Explanation",
        "Finding",
        "FolderError",
        "Gold",
        "GoldenQuestion",
        "Heading",
        "KnowledgeBase",
        "Name",
        "Paragraph",
        "Part",
        "Problem",
        "Quotation",
        "Side",
        "SnapshotError",
        "Topic",
        "TopicCard",
        "TypeResult",
        "evaluate",
        "has_evidence",
        "read_questions",
    ]
    assert all(
        getattr(knowledge, name).__module__.startswith("knowledge.") for name in knowledge.__all__
    )
    assert list(functions(ROOT / "knowledge" / "__init__.py")) == []


@pytest.mark.parametrize("path", [*KNOWLEDGE, *BOT], ids=name_of)
def test_functions_and_modules_fit_their_screens(path: Path) -> None:
    long = [
        f"{node.name}: {node.end_lineno - node.lineno + 1}"
        for node in functions(path)
        if node.end_lineno is not None and node.end_lineno - node.lineno + 1 > LONGEST_FUNCTION
    ]
    assert long == []
    assert len(path.read_text("utf-8").splitlines()) <= LONGEST_MODULE


@pytest.mark.parametrize("path", [*KNOWLEDGE, *BOT], ids=name_of)
def test_every_module_opens_with_what_it_is_for(path: Path) -> None:
    documentation = ast.get_docstring(ast.parse(path.read_text("utf-8")))
    assert documentation
    assert documentation.partition("\n")[0].endswith((".", ":", ";"))


def test_names_are_told_from_parts_of_words() -> None:
    assert occurs("Meta", "by META, said")
    assert not occurs("Meta", "metadata")
    assert occurs("爱奇艺", "在爱奇艺上")


@pytest.mark.parametrize("path", [*KNOWLEDGE, *BOT], ids=name_of)
def test_no_name_title_or_number_of_the_articles_stands_in_code(path: Path) -> None:
    # A folder of every EPUB file is no company.
    text = strings(path).replace("META-INF", "")
    named = field_names() | article_titles() | article_numbers()
    assert len(named) > 100
    assert [name for name in sorted(named) if occurs(name, text)] == []


@pytest.mark.parametrize("path", sorted((ROOT / "bot" / "locales").glob("*.yaml")), ids=name_of)
def test_no_name_of_the_articles_stands_in_what_users_read(path: Path) -> None:
    text = path.read_text("utf-8")
    assert [name for name in sorted(field_names()) if occurs(name, text)] == []
