from dataclasses import replace
from datetime import timedelta

import pytest

from lifecycle.people import COMMAND_LINE, HOOK
from lifecycle.reads.facts import LIST_LIMIT, RequestFacts
from lifecycle.requests.commands import AddDevice, CancelRequest, ConfirmArrival, NewHire, TieHire
from lifecycle.subject import Subject, SubjectKind
from store.reads.lookups import FREE_PER_PLACE
from tests.support.company import NOW, Company, account
from tests.support.subjects import a_person, a_request

NADIA = NewHire(name="Nadia  New", email="Nadia@home.example")


def test_a_request_is_shown_with_all_that_it_names(company: Company) -> None:
    ids = company.stock(3)
    request = company.approve(company.submit("laptop-14", "monitor-27", "cable"))
    with company.store.reading() as reads:
        facts = reads.facts(a_request(request.id))
    assert isinstance(facts, RequestFacts)
    assert facts.request == request
    assert set(facts.people) == {company.manager.id, company.worker.id, company.ana.id}
    assert set(facts.devices) == {ids[0]}
    assert {number: [device.id for device in devices] for number, devices in facts.stock.items()} == {
        1: ids[1:],
        2: [],
    }


def test_no_stock_is_looked_up_for_what_is_over(company: Company) -> None:
    company.stock()
    request = company.submit()
    company.perform(CancelRequest(request_id=request.id, lines=(1,), reason="no"), company.manager)
    with company.store.reading() as reads:
        facts = reads.facts(a_request(request.id))
        assert isinstance(facts, RequestFacts)
        assert facts.stock == {}
        assert reads.facts(a_request(404)) is None


def test_free_devices_are_those_that_fit_whatever_the_case_and_in_every_place(company: Company) -> None:
    berlin = company.stock(FREE_PER_PLACE + 2)
    london = company.stock(2, country="GB", location="london")
    line = company.submit().lines[0]
    shouted = replace(line, manufacturer="LENOVO", model="t14")
    other = replace(line, model="T16")
    company.approve(company.submit())
    with company.store.reading() as reads:
        found = [device.id for device in reads.free_devices(shouted)]
        assert found == [*berlin[1 : FREE_PER_PLACE + 1], *london]
        assert reads.free_devices(other) == []


def test_one_sees_what_one_holds_and_what_is_open(company: Company) -> None:
    company.stock(1)
    request = company.ship(company.approve(company.submit()))
    with company.store.reading() as reads:
        mine = reads.mine(company.worker.id)
        assert [facts.request.id for facts in mine.requests] == [request.id]
        assert mine.devices == ()
        assert reads.mine(company.manager.id).request_total == 1
    company.perform(ConfirmArrival(request_id=request.id, shipment=1), company.worker)
    with company.store.reading() as reads:
        mine = reads.mine(company.worker.id)
        assert [device.holder_id for device in mine.devices] == [company.worker.id]
        assert (mine.device_total, mine.request_total) == (1, 0)
        assert reads.mine(company.manager.id).device_total == 0


def test_a_long_list_is_cut_and_counted(company: Company) -> None:
    requests = [company.submit() for _ in range(LIST_LIMIT + 2)]
    with company.store.reading() as reads:
        mine = reads.mine(company.worker.id)
    assert [facts.request.id for facts in mine.requests] == [one.id for one in reversed(requests[2:])]
    assert mine.request_total == LIST_LIMIT + 2


def test_what_came_to_a_hire_is_theirs_in_slack_too(company: Company) -> None:
    company.stock()
    first = company.ship(company.approve(company.submit(recipient=NADIA)))
    company.perform(ConfirmArrival(request_id=first.id, shipment=1), company.manager)
    second = company.submit(recipient=NADIA)
    nadia = company.store.people.record(account("U9", "Nadia New"), NOW)
    company.perform(TieHire(request_id=second.id, person_id=nadia.id, matched_by="email"), HOOK)
    with company.store.transaction() as work:
        work.tie_person(first.recipient_id, nadia.id)
    with company.store.reading() as reads:
        assert reads.mine(nadia.id).device_total == 1


def test_a_hire_is_known_by_email_then_by_name(company: Company) -> None:
    request = company.submit(recipient=NADIA)
    with company.store.reading() as reads:
        assert reads.hires_awaited("Somebody", ["x@y.example", "nadia@HOME.example"]) == [(request.id, "email")]
        assert reads.hires_awaited("nadia new", ["nadia@company.example"]) == [(request.id, "name")]
        assert reads.hires_awaited("Nadia Old", []) == []


