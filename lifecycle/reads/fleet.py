"""The fleet in figures: how many devices there are, where they stand, what was paid for them and how old they are.

A device is *owned* from its receipt until it is gone: what is only ordered, and what was sold, given away, destroyed or
written off, is counted apart. It is *late* when the last day of whoever has it is over and it is not back, and
*overdue* when that is longer ago than `MISSING_AFTER` days; under legal hold it is neither.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import TypeVar

from lifecycle.calendar import local_day
from lifecycle.device import DeviceState
from lifecycle.money import Money
from lifecycle.reads.figures import MISSING_AFTER

K = TypeVar("K")

YEARS = (1, 2, 3, 4, 5)
"""The ages, in years since the purchase, by which the fleet is divided; useful lives are 3 to 5 years."""


class Standing(StrEnum):
    """Where a device stands, for whoever counts: several states are one standing."""

    IN_USE = "in_use"
    IN_STOCK = "in_stock"
    ON_THE_WAY = "on_the_way"
    COMING_BACK = "coming_back"
    RETURNED = "returned"
    IN_REPAIR = "in_repair"
    LOST = "lost"
    ON_ORDER = "on_order"
    GONE = "gone"


STANDINGS: Mapping[DeviceState, Standing] = {
    DeviceState.EXPECTED: Standing.ON_ORDER,
    DeviceState.IN_STOCK: Standing.IN_STOCK,
    DeviceState.READY: Standing.IN_STOCK,
    DeviceState.IN_TRANSIT: Standing.ON_THE_WAY,
    DeviceState.IN_USE: Standing.IN_USE,
    DeviceState.RETURN_DUE: Standing.COMING_BACK,
    DeviceState.RETURNING: Standing.COMING_BACK,
    DeviceState.RETURNED: Standing.RETURNED,
    DeviceState.SANITIZED: Standing.RETURNED,
    DeviceState.SOLD: Standing.GONE,
    DeviceState.DONATED: Standing.GONE,
    DeviceState.RECYCLED: Standing.GONE,
    DeviceState.DESTROYED: Standing.GONE,
    DeviceState.IN_REPAIR: Standing.IN_REPAIR,
    DeviceState.LOST: Standing.LOST,
    DeviceState.WRITTEN_OFF: Standing.GONE,
}

OWNED = tuple(one for one in Standing if one not in {Standing.ON_ORDER, Standing.GONE})
"""The standings of what the company has, in the order in which they are told."""


def is_owned(state: DeviceState) -> bool:
    """Whether the company has what is in this state: the one definition, by which whoever counts devices goes."""
    return STANDINGS[state] in OWNED


APART = tuple(one for one in Standing if one not in OWNED)
"""The standings of what is not counted, but told beside it."""


def states_of(standing: Standing) -> tuple[DeviceState, ...]:
    """The states that are told as one standing."""
    return tuple(state for state, counted_as in STANDINGS.items() if counted_as is standing)


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrowing:
    """Which devices are meant; an empty set means any. `manager_id`: those of that manager's people only."""

    categories: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()
    states: frozenset[DeviceState] = frozenset()
    manager_id: int | None = None

    def within(self, manager_id: int) -> "Narrowing":
        """The same, of what a manager's people have."""
        return replace(self, manager_id=manager_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """So many devices that are alike in all that is counted by.

    `amount` was paid for them in `currency` (None: the price is not known). `older` counts those that are at least as
    old as each of `YEARS`; of `undated` ones the day of purchase is not known.
    """

    state: DeviceState
    category: str
    country: str
    currency: str | None
    devices: int
    amount: Decimal = Decimal(0)
    older: tuple[int, ...] = (0,) * len(YEARS)
    undated: int = 0

    @property
    def standing(self) -> Standing:
        """Where they stand."""
        return STANDINGS[self.state]


@dataclass(frozen=True, slots=True, kw_only=True)
class Awaited:
    """So many devices that are to come back from people in `zone` whose last day is the same."""

    last_day: date
    zone: str
    devices: int


@dataclass(frozen=True, kw_only=True)
class Fleet:
    """The answer, as of one moment (UTC); everything told of it is summed up from its groups."""

    at: datetime
    groups: tuple[Group, ...] = ()
    awaited: tuple[Awaited, ...] = ()
    narrowing: Narrowing = field(default_factory=Narrowing)

    @property
    def is_empty(self) -> bool:
        """Whether there is no device at all."""
        return not self.groups

    @cached_property
    def owned(self) -> tuple[Group, ...]:
        """The groups of what the company has."""
        return tuple(one for one in self.groups if is_owned(one.state))

    @property
    def total(self) -> int:
        """How many devices the company has."""
        return sum(one.devices for one in self.owned)

    def standings(self) -> Mapping[Standing, int]:
        """How many there are of each standing, those that are not owned too."""
        found = tally(self.groups, lambda one: one.standing)
        return {standing: found.get(standing, 0) for standing in Standing}

    def value(self) -> tuple[Money, ...]:
        """What was paid for what the company has: one amount for each currency, never added across."""
        found: dict[str, Decimal] = {}
        for one in self.owned:
            if one.currency is not None:
                found[one.currency] = found.get(one.currency, Decimal(0)) + one.amount
        return tuple(Money(found[currency], currency) for currency in sorted(found))

    @property
    def unpriced(self) -> int:
        """Of how many devices that the company has the price is not known."""
        return sum(one.devices for one in self.owned if one.currency is None)

    def ages(self) -> tuple[int, ...]:
        """How many are under one year old, under two, and so on, and over the last of `YEARS`."""
        dated = sum(one.devices - one.undated for one in self.owned)
        older = [dated, *(sum(one.older[place] for one in self.owned) for place in range(len(YEARS)))]
        return tuple(here - above for here, above in zip(older, [*older[1:], 0], strict=True))

    @property
    def undated(self) -> int:
        """Of how many devices that the company has the day of purchase is not known."""
        return sum(one.undated for one in self.owned)

    @property
    def late(self) -> int:
        """How many are out although the last day of whoever has them is over."""
        return sum(one.devices for one in self.awaited if self._days(one) > 0)

    @property
    def overdue(self) -> int:
        """How many of the late ones are out for more than `MISSING_AFTER` days after that day."""
        return sum(one.devices for one in self.awaited if self._days(one) > MISSING_AFTER)

    def _days(self, one: Awaited) -> int:
        return (local_day(self.at, one.zone) - one.last_day).days


def tally(groups: Iterable[Group], key: Callable[[Group], K]) -> Mapping[K, int]:
    """How many devices there are for each value of `key`, most first, then in the order of the values."""
    found: Counter[K] = Counter()
    for one in groups:
        found[key(one)] += one.devices
    return dict(sorted(found.items(), key=lambda pair: (-pair[1], str(pair[0]))))


def topmost(counted: Mapping[K, int], most: int) -> tuple[Sequence[K], Sequence[K]]:
    """The first keys, and the others: no others where there would be a single one, which is shown itself."""
    keys = list(counted)
    shown = most if len(keys) > most + 1 else len(keys)
    return keys[:shown], keys[shown:]


def years_before(day: date, years: int) -> date:
    """The same day of an earlier year; the 28th for the 29th of February."""
    year = max(day.year - years, date.min.year)
    leap_day = (day.month, day.day) == (2, 29)
    return date(year, day.month, 28 if leap_day else day.day)
