"""What is due for replacement, found through the index of each reason."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from sqlalchemy import Connection, bindparam, func, literal, or_, select, text, union_all

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

_LIVE = (text(IN_USE), or_(device.c.refresh_after.is_(None), device.c.refresh_after <= bindparam("today")))
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
    ended = [one for one in connection.scalars(_SYSTEMS) if _has_ended(one, today)]
    most = MOST_COUNTED + 1
    branches = [
        *(
            select(device.c.id)
            .where(
                *_LIVE,
                device.c.category == category.id,
                device.c.purchased_on < months_later(today, -category.useful_life_months),
            )
            .limit(most)
            for category in policy.categories
        ),
        select(device.c.id).where(*_LIVE, device.c.warranty_until < bindparam("today")).limit(most),
        select(device.c.id).where(*_LIVE, text(REPAIRED), device.c.repairs >= policy.refresh.repairs).limit(most),
        select(device.c.id).where(*_LIVE, device.c.condition.in_(sorted(WORN_OUT))).limit(most),
        *([select(device.c.id).where(*_LIVE, device.c.system.in_(ended)).limit(most)] if ended else []),
    ]
    every = union_all(*(select(branch.subquery().c.id) for branch in branches)).subquery()
    query = select(every.c.id).distinct().order_by(every.c.id).limit(literal(most))
    return connection.scalars(query, {"today": today}).all()


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
