"""Who may do what.

One table. Roles are read from the database at every command, never from what a client sends back.
"""

from collections.abc import Callable, Mapping

from lifecycle import commands
from lifecycle.errors import Reason, Refused
from lifecycle.people import Actor, Person, Role
from lifecycle.request import Request

Recipient = Callable[[], Person]
"""Looks up whom a request is for; few rules want to know."""

Rule = Callable[[Actor, Request, Recipient], bool]


def _it(actor: Actor, request: Request, recipient: Recipient) -> bool:
    return Role.IT in actor.roles


def _second_approver(actor: Actor, request: Request, recipient: Recipient) -> bool:
    """Whoever has the role now; who was asked does not matter."""
    return request.over_limit and Role.APPROVER in actor.roles and actor.person_id is not None


def _it_or_second_approver(actor: Actor, request: Request, recipient: Recipient) -> bool:
    is_own = actor.person_id in request.people
    return _it(actor, request, recipient) or (_second_approver(actor, request, recipient) and not is_own)


def _it_or_requester(actor: Actor, request: Request, recipient: Recipient) -> bool:
    return _it(actor, request, recipient) or actor.person_id == request.requester_id


def _it_or_speaker(actor: Actor, request: Request, recipient: Recipient) -> bool:
    return _it(actor, request, recipient) or actor.person_id == speaker(request, recipient())


def speaker(request: Request, recipient: Person) -> int:
    """Who is asked whether a parcel has arrived; IT may say so in anybody's place.

    The recipient, for whom the requester speaks as long as the recipient cannot be reached in Slack.
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
    commands.ConfirmArrival: _it_or_speaker,
    commands.ReportProblem: _it_or_speaker,
    commands.TieHire: _it,
    commands.LookAgain: _it,
}

MAY_BEGIN: Mapping[type[commands.SubmitRequest | commands.AddDevice], Callable[[Actor], bool]] = {
    commands.SubmitRequest: lambda actor: actor.person_id is not None,
    commands.AddDevice: lambda actor: Role.IT in actor.roles,
}
"""Who may give the commands that are about no request yet: everybody asks, IT puts on record."""

NOT_ON_ONES_OWN = (commands.ApproveLimit, commands.ApproveRequest)


def check_beginning(actor: Actor, command: commands.SubmitRequest | commands.AddDevice) -> None:
    """Raises `Refused(NOT_ALLOWED)`."""
    if not MAY_BEGIN[type(command)](actor):
        raise Refused(Reason.NOT_ALLOWED)


def check(actor: Actor, command: commands.OnRequest, request: Request, recipient: Recipient) -> None:
    """Raises `Refused(NOT_ALLOWED)`, or `Refused(OWN_REQUEST)` for one's own approval."""
    if not MAY[type(command)](actor, request, recipient):
        raise Refused(Reason.NOT_ALLOWED)
    if isinstance(command, NOT_ON_ONES_OWN) and actor.person_id in request.people:
        raise Refused(Reason.OWN_REQUEST)
