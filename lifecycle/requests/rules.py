"""What may be done with a request, by whom, and what follows: one table, which desk, buttons and forms go by."""

from collections.abc import Callable, Iterable

from lifecycle.events import Happened
from lifecycle.permissions import it, it_or_requester, it_or_second_approver, it_or_speaker, second_approver
from lifecycle.request import LINE_TRANSITIONS, Line, LineState, Request, RequestState, Source
from lifecycle.requests import approval, arrival, commands, supply, upkeep
from lifecycle.rule import Pick, Rule, Rules, always

SUBMITTED = frozenset({RequestState.SUBMITTED})
APPROVED = frozenset({RequestState.APPROVED})
OPEN = SUBMITTED | APPROVED
NOT_GIVEN_UP = OPEN | {RequestState.FULFILLED}
ANY = frozenset(RequestState)
DECISIONS = frozenset({Happened.REQUEST_APPROVED, Happened.REQUEST_DECLINED})


def _has_another_source(line: Line) -> bool:
    """Whether the device is not bought yet; what is bought and received is there to be used."""
    return line.tracked and (line.state is LineState.WAITING or line.source is not Source.PURCHASE)


def _is_to_come(line: Line) -> bool:
    """Whether IT has still to get the device: one that was ordered, or, for stock, that of a line that was given up."""
    return line.state is LineState.ORDERED or (line.state is LineState.CANCELLED and line.device_id is not None)


def _may_be_given_up(line: Line) -> bool:
    """Whether it is not on its way, or will not come well by that: it is damaged, lost, the wrong one."""
    return line.state is not LineState.SHIPPED or line.problem is not None


def _may_leave(line: Line) -> bool:
    """Whether it is to be shipped: for the first time, or again because something went wrong."""
    return line.state is LineState.READY or line.problem is not None


def _of_line(request: Request, number: int | None) -> Iterable[Line]:
    return request.lines if number is None else (request.line(number),)


def _of_parcel(request: Request, number: int | None) -> Iterable[Line]:
    return () if number is None else request.parcel(number)


def _moves(event: Happened, fits: Callable[[Line], bool]) -> Callable[[Line], bool]:
    return lambda line: LINE_TRANSITIONS.target(event, line.state) is not None and fits(line)


def _line(event: Happened, fits: Callable[[Line], bool] = always) -> Pick[Request]:
    """A line that `event` would move, where `fits` says what its state alone does not tell."""
    return Pick(_of_line, _moves(event, fits))


def _parcel(event: Happened) -> Pick[Request]:
    return Pick(_of_parcel, _moves(event, always))


REQUEST_RULES: Rules = {
    commands.ApproveLimit: Rule(
        decide=approval.approve_limit,
        may=second_approver,
        states=SUBMITTED,
        when=lambda request: request.waits_for_limit,
        own=lambda request: request.people,
        settled_by=frozenset({Happened.LIMIT_APPROVED}),
    ),
    commands.ApproveRequest: Rule(
        decide=approval.approve,
        may=it,
        states=SUBMITTED,
        own=lambda request: request.people,
        settled_by=DECISIONS,
    ),
    commands.DeclineRequest: Rule(
        decide=approval.decline, may=it_or_second_approver, states=SUBMITTED, settled_by=DECISIONS
    ),
    commands.CancelRequest: Rule(
        decide=approval.cancel,
        may=it_or_requester,
        states=OPEN,
        parts=_line(Happened.REQUEST_CANCELLED, _may_be_given_up),
    ),
    commands.ChangeSource: Rule(
        decide=supply.change_source,
        may=it,
        states=OPEN,
        parts=_line(Happened.SOURCE_CHANGED, _has_another_source),
        names=lambda command: (command.line,),
    ),
    commands.MarkOrdered: Rule(
        decide=supply.order,
        may=it,
        states=APPROVED,
        parts=_line(Happened.LINE_ORDERED),
        names=lambda command: (command.line,),
    ),
    commands.MarkReceived: Rule(
        decide=supply.receive,
        may=it,
        states=ANY,
        parts=_line(Happened.LINE_RECEIVED, _is_to_come),
        names=lambda command: (command.line,),
    ),
    commands.MarkReady: Rule(
        decide=supply.make_ready,
        may=it,
        states=APPROVED,
        parts=_line(Happened.LINE_READY),
        names=lambda command: (command.line,),
    ),
    commands.MarkShipped: Rule(
        decide=arrival.ship,
        may=it,
        states=APPROVED,
        parts=_line(Happened.LINES_SHIPPED, _may_leave),
        names=lambda command: command.lines or (None,),
    ),
    commands.ConfirmArrival: Rule(
        decide=arrival.confirm_arrival,
        may=it_or_speaker,
        states=APPROVED,
        parts=_parcel(Happened.LINES_ARRIVED),
        names=lambda command: (command.shipment,),
    ),
    commands.ReportProblem: Rule(
        decide=arrival.report_problem,
        may=it_or_speaker,
        states=APPROVED,
        parts=_parcel(Happened.PROBLEM_REPORTED),
        names=lambda command: (command.shipment,),
    ),
    commands.TieHire: Rule(decide=upkeep.tie_hire, may=it, states=NOT_GIVEN_UP),
    commands.LookAtRequest: Rule(decide=upkeep.look_again, may=it, states=ANY),
}
