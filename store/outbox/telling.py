"""Putting notices into the outbox, in the transaction of what they tell."""

from collections.abc import Sequence

from sqlalchemy import Connection, bindparam, select, text
from sqlalchemy.dialects.postgresql import insert  # SQLite's ON CONFLICT reads the same

from lifecycle.notices import Notice
from store.log.record import Record
from store.tables.machinery import PENDING, outbox

NOTICES = Record(Notice, outbox)

_INSERT = insert(outbox).on_conflict_do_nothing()
_HOLD = (
    select(outbox.c.id).where(text(PENDING), outbox.c.slot.in_(bindparam("slots", expanding=True))).with_for_update()
)


def tell(connection: Connection, notices: Sequence[Notice]) -> None:
    """Put notices into the outbox.

    Left out is one whose key is there already, and one for a living message that waits to be shown anyway: it will show
    the present state. Such a waiting message is held back from deliveries on other connections until this transaction
    has ended; SQLite, with its one writer, does so by itself.
    """
    slots = [one.slot for one in notices if one.slot]
    if slots and connection.dialect.name == "postgresql":
        connection.execute(_HOLD, {"slots": slots})
    if notices:
        connection.execute(_INSERT, [_row(one) for one in notices])


def _row(notice: Notice) -> dict[str, object]:
    waiting = {
        "lane": notice.slot or notice.thread or notice.to,
        "direct": notice.to.startswith("person:"),
        "state": "pending",
        "available_at": notice.at,
    }
    return {**NOTICES.values(notice), **waiting}
