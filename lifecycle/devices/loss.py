"""A device is lost or stolen, or turns up again: through the return that waits for it, where there is one."""

from dataclasses import replace

from lifecycle.case import Case, Decision
from lifecycle.change import changed
from lifecycle.device import Device, moved
from lifecycle.devices.commands import MarkFound, ReportLost
from lifecycle.events import Event, Happened
from lifecycle.retrieval import Item, ProblemKind, Return
from lifecycle.returns import receiving, way_back
from lifecycle.returns.commands import AskForHelp, ReceiveDevice
from lifecycle.returns.rules import COMES_BACK


def report_lost(case: Case, command: ReportLost, device: Device) -> Decision:
    """IT hears of it at once; the device stays with whoever had it last until it turns up."""
    waiting = awaited(case, device)
    if waiting is not None and waiting[1].outcome is None:
        found, item = waiting
        kind = ProblemKind.LOST_OR_STOLEN
        asked = AskForHelp(return_id=found.id, kind=kind, text=command.text, items=(item.number,))
        return way_back.ask_for_help(case, asked, found)
    event = Event(name=Happened.DEVICE_LOST, reason=command.text)
    return Decision(changes=(changed(device, moved(device, Happened.DEVICE_LOST), event),))


def mark_found(case: Case, command: MarkFound, device: Device) -> Decision:
    """It is back, and whoever had it may have left data on it: it is to be wiped."""
    waiting = awaited(case, device)
    if waiting is not None:
        found, item = waiting
        received = ReceiveDevice(
            return_id=found.id,
            item=item.number,
            serial=device.serial or "",
            condition=command.condition,
            note=command.note,
        )
        return receiving.receive(case, received, found)
    after = replace(
        moved(device, Happened.DEVICE_FOUND),
        holder_id=None,
        keeper=None,
        location=None,
        sanitized_by=None,
        condition=command.condition,
        returned_at=case.now,
    )
    event = Event(name=Happened.DEVICE_FOUND, facts={"condition": command.condition}, reason=command.note)
    return Decision(changes=(changed(device, after, event),))


def awaited(case: Case, device: Device) -> tuple[Return, Item] | None:
    """The return that still takes the device in, with its item there."""
    found = None if device.return_id is None else case.look.the_return(device.return_id)
    items = found.items if found else ()
    item = next((one for one in items if one.device_id == device.id and one.outcome in COMES_BACK), None)
    return (found, item) if found and item else None
