"""A request: its states and its lines', its record, its transition tables."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from lifecycle.errors import Reason, Refused, Stale
from lifecycle.events import Happened
from lifecycle.money import Money
from lifecycle.subject import Subject, SubjectKind
from lifecycle.transitions import Table


class RequestState(StrEnum):
    """The decision on a request and its end."""

    SUBMITTED = "submitted"
    APPROVED = "approved"
    FULFILLED = "fulfilled"
    DECLINED = "declined"
    CANCELLED = "cancelled"


class LineState(StrEnum):
    """Where one line stands: `received` means in IT's hands, from stock or from a vendor."""

    WAITING = "waiting"
    ORDERED = "ordered"
    RECEIVED = "received"
    READY = "ready"
    SHIPPED = "shipped"
    ARRIVED = "arrived"
    CANCELLED = "cancelled"


class Source(StrEnum):
    """Where a line's device comes from."""

    STOCK = "stock"
    PURCHASE = "purchase"
    HUB = "hub"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One thing asked for, as the catalogue had it on that day; `number` counts from 1 within the request."""

    number: int
    profile: str
    name: str
    category: str
    manufacturer: str
    model: str
    price: Money
    tracked: bool = True
    enrolment: bool = True
    state: LineState = LineState.WAITING
    source: Source = Source.PURCHASE
    device_id: int | None = None
    vendor: str | None = None
    order_number: str | None = None
    paid: Money | None = None
    expected_on: date | None = None
    shipment: int | None = None
    problem: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shipment:
    """One parcel to the recipient; `number` counts from 1 within the request."""

    number: int
    carrier: str
    tracking: str | None
    expected_on: date | None
    shipped_at: datetime
    arrived_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Nudge:
    """How often one step of the plan was said about this request, and when last (UTC).

    `about` tells occasions apart.
    """

    step: str
    about: str
    count: int
    last_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What a person asked for: one decision, one or more lines.

    `over_limit` tells that its value needs a second approver, `limit_approvers` who was asked (nobody as long as there
    is none who may), `limit_approved_by` who agreed, and `limit_approved_at` (UTC) when; `decided_by` approved it,
    declined it or gave all of it up. `recipient_id` is the person whom it is for, `replaces` the device that
    its holder gives back once this has come. The delivery address is private and not here. `next_look_at` (UTC) is the
    next moment anything about it is due.
    """

    id: int
    state: RequestState
    requester_id: int
    recipient_id: int
    country: str
    needed_by: date
    note: str | None
    channel: str
    submitted_at: datetime
    lines: tuple[Line, ...]
    shipments: tuple[Shipment, ...] = ()
    over_limit: bool = False
    limit_approvers: tuple[int, ...] = ()
    limit_approved_by: int | None = None
    limit_approved_at: datetime | None = None
    decided_by: int | None = None
    decided_at: datetime | None = None
    decline_reason: str | None = None
    replaces: int | None = None
    nudges: tuple[Nudge, ...] = field(default=())
    version: int = 0
    next_look_at: datetime | None = None

    @property
    def subject(self) -> Subject:
        """What commands, events and notices about it name."""
        return Subject(SubjectKind.REQUEST, self.id)

    def line(self, number: int) -> Line:
        """The line with that number; raises `Refused(NOT_FOUND)`."""
        found = next((line for line in self.lines if line.number == number), None)
        if found is None:
            raise Refused(Reason.NOT_FOUND)
        return found

    def open_lines(self) -> Iterator[Line]:
        """The lines that are neither arrived nor cancelled."""
        return (line for line in self.lines if line.state not in LINE_ENDS)

    def parcel(self, number: int) -> tuple[Line, ...]:
        """The lines that travel in shipment `number`, without those that were given up."""
        travelling = (line for line in self.lines if line.state is not LineState.CANCELLED)
        return tuple(line for line in travelling if line.shipment == number)

    @property
    def waits_for_limit(self) -> bool:
        """Whether a second approver has still to agree, even while there is none who could."""
        return self.over_limit and self.limit_approved_by is None

    @property
    def people(self) -> frozenset[int]:
        """Whose request it is: who asked and whom it is for."""
        return frozenset({self.requester_id, self.recipient_id})

    @property
    def total(self) -> Money:
        """The catalogue value of all lines but the cancelled ones; the catalogue has one currency."""
        wanted = (line for line in self.lines if line.state is not LineState.CANCELLED)
        amount = sum((line.price.amount for line in wanted), Decimal(0))
        return Money(amount, self.lines[0].price.currency)


