"""How well messages are delivered."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, func, or_, select, text

from lifecycle.reads.worklist import FAILED_WITHIN, Deliveries
from store.tables.machinery import OPEN, UNDELIVERED, outbox

LATE = timedelta(minutes=1)
"""What is due for longer, or was tried without success, waits; everything else is only on its way."""

_IS_LATE = or_(outbox.c.available_at <= bindparam("late", type_=outbox.c.at.type), outbox.c.attempts > 1)
_WAITING = select(func.count()).select_from(outbox).where(text(OPEN), _IS_LATE)
_FAILED = (
    select(func.count())
    .select_from(outbox)
    .where(text(UNDELIVERED), outbox.c.settled_at >= bindparam("since", type_=outbox.c.at.type))
)
_BOTH = select(_WAITING.scalar_subquery().label("waiting"), _FAILED.scalar_subquery().label("failed"))


def deliveries(connection: Connection, now: datetime) -> Deliveries:
    """What waits, and what could not be delivered in the last days; the cost follows how much that is."""
    row = connection.execute(_BOTH, {"since": now - FAILED_WITHIN, "late": now - LATE}).one()
    return Deliveries(waiting=row.waiting, failed=row.failed)
