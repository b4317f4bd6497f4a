"""What the figures about returns are made of."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection, Row, bindparam, func, or_, select, text

from lifecycle import ladder
from lifecycle.money import Money
from lifecycle.reads.figures import DeviceFact, Figures, ReturnFact, figures
from store.tables.models import device, person
from store.tables.return_models import OPEN_RETURN, device_return, return_item, return_kit

_COUNTS = or_(device_return.c.opened_at >= bindparam("since"), text(f"device_return.{OPEN_RETURN}"))
"""Returns of the period, and those of before that are open: what they have out is at risk today."""

_FIRST_KIT = (
    select(func.min(return_kit.c.sent_at).label("sent_at"))
    .where(return_kit.c.return_id == device_return.c.id)
    .scalar_subquery()
)
_RETURNS = (
    select(
        device_return.c.id,
        device_return.c.opened_at,
        device_return.c.last_day,
        device_return.c.is_open,
        device_return.c.nudges,
        person.c.zone,
        _FIRST_KIT.label("kit_sent_at"),
    )
    .join(person, person.c.id == device_return.c.holder_id)
    .where(_COUNTS)
)
_DEVICES = (
    select(
        return_item.c.return_id,
        return_item.c.outcome,
        return_item.c.settled_at,
        device.c.price_amount,
        device.c.price_currency,
    )
    .join(device_return, device_return.c.id == return_item.c.return_id)
    .join(device, device.c.id == return_item.c.device_id)
    .where(_COUNTS)
)


def return_figures(connection: Connection, since: datetime, now: datetime) -> Figures:
    """The figures of the returns opened since a moment, in two queries."""
    devices: Mapping[int, list[DeviceFact]] = defaultdict(list)
    for row in connection.execute(_DEVICES, {"since": since}):
        devices[row.return_id].append(_device(row))
    facts = [
        ReturnFact(
            opened_at=row.opened_at,
            last_day=row.last_day,
            is_open=row.is_open,
            zone=row.zone,
            kit_sent_at=row.kit_sent_at,
            reminders=ladder.reminders_among(row.nudges),
            devices=tuple(devices.get(row.id, ())),
        )
        for row in connection.execute(_RETURNS, {"since": since})
    ]
    return figures(facts, since, now)


def _device(row: Row[*tuple[object, ...]]) -> DeviceFact:
    price = None if row.price_amount is None else Money(row.price_amount, row.price_currency)
    return DeviceFact(outcome=row.outcome, settled_at=row.settled_at, price=price)
