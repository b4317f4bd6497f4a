"""Who may do what with a request: the words of `lifecycle/request_rules.py`.

Roles are read from the database at every command, never from what a client sends back.
"""

from collections.abc import Callable, Mapping

from lifecycle import commands
from lifecycle.errors import Reason, Refused
from lifecycle.people import Actor, Person, Role
from lifecycle.request import Request
from lifecycle.rule import Known


def it(actor: Actor, item: object, known: Known) -> bool:
    """IT."""
    return Role.IT in actor.roles


def second_approver(actor: Actor, request: Request, known: Known) -> bool:
    """Whoever has the role now; who was asked does not matter."""
    return request.over_limit and Role.APPROVER in actor.roles and actor.person_id is not None


def it_or_second_approver(actor: Actor, request: Request, known: Known) -> bool:
    """IT, or the second approver of somebody else's request."""
    is_own = actor.person_id in request.people
    return it(actor, request, known) or (second_approver(actor, request, known) and not is_own)


def it_or_requester(actor: Actor, request: Request, known: Known) -> bool:
    """IT, or who asked."""
    return it(actor, request, known) or actor.person_id == request.requester_id


def it_or_speaker(actor: Actor, request: Request, known: Known) -> bool:
    """IT, or who is asked whether a parcel has arrived."""
    if it(actor, request, known):
        return True
    recipient = known(request.recipient_id)
    return recipient is not None and actor.person_id == speaker(request, recipient)


def speaker(request: Request, recipient: Person) -> int:
    """Who is asked whether a parcel has arrived; IT may say so in anybody's place.

    The recipient, for whom the requester speaks as long as the recipient cannot be reached in Slack.
    """
    return request.recipient_id if recipient.is_reachable else request.requester_id


MAY_BEGIN: Mapping[type[commands.Beginning], Callable[[Actor], bool]] = {
    commands.SubmitRequest: lambda actor: actor.person_id is not None,
    commands.AddDevice: lambda actor: Role.IT in actor.roles,
}
"""Who may give the commands that are about nothing yet: everybody asks, IT puts on record."""


def check_beginning(actor: Actor, command: commands.Beginning) -> None:
    """Raises `Refused(NOT_ALLOWED)`."""
    if not MAY_BEGIN[type(command)](actor):
        raise Refused(Reason.NOT_ALLOWED)
