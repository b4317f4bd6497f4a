"""What the desk does by itself: speak up when something is due, know a hire who has joined, record what is there."""

from dataclasses import replace

from lifecycle.case import Case, Decision
from lifecycle.change import begun, changed, device_changed
from lifecycle.device import Device
from lifecycle.errors import Reason, Refused
from lifecycle.events import Event, Happened
from lifecycle.plan import LIMIT, due_now, said
from lifecycle.request import Request
from lifecycle.requests.commands import AddDevice, LookAtRequest, TieHire
from lifecycle.requests.supply import identity
from lifecycle.subject import SubjectKind


def look_again(case: Case, command: LookAtRequest, request: Request) -> Decision:
    """Say what is due first, once, for all lines that it is due for; the next look follows from what is left.

    Who is to agree to a value over the limit is asked anew: somebody may have come into the role, or have left it.
    """
    occasions = due_now(request, case.policy, case.calendar, case.now)
    if not occasions:
        return Decision()
    after = said(request, occasions, case.now)
    if occasions[0].about == LIMIT:
        after = replace(after, limit_approvers=case.second_approvers(request))
    event = Event(
        name=Happened.REQUEST_NUDGED,
        parts=tuple(sorted(line for one in occasions for line in one.lines)),
        facts={"step": occasions[0].step, "about": ", ".join(one.about for one in occasions)},
    )
    return Decision(changes=(changed(request, after, event),))


def tie_hire(case: Case, command: TieHire, request: Request) -> Decision:
    """The new hire has joined Slack: from now on the request is for that account, which holds what came already.

    Nobody turns out to be the hire whose request they have approved: it would be their own approval after all.

    Raises `Refused(NOT_FOUND)` where no hire is awaited any more, and `Refused(OWN_REQUEST)` for who decided on it.
    """
    hire = case.look.person(request.recipient_id)
    if hire is None or hire.slack_id is not None:
        raise Refused(Reason.NOT_FOUND)
    if command.person_id in (request.limit_approved_by, request.decided_by):
        raise Refused(Reason.OWN_REQUEST)
    event = Event(name=Happened.RECIPIENT_JOINED, facts={"matched_by": command.matched_by})
    after = replace(request, recipient_id=command.person_id)
    devices = tuple(
        device_changed(device, Happened.DEVICE_REASSIGNED, replace(device, holder_id=command.person_id))
        for device in case.look.held_by(hire.id)
    )
    return Decision(changes=(*devices, changed(request, after, event)), tied=(hire.id, command.person_id))


def add_device(case: Case, command: AddDevice) -> Decision:
    """Put on record what the company has already."""
    serial, asset_tag = identity(case, command.serial, command.asset_tag)
    device = Device(
        id=case.look.new_id(SubjectKind.DEVICE),
        state=command.state,
        category=command.category,
        manufacturer=command.manufacturer,
        model=command.model,
        country=command.country,
        serial=serial,
        asset_tag=asset_tag,
        location=command.location,
        holder_id=command.holder_id,
        price=command.price,
        purchased_on=command.purchased_on,
        warranty_until=command.warranty_until,
        keeper=None if command.holder_id is not None else command.keeper,
        note=command.note,
        condition=command.condition,
        system=command.system,
        attributes=command.attributes,
    )
    return Decision(changes=(begun(device, Event(name=Happened.DEVICE_ADDED)),))
