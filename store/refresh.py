"""What is due for replacement, found through the index of each reason."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from sqlalchemy import Connection, Select, Subquery, bindparam, func, literal, or_, select, text, union_all

from lifecycle.device import Device
from lifecycle.money import Money
from lifecycle.os_support import supported_until
from lifecycle.policy import Policy
from lifecycle.refresh import (
    MOST_COUNTED,
    WORN_OUT,
    Quarter,
    RefreshFigures,
    months_later,
    reasons,
)
from store.models import IN_USE, REPAIRED, device
from store.shelves import DEVICES

MOST_SHOWN, QUARTERS = 15, 8
"""How many devices are named, and for how many quarters it is reckoned."""

_MOST = MOST_COUNTED + 1
_NOT_PUT_OFF = or_(device.c.refresh_after.is_(None), device.c.refresh_after <= bindparam("today"))
_DUE = select(device.c.id).where(text(IN_USE), _NOT_PUT_OFF)
_SYSTEMS = select(device.c.system).where(text(IN_USE), device.c.system.is_not(None)).distinct()
_THESE = DEVICES.select.where(device.c.id.in_(bindparam("ids", expanding=True))).order_by(device.c.id)
_BOUGHT = (
    select(device.c.category, device.c.purchased_on, func.count())
    .where(text(IN_USE), device.c.purchased_on.is_not(None))
    .group_by(device.c.category, device.c.purchased_on)
)


def refresh_figures(connection: Connection, policy: Policy, today: date) -> RefreshFigures:
    """What is due on a day, and what will be."""
    ids = due(connection, policy, today)
    found = [one.item for one in DEVICES.found(connection, _THESE, {"ids": ids[:MOST_COUNTED]})] if ids else []
    by_reason = Counter(reason for one in found for reason in reasons(one, policy, today))
    return RefreshFigures(
        day=today,
        total=len(ids),
        by_reason=dict(by_reason),
        first=tuple(_first(found)),
        forecast=tuple(_forecast(connection, policy, today)),
    )


def _first(found: Sequence[Device]) -> Sequence[Device]:
    """Those that have been in use for longest."""
    return sorted(found, key=lambda one: (one.purchased_on or date.max, one.id))[:MOST_SHOWN]


def due(connection: Connection, policy: Policy, today: date) -> Sequence[int]:
    """Ids of devices that are due, each once; one more than `MOST_COUNTED` at most."""
    every = _every([*_too_old(policy, today), *_for_other_reasons(connection, policy, today)])
    query = select(every.c.id).distinct().order_by(every.c.id).limit(literal(_MOST))
    return connection.scalars(query, {"today": today}).all()


def how_many_due(connection: Connection, policy: Policy, today: date) -> int:
    """How many devices are due; one more than `MOST_COUNTED` at most.

    Nothing is too old in two categories: as soon as there are so many, no further category is looked at.
    """
    old = select(_every(_too_old(policy, today)).c.id).limit(_MOST)
    every = _every([old, *_for_other_reasons(connection, policy, today)])
    query = select(func.count()).select_from(select(every.c.id).distinct().limit(_MOST).subquery())
    return connection.execute(query, {"today": today}).scalar_one()


def _every(some: Iterable[Select[tuple[int]]]) -> Subquery:
    """What any of these find, again and again; each of them finds so many at most."""
    return union_all(*(select(one.limit(_MOST).subquery().c.id) for one in some)).subquery()


def _too_old(policy: Policy, today: date) -> Iterator[Select[tuple[int]]]:
    """What is beyond its useful life, category by category."""
    for one in policy.categories:
        bought_before = months_later(today, -one.useful_life_months)
        yield _DUE.where(device.c.category == one.id, device.c.purchased_on < bought_before)


def _for_other_reasons(connection: Connection, policy: Policy, today: date) -> Iterator[Select[tuple[int]]]:
    yield _DUE.where(device.c.warranty_until < bindparam("today"))
    yield _DUE.where(device.c.supported_until < bindparam("today"))
    yield _DUE.where(text(REPAIRED), device.c.repairs >= policy.refresh.repairs)
    yield _DUE.where(device.c.condition.in_(sorted(WORN_OUT)))
    if ended := [one for one in connection.scalars(_SYSTEMS) if _has_ended(one, today)]:
        yield _DUE.where(device.c.system.in_(ended))


def _has_ended(system: str | None, today: date) -> bool:
    until = supported_until(system) if system else None
    return until is not None and until < today


def _forecast(connection: Connection, policy: Policy, today: date) -> Sequence[Quarter]:
    """Quarter by quarter from this one on: what ends its useful life in it, and what its like costs today."""
    lives = {one.id: one.useful_life_months for one in policy.categories}
    costs = _costs(policy)
    devices: Counter[int] = Counter()
    amounts: dict[int, Decimal] = {}
    this = _quarter(today)
    for category, bought, number in connection.execute(_BOUGHT):
        if category not in lives:
            continue
        quarter = max(_quarter(months_later(bought, lives[category])), this)
        devices[quarter] += number
        amounts[quarter] = amounts.get(quarter, Decimal()) + costs.get(category, Decimal()) * number
    return [
        Quarter(
            year=quarter // 4,
            number=quarter % 4 + 1,
            devices=devices[quarter],
            cost=Money(amounts.get(quarter, Decimal()), policy.currency),
        )
        for quarter in range(this, this + QUARTERS)
    ]


def _costs(policy: Policy) -> Mapping[str, Decimal]:
    """What a device of each category costs today: the mean of the catalogue's."""
    prices: dict[str, list[Decimal]] = {}
    for profile in policy.profiles:
        prices.setdefault(profile.category, []).append(profile.price)
    return {category: sum(some, Decimal()) / len(some) for category, some in prices.items()}


def _quarter(day: date) -> int:
    return day.year * 4 + (day.month - 1) // 3
