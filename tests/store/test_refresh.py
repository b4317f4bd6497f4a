"""What is due for replacement, read from the database, is what the rules say of each device."""

import sqlite3
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import cast

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lifecycle.device import DeviceState
from lifecycle.errors import Reason, Refused
from lifecycle.notices import Kind
from lifecycle.refresh import reasons
from lifecycle.refresh_commands import PutOffRefresh, ReplaceDevice
from lifecycle.retrieval import Condition, ReturnCause
from lifecycle.subject import Subject, SubjectKind
from store.machinery import outbox
from store.refresh import due
from tests.support.company import NOW, Company, open_company
from tests.support.returns import change_device

TODAY = NOW.date()
days = st.none() | st.dates(date(2018, 1, 1), date(2029, 1, 1))
changes = st.fixed_dictionaries(
    {
        "purchased_on": days,
        "warranty_until": days,
        "supported_until": days,
        "system": st.sampled_from([None, "Windows 11 Pro 23H2", "macOS 26.1", "odd"]),
        "condition": st.none() | st.sampled_from(Condition),
        "repairs": st.integers(0, 4),
        "refresh_after": st.none() | st.sampled_from([TODAY, TODAY + timedelta(days=30)]),
        "state": st.sampled_from([DeviceState.IN_USE, DeviceState.IN_USE, DeviceState.IN_STOCK]),
    }
)


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(changes, min_size=1, max_size=6))
def test_it_finds_what_the_rules_find(company: Company, drawn: list[dict[str, object]]) -> None:
    for some in drawn:
        (number,) = company.stock()
        change_device(company.store, number, holder_id=company.worker.id, **some)  # type: ignore[arg-type]
    policy = company.desk.policy
    with company.store.reading() as reads:
        figures = reads.refresh_figures(policy, TODAY)
        every = reads.devices(range(1, 10_000))
    due = {one.id: why for one in every if (why := reasons(one, policy, TODAY))}
    assert figures.total == len(due)
    assert figures.by_reason == Counter(reason for why in due.values() for reason in why)
    assert {one.id for one in figures.first} <= due.keys()


def in_use(company: Company, **some: object) -> int:
    (number,) = company.stock()
    change_device(company.store, number, holder_id=company.worker.id, state=DeviceState.IN_USE, **some)  # type: ignore[arg-type]
    return number


def test_the_forecast_adds_up_by_quarter_with_what_it_costs_today(company: Company) -> None:
    for bought in (date(2020, 1, 1), date(2022, 12, 31), date(2023, 1, 1), date(2023, 5, 1)):
        in_use(company, purchased_on=bought)
    with company.store.reading() as reads:
        forecast = reads.refresh_figures(company.desk.policy, TODAY).forecast
    counted = {(one.year, one.number): (one.devices, one.cost.amount) for one in forecast if one.devices}
    assert counted == {
        (2026, 4): (2, Decimal(2900)),
        (2027, 1): (1, Decimal(1450)),
        (2027, 2): (1, Decimal(1450)),
    }
    assert len(forecast) == 8


def test_what_is_put_off_comes_back_on_its_day(company: Company) -> None:
    number = in_use(company, repairs=5)
    until = TODAY + timedelta(days=60)
    company.perform(PutOffRefresh(device_id=number, until=until, reason="She likes it."), company.ana)
    with company.store.reading() as reads:
        assert reads.refresh_figures(company.desk.policy, TODAY).total == 0
        assert reads.refresh_figures(company.desk.policy, until).total == 1
    company.perform(PutOffRefresh(device_id=number, until=None, reason="It stays."), company.ana)
    with company.store.reading() as reads:
        assert reads.refresh_figures(company.desk.policy, date(2099, 1, 1)).total == 0


def test_one_click_asks_for_the_successor_and_the_old_one(company: Company) -> None:
    number = in_use(company)
    needed_by = TODAY + timedelta(days=20)
    command = ReplaceDevice(device_id=number, choice="laptop-14", needed_by=needed_by)
    outcome = company.perform(command, company.ana)
    assert outcome.request is not None
    assert (outcome.request.recipient_id, outcome.request.needed_by) == (company.worker.id, needed_by)
    assert outcome.returned is not None
    assert outcome.returned.cause is ReturnCause.SWAP
    assert outcome.returned.last_day == needed_by + timedelta(days=14)
    assert [item.device_id for item in outcome.returned.items] == [number]
    refused = _refusal(lambda: company.perform(command, company.ana))
    assert refused.reason is Reason.STALE, "it is on its way back"


def test_nothing_is_asked_for_when_the_old_one_cannot_be(company: Company) -> None:
    first, second = in_use(company), in_use(company)
    needed_by = TODAY + timedelta(days=20)
    company.perform(ReplaceDevice(device_id=first, choice="laptop-14", needed_by=needed_by), company.ana)
    again = ReplaceDevice(device_id=second, choice="laptop-14", needed_by=needed_by)
    assert _refusal(lambda: company.perform(again, company.ana)).reason is Reason.RETURN_OPEN
    with company.store.reading() as reads:
        assert reads.item(Subject(SubjectKind.REQUEST, 2)) is None


def test_the_digest_comes_once_a_month_in_working_hours(company: Company) -> None:
    in_use(company, repairs=5)
    policy = company.desk.policy
    assert policy.refresh == replace(policy.refresh, digest=True)
    for days_later in (0, 1, 2, 8, 9, 10, 40):
        company.desk.tell_digest(NOW + timedelta(days=days_later))
    with company.store.database.reader() as connection:
        rows = connection.execute(outbox.select().where(outbox.c.kind == Kind.REFRESH_DIGEST)).all()
    assert sorted(row.key for row in rows) == ["refresh:2026-11", "refresh:2026-12", "refresh:2027-01"]


def _refusal(act: Callable[[], object]) -> Refused:
    try:
        act()
    except Refused as refused:
        return refused
    raise AssertionError("it was taken")


def test_each_reason_is_found_through_an_index_of_its_own(sqlite_url: str) -> None:
    with open_company(sqlite_url) as company, company.store.database.reader() as connection:
        database = cast(sqlite3.Connection, connection.connection.dbapi_connection)
        asked: list[str] = []
        database.set_trace_callback(asked.append)
        due(connection, company.desk.policy, TODAY)
        database.set_trace_callback(None)
        plan = [row[3] for one in asked for row in database.execute(f"EXPLAIN QUERY PLAN {one}")]
    searched = {one for line in plan for one in line.split() if one.startswith("ix_device")}
    assert {one.removeprefix("ix_device_in_use_") for one in searched} == {
        "purchased_on",
        "warranty_until",
        "supported_until",
        "repairs",
        "condition",
        "system",
    }
    assert not any(line.startswith("SCAN device") for line in plan)
