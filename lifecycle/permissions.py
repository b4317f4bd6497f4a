"""Who may do what: the words of the tables of rules.

Roles are read from the database at every command, never from what a client sends back.
"""

from lifecycle.device import Device
from lifecycle.people import Actor, Person, Role
from lifecycle.request import Request
from lifecycle.retrieval import Return
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


def it_or_holder(actor: Actor, device: Device, known: Known) -> bool:
    """IT, or whoever has the device."""
    return it(actor, device, known) or (actor.person_id is not None and actor.person_id == device.holder_id)


def it_holder_or_manager(actor: Actor, device: Device, known: Known) -> bool:
    """IT, whoever has the device (also since before they had Slack), or their manager."""
    if it_or_holder(actor, device, known):
        return True
    holder = None if device.holder_id is None or actor.person_id is None else known(device.holder_id)
    return holder is not None and actor.person_id in {holder.tied_to, holder.manager_id}


def it_or_leaver(actor: Actor, case: Return, known: Known) -> bool:
    """IT, or whoever gives the devices back."""
    return it(actor, case, known) or actor.person_id == case.holder_id


def it_or_parties(actor: Actor, case: Return, known: Known) -> bool:
    """IT, whoever gives the devices back, or their manager."""
    return it_or_leaver(actor, case, known) or (actor.person_id is not None and actor.person_id == case.manager_id)


def may_begin_return(actor: Actor, holder_id: int, manager: Person | None) -> bool:
    """IT, whoever gives devices back, or their `manager` on record, whatever anybody says of that."""
    if Role.IT in actor.roles or actor.person_id == holder_id:
        return True
    return manager is not None and manager.id == actor.person_id


def may_see_fleet(actor: Actor) -> bool:
    """IT and approvers, who decide about money, see figures of all devices; a manager those of their people."""
    return bool(actor.roles & {Role.IT, Role.APPROVER})
