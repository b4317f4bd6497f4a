"""Somebody's Slack has ended: what they hold comes back, whoever noticed it first."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from lifecycle.leaving import see_off
from lifecycle.people import COMMAND_LINE
from lifecycle.retrieval import Return, ReturnCause
from lifecycle.returns.commands import CallOffReturn, OpenReturn, PlaceHold
from scheduler.jobs import see_leavers_off
from tests.support.company import NOW, Company, account, open_company
from tests.unit.handlers.returns_desk import lend
from tests.unit.scheduler.helpers import services

LATER = NOW + timedelta(hours=1)


@pytest.fixture
def company(sqlite_url: str) -> Iterator[Company]:
    with open_company(sqlite_url) as founded:
        founded.store.people.set_hr(founded.worker.id, founded.manager.id, None)
        yield founded


def deactivate(company: Company) -> None:
    company.store.people.record(account("U1", "Will Worker", is_deactivated=True), LATER)


def case_of(company: Company, number: int = 1) -> Return | None:
    with company.store.reading() as reads:
        return reads.the_return(number)


def test_what_somebody_holds_whose_account_has_ended_comes_back(company: Company) -> None:
    lend(company, company.worker, "DD-00901")
    see_leavers_off(services(desk=company.desk), NOW)
    assert case_of(company) is None, "they are here"
    deactivate(company)
    for _ in range(2):
        see_leavers_off(services(desk=company.desk), LATER)
    case = case_of(company)
    assert case is not None
    assert (case.cause, case.last_day, case.manager_id) == (
        ReturnCause.DEACTIVATED,
        LATER.date(),
        company.manager.id,
    )
    assert case.handed_over_at == LATER
    assert case_of(company, 2) is None


def test_an_open_return_is_handed_over_once(company: Company) -> None:
    lend(company, company.worker, "DD-00901")
    command = OpenReturn(
        holder_id=company.worker.id, cause=ReturnCause.LEAVING, last_day=NOW.date() + timedelta(days=9)
    )
    company.perform(command, company.ana)
    deactivate(company)
    see_off(company.desk, company.worker.id, LATER)
    see_off(company.desk, company.worker.id, LATER + timedelta(hours=1))
    see_leavers_off(services(desk=company.desk), LATER + timedelta(hours=2))
    case = case_of(company)
    assert case is not None
    assert (case.cause, case.handed_over_at) == (ReturnCause.LEAVING, LATER)
    assert case_of(company, 2) is None


def test_who_holds_nothing_just_goes(company: Company) -> None:
    deactivate(company)
    see_off(company.desk, company.worker.id, LATER)
    see_leavers_off(services(desk=company.desk), LATER)
    assert case_of(company) is None


def test_what_they_were_left_is_not_asked_for_again(company: Company) -> None:
    lend(company, company.worker, "DD-00901")
    deactivate(company)
    see_off(company.desk, company.worker.id, LATER)
    case = case_of(company)
    assert case is not None
    company.perform(CallOffReturn(return_id=case.id, reason="It is a gift."), COMMAND_LINE, now=LATER)
    see_off(company.desk, company.worker.id, LATER + timedelta(days=1))
    see_leavers_off(services(desk=company.desk), LATER + timedelta(days=1))
    assert case_of(company, 2) is None


def test_what_is_under_legal_hold_with_them_is_no_reason_to_begin_anew(company: Company) -> None:
    lend(company, company.worker, "DD-00901")
    deactivate(company)
    see_off(company.desk, company.worker.id, LATER)
    company.perform(PlaceHold(return_id=1, items=(1,), reason="A suit."), COMMAND_LINE, now=LATER)
    case = case_of(company)
    assert case is not None
    assert not case.is_open
    see_off(company.desk, company.worker.id, LATER + timedelta(days=1))
    assert case_of(company, 2) is None


def test_nobody_is_seen_off_any_more_when_the_bot_ends(company: Company) -> None:
    lend(company, company.worker, "DD-00901")
    deactivate(company)
    see_leavers_off(replace(services(desk=company.desk), is_over=lambda: True), LATER)
    assert case_of(company) is None
