"""A device and its successor: nobody gives a device back before the next one is there, or because of one that never is.

The link is `Request.replaces` and, for as long as the successor may still come, `Device.successor_id`. Once it has
come, the device is asked for by a return, like any that is given back for another one; what is at repair then is asked
for once it is back from there.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import timedelta

from lifecycle.calendar import local_day
from lifecycle.case import Case
from lifecycle.change import Change, Item, changed
from lifecycle.device import Device, DeviceState
from lifecycle.events import Event, Happened
from lifecycle.request import Line, LineState, Request
from lifecycle.retrieval import ReturnCause
from lifecycle.returns.commands import OpenReturn
from lifecycle.returns.handover import joined
from lifecycle.returns.offboarding import begun_with


def followed(case: Case, request: Request) -> Iterator[Change[Item]]:
    """What becomes of the device that a request is to replace, now that the request stands like this."""
    device = None if request.replaces is None else case.look.device(request.replaces)
    if device is None or device.successor_id != request.id:
        return
    states = {line.state for line in _successors(request, device)}
    if LineState.ARRIVED in states:
        free = _let_go(device, request, Happened.DEVICE_SUCCESSOR_CAME)
        yield free
        yield from _asked_back(case, free.after, request)
    elif states == {LineState.CANCELLED}:
        yield _let_go(device, request, Happened.DEVICE_SUCCESSOR_OFF)


def owed(case: Case, device: Device) -> Iterator[Change[Item]]:
    """The return of a device whose successor came while it was at repair, now that its holder is to have it again."""
    number = case.look.succeeded_by(device.id)
    request = None if number is None else case.look.request(number)
    if request is not None:
        yield from _asked_back(case, device, request)


def _successors(request: Request, device: Device) -> Iterable[Line]:
    """What takes its place: of a bundle, what is of its category."""
    return [line for line in request.lines if line.category == device.category] or request.lines


def _let_go(device: Device, request: Request, name: Happened) -> Change[Device]:
    return changed(device, replace(device, successor_id=None), Event(name=name, facts={"request": request.id}))


def _asked_back(case: Case, device: Device, request: Request) -> Iterator[Change[Item]]:
    """The return of the old device, if the same person has it still; it joins the one that they have open already."""
    holder = None if device.holder_id is None else case.look.person(device.holder_id)
    if holder is None or device.state is not DeviceState.IN_USE or holder.id != request.recipient_id:
        return
    last_day = local_day(case.now, holder.zone) + timedelta(days=case.policy.refresh.days_to_change)
    found = case.look.open_return_of(holder.id)
    if found is None:
        swap = OpenReturn(holder_id=holder.id, cause=ReturnCause.SWAP, last_day=last_day, device_ids=(device.id,))
        yield from begun_with(case, swap, holder, [device], opened_by=request.requester_id).changes
    elif found.cause is ReturnCause.SWAP:
        yield from joined(found, device, last_day)