def test_the_same_hire_in_two_requests_is_one_and_a_namesake_is_another(company: Company) -> None:
    both = [company.submit(recipient=NADIA).id, company.submit(recipient=NADIA).id]
    with company.store.reading() as reads:
        assert reads.hires_awaited("Nadia New", []) == [(one, "name") for one in both]
    company.submit(recipient=replace(NADIA, email="another@home.example"))
    with company.store.reading() as reads:
        assert reads.hires_awaited("Nadia New", []) == []
        assert reads.hires_awaited("Nadia New", [NADIA.email]) == [(one, "email") for one in both]


def test_who_has_joined_or_is_not_expected_any_more_is_not_awaited(company: Company) -> None:
    joined, gone = company.submit(recipient=NADIA), company.submit(recipient=NADIA)
    nadia = company.store.people.record(account("U9", "Nadia New"), NOW)
    company.perform(TieHire(request_id=joined.id, person_id=nadia.id, matched_by="email"), HOOK)
    company.perform(CancelRequest(request_id=gone.id, lines=(1,), reason="no"), company.manager)
    with company.store.reading() as reads:
        assert reads.hires_awaited("Nadia New", [NADIA.email]) == []


@pytest.mark.parametrize(
    ("tags", "following"),
    [
        ((), "DD-00001"),
        (("DD-00041",), "DD-00042"),
        (("DD-99999",), "DD-100000"),
        (("DD-99999", "DD-100000"), "DD-100001"),
        (("DD-7", "DD-SPARE", "DD-9-old", "XX-00100", "DD-1234567890123456789"), "DD-00008"),
    ],
)
def test_the_next_tag_follows_the_highest_number(company: Company, tags: tuple[str, ...], following: str) -> None:
    for tag in tags:
        add = AddDevice(category="laptop", manufacturer="A", model="B", country="DE", serial=None, asset_tag=tag)
        company.perform(add, COMMAND_LINE)
    with company.store.reading() as reads:
        assert reads.next_asset_tag("DD") == reads.next_asset_tag("DD-") == following


def test_requests_are_due_in_order_and_a_few_at_a_time(company: Company) -> None:
    requests = [company.submit() for _ in range(3)]
    due_at = requests[0].next_look_at
    assert due_at
    with company.store.transaction() as work:
        work.reschedule(requests[2].subject, due_at - timedelta(hours=1))
        work.reschedule(requests[1].subject, None)
    with company.store.reading() as reads:
        assert reads.due(SubjectKind.REQUEST, due_at - timedelta(hours=2), 10) == []
        assert [one.id for one in reads.due(SubjectKind.REQUEST, due_at, 1)] == [requests[2].id]
        [first, second] = reads.due(SubjectKind.REQUEST, due_at, 10)
        assert [first.subject, second.subject] == [requests[2].subject, requests[0].subject]
        assert reads.due(SubjectKind.REQUEST, due_at, 10, after=first) == [second]
        assert reads.due(SubjectKind.REQUEST, due_at, 10, after=second) == []


def test_what_is_due_next_is_found_whatever_its_kind(company: Company) -> None:
    with company.store.reading() as reads:
        assert reads.next_look() is None
    request = company.submit()
    (device_id,) = company.stock()
    with company.store.transaction() as work:
        work.reschedule(Subject(SubjectKind.DEVICE, device_id), None)
    with company.store.reading() as reads:
        assert reads.next_look() == request.next_look_at
    with company.store.transaction() as work:
        work.reschedule(Subject(SubjectKind.DEVICE, device_id), NOW - timedelta(days=1))
    with company.store.reading() as reads:
        assert reads.next_look() == NOW - timedelta(days=1)


def test_nothing_is_found_by_what_nobody_has(company: Company) -> None:
    with company.store.reading() as reads:
        assert reads.request(404) is None
        assert reads.device(404) is None
        assert reads.person(404) is None
        assert reads.device_by_serial("404") is None
        assert reads.device_by_tag("404") is None
        assert reads.person_in_slack("T", "U") is None
        assert reads.contact(a_person(404)) is None
        assert reads.last_event(a_request(404), None) is None


def test_a_device_is_found_by_its_serial_and_its_tag(company: Company) -> None:
    (device_id,) = company.stock()
    with company.store.reading() as reads:
        device = reads.device(device_id)
        assert device
        assert device.serial
        assert device.asset_tag
        assert reads.device_by_serial(device.serial) == reads.device_by_tag(device.asset_tag) == device


def test_lines_stay_in_their_order(company: Company) -> None:
    request = company.submit("new-hire", "cable")
    with company.store.reading() as reads:
        found = reads.request(request.id)
    assert found
    assert found.lines == request.lines
