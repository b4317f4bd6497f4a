"""Whatever is kept is read back as it was, on both databases."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lifecycle.change import Change
from lifecycle.device import Device
from lifecycle.events import Event, Happened
from lifecycle.people import Origin
from lifecycle.ports import Stamp
from lifecycle.subject import SubjectKind
from store.crypto import Cipher
from store.outbox.outbox import Pace
from store.people import SILENCE, SlackAccount
from store.unit_of_work import SqlStore
from store.verify import verify
from tests.store import return_strategies, strategies
from tests.store.strategies import World
from tests.support.company import NOW, SECRET, Company
from tests.support.returns import open_case
from tests.support.subjects import a_person

on_both = settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
STAMP = Stamp(actor_id=None, origin=Origin.CLI, at=NOW, key="test")
EVENT = Event(name=Happened.REQUEST_SUBMITTED, facts={"matched_by": "email"}, reason="because")
PACE = Pace(per_target=timedelta(0), dms=1_000, window=timedelta(seconds=1))
LEASE = timedelta(minutes=1)


@pytest.fixture
def world(company: Company) -> Iterator[World]:
    """A few rows to point to; at the end, the log must tell all that was kept."""
    yield World(
        people=(company.manager.id, company.worker.id, company.ana.id),
        devices=tuple(company.stock(2)),
        requests=(company.submit().id, company.submit().id),
        returns=tuple(open_case(company.store, one).id for one in (company.worker, company.ana)),
    )
    assert list(verify(company.store.database, Cipher(SECRET))) == []


@on_both
@given(data=st.data())
def test_a_person(store: SqlStore, data: st.DataObject) -> None:
    with store.transaction() as work:
        person = replace(data.draw(strategies.people(0)), id=work.new_id(SubjectKind.PERSON))
        work.add_person(person)
    with store.reading() as reads:
        assert reads.person(person.id) == person


@on_both
@given(account=strategies.accounts)
def test_a_slack_account(store: SqlStore, account: SlackAccount) -> None:
    person = store.people.record(account, NOW)
    with store.reading() as reads:
        assert reads.person_in_slack(account.team_id, account.slack_id) == person
    assert (person.name, person.email) == (account.name, account.email)
    told = {name: value for name in SILENCE if (value := getattr(account, name)) is not None}
    assert {name: getattr(person, name) for name in told} == told
    assert (person.is_guest, person.is_bot, person.is_deactivated) == (
        account.is_guest,
        account.is_bot,
        account.is_deactivated,
    )


def numbered(device: Device, device_id: int) -> Device:
    """The device with an id, and with a serial number and an asset tag that no other has."""
    serial, tag = (one and f"{one}-{device_id}" for one in (device.serial, device.asset_tag))
    return replace(device, id=device_id, serial=serial, asset_tag=tag)


@on_both
@given(data=st.data())
def test_a_device(store: SqlStore, world: World, data: st.DataObject) -> None:
    with store.transaction() as work:
        device_id = work.new_id(SubjectKind.DEVICE)
        first = numbered(data.draw(strategies.devices(0, world)), device_id)
        work.keep(Change(before=None, after=first, event=EVENT), STAMP)
    with store.transaction() as work:
        assert work.device(device_id) == first
        second = replace(numbered(data.draw(strategies.devices(0, world)), device_id), version=2)
        work.keep(Change(before=first, after=second, event=EVENT), STAMP)
    with store.reading() as reads:
        assert reads.device(device_id) == second


@on_both
@given(data=st.data())
def test_a_request(store: SqlStore, world: World, data: st.DataObject) -> None:
    with store.transaction() as work:
        request_id = work.new_id(SubjectKind.REQUEST)
        first = replace(data.draw(strategies.requests(0, world)), id=request_id)
        work.keep(Change(before=None, after=first, event=EVENT), STAMP)
    with store.transaction() as work:
        assert work.request(request_id) == first
        then = replace(data.draw(strategies.requests(0, world)), id=request_id)
        lines = (*then.lines, *first.lines[len(then.lines) :])
        shipments = (*then.shipments, *first.shipments[len(then.shipments) :])
        second = replace(then, lines=lines, shipments=shipments, version=2)
        work.keep(Change(before=first, after=second, event=EVENT), STAMP)
    with store.reading() as reads:
        assert reads.request(request_id) == second


@on_both
@given(data=st.data())
def test_a_return(store: SqlStore, world: World, data: st.DataObject) -> None:
    with store.transaction() as work:
        return_id = work.new_id(SubjectKind.RETURN)
        first = replace(data.draw(return_strategies.returns(0, world)), id=return_id)
        work.keep(Change(before=None, after=first, event=EVENT), STAMP)
    with store.transaction() as work:
        assert work.the_return(return_id) == first
        then = replace(data.draw(return_strategies.returns(0, world)), id=return_id)
        items = (*then.items, *first.items[len(then.items) :])
        kits = (*then.kits, *first.kits[len(then.kits) :])
        problems = (*then.problems, *first.problems[len(then.problems) :])
        second = replace(then, items=items, kits=kits, problems=problems, version=2)
        work.keep(Change(before=first, after=second, event=EVENT), STAMP)
    with store.reading() as reads:
        assert reads.the_return(return_id) == second


@on_both
@given(data=st.data())
def test_a_certificate(store: SqlStore, world: World, data: st.DataObject) -> None:
    with store.transaction() as work:
        certificate_id = work.new_id(SubjectKind.CERTIFICATE)
        first = replace(data.draw(return_strategies.certificates(0, world)), id=certificate_id)
        work.keep(Change(before=None, after=first, event=EVENT), STAMP)
    with store.transaction() as work:
        assert work.certificate(certificate_id) == first
        second = replace(data.draw(return_strategies.certificates(0, world)), id=certificate_id, version=2)
        work.keep(Change(before=first, after=second, event=EVENT), STAMP)
    with store.reading() as reads:
        assert reads.certificate(certificate_id) == second


@on_both
@given(data=st.data())
def test_a_notice(store: SqlStore, world: World, data: st.DataObject) -> None:
    with store.transaction() as work:
        number = work.new_id(SubjectKind.PERSON)
        notice = replace(data.draw(strategies.notices("", world)), key=f"notice-{number}")
        work.tell([notice])
    while dispatch := store.outbox.claim("test", max(notice.at, NOW), lease=LEASE, pace=PACE):
        store.outbox.sent(dispatch, "test", channel="C1", ts="1.1", now=NOW)
        if dispatch.notice == notice:
            return
    pytest.fail("it is not in the outbox")


@on_both
@given(data=st.data())
def test_private_data(store: SqlStore, data: st.DataObject) -> None:
    first, second = (data.draw(strategies.contacts(a_person(1))) for _ in range(2))
    for contact in (first, second):
        with store.transaction() as work:
            work.keep_contact(contact)
        with store.reading() as reads:
            assert reads.contact(a_person(1)) == contact
