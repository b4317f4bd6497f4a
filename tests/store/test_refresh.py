"""What is due for replacement, read from the database, is what the rules say of each device."""

import sqlite3
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import cast

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lifecycle.change import begun
from lifecycle.desk import Command
from lifecycle.device import Device, DeviceState
from lifecycle.errors import Reason, Refused
from lifecycle.events import Event, Happened
from lifecycle.flag import RefreshReason
from lifecycle.money import Money
from lifecycle.notices import Kind
from lifecycle.people import Origin
from lifecycle.policy import Category
from lifecycle.ports import Stamp
from lifecycle.reads.worklist import MOST_DUE, Asked, Listing
from lifecycle.refresh import is_put_off, overdue_since, reasons
from lifecycle.refreshing.commands import AcknowledgeRefresh, PutOffRefresh, ResumeRefresh
from lifecycle.retrieval import Condition
from lifecycle.subject import SubjectKind
from store.reads import refresh as refresh_store
from store.reads.refresh import MOST_SHOWN
from store.tables.machinery import outbox
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
        "acknowledged": st.lists(st.sampled_from(RefreshReason), unique=True).map(tuple),
        "successor_id": st.sampled_from([None, None, 1]),
        "state": st.sampled_from([DeviceState.IN_USE, DeviceState.IN_USE, DeviceState.IN_STOCK]),
    }
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(changes, min_size=1, max_size=6), st.integers(1, 5))
def test_it_finds_what_the_rules_find(company: Company, drawn: list[dict[str, object]], most: int) -> None:
    with company.store.reading() as reads:
        is_first = reads.request(1) is None
    if is_first:
        company.submit()
    for some in drawn:
        (number,) = company.stock()
        change_device(company.store, number, holder_id=company.worker.id, **some)  # type: ignore[arg-type]
    policy = company.desk.policy
    with company.store.reading() as reads:
        figures = reads.refresh_figures(policy, TODAY)
        every = reads.devices(range(1, 10_000))
    by_id = {one.id: one for one in every}
    due = {one.id: why for one in every if (why := reasons(one, policy, TODAY))}
    assert figures.total == len(due)
    assert figures.by_reason == Counter(reason for why in due.values() for reason in why)
    in_order = sorted(due, key=lambda number: (overdue_since(by_id[number], policy, TODAY), number))
    assert [one.id for one in figures.first] == in_order[:MOST_SHOWN]
    decided = [one for one in every if one.state is DeviceState.IN_USE]
    assert figures.succeeded == sum(one.successor_id is not None for one in decided)
    assert figures.put_off == sum(one.successor_id is None and is_put_off(one, TODAY) for one in decided)
    with company.store.database.reader() as connection:
        page = refresh_store.due(connection, policy, TODAY, most=most, after=len(in_order) // 2)
        assert refresh_store.due(connection, policy, TODAY, most=len(in_order) + 1) == in_order
    assert page == in_order[len(in_order) // 2 :][:most]


def in_use(company: Company, **some: object) -> int:
    (number,) = company.stock()
    change_device(company.store, number, holder_id=company.worker.id, state=DeviceState.IN_USE, **some)  # type: ignore[arg-type]
    return number


def test_the_forecast_adds_up_by_quarter_with_what_it_costs_today(company: Company) -> None:
    for bought in (date(2020, 1, 1), date(2022, 12, 31), date(2023, 1, 1), date(2023, 5, 1)):
        in_use(company, purchased_on=bought)
    with company.store.reading() as reads:
        forecast = reads.refresh_figures(company.desk.policy, TODAY).forecast
    counted = {(one.year, one.number): (one.devices, one.cost) for one in forecast if one.devices}
    assert counted == {
        (2026, 4): (2, (Money(Decimal(2900), "EUR"),)),
        (2027, 1): (1, (Money(Decimal(1450), "EUR"),)),
        (2027, 2): (1, (Money(Decimal(1450), "EUR"),)),
    }
    assert len(forecast) == 8


def test_what_was_decided_is_reckoned_with_when_it_is_due_or_not_at_all(company: Company) -> None:
    old = date(2020, 1, 1)
    company.submit()
    in_use(company, purchased_on=old)
    in_use(company, purchased_on=old, refresh_after=date(2027, 5, 1))
    in_use(company, purchased_on=old, acknowledged=(RefreshReason.AGE,))
    in_use(company, purchased_on=old, successor_id=1)
    in_use(company, purchased_on=date(2023, 6, 1), refresh_after=date(2027, 1, 1))
    with company.store.reading() as reads:
        forecast = reads.refresh_figures(company.desk.policy, TODAY).forecast
    counted = {(one.year, one.number): (one.devices, one.cost) for one in forecast if one.devices}
    assert counted == {
        (2026, 4): (1, (Money(Decimal(1450), "EUR"),)),
        (2027, 2): (2, (Money(Decimal(2900), "EUR"),)),
    }


def test_where_the_catalogue_has_no_price_it_is_what_was_paid_in_each_currency(company: Company) -> None:
    bought = date(2023, 2, 1)
    paid = (Money(Decimal("99.50"), "USD"), Money(Decimal(100), "EUR"), Money(Decimal("0.50"), "USD"), None)
    for price in paid:
        in_use(company, category="dock", purchased_on=bought, price=price)
    policy = replace(
        company.desk.policy, categories=(*company.desk.policy.categories, Category(id="dock", name="Dock"))
    )
    with company.store.reading() as reads:
        (quarter,) = [one for one in reads.refresh_figures(policy, TODAY).forecast if one.devices]
    assert (quarter.year, quarter.number, quarter.devices, quarter.unpriced) == (2027, 1, 4, 1)
    assert quarter.cost == (Money(Decimal(100), "EUR"), Money(Decimal(100), "USD"))


def test_beyond_a_thousand_the_report_counts_every_one_and_the_longest_overdue_comes_first(company: Company) -> None:
    (number,) = company.stock()
    with company.store.transaction() as work:
        old = work.device(number)
        ids = work.new_ids(SubjectKind.DEVICE, 1_200)
        bought = date(2015, 1, 1)
        more = [
            replace(_used(old, one, company), purchased_on=bought + timedelta(days=place))
            for place, one in enumerate(reversed(ids))
        ]
        stamp = Stamp(actor_id=None, origin=Origin.CLI, at=NOW, key="many")
        work.keep_devices([begun(one, Event(name=Happened.DEVICE_ADDED)) for one in more], stamp)
    with company.store.reading() as reads:
        figures = reads.refresh_figures(company.desk.policy, TODAY)
        sheet = reads.sheet(Listing.REFRESH_DUE, Asked(person_id=1, today=TODAY, policy=company.desk.policy), 1_196)
    assert (figures.total, figures.by_reason) == (1_200, {RefreshReason.AGE: 1_200})
    assert [one.id for one in figures.first] == list(reversed(ids))[:MOST_SHOWN]
    assert [one.item.id for one in sheet.facts] == sorted(ids)[3::-1]
    assert (sheet.total, sheet.following) == (MOST_DUE + 1, None)


def _used(old: Device | None, number: int, company: Company) -> Device:
    assert old
    return replace(
        old,
        id=number,
        state=DeviceState.IN_USE,
        holder_id=company.worker.id,
        serial=None,
        asset_tag=f"X-{number}",
        version=1,
    )


def test_what_is_put_off_comes_back_on_its_day_or_when_that_is_taken_back(company: Company) -> None:
    number = in_use(company, repairs=5)
    until = TODAY + timedelta(days=60)
    put_off = PutOffRefresh(device_id=number, until=until, reason="She likes it.")
    company.perform(put_off, company.ana)
    assert (total(company), total(company, until)) == (0, 1)
    assert refusal(company, put_off).reason is Reason.NOTHING_CHANGED
    company.perform(replace(put_off, until=until + timedelta(days=1)), company.ana)
    assert total(company, until) == 0
    company.perform(ResumeRefresh(device_id=number, reason="It is slow."), company.ana)
    assert total(company) == 1
    assert refusal(company, ResumeRefresh(device_id=number, reason="Again.")).reason is Reason.STALE


def test_what_is_known_is_not_told_again_but_what_is_new_is(company: Company) -> None:
    number = in_use(company, repairs=5)
    known = AcknowledgeRefresh(device_id=number, reason="It is only the keyboard.")
    company.perform(known, company.ana)
    assert (total(company), total(company, date(2099, 1, 1))) == (0, 0)
    assert refusal(company, known).reason is Reason.NOT_DUE
    change_device(company.store, number, condition=Condition.DAMAGED)
    assert total(company) == 1
    company.perform(known, company.ana)
    assert total(company) == 0
    company.perform(ResumeRefresh(device_id=number, reason="It is dead."), company.ana)
    assert total(company) == 1


def test_what_is_not_due_is_neither_put_off_nor_acknowledged(company: Company) -> None:
    number = in_use(company)
    later = TODAY + timedelta(days=60)
    for command in (
        PutOffRefresh(device_id=number, until=later, reason="Later."),
        AcknowledgeRefresh(device_id=number, reason="Fine."),
    ):
        assert refusal(company, command).reason is Reason.NOT_DUE
    change_device(company.store, number, repairs=5)
    today = refusal(company, PutOffRefresh(device_id=number, until=TODAY, reason="Now."))
    assert (today.reason, today.field) == (Reason.DUE_TODAY, "until")


def total(company: Company, day: date = TODAY) -> int:
    with company.store.reading() as reads:
        return reads.refresh_figures(company.desk.policy, day).total


def refusal(company: Company, command: Command) -> Refused:
    with pytest.raises(Refused) as refused:
        company.perform(command, company.ana)
    return refused.value


def test_the_digest_comes_once_a_month_in_working_hours(company: Company) -> None:
    in_use(company, repairs=5)
    policy = company.desk.policy
    assert policy.refresh == replace(policy.refresh, digest=True)
    for days_later in (0, 1, 2, 8, 9, 10, 40):
        company.desk.tell_digest(NOW + timedelta(days=days_later))
    with company.store.database.reader() as connection:
        rows = connection.execute(outbox.select().where(outbox.c.kind == Kind.REFRESH_DIGEST)).all()
    assert sorted(row.key for row in rows) == ["refresh:2026-11", "refresh:2026-12", "refresh:2027-01"]


def test_each_reason_is_found_through_an_index_of_its_own(sqlite_url: str) -> None:
    with open_company(sqlite_url) as company, company.store.database.reader() as connection:
        database = cast(sqlite3.Connection, connection.connection.dbapi_connection)
        asked: list[str] = []
        database.set_trace_callback(asked.append)
        refresh_store.due(connection, company.desk.policy, TODAY, most=15)
        refresh_store.total(connection, company.desk.policy, TODAY, 1_000)
        database.set_trace_callback(None)
        plan = [row[3] for one in asked for row in database.execute(f"EXPLAIN QUERY PLAN {one}")]
    searched = {one for line in plan for one in line.split() if one.startswith("ix_device")}
    assert {one.removeprefix("ix_device_").removeprefix("in_use_") for one in searched} == {
        "decided_on",
        "purchased_on",
        "warranty_until",
        "supported_until",
        "repairs",
        "condition",
        "system",
    }
    assert not any(line.startswith("SCAN device") for line in plan)
