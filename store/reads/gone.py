"""Finding who has lost Slack while devices of the company are with them, and who has it again."""

from collections.abc import Sequence

from sqlalchemy import Connection, and_, exists, or_, select, text

from lifecycle.device import DeviceState
from lifecycle.retrieval import ItemOutcome
from store.tables.models import device, person
from store.tables.return_models import OPEN_RETURN, device_return, return_item

STILL_THERE = (DeviceState.IN_USE, DeviceState.RETURN_DUE, DeviceState.RETURNING)

_earlier = device_return.alias("earlier")
_MAY_KEEP = exists().where(
    return_item.c.device_id == device.c.id,
    return_item.c.outcome == ItemOutcome.KEPT,
    _earlier.c.id == return_item.c.return_id,
    _earlier.c.holder_id == device.c.holder_id,
    _earlier.c.handed_over_at.is_not(None),
)
"""IT called a return of theirs off and knew that Slack had ended: nobody asks for that device again."""

_HOLDS = exists().where(device.c.holder_id == person.c.id, device.c.state.in_(STILL_THERE), ~_MAY_KEEP)
_OPEN = exists().where(device_return.c.holder_id == person.c.id, text(OPEN_RETURN))
_NOT_HANDED_OVER = _OPEN.where(device_return.c.handed_over_at.is_(None))
_HOLDERS = (
    select(person.c.id)
    .where(person.c.is_deactivated, or_(_NOT_HANDED_OVER, and_(_HOLDS, ~_OPEN)))
    .order_by(person.c.id)
)

_BACK = (
    select(person.c.id)
    .where(~person.c.is_deactivated, _OPEN.where(device_return.c.handed_over_at.is_not(None)))
    .order_by(person.c.id)
)


def holders(connection: Connection) -> Sequence[int]:
    """Ids of people whose Slack has ended and who hold devices, or whose open return does not know of it yet."""
    return connection.scalars(_HOLDERS).all()


def back(connection: Connection) -> Sequence[int]:
    """Ids of people who have Slack again, and whose open return is still told by mail."""
    return connection.scalars(_BACK).all()
