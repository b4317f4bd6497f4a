"""Whose turn it is: once in a cycle, on a day of one's own, spread evenly."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from lifecycle.audits.cycle import day_of, is_due, next_turn, number_of, planned
from lifecycle.device import Device, DeviceState
from lifecycle.policy import AuditPlan
from tests.support.samples import POLICY

BEGINNING = datetime(2026, 1, 1, 12, tzinfo=UTC)
LAPTOP = Device(
    id=1, state=DeviceState.IN_USE, category="laptop", manufacturer="T", model="A", country="DE", holder_id=7
)

holders = st.integers(1, 10**12)
moments = st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


@given(holders, st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.integers(1, 1000))
def test_a_day_of_ones_own_comes_once_in_a_cycle(holder: int, day: date, every: int) -> None:
    own = day_of(holder, day, every)
    assert day <= own < day + timedelta(days=every)
    assert day_of(holder, own, every) == own
    assert day_of(holder, own + timedelta(days=1), every) == own + timedelta(days=every)


def test_neighbours_are_spread_over_the_year() -> None:
    days = Counter(day_of(holder, BEGINNING.date(), 365) for holder in range(1, 36_501))
    assert len(days) == 365
    assert max(days.values()) <= 110
    assert min(days.values()) >= 90


@given(holders, moments)
def test_the_next_turn_is_ahead_and_then_it_is_due(holder: int, now: datetime) -> None:
    device = replace(LAPTOP, holder_id=holder)
    turn = next_turn(device, POLICY, now)
    assert turn is not None
    assert now < turn <= now + timedelta(days=366)
    waiting = replace(device, next_look_at=turn)
    assert is_due(waiting, POLICY, turn)
    assert is_due(waiting, POLICY, turn + timedelta(days=20)), "the bot stood still"
    assert not is_due(replace(waiting, audited_at=turn), POLICY, turn + timedelta(hours=1))


@given(holders, moments)
def test_what_was_never_planned_for_has_its_first_turn_ahead(holder: int, now: datetime) -> None:
    for before in (None, datetime(2000, 1, 1, tzinfo=UTC)):
        assert not is_due(replace(LAPTOP, holder_id=holder, next_look_at=before), POLICY, now)


@given(holders, moments, st.integers(0, 364))
def test_what_was_seen_is_not_asked_for_again_for_half_a_cycle(holder: int, now: datetime, ago: int) -> None:
    seen = now - timedelta(days=ago)
    turn = next_turn(replace(LAPTOP, holder_id=holder, audited_at=seen), POLICY, now)
    assert turn is not None
    assert turn - seen > timedelta(days=365 // 2 - 1)


@given(st.sampled_from(sorted(set(DeviceState) - {DeviceState.IN_USE})), moments)
def test_nobody_is_asked_for_what_is_not_in_use(state: DeviceState, now: datetime) -> None:
    device = replace(LAPTOP, state=state)
    assert next_turn(device, POLICY, now) is None
    assert not is_due(device, POLICY, now)


def test_what_is_due_stays_so_until_it_was_looked_at() -> None:
    turn = next_turn(LAPTOP, POLICY, BEGINNING)
    assert turn is not None
    waiting = replace(LAPTOP, next_look_at=turn)
    assert planned(waiting, POLICY, turn + timedelta(hours=3)) == turn
    assert planned(waiting, POLICY, turn + timedelta(days=40)) != turn


def test_a_policy_may_ask_nobody() -> None:
    never = replace(POLICY, audits=AuditPlan(every_days=0))
    assert next_turn(LAPTOP, never, BEGINNING) is None
    assert not is_due(LAPTOP, never, BEGINNING)


@given(st.text(min_size=1, max_size=20), moments)
def test_whoever_is_not_in_slack_has_a_day_by_their_name(name: str, now: datetime) -> None:
    kept = replace(LAPTOP, holder_id=None, keeper=name)
    turn = next_turn(kept, POLICY, now)
    assert turn is not None
    assert now < turn <= now + timedelta(days=366)
    assert is_due(replace(kept, next_look_at=turn), POLICY, turn)


def test_names_are_spread_over_the_year_however_they_are_typed() -> None:
    kept = [replace(LAPTOP, holder_id=None, keeper=f"Keeper {number}") for number in range(3650)]
    days = Counter(next_turn(one, POLICY, BEGINNING) for one in kept)
    assert len(days) >= 360
    assert max(days.values()) <= 30
    assert number_of(replace(kept[0], keeper=" KEEPER  0")) == number_of(kept[0]) != number_of(kept[1])
