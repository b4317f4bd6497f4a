"""Setting a device aside for a line, and letting it go again."""

from dataclasses import replace

from lifecycle.case import Case
from lifecycle.change import Change, device_changed
from lifecycle.device import Device
from lifecycle.events import Happened
from lifecycle.request import Line, Request, line_moved


def reserved(line: Line, device: Device, request: Request) -> tuple[Line, tuple[Change[Device], ...]]:
    """A line whose device was taken from stock."""
    change = device_changed(device, Happened.DEVICE_RESERVED, replace(device, request_id=request.id))
    return held(line, change)


def held(line: Line, change: Change[Device]) -> tuple[Line, tuple[Change[Device], ...]]:
    """A line whose device is in IT's hands by `change`; one that needs no enrolment is ready at once."""
    line = in_hand(replace(line, device_id=change.after.id))
    if line.enrolment:
        return line, (change,)
    return line, (change, device_changed(change.after, Happened.DEVICE_READY))


def in_hand(line: Line) -> Line:
    """The line, received; ready too when there is nothing to enrol."""
    received = line_moved(line, Happened.LINE_RECEIVED)
    return received if line.tracked and line.enrolment else line_moved(received, Happened.LINE_READY)


def released(case: Case, request: Request, line: Line) -> tuple[Change[Device], ...]:
    """The line's device, set aside no longer; nothing when none was."""
    if line.device_id is None:
        return ()
    device = case.device(line.device_id)
    if device.request_id != request.id:
        return ()
    return (device_changed(device, Happened.DEVICE_RELEASED, replace(device, request_id=None)),)
