"""Which buttons a request shows: those whose command the rules would take now, and no others."""

from collections.abc import Callable, Iterator, Mapping

from lifecycle.device import DeviceState
from lifecycle.events import Happened
from lifecycle.facts import RequestFacts
from lifecycle.request import LINE_TRANSITIONS, REQUEST_ENDS, Line, LineState, Request, RequestState, Source
from messages.blocks import Button
from messages.ids import Action, Target

LINE_EVENTS: Mapping[Action, Happened] = {
    Action.MARK_ORDERED: Happened.LINE_ORDERED,
    Action.MARK_RECEIVED: Happened.LINE_RECEIVED,
    Action.MARK_READY: Happened.LINE_READY,
    Action.MARK_SHIPPED: Happened.LINES_SHIPPED,
    Action.OTHER_SOURCE: Happened.SOURCE_CHANGED,
}
"""What each button of a line leads to, in the order in which the buttons stand."""


def _is_approved(facts: RequestFacts, _: Line) -> bool:
    return facts.request.state is RequestState.APPROVED


def _is_expected(facts: RequestFacts, line: Line) -> bool:
    """Whether an ordered device has still to come, for an open line or for stock."""
    device = facts.devices.get(line.device_id or 0)
    return device is not None and device.state is DeviceState.EXPECTED


def _can_leave(facts: RequestFacts, line: Line) -> bool:
    return _is_approved(facts, line) and may_ship(line)


def _has_another_source(facts: RequestFacts, line: Line) -> bool:
    """Whether the device is not bought yet; what is bought and received is there to be used."""
    is_open = facts.request.state not in REQUEST_ENDS
    return is_open and line.tracked and (line.state is LineState.WAITING or line.source is not Source.PURCHASE)


GUARDS: Mapping[Action, Callable[[RequestFacts, Line], bool]] = {
    Action.MARK_ORDERED: _is_approved,
    Action.MARK_RECEIVED: _is_expected,
    Action.MARK_READY: _is_approved,
    Action.MARK_SHIPPED: _can_leave,
    Action.OTHER_SOURCE: _has_another_source,
}
"""What the state of a line alone does not tell."""


def may_ship(line: Line) -> bool:
    """Whether a line is to be shipped: for the first time, or again because something went wrong."""
    return line.state is LineState.READY or (line.state is LineState.SHIPPED and line.problem is not None)


def may_cancel(line: Line) -> bool:
    """Whether a line can be given up still."""
    return LINE_TRANSITIONS.target(Happened.REQUEST_CANCELLED, line.state) is not None


def of_line(facts: RequestFacts, line: Line) -> tuple[Button, ...]:
    """The buttons of one line."""
    target = Target(facts.request.id, line.number)
    return tuple(
        Button(action, target)
        for action, event in LINE_EVENTS.items()
        if LINE_TRANSITIONS.target(event, line.state) is not None and GUARDS[action](facts, line)
    )


def of_request(request: Request) -> tuple[Button, ...]:
    """The buttons of IT's card as a whole."""
    return deciding(request) + cancelling(request)


def deciding(request: Request) -> tuple[Button, ...]:
    """The buttons of IT's decision, while it is IT's turn."""
    if request.state is not RequestState.SUBMITTED or request.waits_for_limit:
        return ()
    target = Target(request.id)
    return (Button(Action.APPROVE, target), Button(Action.DECLINE, target))


def of_limit(request: Request) -> tuple[Button, ...]:
    """The buttons of the second approver."""
    if request.state is not RequestState.SUBMITTED or not request.waits_for_limit:
        return ()
    target = Target(request.id)
    return (Button(Action.APPROVE_LIMIT, target), Button(Action.DECLINE, target))


def cancelling(request: Request) -> tuple[Button, ...]:
    """The button that gives up a request, as long as anything of it can be given up."""
    is_open = request.state not in REQUEST_ENDS and any(map(may_cancel, request.lines))
    return (Button(Action.CANCEL_REQUEST, Target(request.id)),) if is_open else ()


def of_parcel(request: Request, shipment: int) -> tuple[Button, ...]:
    """The buttons of whoever waits for a parcel, while it is under way."""
    if not any(line.state is LineState.SHIPPED for line in request.parcel(shipment)):
        return ()
    target = Target(request.id, shipment)
    return (Button(Action.ARRIVED, target), Button(Action.PROBLEM, target))


def all_of(facts: RequestFacts) -> Iterator[Button]:
    """Every button of IT's card, the likeliest first."""
    yield from deciding(facts.request)
    for line in facts.request.lines:
        yield from of_line(facts, line)
    yield from cancelling(facts.request)
