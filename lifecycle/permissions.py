"""Who may do what.

One table. Roles are read from the database at every command, never from what a client sends back.
"""

from collections.abc import Callable, Mapping

from lifecycle import commands
from lifecycle.errors import Reason, Refused
from lifecycle.people import Actor, Person, Role
from lifecycle.request import Request

Rule = Callable[[Actor, Request, Person], bool]
"""Takes the actor, the request and its recipient."""


def _it(actor: Actor, request: Request, recipient: Person) -> bool:
    return Role.IT in actor.roles


def _second_approver(actor: Actor, request: Request, recipient: Person) -> bool:
    return actor.person_id in request.limit_approvers and Role.APPROVER in actor.roles


def _it_or_second_approver(actor: Actor, request: Request, recipient: Person) -> bool:
    return _it(actor, request, recipient) or _second_approver(actor, request, recipient)


def _it_or_requester(actor: Actor, request: Request, recipient: Person) -> bool:
    return _it(actor, request, recipient) or actor.person_id == request.requester_id


def _recipient(actor: Actor, request: Request, recipient: Person) -> bool:
    return actor.person_id == speaker(request, recipient)


def speaker(request: Request, recipient: Person) -> int:
    """Who confirms an arrival.

    The recipient, for whom the requester speaks as long as the recipient is not in Slack.
    """
    return request.recipient_id if recipient.is_reachable else request.requester_id


MAY: Mapping[type[commands.OnRequest], Rule] = {
    commands.ApproveLimit: _second_approver,
    commands.ApproveRequest: _it,
    commands.DeclineRequest: _it_or_second_approver,
    commands.CancelRequest: _it_or_requester,
    commands.ChangeSource: _it,
    commands.MarkOrdered: _it,
    commands.MarkReceived: _it,
    commands.MarkReady: _it,
    commands.MarkShipped: _it,
    commands.ConfirmArrival: _recipient,
    commands.ReportProblem: _recipient,
    commands.TieHire: _it,
    commands.LookAgain: _it,
}

NOT_ON_ONES_OWN = (commands.ApproveLimit, commands.ApproveRequest)


def check(actor: Actor, command: commands.OnRequest, request: Request, recipient: Person) -> None:
    """Raises `Refused(NOT_ALLOWED)`, or `Refused(OWN_REQUEST)` for one's own approval."""
    if not MAY[type(command)](actor, request, recipient):
        raise Refused(Reason.NOT_ALLOWED)
    if isinstance(command, NOT_ON_ONES_OWN) and actor.person_id in request.people:
        raise Refused(Reason.OWN_REQUEST)
