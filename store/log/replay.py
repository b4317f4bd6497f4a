"""Events that were written by earlier releases, read as today's would be: events are never changed, their reader is."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Row

from lifecycle.events import Happened
from store.log.codec import Changes

CAME_BACK = frozenset({Happened.DEVICE_RETURNED, Happened.DEVICE_WIPED_AGAIN})


def told(events: Iterable[Row[*tuple[Any, ...]]]) -> Iterable[Changes]:
    """What each event changed, with what its release did not write down yet."""
    return ({**_missing(one.name, one.at, one.changes), **one.changes} for one in events)


def _missing(name: Happened, at: datetime, changes: Changes) -> Mapping[str, object]:
    """A device's `returned_at` followed from its state alone before it was a field of its own."""
    if name in CAME_BACK and "returned_at" not in changes:
        return {"returned_at": at}
    if name is Happened.DEVICE_SANITIZED:
        return {"returned_at": None}
    return {}
