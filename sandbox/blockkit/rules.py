"""The small language in which the Block Kit tables are written: checks over plain decoded JSON.

A `Check` looks at one value and yields a `Flaw` for everything that is wrong with it. The tables in the
`blockkit_*` modules are put together from the checks here; none of them knows a block by name.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TypeAlias

from sandbox.limits import LIMITS, RULES, Limit


@dataclass(frozen=True, slots=True)
class Flaw:
    """One thing wrong: the path of the value (`blocks[3].text`), the row that it breaks, and a sentence."""

    where: str
    limit: Limit
    message: str


Check: TypeAlias = Callable[[object, str], Iterator[Flaw]]
Rule: TypeAlias = Callable[[Mapping[str, object], str], Iterator[Flaw]]
"""A check across the fields of one object; it runs only when each field is sound by itself."""

NONE: Mapping[str, Check] = MappingProxyType({})


def size(text: str) -> int:
    """Count characters as strictly as Slack may: the larger of code points and UTF-16 units."""
    return max(len(text), len(text.encode("utf-16-le", "surrogatepass")) // 2)


def escaped_size(text: str) -> int:
    """Count `text` as it is once `& < >` stand as entities; entities that are there already count as they are."""
    bare_ampersands = len(re.findall(r"&(?!amp;|lt;|gt;)", text))
    return size(text) + 4 * bare_ampersands + 3 * (text.count("<") + text.count(">"))


def join(where: str, key: str) -> str:
    """Extend a path by a key."""
    return f"{where}.{key}" if where else key


def broken(rule: str, where: str, detail: str = "") -> Flaw:
    """Make the flaw of a rule that has no number."""
    row = RULES[rule]
    return Flaw(where, row, f"must have {row.unit}" + (f": {detail}" if detail else ""))


def within(limit: str, amount: int, where: str) -> Iterator[Flaw]:
    """Check an amount against the limit of that name."""
    row = LIMITS[limit]
    if not row.allows(amount):
        yield Flaw(where, row, f"must have {row.sentence()}, has {amount:,}")


def string(limit: str, count: Callable[[str], int] = size) -> Check:
    """Accept a string whose length is within `limit`."""

    def check(value: object, where: str) -> Iterator[Flaw]:
        if not isinstance(value, str):
            yield broken("shape.string", where)
        else:
            yield from within(limit, count(value), where)

    return check


def written(pattern: str, rule: str, sound: Callable[[str], object] = str) -> Check:
    """Accept a string that matches `pattern` whole and that `sound` can read (it raises ValueError if not)."""
    compiled = re.compile(pattern)

    def check(value: object, where: str) -> Iterator[Flaw]:
        if not isinstance(value, str):
            yield broken("shape.string", where)
        elif compiled.fullmatch(value) is None:
            yield broken(rule, where, value)
        else:
            try:
                sound(value)
            except ValueError:
                yield broken(rule, where, value)

    return check


def any_string(value: object, where: str) -> Iterator[Flaw]:
    """Accept any string."""
    if not isinstance(value, str):
        yield broken("shape.string", where)


def any_object(value: object, where: str) -> Iterator[Flaw]:
    """Accept any JSON object."""
    if not isinstance(value, Mapping):
        yield broken("shape.object", where)


def flag(value: object, where: str) -> Iterator[Flaw]:
    """Accept true and false."""
    if not isinstance(value, bool):
        yield broken("shape.boolean", where)


def integer(value: object, where: str) -> Iterator[Flaw]:
    """Accept a whole number (true and false are none)."""
    if not isinstance(value, int) or isinstance(value, bool):
        yield broken("shape.integer", where)


def whole(limit: str) -> Check:
    """Accept a whole number within `limit`."""

    def check(value: object, where: str) -> Iterator[Flaw]:
        if isinstance(value, int) and not isinstance(value, bool):
            yield from within(limit, value, where)
        else:
            yield broken("shape.integer", where)

    return check


def choice(*allowed: str) -> Check:
    """Accept one of the words given."""

    def check(value: object, where: str) -> Iterator[Flaw]:
        if value not in allowed:
            yield broken("shape.choice", where, f"{value!r} is none of {', '.join(allowed)}")

    return check


def items(of: Check, limit: str | None = None) -> Check:
    """Accept a list whose every item passes `of` and whose length is within `limit`."""

    def check(value: object, where: str) -> Iterator[Flaw]:
        if not isinstance(value, list):
            yield broken("shape.list", where)
            return
        if limit is not None:
            yield from within(limit, len(value), where)
        for index, item in enumerate(value):
            yield from of(item, f"{where}[{index}]")

    return check


def nullable(of: Check) -> Check:
    """Accept null beside what `of` accepts."""

    def check(value: object, where: str) -> Iterator[Flaw]:
        if value is not None:
            yield from of(value, where)

    return check


@dataclass(frozen=True, slots=True)
class Shape:
    """Accept an object with these keys and no others; `kind` is its `type`, empty where it has none."""

    kind: str
    required: Mapping[str, Check]
    optional: Mapping[str, Check] = field(default_factory=lambda: NONE)
    rules: Sequence[Rule] = ()

    def __call__(self, value: object, where: str) -> Iterator[Flaw]:
        """Yield what is wrong with `value`; the rules look at it only when its keys are sound."""
        if not isinstance(value, Mapping):
            yield broken("shape.object", where)
            return
        flaws = list(self._keys(value, where))
        yield from flaws
        if not flaws:
            for rule in self.rules:
                yield from rule(value, where)

    def _keys(self, value: Mapping[str, object], where: str) -> Iterator[Flaw]:
        typed: Mapping[str, Check] = {"type": choice(self.kind)} if self.kind else NONE
        required = {**typed, **self.required}
        for key in required:
            if key not in value:
                yield broken("shape.required", join(where, key))
        for key, item in value.items():
            check = required.get(key) or self.optional.get(key)
            if check is None:
                yield broken("shape.unknown_key", join(where, key))
            else:
                yield from check(item, join(where, key))


def by_type(shapes: Iterable[Shape]) -> Check:
    """Accept an object of one of the shapes, chosen by its `type`."""
    table = {shape.kind: shape for shape in shapes}

    def check(value: object, where: str) -> Iterator[Flaw]:
        if not isinstance(value, Mapping):
            yield broken("shape.object", where)
            return
        kind = value.get("type")
        shape = table.get(kind) if isinstance(kind, str) else None
        if shape is None:
            yield broken("shape.known_type", join(where, "type"), f"{kind!r} is none of {', '.join(table)}")
        else:
            yield from shape(value, where)

    return check


def one_of(*keys: str) -> Rule:
    """Demand exactly one of the keys."""

    def rule(value: Mapping[str, object], where: str) -> Iterator[Flaw]:
        if sum(key in value for key in keys) != 1:
            yield broken("shape.one_of", where, ", ".join(keys))

    return rule


def any_of(*keys: str) -> Rule:
    """Demand at least one of the keys."""

    def rule(value: Mapping[str, object], where: str) -> Iterator[Flaw]:
        if not any(key in value for key in keys):
            yield broken("shape.any_of", where, ", ".join(keys))

    return rule


def repeated(values: Iterable[tuple[str, object]], rule: str) -> Iterator[Flaw]:
    """Yield the rule's flaw for each `(where, value)` whose value, a string, came before."""
    seen: set[str] = set()
    for where, value in values:
        if isinstance(value, str):
            if value in seen:
                yield broken(rule, where, f"{value!r} stands twice")
            seen.add(value)
