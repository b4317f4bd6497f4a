"""Nothing is kept that nobody uses: whatever the code defines is named in it again, not in the tests alone."""

import ast
import re
from collections.abc import Iterator

from tests.unit.test_house import CODE, OURS, ROOT, sources

USERS = (*CODE, "alembic")

CALLED_FROM_OUTSIDE = {
    *("model_config", "formatTime", "collect"),  # pydantic, logging, the client of Prometheus
    *("impl", "inherit_cache", "cache_ok", "process_bind_param", "process_result_value"),  # SQLAlchemy
}

TOLD = {"AS_OF"}
"""For whoever reads the code: of which day a table is."""

TRANSPARENT = {"property", "cached_property", "staticmethod"}
"""Decorators that hand what they get to nobody: every other one may be its user."""


def defined(body: list[ast.stmt]) -> Iterator[str]:
    """The names that a module, or a class in it, defines."""
    for node in body:
        match node:
            case ast.FunctionDef(decorator_list=marks):
                if {ast.unparse(one) for one in marks} <= TRANSPARENT:
                    yield node.name
            case ast.ClassDef():
                yield from (node.name, *defined(node.body))
            case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
                yield name


def used(tree: ast.AST) -> Iterator[str]:
    """The names that are read or given, and the words of short texts, by which fields and columns are found."""
    for node in ast.walk(tree):
        match node:
            case (
                ast.Name(id=name, ctx=ast.Load())
                | ast.Attribute(attr=name, ctx=ast.Load())
                | ast.keyword(arg=str(name))
            ):
                yield name
            case ast.Constant(value=str(text)) if len(text) < 60:
                yield from re.findall(r"\w+", text)


def test_whatever_is_defined_is_used() -> None:
    users = {name for _, source in sources(USERS) for name in used(ast.parse(source))}
    templates = (ROOT / "messages" / "templates").rglob("*.jinja")
    users |= {word for path in templates for word in re.findall(r"\w+", path.read_text(encoding="utf-8"))}
    unused = [
        f"{path}: {name}"
        for path, source in sources(OURS)
        for name in defined(ast.parse(source).body)
        if name not in users | CALLED_FROM_OUTSIDE | TOLD and not name.startswith("__")
    ]
    assert unused == []


def test_what_is_not_used_is_found() -> None:
    tree = ast.parse("OLD = 1\nclass A:\n    x: int\n    def f(self): return NEW\n@mark\ndef g(): A().x = 2\n")
    assert set(defined(tree.body)) - set(used(tree)) == {"OLD", "x", "f"}
