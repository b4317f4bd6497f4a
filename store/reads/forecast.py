"""What will be due for replacement by its age, quarter by quarter, and what that costs."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from sqlalchemy import Connection, bindparam, func, select, text

from lifecycle.flag import RefreshReason
from lifecycle.money import Money
from lifecycle.policy import Policy
from lifecycle.refresh import Quarter, months_later
from store.derived import UNITS
from store.tables.models import DECIDED_ON, IN_USE, device

QUARTERS = 8
"""For how many quarters it is reckoned."""

_OTHER = device.alias("other")
_BOUGHT = (
    select(device.c.category, device.c.purchased_on, func.count())
    .where(text(IN_USE), device.c.purchased_on.is_not(None))
    .group_by(device.c.category, device.c.purchased_on)
)
_PAID = (
    select(
        device.c.category, device.c.purchased_on, func.count(), device.c.price_currency, func.sum(device.c.price_units)
    )
    .where(text(IN_USE), device.c.purchased_on.is_not(None))
    .where(device.c.category.in_(bindparam("categories", expanding=True)))
    .group_by(device.c.category, device.c.purchased_on, device.c.price_currency)
)
_DECIDED = select(
    device.c.category,
    device.c.purchased_on,
    device.c.price_currency,
    device.c.price_units,
    device.c.refresh_after,
    device.c.successor_id,
    device.c.acknowledged,
).where(device.c.id.in_(select(_OTHER.c.id).where(text(DECIDED_ON))))
"""Through the index that has little but these."""


@dataclass(frozen=True, slots=True)
class _Lot:
    """So many devices of a category that were bought on the same day, with what was paid for them if it is known."""

    category: str
    bought: date
    number: int = 1
    paid: Money | None = None


@dataclass(frozen=True, slots=True)
class _Reckoning:
    """Quarters, counted from the year 0, with what is in them."""

    policy: Policy
    prices: Mapping[str, Decimal]
    devices: Counter[int] = field(default_factory=Counter)
    unpriced: Counter[int] = field(default_factory=Counter)
    amounts: dict[tuple[int, str], Decimal] = field(default_factory=dict)

    def add(self, quarter: int, lot: _Lot, times: int = 1) -> None:
        """Put a lot into a quarter, or take it out again (`times` -1)."""
        self.devices[quarter] += times * lot.number
        cost = self._cost(lot)
        if cost is None:
            self.unpriced[quarter] += times * lot.number
        else:
            place = quarter, cost.currency
            self.amounts[place] = self.amounts.get(place, Decimal()) + times * cost.amount

    def quarter(self, number: int) -> Quarter:
        """What has come to be in one of them."""
        costs = (Money(amount, currency) for (at, currency), amount in self.amounts.items() if at == number and amount)
        return Quarter(
            year=number // 4,
            number=number % 4 + 1,
            devices=self.devices[number],
            cost=tuple(sorted(costs, key=lambda one: (one.currency != self.policy.currency, one.currency))),
            unpriced=self.unpriced[number],
        )

    def _cost(self, lot: _Lot) -> Money | None:
        price = self.prices.get(lot.category)
        return lot.paid if price is None else Money(price * lot.number, self.policy.currency)


def forecast(connection: Connection, policy: Policy, today: date) -> tuple[Quarter, ...]:
    """Quarter by quarter from this one on: what ends its useful life in it, and what its like costs.

    That is what the catalogue asks for its category today, on average, or else what was paid. What was put off is
    reckoned with when it is due again; what is used on knowingly, or has its successor on its way, is not.
    """
    lives = {one.id: one.useful_life_months for one in policy.categories}
    this = _quarter(today)
    reckoning = _Reckoning(policy, _prices(policy))
    for lot in _lots(connection, reckoning.prices, lives):
        reckoning.add(max(_quarter(months_later(lot.bought, lives[lot.category])), this), lot)
    for lot, put_off in _decided(connection):
        if lot.category in lives:
            quarter = max(_quarter(months_later(lot.bought, lives[lot.category])), this)
            reckoning.add(quarter, lot, -1)
            if put_off is not None:
                reckoning.add(max(quarter, _quarter(put_off)), lot)
    return tuple(reckoning.quarter(one) for one in range(this, this + QUARTERS))


def _lots(connection: Connection, prices: Mapping[str, Decimal], lives: Mapping[str, int]) -> Iterator[_Lot]:
    for category, bought, number in connection.execute(_BOUGHT):
        if category in lives and category in prices:
            yield _Lot(category, bought, number)
    others = [one for one in lives if one not in prices]
    for category, bought, number, currency, units in (
        connection.execute(_PAID, {"categories": others}) if others else ()
    ):
        yield _Lot(category, bought, number, _money(currency, units))


def _decided(connection: Connection) -> Iterator[tuple[_Lot, date | None]]:
    """What is not due as its age has it, and from when on it is (None: not at all)."""
    for category, bought, currency, units, put_off, successor, known in connection.execute(_DECIDED):
        if bought is None:
            continue
        lot = _Lot(category, bought, 1, _money(currency, units))
        if successor is not None or RefreshReason.AGE in known:
            yield lot, None
        elif put_off is not None:
            yield lot, put_off


def _money(currency: str | None, units: int | None) -> Money | None:
    return None if currency is None or units is None else Money(Decimal(int(units)) / UNITS, currency)


def _prices(policy: Policy) -> Mapping[str, Decimal]:
    """What a device of each category costs today: the mean of the catalogue's."""
    prices: dict[str, list[Decimal]] = {}
    for profile in policy.profiles:
        prices.setdefault(profile.category, []).append(profile.price)
    return {category: sum(some, Decimal()) / len(some) for category, some in prices.items()}


def _quarter(day: date) -> int:
    return day.year * 4 + (day.month - 1) // 3
