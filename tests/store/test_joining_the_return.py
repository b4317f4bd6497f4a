"""What arrives for somebody who is leaving already, and who may be called their manager."""

from datetime import timedelta

import pytest

from lifecycle.device import DeviceState
from lifecycle.errors import Reason, Refused
from lifecycle.requests.commands import ConfirmArrival
from lifecycle.retrieval import Return, ReturnCause
from lifecycle.returns.commands import ChangeReturn, OpenReturn
from store.crypto import Cipher
from store.verify import verify
from tests.support.company import NOW, SECRET, Company
from tests.support.returns import change_case

LAST_DAY = NOW.date() + timedelta(days=9)


def leave(company: Company, **more: object) -> Return:
    """The worker's return, opened by IT."""
    command = OpenReturn(holder_id=company.worker.id, cause=ReturnCause.LEAVING, last_day=LAST_DAY, **more)  # type: ignore[arg-type]
    found = company.perform(command, company.ana).returned
    assert found
    return found


def now_open(company: Company) -> Return:
    with company.store.reading() as reads:
        found = reads.open_return_of(company.worker.id)
    assert found
    return found


def test_what_arrives_after_the_offboarding_comes_back_with_the_rest(company: Company) -> None:
    company.stock()
    request = company.ship(company.approve(company.submit()))
    leave(company, empty_too=True)
    company.perform(ConfirmArrival(request_id=request.id, shipment=1), company.worker)
    (item,) = now_open(company).items
    with company.store.reading() as reads:
        device = reads.device(item.device_id)
    assert device is not None
    assert (device.state, device.holder_id) == (DeviceState.RETURN_DUE, company.worker.id)
    assert list(verify(company.store.database, Cipher(SECRET))) == []


def test_a_successor_that_arrives_during_a_swap_stays(company: Company) -> None:
    company.stock()
    request = company.ship(company.approve(company.submit()))
    change_case(company.store, leave(company, empty_too=True), cause=ReturnCause.SWAP)
    company.perform(ConfirmArrival(request_id=request.id, shipment=1), company.worker)
    assert now_open(company).items == ()


def test_nobody_is_their_own_manager(company: Company) -> None:
    with pytest.raises(Refused) as refused:
        leave(company, empty_too=True, manager_id=company.worker.id)
    assert (refused.value.reason, refused.value.field) == (Reason.OWN_MANAGER, "manager_id")
    case = leave(company, empty_too=True)
    with pytest.raises(Refused) as refused:
        company.perform(ChangeReturn(return_id=case.id, manager_id=company.worker.id), company.ana)
    assert refused.value.reason is Reason.OWN_MANAGER
