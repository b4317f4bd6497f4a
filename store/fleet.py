"""Counting the fleet: one pass over an index that holds all that is counted by."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Connection, bindparam, case, func, select, text

from lifecycle.fleet import STANDINGS, YEARS, Awaited, Fleet, Group, Narrowing, Standing, states_of, years_before
from store.derived import UNITS
from store.models import device, person
from store.return_models import OPEN_RETURN, device_return
from store.team import TEAM

COMING_BACK = states_of(Standing.COMING_BACK)


def _at_least(years: int) -> ColumnElement[int]:
    bought_by = bindparam(f"before_{years}", type_=device.c.purchased_on.type)
    return func.sum(case((device.c.purchased_on <= bought_by, 1), else_=0)).label(f"older_{years}")


_DEVICES = func.count().label("devices")
_GROUPS = select(
    device.c.state,
    device.c.country,
    device.c.category,
    device.c.price_currency,
    _DEVICES,
    func.sum(device.c.price_units).label("units"),
    func.count(device.c.purchased_on).label("dated"),
    *(_at_least(years) for years in YEARS),
).group_by(device.c.state, device.c.country, device.c.category, device.c.price_currency)
_AWAITED = (
    select(device_return.c.last_day, person.c.zone, _DEVICES)
    .select_from(device_return)
    .join(device, device.c.return_id == device_return.c.id)
    .join(person, person.c.id == device_return.c.holder_id)
    .where(
        text(f"device_return.{OPEN_RETURN}"),
        device.c.return_id.is_not(None),
        device.c.state.in_(COMING_BACK),
        ~device.c.legal_hold,
    )
    .group_by(device_return.c.last_day, person.c.zone)
)
"""PostgreSQL is told what goes without saying: else it walks through all devices that are in no return."""

_STATES = select(device.c.state, _DEVICES).group_by(device.c.state)
_CATEGORIES = select(device.c.category).distinct()


def fleet(connection: Connection, narrowing: Narrowing, now: datetime) -> Fleet:
    """The fleet as of `now` (UTC), or the part of it that is meant."""
    conditions = tuple(_conditions(narrowing))
    cuts = {f"before_{years}": years_before(now.date(), years) for years in YEARS}
    values = {**cuts, "manager_id": narrowing.manager_id}
    groups = connection.execute(_GROUPS.where(*conditions), values)
    awaited = connection.execute(_AWAITED.where(*conditions), values)
    return Fleet(
        at=now,
        groups=tuple(sorted(map(_group, groups), key=_order)),
        awaited=tuple(Awaited(last_day=row.last_day, zone=row.zone, devices=row.devices) for row in awaited),
        narrowing=narrowing,
    )


def standings(connection: Connection) -> Mapping[Standing, int]:
    """How many devices there are of each standing: what the Home shows in short."""
    found = dict.fromkeys(Standing, 0)
    for row in connection.execute(_STATES):
        found[STANDINGS[row.state]] += row.devices
    return found


def categories(connection: Connection) -> frozenset[str]:
    """Every category that a device is of, whether or not the policy has it."""
    return frozenset(connection.scalars(_CATEGORIES))


def _conditions(narrowing: Narrowing) -> Iterator[ColumnElement[bool]]:
    if narrowing.categories:
        yield device.c.category.in_(sorted(narrowing.categories))
    if narrowing.countries:
        yield device.c.country.in_(sorted(narrowing.countries))
    if narrowing.states:
        yield device.c.state.in_(sorted(narrowing.states))
    if narrowing.manager_id is not None:
        yield device.c.holder_id.in_(TEAM)


def _group(row: Any) -> Group:
    return Group(
        state=row.state,
        category=row.category,
        country=row.country,
        currency=row.price_currency,
        devices=row.devices,
        amount=Decimal(int(row.units or 0)) / UNITS,
        older=tuple(int(getattr(row, f"older_{years}")) for years in YEARS),
        undated=row.devices - row.dated,
    )


def _order(group: Group) -> tuple[str, str, str, str]:
    return group.state, group.country, group.category, group.currency or ""
