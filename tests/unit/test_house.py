"""The rules of the house that no linter knows."""

import ast
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from statistics import median

import pytest

ROOT = Path(__file__).parents[2]
OURS = ("lifecycle", "store", "messages", "handlers", "scheduler", "bot")
CODE = (*OURS, "sandbox")
ALL = (*CODE, "tests", "benchmarks")

WRITTEN = ("*.py", "*.css", "*.html", "*.js")
"""What is written by hand and shall be short."""

LONGEST_FILE = 300
LONGEST_FUNCTION = 60
LONGEST_MEDIAN = 120

INPUT_AND_OUTPUT = {"asyncio", "http", "io", "logging", "os", "pathlib", "random", "shutil", "socket", "sqlite3"} | {
    *("smtplib", "subprocess", "tempfile", "threading", "time", "urllib"),
}
PURE_LIBRARY = (sys.stdlib_module_names - INPUT_AND_OUTPUT) | {"lifecycle"}
BLOCK_KIT = {
    *("actions", "alert", "button", "card", "checkboxes", "context", "context_actions", "datepicker", "divider"),
    *("header", "home", "image", "input", "markdown", "modal", "mrkdwn", "multi_static_select", "multi_users_select"),
    *("overflow", "plain_text", "plain_text_input", "radio_buttons", "rich_text", "section", "static_select"),
    *("table", "users_select", "video"),
}


def imported_modules(node: ast.AST) -> list[str]:
    match node:
        case ast.Import():
            return [alias.name for alias in node.names]
        case ast.ImportFrom():
            return [f"{node.module}.{alias.name}" for alias in node.names]
    return []


def imports_more_than_the_pure_library(node: ast.AST) -> bool:
    return any(module.partition(".")[0] not in PURE_LIBRARY for module in imported_modules(node))


def commits(node: ast.AST) -> bool:
    match node:
        case ast.Call(func=ast.Attribute(attr="commit")):
            return True
    return False


def reads_a_clock(node: ast.AST) -> bool:
    match node:
        case ast.Call(func=ast.Attribute(attr="now" | "utcnow" | "today" | "current_timestamp", value=owner)):
            return ast.unparse(owner).rpartition(".")[2] in {"datetime", "date", "func"}
        case ast.Call(func=ast.Attribute(attr="time" | "time_ns", value=ast.Name("time"))):
            return True
    return False


def writes_block_kit(node: ast.AST) -> bool:
    match node:
        case ast.Dict():
            return any(
                isinstance(key, ast.Constant)
                and key.value == "type"
                and isinstance(value, ast.Constant)
                and value.value in BLOCK_KIT
                for key, value in zip(node.keys, node.values, strict=True)
            )
    return False


def is_a_long_function(node: ast.AST) -> bool:
    match node:
        case ast.FunctionDef(end_lineno=int(end)) | ast.AsyncFunctionDef(end_lineno=int(end)):
            return end - node.lineno + 1 > LONGEST_FUNCTION
    return False


def patches(node: ast.AST) -> bool:
    match node:
        case ast.arg(arg="monkeypatch" | "mocker") | ast.Attribute(attr="MonkeyPatch"):
            return True
    return any(module.startswith("unittest.mock") for module in imported_modules(node))


@dataclass(frozen=True, slots=True)
class Rule:
    """What no syntax node in these folders may do, with an example of breaking it and one of keeping it."""

    offends: Callable[[ast.AST], bool]
    folders: tuple[str, ...]
    broken: str
    kept: str
    exempt: str | None = None


RULES = {
    "lifecycle is pure": Rule(
        imports_more_than_the_pure_library,
        ("lifecycle",),
        broken="from time import monotonic",
        kept="from datetime import datetime",
    ),
    "one place commits": Rule(
        commits, CODE, broken="session.commit()", kept="unit.flush()", exempt="store/unit_of_work.py"
    ),
    "one place knows the time": Rule(
        reads_a_clock, OURS, broken="sqlalchemy.func.now()", kept="clock.now()", exempt="bot/clock.py"
    ),
    "Block Kit is built in messages": Rule(
        writes_block_kit,
        tuple(folder for folder in OURS if folder != "messages"),
        broken="{**base, 'type': 'modal'}",
        kept="{'type': 'laptop'}",
    ),
    "functions are short": Rule(
        is_a_long_function,
        ALL,
        broken="def f():\n" + "    pass\n" * LONGEST_FUNCTION,
        kept="def f():\n" + "    pass\n" * (LONGEST_FUNCTION - 1),
    ),
    "tests pass things in": Rule(
        patches, ("tests",), broken="from unittest import mock", kept="def test_it(tmp_path): ..."
    ),
}
BY_NAME = pytest.mark.parametrize("rule", [pytest.param(rule, id=name) for name, rule in RULES.items()])


def sources(folders: tuple[str, ...], patterns: tuple[str, ...] = ("*.py",)) -> Iterator[tuple[str, str]]:
    for folder, pattern in product(folders, patterns):
        for path in sorted((ROOT / folder).rglob(pattern)):
            yield path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")


def offences(rule: Rule, source: str) -> list[int]:
    """The lines that break the rule."""
    return [getattr(node, "lineno", 0) for node in ast.walk(ast.parse(source)) if rule.offends(node)]


@BY_NAME
def test_the_code_keeps_the_rule(rule: Rule) -> None:
    found = [
        f"{path}:{line}"
        for path, source in sources(rule.folders)
        if path != rule.exempt
        for line in offences(rule, source)
    ]
    assert found == []


@BY_NAME
def test_the_rule_tells_broken_from_kept(rule: Rule) -> None:
    assert offences(rule, rule.broken)
    assert not offences(rule, rule.kept)


def test_no_file_is_long() -> None:
    lengths = {path: len(source.splitlines()) for path, source in sources(ALL, WRITTEN)}
    assert {".css", ".html", ".js", ".py"} <= {Path(path).suffix for path in lengths}
    assert {path: length for path, length in lengths.items() if length > LONGEST_FILE} == {}


def test_the_usual_file_is_short() -> None:
    lengths = [len(source.splitlines()) for _, source in sources(CODE) if source]
    assert median(lengths or [0]) < LONGEST_MEDIAN


def test_the_migrations_do_not_shadow_the_library() -> None:
    assert not (ROOT / "alembic" / "__init__.py").exists()
