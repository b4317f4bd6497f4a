"""A hire may join Slack long after the parcel: whoever they are then holds what came to them."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from lifecycle.device import DeviceState
from lifecycle.errors import Reason, Refused
from lifecycle.people import HOOK, Person
from lifecycle.request import Request, RequestState
from lifecycle.requests.commands import CancelRequest, ConfirmArrival, NewHire, TieHire
from store.tables.models import event
from tests.support.company import NOW, Company, account
from tests.support.subjects import a_person

NADIA = NewHire(name="Nadia New", email="nadia@home.example")
DAY = timedelta(days=1)


def has_come(company: Company) -> Request:
    """A request for a hire whose requester has confirmed that the parcel is there."""
    company.stock()
    request = company.ship(company.approve(company.submit(recipient=NADIA)))
    company.perform(ConfirmArrival(request_id=request.id, shipment=1), company.manager)
    return request


def join(company: Company, request: Request) -> Person:
    nadia = company.store.people.record(account("U9", "Nadia New", email=NADIA.email), NOW + DAY)
    tie = TieHire(request_id=request.id, person_id=nadia.id, matched_by="email")
    company.perform(tie, HOOK, now=NOW + DAY)
    return nadia


def test_who_joins_after_the_parcel_holds_what_was_in_it(company: Company) -> None:
    request = has_come(company)
    nadia = join(company, request)
    with company.store.reading() as reads:
        tied = reads.request(request.id)
        (held,) = reads.mine(nadia.id).devices
    assert tied
    assert (tied.state, tied.recipient_id) == (RequestState.FULFILLED, nadia.id)
    assert (held.state, held.holder_id) == (DeviceState.IN_USE, nadia.id)
    with company.store.database.reader() as connection:
        names = connection.scalars(select(event.c.name).where(event.c.subject == f"device:{held.id}")).all()
    assert names[-1] == "device_reassigned"


def test_a_hire_is_awaited_as_long_as_their_address_is_kept(company: Company) -> None:
    request = has_come(company)
    with company.store.reading() as reads:
        assert reads.hires_awaited("Nadia New", [NADIA.email]) == [(request.id, "email")]
        assert reads.hires_awaited("Nadia New", []) == [(request.id, "name")]
    company.store.housekeeping.forget(NOW + 31 * DAY)
    with company.store.reading() as reads:
        assert reads.hires_awaited("Nadia New", [NADIA.email]) == []


def test_nothing_is_tied_that_never_came(company: Company) -> None:
    gone = company.submit(recipient=NADIA)
    company.perform(CancelRequest(request_id=gone.id, lines=(1,), reason="no"), company.manager)
    with pytest.raises(Refused):
        join(company, gone)


def test_nobody_turns_out_to_be_the_hire_whose_request_they_approved(company: Company) -> None:
    request = company.approve(company.submit(recipient=NADIA))
    tie = TieHire(request_id=request.id, person_id=company.ana.id, matched_by="email")
    with pytest.raises(Refused) as refused:
        company.perform(tie, HOOK)
    assert refused.value.reason is Reason.OWN_REQUEST


def test_joining_does_not_put_off_the_day_on_which_private_data_goes(company: Company) -> None:
    request = has_come(company)
    subject = a_person(request.recipient_id)
    with company.store.reading() as reads:
        before = reads.contact(subject)
    join(company, request)
    with company.store.reading() as reads:
        assert before
        assert reads.contact(subject) == before
