"""Which devices are due for replacement, and why."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from lifecycle.device import Device, DeviceState
from lifecycle.money import Money
from lifecycle.os_support import supported_until
from lifecycle.policy import Policy
from lifecycle.retrieval import Condition

FOR_GOOD = date(9999, 12, 31)
"""Until when a flag is put off that somebody has acknowledged for good."""

WORN_OUT = frozenset({Condition.DAMAGED, Condition.DEAD})


class RefreshReason(StrEnum):
    """Why a device is due for replacement."""

    AGE = "age"
    WARRANTY = "warranty"
    OS_SUPPORT = "os_support"
    REPAIRS = "repairs"
    CONDITION = "condition"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quarter:
    """What comes to the end of its useful life in three months of a year; `cost` is what its like costs today."""

    year: int
    number: int
    devices: int
    cost: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class RefreshFigures:
    """What is due on a day: `total` devices (counted to `MOST_COUNTED`), why, the `first` of them, and a forecast.

    A device that is due for several reasons counts for each.
    """

    day: date
    total: int
    by_reason: dict[RefreshReason, int]
    first: tuple[Device, ...]
    forecast: tuple[Quarter, ...]


MOST_COUNTED = 1_000
"""Beyond that, a count says "more than"."""


def end_of_life(device: Device, policy: Policy) -> date | None:
    """The day on which a device's useful life ends; None where it is not known when it was bought."""
    months = useful_life(device.category, policy)
    return None if device.purchased_on is None or months is None else months_later(device.purchased_on, months)


def bought_before(category: str, policy: Policy, today: date) -> date:
    """What was bought before that day is beyond its useful life; the earliest of days for an unknown category."""
    months = useful_life(category, policy)
    return date.min if months is None else months_later(today, -months)


def useful_life(category: str, policy: Policy) -> int | None:
    """How many months a device of this category is used; None for a category that the policy does not know."""
    return next((one.useful_life_months for one in policy.categories if one.id == category), None)


def reasons(device: Device, policy: Policy, today: date) -> tuple[RefreshReason, ...]:
    """Why a device in use is due for replacement; empty when it is not, or when that was put off."""
    if device.state is not DeviceState.IN_USE or (device.refresh_after is not None and device.refresh_after > today):
        return ()
    return tuple(_reasons(device, policy, today))


def updates_end(device: Device) -> date | None:
    """The last day on which a device is kept safe: as is known of itself, or of what it runs; the earlier of both."""
    known = (device.supported_until, supported_until(device.system) if device.system else None)
    return min((day for day in known if day), default=None)


def _reasons(device: Device, policy: Policy, today: date) -> Iterator[RefreshReason]:
    ended = {
        RefreshReason.WARRANTY: device.warranty_until,
        RefreshReason.OS_SUPPORT: updates_end(device),
    }
    if device.purchased_on is not None and device.purchased_on < bought_before(device.category, policy, today):
        yield RefreshReason.AGE
    yield from (reason for reason, day in ended.items() if day is not None and day < today)
    if device.repairs >= policy.refresh.repairs:
        yield RefreshReason.REPAIRS
    if device.condition in WORN_OUT:
        yield RefreshReason.CONDITION


def months_later(day: date, months: int) -> date:
    """The same day some months later (earlier if negative), the last of the month where there is none."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    raise ValueError(f"no day {months} months after {day}")
