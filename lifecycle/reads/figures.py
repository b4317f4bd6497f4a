"""Figures about returns: how many devices come back, how soon, and what is still outside.

Three terms are used throughout, and mean the same wherever the figures are shown.

- A device is *wanted* back unless it was kept, or is under legal hold with the person.
- It is *decided* once it has an outcome, or is missing for longer than `MISSING_AFTER` days after the last day. Of the
  decided devices those are recovered that IT has in its hands; written off, bought out and missing ones are not.
- A kit is *in time* when the first one was sent on a day before the last day, by the calendar where the person is.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from statistics import median

from lifecycle.calendar import local_day
from lifecycle.money import Money
from lifecycle.retrieval import ItemOutcome

PERIOD = timedelta(days=365)
"""What the figures look back on: returns that were opened within it."""

MISSING_AFTER = 45
"""Days after the last day from which on a device that is still out counts as not recovered."""

NOT_WANTED = frozenset({ItemOutcome.KEPT, ItemOutcome.LEGAL_HOLD})


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceFact:
    """How it ended for one device of a return, and what was paid for it."""

    outcome: ItemOutcome | None = None
    settled_at: datetime | None = None
    price: Money | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnFact:
    """One return: what of it counts. `zone` is where the person is; `reminders` is how often they were written to."""

    opened_at: datetime
    last_day: date
    is_open: bool
    zone: str = "UTC"
    kit_sent_at: datetime | None = None
    reminders: int = 0
    devices: tuple[DeviceFact, ...] = ()

    @property
    def kit_in_time(self) -> bool:
        """Whether the first kit was sent on a day before the last day."""
        return self.kit_sent_at is not None and local_day(self.kit_sent_at, self.zone) < self.last_day

    def days_late(self, moment: datetime) -> int:
        """Days from the last day to a moment; negative before it."""
        return (local_day(moment, self.zone) - self.last_day).days

    def wanted(self) -> Sequence[DeviceFact]:
        """The devices that are to come back, or have."""
        return [device for device in self.devices if device.outcome not in NOT_WANTED]


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    part: int = 0
    whole: int = 0

    @property
    def ratio(self) -> float | None:
        """From 0 to 1; None of nothing."""
        return self.part / self.whole if self.whole else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outside:
    """Devices that are out after the last day of whoever has them, whenever their return was opened.

    `value` is what was paid for them, an amount for each currency; of `unpriced` ones that is not known.
    """

    devices: int = 0
    unpriced: int = 0
    value: tuple[Money, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """The figures of the returns that were opened since a moment; `outside` is as of now.

    `kits_in_time` is of the returns whose last day has come and that want a device back; `recovered` of the decided
    devices, once more by whether the kit was in time. `median_days` is from the last day to the receipt of a device,
    `reminders` is how many were sent for each one that was recovered.
    """

    since: datetime
    until: datetime
    closed: int
    open: int
    kits_in_time: Share
    recovered: Share
    recovered_with_kit: Share
    recovered_without_kit: Share
    median_days: float | None
    reminders: float | None
    outside: Outside

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to tell."""
        return not (self.closed or self.open or self.outside.devices)


def figures(returns: Collection[ReturnFact], since: datetime, now: datetime) -> Figures:
    """The figures at `now` (UTC) of these returns; those opened before `since` only count for what is outside."""
    begun = [one for one in returns if since <= one.opened_at <= now]
    due = [one for one in begun if one.wanted() and one.days_late(now) >= 0]
    days = list(_days_to_receipt(begun))
    return Figures(
        since=since,
        until=now,
        closed=sum(not one.is_open for one in begun),
        open=sum(one.is_open for one in begun),
        kits_in_time=Share(sum(one.kit_in_time for one in due), len(due)),
        recovered=_recovered(begun, now),
        recovered_with_kit=_recovered((one for one in begun if one.kit_in_time), now),
        recovered_without_kit=_recovered((one for one in begun if not one.kit_in_time), now),
        median_days=median(days) if days else None,
        reminders=sum(one.reminders for one in begun) / len(days) if days else None,
        outside=_outside(returns, now),
    )


def _recovered(returns: Iterable[ReturnFact], now: datetime) -> Share:
    decided = [
        device.outcome is ItemOutcome.RECOVERED
        for one in returns
        for device in one.wanted()
        if device.outcome is not None or one.days_late(now) > MISSING_AFTER
    ]
    return Share(sum(decided), len(decided))


def _days_to_receipt(returns: Iterable[ReturnFact]) -> Iterator[int]:
    for one in returns:
        for device in one.devices:
            if device.outcome is ItemOutcome.RECOVERED and device.settled_at is not None:
                yield one.days_late(device.settled_at)


def _outside(returns: Iterable[ReturnFact], now: datetime) -> Outside:
    out = [device for one in returns if one.days_late(now) > 0 for device in one.devices if device.outcome is None]
    value: Mapping[str, list[Decimal]] = defaultdict(list)
    for device in out:
        if device.price:
            value[device.price.currency].append(device.price.amount)
    return Outside(
        devices=len(out),
        unpriced=sum(device.price is None for device in out),
        value=tuple(Money(sum(amounts, Decimal(0)), currency) for currency, amounts in sorted(value.items())),
    )
