"""A whole year of a company of 500, day by day.

Everybody is asked once, nobody beyond the plan; what is due for replacement is flagged, and the numbers add up.
"""

from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta

from sqlalchemy import ColumnElement, func, select

from lifecycle.audit import AuditAnswer
from lifecycle.device import DeviceState
from lifecycle.events import Happened
from lifecycle.flag import RefreshReason
from lifecycle.notices import Kind, person
from lifecycle.reads.fleet import STANDINGS, Narrowing, tally
from lifecycle.retrieval import Condition
from store.tables.audit_models import audit, audit_item
from store.tables.machinery import outbox
from store.tables.models import device, event
from tests.support.company import NOW, Company, open_company
from tests.support.year import OUTSIDE, PEOPLE, Year

END = NOW + timedelta(days=365)
AFTER = timedelta(days=20)
"""Beyond the year: the last ones answer, and the first are asked again."""

OF_AUDITS = [Kind.AUDIT_DM, Kind.AUDIT_STEP]

USEFUL_LIFE = 4
"""Years, by the policy of the tests."""


def test_a_year_of_a_company_of_500(sqlite_url: str) -> None:
    with open_company(sqlite_url) as company:
        year, now = Year(company), NOW
        while now < END + AFTER:
            now += timedelta(days=1)
            year.walk(now)
            the_numbers_add_up(company, year)
            what_is_due_is_flagged(company, now.date())
        everything_was_asked_for_and_seen_once(company, year)
        nobody_heard_more_than_the_plan_says(company, year)


def everything_was_asked_for_and_seen_once(company: Company, year: Year) -> None:
    """Whatever was in the same hands all year was asked for once, and what somebody else was given at most once."""
    with company.store.database.reader() as connection:
        opened = {
            row.subject.id: row.at
            for row in connection.execute(
                select(event.c.subject, event.c.at).where(event.c.name == Happened.AUDIT_OPENED, event.c.at <= END)
            )
        }
        items = connection.execute(
            select(audit_item, audit.c.holder_id).join(audit).where(audit.c.id.in_(list(opened)))
        ).all()
        seen = {row.id: row.audited_at for row in connection.execute(select(device.c.id, device.c.audited_at))}
    asked = Counter(one.device_id for one in items)
    assert {number: asked[number] for number in year.stayed} == dict.fromkeys(year.stayed, 1)
    assert max(asked.values()) == 1
    answered = {one.device_id for one in items if one.answer in {AuditAnswer.HAS_IT, AuditAnswer.DAMAGED}}
    told = {one.device_id for one in items if one.settled_at}
    unheard = {one.device_id for one in items if one.answer is None}
    assert {one.device_id for one in items if one.holder_id in year.silent} == unheard
    assert {number for number in year.stayed if not seen[number]} == unheard
    assert answered | told >= year.stayed - unheard
    busiest = Counter(at.date() for at in opened.values()).most_common(1)[0][1]
    assert 3 <= busiest <= 10, "spread over the year"
    assert len(opened) <= PEOPLE + OUTSIDE


def nobody_heard_more_than_the_plan_says(company: Company, year: Year) -> None:
    """One question and two reminders each in the year, within working hours; one word to the manager of the silent."""
    plan = company.desk.policy.audits
    cap = len(plan.remind_after_days)
    with company.store.database.reader() as connection:
        holders = {row.id: row.holder_id for row in connection.execute(select(audit.c.id, audit.c.holder_id))}
        rows = connection.execute(
            select(outbox).where(outbox.c.at <= END, outbox.c.to.like("person:%"), outbox.c.kind.in_(OF_AUDITS))
        ).all()
        is_with_it = set(connection.scalars(select(audit.c.holder_id).where(audit.c.is_with_it)))
    manager = person(company.manager.id)
    first = [one for one in rows if one.kind is Kind.AUDIT_DM and one.key.endswith(":v1")]
    steps = [(one.to, holders[one.subject.id]) for one in rows if one.kind is Kind.AUDIT_STEP]
    assert max(Counter(one.to for one in first).values()) == 1
    reminders = Counter(holder for to, holder in steps if to == person(holder))
    managers = Counter(holder for to, holder in steps if to == manager)
    assert len(steps) == reminders.total() + managers.total()
    assert max(reminders.values()) == cap
    assert set(managers.values()) == {1}
    slow = year.silent | year.late
    asked_early = {holders[one.subject.id] for one in first if one.at < END - timedelta(days=40)}
    assert set(reminders) <= slow, "who answers in time is not reminded"
    assert {one: reminders[one] for one in slow & asked_early} == dict.fromkeys(slow & asked_early, cap)
    assert slow & asked_early <= set(managers) <= slow
    assert year.silent & asked_early <= is_with_it, "in the end it is for IT to find out"
    spoken_up = (*first, *(one for one in rows if one.kind is Kind.AUDIT_STEP))
    assert [one.key for one in spoken_up if one.at.weekday() > 4 or not 9 <= one.at.hour < 18] == []


def what_is_due_is_flagged(company: Company, today: date) -> None:
    """The flags are those that a look at every single device gives."""
    four_years_ago = today.replace(year=today.year - USEFUL_LIFE)
    with company.store.reading() as reads, company.store.database.reader() as connection:
        figures = reads.refresh_figures(company.desk.policy, today)
        rows = connection.execute(select(device).where(device.c.state == DeviceState.IN_USE)).all()
    due: Mapping[RefreshReason, set[int]] = {
        RefreshReason.AGE: {one.id for one in rows if one.purchased_on < four_years_ago},
        RefreshReason.WARRANTY: {one.id for one in rows if one.warranty_until and one.warranty_until < today},
        RefreshReason.CONDITION: {one.id for one in rows if one.condition is Condition.DAMAGED},
    }
    assert figures.by_reason == {reason: len(found) for reason, found in due.items() if found}
    assert figures.total == len(set[int]().union(*due.values()))


def the_numbers_add_up(company: Company, year: Year) -> None:
    """Every device is counted once, by whatever it is counted."""

    def counted(column: ColumnElement[str]) -> Mapping[str, int]:
        return {row[0]: row[1] for row in connection.execute(select(column, func.count()).group_by(column))}

    with company.store.reading() as reads, company.store.database.reader() as connection:
        fleet = reads.fleet(Narrowing(), NOW)
        states, countries = counted(device.c.state), counted(device.c.country)
    assert sum(states.values()) == sum(one.devices for one in fleet.groups) == year.devices
    assert tally(fleet.groups, lambda one: one.state) == states
    assert tally(fleet.groups, lambda one: one.country) == countries
    expected = Counter[str]()
    for state, number in states.items():
        expected[STANDINGS[DeviceState(state)]] += number
    assert {one: number for one, number in fleet.standings().items() if number} == expected
    assert fleet.total == year.devices
    assert sum(fleet.ages()) + fleet.undated == fleet.total
