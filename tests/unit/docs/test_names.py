"""Files and modules that are named in texts, comments and docstrings exist, whatever was moved since."""

import ast
import re
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
ROOMS = ("alembic", "benchmarks", "bot", "docs", "handlers", "lifecycle", "messages", "sandbox", "scheduler", "store")
OURS = "|".join((*ROOMS, "tests"))
TEXTS = (".css", ".html", ".ini", ".jinja", ".js", ".md", ".py", ".toml")

PATH = re.compile(rf"(?<![\w/.-])(?:{OURS})(?:/[\w.-]+)+/?")
FILE = re.compile(r"`((?:\w+/)*\w+\.(?:css|html|jinja|js|md|py|toml))`")
MODULE = re.compile(rf"`((?:{OURS})(?:\.\w+)+)`")

KNOWN = {
    "messages/templates/story/line_sent_back.jinja",  # the example of what is to be made
    "tests/fixtures/csv/jamf1128_computers_builtin.csv",  # of somebody else's repository
    *("sandbox.db", "sandbox.db.key"),  # files, not modules
}


def named(text: str) -> Iterator[str]:
    """The files, folders and modules of ours that a text names."""
    for pattern in (PATH, FILE, MODULE):
        for one in pattern.finditer(text):
            yield one.group(one.lastindex or 0).rstrip("/.")


def files() -> list[str]:
    """Every file of ours, as a path from the root."""
    within = (path for room in (*ROOMS, "tests") for path in (ROOT / room).rglob("*"))
    paths = (path for path in chain(ROOT.iterdir(), within) if path.is_file() and path.suffix != ".pyc")
    return [path.relative_to(ROOT).as_posix() for path in paths]


def names_of(module: Path) -> set[str]:
    """What is defined in a module at any depth, and what it takes from elsewhere."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        match node:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                names.add(name)
            case ast.Name(id=name) | ast.alias(name=name):
                names.add(name)
    return names


def is_there(name: str, known: list[str]) -> bool:
    """Whether there is such a path, or the end of one, or such a module, or something in it."""
    if "." in name and "/" not in name and not name.endswith(TEXTS):
        path, rest = ROOT, name.split(".")
        while rest and (path / rest[0]).is_dir():
            path /= rest.pop(0)
        if not rest or (path / f"{rest[0]}.py").is_file():
            return not rest[1:] or rest[1] in names_of(path / f"{rest[0]}.py")
        return (path / "__init__.py").is_file() and rest[0] in names_of(path / "__init__.py")
    return (ROOT / name).exists() or any(one == name or one.endswith(f"/{name}") for one in known)


def test_what_is_named_is_there() -> None:
    known = files()
    missing = [
        f"{file}: {name}"
        for file in known
        if file.endswith(TEXTS) and file != "tests/unit/docs/test_names.py"
        for name in named((ROOT / file).read_text(encoding="utf-8"))
        if name not in KNOWN and not is_there(name, known)
    ]
    assert missing == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("see docs/adr/9999-nothing.md for why", "docs/adr/9999-nothing.md"),
        ("`returned.py` has it", "returned.py"),
        ("Implements `handlers.lists.Nothing`.", "handlers.lists.Nothing"),
        ("Implements `handlers.nothing`.", "handlers.nothing"),
    ],
)
def test_what_is_gone_is_found(text: str, name: str) -> None:
    assert [*named(text)] == [name]
    assert not is_there(name, files())
