"""What a device is worth by now, and what is known of its battery."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lifecycle.device import Device, DeviceState
from lifecycle.money import Money
from lifecycle.policy import Category, Policy, Profile
from lifecycle.reads.worth import battery_notes, battery_wh, book_value

POLICY = Policy(
    currency="EUR",
    asset_tag_prefix="DD",
    categories=(Category(id="laptop", name="Laptops", useful_life_months=48),),
    profiles=tuple(
        Profile(
            id=name, name=name, category="laptop", manufacturer="Lenovo", model=name, price=Decimal(1), battery_wh=held
        )
        for name, held in (("T14", Decimal("52.5")), ("Tower", Decimal(0)))
    ),
)
BOUGHT = Device(
    id=1,
    state=DeviceState.IN_USE,
    category="laptop",
    manufacturer="Lenovo",
    model="T14",
    country="DE",
    price=Money(Decimal(1440), "EUR"),
    purchased_on=date(2024, 1, 31),
)


@pytest.mark.parametrize(
    ("today", "left"),
    [
        (date(2023, 12, 1), "1440.00"),  # paid for before it came
        (date(2024, 1, 31), "1440.00"),
        (date(2024, 2, 28), "1440.00"),  # the first month is not over
        (date(2024, 3, 31), "1380.00"),
        (date(2026, 1, 31), "720.00"),
        (date(2028, 1, 30), "30.00"),
        (date(2028, 1, 31), "0.00"),
        (date(2040, 1, 1), "0.00"),
    ],
)
def test_it_loses_the_same_each_month_until_nothing_is_left(today: date, left: str) -> None:
    assert book_value(BOUGHT, POLICY, today) == Money(Decimal(left), "EUR")


@pytest.mark.parametrize("unknown", [{"price": None}, {"purchased_on": None}, {"category": "drone"}])
def test_what_is_not_known_is_not_estimated(unknown: dict[str, object]) -> None:
    assert book_value(replace(BOUGHT, **unknown), POLICY, date(2026, 1, 1)) is None  # type: ignore[arg-type]


@given(
    price=st.decimals(min_value=0, max_value=10**7, places=2),
    days=st.lists(st.dates(min_value=date(2020, 1, 1), max_value=date(2040, 1, 1)), min_size=3, max_size=3),
)
def test_it_never_gains_and_never_falls_below_nothing(price: Decimal, days: list[date]) -> None:
    bought, *later = days
    device = replace(BOUGHT, price=Money(price, "JPY"), purchased_on=bought)
    values = [value.amount for day in sorted(later) if (value := book_value(device, POLICY, day))]
    assert [price, *values, 0] == sorted([price, *values, Decimal()], reverse=True)


def test_the_battery_is_what_the_catalogue_has_for_that_model() -> None:
    assert battery_wh(replace(BOUGHT, manufacturer="LENOVO ", model="t14"), POLICY) == Decimal("52.5")
    for model in ("T15", "Tower"):
        assert battery_wh(replace(BOUGHT, model=model), POLICY) is None


def test_what_a_list_told_of_it_is_known_by_its_column() -> None:
    told = {"Battery health": "87 %", "RAM": "16 GB", "BATTERYCYCLES": "312"}
    assert battery_notes(replace(BOUGHT, attributes=told)) == {"Battery health": "87 %", "BATTERYCYCLES": "312"}
