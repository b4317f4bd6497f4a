from dataclasses import replace
from types import SimpleNamespace
from typing import get_args

import pytest

from lifecycle.beginning import BEGINNINGS, Beginning
from lifecycle.command import OnSubject
from lifecycle.errors import Reason, Refused
from lifecycle.people import COMMAND_LINE, Actor, Person, Role
from lifecycle.permissions import speaker
from lifecycle.request import Request
from lifecycle.requests import commands
from lifecycle.requests.commands import OnRequest
from lifecycle.requests.rules import REQUEST_RULES
from lifecycle.rule import check
from lifecycle.rules import RULES
from tests.unit.lifecycle.orders import request

REQUESTER, RECIPIENT, IT, APPROVER, STRANGER = 1, 2, 3, 4, 5
ROLES = {IT: frozenset({Role.IT}), APPROVER: frozenset({Role.APPROVER})}
REQUEST = request(over_limit=True)
IN_SLACK = Person(id=RECIPIENT, name="Will", slack_id="U2")
NOT_YET = Person(id=RECIPIENT, name="Will")

EXPECTED: dict[type[OnSubject], set[int]] = {
    commands.ApproveLimit: {APPROVER},
    commands.ApproveRequest: {IT},
    commands.DeclineRequest: {IT, APPROVER},
    commands.CancelRequest: {IT, REQUESTER},
    commands.ChangeSource: {IT},
    commands.MarkOrdered: {IT},
    commands.MarkReceived: {IT},
    commands.MarkReady: {IT},
    commands.MarkShipped: {IT},
    commands.ConfirmArrival: {IT, RECIPIENT},
    commands.ReportProblem: {IT, RECIPIENT},
    commands.TieHire: {IT},
    commands.LookAtRequest: {IT},
}


def actor(person_id: int, roles: frozenset[Role] | None = None) -> Actor:
    return Actor(person_id=person_id, roles=ROLES.get(person_id, frozenset()) if roles is None else roles)


def allowed(who: Actor, kind: type[OnSubject], recipient: Person = IN_SLACK, one: Request = REQUEST) -> bool:
    try:
        check(RULES[kind], who, one, {RECIPIENT: recipient}.get)
    except Refused as refused:
        return refused.reason is not Reason.NOT_ALLOWED
    return True


def may_begin(kind: type[Beginning], who: Actor) -> bool:
    """Whether somebody may, as far as nothing has to be looked up for that."""
    return BEGINNINGS[kind].may(SimpleNamespace(actor=who), None)  # type: ignore[arg-type]


def test_every_command_has_its_permission_and_its_rule() -> None:
    classes = (one for one in vars(commands).values() if isinstance(one, type))
    kinds = {one for one in classes if issubclass(one, OnSubject) and one not in (OnSubject, OnRequest)}
    assert set(REQUEST_RULES) == set(EXPECTED) == kinds
    assert set(BEGINNINGS) == {*get_args(Beginning)}


def test_everybody_asks_and_it_puts_on_record() -> None:
    everybody = (actor(REQUESTER), actor(APPROVER), actor(IT), COMMAND_LINE)
    assert [may_begin(commands.SubmitRequest, one) for one in everybody] == [True, True, True, False]
    assert [may_begin(commands.AddDevice, one) for one in everybody] == [False, False, True, True]


@pytest.mark.parametrize("kind", EXPECTED)
def test_nobody_acts_beyond_their_role(kind: type[OnSubject]) -> None:
    everybody = (REQUESTER, RECIPIENT, IT, APPROVER, STRANGER)
    assert {one for one in everybody if allowed(actor(one), kind)} == EXPECTED[kind]


def test_the_role_that_somebody_has_now_is_what_counts() -> None:
    asked = replace(REQUEST, limit_approvers=(APPROVER,))
    assert allowed(actor(STRANGER, frozenset({Role.APPROVER})), commands.ApproveLimit, one=asked)
    assert not allowed(actor(APPROVER, frozenset()), commands.ApproveLimit, one=asked)


@pytest.mark.parametrize("kind", [commands.ApproveLimit, commands.ApproveRequest])
@pytest.mark.parametrize("person_id", [REQUESTER, RECIPIENT])
def test_nobody_approves_their_own(kind: type[OnSubject], person_id: int) -> None:
    own = request(over_limit=True, limit_approvers=(person_id,))
    with pytest.raises(Refused) as refused:
        check(RULES[kind], actor(person_id, frozenset(Role)), own, {RECIPIENT: IN_SLACK}.get)
    assert refused.value.reason is Reason.OWN_REQUEST


@pytest.mark.parametrize(
    "lost",
    [replace(IN_SLACK, is_guest=True), replace(IN_SLACK, is_bot=True), replace(IN_SLACK, is_deactivated=True)],
    ids=["guest", "bot", "deactivated"],
)
def test_the_requester_speaks_for_somebody_who_cannot_be_asked(lost: Person) -> None:
    assert speaker(REQUEST, lost) == REQUESTER


def test_the_requester_speaks_for_a_hire_who_is_not_in_slack() -> None:
    assert speaker(REQUEST, NOT_YET) == REQUESTER
    assert speaker(REQUEST, IN_SLACK) == RECIPIENT
    assert allowed(actor(REQUESTER), commands.ConfirmArrival, NOT_YET)
    assert not allowed(actor(RECIPIENT), commands.ConfirmArrival, NOT_YET)
