"""Putting a device's record right, by IT and with a reason: any field, and the state where no gate is passed by it."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from lifecycle.case import Case, Decision
from lifecycle.change import changed
from lifecycle.device import AT_HAND, DEVICE_ENDS, Device, DeviceState
from lifecycle.devices.commands import CorrectDevice
from lifecycle.devices.gate import check_bare, is_bare, is_held
from lifecycle.devices.life import place
from lifecycle.devices.loss import awaited
from lifecycle.errors import Reason, Refused, Stale
from lifecycle.events import Event, Happened
from lifecycle.requests.supply import identity
from lifecycle.sanitization import Method
from lifecycle.wipes.wiping import check_free

STATES = (DeviceState.IN_STOCK, DeviceState.IN_USE, DeviceState.RETURNED)
"""To what a state can be corrected; everything else has a road of its own."""

SETTLED = AT_HAND | DEVICE_ENDS | {DeviceState.LOST, DeviceState.WRITTEN_OFF}
"""Where no request and no return is at work on a device."""

HELD = frozenset({DeviceState.IN_USE, DeviceState.IN_REPAIR, DeviceState.LOST, DeviceState.WRITTEN_OFF})
"""Where a device may have a holder, among `SETTLED`."""


def correct(case: Case, command: CorrectDevice, device: Device) -> Decision:
    """The record as it is to be. Raises `Stale` for who has looked at an older one."""
    if command.version != device.version:
        raise Stale(device.subject)
    serial, asset_tag = identity(case, command.serial, command.asset_tag, device)
    location, country = place(case, command.location, command.country)
    after = replace(
        device,
        category=command.category,
        manufacturer=command.manufacturer,
        model=command.model,
        serial=serial,
        asset_tag=asset_tag,
        location=location,
        country=country,
        holder_id=command.holder_id,
        keeper=None if command.holder_id is not None else command.keeper,
        condition=command.condition,
        price=command.price,
        purchased_on=command.purchased_on,
        warranty_until=command.warranty_until,
        system=command.system,
        note=command.note,
        attributes=command.attributes,
    )
    after = _stated(case, device, after, command.state or device.state)
    if after == device:
        raise Refused(Reason.NOTHING_CHANGED)
    facts = {"from": device.holder_id, "to": after.holder_id}
    event = Event(name=Happened.DEVICE_CORRECTED, reason=command.reason, facts=facts)
    return Decision(changes=(changed(device, after, event),))


def _stated(case: Case, before: Device, after: Device, state: DeviceState) -> Device:
    """The device in that state, with the holder that is possible there."""
    if (before.holder_id, before.keeper, before.state) != (after.holder_id, after.keeper, state):
        _check_settled(case, before, "holder_id" if state is before.state else "state")
    if state is before.state:
        _check_holder(before, after)
        return after
    if state not in STATES:
        raise Refused(Reason.STATE_NOT_CORRECTED, field="state")
    check_free(before)
    return _CORRECTED[state](case, before, after)


def _check_settled(case: Case, device: Device, field: str) -> None:
    """A request or a return that is at work on a device says where it is, and with whom."""
    waiting = awaited(case, device)
    if device.request_id is not None or device.state not in SETTLED or (waiting and waiting[1].outcome is None):
        raise Refused(Reason.UNDER_WAY, field=field)


def _check_holder(before: Device, after: Device) -> None:
    """Somebody has what is in use; elsewhere, a holder only changes into another, so that no gate is passed by it."""
    if after.state is DeviceState.IN_USE and not is_held(after):
        raise Refused(Reason.HOLDER_MISSING, field="holder_id")
    is_another = (before.holder_id, before.keeper) != (after.holder_id, after.keeper)
    if after.state is not DeviceState.IN_USE and is_held(before) and is_held(after) and is_another:
        raise Refused(Reason.NOT_SANITIZED, field="holder_id")
    if after.state not in HELD and is_held(after) and not is_held(before):
        raise Refused(Reason.NO_HOLDER_HERE, field="holder_id")
    if after.state in HELD and is_held(before) != is_held(after):
        raise Refused(Reason.NO_HOLDER_HERE if is_held(after) else Reason.HOLDER_MISSING, field="holder_id")


def _in_stock(case: Case, before: Device, after: Device) -> Device:
    """Only what has nobody's data on it, and is whole."""
    check_bare(before, "state")
    _check_whole(before)
    return replace(_anew(after), state=DeviceState.IN_STOCK, holder_id=None, keeper=None)


def _in_use(case: Case, before: Device, after: Device) -> Device:
    """Not what IT has got back and not wiped; what is lost, written off or bought is still with whoever had it."""
    if before.returned_at is not None:
        raise Refused(Reason.NOT_SANITIZED, field="state")
    _check_whole(before)
    is_same = (after.holder_id, after.keeper) == (before.holder_id, before.keeper)
    if before.state is not DeviceState.IN_USE and not is_bare(before) and is_held(before) and not is_same:
        raise Refused(Reason.NOT_SANITIZED, field="holder_id")
    if not is_held(after):
        raise Refused(Reason.HOLDER_MISSING, field="holder_id")
    _check_buyer(case, before, after)
    return replace(_anew(after), state=DeviceState.IN_USE, location=None)


def _check_buyer(case: Case, before: Device, after: Device) -> None:
    """Raises `Refused(ONLY_ITS_BUYER)`: what was bought with data on it is in use again by whose data that is alone."""
    if before.state not in DEVICE_ENDS or is_bare(before):
        return
    bought_by = None if before.return_id is None else case.look.the_return(before.return_id)
    buyer = None if bought_by is None else case.look.person(bought_by.holder_id)
    if buyer is None or after.holder_id != buyer.id:
        raise Refused(Reason.ONLY_ITS_BUYER, field="holder_id", name=buyer.name if buyer else None)


def _returned(case: Case, before: Device, after: Device) -> Device:
    """From here on it is as if it had just come back."""
    back = replace(_anew(after), state=DeviceState.RETURNED, holder_id=None, keeper=None)
    return replace(back, returned_at=case.now)


def _anew(device: Device) -> Device:
    return replace(device, disposition=None, return_id=None, sanitized_by=None)


def _check_whole(device: Device) -> None:
    if device.sanitized_by is Method.DESTROY:
        raise Refused(Reason.DESTROYED_MEDIA, field="state")


_CORRECTED: Mapping[DeviceState, Callable[[Case, Device, Device], Device]] = {
    DeviceState.IN_STOCK: _in_stock,
    DeviceState.IN_USE: _in_use,
    DeviceState.RETURNED: _returned,
}
