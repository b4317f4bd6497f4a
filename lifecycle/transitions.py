"""The shape of a transition table: from which states an event leads to which."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from lifecycle.events import Happened

S = TypeVar("S", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Transition(Generic[S]):
    """`event` leads from any of `sources` to `target`; no source at all means that it begins a life."""

    event: Happened
    sources: frozenset[S]
    target: S


class Table(Generic[S]):
    """The transitions of one kind of subject: an event may lead to different states from different ones."""

    def __init__(self, *rows: tuple[Happened, Iterable[S], S]) -> None:
        self.rows = tuple(Transition(event, frozenset(sources), target) for event, sources, target in rows)

    def target(self, event: Happened, source: S) -> S | None:
        """The state that `event` leads to from `source`, or None when it does not apply there."""
        return next((row.target for row in self.rows if row.event is event and source in row.sources), None)
