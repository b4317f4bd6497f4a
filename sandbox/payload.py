"""Reading JSON that came from outside without trusting its shape.

`Payload` is any JSON object. The readers below answer an empty value when a key is missing or has another type, so
that a caller who has already validated (or does not care) stays short.
"""

from collections.abc import Mapping
from typing import TypeAlias

Payload: TypeAlias = dict[str, object]


def text(source: Mapping[str, object], key: str) -> str:
    """The string under `key`, or an empty one."""
    value = source.get(key)
    return value if isinstance(value, str) else ""


def child(source: Mapping[str, object], key: str) -> Payload:
    """The object under `key`, or an empty one."""
    value = source.get(key)
    return value if isinstance(value, dict) else {}


def children(source: Mapping[str, object], key: str) -> list[Payload]:
    """The objects in the list under `key`; anything else in it is left out."""
    value = source.get(key)
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def without_nones(source: Mapping[str, object]) -> Payload:
    """A copy without the keys whose value is None, as Slack leaves absent fields out."""
    return {key: value for key, value in source.items() if value is not None}
