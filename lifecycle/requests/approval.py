"""Deciding on a request: the second approver, IT, a no, a change of mind."""

from collections.abc import Sequence
from dataclasses import replace

from lifecycle.case import Case, Decision
from lifecycle.change import Change, changed
from lifecycle.device import Device
from lifecycle.errors import Reason, Refused
from lifecycle.events import Event, Happened
from lifecycle.request import (
    LINE_ENDS,
    Line,
    LineState,
    Request,
    RequestState,
    Source,
    line_moved,
    request_moved,
    settled,
    with_lines,
)
from lifecycle.requests.commands import ApproveLimit, ApproveRequest, CancelRequest, DeclineRequest
from lifecycle.requests.reserving import in_hand, released, reserved
from lifecycle.requests.sourcing import chosen
from lifecycle.requests.succession import followed


def approve_limit(case: Case, command: ApproveLimit, request: Request) -> Decision:
    """The second approver agrees; IT may decide from now on."""
    after = replace(
        request_moved(request, Happened.LIMIT_APPROVED),
        limit_approved_by=case.actor.person_id,
        limit_approved_at=case.now,
    )
    return Decision(changes=(changed(request, after, Event(name=Happened.LIMIT_APPROVED)),))


def approve(case: Case, command: ApproveRequest, request: Request) -> Decision:
    """IT agrees: what is in stock is set aside, the rest waits to be ordered.

    What is over the limit takes two people, even where one has both roles.

    Raises `Refused(LIMIT_FIRST)` before the second approver has decided, and `Refused(FOUR_EYES)` for that same person.
    """
    after = request_moved(request, Happened.REQUEST_APPROVED)
    if request.waits_for_limit:
        raise Refused(Reason.LIMIT_FIRST)
    if request.over_limit and request.limit_approved_by == case.actor.person_id:
        raise Refused(Reason.FOUR_EYES)
    lines, devices = _set_aside(case, request)
    after = replace(after, lines=lines, decided_by=case.actor.person_id, decided_at=case.now)
    return Decision(changes=(*devices, changed(request, after, Event(name=Happened.REQUEST_APPROVED))))


def decline(case: Case, command: DeclineRequest, request: Request) -> Decision:
    """A no, with its reason; it ends every line, so that nothing can be done with one any more."""
    after = replace(
        request_moved(request, Happened.REQUEST_DECLINED),
        lines=tuple(_given_up(line, Happened.REQUEST_DECLINED) for line in request.lines),
        decided_by=case.actor.person_id,
        decided_at=case.now,
        decline_reason=command.reason,
    )
    event = Event(name=Happened.REQUEST_DECLINED, reason=command.reason)
    return Decision(changes=(changed(request, after, event), *followed(case, after)))


def cancel(case: Case, command: CancelRequest, request: Request) -> Decision:
    """Give up some or all open lines: what was set aside is free again, what has still to come will come into stock.

    What is on its way can be given up once a problem with it was reported.

    Raises `Refused(NOTHING_CHOSEN)` for no lines, and `Refused(ALREADY_SHIPPED)` for one that is on its way.
    """
    request_moved(request, Happened.REQUEST_CANCELLED)
    given_up = [request.line(number) for number in command.lines]
    if not given_up:
        raise Refused(Reason.NOTHING_CHOSEN, field="lines")
    if any(line.state is LineState.SHIPPED and line.problem is None for line in given_up):
        raise Refused(Reason.ALREADY_SHIPPED, field="lines")
    devices = tuple(change for line in given_up for change in released(case, request, line))
    after = settled(with_lines(request, *(_given_up(line, Happened.REQUEST_CANCELLED) for line in given_up)))
    after = replace(after, over_limit=request.over_limit and case.policy.exceeds_limit(after.total))
    if after.state is RequestState.CANCELLED:
        after = replace(after, decided_by=case.actor.person_id, decided_at=case.now)
    event = Event(name=Happened.REQUEST_CANCELLED, parts=command.lines, reason=command.reason)
    return Decision(changes=(*devices, changed(request, after, event), *followed(case, after)))


def _set_aside(case: Case, request: Request) -> tuple[tuple[Line, ...], tuple[Change[Device], ...]]:
    lines: list[Line] = []
    devices: list[Change[Device]] = []
    for line in request.lines:
        taken = {change.after.id for change in devices}
        approved, changes = _approved(case, request, line, taken)
        lines.append(approved)
        devices.extend(changes)
    return tuple(lines), tuple(devices)


def _approved(case: Case, request: Request, line: Line, taken: set[int]) -> tuple[Line, tuple[Change[Device], ...]]:
    """The line once agreed to; when the last fitting device in stock went to somebody else, it is to be ordered."""
    if line.state in LINE_ENDS:
        return line, ()
    if not line.tracked:
        return in_hand(line), ()
    stock = [device for device in _stock(case, line) if device.id not in taken]
    device = chosen(line, request.country, stock, case.policy)
    if device is None:
        return replace(line, source=Source.PURCHASE, device_id=None), ()
    return reserved(line, device, request)


def _stock(case: Case, line: Line) -> Sequence[Device]:
    return () if line.source is Source.PURCHASE else case.look.free_devices(line)


def _given_up(line: Line, event: Happened) -> Line:
    """The line, ended; it keeps nothing but a device that has still to come, from the vendor or back from its way."""
    device_id = line.device_id if line.state in STILL_TO_COME else None
    return replace(line_moved(line, event), device_id=device_id, problem=None)


STILL_TO_COME = frozenset({LineState.ORDERED, LineState.SHIPPED})
