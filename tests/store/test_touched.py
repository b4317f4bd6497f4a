"""Whose Home may show something else after an event."""

import pytest

from lifecycle.devices.commands import AssignDevice, ReportLost
from lifecycle.requests.commands import ConfirmArrival
from lifecycle.retrieval import ReturnCause
from lifecycle.returns.commands import OpenReturn
from store.reads.touched import MARGIN, MOST, Mark, Touches
from tests.support.company import NOW, Company
from tests.support.returns import change_device


class Reader:
    """Somebody who reads on."""

    def __init__(self, company: Company, most: int = MOST, margin: int = MARGIN) -> None:
        self.touches = Touches(company.store.database.reader, most=most, margin=margin)
        self.mark = self.touches.mark()

    def read(self) -> set[int] | None:
        """Who was touched since; None: everybody."""
        touched, self.mark = self.touches.since(self.mark)
        return None if touched.everybody else set(touched.people)


@pytest.fixture
def reader(company: Company) -> Reader:
    return Reader(company)


def it(company: Company) -> set[int]:
    return {company.ana.id, company.ben.id}


def test_nothing_concerns_nobody(company: Company, reader: Reader) -> None:
    assert reader.read() == set()
    company.stock(2)
    assert reader.read() == it(company), "what is in stock is IT's"
    assert reader.read() == set(), "it was read"


def test_a_request_concerns_whoever_asked_and_for_whom(company: Company, reader: Reader) -> None:
    company.submit()
    assert reader.read() == {*it(company), company.manager.id, company.worker.id}


def test_a_device_concerns_whoever_gets_it_and_their_manager(company: Company, reader: Reader) -> None:
    (device,) = company.stock()
    company.store.people.set_hr(company.worker.id, company.vera.id, None)
    reader.read()
    company.perform(AssignDevice(device_id=device, holder_id=company.worker.id, enrolled=True), company.ana)
    assert reader.read() == {*it(company), company.worker.id, company.vera.id}


def test_whoever_has_asked_for_somebody_counts_as_their_manager(company: Company, reader: Reader) -> None:
    company.stock()
    request = company.ship(company.approve(company.submit()))
    company.perform(ConfirmArrival(request_id=request.id, shipment=1), company.worker)
    reader.read()
    with company.store.reading() as reads:
        (device,) = reads.held_by(company.worker.id)
    company.perform(ReportLost(device_id=device.id, text="On the train."), company.worker)
    assert reader.read() == {*it(company), company.worker.id, company.manager.id}


def test_whoever_had_a_device_before_a_correction_is_concerned(company: Company, reader: Reader) -> None:
    (device,) = company.stock()
    company.perform(AssignDevice(device_id=device, holder_id=company.worker.id, enrolled=True), company.ana)
    reader.read()
    change_device(company.store, device, holder_id=company.vera.id)
    assert {company.worker.id, company.vera.id} <= (reader.read() or set())


def test_a_return_concerns_the_manager_on_it(company: Company, reader: Reader) -> None:
    (device,) = company.stock()
    company.perform(AssignDevice(device_id=device, holder_id=company.worker.id, enrolled=True), company.ana)
    reader.read()
    begun = OpenReturn(
        holder_id=company.worker.id, cause=ReturnCause.LEAVING, last_day=NOW.date(), manager_id=company.vera.id
    )
    company.perform(begun, company.ana)
    assert reader.read() == {*it(company), company.worker.id, company.vera.id}


def test_too_much_at_once_concerns_everybody(company: Company) -> None:
    reader = Reader(company, most=3)
    company.stock(3)
    assert reader.read() == it(company)
    company.stock(4)
    assert reader.read() is None
    assert reader.read() == set()


def test_what_comes_late_with_a_lower_number_is_not_missed(company: Company) -> None:
    """PostgreSQL gives numbers before it commits: 2 may be there before 1."""
    company.stock(2)
    touches = company.store.touches
    mark = touches.mark()
    touched, after = touches.since(Mark(mark.last, mark.seen - {min(mark.seen)}))
    assert set(touched.people) == it(company)
    assert after == mark


def test_it_does_not_remember_more_than_it_needs(company: Company) -> None:
    reader = Reader(company, margin=4)
    for _ in range(3):
        company.stock(3)
        assert reader.read() == it(company)
        assert reader.mark == reader.touches.mark()
    assert len(reader.mark.seen) == 4
