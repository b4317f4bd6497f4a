"""Which devices are due for replacement, why, and since when."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from lifecycle.device import Device, DeviceState
from lifecycle.flag import RefreshReason
from lifecycle.money import Money
from lifecycle.os_support import supported_until
from lifecycle.policy import Policy
from lifecycle.retrieval import Condition

WORN_OUT = frozenset({Condition.DAMAGED, Condition.DEAD})

Key = tuple[int, int, int]
"""Year, month and day to sort by: the 31st of a month may be in it that has but 28 days."""

LONG_AFTER: Key = (9999, 12, 31)
"""Since when a device is due whose reasons have no day: it comes after all others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quarter:
    """What is to be replaced in three months of a year, by its age.

    `cost` is what its like costs today, an amount for each currency; of `unpriced` devices nobody knows that.
    """

    year: int
    number: int
    devices: int
    cost: tuple[Money, ...] = ()
    unpriced: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class RefreshFigures:
    """What is due on a day: `total` devices, why, the `first` of them, longest overdue first, and a forecast.

    A device that is due for several reasons counts for each. `put_off`, `acknowledged` and `succeeded` count devices in
    use that are not due, because somebody has said so or because their successor is on its way.
    """

    day: date
    total: int
    by_reason: dict[RefreshReason, int]
    first: tuple[Device, ...]
    forecast: tuple[Quarter, ...]
    put_off: int = 0
    acknowledged: int = 0
    succeeded: int = 0

    @property
    def is_empty(self) -> bool:
        """Whether nothing is due, and nothing will be."""
        return not self.total and not any(one.devices for one in self.forecast)


def bought_before(category: str, policy: Policy, today: date) -> date:
    """What was bought before that day is beyond its useful life; the earliest of days for an unknown category."""
    months = useful_life(category, policy)
    return date.min if months is None else months_later(today, -months)


def useful_life(category: str, policy: Policy) -> int | None:
    """How many months a device of this category is used; None for a category that the policy does not know."""
    return next((one.useful_life_months for one in policy.categories if one.id == category), None)


def is_put_off(device: Device, today: date) -> bool:
    """Whether nobody is told of it until a later day."""
    return device.refresh_after is not None and device.refresh_after > today


def reasons(device: Device, policy: Policy, today: date) -> tuple[RefreshReason, ...]:
    """Why a device is due for replacement; none when that was put off, or its successor is on its way."""
    is_quiet = is_put_off(device, today) or device.successor_id is not None
    return () if is_quiet else unknown(device, policy, today)


def unknown(device: Device, policy: Policy, today: date) -> tuple[RefreshReason, ...]:
    """Why a device is to be replaced, without what was acknowledged; whether or not that was put off."""
    return tuple(one for one in causes(device, policy, today) if one not in device.acknowledged)


def causes(device: Device, policy: Policy, today: date) -> tuple[RefreshReason, ...]:
    """Why a device in use is to be replaced, whatever was decided about that."""
    return tuple(_causes(device, policy, today)) if device.state is DeviceState.IN_USE else ()


def overdue_since(device: Device, policy: Policy, today: date) -> Key:
    """Since when it is due: the earliest of its reasons' days, `LONG_AFTER` where none has one."""
    days = (_since(device, policy, reason) for reason in reasons(device, policy, today))
    return min((one for one in days if one is not None), default=LONG_AFTER)


def due_since(device: Device, policy: Policy, today: date) -> date | None:
    """The same as a day; None where no reason has one."""
    key = overdue_since(device, policy, today)
    return None if key == LONG_AFTER else _last_of(*key)


def _since(device: Device, policy: Policy, reason: RefreshReason) -> Key | None:
    if reason is RefreshReason.AGE and device.purchased_on is not None:
        return months_after(device.purchased_on, useful_life(device.category, policy) or 0)
    day = {
        RefreshReason.WARRANTY: device.warranty_until,
        RefreshReason.OS_SUPPORT: updates_end(device),
    }.get(reason)
    return None if day is None else months_after(day, 0)


def updates_end(device: Device) -> date | None:
    """The last day on which a device is kept safe: as is known of itself, or of what it runs; the earlier of both."""
    known = (device.supported_until, supported_until(device.system) if device.system else None)
    return min((day for day in known if day), default=None)


def _causes(device: Device, policy: Policy, today: date) -> Iterator[RefreshReason]:
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


def months_after(day: date, months: int) -> Key:
    """The same day some months after, to sort by, whether or not that month has it."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return year, month + 1, day.day


def months_later(day: date, months: int) -> date:
    """The same day some months later (earlier if negative), the last of the month where there is none."""
    return _last_of(*months_after(day, months))


def _last_of(year: int, month: int, day: int) -> date:
    """That day of a month, or its last one where it has not so many."""
    for last in (day, 30, 29, 28):
        try:
            return date(year, month, last)
        except ValueError:
            continue
    raise ValueError(f"no day {year}-{month}-{day}")