LINE_ENDS = frozenset({LineState.ARRIVED, LineState.CANCELLED})
REQUEST_ENDS = frozenset({RequestState.FULFILLED, RequestState.DECLINED, RequestState.CANCELLED})

REQUEST_TRANSITIONS: Table[RequestState] = Table(
    (Happened.REQUEST_SUBMITTED, (), RequestState.SUBMITTED),
    (Happened.LIMIT_APPROVED, {RequestState.SUBMITTED}, RequestState.SUBMITTED),
    (Happened.REQUEST_APPROVED, {RequestState.SUBMITTED}, RequestState.APPROVED),
    (Happened.REQUEST_DECLINED, {RequestState.SUBMITTED}, RequestState.DECLINED),
    (Happened.REQUEST_CANCELLED, {RequestState.SUBMITTED, RequestState.APPROVED}, RequestState.CANCELLED),
    (Happened.REQUEST_CANCELLED, {RequestState.APPROVED}, RequestState.FULFILLED),
    (Happened.LINES_ARRIVED, {RequestState.APPROVED}, RequestState.FULFILLED),
)

LINE_TRANSITIONS: Table[LineState] = Table(
    (Happened.REQUEST_SUBMITTED, (), LineState.WAITING),
    (Happened.SOURCE_CHANGED, {LineState.WAITING, LineState.RECEIVED, LineState.READY}, LineState.WAITING),
    (Happened.LINE_ORDERED, {LineState.WAITING}, LineState.ORDERED),
    (Happened.LINE_RECEIVED, {LineState.WAITING, LineState.ORDERED}, LineState.RECEIVED),
    (Happened.LINE_RECEIVED, {LineState.CANCELLED}, LineState.CANCELLED),
    (Happened.LINE_READY, {LineState.RECEIVED}, LineState.READY),
    (Happened.LINES_SHIPPED, {LineState.READY, LineState.SHIPPED}, LineState.SHIPPED),
    (Happened.PROBLEM_REPORTED, {LineState.SHIPPED}, LineState.SHIPPED),
    (Happened.LINES_ARRIVED, {LineState.SHIPPED}, LineState.ARRIVED),
    (Happened.REQUEST_DECLINED, {LineState.WAITING}, LineState.CANCELLED),
    (
        Happened.REQUEST_CANCELLED,
        {LineState.WAITING, LineState.ORDERED, LineState.RECEIVED, LineState.READY, LineState.SHIPPED},
        LineState.CANCELLED,
    ),
)


def request_moved(request: Request, event: Happened) -> Request:
    """The request after `event`; raises `Stale` when its state does not allow that."""
    target = REQUEST_TRANSITIONS.target(event, request.state)
    if target is None:
        raise Stale(request.subject)
    return replace(request, state=target)


def line_moved(line: Line, event: Happened) -> Line:
    """The line after `event`; raises `Stale` when its state does not allow that."""
    target = LINE_TRANSITIONS.target(event, line.state)
    if target is None:
        raise Stale
    return replace(line, state=target)


def with_lines(request: Request, *changed: Line) -> Request:
    """The request with these lines in the place of the ones of the same numbers."""
    by_number = {line.number: line for line in changed}
    return replace(request, lines=tuple(by_number.get(line.number, line) for line in request.lines))


def settled(request: Request) -> Request:
    """The request with its end reached, once no line is open: fulfilled when anything arrived, else cancelled."""
    if any(request.open_lines()):
        return request
    arrived = any(line.state is LineState.ARRIVED for line in request.lines)
    return replace(request, state=RequestState.FULFILLED if arrived else RequestState.CANCELLED)
