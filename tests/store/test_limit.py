"""Above the limit a second person agrees first: whoever has the role now, and nobody twice."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from lifecycle.errors import Reason, Refused
from lifecycle.notices import Kind
from lifecycle.people import SCHEDULER, Actor, Person, Role
from lifecycle.policy import Step
from lifecycle.request import Request, RequestState
from lifecycle.requests.commands import ApproveLimit, ApproveRequest, DeclineRequest, LookAtRequest
from store.tables.machinery import outbox
from tests.support.company import NOW, Company, account

DAY = timedelta(days=1)
OVER = ("laptop-14", "laptop-14")


def appoint(company: Company, *slack_ids: str) -> None:
    company.store.people.set_members(Role.APPROVER, list(slack_ids))


def as_it_stands(company: Company, request: Request) -> Request:
    with company.store.reading() as reads:
        found = reads.request(request.id)
    assert found
    return found


def agree(company: Company, request: Request, by: Person) -> None:
    company.perform(ApproveLimit(request_id=request.id), by)


def refusal(company: Company, command: ApproveLimit | ApproveRequest | DeclineRequest, by: Person) -> Reason:
    with pytest.raises(Refused) as refused:
        company.perform(command, by)
    return refused.value.reason


@pytest.mark.parametrize("approvers", [(), ("U0",), ("U1",)], ids=["nobody", "the requester", "the recipient"])
def test_without_somebody_who_may_decide_it_waits(company: Company, approvers: tuple[str, ...]) -> None:
    appoint(company, *approvers)
    request = company.submit(*OVER)
    assert (request.over_limit, request.limit_approvers, request.waits_for_limit) == (True, (), True)
    assert refusal(company, ApproveRequest(request_id=request.id), company.ana) is Reason.LIMIT_FIRST


def test_it_does_not_go_before_the_second_approver(company: Company) -> None:
    request = company.submit(*OVER)
    assert request.limit_approvers == (company.vera.id,)
    assert refusal(company, ApproveRequest(request_id=request.id), company.ana) is Reason.LIMIT_FIRST
    agree(company, request, company.vera)
    company.perform(ApproveRequest(request_id=request.id), company.ana)
    assert as_it_stands(company, request).limit_approved_at == NOW


def test_the_requester_does_not_agree_to_their_own(company: Company) -> None:
    appoint(company, "U0")
    request = company.submit(*OVER)
    assert refusal(company, ApproveLimit(request_id=request.id), company.manager) is Reason.OWN_REQUEST
    assert refusal(company, DeclineRequest(request_id=request.id, reason="no"), company.manager) is Reason.NOT_ALLOWED


def test_who_has_become_an_approver_decides_and_who_was_one_does_not(company: Company) -> None:
    yes, no = company.submit(*OVER), company.submit(*OVER)
    nina = company.store.people.record(account("U7", "Nina Next"), NOW)
    appoint(company, "U7")
    assert refusal(company, ApproveLimit(request_id=yes.id), company.vera) is Reason.NOT_ALLOWED
    agree(company, yes, nina)
    company.perform(DeclineRequest(request_id=no.id, reason="no"), nina)
    assert as_it_stands(company, yes).limit_approved_by == nina.id
    assert as_it_stands(company, no).state is RequestState.DECLINED


def test_an_approver_has_no_say_below_the_limit(company: Company) -> None:
    request = company.submit()
    decline = DeclineRequest(request_id=request.id, reason="no")
    assert refusal(company, decline, company.vera) is Reason.NOT_ALLOWED


def test_four_eyes_see_what_is_over_the_limit(company: Company) -> None:
    appoint(company, "U2")
    request = company.submit(*OVER)
    agree(company, request, company.ana)
    assert refusal(company, ApproveRequest(request_id=request.id), company.ana) is Reason.FOUR_EYES
    company.perform(ApproveRequest(request_id=request.id), company.ben)
    assert as_it_stands(company, request).decided_by == company.ben.id


def test_only_a_person_agrees_to_the_value(company: Company) -> None:
    request = company.submit(*OVER)
    with pytest.raises(Refused):
        company.perform(ApproveLimit(request_id=request.id), Actor(person_id=None, roles=frozenset(Role)))


def test_a_reminder_asks_those_who_may_decide_by_then(company: Company) -> None:
    appoint(company)
    request = company.submit(*OVER)
    appoint(company, "U0", "U4")
    company.perform(LookAtRequest(request_id=request.id), SCHEDULER, now=NOW + DAY)
    asked = as_it_stands(company, request)
    assert asked.limit_approvers == (company.vera.id,)
    assert [(nudge.step, nudge.about, nudge.count) for nudge in asked.nudges] == [(Step.UNDECIDED, "limit", 1)]
    cards = select(outbox.c.to).where(outbox.c.kind == Kind.LIMIT_CARD)
    with company.store.database.reader() as connection:
        assert connection.scalars(cards).all() == [f"person:{company.vera.id}"]
    agree(company, asked, company.vera)
