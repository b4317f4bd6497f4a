"""Which devices are due for replacement, and why."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lifecycle.device import Device, DeviceState
from lifecycle.flag import RefreshReason
from lifecycle.os_support import AS_OF, ENDS, supported_until
from lifecycle.refresh import LONG_AFTER, due_since, months_later, overdue_since, reasons
from lifecycle.retrieval import Condition
from tests.support.samples import POLICY

TODAY = date(2026, 11, 24)
LAPTOP = Device(
    id=1,
    state=DeviceState.IN_USE,
    category="laptop",
    manufacturer="T",
    model="A",
    country="DE",
    holder_id=7,
    purchased_on=date(2025, 1, 1),
    warranty_until=date(2028, 1, 1),
    system="Windows 11 Pro 25H2",
    condition=Condition.GOOD,
)


def test_a_young_sound_device_is_not_due() -> None:
    assert reasons(LAPTOP, POLICY, TODAY) == ()


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"purchased_on": date(2022, 11, 23)}, RefreshReason.AGE),
        ({"warranty_until": date(2026, 11, 23)}, RefreshReason.WARRANTY),
        ({"system": "Windows 11 Pro 23H2"}, RefreshReason.OS_SUPPORT),
        ({"supported_until": date(2026, 11, 23)}, RefreshReason.OS_SUPPORT),
        ({"repairs": 3}, RefreshReason.REPAIRS),
        ({"condition": Condition.DAMAGED}, RefreshReason.CONDITION),
        ({"condition": Condition.DEAD}, RefreshReason.CONDITION),
    ],
)
def test_each_reason_alone_makes_it_due(changes: dict[str, object], reason: RefreshReason) -> None:
    due = replace(LAPTOP, **changes)  # type: ignore[arg-type]
    assert reasons(due, POLICY, TODAY) == (reason,)
    assert reasons(replace(due, refresh_after=TODAY + timedelta(days=1)), POLICY, TODAY) == ()
    assert reasons(replace(due, acknowledged=(reason,)), POLICY, TODAY) == ()
    assert reasons(replace(due, successor_id=3), POLICY, TODAY) == ()
    assert reasons(replace(due, refresh_after=TODAY), POLICY, TODAY) == (reason,)
    assert reasons(replace(due, state=DeviceState.IN_STOCK), POLICY, TODAY) == ()


@pytest.mark.parametrize(
    "changes",
    [
        {"purchased_on": date(2022, 11, 24)},
        {"warranty_until": date(2026, 11, 24)},
        {"supported_until": date(2026, 11, 24)},
        {"repairs": 2},
        {"system": "BeOS 5"},
        {"purchased_on": None, "warranty_until": None, "system": None, "condition": None},
        {"category": "spaceship", "purchased_on": date(1999, 1, 1)},
    ],
)
def test_the_last_day_and_what_is_not_known_do_not_count(changes: dict[str, object]) -> None:
    assert reasons(replace(LAPTOP, **changes), POLICY, TODAY) == ()  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("written", "until"),
    [
        ("Windows 11 Pro 23H2", date(2026, 11, 10)),
        ("Microsoft Windows 10 Enterprise, version 22H2", date(2025, 10, 14)),
        ("Windows 10.0.22631.4460", date(2026, 11, 10)),
        ("10.0.99999", None),
        ("macOS 13.6.1", date(2025, 9, 15)),
        ("Mac OS 12", date(2024, 9, 16)),
        ("iOS 17.2", date(2025, 5, 13)),
        ("iPadOS 16.1", date(2023, 9, 18)),
        ("Android 13", date(2026, 3, 2)),
        ("macOS 26.1", None),
        ("Windows 11", None),
        ("Chrome OS 130", None),
        ("", None),
    ],
)
def test_a_system_is_known_however_it_is_written(written: str, until: date | None) -> None:
    assert supported_until(written) == until


@given(st.text())
def test_any_text_may_be_a_system(written: str) -> None:
    assert supported_until(written) in {None, *ENDS.values()}


def test_the_snapshot_is_not_older_than_a_year() -> None:
    assert date(2026, 1, 1) < AS_OF < date(2027, 1, 1)


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.integers(-600, 600))
def test_months_later(day: date, months: int) -> None:
    later = months_later(day, months)
    assert (later.year - day.year) * 12 + later.month - day.month == months
    assert later.day == day.day or later.day in {28, 29, 30}
    assert later.day <= day.day


def test_it_is_due_since_the_earliest_of_its_reasons() -> None:
    old = replace(LAPTOP, purchased_on=date(2020, 3, 31), warranty_until=date(2025, 1, 1), repairs=9)
    assert due_since(old, POLICY, TODAY) == date(2024, 3, 31)
    assert due_since(replace(old, acknowledged=(RefreshReason.AGE,)), POLICY, TODAY) == date(2025, 1, 1)
    worn = replace(LAPTOP, condition=Condition.DEAD)
    assert (due_since(worn, POLICY, TODAY), overdue_since(worn, POLICY, TODAY)) == (None, LONG_AFTER)


def test_days_that_a_month_has_not_are_kept_in_order() -> None:
    leap = replace(LAPTOP, purchased_on=date(2020, 2, 29))
    before = replace(leap, purchased_on=date(2020, 2, 28))
    one_year = replace(POLICY, categories=tuple(replace(one, useful_life_months=12) for one in POLICY.categories))
    assert due_since(leap, one_year, TODAY) == due_since(before, one_year, TODAY) == date(2021, 2, 28)
    assert overdue_since(before, one_year, TODAY) < overdue_since(leap, one_year, TODAY)
