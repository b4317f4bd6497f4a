"""The fleet in figures, as programs read it: the same as everybody is told, and sums of its groups."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from lifecycle.device import DeviceState
from lifecycle.money import Money
from lifecycle.reads.fleet import Narrowing
from tests.support.company import NOW
from tests.support.returns import change_device, open_case
from tests.unit.bot.api.conftest import Program


@pytest.fixture
def fleet(program: Program) -> Program:
    """Five devices: two used in Germany, one of them late; one in stock in Britain; one ordered, one sold."""
    company = program.company
    used, late, ordered, sold = company.stock(4)
    (abroad,) = company.stock(1, country="GB", location="london")
    worker = company.worker.id
    price, bought = Money(Decimal("1450.10"), "EUR"), NOW.date() - timedelta(days=400)
    change_device(company.store, used, state=DeviceState.IN_USE, holder_id=worker, price=price, purchased_on=bought)
    change_device(company.store, late, state=DeviceState.RETURN_DUE, holder_id=worker, price=price)
    case = open_case(company.store, company.worker, late, last_day=NOW.date() - timedelta(days=95))
    change_device(company.store, late, return_id=case.id)
    change_device(company.store, abroad, price=Money(Decimal(900), "GBP"))
    change_device(company.store, ordered, state=DeviceState.EXPECTED)
    change_device(company.store, sold, state=DeviceState.SOLD)
    return program


def without(figures: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in figures.items() if name not in names}


def test_the_whole_fleet(fleet: Program) -> None:
    told = fleet.told("/fleet")
    assert told["devices"] == 3
    assert {name: number for name, number in told["standings"].items() if number} == {
        "in_use": 1,
        "coming_back": 1,
        "in_stock": 1,
        "on_order": 1,
        "gone": 1,
    }
    assert (told["late"], told["overdue"]) == (1, 1)
    assert told["paid"] == [{"amount": "2900.20", "currency": "EUR"}, {"amount": "900.00", "currency": "GBP"}]
    assert told["by_country"] == [{"key": "DE", "devices": 2}, {"key": "GB", "devices": 1}]
    assert [one["devices"] for one in told["ages"]][1] == 1
    assert told["ages"][1] == {"from_years": 1, "to_years": 2, "devices": 1}
    assert told["ages"][-1]["to_years"] is None


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ({}, Narrowing()),
        ({"country": "gb"}, Narrowing(countries=frozenset({"GB"}))),
        ({"state": "in_use"}, Narrowing(states=frozenset({DeviceState.IN_USE}))),
        (
            {"category": "laptop", "country": "DE"},
            Narrowing(categories=frozenset({"laptop"}), countries=frozenset({"DE"})),
        ),
        ({"category": "monitor"}, Narrowing(categories=frozenset({"monitor"}))),
    ],
)
def test_every_part_is_told_as_to_people_and_adds_up(fleet: Program, asked: dict[str, Any], meant: Narrowing) -> None:
    told = fleet.told("/fleet", **asked)
    with fleet.company.store.reading() as reads:
        known = reads.fleet(meant, fleet.clock())
    assert told["devices"] == known.total
    assert (told["late"], told["overdue"], told["unpriced"]) == (known.late, known.overdue, known.unpriced)
    owned = [one for one in told["groups"] if one["standing"] not in {"on_order", "gone"}]
    assert sum(one["devices"] for one in owned) == told["devices"]
    assert sum(one["devices"] for one in told["groups"]) == sum(told["standings"].values())
    assert sum(one["devices"] for one in told["by_category"]) == told["devices"]
    assert sum(one["devices"] for one in told["ages"]) + told["undated"] == told["devices"]
    for paid in told["paid"]:
        of_groups = [one["paid"] for one in owned if one["paid"] and one["paid"]["currency"] == paid["currency"]]
        assert sum(Decimal(one["amount"]) for one in of_groups) == Decimal(paid["amount"])


def test_an_empty_fleet(program: Program) -> None:
    told = program.told("/fleet")
    assert (told["devices"], told["groups"], told["paid"]) == (0, [], [])


def test_what_is_asked_wrongly(stranger: Program) -> None:
    body = stranger.told("/fleet", 400, state="nowhere", limit="3")
    assert [one["name"] for one in body["errors"]] == ["state", "limit"]
