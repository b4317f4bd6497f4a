"""An account that had ended is there again: what it alone had asked for waits for IT."""

from datetime import timedelta

import pytest

from lifecycle.device import DeviceState
from lifecycle.errors import Stale
from lifecycle.leaving import see_off, welcome_back
from lifecycle.people import Person
from lifecycle.retrieval import Return, ReturnCause
from lifecycle.returns.commands import ChangeReturn, HandOver, RemindNow
from store.crypto import Cipher
from store.verify import verify
from tests.support.company import NOW, SECRET, Company, account
from tests.support.returns import change_device

LATER = NOW.date() + timedelta(days=30)


def slack(company: Company, *, ended: bool, updated: int) -> None:
    company.store.people.record(account("U1", "Will Worker", is_deactivated=ended, updated=updated), NOW)


def now_open(company: Company) -> Return:
    with company.store.reading() as reads:
        found = reads.open_return_of(company.worker.id)
    assert found
    return found


@pytest.fixture
def back(company: Company) -> Return:
    """A return that opened by itself, of somebody whose account is there again."""
    (device_id,) = company.stock()
    change_device(company.store, device_id, holder_id=company.worker.id, state=DeviceState.IN_USE)
    slack(company, ended=True, updated=9)
    see_off(company.desk, company.worker.id, NOW)
    assert not now_open(company).is_undecided
    slack(company, ended=False, updated=10)
    welcome_back(company.desk, company.worker.id, NOW)
    return now_open(company)


def change(company: Company, case: Return, by: Person, **what: object) -> Return:
    company.perform(ChangeReturn(return_id=case.id, **what), by)  # type: ignore[arg-type]
    return now_open(company)


def test_nobody_is_reminded_until_it_decides(company: Company, back: Return) -> None:
    assert back.is_undecided
    with pytest.raises(Stale):
        company.perform(RemindNow(return_id=back.id), company.ana)


@pytest.mark.parametrize("day", [LATER, None])
def test_a_last_day_given_by_it_decides(company: Company, back: Return, day: object) -> None:
    decided = change(company, back, company.ana, last_day=day or back.last_day)
    assert decided.cause is ReturnCause.LEAVING
    company.perform(RemindNow(return_id=back.id), company.ana)
    assert list(verify(company.store.database, Cipher(SECRET))) == []


def test_whoever_offboards_them_decides(company: Company, back: Return) -> None:
    assert change(company, back, company.ana, leaving=True).cause is ReturnCause.LEAVING


def test_nothing_else_decides(company: Company, back: Return) -> None:
    assert change(company, back, company.ana, manager_id=company.manager.id).is_undecided
    assert change(company, back, company.worker, last_day=back.last_day).is_undecided


def test_an_account_that_ends_again_is_asked_again(company: Company, back: Return) -> None:
    company.perform(HandOver(return_id=back.id), company.ana)
    assert not now_open(company).is_undecided
