"""Putting notices into the outbox, in the transaction of what they tell."""

from collections.abc import Sequence

from sqlalchemy import Connection, bindparam, text, update
from sqlalchemy.dialects.postgresql import insert  # SQLite's ON CONFLICT reads the same

from lifecycle.notices import Notice
from store.machinery import PENDING, outbox
from store.record import Record

NOTICES = Record(Notice, outbox)

_INSERT = insert(outbox).on_conflict_do_nothing(index_elements=["key"])
_TOUCH = (
    update(outbox)
    .where(text(PENDING), outbox.c.slot.in_(bindparam("slots", expanding=True)))
    .values(at=bindparam("now"))
    .returning(outbox.c.slot)
)


def tell(connection: Connection, notices: Sequence[Notice]) -> None:
    """Put notices into the outbox; one whose key is there already is left out.

    A living message that waits to be shown anyway is not put there again: it will show the present state. To touch it
    also keeps a delivery on another connection from taking it before this transaction has ended.
    """
    slots = [one.slot for one in notices if one.slot]
    waiting: set[str | None] = set()
    if slots:
        waiting.update(connection.scalars(_TOUCH, {"slots": slots, "now": notices[0].at}))
    rows = [_row(one) for one in notices if not one.slot or one.slot not in waiting]
    if rows:
        connection.execute(_INSERT, rows)


def _row(notice: Notice) -> dict[str, object]:
    direct = notice.to.startswith("person:")
    return {**NOTICES.values(notice), "direct": direct, "state": "pending", "available_at": notice.at}
