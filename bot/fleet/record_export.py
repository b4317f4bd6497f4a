"""What an auditor asks for as tables: requests, returns, certificates of sanitization, and every event.

People are told by name and by their address at work; times are UTC.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, islice
from typing import Any

from bot.fleet.file.writing import Value
from lifecycle.money import Money
from lifecycle.people import Person
from lifecycle.request import Line, Request, Shipment
from lifecycle.retrieval import Item, Return
from lifecycle.sanitization import Certificate
from lifecycle.subject import SubjectKind
from store.reads.listing import Listing, Marks

Rows = Iterator[Sequence[Value]]

AT_ONCE = 1_000
"""Rows whose devices are looked up together."""

NO_MARKS: tuple[None, None] = (None, None)


@dataclass(frozen=True, slots=True)
class Known:
    """Whom and what the rows name: people, and devices by their asset tag and serial number."""

    people: Mapping[int, Person]
    marks: Marks

    def name(self, number: int | None) -> str | None:
        """A person's name; None for the desk itself."""
        return self.people[number].name if number is not None else None

    def email(self, number: int | None) -> str | None:
        """A person's address at work."""
        return work_email(self.people.get(number or 0))


EVENT = (
    *("Number", "About", "Asset tag", "Serial number", "Nth", "At", "What", "State", "By", "By email", "Origin"),
    *("Parts", "Changes", "Facts", "Reason", "Hash"),
)
REQUEST = (
    *("Request", "State", "Asked by", "Asked by email", "For", "For email", "Country", "Needed by", "Submitted at"),
    *("Second approver", "Second approval at", "Decided by", "Decided by email", "Decided at", "Decline reason"),
    *("Line", "Device", "Category", "Manufacturer", "Model", "Price", "Currency", "Line state", "Source"),
    *("Asset tag", "Serial number", "Vendor", "Order number", "Paid", "Paid currency", "Expected on"),
    *("Carrier", "Tracking number", "Shipped at", "Arrived at"),
)
RETURN = (
    *("Return", "State", "Cause", "Holder", "Holder email", "Manager", "Last day", "Opened by", "Opened at"),
    *("Carrier", "Tracking number", "Shipped at", "Closed by", "Closed at", "Item", "Asset tag", "Serial number"),
    *("Outcome", "Settled at", "Condition", "Amount", "Currency", "Reason", "Note"),
)
CERTIFICATE = (
    *("Certificate", "State", "Asset tag", "Serial number", "Return", "Method", "Technique", "Tool", "Tool version"),
    *("Media type", "Media serial", "Verification", "Result", "Wiped by", "Wiped by email", "Recorded at"),
    *("Validated by", "Validated by email", "Validated at", "Reject reason", "Guideline"),
)


def events(listing: Listing) -> Rows:
    """A row for each event, in the order in which they were written."""
    yield EVENT
    yield from _told(listing, listing.events(), _about, _event)


def requests(listing: Listing) -> Rows:
    """A row for each line of each request."""
    yield REQUEST
    yield from _told(listing, listing.requests(), _sent, _request)


def returns(listing: Listing) -> Rows:
    """A row for each device of each return."""
    yield RETURN
    yield from _told(listing, listing.returns(), lambda one: (item.device_id for item in one.items), _return)


def certificates(listing: Listing) -> Rows:
    """A row for each certificate of sanitization."""
    yield CERTIFICATE
    yield from _told(listing, listing.certificates(), lambda one: (one.device_id,), _certificate)


def _told(
    listing: Listing,
    found: Iterator[Any],
    devices: Callable[[Any], Iterable[int]],
    rows: Callable[[Any, Known], Iterable[Sequence[Value]]],
) -> Rows:
    """The rows of everything found; what devices they name is looked up for many at a time."""
    people = listing.people()
    while some := list(islice(found, AT_ONCE)):
        known = Known(people, listing.marks(chain.from_iterable(map(devices, some))))
        for one in some:
            yield from rows(one, known)


