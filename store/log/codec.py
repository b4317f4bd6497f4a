"""Subjects as JSON: what an event says has changed, and how the log is played back."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from typing import Generic, TypeVar

from pydantic import TypeAdapter

from lifecycle.change import Item

S = TypeVar("S", bound=Item)
Changes = Mapping[str, object]
"""What an event changed: new values by path, such as "state" or "lines/0/source"."""

NOT_LOGGED = {"version", "next_look_at", "next_step"}
"""`version` is the number of the event; what comes next follows from the rest and the policy."""


class Codec(Generic[S]):
    """One kind of subject."""

    def __init__(self, kind: type[S]) -> None:
        self._adapter: TypeAdapter[S] = TypeAdapter(kind)
        self._logged = {one.name for one in fields(kind)} - NOT_LOGGED

    def changes(self, before: S | None, after: S) -> Changes:
        """What leads from one to the other; everything when there was nothing before."""
        if before is None:
            return self._dump(after, self._logged)
        names = {name for name in self._logged if getattr(before, name) != getattr(after, name)}
        return dict(_differences(self._dump(before, names), self._dump(after, names), ""))

    def replay(self, log: Iterable[Changes]) -> S:
        """The subject that these changes lead to; raises `ValueError` or `LookupError` when they lead nowhere."""
        state: dict[str, object] = {}
        for changes in log:
            for path, value in changes.items():
                _put(state, path.split("/"), value)
        return self._adapter.validate_python(state)

    def _dump(self, subject: S, names: set[str]) -> dict[str, object]:
        dumped: dict[str, object] = self._adapter.dump_python(subject, mode="json", include=names)
        return dumped


def _differences(before: object, after: object, path: str) -> Iterator[tuple[str, object]]:
    if before == after:
        return
    match before, after:
        case dict(), dict() if before.keys() == after.keys() and not any("/" in name for name in after):
            parts = [(name, before[name], after[name]) for name in after]
        case list(), list() if len(before) == len(after):
            parts = [(str(index), *pair) for index, pair in enumerate(zip(before, after, strict=True))]
        case _:
            yield path, after
            return
    for name, old, new in parts:
        yield from _differences(old, new, f"{path}/{name}" if path else name)


def _put(state: object, path: list[str], value: object) -> None:
    *way, last = path
    for name in way:
        state = state[int(name)] if isinstance(state, list) else _mapping(state)[name]
    if isinstance(state, list):
        state[int(last)] = value
    else:
        _mapping(state)[last] = value


def _mapping(value: object) -> dict[str, object]:
    if not isinstance(value, dict):
        raise LookupError("a change of something that is not there")
    return value
