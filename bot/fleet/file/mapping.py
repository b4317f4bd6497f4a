"""The mapping file: what columns and words mean that are not known by themselves.

[columns]
"Gerätekennung" = "serial"
"Wi-Fi MAC" = "ignore"

[states]
"Bereit" = "in_stock"

[categories]
"Rechner" = "laptop"
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bot.faults import Fault, Faulty
from bot.fleet.file.fields import Field, plain
from lifecycle.device import DeviceState

TABLES = ("columns", "states", "categories")
FIELDS = ", ".join(Field)
STATES = ", ".join(DeviceState)


@dataclass(frozen=True, slots=True, kw_only=True)
class Meanings:
    """Columns, states and categories by their words, as `plain` writes them; a category is the policy's id or kept."""

    columns: Mapping[str, Field] = field(default_factory=dict)
    states: Mapping[str, DeviceState] = field(default_factory=dict)
    categories: Mapping[str, str] = field(default_factory=dict)


def read_mapping(file: Path | None) -> Meanings:
    """What a mapping file says; nothing without one. Raises `Faulty` with every fault that it has."""
    if file is None:
        return Meanings()
    try:
        raw = tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise Faulty(str(file), [Fault("--mapping", f"cannot be read: {error.strerror}")]) from error
    except ValueError as error:
        raise Faulty(str(file), [Fault("syntax", str(error))]) from error
    if faults := [*_faults(raw)]:
        raise Faulty(str(file), faults)
    columns, states, categories = ({plain(k): v for k, v in raw.get(name, {}).items()} for name in TABLES)
    return Meanings(
        columns={name: Field(value) for name, value in columns.items()},
        states={name: DeviceState(value) for name, value in states.items()},
        categories=categories,
    )


def _faults(raw: Mapping[str, object]) -> Iterator[Fault]:
    for name, table in raw.items():
        if name not in TABLES or not isinstance(table, dict):
            yield Fault(name, "is no table of a mapping: there are [columns], [states] and [categories]")
            continue
        known = {"columns": tuple(Field), "states": tuple(DeviceState)}.get(name)
        for word, meaning in table.items():
            if not isinstance(meaning, str) or not meaning or (known is not None and meaning not in known):
                allowed = {"columns": FIELDS, "states": STATES}.get(name, "a category")
                yield Fault(f"{name}.{word}", f"{meaning!r} is none of: {allowed}")
