"""The words of the fleet's figures: every state is counted as something, and everything adds up."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from lifecycle.device import DeviceState
from lifecycle.money import Money
from lifecycle.people import Actor, Role
from lifecycle.permissions import may_see_fleet
from lifecycle.reads.figures import MISSING_AFTER
from lifecycle.reads.fleet import (
    OWNED,
    STANDINGS,
    YEARS,
    Awaited,
    Fleet,
    Group,
    Standing,
    states_of,
    tally,
    topmost,
    years_before,
)

NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)


def group(state: DeviceState = DeviceState.IN_USE, currency: str | None = "EUR", **more: object) -> Group:
    given: dict[str, object] = {"category": "laptop", "country": "DE", "devices": 1, "amount": Decimal(1)}
    return Group(state=state, currency=currency, **(given | more))  # type: ignore[arg-type]


def test_every_state_has_its_standing() -> None:
    assert STANDINGS.keys() == set(DeviceState)


def test_every_standing_of_a_device_is_owned_or_not_yet_or_no_more() -> None:
    assert {*OWNED, Standing.ON_ORDER, Standing.GONE} == set(Standing)
    assert sorted(state for standing in Standing for state in states_of(standing)) == sorted(DeviceState)


def test_currencies_are_never_added_up() -> None:
    fleet = Fleet(
        at=NOW,
        groups=(
            group(amount=Decimal("10.5"), devices=2),
            group(DeviceState.READY, amount=Decimal(3)),
            group(currency="JPY", amount=Decimal(1000)),
            group(currency=None, devices=4),
            group(DeviceState.SOLD, amount=Decimal(99)),
        ),
    )
    assert fleet.value() == (Money(Decimal("13.5"), "EUR"), Money(Decimal(1000), "JPY"))
    assert (fleet.total, fleet.unpriced) == (8, 4)
    assert fleet.standings()[Standing.GONE] == 1


def test_ages_are_told_apart_and_what_is_gone_has_none() -> None:
    fleet = Fleet(
        at=NOW,
        groups=(
            group(devices=10, older=(6, 5, 3, 1, 1), undated=2),
            group(DeviceState.DESTROYED, devices=7, older=(7, 7, 7, 7, 7)),
        ),
    )
    assert fleet.ages() == (2, 1, 2, 2, 0, 1)
    assert (sum(fleet.ages()) + fleet.undated, len(fleet.ages())) == (fleet.total, len(YEARS) + 1)


@pytest.mark.parametrize(
    ("last_day", "late", "overdue"),
    [(date(2026, 11, 25), 0, 0), (date(2026, 11, 24), 5, 0), (date(2026, 10, 11), 5, 0), (date(2026, 10, 10), 5, 5)],
)
def test_a_day_ends_where_the_person_is(last_day: date, late: int, overdue: int) -> None:
    there = Fleet(
        at=datetime(2026, 11, 24, 23, tzinfo=UTC),
        awaited=(Awaited(last_day=last_day, zone="Asia/Tokyo", devices=5),),
    )
    assert MISSING_AFTER == 45
    assert (there.late, there.overdue) == (late, overdue)


def test_the_first_come_first_and_a_single_other_is_shown() -> None:
    counted = tally([group(country="DE"), group(country="GB", devices=3), group(country="AT")], lambda one: one.country)
    assert counted == {"GB": 3, "AT": 1, "DE": 1}
    assert list(counted) == ["GB", "AT", "DE"]
    assert topmost(counted, 1) == (["GB"], ["AT", "DE"])
    assert topmost(counted, 2) == (["GB", "AT", "DE"], [])


def test_a_leap_day_was_the_28th_before() -> None:
    assert years_before(date(2024, 2, 29), 1) == date(2023, 2, 28)
    assert years_before(date(2026, 11, 24), 3) == date(2023, 11, 24)


@pytest.mark.parametrize(("roles", "may"), [((), False), ((Role.IT,), True), ((Role.APPROVER,), True)])
def test_it_and_approvers_see_all(roles: tuple[Role, ...], may: bool) -> None:
    assert may_see_fleet(Actor(person_id=1, roles=frozenset(roles))) is may
