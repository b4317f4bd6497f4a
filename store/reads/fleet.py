"""Counting the fleet: one pass over an index that holds all that is counted by."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Connection, FromClause, Select, bindparam, case, func, select, text

from lifecycle.reads.fleet import STANDINGS, YEARS, Awaited, Fleet, Group, Narrowing, Standing, states_of, years_before
from store.derived import UNITS
from store.reads.team import TEAM
from store.tables.models import device, person
from store.tables.return_models import OPEN_RETURN, device_return

COMING_BACK = states_of(Standing.COMING_BACK)


def _at_least(years: int, devices: FromClause) -> ColumnElement[int]:
    bought_by = bindparam(f"before_{years}", type_=device.c.purchased_on.type)
    return func.sum(case((devices.c.purchased_on <= bought_by, 1), else_=0)).label(f"older_{years}")


_DEVICES = func.count().label("devices")


def _groups(devices: FromClause) -> Select[*tuple[Any, ...]]:
    by = (devices.c.state, devices.c.country, devices.c.category, devices.c.price_currency)
    return select(
        *by,
        _DEVICES,
        func.sum(devices.c.price_units).label("units"),
        func.count(devices.c.purchased_on).label("dated"),
        *(_at_least(years, devices) for years in YEARS),
    ).group_by(*by)


def _awaited(devices: FromClause) -> Select[*tuple[Any, ...]]:
    """PostgreSQL is told what goes without saying: else it walks through all devices that are in no return."""
    return (
        select(device_return.c.last_day, person.c.zone, _DEVICES)
        .select_from(device_return)
        .join(devices, devices.c.return_id == device_return.c.id)
        .join(person, person.c.id == device_return.c.holder_id)
        .where(
            text(f"device_return.{OPEN_RETURN}"),
            devices.c.return_id.is_not(None),
            devices.c.state.in_(COMING_BACK),
            ~devices.c.legal_hold,
        )
        .group_by(device_return.c.last_day, person.c.zone)
    )


_COUNTED = ("state", "country", "category", "price_currency", "price_units", "purchased_on", "return_id", "legal_hold")
_OF_TEAM = (
    select(*(device.c[name] for name in _COUNTED))
    .where(device.c.holder_id.in_(TEAM))
    .cte("theirs")
    .prefix_with("MATERIALIZED")
)
"""What a manager's people have, found first: the databases would rather begin with all that is coming back."""

_ASKED = {devices: (_groups(devices), _awaited(devices)) for devices in (device, _OF_TEAM)}

_STATES = select(device.c.state, _DEVICES).group_by(device.c.state)
_CATEGORIES = select(device.c.category).distinct()


def fleet(connection: Connection, narrowing: Narrowing, now: datetime) -> Fleet:
    """The fleet as of `now` (UTC), or the part of it that is meant."""
    devices = device if narrowing.manager_id is None else _OF_TEAM
    conditions = tuple(_conditions(narrowing, devices))
    of_groups, of_awaited = (question.where(*conditions) for question in _ASKED[devices])
    cuts = {f"before_{years}": years_before(now.date(), years) for years in YEARS}
    values = {**cuts, "manager_id": narrowing.manager_id}
    groups = connection.execute(of_groups, values).all()
    awaited = connection.execute(of_awaited, values).all()
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


def _conditions(narrowing: Narrowing, devices: FromClause) -> Iterator[ColumnElement[bool]]:
    if narrowing.categories:
        yield devices.c.category.in_(sorted(narrowing.categories))
    if narrowing.countries:
        yield devices.c.country.in_(sorted(narrowing.countries))
    if narrowing.states:
        yield devices.c.state.in_(sorted(narrowing.states))


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
