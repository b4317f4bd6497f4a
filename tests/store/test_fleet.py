"""The fleet in figures adds up to the devices on record."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, insert

from lifecycle.device import Device, DeviceState
from lifecycle.money import Money
from lifecycle.people import Person, Role
from lifecycle.reads.figures import MISSING_AFTER
from lifecycle.reads.finding import FIRST, Sought
from lifecycle.reads.fleet import OWNED, STANDINGS, YEARS, Awaited, Fleet, Narrowing, Standing, years_before
from lifecycle.reads.worklist import Asked
from lifecycle.retrieval import ReturnCause
from lifecycle.returns.commands import OpenReturn
from messages import finding
from messages.fleet import answer
from messages.fleet.narrowing import vocabulary
from messages.reader import Reader
from messages.voice import voice
from store.shelves import DEVICES
from store.tables.models import device
from tests.support.company import NOW, POLICY, TEAM, Company
from tests.support.returns import change_device

TODAY = NOW.date()
ANNIVERSARIES = st.sampled_from(
    [years_before(TODAY, years) + timedelta(days=away) for years in YEARS for away in (0, 1)]
)
prices = st.builds(
    Money,
    st.decimals(min_value=0, max_value=10**7, places=4, allow_nan=False, allow_infinity=False),
    st.sampled_from(["EUR", "USD", "JPY"]),
)
devices = st.lists(
    st.builds(
        Device,
        id=st.just(0),
        state=st.sampled_from(DeviceState),
        category=st.sampled_from(["laptop", "monitor", "Ünï'c%de"]),
        manufacturer=st.just("Any"),
        model=st.just("M"),
        country=st.sampled_from(["DE", "GB", "US"]),
        price=st.none() | prices,
        purchased_on=st.none() | ANNIVERSARIES | st.dates(min_value=date(2015, 1, 1), max_value=date(2027, 12, 31)),
    ),
    max_size=25,
)


def fill(company: Company, rows: Sequence[Device]) -> list[Device]:
    """Put these devices in the place of all others."""
    numbered = [replace(one, id=number) for number, one in enumerate(rows, 1)]
    with company.store.writing() as connection:
        connection.execute(delete(device))
        for one in numbered:
            connection.execute(insert(device), {**DEVICES.values(one), "log_hash": ""})
    return numbered


def counted(company: Company, narrowing: Narrowing | None = None) -> Fleet:
    with company.store.reading() as reads:
        return reads.fleet(narrowing or Narrowing(), NOW)


def is_owned(one: Device) -> bool:
    return STANDINGS[one.state] not in {Standing.GONE, Standing.ON_ORDER}


def agree(fleet: Fleet, rows: Sequence[Device]) -> None:
    """Every figure of the answer is what counting the rows one by one gives."""
    owned = [one for one in rows if is_owned(one)]
    assert fleet.total == len(owned)
    assert {one: number for one, number in fleet.standings().items() if number} == Counter(
        STANDINGS[one.state] for one in rows
    )
    value: dict[str, Decimal] = {}
    for one in owned:
        if one.price:
            value[one.price.currency] = value.get(one.price.currency, Decimal(0)) + one.price.amount
    assert {one.currency: one.amount for one in fleet.value()} == value
    assert fleet.unpriced == sum(one.price is None for one in owned)
    assert fleet.undated == sum(one.purchased_on is None for one in owned)
    assert sum(fleet.ages()) + fleet.undated == fleet.total
    cuts = [years_before(TODAY, years) for years in YEARS]
    dated = [one.purchased_on for one in owned if one.purchased_on]
    assert fleet.ages() == tuple(
        sum(sum(day <= cut for cut in cuts) == years for day in dated) for years in range(len(YEARS) + 1)
    )


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(rows=devices)
def test_the_numbers_add_up_to_the_rows(company: Company, rows: list[Device]) -> None:
    kept = fill(company, rows)
    agree(counted(company), kept)
    assert counted(company) == counted(company), "the same question gets the same answer"
    for narrowing in (
        Narrowing(categories=frozenset({"laptop", "Ünï'c%de"})),
        Narrowing(countries=frozenset({"DE"}), states=frozenset({DeviceState.IN_USE, DeviceState.LOST})),
    ):
        meant = [
            one
            for one in kept
            if (not narrowing.categories or one.category in narrowing.categories)
            and (not narrowing.countries or one.country in narrowing.countries)
            and (not narrowing.states or one.state in narrowing.states)
        ]
        agree(counted(company, narrowing), meant)


ENGLISH = Reader("en-US", "UTC")
QUESTIONS = (
    *("laptop", "monitor", "DE", "in use", "laptop GB", "sold", "monitor lost", "expected"),
    *("in stock", "coming back", "on the way", "Back, not in stock yet", "laptop on order", "gone for good"),
)
"""What is asked both ways."""


@settings(
    max_examples=10,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(rows=devices)
def test_whoever_counts_and_whoever_finds_and_the_home_come_to_the_same(company: Company, rows: list[Device]) -> None:
    fill(company, [one for one in rows if one.category in {"laptop", "monitor"}])
    known = vocabulary(POLICY, {"laptop", "monitor"}, voice(ENGLISH))
    with company.store.reading() as reads:
        for question in QUESTIONS:
            fleet = reads.fleet(known.read(question), NOW)
            sought = Sought(words=finding.parse(question, ENGLISH, POLICY), team_id=TEAM)
            apart = sum(number for standing, number in fleet.standings().items() if standing not in OWNED)
            found, others = (reads.find(replace(sought, apart=one), FIRST, lambda: True) for one in (False, True))
            if fleet.total or not apart:
                assert (found.total, found.others, found.apart) == (fleet.total, apart, False)
            else:
                assert (found.total, found.others, found.apart) == (apart, 0, True), "nothing else fits"
            assert (others.total, others.others) == (apart, fleet.total)
            told = answer.message(fleet, POLICY, ENGLISH).text
            assert told == answer.report(fleet, POLICY, ENGLISH).message.text
            lines = [int(one) for one in re.findall(r"^[A-Z][^:.]*: (\d+)(?:\.|$)", told, re.MULTILINE)]
            assert sum(lines) == fleet.total, told
        whole, at_home = (
            reads.fleet(Narrowing(), NOW),
            reads.work(Asked(person_id=company.ana.id, today=TODAY), frozenset({Role.IT}), NOW).standings,
        )
        assert sum(at_home[one] for one in OWNED) == whole.total
        assert at_home == whole.standings()


def test_no_device_at_all(company: Company) -> None:
    found = counted(company)
    assert found.is_empty
    assert (found.total, found.value(), found.late, found.ages()) == (0, (), 0, (0,) * (len(YEARS) + 1))


def test_every_category_is_known(company: Company) -> None:
    fill(company, [])
    with company.store.reading() as reads:
        assert reads.fleet_categories() == frozenset()
    company.stock()
    with company.store.reading() as reads:
        assert reads.fleet_categories() == {"laptop"}


@pytest.mark.parametrize(("days", "late", "overdue"), [(0, 0, 0), (1, 2, 0), (MISSING_AFTER, 2, 0), (46, 2, 2)])
def test_what_is_out_after_the_last_day_is_late_and_then_overdue(
    company: Company, days: int, late: int, overdue: int
) -> None:
    lent(company, company.worker, 3)
    last_day = TODAY + timedelta(days=3)
    command = OpenReturn(holder_id=company.worker.id, cause=ReturnCause.LEAVING, last_day=last_day)
    case = company.perform(command, company.ana).returned
    assert case
    change_device(company.store, case.items[0].device_id, legal_hold=True)
    with company.store.reading() as reads:
        found = reads.fleet(Narrowing(), NOW + timedelta(days=3 + days))
    assert found.awaited == (Awaited(last_day=last_day, zone="UTC", devices=2),), "a device on hold is not late"
    assert (found.late, found.overdue) == (late, overdue)
    assert found.standings()[Standing.COMING_BACK] == 3


def test_a_manager_counts_what_their_people_have(company: Company) -> None:
    theirs = Narrowing(manager_id=company.manager.id)
    lent(company, company.worker, 2)
    lent(company, company.ben, 1)
    assert counted(company, theirs).total == 0, "nobody is theirs yet"
    assert team_size(company, company.manager) == 0
    company.approve(company.submit())
    assert counted(company, theirs).total == 2, "they asked for the worker's device, and IT agreed"
    assert team_size(company, company.manager) == 1
    company.store.people.set_hr(company.worker.id, company.ana.id, None)
    assert counted(company, theirs).total == 0, "HR's file comes first"
    assert counted(company, Narrowing(manager_id=company.ana.id)).total == 2
    company.store.people.set_hr(company.ben.id, company.manager.id, None)
    assert counted(company, theirs).total == 1
    assert team_size(company, company.ana) == 1


def lent(company: Company, person: Person, number: int) -> list[int]:
    ids = company.stock(number)
    for one in ids:
        change_device(company.store, one, holder_id=person.id, state=DeviceState.IN_USE)
    return ids


def team_size(company: Company, person: Person) -> int:
    with company.store.reading() as reads:
        return reads.team_size(person.id)
