"""A device and its successor: what becomes of one follows from what becomes of the other."""

from datetime import timedelta

import pytest

from lifecycle.device import Device, DeviceState
from lifecycle.devices.commands import BackFromRepair, SendToRepair
from lifecycle.errors import Stale
from lifecycle.events import Happened
from lifecycle.refreshing.commands import ReplaceDevice
from lifecycle.request import Request
from lifecycle.requests.commands import (
    ApproveRequest,
    CancelRequest,
    ConfirmArrival,
    DeclineRequest,
    MarkReady,
    MarkShipped,
)
from lifecycle.retrieval import Condition, Return, ReturnCause
from lifecycle.returns.commands import CallOffReturn, OpenReturn
from store.crypto import Cipher
from store.verify import verify
from tests.support.company import NOW, SECRET, Company
from tests.support.returns import change_device

NEEDED = NOW.date() + timedelta(days=20)
LATER = NOW + timedelta(days=30)


def in_use(company: Company, **changes: object) -> int:
    (number,) = company.stock()
    holder = company.worker.id
    change_device(company.store, number, **{"holder_id": holder, "state": DeviceState.IN_USE, **changes})  # type: ignore[arg-type]
    return number


def replaced(company: Company, number: int, choice: str = "laptop-14") -> Request:
    company.stock()
    outcome = company.perform(ReplaceDevice(device_id=number, choice=choice, needed_by=NEEDED), company.ana)
    assert outcome.request
    assert outcome.request.replaces == number
    assert outcome.returned is None, "nothing is asked for yet"
    return outcome.request


def arrives(company: Company, request: Request, line: int = 1) -> None:
    """A line on its whole way: there is a device in stock for it."""
    number = request.id
    if request.line(line).tracked:
        company.perform(MarkReady(request_id=number, line=line, enrolled=True), company.ana)
    parcel = MarkShipped(request_id=number, lines=(line,), carrier="DHL", tracking=None, expected_on=None)
    outcome = company.perform(parcel, company.ana)
    assert outcome.request
    shipment = len(outcome.request.shipments)
    company.perform(ConfirmArrival(request_id=number, shipment=shipment), company.worker, now=LATER)


def approved(company: Company, request: Request) -> Request:
    company.perform(ApproveRequest(request_id=request.id), company.ben)
    return request


def device(company: Company, number: int) -> Device:
    with company.store.reading() as reads:
        found = reads.device(number)
    assert found
    return found


def swap_of(company: Company) -> Return | None:
    with company.store.reading() as reads:
        return reads.open_return_of(company.worker.id)


def test_it_is_asked_for_when_the_next_one_is_there_with_time_to_change(company: Company) -> None:
    number = in_use(company)
    arrives(company, approved(company, replaced(company, number)))
    swap = swap_of(company)
    assert swap
    assert (swap.cause, swap.opened_by) == (ReturnCause.SWAP, company.ana.id)
    assert swap.last_day == LATER.date() + timedelta(days=company.desk.policy.refresh.days_to_change)
    assert [item.device_id for item in swap.items] == [number]
    assert (device(company, number).state, device(company, number).successor_id) == (DeviceState.RETURN_DUE, None)
    assert list(verify(company.store.database, Cipher(SECRET))) == []


def test_a_second_device_joins_the_swap_that_is_open(company: Company) -> None:
    first, second = in_use(company), in_use(company)
    requests = [approved(company, replaced(company, one)) for one in (first, second)]
    swap = OpenReturn(
        holder_id=company.worker.id, cause=ReturnCause.SWAP, last_day=NEEDED, device_ids=(in_use(company),)
    )
    company.perform(swap, company.ana)
    for one in requests:
        arrives(company, one)
    found = swap_of(company)
    assert found
    assert [item.device_id for item in found.items][1:] == [first, second]
    assert found.last_day == LATER.date() + timedelta(days=14), "the later of the days"
    assert list(verify(company.store.database, Cipher(SECRET))) == []


@pytest.mark.parametrize("end", ["declined", "cancelled"])
def test_without_a_successor_it_stays_and_may_be_replaced_anew(company: Company, end: str) -> None:
    number = in_use(company)
    request = replaced(company, number)
    with pytest.raises(Stale) as again:
        company.perform(ReplaceDevice(device_id=number, choice="laptop-14", needed_by=NEEDED), company.ben)
    assert again.value.last
    assert again.value.last.name is Happened.DEVICE_SUCCESSOR_ASKED
    company.perform(
        DeclineRequest(request_id=request.id, reason="No.")
        if end == "declined"
        else CancelRequest(request_id=request.id, lines=(1,), reason="No."),
        company.ben,
    )
    assert swap_of(company) is None
    assert (device(company, number).state, device(company, number).successor_id) == (DeviceState.IN_USE, None)
    replaced(company, number)


def test_of_a_bundle_only_what_takes_its_place_counts(company: Company) -> None:
    number = in_use(company)
    request = approved(company, replaced(company, number, "new-hire"))
    arrives(company, request, line=3)
    assert (swap_of(company), device(company, number).successor_id) == (None, request.id), "a cable is no laptop"
    company.perform(CancelRequest(request_id=request.id, lines=(1,), reason="None left."), company.ben)
    assert (swap_of(company), device(company, number).successor_id) == (None, None)


def test_what_is_not_with_them_any_more_is_not_asked_of_them(company: Company) -> None:
    moved, lost = in_use(company), in_use(company)
    requests = [approved(company, replaced(company, one)) for one in (moved, lost)]
    change_device(company.store, moved, holder_id=company.manager.id)
    change_device(company.store, lost, state=DeviceState.LOST)
    for one in requests:
        arrives(company, one)
    assert swap_of(company) is None
    assert [device(company, one).successor_id for one in (moved, lost)] == [None, None]
    assert device(company, moved).state is DeviceState.IN_USE


def test_what_is_at_repair_then_is_asked_for_once_it_is_back(company: Company) -> None:
    number = in_use(company)
    request = approved(company, replaced(company, number))
    company.perform(SendToRepair(device_id=number, reason="It is hot."), company.ana)
    arrives(company, request)
    assert (swap_of(company), device(company, number).successor_id) == (None, None)
    back = BackFromRepair(device_id=number, condition=Condition.GOOD)
    company.perform(back, company.ana, now=LATER)
    swap = swap_of(company)
    assert swap
    assert [item.device_id for item in swap.items] == [number]
    assert swap.last_day == LATER.date() + timedelta(days=14)
    assert device(company, number).state is DeviceState.RETURN_DUE
    company.perform(CallOffReturn(return_id=swap.id, reason="She keeps both."), company.ana, now=LATER)
    company.perform(SendToRepair(device_id=number, reason="It is hot again."), company.ana, now=LATER)
    company.perform(back, company.ana, now=LATER)
    assert device(company, number).state is DeviceState.IN_USE, "it was decided that it is kept"
    assert list(verify(company.store.database, Cipher(SECRET))) == []


def test_whoever_leaves_meanwhile_gives_back_both(company: Company) -> None:
    number = in_use(company)
    request = approved(company, replaced(company, number))
    leaving = OpenReturn(holder_id=company.worker.id, cause=ReturnCause.LEAVING, last_day=NEEDED)
    company.perform(leaving, company.ana)
    arrives(company, request)
    case = swap_of(company)
    assert case
    assert (case.cause, len(case.items)) == (ReturnCause.LEAVING, 2)
    assert device(company, number).successor_id is None
    assert list(verify(company.store.database, Cipher(SECRET))) == []
