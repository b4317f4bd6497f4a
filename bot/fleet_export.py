"""`python -m bot export FILE`: what is on record as a table; devices can be imported again without a difference.

Private contact data is in none of them: it lies apart, encrypted.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from bot.faults import Fault, Faulty
from bot.fleet_file.choices import Kind
from bot.fleet_file.fields import OWN_ATTRIBUTE
from bot.fleet_file.writing import Unwritable, Value, writing
from lifecycle.device import Device
from lifecycle.money import Money
from lifecycle.people import Person
from lifecycle.policy import Policy
from lifecycle.request import Request
from lifecycle.retrieval import Return
from store.listing import Listing
from store.unit_of_work import SqlStore

Rows = Iterator[Sequence[Value]]


DEVICE = (
    *("Asset tag", "Serial number", "Category", "Manufacturer", "Model", "State", "Holder", "Holder email", "Country"),
    *(
        "Location",
        "Condition",
        "Purchase date",
        "Price",
        "Currency",
        "Warranty until",
        "Operating system",
        "Note",
        "Enrolled",
    ),
    *("Legal hold", "Request", "Return", "Repairs", "Returned at", "Wiped by", "Gone at", "Gone to"),
)
EVENT = ("Number", "About", "Nth", "At", "What", "By", "Origin", "Parts", "Changes", "Facts", "Reason", "Hash")
REQUEST = (
    *("Request", "State", "Asked by", "For", "Country", "Needed by", "Submitted at", "Decided at", "Decided by"),
    *("Line", "Device", "Category", "Manufacturer", "Model", "Price", "Currency", "Line state", "Source", "Asset tag"),
    *("Vendor", "Order number", "Paid", "Paid currency", "Expected on"),
)
RETURN = (
    *("Return", "State", "Cause", "Holder", "Manager", "Last day", "Opened at", "Closed at", "Item", "Asset tag"),
    *("Serial number", "Outcome", "Settled at", "Condition", "Amount", "Currency"),
)


def export(store: SqlStore, policy: Policy, kind: Kind, file: Path) -> int:
    """Write everything of a kind, and tell how many rows that is; raises `Faulty`, and there is no file then."""
    try:
        with store.listing() as listing, writing(file, kind.value) as sheet:
            table = TABLES[kind](listing, policy)
            sheet.write(next(table))
            return sum(1 for _ in map(sheet.write, table))
    except Unwritable as error:
        raise Faulty(str(file), [Fault("the file", str(error))]) from error


def devices(listing: Listing, policy: Policy) -> Rows:
    """A row for each device, with a column for every attribute that any has."""
    people = listing.people()
    places = {one.id: one.name for one in policy.locations}
    names = sorted({name for one in listing.devices() for name in one.attributes})
    yield (*DEVICE, *(OWN_ATTRIBUTE + name for name in names))
    for one in listing.devices():
        yield (*_device(one, people, places), *(one.attributes.get(name) for name in names))


def _device(one: Device, people: Mapping[int, Person], places: Mapping[str, str]) -> Sequence[Value]:
    holder = people.get(one.holder_id or 0)
    gone = one.disposition
    return (
        *(one.asset_tag, one.serial, one.category, one.manufacturer, one.model, one.state.value),
        *(holder.name if holder else one.keeper, _work_email(holder), one.country),
        *(places.get(one.location or "", one.location), one.condition, one.purchased_on, *_money(one.price)),
        *(
            one.warranty_until,
            one.system,
            one.note,
            _flag(one.enrolled),
            _flag(one.legal_hold),
            one.request_id,
            one.return_id,
        ),
        *(one.repairs, one.returned_at and one.returned_at.isoformat()),
        *(one.sanitized_by, gone.at.date() if gone else None, gone.recipient if gone else None),
    )


def _work_email(person: Person | None) -> str | None:
    """The address of an account in Slack; what a new hire gave is private."""
    return person.email if person and person.slack_id else None


def events(listing: Listing, _: Policy) -> Rows:
    """A row for each event, in the order in which they were written."""
    people = listing.people()
    yield EVENT
    for one in listing.events():
        actor = people.get(one["actor_id"] or 0)
        parts = ", ".join(map(str, one["parts"]))
        told = (json.dumps(one[name], ensure_ascii=False, default=str) for name in ("changes", "facts"))
        yield (
            *(one["id"], str(one["subject"]), one["seq"], one["at"].isoformat(), one["name"].value),
            *(actor and actor.name, one["origin"].value, parts, *told, one["reason"], one["hash"]),
        )


def requests(listing: Listing, _: Policy) -> Rows:
    """A row for each line of each request."""
    people, tags = _names(listing), {one.id: one.asset_tag for one in listing.devices()}
    yield REQUEST
    for request in listing.requests():
        head = _request(request, people)
        for line in request.lines:
            yield (
                *(*head, line.number, line.name, line.category, line.manufacturer, line.model, *_money(line.price)),
                *(line.state.value, line.source.value, tags.get(line.device_id or 0), line.vendor, line.order_number),
                *(*_money(line.paid), line.expected_on),
            )


def _request(one: Request, people: Mapping[int, str]) -> Sequence[Value]:
    return (
        *(one.id, one.state.value, people.get(one.requester_id), people.get(one.recipient_id), one.country),
        *(one.needed_by, one.submitted_at.isoformat(), one.decided_at and one.decided_at.isoformat()),
        people.get(one.decided_by or 0),
    )


def returns(listing: Listing, _: Policy) -> Rows:
    """A row for each device of each return."""
    people, known = _names(listing), {one.id: (one.asset_tag, one.serial) for one in listing.devices()}
    yield RETURN
    for one in listing.returns():
        head = _return(one, people)
        for item in one.items:
            yield (
                *(*head, item.number, *known.get(item.device_id, (None, None)), item.outcome),
                *(item.settled_at and item.settled_at.isoformat(), item.condition, *_money(item.amount)),
            )


def _return(one: Return, people: Mapping[int, str]) -> Sequence[Value]:
    return (
        *(one.id, one.state.value, one.cause.value, people.get(one.holder_id), people.get(one.manager_id or 0)),
        *(one.last_day, one.opened_at.isoformat(), one.closed_at and one.closed_at.isoformat()),
    )


def _names(listing: Listing) -> Mapping[int, str]:
    return {number: one.name for number, one in listing.people().items()}


def _money(money: Money | None) -> tuple[Value, Value]:
    return (money.amount, money.currency) if money else (None, None)


def _flag(flag: bool) -> str:
    return "yes" if flag else "no"


TABLES: Mapping[Kind, Callable[[Listing, Policy], Rows]] = {
    Kind.DEVICES: devices,
    Kind.EVENTS: events,
    Kind.REQUESTS: requests,
    Kind.RETURNS: returns,
}
