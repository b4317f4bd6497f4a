"""What people do about a request, as a scene tells it: each verb takes every line that it can be done to."""

from collections.abc import Callable, Iterable, Iterator

from bot.play.company.book import Book
from bot.play.company.scene import Account, Deed, Doing
from bot.play.company.seed import serial
from lifecycle.request import Line, LineState, Source
from lifecycle.requests.commands import (
    ApproveLimit,
    ApproveRequest,
    CancelRequest,
    ConfirmArrival,
    DeclineRequest,
    MarkOrdered,
    MarkReady,
    MarkReceived,
    MarkShipped,
    NewHire,
    ReportProblem,
    SubmitRequest,
)
from sandbox.people import User


def ask(
    recipient: str | NewHire, country: str, *picks: str, needed_in: int, note: str | None = None, address: str = ""
) -> Doing:
    """Ask for what the catalogue has, needed so many days from today."""

    def doing(book: Book) -> Iterable[Deed]:
        yield SubmitRequest(
            recipient=recipient if isinstance(recipient, NewHire) else book.person(recipient).id,
            country=country,
            choices=picks,
            needed_by=book.day(needed_in),
            note=note,
            address=address or None,
        )

    return doing


def agree() -> Doing:
    """The second approver agrees to the price."""
    return lambda book: [ApproveLimit(request_id=book.request.id)]


def approve() -> Doing:
    """IT agrees."""
    return lambda book: [ApproveRequest(request_id=book.request.id)]


def decline(reason: str) -> Doing:
    """A no, and why."""
    return lambda book: [DeclineRequest(request_id=book.request.id, reason=reason)]


def cancel(reason: str) -> Doing:
    """Give up whatever is open."""

    def doing(book: Book) -> Iterable[Deed]:
        request = book.request
        lines = tuple(line.number for line in request.open_lines())
        yield CancelRequest(request_id=request.id, lines=lines, reason=reason)

    return doing


def order(vendor: str, number: str, *, expected_in: int) -> Doing:
    """Order everything that has to be bought, at the catalogue's price."""

    def doing(book: Book) -> Iterable[Deed]:
        for line in _lines(book, LineState.WAITING, lambda line: line.source is Source.PURCHASE):
            yield MarkOrdered(
                request_id=book.request.id,
                line=line.number,
                vendor=vendor,
                order_number=number,
                paid=line.price,
                expected_on=book.day(expected_in),
            )

    return doing


def take_in() -> Doing:
    """Whatever was ordered is here."""

    def doing(book: Book) -> Iterable[Deed]:
        for line in _lines(book, LineState.ORDERED):
            name = f"{book.story}:{line.number}"
            yield MarkReceived(
                request_id=book.request.id,
                line=line.number,
                serial=serial(line.manufacturer, name),
                asset_tag=book.next_tag(),
            )

    return doing


def make_ready() -> Doing:
    """Set up whatever is here."""

    def doing(book: Book) -> Iterable[Deed]:
        for line in _lines(book, LineState.RECEIVED):
            yield MarkReady(request_id=book.request.id, line=line.number, enrolled=line.enrolment)

    return doing


def ship(carrier: str, tracking: str, *, expected_in: int) -> Doing:
    """Send whatever is ready, in one parcel."""

    def doing(book: Book) -> Iterable[Deed]:
        yield MarkShipped(
            request_id=book.request.id,
            lines=tuple(line.number for line in _lines(book, LineState.READY)),
            carrier=carrier,
            tracking=tracking,
            expected_on=book.day(expected_in),
        )

    return doing


def arrived() -> Doing:
    """The last parcel is there."""
    return lambda book: [ConfirmArrival(request_id=book.request.id, shipment=book.request.shipments[-1].number)]


def complain(kind: str, text: str) -> Doing:
    """Something is wrong with the last parcel."""

    def doing(book: Book) -> Iterable[Deed]:
        request = book.request
        yield ReportProblem(request_id=request.id, shipment=request.shipments[-1].number, kind=kind, text=text)

    return doing


def join(user: User) -> Doing:
    """An account of theirs is in Slack."""
    return lambda _: [Account(user)]


def _lines(book: Book, state: LineState, fits: Callable[[Line], bool] = lambda _: True) -> Iterator[Line]:
    return (line for line in book.request.lines if line.state is state and fits(line))
