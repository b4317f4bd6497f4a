"""The end of an account made of a swap the return of everything; the person is there again, and the swap goes on."""

from datetime import timedelta

import pytest

from lifecycle.device import Device, DeviceState
from lifecycle.errors import Stale
from lifecycle.leaving import see_off, welcome_back
from lifecycle.retrieval import ItemOutcome, Return, ReturnCause
from lifecycle.returns.commands import CallOffReturn, ChangeReturn, OpenReturn
from store.crypto import Cipher
from store.verify import verify
from tests.support.company import NOW, SECRET, Company, account
from tests.support.returns import change_device

UNTIL = NOW.date() + timedelta(days=20)


def in_use(company: Company) -> int:
    (number,) = company.stock()
    change_device(company.store, number, holder_id=company.worker.id, state=DeviceState.IN_USE)
    return number


def now_open(company: Company) -> Return:
    with company.store.reading() as reads:
        found = reads.open_return_of(company.worker.id)
    assert found
    return found


def device(company: Company, number: int) -> Device:
    with company.store.reading() as reads:
        found = reads.device(number)
    assert found
    return found


@pytest.fixture
def swapped(company: Company) -> int:
    """One of two devices of the worker is to be swapped."""
    number = in_use(company)
    in_use(company)
    swap = OpenReturn(holder_id=company.worker.id, cause=ReturnCause.SWAP, last_day=UNTIL, device_ids=(number,))
    company.perform(swap, company.ana)
    return number


def goes_and_comes_back(company: Company, updated: int = 9) -> None:
    now = NOW + timedelta(days=updated)
    company.store.people.record(account("U1", "Will Worker", is_deactivated=True, updated=updated), now)
    see_off(company.desk, company.worker.id, now)
    company.store.people.record(account("U1", "Will Worker", updated=updated + 1), now)
    welcome_back(company.desk, company.worker.id, now)


def call_off(company: Company) -> Return:
    case = now_open(company)
    outcome = company.perform(CallOffReturn(return_id=case.id, reason="They stay."), company.ana)
    assert outcome.returned
    return outcome.returned


def test_only_the_rest_is_called_off(company: Company, swapped: int) -> None:
    goes_and_comes_back(company)
    assert len(now_open(company).items) == 2
    after = call_off(company)
    assert (after.cause, after.is_open, after.swapped) == (ReturnCause.SWAP, True, 0)
    assert [item.outcome for item in after.items] == [None, ItemOutcome.KEPT]
    assert device(company, swapped).state is DeviceState.RETURN_DUE
    assert device(company, after.items[1].device_id).state is DeviceState.IN_USE
    assert call_off(company).is_open is False, "the swap itself can be called off, too"
    assert device(company, swapped).state is DeviceState.IN_USE
    assert list(verify(company.store.database, Cipher(SECRET))) == []


def test_of_nothing_but_a_swap_nothing_else_is_called_off(company: Company) -> None:
    number = in_use(company)
    swap = OpenReturn(holder_id=company.worker.id, cause=ReturnCause.SWAP, last_day=UNTIL, device_ids=(number,))
    company.perform(swap, company.ana)
    goes_and_comes_back(company)
    after = call_off(company)
    assert (after.cause, after.is_open) == (ReturnCause.SWAP, True)
    assert [item.outcome for item in after.items] == [None]


def test_an_account_that_ends_once_more_takes_everything_in_again(company: Company, swapped: int) -> None:
    goes_and_comes_back(company)
    kept = call_off(company).items[1].device_id
    goes_and_comes_back(company, updated=11)
    case = now_open(company)
    assert [item.device_id for item in case.outstanding()] == [swapped, kept]
    assert device(company, kept).state is DeviceState.RETURN_DUE
    assert [item.outcome for item in call_off(company).items] == [None, ItemOutcome.KEPT, ItemOutcome.KEPT]


def test_whoever_was_to_leave_and_stays_swaps_all_the_same(company: Company, swapped: int) -> None:
    company.perform(ChangeReturn(return_id=now_open(company).id, leaving=True), company.ana)
    after = call_off(company)
    assert (after.cause, after.is_open, len(after.outstanding())) == (ReturnCause.SWAP, True, 1)


def test_while_the_account_has_ended_all_of_it_is_called_off(company: Company, swapped: int) -> None:
    company.store.people.record(account("U1", "Will Worker", is_deactivated=True, updated=9), NOW)
    see_off(company.desk, company.worker.id, NOW)
    assert call_off(company).is_open is False
    with pytest.raises(Stale):
        company.perform(CallOffReturn(return_id=1, reason="Again."), company.ana)
