"""Figures about returns: what counts, and what does not."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lifecycle.money import Money
from lifecycle.reads.figures import MISSING_AFTER, PERIOD, DeviceFact, Figures, Outside, ReturnFact, Share, figures
from lifecycle.retrieval import ItemOutcome

NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)
SINCE = NOW - PERIOD
DAY = timedelta(days=1)
LAST_DAY = date(2026, 10, 1)
KIT_IN_TIME = datetime(2026, 9, 30, 12, tzinfo=UTC)
LAPTOP, PHONE = Money(Decimal("1450.00"), "EUR"), Money(Decimal("899.90"), "USD")


def device(outcome: ItemOutcome | None = None, *, day: date = LAST_DAY, price: Money | None = LAPTOP) -> DeviceFact:
    settled_at = datetime(day.year, day.month, day.day, 12, tzinfo=UTC) if outcome else None
    return DeviceFact(outcome=outcome, settled_at=settled_at, price=price)


RECOVERED = device(ItemOutcome.RECOVERED)
WRITTEN_OFF = device(ItemOutcome.WRITTEN_OFF)
BOUGHT_OUT = device(ItemOutcome.BOUGHT_OUT)
KEPT = device(ItemOutcome.KEPT)
HELD = device(ItemOutcome.LEGAL_HOLD)
OUT = device()


def a_return(*devices: DeviceFact, **changes: object) -> ReturnFact:
    bare = ReturnFact(
        opened_at=NOW - 60 * DAY,
        last_day=LAST_DAY,
        is_open=any(one.outcome is None for one in devices),
        devices=devices,
    )
    return replace(bare, **changes)  # type: ignore[arg-type]


def of(*returns: ReturnFact) -> Figures:
    return figures(returns, SINCE, NOW)


def test_of_nothing_there_is_nothing_to_tell() -> None:
    found = of()
    assert found.is_empty
    assert (found.median_days, found.reminders, found.kits_in_time.ratio) == (None, None, None)


def test_returns_are_counted_by_whether_they_are_open() -> None:
    found = of(a_return(RECOVERED), a_return(OUT), a_return(OUT, RECOVERED))
    assert (found.closed, found.open) == (1, 2)


def test_the_share_of_kits_that_were_out_before_the_last_day() -> None:
    found = of(
        a_return(OUT, kit_sent_at=KIT_IN_TIME),
        a_return(OUT, kit_sent_at=KIT_IN_TIME + DAY),
        a_return(OUT),
        a_return(OUT, last_day=NOW.date() + DAY),
        a_return(KEPT),
        a_return(),
    )
    assert found.kits_in_time == Share(1, 3)


@pytest.mark.parametrize(("zone", "in_time"), [("UTC", True), ("Asia/Tokyo", False)])
def test_a_day_is_the_one_where_the_person_is(zone: str, in_time: bool) -> None:
    late_evening = datetime(2026, 9, 30, 23, tzinfo=UTC)
    assert a_return(kit_sent_at=late_evening, zone=zone).kit_in_time is in_time


def test_the_recovery_rate_and_what_the_kit_does_to_it() -> None:
    found = of(
        a_return(RECOVERED, RECOVERED, WRITTEN_OFF, kit_sent_at=KIT_IN_TIME),
        a_return(RECOVERED, BOUGHT_OUT, KEPT, HELD),
    )
    assert found.recovered == Share(3, 5)
    assert found.recovered_with_kit == Share(2, 3)
    assert found.recovered_without_kit == Share(1, 2)


@pytest.mark.parametrize(("days", "share"), [(MISSING_AFTER, Share(0, 0)), (MISSING_AFTER + 1, Share(0, 1))])
def test_a_device_that_is_missing_for_long_counts_as_not_recovered(days: int, share: Share) -> None:
    assert of(a_return(OUT, last_day=NOW.date() - days * DAY)).recovered == share


def test_the_days_from_the_last_day_to_the_receipt() -> None:
    days = [-3, 2, 9]
    back = [device(ItemOutcome.RECOVERED, day=LAST_DAY + one * DAY) for one in days]
    assert of(a_return(*back)).median_days == 2
    assert of(a_return(*back[1:], WRITTEN_OFF)).median_days == 5.5


def test_reminders_are_told_for_each_device_that_came_back() -> None:
    assert of(a_return(RECOVERED, RECOVERED, reminders=3), a_return(WRITTEN_OFF, reminders=4)).reminders == 3.5
    assert of(a_return(WRITTEN_OFF, reminders=4)).reminders is None


def test_the_value_of_what_is_outside_for_each_currency() -> None:
    found = of(
        a_return(OUT, OUT, device(price=PHONE), device(price=None), RECOVERED),
        a_return(OUT, last_day=NOW.date()),
        a_return(OUT, opened_at=SINCE - DAY),
    )
    value = (Money(Decimal("4350.00"), "EUR"), PHONE)
    assert found.outside == Outside(devices=5, unpriced=1, value=value)


def test_what_was_opened_before_only_counts_for_what_is_outside() -> None:
    found = of(a_return(RECOVERED, OUT, opened_at=SINCE - DAY, reminders=9, kit_sent_at=KIT_IN_TIME))
    nothing = of()
    assert replace(found, outside=Outside()) == nothing
    assert found.outside.devices == 1
    assert not found.is_empty


MOMENTS = st.integers(0, 690 * 24).map(lambda hours: NOW - timedelta(hours=hours))
DEVICES = st.builds(
    DeviceFact,
    outcome=st.none() | st.sampled_from(ItemOutcome),
    settled_at=MOMENTS,
    price=st.none() | st.sampled_from([LAPTOP, PHONE]),
)
RETURNS = st.builds(
    ReturnFact,
    opened_at=MOMENTS,
    last_day=st.dates(date(2025, 1, 1), date(2027, 6, 1)),
    is_open=st.booleans(),
    zone=st.sampled_from(["UTC", "Asia/Tokyo", "America/Los_Angeles"]),
    kit_sent_at=st.none() | MOMENTS,
    reminders=st.integers(0, 9),
    devices=st.lists(DEVICES, max_size=4).map(tuple),
)


@given(st.lists(RETURNS, max_size=8))
def test_the_parts_make_up_the_whole(returns: list[ReturnFact]) -> None:
    found = figures(returns, SINCE, NOW)
    with_kit, without = found.recovered_with_kit, found.recovered_without_kit
    assert found.recovered == Share(with_kit.part + without.part, with_kit.whole + without.whole)
    assert found.closed + found.open == sum(one.opened_at >= SINCE for one in returns)
    for share in (found.kits_in_time, found.recovered, with_kit, without):
        assert 0 <= share.part <= share.whole
    assert found.outside.unpriced <= found.outside.devices <= sum(len(one.devices) for one in returns)
    assert all(one.amount > 0 for one in found.outside.value)


@given(st.lists(RETURNS, max_size=8), st.randoms())
def test_the_order_does_not_matter(returns: list[ReturnFact], chance: object) -> None:
    shuffled = sorted(returns, key=lambda _: chance.random())  # type: ignore[attr-defined]
    assert figures(shuffled, SINCE, NOW) == figures(returns, SINCE, NOW)


@given(st.lists(RETURNS, max_size=8))
def test_one_more_device_that_comes_back_never_lowers_the_rate(returns: list[ReturnFact]) -> None:
    before = figures(returns, SINCE, NOW).recovered
    after = figures([*returns, a_return(RECOVERED)], SINCE, NOW).recovered
    assert (before.ratio or 0) <= (after.ratio or 0)