def _about(event: Mapping[str, Any]) -> Iterable[int]:
    return (event["subject"].id,) if event["subject"].kind is SubjectKind.DEVICE else ()


def _event(one: Mapping[str, Any], known: Known) -> Rows:
    marks = next((known.marks.get(number, NO_MARKS) for number in _about(one)), NO_MARKS)
    told = (json.dumps(one[name], ensure_ascii=False, default=str) for name in ("changes", "facts"))
    yield (
        *(one["id"], str(one["subject"]), *marks, one["seq"], _moment(one["at"]), one["name"].value),
        *(one["changes"].get("state"), known.name(one["actor_id"]), known.email(one["actor_id"])),
        *(one["origin"].value, ", ".join(map(str, one["parts"])), *told, one["reason"], one["hash"]),
    )


def _sent(request: Request) -> Iterable[int]:
    return (line.device_id for line in request.lines if line.device_id is not None)


def _request(one: Request, known: Known) -> Rows:
    parcels = {parcel.number: parcel for parcel in one.shipments}
    head = (
        *(one.id, one.state.value, known.name(one.requester_id), known.email(one.requester_id)),
        *(known.name(one.recipient_id), known.email(one.recipient_id), one.country, one.needed_by),
        *(_moment(one.submitted_at), known.name(one.limit_approved_by), _moment(one.limit_approved_at)),
        *(known.name(one.decided_by), known.email(one.decided_by), _moment(one.decided_at), one.decline_reason),
    )
    for line in one.lines:
        yield (*head, *_line(line, known), *_parcel(parcels.get(line.shipment or 0)))


def _line(one: Line, known: Known) -> Sequence[Value]:
    return (
        *(one.number, one.name, one.category, one.manufacturer, one.model, *money_cells(one.price), one.state.value),
        *(one.source.value, *known.marks.get(one.device_id or 0, NO_MARKS), one.vendor, one.order_number),
        *(*money_cells(one.paid), one.expected_on),
    )


def _parcel(one: Shipment | None) -> Sequence[Value]:
    if one is None:
        return (None,) * 4
    return one.carrier, one.tracking, _moment(one.shipped_at), _moment(one.arrived_at)


def _return(one: Return, known: Known) -> Rows:
    head = (
        *(one.id, one.state.value, one.cause.value, known.name(one.holder_id), known.email(one.holder_id)),
        *(known.name(one.manager_id), one.last_day, known.name(one.opened_by), _moment(one.opened_at)),
        *(one.carrier, one.tracking, _moment(one.shipped_at), known.name(one.closed_by), _moment(one.closed_at)),
    )
    return ((*head, *_item(item, known)) for item in one.items)


def _item(one: Item, known: Known) -> Sequence[Value]:
    return (
        *(one.number, *known.marks.get(one.device_id, NO_MARKS), one.outcome, _moment(one.settled_at)),
        *(one.condition, *money_cells(one.amount), one.reason, one.note),
    )


def _certificate(one: Certificate, known: Known) -> Rows:
    yield (
        *(one.id, one.state.value, *known.marks.get(one.device_id, NO_MARKS), one.return_id, one.method.value),
        *(one.technique, one.tool, one.tool_version, one.media_type.value, one.media_serial),
        *(one.verification.value, one.result.value, known.name(one.operator_id), known.email(one.operator_id)),
        *(_moment(one.recorded_at), known.name(one.validator_id), known.email(one.validator_id)),
        *(_moment(one.validated_at), one.reject_reason, one.revision),
    )


def work_email(person: Person | None) -> str | None:
    """The address of an account in Slack; what a new hire gave is private."""
    return person.email if person and person.slack_id else None


def money_cells(money: Money | None) -> tuple[Value, Value]:
    """The amount and its currency."""
    return (money.amount, money.currency) if money else (None, None)


def _moment(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
