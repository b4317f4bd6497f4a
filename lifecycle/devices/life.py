"""A device among people and places: handed out, moved, repaired, retired."""

from collections.abc import Mapping
from dataclasses import replace

from lifecycle.case import Case, Decision
from lifecycle.change import Change, Item, changed
from lifecycle.device import Device, DeviceState, Disposition, moved
from lifecycle.devices.commands import AssignDevice, BackFromRepair, MoveDevice, RetireDevice, SendToRepair
from lifecycle.devices.gate import check_bare, is_held, was_only_cleared
from lifecycle.errors import Reason, Refused
from lifecycle.events import Event, Happened
from lifecycle.requests.succession import owed
from lifecycle.returns.handover import taken_in
from lifecycle.wipes.wiping import check_free

RETIRED: Mapping[DeviceState, Happened] = {
    DeviceState.SOLD: Happened.DEVICE_SOLD,
    DeviceState.DONATED: Happened.DEVICE_DONATED,
    DeviceState.RECYCLED: Happened.DEVICE_RECYCLED,
    DeviceState.DESTROYED: Happened.DEVICE_DESTROYED,
}
"""How a device ends, by the event that brings it there."""

LEAVES_WHOLE = frozenset({DeviceState.SOLD, DeviceState.DONATED})
"""Ends in which somebody uses it on."""


def assign(case: Case, command: AssignDevice, device: Device) -> Decision:
    """Somebody has it now; with somebody who leaves, it comes back with the rest.

    What was used before comes here through its wipe and stock alone.

    Raises `Refused(NOT_REACHABLE)` for somebody who is not in Slack, and `Refused(NOT_ENROLLED)` where the policy wants
    that first.
    """
    check_bare(device)
    holder = case.look.person(command.holder_id)
    if holder is None or not holder.is_reachable:
        raise Refused(Reason.NOT_REACHABLE, field="holder_id")
    if case.policy.needs_enrolment(device.category) and not (command.enrolled or device.enrolled):
        raise Refused(Reason.NOT_ENROLLED, field="enrolled")
    after = replace(
        moved(device, Happened.DEVICE_ASSIGNED),
        holder_id=holder.id,
        location=None,
        enrolled=device.enrolled or command.enrolled,
    )
    change = changed(device, after, Event(name=Happened.DEVICE_ASSIGNED, facts={"holder_id": holder.id}))
    return Decision(changes=(change, *taken_in(case, [change.after])))


def move(case: Case, command: MoveDevice, device: Device) -> Decision:
    """It is somewhere else, and stays what it is.

    Raises `Refused(NOTHING_CHANGED)` where it is there already.
    """
    location, country = place(case, command.location, command.country)
    if (location, country) == (device.location, device.country):
        raise Refused(Reason.NOTHING_CHANGED, field="location")
    after = replace(moved(device, Happened.DEVICE_MOVED), location=location, country=country)
    return Decision(changes=(changed(device, after, Event(name=Happened.DEVICE_MOVED)),))


def send_to_repair(case: Case, command: SendToRepair, device: Device) -> Decision:
    """It leaves for repair; whoever has it keeps it. What is under legal hold is not opened by anybody."""
    check_free(device)
    after = replace(moved(device, Happened.DEVICE_SENT_TO_REPAIR), repairs=device.repairs + 1)
    event = Event(name=Happened.DEVICE_SENT_TO_REPAIR, reason=command.reason)
    return Decision(changes=(changed(device, after, event),))


def back_from_repair(case: Case, command: BackFromRepair, device: Device) -> Decision:
    """It goes where it came from; data that was on it is on it still.

    With a holder who leaves, or who has got another one for it meanwhile, it is asked for at once.
    """
    after = replace(device, state=came_from(device), condition=command.condition, note=command.note or device.note)
    event = Event(name=Happened.DEVICE_REPAIRED, facts={"condition": command.condition}, reason=command.note)
    change = changed(device, after, event)
    if device.holder_id is None:
        return Decision(changes=(change,))
    followed: tuple[Change[Item], ...] = tuple(taken_in(case, [change.after]))
    followed = followed or tuple(owed(case, change.after))
    return Decision(changes=(change, *followed))


def came_from(device: Device) -> DeviceState:
    """Where a device at repair was before."""
    if device.returned_at is not None:
        return DeviceState.RETURNED
    if device.sanitized_by is not None:
        return DeviceState.SANITIZED
    return DeviceState.IN_USE if is_held(device) else DeviceState.IN_STOCK


def retire(case: Case, command: RetireDevice, device: Device) -> Decision:
    """It leaves for good; what was only cleared leaves the company no more than from its wipe.

    Raises `Refused` for no end (NOTHING_CHOSEN), a sale without a price (AMOUNT_MISSING), and what was only cleared
    and would leave whole (CLEARED_ONLY).
    """
    check_bare(device)
    if command.end not in RETIRED:
        raise Refused(Reason.NOTHING_CHOSEN, field="end")
    if command.end is DeviceState.SOLD and command.price is None:
        raise Refused(Reason.AMOUNT_MISSING, field="price")
    if command.end in LEAVES_WHOLE and not case.policy.cleared_may_leave and was_only_cleared(case, device):
        raise Refused(Reason.CLEARED_ONLY, field="end")
    event = Event(name=RETIRED[command.end], facts={"device_id": device.id, "recipient": command.recipient})
    gone = Disposition(at=case.now, recipient=command.recipient, proof=command.proof, price=command.price)
    after = replace(moved(device, event.name), disposition=gone, location=None)
    return Decision(changes=(changed(device, after, event),))


def place(case: Case, location: str | None, country: str) -> tuple[str | None, str]:
    """A stock location with its country, or a country alone; raises `Refused(UNKNOWN_LOCATION)`."""
    if location is None:
        return None, country
    found = next((one for one in case.policy.locations if one.id == location), None)
    if found is None:
        raise Refused(Reason.UNKNOWN_LOCATION, field="location")
    return found.id, found.country
