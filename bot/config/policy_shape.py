"""Whether a policy file has the shape of the policy: known keys, values of the very type that is wanted.

pydantic builds the policy, and would make `9` a time, "no" a boolean and `true` a number: what a person wrote by
mistake must be told, not read as something else.
"""

import types
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import time
from decimal import Decimal
from typing import Union, get_args, get_origin, get_type_hints

from bot.config.toml_lines import Path

FROM_SETTINGS = ("it_channel",)
"""What the policy knows from the settings, so that the file may not name it."""

WANTED: Mapping[object, tuple[tuple[type, ...], str]] = {
    bool: ((bool,), "must be true or false"),
    int: ((int,), "must be a whole number"),
    Decimal: ((int, Decimal), "must be a number"),
    str: ((str,), "must be text in quotes"),
    time: ((time,), "must be a time of day, like 09:00:00"),
}
"""What a value of each kind is after TOML was read, and what else is said of it."""


def misshapen(kind: object, value: object, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Keys that no dataclass has and values of a wrong type, at any depth."""
    kind = _inner(kind)
    match value:
        case list():
            for number, item in enumerate(value):
                yield from misshapen(_inner(kind), item, (*path, number))
        case dict() if isinstance(kind, type) and is_dataclass(kind):
            yield from _table(kind, value, path)
        case _ if kind in WANTED:
            accepted, words = WANTED[kind]
            if type(value) not in accepted:
                yield path, f"{words}; it is {value!r}" if not isinstance(value, dict) else words


def _table(kind: type, table: Mapping[str, object], path: Path) -> Iterator[tuple[Path, str]]:
    hints = get_type_hints(kind)
    known = {field.name for field in fields(kind)} - set(FROM_SETTINGS)
    for key, item in table.items():
        if key in known:
            yield from misshapen(hints[key], item, (*path, key))
        else:
            yield (*path, key), f"is unknown; there are {', '.join(sorted(known))}"


def _inner(kind: object) -> object:
    """What is in an `X | None` or a `tuple[X, ...]`; anything else as it is."""
    is_wrapper = get_origin(kind) in (tuple, Union, types.UnionType)
    return get_args(kind)[0] if is_wrapper else kind
