"""Whose turn it is to be asked, and when: every person once in a cycle, on a day of their own.

The days are spread evenly by the holders' numbers, so a large fleet never asks everybody at once, and a device that
changes hands is asked for on its new holder's day. Who is not in Slack and known by name has a day by that name.
"""

from datetime import UTC, date, datetime, timedelta
from zlib import crc32

from lifecycle.calendar import day_starts, local_day
from lifecycle.device import Device, DeviceState
from lifecycle.folding import folded
from lifecycle.policy import Policy

SPREAD, RANGE = 2_654_435_761, 2**32
"""Knuth's multiplicative hash: neighbouring numbers fall far apart (The Art of Computer Programming 3, section 6.4)."""

TO_BE_PLANNED = datetime(2000, 1, 1, tzinfo=UTC)
"""The `next_look_at` of a device whose turn is to be found: it is looked at at once, and asked for on the day."""

LATE_AT_MOST = 31
"""Days after their day on which somebody is still asked, where the bot stood still; later they wait for the next."""


def number_of(device: Device) -> int | None:
    """By what the day of whoever has a device is chosen; None for a device that nobody is asked for."""
    if device.state is not DeviceState.IN_USE:
        return None
    if device.holder_id is not None:
        return device.holder_id
    return None if device.keeper is None else crc32(folded(device.keeper).encode())


def day_of(number: int, on_or_after: date, every: int) -> date:
    """The first day of somebody's own that is not before `on_or_after`; they are `every` so many days apart."""
    own = number * SPREAD % RANGE * every // RANGE
    return on_or_after + timedelta(days=(own - on_or_after.toordinal()) % every)


def is_due(device: Device, policy: Policy, now: datetime) -> bool:
    """Whether its holder is to be asked for a device now; one that was never planned for has its first turn ahead."""
    every, today, number = policy.audits.every_days, local_day(now, policy.working_hours.zone), number_of(device)
    if number is None or not every or device.next_look_at is None:
        return False
    since = day_of(number, today - timedelta(days=min(LATE_AT_MOST, every - 1)), every)
    was_planned = local_day(device.next_look_at, policy.working_hours.zone) >= since
    return since <= today and was_planned and not _is_fresh(device, since, policy)


def next_turn(device: Device, policy: Policy, now: datetime) -> datetime | None:
    """When a device is to be looked at next (UTC), once it was looked at now; None for one that nobody is asked for."""
    every, today, number = policy.audits.every_days, local_day(now, policy.working_hours.zone), number_of(device)
    if number is None or not every:
        return None
    day = day_of(number, today + timedelta(days=1), every)
    if _is_fresh(device, day, policy):
        day = day_of(number, day + timedelta(days=1), every)
    return day_starts(day, policy.working_hours.zone)


def planned(device: Device, policy: Policy, now: datetime) -> datetime | None:
    """When a device is to be looked at after a change: at once if its turn has come, else on the day."""
    if device.next_look_at is not None and device.next_look_at <= now and is_due(device, policy, now):
        return device.next_look_at
    return next_turn(device, policy, now)


def _is_fresh(device: Device, day: date, policy: Policy) -> bool:
    """Whether a device was seen so shortly before a day that nobody is asked again: within half a cycle."""
    if device.audited_at is None:
        return False
    seen = local_day(device.audited_at, policy.working_hours.zone)
    return seen > day - timedelta(days=policy.audits.every_days // 2)
