"""What has come to its `next_look_at`, through the index of these moments: its numbers only, never what it is."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Select, Table, bindparam, func, or_, select, union_all

from lifecycle.reads.due import Due
from lifecycle.subject import SubjectKind
from store.shelves import SHELVES

_BEGINNING = datetime(1, 1, 1, tzinfo=UTC)


def _due_of(table: Table) -> Select[*tuple[Any, ...]]:
    """What follows the last one that was read, in the order of their moments."""
    looked, number = table.c.next_look_at, table.c.id
    last_at, last_id = bindparam("last_at", type_=looked.type), bindparam("last_id", type_=number.type)
    return (
        select(number, table.c.version, looked)
        .where(looked <= bindparam("now"), looked >= last_at, or_(looked > last_at, number > last_id))
        .order_by(looked, number)
        .limit(bindparam("most"))
    )


DUE: Mapping[SubjectKind, Select[*tuple[Any, ...]]] = {
    kind: _due_of(shelf.table) for kind, shelf in SHELVES.items() if "next_look_at" in shelf.table.c
}
"""What is due of each kind that is looked at."""


_FIRST = union_all(*(select(func.min(SHELVES[kind].table.c.next_look_at)) for kind in DUE))


def next_look(connection: Connection) -> datetime | None:
    """The earliest moment (UTC) at which anything has to be looked at."""
    return min((at for at in connection.scalars(_FIRST) if at is not None), default=None)


def due(connection: Connection, kind: SubjectKind, now: datetime, limit: int, after: Due | None) -> Sequence[Due]:
    """What of a kind is due at `now` (UTC), earliest first, at most `limit`; what follows `after`, if that is given."""
    last = (after.next_look_at, after.id) if after else (_BEGINNING, 0)
    asked = {"now": now, "most": limit, "last_at": last[0], "last_id": last[1]}
    return [Due(kind, *row) for row in connection.execute(DUE[kind], asked).all()]
