"""What is due for replacement, found through the index of each reason, and counted to the last one."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Date,
    Select,
    Subquery,
    Text,
    TextClause,
    and_,
    bindparam,
    case,
    func,
    literal,
    null,
    or_,
    select,
    text,
    type_coerce,
    union_all,
)

from lifecycle.flag import RefreshReason
from lifecycle.os_support import supported_until
from lifecycle.policy import Policy
from lifecycle.refresh import LONG_AFTER, WORN_OUT, Key, RefreshFigures, months_after, months_later
from store.reads.forecast import forecast
from store.shelves import DEVICES
from store.tables.models import DECIDED_ON, IN_USE, REPAIRED, device

MOST_SHOWN = 15
"""How many devices are named."""

_OTHER = device.alias("other")
_SYSTEMS = select(device.c.system).where(text(IN_USE), device.c.system.is_not(None)).distinct()
_THESE = DEVICES.select.where(device.c.id.in_(bindparam("ids", expanding=True)))
_PUT_OFF = _OTHER.c.refresh_after > bindparam("today")
_SUCCEEDED = _OTHER.c.successor_id.is_not(None)


@dataclass(frozen=True, slots=True)
class _Way:
    """A way to be due: by this `condition`, `months` after the column `day`, or all of them `since` the same day."""

    reason: RefreshReason
    condition: ColumnElement[bool]
    day: ColumnElement[date | None] | None = None
    months: int = 0
    since: Key = LONG_AFTER

    def every(self) -> Select[*tuple[Any, ...]]:
        """All that are due in this way."""
        return select(device.c.id, literal(self.reason.value).label("reason")).where(*self._due())

    def first(self, number: int, most: int) -> Select[*tuple[Any, ...]]:
        """Those that have been due for longest, each with the `number` of this way and its day."""
        day = null().cast(Date) if self.day is None else self.day
        order = (device.c.id,) if self.day is None else (self.day, device.c.id)
        columns = (device.c.id, literal(number).label("way"), day.label("day"))
        return select(*columns).where(*self._due()).order_by(*order).limit(most)

    def key(self, day: date | None) -> Key:
        """Since when a device is due that has this day."""
        return self.since if day is None else months_after(day, self.months)

    def _due(self) -> Iterator[ColumnElement[bool] | TextClause]:
        """In use, and nobody has decided anything else."""
        is_known = type_coerce(_OTHER.c.acknowledged, Text).like(f'%"{self.reason}"%')
        decided = select(_OTHER.c.id).where(text(DECIDED_ON), or_(_PUT_OFF, _SUCCEEDED, is_known))
        yield from (text(IN_USE), self.condition, device.c.id.not_in(decided))


def refresh_figures(connection: Connection, policy: Policy, today: date) -> RefreshFigures:
    """What is due on a day, and what will be."""
    ways = tuple(_ways(connection, policy, today))
    ids = _first(connection, ways, today, MOST_SHOWN)
    found = {one.item.id: one.item for one in DEVICES.found(connection, _THESE, {"ids": ids})}
    every = _every(ways)
    by_reason = select(every.c.reason, func.count(every.c.id.distinct())).group_by(every.c.reason)
    counted: dict[str, int] = dict(connection.execute(by_reason, {"today": today}).all())
    return RefreshFigures(
        day=today,
        total=_total(connection, ways, today),
        by_reason={reason: counted[reason] for reason in RefreshReason if reason in counted},
        first=tuple(found[one] for one in ids),
        forecast=forecast(connection, policy, today),
        **_decided(connection, today),
    )


def total(connection: Connection, policy: Policy, today: date, most: int) -> int:
    """How many devices are due, each counted once; counted to `most`."""
    every = union_all(*(select(way.every().limit(most).subquery().c.id) for way in _ways(connection, policy, today)))
    some = select(every.subquery().c.id).distinct().limit(most).subquery()
    return connection.execute(select(func.count()).select_from(some), {"today": today}).scalar_one()


def due(connection: Connection, policy: Policy, today: date, *, most: int, after: int = 0) -> Sequence[int]:
    """Ids of devices that are due, the longest overdue first: those that follow the first `after`."""
    return _first(connection, tuple(_ways(connection, policy, today)), today, after + most)[after:]


def _first(connection: Connection, ways: Sequence[_Way], today: date, most: int) -> Sequence[int]:
    """Each way to be due tells its first ones, in order; the earliest of its days is a device's."""
    firsts = (way.first(number, most).subquery() for number, way in enumerate(ways))
    rows = connection.execute(union_all(*(select(first) for first in firsts)), {"today": today})
    since: dict[int, Key] = {}
    for number, way, day in rows:
        since[number] = min(since.get(number, LONG_AFTER), ways[way].key(day))
    return sorted(since, key=lambda one: (since[one], one))[:most]


def _total(connection: Connection, ways: Sequence[_Way], today: date) -> int:
    every = _every(ways)
    return connection.execute(select(func.count(every.c.id.distinct())), {"today": today}).scalar_one()


def _every(ways: Sequence[_Way]) -> Subquery:
    return union_all(*(way.every() for way in ways)).subquery()


def _ways(connection: Connection, policy: Policy, today: date) -> Iterator[_Way]:
    """Each through an index of its own: see `lifecycle.refresh.causes`."""
    for one in policy.categories:
        bought = device.c.purchased_on < months_later(today, -one.useful_life_months)
        is_old = and_(device.c.category == one.id, bought)
        yield _Way(RefreshReason.AGE, is_old, device.c.purchased_on, one.useful_life_months)
    yield _Way(RefreshReason.WARRANTY, device.c.warranty_until < bindparam("today"), device.c.warranty_until)
    yield _Way(RefreshReason.OS_SUPPORT, device.c.supported_until < bindparam("today"), device.c.supported_until)
    for ended, systems in _ended(connection, today).items():
        since = (ended.year, ended.month, ended.day)
        yield _Way(RefreshReason.OS_SUPPORT, device.c.system.in_(systems), since=since)
    is_repaired = and_(text(REPAIRED), device.c.repairs >= policy.refresh.repairs)
    yield _Way(RefreshReason.REPAIRS, is_repaired)
    yield _Way(RefreshReason.CONDITION, device.c.condition.in_(sorted(WORN_OUT)))


def _ended(connection: Connection, today: date) -> Mapping[date, Sequence[str]]:
    """The systems in use that get no updates any more, by the last day on which they did."""
    ended: dict[date, list[str]] = {}
    for system in connection.scalars(_SYSTEMS):
        until = supported_until(system or "")
        if until is not None and until < today:
            ended.setdefault(until, []).append(system)
    return ended


def _decided(connection: Connection, today: date) -> Mapping[str, int]:
    """How many are not due because of what was decided, by what it was."""
    rest = and_(~_SUCCEEDED, or_(_OTHER.c.refresh_after.is_(None), ~_PUT_OFF))
    decisions = {
        "succeeded": _SUCCEEDED,
        "put_off": and_(~_SUCCEEDED, _PUT_OFF),
        "acknowledged": and_(rest, type_coerce(_OTHER.c.acknowledged, Text) != "[]"),
    }
    counts = (func.count(case((one, 1))) for one in decisions.values())
    row = connection.execute(select(*counts).select_from(_OTHER).where(text(DECIDED_ON)), {"today": today}).one()
    return dict(zip(decisions, row, strict=True))
