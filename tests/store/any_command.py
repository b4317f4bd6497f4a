"""Commands for the machine: any at all, mostly senseless, and the one that brings a request on its way."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import strategies as st

from lifecycle.desk import Command
from lifecycle.money import Money
from lifecycle.request import Line, LineState, Request, RequestState, Source
from lifecycle.requests import commands
from lifecycle.requests.commands import PROBLEMS, NewHire
from tests.support.company import NOW

ids = st.integers(0, 4)
"""Of requests, devices and people: 0 is nobody's, and 4 often is not there yet."""

line_numbers = st.integers(0, 3)
several_lines = st.lists(line_numbers, max_size=3, unique=True).map(tuple)
days = st.integers(-1, 20).map(lambda number: NOW.date() + timedelta(days=number))
reasons = st.sampled_from(["too many", "not now"])
serials = st.integers(0, 30).map(lambda number: f"PF{number:06}")
tags = st.builds("{}-{:05}".format, st.sampled_from(["DD", "dd"]), st.integers(0, 30))
prices = st.sampled_from([Money(Decimal("999.99"), "EUR"), Money(Decimal(1), "GBP")])

submissions = st.builds(
    commands.SubmitRequest,
    recipient=st.integers(1, 5) | st.just(NewHire(name="Nadia New", email="nadia@home.example")),
    country=st.sampled_from(["DE", "GB"]),
    choices=st.lists(st.sampled_from(["laptop-14", "monitor-27", "cable", "new-hire"]), max_size=3).map(tuple),
    needed_by=days,
    address=st.none() | st.just("1 Secret Street"),
)
additions = st.builds(
    commands.AddDevice,
    category=st.just("laptop"),
    manufacturer=st.just("Lenovo"),
    model=st.just("T14"),
    country=st.sampled_from(["DE", "GB"]),
    serial=serials,
    asset_tag=tags,
    location=st.sampled_from(["berlin", "london"]),
    holder_id=st.none() | st.integers(1, 5),
)
about_requests: st.SearchStrategy[Command] = st.one_of(
    st.builds(commands.ApproveLimit, request_id=ids),
    st.builds(commands.ApproveRequest, request_id=ids),
    st.builds(commands.DeclineRequest, request_id=ids, reason=reasons),
    st.builds(commands.CancelRequest, request_id=ids, lines=several_lines, reason=reasons),
    st.builds(
        commands.ChangeSource,
        request_id=ids,
        line=line_numbers,
        source=st.sampled_from(Source),
        device_id=st.none() | ids,
    ),
    st.builds(
        commands.MarkOrdered,
        request_id=ids,
        line=line_numbers,
        vendor=st.just("Vendor"),
        order_number=st.none(),
        paid=prices,
        expected_on=days,
    ),
    st.builds(commands.MarkReceived, request_id=ids, line=line_numbers, serial=serials, asset_tag=tags),
    st.builds(commands.MarkReady, request_id=ids, line=line_numbers, enrolled=st.booleans()),
    st.builds(
        commands.MarkShipped,
        request_id=ids,
        lines=several_lines,
        carrier=st.just("DHL"),
        tracking=st.none(),
        expected_on=st.none() | days,
    ),
    st.builds(commands.ConfirmArrival, request_id=ids, shipment=line_numbers),
    st.builds(
        commands.ReportProblem,
        request_id=ids,
        shipment=line_numbers,
        kind=st.sampled_from(PROBLEMS),
        text=st.none(),
    ),
    st.builds(commands.TieHire, request_id=ids, person_id=st.integers(1, 6), matched_by=st.just("email")),
    st.builds(commands.LookAtRequest, request_id=ids),
)

_ON: Mapping[LineState, Callable[[Request, Line, int, date], Command]] = {
    LineState.WAITING: lambda request, line, _, today: commands.MarkOrdered(
        request_id=request.id,
        line=line.number,
        vendor="Vendor",
        order_number=None,
        paid=line.price,
        expected_on=today,
    ),
    LineState.ORDERED: lambda request, line, fresh, _: commands.MarkReceived(
        request_id=request.id, line=line.number, serial=f"NEW{fresh}", asset_tag=f"NEW-{fresh}"
    ),
    LineState.RECEIVED: lambda request, line, *_: commands.MarkReady(
        request_id=request.id, line=line.number, enrolled=True
    ),
    LineState.READY: lambda request, line, *_: commands.MarkShipped(
        request_id=request.id, lines=(line.number,), carrier="DHL", tracking=None, expected_on=None
    ),
    LineState.SHIPPED: lambda request, line, *_: commands.ConfirmArrival(
        request_id=request.id, shipment=line.shipment or 0
    ),
}


def onward(request: Request, fresh: int, today: date) -> Command | None:
    """What brings a request a step on; `fresh` is a number that no serial or tag has yet."""
    if request.state is RequestState.SUBMITTED:
        return (commands.ApproveLimit if request.waits_for_limit else commands.ApproveRequest)(request_id=request.id)
    line = next(request.open_lines(), None)
    return _ON[line.state](request, line, fresh, today) if line else None
