"""Whose devices somebody sees is what the rules say about managers, seen from the other end."""

from datetime import timedelta

from lifecycle.requests.commands import CancelRequest, NewHire, SubmitRequest
from tests.support.company import NOW, Company, account


def test_one_sees_oneself_and_whom_hr_says_one_manages(company: Company) -> None:
    company.store.people.set_hr(company.worker.id, company.manager.id, None)
    with company.store.reading() as reads:
        assert reads.circle(company.manager.id) == {company.manager.id, company.worker.id}
        assert reads.circle(company.worker.id) == {company.worker.id}


def test_whoever_asked_last_for_somebody_manages_them_until_hr_says_else(company: Company) -> None:
    company.approve(company.submit())
    with company.store.reading() as reads:
        assert reads.circle(company.manager.id) == {company.manager.id, company.worker.id}
        assert _agrees(company)
    company.store.people.set_hr(company.worker.id, company.vera.id, None)
    with company.store.reading() as reads:
        assert reads.circle(company.manager.id) == {company.manager.id}
        assert reads.circle(company.vera.id) == {company.vera.id, company.worker.id}
    assert _agrees(company)


def test_who_asks_later_takes_over_and_who_asked_before_does_not(company: Company) -> None:
    company.approve(company.submit())
    for who in (company.vera, company.manager, company.vera):
        command = SubmitRequest(
            recipient=company.worker.id, country="DE", choices=("cable",), needed_by=NOW.date() + timedelta(days=30)
        )
        request = company.perform(command, who).request
        assert request
        company.approve(request)
        with company.store.reading() as reads:
            assert reads.circle(who.id) == {who.id, company.worker.id}
        assert _agrees(company)


def test_what_was_declined_or_only_asked_for_makes_nobody_a_manager(company: Company) -> None:
    request = company.submit()
    with company.store.reading() as reads:
        assert reads.circle(company.manager.id) == {company.manager.id}
    company.perform(CancelRequest(request_id=request.id, lines=(1,), reason="no"), company.manager)
    with company.store.reading() as reads:
        assert reads.circle(company.manager.id) == {company.manager.id}


def test_who_was_a_hire_sees_what_was_theirs_then(company: Company) -> None:
    hire = company.submit(recipient=NewHire(name="Nadia New", email="nadia@home.example")).recipient_id
    nadia = company.store.people.record(account("U9", "Nadia New"), NOW)
    with company.store.transaction() as work:
        work.tie_person(hire, nadia.id)
    with company.store.reading() as reads:
        assert reads.circle(nadia.id) == {nadia.id, hire}


def test_whoever_is_on_the_list_of_a_team_is_seen(company: Company) -> None:
    """What is filed under a hire goes on with the account that they have by now, in the list and on the card."""
    request = company.submit(recipient=NewHire(name="Nadia New", email="nadia@home.example"))
    company.approve(request)
    nadia = company.store.people.record(account("U9", "Nadia New"), NOW)
    with company.store.transaction() as work:
        work.tie_person(request.recipient_id, nadia.id)
    with company.store.reading() as reads:
        assert reads.circle(company.manager.id) == {company.manager.id, request.recipient_id, nadia.id}


def _agrees(company: Company) -> bool:
    """Whether it is the same from both ends, for everybody."""
    everybody = (company.manager, company.worker, company.ana, company.ben, company.vera)
    with company.store.reading() as reads:
        managed = {(reads.manager_of(one.id), one.id) for one in everybody}
        return all(
            ((who, one.id) in managed) == (one.id in reads.circle(who.id) and who != one)
            for who in everybody
            for one in everybody
        )
