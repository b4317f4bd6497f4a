"""Getting a line's device: from where, ordered, received, made ready."""

from collections.abc import Mapping
from dataclasses import replace

from lifecycle.case import Case, Decision
from lifecycle.change import Change, begun, changed, device_changed
from lifecycle.device import Device, DeviceState, as_labelled
from lifecycle.errors import Fact, Reason, Refused
from lifecycle.events import Event, Happened
from lifecycle.request import Line, LineState, Request, RequestState, Source, line_moved, with_lines
from lifecycle.requests.commands import ChangeSource, MarkOrdered, MarkReady, MarkReceived
from lifecycle.requests.reserving import held, released, reserved
from lifecycle.requests.sourcing import offers
from lifecycle.subject import SubjectKind


def change_source(case: Case, command: ChangeSource, request: Request) -> Decision:
    """Take the line from somewhere else; once approved, what is chosen from stock is set aside at once."""
    before = request.line(command.line)
    line = replace(line_moved(before, Happened.SOURCE_CHANGED), source=command.source, device_id=command.device_id)
    devices: tuple[Change[Device], ...] = ()
    device = _offered(case, command, request, before)
    if request.state is RequestState.APPROVED:
        devices = released(case, request, before)
        if device is not None:
            line, taken = reserved(line, device, request)
            devices += taken
    return _decided(request, line, Event(name=Happened.SOURCE_CHANGED, parts=(line.number,)), devices)


def order(case: Case, command: MarkOrdered, request: Request) -> Decision:
    """The line is ordered: its device is expected, maybe without a serial number yet."""
    line = line_moved(request.line(command.line), Happened.LINE_ORDERED)
    case.check_day(command.expected_on, "expected_on")
    device = Device(
        id=case.look.new_id(SubjectKind.DEVICE),
        state=DeviceState.EXPECTED,
        category=line.category,
        manufacturer=line.manufacturer,
        model=line.model,
        country=request.country,
        request_id=request.id,
        price=command.paid,
    )
    line = replace(
        line,
        source=Source.PURCHASE,
        device_id=device.id,
        vendor=command.vendor,
        order_number=command.order_number,
        paid=command.paid,
        expected_on=command.expected_on,
    )
    expected = begun(device, Event(name=Happened.DEVICE_EXPECTED))
    return _decided(request, line, Event(name=Happened.LINE_ORDERED, parts=(line.number,)), (expected,))


def receive(case: Case, command: MarkReceived, request: Request) -> Decision:
    """The device is here, from its vendor or back from its way; when its line was cancelled, it simply is in stock."""
    line = request.line(command.line)
    moved = line_moved(line, Happened.LINE_RECEIVED)
    device = case.device(line.device_id)
    serial, asset_tag = identity(case, command.serial, command.asset_tag, device)
    change = device_changed(
        device,
        Happened.DEVICE_RECEIVED,
        replace(
            device,
            serial=serial,
            asset_tag=asset_tag,
            location=device.location or case.policy.only_location_in(device.country),
            purchased_on=case.today if device.state is DeviceState.EXPECTED else device.purchased_on,
        ),
    )
    event = Event(name=Happened.LINE_RECEIVED, parts=(line.number,))
    if moved.state is LineState.CANCELLED:
        return _decided(request, replace(moved, device_id=None), event, (change,))
    received, devices = held(line, change)
    return _decided(request, received, event, devices)


def make_ready(case: Case, command: MarkReady, request: Request) -> Decision:
    """Set up and packed for its person; nothing gets ready that should be enrolled and is not.

    Raises `Refused(NOT_ENROLLED)` for that.
    """
    line = line_moved(request.line(command.line), Happened.LINE_READY)
    if line.enrolment and not command.enrolled:
        raise Refused(Reason.NOT_ENROLLED, field="enrolled")
    device = case.device(line.device_id)
    ready = device_changed(device, Happened.DEVICE_READY, replace(device, enrolled=command.enrolled))
    return _decided(request, line, Event(name=Happened.LINE_READY, parts=(line.number,)), (ready,))


def identity(case: Case, serial: str | None, asset_tag: str, own: Device | None = None) -> tuple[str | None, str]:
    """The serial number and asset tag of a device, a new one or `own`, as they are kept.

    Raises `Refused` with the other device that has one of them already.
    """
    serial, asset_tag = as_labelled(serial or "") or None, as_labelled(asset_tag)
    mine = None if own is None else own.id
    known = case.look.device_by_serial(serial) if serial else None
    if known is not None and known.id != mine:
        raise Refused(Reason.SERIAL_KNOWN, field="serial", **_facts(case, known))
    known = case.look.device_by_tag(asset_tag)
    if known is not None and known.id != mine:
        raise Refused(Reason.TAG_KNOWN, field="asset_tag", **_facts(case, known))
    return serial, asset_tag


def _facts(case: Case, device: Device) -> Mapping[str, Fact]:
    """By what IT knows the device again: what it is, and who has it or where it is kept."""
    holder = None if device.holder_id is None else case.look.person(device.holder_id)
    places = {location.id: location.name for location in case.policy.locations}
    return {
        "device_id": device.id,
        "asset_tag": device.asset_tag,
        "serial": device.serial,
        "model": f"{device.manufacturer} {device.model}",
        "holder": holder.name if holder else None,
        "place": places.get(device.location or ""),
    }


def _offered(case: Case, command: ChangeSource, request: Request, line: Line) -> Device | None:
    """The device chosen for the line; raises `Refused(DEVICE_TAKEN)` when it is not on offer any more."""
    if command.source is Source.PURCHASE:
        return None
    for offer in offers(line, request.country, case.look.free_devices(line), case.policy):
        if offer.device and offer.source is command.source and offer.device.id == command.device_id:
            return offer.device
    raise Refused(Reason.DEVICE_TAKEN, field="source")


def _decided(request: Request, line: Line, event: Event, devices: tuple[Change[Device], ...]) -> Decision:
    return Decision(changes=(*devices, changed(request, with_lines(request, line), event)))
