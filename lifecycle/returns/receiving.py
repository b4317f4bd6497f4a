"""How it ends for each device of a return: received, not recovered, under legal hold."""

from collections.abc import Mapping
from dataclasses import replace

from lifecycle.case import Case, Decision
from lifecycle.change import Change, changed, device_changed
from lifecycle.device import OUT, Device, as_labelled
from lifecycle.errors import Reason, Refused, Stale
from lifecycle.events import Event, Happened
from lifecycle.retrieval import Item, ItemOutcome, Return, return_moved, settled, with_items
from lifecycle.returns.commands import CannotRecover, LiftHold, PlaceHold, ReceiveDevice

DEVICE_EVENTS: Mapping[ItemOutcome, Happened] = {
    ItemOutcome.WRITTEN_OFF: Happened.DEVICE_WRITTEN_OFF,
    ItemOutcome.BOUGHT_OUT: Happened.DEVICE_BOUGHT_OUT,
}
"""What happens to a device that does not come back."""


def receive(case: Case, command: ReceiveDevice, item: Return) -> Decision:
    """One device is in IT's hands, whatever was thought of it before; a serial that is not its own is caught.

    Raises `Refused(WRONG_SERIAL)` for that.
    """
    one = item.item(command.item)
    device = case.device(one.device_id)
    if not _is_its_own(case, device, as_labelled(command.serial)):
        raise Refused(Reason.WRONG_SERIAL, field="serial", expected=device.serial, **_whose(case, item, command.serial))
    back = replace(
        one,
        outcome=ItemOutcome.RECOVERED,
        settled_at=case.now,
        condition=command.condition,
        note=command.note,
        amount=None,
    )
    after = settled(with_items(item, back), case.now, case.actor.person_id)
    event = Event(
        name=Happened.DEVICES_RECEIVED,
        parts=(one.number,),
        facts={"condition": command.condition},
        reason=command.note,
    )
    returned = replace(
        device,
        serial=device.serial or as_labelled(command.serial) or None,
        holder_id=None,
        location=None,
        return_id=item.id,
        condition=command.condition,
        keeper=None,
        returned_at=case.now,
    )
    changes = (device_changed(device, Happened.DEVICE_RETURNED, returned), changed(item, after, event))
    return Decision(changes=changes)


def cannot_recover(case: Case, command: CannotRecover, item: Return) -> Decision:
    """These devices will not come back; a buy-out names what was paid.

    Raises `Refused(AMOUNT_MISSING)` for one that names no amount, and `Refused(ON_HOLD)` for what is under legal hold.
    """
    chosen = _chosen(item, command.items)
    if command.outcome is ItemOutcome.BOUGHT_OUT and command.amount is None:
        raise Refused(Reason.AMOUNT_MISSING, field="amount")
    devices = [case.device(one.device_id) for one in chosen]
    if held := next((device for device in devices if device.legal_hold), None):
        raise Refused(Reason.ON_HOLD, field="items", tag=held.asset_tag)
    ended = (
        replace(one, outcome=command.outcome, settled_at=case.now, reason=command.reason, amount=command.amount)
        for one in chosen
    )
    after = settled(with_items(item, *ended), case.now, case.actor.person_id)
    event = Event(
        name=Happened.NOT_RECOVERED, parts=command.items, facts={"outcome": command.outcome}, reason=command.reason
    )
    moved = tuple(_given_up(device, command.outcome) for device in devices)
    return Decision(changes=(changed(item, after, event), *moved))


def place_hold(case: Case, command: PlaceHold, item: Return) -> Decision:
    """Nothing of these is wiped or disposed of; one that is still out is no longer asked for.

    Raises `Refused(ON_HOLD)` for a device that is under legal hold already.
    """
    chosen = _chosen(item, command.items)
    devices = _here(case, item, chosen)
    if held := next((device for device in devices if device.legal_hold), None):
        raise Refused(Reason.ON_HOLD, field="items", tag=held.asset_tag)
    kept = (
        replace(one, outcome=ItemOutcome.LEGAL_HOLD, settled_at=case.now, reason=command.reason)
        for one in chosen
        if one.outcome is None
    )
    after = settled(with_items(item, *kept), case.now, case.actor.person_id)
    event = Event(name=Happened.HOLD_PLACED, parts=command.items, reason=command.reason)
    held_now = tuple(
        device_changed(device, Happened.DEVICE_HELD, replace(device, legal_hold=True)) for device in devices
    )
    return Decision(changes=(changed(item, after, event), *held_now))


def lift_hold(case: Case, command: LiftHold, item: Return) -> Decision:
    """The hold is over; what is still out has to come back, so the return goes on.

    Raises `Refused(NOT_ON_HOLD)` for a device that is under none.
    """
    chosen = _chosen(item, command.items)
    devices = _here(case, item, chosen)
    if free := next((device for device in devices if not device.legal_hold), None):
        raise Refused(Reason.NOT_ON_HOLD, field="items", tag=free.asset_tag)
    reopened = tuple(
        replace(one, outcome=None, settled_at=None, reason=None)
        for one, device in zip(chosen, devices, strict=True)
        if one.outcome is ItemOutcome.LEGAL_HOLD and device.state in OUT
    )
    after = with_items(item, *reopened)
    if reopened and not item.is_open:
        _check_no_other(case, item)
        after = replace(return_moved(after, Happened.HOLD_LIFTED), closed_at=None, closed_by=None)
    event = Event(name=Happened.HOLD_LIFTED, parts=command.items, reason=command.reason)
    freed = tuple(
        device_changed(device, Happened.DEVICE_HOLD_LIFTED, replace(device, legal_hold=False)) for device in devices
    )
    reach = case.look.contact(item.subject) if reopened else None
    contacts = (replace(reach, forget_at=None),) if reach and not reach.unreadable else ()
    return Decision(changes=(changed(item, after, event), *freed), contacts=contacts)


def _is_its_own(case: Case, device: Device, serial: str) -> bool:
    """Whether a serial number that was read is the device's; of one without, whether it is nobody else's."""
    if device.serial is not None:
        return serial == device.serial
    return not serial or case.look.device_by_serial(serial) is None


def _here(case: Case, item: Return, chosen: list[Item]) -> list[Device]:
    """The devices of these items; raises `Stale` for one that has moved on from this return."""
    devices = [case.device(one.device_id) for one in chosen]
    if any(device.return_id != item.id for device in devices):
        raise Stale(item.subject)
    return devices


def _chosen(item: Return, numbers: tuple[int, ...]) -> list[Item]:
    if not numbers:
        raise Refused(Reason.NOTHING_CHOSEN, field="items")
    return [item.item(number) for number in dict.fromkeys(numbers)]


def _given_up(device: Device, outcome: ItemOutcome) -> Change[Device]:
    after = replace(device, holder_id=None) if outcome is ItemOutcome.BOUGHT_OUT else device
    return device_changed(device, DEVICE_EVENTS[outcome], after)


def _whose(case: Case, item: Return, serial: str) -> Mapping[str, str | int | None]:
    """Of which device of the same return, or of whom, the serial is that was read instead."""
    other = case.look.device_by_serial(as_labelled(serial))
    if other is None:
        return {"tag": None, "same_return": 0}
    mine = any(one.device_id == other.id for one in item.items)
    return {"tag": other.asset_tag, "same_return": int(mine)}


def _check_no_other(case: Case, item: Return) -> None:
    if other := case.look.open_return_of(item.holder_id):
        raise Refused(Reason.RETURN_OPEN, number=other.id, reader="it")
