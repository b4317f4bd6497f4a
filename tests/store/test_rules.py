"""What the rules make of what they are told, whatever door it came through."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from lifecycle.calendar import last_plannable
from lifecycle.device import Device, DeviceState
from lifecycle.errors import Reason, Refused, Stale
from lifecycle.events import Happened
from lifecycle.people import COMMAND_LINE
from lifecycle.policy import Location
from lifecycle.request import LineState, Request, RequestState, Source
from lifecycle.requests.commands import (
    AddDevice,
    ApproveLimit,
    ApproveRequest,
    CancelRequest,
    ChangeSource,
    ConfirmArrival,
    DeclineRequest,
    MarkOrdered,
    MarkReceived,
    NewHire,
    ReportProblem,
    SubmitRequest,
)
from lifecycle.requests.submission import MOST_LINES
from lifecycle.rules import possible
from store.unit_of_work import SqlStore
from tests.support.company import NOW, POLICY, Company, account, found_company

LAPTOP = AddDevice(
    category="laptop",
    manufacturer="Lenovo",
    model="T14",
    country="DE",
    serial=" pf 000042 ",
    asset_tag="dd-00042 ",
    location="berlin",
)


def by_tag(company: Company, tag: str) -> Device | None:
    with company.store.reading() as reads:
        return reads.device_by_tag(tag)


def ordered(company: Company) -> Request:
    request = company.approve(company.submit())
    order = MarkOrdered(
        request_id=request.id,
        line=1,
        vendor="Vendor",
        order_number=None,
        paid=request.total,
        expected_on=NOW.date(),
    )
    company.perform(order, company.ana)
    return request


def receive(company: Company, request: Request, serial: str, tag: str) -> None:
    company.perform(MarkReceived(request_id=request.id, line=1, serial=serial, asset_tag=tag), company.ana)


def test_only_it_puts_devices_on_record(company: Company) -> None:
    with pytest.raises(Refused) as refused:
        company.perform(LAPTOP, company.manager)
    assert refused.value.reason is Reason.NOT_ALLOWED
    company.perform(LAPTOP, company.ana)


def test_a_device_is_known_again_however_its_number_is_written(company: Company) -> None:
    company.perform(replace(LAPTOP, holder_id=company.worker.id), COMMAND_LINE)
    kept = by_tag(company, "DD-00042")
    assert kept
    assert kept.serial == "PF 000042"
    request = ordered(company)
    for serial, tag, reason in (("new", "Dd-00042", Reason.TAG_KNOWN), ("Pf  000042", "new", Reason.SERIAL_KNOWN)):
        with pytest.raises(Refused) as refused:
            receive(company, request, serial, tag)
        assert refused.value.reason is reason


@pytest.mark.parametrize(
    ("locations", "kept"),
    [
        (POLICY.locations, "berlin"),
        ((*POLICY.locations, Location(id="hamburg", name="Hamburg", country="DE")), None),
        ((), None),
    ],
    ids=["one", "two", "none"],
)
def test_what_is_received_is_kept_where_the_country_has_one_place(
    store: SqlStore, locations: tuple[Location, ...], kept: str | None
) -> None:
    company = found_company(store, replace(POLICY, locations=locations))
    receive(company, ordered(company), "new", "new")
    received = by_tag(company, "NEW")
    assert received
    assert received.location == kept


def test_the_largest_request_comes_from_stock_where_there_is_enough(store: SqlStore) -> None:
    company = found_company(store, replace(POLICY, approval_limit=None))
    company.stock(50)
    request = company.approve(company.submit(*["laptop-14"] * MOST_LINES))
    assert {line.source for line in request.lines} == {Source.STOCK}
    assert {line.state for line in request.lines} == {LineState.RECEIVED}
    assert len({line.device_id for line in request.lines}) == MOST_LINES


@pytest.mark.parametrize(
    ("zone", "first"),
    [
        ("America/Los_Angeles", date(2026, 11, 23)),
        ("Europe/Berlin", date(2026, 11, 24)),
        ("Pacific/Auckland", date(2026, 11, 24)),
    ],
)
def test_a_day_has_passed_by_the_requesters_own_calendar(company: Company, zone: str, first: date) -> None:
    dawn = datetime(2026, 11, 24, 7, tzinfo=UTC)
    person = company.store.people.record(account("U8", "Zoe Zone", zone=zone), NOW)

    def ask(needed_by: date) -> None:
        hire = NewHire(name="Nadia New", email="nadia@home.example")
        command = SubmitRequest(recipient=hire, country="DE", choices=("cable",), needed_by=needed_by)
        company.perform(command, person, now=dawn)

    ask(first)
    with pytest.raises(Refused) as refused:
        ask(first.replace(day=first.day - 1))
    assert (refused.value.reason, refused.value.field) == (Reason.DATE_IN_PAST, "needed_by")


def test_a_hire_who_has_an_account_is_asked_for_by_it(company: Company) -> None:
    company.store.people.record(account("U8", "Greta Known", email="Greta@Company.example"), NOW)
    known = NewHire(name="Greta Known", email="greta@company.example")
    with pytest.raises(Refused) as refused:
        company.submit(recipient=known)
    assert (refused.value.reason, refused.value.field) == (Reason.IN_SLACK_ALREADY, "email")


FAR = date(9999, 12, 31)


def test_nothing_is_planned_for_a_day_that_is_years_away(company: Company) -> None:
    hire = NewHire(name="Nadia New", email="nadia@home.example")
    asked = SubmitRequest(recipient=hire, country="DE", choices=("laptop-14",), needed_by=FAR)
    request = company.approve(company.submit())
    order = MarkOrdered(
        request_id=request.id, line=1, vendor="V", order_number=None, paid=request.total, expected_on=FAR
    )
    for command, by, field in ((asked, company.manager, "needed_by"), (order, company.ana, "expected_on")):
        with pytest.raises(Refused) as refused:
            company.perform(command, by)
        assert (refused.value.reason, refused.value.field) == (Reason.DATE_TOO_FAR, field)
    company.perform(replace(asked, needed_by=last_plannable(NOW.date())), company.manager)


def damaged(company: Company) -> tuple[Request, int]:
    """A request whose only parcel came to grief, and the device that was in it."""
    (device_id,) = company.stock()
    request = company.ship(company.approve(company.submit()))
    company.perform(ReportProblem(request_id=request.id, shipment=1, kind="damaged", text=None), company.worker)
    return request, device_id


def test_what_came_to_grief_on_its_way_can_be_given_up_and_comes_back_into_stock(company: Company) -> None:
    request, device_id = damaged(company)
    given_up = company.perform(CancelRequest(request_id=request.id, lines=(1,), reason="no"), company.ana).request
    with company.store.reading() as reads:
        device = reads.device(device_id)
    assert given_up
    assert device
    assert given_up.state is RequestState.CANCELLED
    assert (device.state, device.request_id) == (DeviceState.IN_TRANSIT, None)
    assert possible(MarkReceived, given_up, 1)
    assert not possible(ConfirmArrival, given_up, 1)
    receive(company, request, device.serial or "", device.asset_tag or "")
    with company.store.reading() as reads:
        back = reads.device(device_id)
    assert back
    assert (back.state, back.location, back.serial) == (DeviceState.IN_STOCK, "berlin", device.serial)
    assert back.purchased_on is None, "it was bought long ago, nobody knows when"


def test_what_is_well_on_its_way_cannot_be_given_up(company: Company) -> None:
    company.stock()
    request = company.ship(company.approve(company.submit()))
    with pytest.raises(Refused) as refused:
        company.perform(CancelRequest(request_id=request.id, lines=(1,), reason="no"), company.ana)
    assert refused.value.reason is Reason.STALE


def test_who_comes_too_late_hears_who_decided_and_not_who_did_something_since(company: Company) -> None:
    company.stock()
    request = company.ship(company.approve(company.submit()))
    company.perform(ReportProblem(request_id=request.id, shipment=1, kind="damaged", text=None), company.worker)
    for late in (ApproveRequest(request_id=request.id), DeclineRequest(request_id=request.id, reason="no")):
        with pytest.raises(Stale) as stale:
            company.perform(late, company.ben)
        assert stale.value.last
        assert (stale.value.last.name, stale.value.last.actor_id) == (Happened.REQUEST_APPROVED, company.ana.id)


def test_who_agrees_too_late_hears_who_agreed(company: Company) -> None:
    request = company.submit("laptop-14", "laptop-14")
    company.perform(ApproveLimit(request_id=request.id), company.vera)
    company.stock()
    (device_id,) = company.stock()
    take = ChangeSource(request_id=request.id, line=1, source=Source.STOCK, device_id=device_id)
    company.perform(take, company.ana)
    with pytest.raises(Stale) as stale:
        company.perform(ApproveLimit(request_id=request.id), company.vera)
    assert stale.value.last
    assert stale.value.last.name is Happened.LIMIT_APPROVED


def test_a_guest_is_not_asked_for_the_second_approval(company: Company) -> None:
    company.store.people.record(account("U4", "Vera Approver", is_guest=True, updated=2), NOW)
    assert company.submit("laptop-14", "laptop-14").limit_approvers == ()
