"""The lists of the Home: what is on them, in pages by key."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import func, select, update

from lifecycle.audit import AuditAnswer
from lifecycle.audits.commands import AnswerAudit, BeginCampaign, LookAtCampaign, SettleAudit
from lifecycle.campaign import Scope
from lifecycle.change import changed
from lifecycle.device import DeviceState
from lifecycle.events import Event, Happened
from lifecycle.people import SCHEDULER, Person, Role
from lifecycle.plan import outlook
from lifecycle.reads.facts import DeviceFacts
from lifecycle.reads.fleet import Standing
from lifecycle.reads.worklist import KINDS, PAGE, PILES, TEAM, Asked, Deliveries, Listing, Sheet, Work, may_list
from lifecycle.request import Line, LineState, Request, Shipment, Source
from lifecycle.requests.commands import ApproveLimit, ApproveRequest, SubmitRequest
from store.reads.worklist import LISTS
from store.tables.machinery import outbox
from tests.support.company import NOW, POLICY, Company
from tests.support.returns import change_device, keep, open_case

TODAY = NOW.date()


def asked(person: Person, today: date = TODAY) -> Asked:
    return Asked(person_id=person.id, today=today, policy=POLICY)


def sheet(company: Company, listing: Listing, person: Person, after: int | None = None, today: date = TODAY) -> Sheet:
    with company.store.reading() as reads:
        return reads.sheet(listing, asked(person, today), after)


def ids(found: Sheet) -> list[int]:
    return [one.item.id for one in found.facts]


def work(company: Company, person: Person, now: datetime = NOW) -> Work:
    with company.store.reading() as reads:
        return reads.work(asked(person), reads.roles_of(person.id), now)


def piles(company: Company) -> dict[Listing, int]:
    return {pile: number for pile, number in work(company, company.ana).piles.items() if number}


def test_every_listing_is_read_and_is_of_its_kind() -> None:
    in_an_order_of_its_own = {Listing.REFRESH_DUE}
    assert LISTS.keys() | in_an_order_of_its_own == KINDS.keys() == set(Listing)
    assert {one: LISTS[one].table.name.removeprefix("device_") for one in LISTS} == {
        one: KINDS[one].value for one in LISTS
    }


def test_a_request_goes_from_pile_to_pile(company: Company) -> None:
    request = company.submit("laptop-14", "monitor-27")
    assert piles(company) == {Listing.TO_APPROVE: 1}
    company.approve(request)
    assert piles(company) == {Listing.TO_ORDER: 1}
    assert ids(sheet(company, Listing.TO_ORDER, company.ana)) == [request.id]
    stocked = company.stock()
    second = company.approve(company.submit())
    assert second.lines[0].source is Source.STOCK, stocked
    assert piles(company) == {Listing.TO_ORDER: 1, Listing.TO_SHIP: 1}
    company.ship(second)
    assert piles(company) == {Listing.TO_ORDER: 1}


def test_devices_and_returns_are_on_their_piles(company: Company) -> None:
    wiped, back, held = company.stock(3)
    change_device(company.store, wiped, state=DeviceState.SANITIZED)
    change_device(company.store, back, state=DeviceState.RETURNED)
    change_device(company.store, held, state=DeviceState.RETURNED, legal_hold=True)
    case = open_case(company.store, company.worker, held)
    assert piles(company) == {Listing.RETURNS_OUT: 1, Listing.TO_WIPE: 1, Listing.NEXT_LIFE: 1}
    assert ids(sheet(company, Listing.TO_WIPE, company.ana)) == [back]
    assert ids(sheet(company, Listing.RETURNS_OUT, company.ana)) == [case.id]
    assert work(company, company.ana).standings[Standing.RETURNED] == 3


def test_pages_follow_each_other_without_a_gap(company: Company) -> None:
    numbers = company.stock(2 * PAGE + 3)
    for one in numbers:
        change_device(company.store, one, state=DeviceState.IN_USE, holder_id=company.worker.id)
    pages, after = [], None
    while True:
        found = sheet(company, Listing.MY_DEVICES, company.worker, after)
        pages.append(ids(found))
        assert found.total == len(numbers)
        after = found.following
        if after is None:
            break
    assert [len(one) for one in pages] == [PAGE, PAGE, 3]
    assert [one for page in pages for one in page] == sorted(numbers, reverse=True)


def test_a_page_is_full_to_the_end(company: Company) -> None:
    for one in company.stock(PAGE):
        change_device(company.store, one, state=DeviceState.IN_USE, holder_id=company.worker.id)
    assert sheet(company, Listing.MY_DEVICES, company.worker).following is None


def test_a_manager_sees_what_their_people_have(company: Company) -> None:
    assert work(company, company.manager).team == {}
    company.store.people.set_hr(company.worker.id, company.manager.id, None)
    (device,) = company.stock()
    change_device(company.store, device, state=DeviceState.IN_USE, holder_id=company.worker.id)
    request = company.submit()
    open_case(company.store, company.worker, device)
    assert work(company, company.manager).team == dict.fromkeys(TEAM, 1)
    found = sheet(company, Listing.TEAM_DEVICES, company.manager)
    assert ids(found) == [device]
    (facts,) = found.facts
    assert isinstance(facts, DeviceFacts)
    assert facts.people == {company.worker.id: replace(company.worker, manager_id=company.manager.id)}
    assert ids(sheet(company, Listing.TEAM_REQUESTS, company.manager)) == [request.id]
    assert ids(sheet(company, Listing.TEAM_DEVICES, company.worker)) == []


def test_only_it_has_the_queue(company: Company) -> None:
    company.submit()
    assert work(company, company.worker) == Work()
    assert set(work(company, company.ben).piles) == set(PILES)
    allowed = {one for one in Listing if may_list(company.actor(company.vera), one)}
    assert allowed == set(Listing) - set(PILES)
    assert may_list(company.actor(company.ana), Listing.TO_WIPE)
    with company.store.reading() as reads:
        assert reads.roles_of(company.vera.id) == frozenset({Role.APPROVER})
        assert not reads.roles_of(company.worker.id)


def test_messages_that_wait_are_counted(company: Company) -> None:
    before = work(company, company.ana).deliveries
    for _ in range(4):
        company.submit()
    assert work(company, company.ana).deliveries == before, "they are on their way"
    later = NOW + timedelta(minutes=2)
    after = work(company, company.ana, later).deliveries
    assert before
    assert after
    assert (before.waiting, before.failed, after.failed) == (0, 0, 0)
    assert after.waiting > 0
    for state, at in (("failed", NOW), ("unknown", NOW), ("sent", NOW), ("failed", NOW - timedelta(days=8))):
        settle_one(company, state, at)
    assert work(company, company.ana, later).deliveries == Deliveries(waiting=after.waiting - 4, failed=2)
    with company.store.writing() as connection:
        connection.execute(update(outbox).where(outbox.c.state == "pending").values(attempts=2))
    tried = work(company, company.ana).deliveries
    assert tried == Deliveries(waiting=after.waiting - 4, failed=2), "what was tried in vain waits, however new"


def settle_one(company: Company, state: str, at: datetime) -> None:
    """Have one of the messages that wait end so."""
    with company.store.writing() as connection:
        one = connection.scalar(select(func.min(outbox.c.id)).where(outbox.c.state == "pending"))
        connection.execute(update(outbox).where(outbox.c.id == one).values(state=state, settled_at=at))


def lines_in_every_state(base: Line) -> Iterator[tuple[Line, tuple[Shipment, ...]]]:
    days = (TODAY + timedelta(days=number) for number in (-4, 0, 6, 25, 40))
    for source in Source:
        yield replace(base, source=source), ()
    for day in days:
        yield replace(base, state=LineState.ORDERED, expected_on=day), ()
        for expected_on in (day, None):
            parcel = Shipment(
                number=1, carrier="DHL", tracking=None, expected_on=expected_on, shipped_at=NOW - timedelta(days=2)
            )
            yield replace(base, state=LineState.SHIPPED, shipment=1), (parcel,)
    for state in (LineState.RECEIVED, LineState.READY, LineState.ARRIVED, LineState.CANCELLED):
        yield replace(base, state=state), ()


@pytest.mark.parametrize("away", [-1, 0, 2, 3, 4, 9, 12, 13, 14, 28, 29, 30])
def test_at_risk_is_what_the_plan_says(company: Company, away: int) -> None:
    """Whatever state a line is in, the list agrees with `lifecycle.plan`."""
    command = SubmitRequest(recipient=company.worker.id, country="DE", choices=("laptop-14",), needed_by=TODAY)
    request = company.perform(command, company.manager).request
    assert request
    kept = company.perform(ApproveRequest(request_id=request.id), company.ana).request
    assert kept
    put(
        company, replace(company.submit(), needed_by=TODAY - timedelta(days=400))
    )  # what another one needs is no matter
    needed_by = TODAY + timedelta(days=away)
    for line, shipments in lines_in_every_state(kept.lines[0]):
        kept = put(company, replace(kept, lines=(line,), shipments=shipments or kept.shipments, needed_by=needed_by))
        shown = ids(sheet(company, Listing.AT_RISK, company.ana)) == [kept.id]
        at_risk = line in kept.open_lines() and outlook(line, kept, POLICY).misses(needed_by, TODAY)
        assert shown is at_risk, line


def put(company: Company, request: Request) -> Request:
    """Have the request stand so on record."""
    with company.store.reading() as reads:
        before = reads.request(request.id)
    assert before
    change = changed(before, replace(request, version=before.version), Event(name=Happened.REQUEST_NUDGED))
    keep(company.store, change)
    return change.after


def test_what_ended_is_on_no_list(company: Company) -> None:
    request = company.submit()
    assert piles(company)
    put(company, replace(request, state=type(request.state).CANCELLED))
    assert piles(company) == {}


def test_what_is_due_and_what_an_audit_has_to_find_out_are_on_their_piles(company: Company) -> None:
    old, new = company.stock(2)
    in_use = {"holder_id": company.worker.id, "state": DeviceState.IN_USE}
    change_device(company.store, old, repairs=5, **in_use)  # type: ignore[arg-type]
    change_device(company.store, new, **in_use)  # type: ignore[arg-type]
    assert piles(company) == {Listing.REFRESH_DUE: 1}
    assert ids(sheet(company, Listing.REFRESH_DUE, company.ana)) == [old]
    campaign = company.perform(BeginCampaign(scope=Scope()), company.ana).changes[0].after
    company.perform(LookAtCampaign(campaign_id=campaign.id), SCHEDULER, now=NOW + timedelta(minutes=1))
    assert Listing.AUDITS not in piles(company), "nobody has answered yet"
    missing = AnswerAudit(audit_id=1, answer=AuditAnswer.NOT_WITH_ME, items=(1,))
    company.perform(missing, company.worker)
    assert piles(company)[Listing.AUDITS] == 1
    assert ids(sheet(company, Listing.AUDITS, company.ana)) == [1]
    company.perform(SettleAudit(audit_id=1, item=1, settlement="In the drawer."), company.ana)
    company.perform(AnswerAudit(audit_id=1, answer=AuditAnswer.HAS_IT), company.worker)
    assert Listing.AUDITS not in piles(company)


def test_what_waits_for_the_second_approver_is_not_its_turn_yet(company: Company) -> None:
    request = company.submit("laptop-14", "laptop-14")
    assert request.waits_for_limit
    assert Listing.TO_APPROVE not in piles(company)
    company.perform(ApproveLimit(request_id=request.id), company.vera)
    assert piles(company) == {Listing.TO_APPROVE: 1}
