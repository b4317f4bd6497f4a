from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from lifecycle.audits.commands import BeginCampaign
from lifecycle.campaign import Scope
from lifecycle.desk import Desk
from lifecycle.policy import AuditPlan
from lifecycle.requests.commands import DeclineRequest
from lifecycle.subject import SubjectKind
from store.tables.models import device
from store.unit_of_work import SqlStore
from tests.support.audits import audits, lend, look
from tests.support.company import NOW, POLICY, Company, Weekdays, account, open_company
from tests.support.returns import open_case
from tests.support.subjects import a_request


@pytest.fixture
def sqlite_company(sqlite_url: str) -> Iterator[Company]:
    with open_company(sqlite_url) as company:
        yield company


def test_a_changed_policy_reaches_every_open_request_once(company: Company) -> None:
    waiting, done = company.submit(), company.submit()
    company.perform(DeclineRequest(request_id=done.id, reason="Not needed"), company.ana)
    later = NOW + timedelta(hours=1)
    mark = company.store.policy_mark
    assert mark.heed(1, 365, later)
    with company.store.reading() as reads:
        assert [one.id for one in reads.due(SubjectKind.REQUEST, later, 10)] == [waiting.id]
    with company.store.transaction() as work:
        work.reschedule(a_request(waiting.id), None)
    assert not mark.heed(1, 365, later)
    with company.store.reading() as reads:
        assert reads.due(SubjectKind.REQUEST, later, 10) == []


def test_a_changed_policy_reaches_every_open_return(company: Company) -> None:
    case = open_case(company.store, company.worker)
    assert company.store.policy_mark.heed(1, 365, NOW)
    with company.store.reading() as reads:
        assert [one.id for one in reads.due(SubjectKind.RETURN, NOW, 10)] == [case.id]


def test_a_policy_that_comes_back_counts_as_changed(store: SqlStore) -> None:
    assert [store.policy_mark.heed(one, 365, NOW) for one in (1, 2, 2, 1)] == [True, True, False, True]


def test_a_changed_policy_reaches_every_open_audit(company: Company) -> None:
    lend(company, 1, holder_id=company.worker.id)
    company.perform(BeginCampaign(scope=Scope()), company.ana)
    look(company, NOW + timedelta(minutes=1))
    assert company.store.policy_mark.heed(1, 365, NOW)
    with company.store.reading() as reads:
        assert [one.id for one in reads.due(SubjectKind.AUDIT, NOW, 10)] == [1]


PEOPLE = 400


def staff(company: Company, every_days: int) -> Company:
    """Many people with a laptop each, audited in that cycle; the desk goes by it."""
    after = by(company, every_days)
    assert company.store.policy_mark.heed(every_days, every_days, NOW)
    for number in range(PEOPLE):
        holder = company.store.people.record(account(f"UX{number}", f"Person {number}"), NOW)
        lend(after, number, holder_id=holder.id)
    return after


def by(company: Company, every_days: int) -> Company:
    """The same company by a policy with another cycle."""
    policy = replace(POLICY, audits=AuditPlan(every_days=every_days))
    return replace(company, desk=Desk(company.store, policy, Weekdays()))


def turns(company: Company) -> list[datetime]:
    """When the devices are looked at next, of those that ever are."""
    with company.store.database.reader() as connection:
        return [one for one in connection.scalars(select(device.c.next_look_at)) if one is not None]


@pytest.mark.parametrize(("before", "after"), [(0, 365), (365, 30), (30, 365)])
def test_another_cycle_reaches_every_device_at_the_start_and_nobody_is_asked_at_once(
    sqlite_company: Company, before: int, after: int
) -> None:
    company = staff(sqlite_company, before)
    assert len(turns(company)) == (PEOPLE if before else 0)
    later, company = NOW + timedelta(days=2), by(company, after)
    due = sum(one <= later for one in turns(company))
    assert company.store.policy_mark.heed(after, after, later)
    look(company, later)
    planned = turns(company)
    assert len(planned) == PEOPLE
    assert later < min(planned) <= max(planned) <= later + timedelta(days=after + 1)
    assert max(Counter(planned).values()) <= 2 * PEOPLE / after + 5
    assert len(audits(company)) <= due, "only those whose days had come"


def test_nobody_is_asked_any_more_by_a_policy_without_audits(sqlite_company: Company) -> None:
    company = by(staff(sqlite_company, 365), 0)
    assert company.store.policy_mark.heed(0, 0, NOW)
    look(company, NOW)
    assert (turns(company), audits(company)) == ([], [])


def test_a_policy_that_changes_elsewhere_leaves_the_turns_as_they_are(sqlite_company: Company) -> None:
    company = staff(sqlite_company, 365)
    before = turns(company)
    assert company.store.policy_mark.heed(366, 365, NOW)
    assert turns(company) == before


@pytest.mark.parametrize("cycle", [365, 30])
def test_whose_day_came_while_the_bot_stood_still_is_asked_though_the_policy_is_new(
    sqlite_company: Company, cycle: int
) -> None:
    company = staff(sqlite_company, 365)
    later = NOW + timedelta(days=20)
    missed = sum(one <= later for one in turns(company))
    company = by(company, cycle)
    assert company.store.policy_mark.heed(366, cycle, later)
    look(company, later)
    assert 0 < len(audits(company)) <= missed
    assert cycle != 365 or len(audits(company)) == missed
