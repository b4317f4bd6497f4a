"""The way to the person: shipped, arrived, or something went wrong."""

from dataclasses import replace

from lifecycle.case import Case, Decision
from lifecycle.change import Change, changed, device_changed
from lifecycle.device import Device
from lifecycle.errors import Reason, Refused
from lifecycle.events import Event, Happened
from lifecycle.request import Line, Request, Shipment, line_moved, settled, with_lines
from lifecycle.requests.commands import ConfirmArrival, MarkShipped, ReportProblem
from lifecycle.requests.succession import followed
from lifecycle.returns.handover import taken_in


def ship(case: Case, command: MarkShipped, request: Request) -> Decision:
    """These lines leave in one parcel; a line with an open problem may be sent again.

    Raises `Refused(NOTHING_CHOSEN)` for no lines.
    """
    if not command.lines:
        raise Refused(Reason.NOTHING_CHOSEN, field="lines")
    case.check_day(command.expected_on, "expected_on")
    shipment = Shipment(
        number=len(request.shipments) + 1,
        carrier=command.carrier,
        tracking=command.tracking,
        expected_on=command.expected_on,
        shipped_at=case.now,
    )
    before = [request.line(number) for number in command.lines]
    lines = [
        replace(line_moved(line, Happened.LINES_SHIPPED), shipment=shipment.number, problem=None) for line in before
    ]
    after = replace(with_lines(request, *lines), shipments=(*request.shipments, shipment))
    event = Event(name=Happened.LINES_SHIPPED, parts=command.lines, facts={"shipment": shipment.number})
    devices = _devices(case, lines, Happened.DEVICE_SHIPPED)
    return Decision(changes=(*devices, changed(request, after, event)))


def confirm_arrival(case: Case, command: ConfirmArrival, request: Request) -> Decision:
    """The parcel is there: the recipient holds what was in it, and the request ends with its last open line."""
    lines = [
        replace(line_moved(line, Happened.LINES_ARRIVED), problem=None) for line in request.parcel(command.shipment)
    ]
    shipments = tuple(
        replace(one, arrived_at=case.now) if one.number == command.shipment else one for one in request.shipments
    )
    after = settled(replace(with_lines(request, *lines), shipments=shipments))
    event = Event(
        name=Happened.LINES_ARRIVED,
        parts=tuple(line.number for line in lines),
        facts={"shipment": command.shipment},
    )
    devices = _devices(case, lines, Happened.DEVICE_ARRIVED, holder_id=request.recipient_id)
    back = taken_in(case, (change.after for change in devices))
    return Decision(changes=(*devices, changed(request, after, event), *back, *followed(case, after)))


def report_problem(case: Case, command: ReportProblem, request: Request) -> Decision:
    """Something is wrong with the parcel: IT hears of it, and may send again what is in it."""
    lines = [
        replace(line_moved(line, Happened.PROBLEM_REPORTED), problem=command.kind)
        for line in request.parcel(command.shipment)
    ]
    event = Event(
        name=Happened.PROBLEM_REPORTED,
        parts=tuple(line.number for line in lines),
        facts={"shipment": command.shipment, "kind": command.kind},
        reason=command.text,
    )
    return Decision(changes=(changed(request, with_lines(request, *lines), event),))


def _devices(
    case: Case, lines: list[Line], event: Happened, *, holder_id: int | None = None
) -> tuple[Change[Device], ...]:
    """The devices of these lines, moved; once it has a holder, a device is set aside for nobody."""
    devices = [case.device(line.device_id) for line in lines if line.device_id is not None]
    if holder_id is None:
        return tuple(device_changed(device, event) for device in devices)
    return tuple(
        device_changed(device, event, replace(device, holder_id=holder_id, request_id=None, location=None))
        for device in devices
    )
