"""What may be done with a request as it stands: one table, which the rules, the buttons and the forms go by.

Who may is another question: see `lifecycle/permissions.py`.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from lifecycle import commands
from lifecycle.errors import Stale
from lifecycle.events import Happened
from lifecycle.request import LINE_TRANSITIONS, Line, LineState, Request, RequestState, Source

SUBMITTED = frozenset({RequestState.SUBMITTED})
APPROVED = frozenset({RequestState.APPROVED})
OPEN = SUBMITTED | APPROVED
NOT_GIVEN_UP = OPEN | {RequestState.FULFILLED}
ANY = frozenset(RequestState)
DECISIONS = frozenset({Happened.REQUEST_APPROVED, Happened.REQUEST_DECLINED})


def _any(_: Request | Line) -> bool:
    return True


def _waits_for_limit(request: Request) -> bool:
    return request.waits_for_limit


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


def _lines(request: Request, number: int | None) -> Iterable[Line]:
    return request.lines if number is None else (request.line(number),)


def _parcel(request: Request, number: int | None) -> Iterable[Line]:
    return () if number is None else request.parcel(number)


@dataclass(frozen=True, slots=True)
class Row:
    """When a command makes sense: in these states of the request, and, where it moves lines, while one fits.

    `moves` is what would happen to such a line, `fits` what its state alone does not tell, and `among` finds the lines
    that a number means. `when` is what the request's state alone does not tell. Once the command makes sense no more,
    `settled_by` is what tells best why; without any of that, what happened last does.
    """

    states: frozenset[RequestState]
    moves: Happened | None = None
    fits: Callable[[Line], bool] = _any
    among: Callable[[Request, int | None], Iterable[Line]] = _lines
    when: Callable[[Request], bool] = _any
    settled_by: frozenset[Happened] = frozenset()

    def takes(self, line: Line) -> bool:
        """Whether the command can be about this line."""
        return self.moves is None or (LINE_TRANSITIONS.target(self.moves, line.state) is not None and self.fits(line))


POSSIBLE: Mapping[type[commands.OnRequest], Row] = {
    commands.ApproveLimit: Row(SUBMITTED, when=_waits_for_limit, settled_by=frozenset({Happened.LIMIT_APPROVED})),
    commands.ApproveRequest: Row(SUBMITTED, settled_by=DECISIONS),
    commands.DeclineRequest: Row(SUBMITTED, settled_by=DECISIONS),
    commands.CancelRequest: Row(OPEN, Happened.REQUEST_CANCELLED, _may_be_given_up),
    commands.ChangeSource: Row(OPEN, Happened.SOURCE_CHANGED, _has_another_source),
    commands.MarkOrdered: Row(APPROVED, Happened.LINE_ORDERED),
    commands.MarkReceived: Row(ANY, Happened.LINE_RECEIVED, _is_to_come),
    commands.MarkReady: Row(APPROVED, Happened.LINE_READY),
    commands.MarkShipped: Row(APPROVED, Happened.LINES_SHIPPED, _may_leave),
    commands.ConfirmArrival: Row(APPROVED, Happened.LINES_ARRIVED, among=_parcel),
    commands.ReportProblem: Row(APPROVED, Happened.PROBLEM_REPORTED, among=_parcel),
    commands.TieHire: Row(NOT_GIVEN_UP),
    commands.LookAgain: Row(ANY),
}


def possible(command: type[commands.OnRequest], request: Request, number: int | None = None) -> bool:
    """Whether such a command makes sense now, for the line (of a parcel: the shipment) of that number, or for any.

    Raises:
        Refused: there is no line of that number (`NOT_FOUND`).
    """
    row = POSSIBLE[command]
    if request.state not in row.states or not row.when(request):
        return False
    return any(map(row.takes, row.among(request, number)))


def require(command: commands.OnRequest, request: Request) -> None:
    """Raises `Stale` when the command does not make sense any more, be it for one of the lines that it names."""
    if not all(possible(type(command), request, number) for number in _numbers(command)):
        raise Stale(None, request_id=request.id)


def _numbers(command: commands.OnRequest) -> tuple[int | None, ...]:
    """What a command names within the request; of lines to be given up its rule speaks, in words of its own."""
    match command:
        case commands.MarkShipped():
            return command.lines or (None,)
        case commands.ConfirmArrival() | commands.ReportProblem():
            return (command.shipment,)
        case commands.ChangeSource() | commands.MarkOrdered() | commands.MarkReceived() | commands.MarkReady():
            return (command.line,)
    return (None,)
