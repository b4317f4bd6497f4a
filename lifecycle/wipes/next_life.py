"""What becomes of a device whose data is gone: stock again, or an end."""

from dataclasses import replace

from lifecycle.case import Case, Decision
from lifecycle.change import changed
from lifecycle.device import Device, Disposition, moved
from lifecycle.errors import Reason, Refused
from lifecycle.events import Event, Happened
from lifecycle.money import Money
from lifecycle.sanitization import Method
from lifecycle.wipes.commands import BackToStock, DestroyDevice, Donate, Recycle, Resell
from lifecycle.wipes.wiping import check_free


def back_to_stock(case: Case, command: BackToStock, device: Device) -> Decision:
    """The device is kept for its next person; what it was before, and agreed on with whom, is in its log.

    Raises `Refused(UNKNOWN_LOCATION)` for a place that the policy does not have.
    """
    _check_usable(device)
    location = next((one for one in case.policy.locations if one.id == command.location), None)
    if location is None:
        raise Refused(Reason.UNKNOWN_LOCATION, field="location")
    after = replace(
        device,
        country=location.country,
        location=location.id,
        holder_id=None,
        request_id=None,
        return_id=None,
        enrolled=False,
        sanitized_by=None,
        refresh_after=None,
        acknowledged=(),
    )
    return _decided(device, after, Happened.DEVICE_RESTOCKED, location.name)


def resell(case: Case, command: Resell, device: Device) -> Decision:
    """Sold: it leaves the company's control."""
    _check_may_leave(case, device)
    return _ended(case, device, Happened.DEVICE_SOLD, command.recipient, price=command.price)


def donate(case: Case, command: Donate, device: Device) -> Decision:
    """Given away: it leaves the company's control."""
    _check_may_leave(case, device)
    return _ended(case, device, Happened.DEVICE_DONATED, command.recipient)


def recycle(case: Case, command: Recycle, device: Device) -> Decision:
    """Handed to a recycler."""
    check_free(device)
    return _ended(case, device, Happened.DEVICE_RECYCLED, command.recipient, command.proof)


def destroy(case: Case, command: DestroyDevice, device: Device) -> Decision:
    """Destroyed as a whole."""
    check_free(device)
    return _ended(case, device, Happened.DEVICE_DESTROYED, command.recipient, command.proof)


def _check_usable(device: Device) -> None:
    check_free(device)
    if device.sanitized_by is Method.DESTROY:
        raise Refused(Reason.DESTROYED_MEDIA)


def _check_may_leave(case: Case, device: Device) -> None:
    """Clear is for reuse within the company; what leaves it is to be purged [NIST SP 800-88 Rev. 2, 3.1]."""
    _check_usable(device)
    if device.sanitized_by is Method.CLEAR and not case.policy.cleared_may_leave:
        raise Refused(Reason.CLEARED_ONLY)


def _ended(
    case: Case, device: Device, event: Happened, recipient: str, proof: str | None = None, price: Money | None = None
) -> Decision:
    disposition = Disposition(at=case.now, recipient=recipient, proof=proof, price=price)
    return _decided(device, replace(device, disposition=disposition), event, recipient)


def _decided(device: Device, after: Device, name: Happened, recipient: str) -> Decision:
    event = Event(name=name, facts={"device_id": device.id, "recipient": recipient})
    state = moved(device, name).state
    return Decision(changes=(changed(device, replace(after, state=state), event),))
