"""Which buttons a request shows: those whose command the rules would take now, and no others."""

from collections.abc import Iterator, Mapping

from lifecycle.request import Line, Request
from lifecycle.requests import commands
from lifecycle.rules import possible
from messages.blocks import Button
from messages.ids import Action, Target

LINE_STEPS: Mapping[Action, type[commands.OnRequest]] = {
    Action.MARK_ORDERED: commands.MarkOrdered,
    Action.MARK_RECEIVED: commands.MarkReceived,
    Action.MARK_READY: commands.MarkReady,
    Action.MARK_SHIPPED: commands.MarkShipped,
    Action.OTHER_SOURCE: commands.ChangeSource,
}
"""The command behind each button of a line, in the order in which the buttons stand."""

PARCEL_STEPS: Mapping[Action, type[commands.OnRequest]] = {
    Action.ARRIVED: commands.ConfirmArrival,
    Action.PROBLEM: commands.ReportProblem,
}
"""The command behind each button of a parcel."""


def of_line(request: Request, line: Line) -> tuple[Button, ...]:
    """The buttons of one line on IT's card; the first line of a parcel has those of the parcel too.

    They are there for a recipient who does not answer: a deactivated account cannot, and a busy person may not.
    """
    own = _row(LINE_STEPS, request, line.number)
    if line.shipment is None or line not in request.parcel(line.shipment)[:1]:
        return own
    return own + of_parcel(request, line.shipment)


def of_request(request: Request) -> tuple[Button, ...]:
    """The buttons of IT's card as a whole."""
    return deciding(request) + cancelling(request)


def deciding(request: Request) -> tuple[Button, ...]:
    """The buttons of IT's decision, while it is IT's turn."""
    if not possible(commands.ApproveRequest, request) or request.waits_for_limit:
        return ()
    target = Target(request.subject)
    return (Button(Action.APPROVE, target), Button(Action.DECLINE, target))


def of_limit(request: Request) -> tuple[Button, ...]:
    """The buttons of the second approver."""
    if not possible(commands.ApproveLimit, request):
        return ()
    target = Target(request.subject)
    return (Button(Action.APPROVE_LIMIT, target), Button(Action.DECLINE, target))


def cancelling(request: Request) -> tuple[Button, ...]:
    """The button that gives up a request, as long as anything of it can be given up."""
    can_be = possible(commands.CancelRequest, request)
    return (Button(Action.CANCEL_REQUEST, Target(request.subject)),) if can_be else ()


def of_parcel(request: Request, shipment: int) -> tuple[Button, ...]:
    """The buttons of whoever waits for a parcel, while it is under way."""
    return _row(PARCEL_STEPS, request, shipment)


def all_of(request: Request) -> Iterator[Button]:
    """Every button of IT's card, the likeliest first."""
    yield from deciding(request)
    for line in request.lines:
        yield from of_line(request, line)
    yield from cancelling(request)


def _row(steps: Mapping[Action, type[commands.OnRequest]], request: Request, number: int) -> tuple[Button, ...]:
    target = Target(request.subject, number)
    return tuple(Button(action, target) for action, command in steps.items() if possible(command, request, number))
