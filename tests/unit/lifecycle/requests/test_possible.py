"""What may be done with a request, in every state of it and of its lines."""

import pytest

from lifecycle import rule
from lifecycle.command import OnSubject
from lifecycle.errors import Refused
from lifecycle.money import Money
from lifecycle.request import LineState, Request, RequestState, Source
from lifecycle.requests import commands
from lifecycle.requests.rules import REQUEST_RULES
from lifecycle.rules import RULES, possible
from tests.unit.lifecycle.orders import MONDAY, line, request

ENDS = (RequestState.DECLINED, RequestState.CANCELLED, RequestState.FULFILLED)
OF_THE_DESK = {commands.LookAtRequest}
S = LineState


def standing(state: LineState, **more: object) -> Request:
    return request(state=RequestState.APPROVED, lines=(line(1, state=state, **more),))


def what_is_possible(one: Request, number: int | None = None) -> set[type[OnSubject]]:
    return {kind for kind in REQUEST_RULES if possible(kind, one, number)} - OF_THE_DESK - {commands.TieHire}


@pytest.mark.parametrize("state", ENDS)
@pytest.mark.parametrize("of_line", [S.WAITING, S.ARRIVED, S.CANCELLED, S.SHIPPED])
def test_a_request_that_has_ended_takes_nothing(state: RequestState, of_line: LineState) -> None:
    assert what_is_possible(request(state=state, lines=(line(state=of_line, shipment=1),))) == set()
    assert what_is_possible(request(state=state, lines=(line(state=of_line, shipment=1),)), 1) == set()


@pytest.mark.parametrize(
    ("state", "more", "expected"),
    [
        (S.WAITING, {}, {commands.CancelRequest, commands.ChangeSource, commands.MarkOrdered}),
        (S.WAITING, {"tracked": False}, {commands.CancelRequest, commands.MarkOrdered}),
        (S.ORDERED, {"device_id": 1}, {commands.CancelRequest, commands.MarkReceived}),
        (S.RECEIVED, {"source": Source.STOCK}, {commands.CancelRequest, commands.ChangeSource, commands.MarkReady}),
        (S.RECEIVED, {}, {commands.CancelRequest, commands.MarkReady}),
        (S.READY, {}, {commands.CancelRequest, commands.MarkShipped}),
        (S.SHIPPED, {"shipment": 1}, {commands.ConfirmArrival, commands.ReportProblem}),
        (
            S.SHIPPED,
            {"shipment": 1, "problem": "damaged"},
            {commands.CancelRequest, commands.MarkShipped, commands.ConfirmArrival, commands.ReportProblem},
        ),
        (S.CANCELLED, {"device_id": 1}, {commands.MarkReceived}),
        (S.CANCELLED, {}, set()),
    ],
)
def test_each_state_of_a_line_has_its_next_steps(
    state: LineState, more: dict[str, object], expected: set[type[OnSubject]]
) -> None:
    assert what_is_possible(standing(state, **more), 1) == expected


def test_an_undecided_request_is_decided_or_changed() -> None:
    expected = {commands.ApproveRequest, commands.DeclineRequest, commands.CancelRequest, commands.ChangeSource}
    assert what_is_possible(request()) == expected
    assert what_is_possible(request(over_limit=True)) == expected | {commands.ApproveLimit}


def test_every_line_that_is_named_must_fit() -> None:
    two = request(state=RequestState.APPROVED, lines=(line(1, state=S.READY), line(2, state=S.SHIPPED, shipment=1)))
    parcel = {"request_id": 1, "carrier": "DHL", "tracking": None, "expected_on": None}
    require(commands.MarkShipped(lines=(1,), **parcel), two)  # type: ignore[arg-type]
    with pytest.raises(Refused):
        require(commands.MarkShipped(lines=(1, 2), **parcel), two)  # type: ignore[arg-type]
    with pytest.raises(Refused):
        require(commands.ConfirmArrival(request_id=1, shipment=2), two)
    with pytest.raises(Refused):
        require(_order(2), two)


def require(command: OnSubject, one: Request) -> None:
    rule.require(RULES[type(command)], command, one)


def _order(number: int) -> commands.MarkOrdered:
    paid = Money(line().price.amount, "EUR")
    return commands.MarkOrdered(
        request_id=1, line=number, vendor="Vendor", order_number=None, paid=paid, expected_on=MONDAY.date()
    )
