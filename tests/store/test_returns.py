"""Returns and certificates on record: what the rules and the cards ask about them."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from lifecycle.change import changed
from lifecycle.device import DeviceState
from lifecycle.errors import Conflict, Congested
from lifecycle.events import Event, Happened
from lifecycle.people import Origin, Person
from lifecycle.ports import Stamp
from lifecycle.reads.due import Due
from lifecycle.reads.facts import CertificateFacts, Contact, DeviceFacts, ReturnFacts
from lifecycle.requests.commands import DeclineRequest
from lifecycle.retrieval import ItemOutcome, Problem, ProblemKind, ReturnState
from lifecycle.subject import SubjectKind
from store.crypto import Cipher
from store.engine.database import Sqlite
from store.unit_of_work import SqlStore
from store.verify import verify
from tests.support.company import NOW, SECRET, Company, account, open_store
from tests.support.returns import change_case, change_device, open_case, record_wipe
from tests.support.subjects import a_certificate, a_device, a_person, a_return


def end_slack(store: SqlStore, slack_id: str, name: str) -> Person:
    return store.people.record(account(slack_id, name, is_deactivated=True, updated=9), NOW)


def held(company: Company, *, by: Person | None = None, state: DeviceState = DeviceState.IN_USE) -> int:
    """The id of a device that somebody has."""
    (device_id,) = company.stock()
    change_device(company.store, device_id, holder_id=(by or company.worker).id, state=state)
    return device_id


def test_a_return_is_found_by_its_number_and_as_the_open_one_of_a_person(company: Company) -> None:
    case = open_case(company.store, company.worker, held(company))
    with company.store.reading() as reads:
        assert reads.the_return(case.id) == reads.item(case.subject) == case
        assert reads.open_return_of(company.worker.id) == case
        assert reads.open_return_of(company.ana.id) is None
        assert reads.the_return(404) is None
    closed = change_case(company.store, case, state=ReturnState.CLOSED)
    with company.store.reading() as reads:
        assert reads.the_return(case.id) == closed
        assert reads.open_return_of(company.worker.id) is None


def test_an_open_return_can_be_changed_in_the_transaction_that_found_it(company: Company) -> None:
    case = open_case(company.store, company.worker, held(company))
    with company.store.transaction() as work:
        found = work.open_return_of(company.worker.id)
        assert found == case
    change_case(company.store, case, handed_over_at=NOW)
    assert list(verify(company.store.database, Cipher(SECRET))) == []


def test_nobody_has_two_open_returns(company: Company) -> None:
    first = open_case(company.store, company.worker)
    with pytest.raises((Conflict, IntegrityError)):
        open_case(company.store, company.worker)
    change_case(company.store, first, state=ReturnState.CLOSED)
    assert open_case(company.store, company.worker).id == first.id + 1


def test_certificates_come_oldest_first_whatever_they_are_for(company: Company) -> None:
    one, other, third = company.stock(3)
    found = [record_wipe(company.store, device_id) for device_id in (one, other, one, third)]
    with company.store.transaction() as work:
        assert work.certificates_of([one, other]) == found[:3]
        assert work.certificates_of(()) == []
        assert work.item(found[0].subject) == work.certificate(found[0].id) == found[0]
        assert work.certificate(404) is None


def test_the_manager_is_who_asked_last_unless_hr_says_otherwise(company: Company) -> None:
    def manager() -> Person | None:
        with company.store.reading() as reads:
            return reads.manager_of(company.worker.id)

    assert manager() is None
    request = company.submit()
    assert manager() is None  # anybody may ask for anybody
    company.approve(request)
    assert manager() == company.manager
    with company.store.transaction() as work:
        hire = Person(id=work.new_id(SubjectKind.PERSON), name="Nadia New", manager_id=company.vera.id)
        work.add_person(hire)
    with company.store.reading() as reads:
        assert reads.person(hire.id) == hire
        assert reads.manager_of(hire.id) == company.vera


def test_who_was_turned_down_or_asked_for_themselves_is_no_manager(company: Company) -> None:
    request = company.submit()
    company.perform(DeclineRequest(request_id=request.id, reason="no"), company.ana)
    company.submit(recipient=company.manager.id)
    with company.store.reading() as reads:
        assert reads.manager_of(company.worker.id) is None
        assert reads.manager_of(company.manager.id) is None


def test_reach_names_what_is_known_and_never_tells_it(company: Company) -> None:
    case = open_case(company.store, company.worker)
    with company.store.reading() as reads:
        assert reads.reach_of(case.subject) == frozenset()
    with company.store.transaction() as work:
        work.keep_contact(Contact(subject=case.subject, email="will@home.example", address="1 Secret Street"))
        assert work.reach_of(case.subject) == {"email", "address"}
    with open_store(company.store.database.url, "another secret") as stranger, stranger.reading() as reads:
        assert reads.reach_of(case.subject) == frozenset()


def test_a_return_is_shown_with_all_that_it_names(company: Company) -> None:
    device_id = held(company)
    problem = Problem(
        number=1,
        kind=ProblemKind.MOVED,
        text=None,
        items=(1,),
        files=(),
        reported_by=company.worker.id,
        reported_at=NOW,
        closed_by=company.ben.id,
    )
    case = open_case(company.store, company.worker, device_id, manager_id=company.manager.id, problems=(problem,))
    device = change_device(company.store, device_id, company.vera, return_id=case.id)
    record_wipe(company.store, device_id)
    proofs = [record_wipe(company.store, device_id, return_id=case.id, operator_id=company.ana.id) for _ in range(2)]
    with company.store.transaction() as work:
        work.keep_contact(Contact(subject=case.subject, phone="+49 30 1"))
    with company.store.reading() as reads:
        shown = reads.facts(case.subject)
    assert isinstance(shown, ReturnFacts)
    everybody = (company.worker, company.manager, company.ben, company.vera, company.ana)
    assert shown.people == {one.id: one for one in everybody}
    assert shown == ReturnFacts(
        case=case,
        people=shown.people,
        devices={device_id: device},
        certificates={device_id: proofs},
        reach=frozenset({"phone"}),
    )


def test_a_device_and_a_certificate_are_shown_with_each_other(company: Company) -> None:
    (device_id,) = company.stock()
    proof = record_wipe(company.store, device_id)
    with company.store.reading() as reads:
        device = reads.device(device_id)
        assert device
        assert reads.facts(a_device(device_id)) == DeviceFacts(device=device, certificates=[proof])
        assert reads.facts(proof.subject) == CertificateFacts(certificate=proof, device=device)
        assert reads.facts(a_device(404)) is None
        assert reads.facts(a_certificate(404)) is None
        assert reads.facts(a_return(404)) is None
        assert reads.facts(a_person(company.ana.id)) is None


def test_open_returns_concern_the_holder_and_the_manager(company: Company) -> None:
    request = company.submit()
    case = open_case(company.store, company.worker, manager_id=company.manager.id)
    with company.store.reading() as reads:
        for person in (company.worker, company.manager):
            assert reads.open_subjects(person.id) == [request.subject, case.subject]
        assert reads.open_subjects(company.ana.id) == []
    change_case(company.store, case, state=ReturnState.CLOSED)
    with company.store.reading() as reads:
        assert reads.open_subjects(company.worker.id) == [request.subject]


def test_a_return_is_due_at_its_next_look(company: Company) -> None:
    case = open_case(company.store, company.worker, next_look_at=NOW)
    with company.store.transaction() as work:
        work.reschedule(case.subject, NOW + timedelta(hours=1))
    with company.store.reading() as reads:
        assert reads.due(SubjectKind.RETURN, NOW, 10) == []
        (due,) = reads.due(SubjectKind.RETURN, NOW + timedelta(hours=1), 10)
    assert due == Due(SubjectKind.RETURN, case.id, case.version, NOW + timedelta(hours=1))


@pytest.mark.parametrize("state", [DeviceState.IN_USE, DeviceState.RETURN_DUE, DeviceState.RETURNING])
def test_who_is_gone_with_a_device_is_found_until_a_return_knows_of_it(company: Company, state: DeviceState) -> None:
    device_id = held(company, state=state)
    held(company, by=company.ben)
    end_slack(company.store, "U0", "Mia Manager")
    assert gone(company) == [], "one still has Slack, the other has no device"
    end_slack(company.store, "U1", "Will Worker")
    assert gone(company) == [company.worker.id]
    case = open_case(company.store, company.worker, device_id)
    assert gone(company) == [company.worker.id], "the return takes them for being in Slack"
    case = change_case(company.store, case, handed_over_at=NOW)
    assert gone(company) == []
    change_case(company.store, case, state=ReturnState.CLOSED)
    assert gone(company) == [company.worker.id]


def test_a_return_without_devices_hears_of_the_end_of_slack_too(company: Company) -> None:
    open_case(company.store, company.worker)
    assert gone(company) == []
    end_slack(company.store, "U1", "Will Worker")
    assert gone(company) == [company.worker.id]


@pytest.mark.parametrize("state", [DeviceState.LOST, DeviceState.WRITTEN_OFF, DeviceState.RETURNED, DeviceState.SOLD])
def test_what_is_not_with_them_any_more_is_not_asked_for(company: Company, state: DeviceState) -> None:
    held(company, state=state)
    end_slack(company.store, "U1", "Will Worker")
    assert gone(company) == []


@pytest.mark.parametrize("knew", [True, False])
def test_what_may_be_kept_by_somebody_without_slack_is_not_asked_for_again(company: Company, knew: bool) -> None:
    device_id = held(company)
    case = open_case(company.store, company.worker, device_id, handed_over_at=NOW if knew else None)
    kept = replace(case.item(1), outcome=ItemOutcome.KEPT)
    change_case(company.store, case, state=ReturnState.CLOSED, items=(kept,))
    end_slack(company.store, "U1", "Will Worker")
    assert gone(company) == ([] if knew else [company.worker.id])
    held(company)
    assert gone(company) == [company.worker.id], "another device is another matter"


def test_what_somebody_else_might_keep_is_asked_for(company: Company) -> None:
    device_id = held(company)
    case = open_case(company.store, company.ben, device_id, handed_over_at=NOW)
    kept = replace(case.item(1), outcome=ItemOutcome.KEPT)
    change_case(company.store, case, state=ReturnState.CLOSED, items=(kept,))
    end_slack(company.store, "U1", "Will Worker")
    assert gone(company) == [company.worker.id]


def test_who_decides_by_a_return_or_by_all_certificates_of_a_device_does_so_alone(company: Company) -> None:
    if isinstance(company.store.database, Sqlite):
        pytest.skip("SQLite has one writer, and its queue is this process's own")
    (device_id,) = company.stock()
    case = open_case(company.store, company.worker, device_id)
    with company.store.transaction() as work:
        work.the_return(case.id)
        work.certificates_of([device_id])
        with pytest.raises(Congested), company.store.transaction() as second:
            second.the_return(case.id)
        with pytest.raises(Congested), company.store.transaction() as second:
            second.certificates_of([device_id])
        with pytest.raises(Congested), company.store.transaction() as second:
            second.item(a_device(device_id))
        with company.store.reading() as reads:
            assert reads.the_return(case.id) == case


def test_what_people_did_on_the_page_is_what_people_did(company: Company) -> None:
    case = open_case(company.store, company.worker, held(company))
    with company.store.transaction() as work:
        assert work.the_return(case.id) == case
        stamp = Stamp(actor_id=company.worker.id, origin=Origin.PAGE, at=NOW, key="page")
        work.keep(changed(case, case, Event(name=Happened.KIT_ARRIVED)), stamp)
    with company.store.reading() as reads:
        last = reads.last_event(case.subject, None)
    assert last
    assert (last.name, last.actor_id) == (Happened.KIT_ARRIVED, company.worker.id)


def gone(company: Company) -> list[int]:
    with company.store.reading() as reads:
        return list(reads.gone_holders())
