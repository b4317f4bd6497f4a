"""How well messages are delivered."""

from datetime import datetime

from sqlalchemy import Connection, bindparam, func, select, text

from lifecycle.worklist import FAILED_WITHIN, Deliveries
from store.machinery import OPEN, UNDELIVERED, outbox

_WAITING = select(func.count()).select_from(outbox).where(text(OPEN))
_FAILED = (
    select(func.count())
    .select_from(outbox)
    .where(text(UNDELIVERED), outbox.c.settled_at >= bindparam("since", type_=outbox.c.at.type))
)
_BOTH = select(_WAITING.scalar_subquery().label("waiting"), _FAILED.scalar_subquery().label("failed"))


def deliveries(connection: Connection, now: datetime) -> Deliveries:
    """What waits, and what could not be delivered in the last days; the cost follows how much that is."""
    row = connection.execute(_BOTH, {"since": now - FAILED_WITHIN}).one()
    return Deliveries(waiting=row.waiting, failed=row.failed)
