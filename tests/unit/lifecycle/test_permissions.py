from dataclasses import replace
from typing import get_args

import pytest

from lifecycle import commands
from lifecycle.commands import OnRequest
from lifecycle.desk import RULES
from lifecycle.errors import Reason, Refused
from lifecycle.people import COMMAND_LINE, Actor, Person, Role
from lifecycle.permissions import MAY, MAY_BEGIN, NOT_ON_ONES_OWN, check, speaker
from lifecycle.possible import POSSIBLE
from lifecycle.request import Request
from tests.unit.lifecycle.requests import request

REQUESTER, RECIPIENT, IT, APPROVER, STRANGER = 1, 2, 3, 4, 5
ROLES = {IT: frozenset({Role.IT}), APPROVER: frozenset({Role.APPROVER})}
REQUEST = request(over_limit=True)
IN_SLACK = Person(id=RECIPIENT, name="Will", slack_id="U2")
NOT_YET = Person(id=RECIPIENT, name="Will")

EXPECTED: dict[type[OnRequest], set[int]] = {
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
    commands.LookAgain: {IT},
}


def bare(kind: type[OnRequest]) -> OnRequest:
    """A command of which only the kind matters."""
    command = kind.__new__(kind)
    object.__setattr__(command, "request_id", 1)
    return command


def actor(person_id: int, roles: frozenset[Role] | None = None) -> Actor:
    return Actor(person_id=person_id, roles=ROLES.get(person_id, frozenset()) if roles is None else roles)


def allowed(who: Actor, kind: type[OnRequest], recipient: Person = IN_SLACK, one: Request = REQUEST) -> bool:
    try:
        check(who, bare(kind), one, lambda: recipient)
    except Refused as refused:
        return refused.reason is not Reason.NOT_ALLOWED
    return True


def test_every_command_has_its_permission_and_its_rule() -> None:
    classes = (one for one in vars(commands).values() if isinstance(one, type))
    kinds = {one for one in classes if issubclass(one, OnRequest) and one is not OnRequest}
    assert set(MAY) == set(RULES) == set(POSSIBLE) == set(EXPECTED) == kinds
    assert set(MAY) | set(MAY_BEGIN) == {*get_args(commands.Command), *kinds} - {OnRequest}


def test_everybody_asks_and_it_puts_on_record() -> None:
    everybody = (actor(REQUESTER), actor(APPROVER), actor(IT), COMMAND_LINE)
    assert [MAY_BEGIN[commands.SubmitRequest](one) for one in everybody] == [True, True, True, False]
    assert [MAY_BEGIN[commands.AddDevice](one) for one in everybody] == [False, False, True, True]


@pytest.mark.parametrize("kind", EXPECTED)
def test_nobody_acts_beyond_their_role(kind: type[OnRequest]) -> None:
    everybody = (REQUESTER, RECIPIENT, IT, APPROVER, STRANGER)
    assert {one for one in everybody if allowed(actor(one), kind)} == EXPECTED[kind]


def test_the_role_that_somebody_has_now_is_what_counts() -> None:
    asked = replace(REQUEST, limit_approvers=(APPROVER,))
    assert allowed(actor(STRANGER, frozenset({Role.APPROVER})), commands.ApproveLimit, one=asked)
    assert not allowed(actor(APPROVER, frozenset()), commands.ApproveLimit, one=asked)


@pytest.mark.parametrize("kind", NOT_ON_ONES_OWN)
@pytest.mark.parametrize("person_id", [REQUESTER, RECIPIENT])
def test_nobody_approves_their_own(kind: type[OnRequest], person_id: int) -> None:
    own = request(over_limit=True, limit_approvers=(person_id,))
    with pytest.raises(Refused) as refused:
        check(actor(person_id, frozenset(Role)), bare(kind), own, lambda: IN_SLACK)
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
