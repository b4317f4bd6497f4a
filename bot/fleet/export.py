"""`python -m bot export FILE`: what is on record as a table; devices can be imported again without a difference.

Private contact data is in none of them: it lies apart, encrypted.
"""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from bot.faults import Fault, Faulty
from bot.fleet.file.choices import Kind
from bot.fleet.file.fields import OWN_ATTRIBUTE
from bot.fleet.file.writing import Unwritable, Value, writing
from bot.fleet.record_export import Rows, certificates, events, money_cells, requests, returns, work_email
from lifecycle.device import Device
from lifecycle.people import Person
from lifecycle.policy import Policy
from store.reads.listing import Listing
from store.unit_of_work import SqlStore

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
        "Updates until",
        "Note",
        "Enrolled",
    ),
    *(
        "Legal hold",
        "Request",
        "Return",
        "Repairs",
        "Returned at",
        "Wiped by",
        "Gone at",
        "Gone to",
        "Device Desk number",
    ),
)


def export(store: SqlStore, policy: Policy, kind: Kind, file: Path) -> int:
    """Write everything of a kind, and tell how many rows that is; raises `Faulty`, and there is no file then."""
    try:
        with store.listing() as listing, writing(file, kind.value) as sheet:
            table = devices(listing, policy) if kind is Kind.DEVICES else TABLES[kind](listing)
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
        *(holder.name if holder else one.keeper, work_email(holder), one.country),
        *(places.get(one.location or "", one.location), one.condition, one.purchased_on, *money_cells(one.price)),
        *(
            one.warranty_until,
            one.system,
            one.supported_until,
            one.note,
            _flag(one.enrolled),
            _flag(one.legal_hold),
            one.request_id,
            one.return_id,
        ),
        *(one.repairs, one.returned_at and one.returned_at.isoformat()),
        *(one.sanitized_by, gone.at.date() if gone else None, gone.recipient if gone else None, one.id),
    )


def _flag(flag: bool) -> str:
    return "yes" if flag else "no"


TABLES: Mapping[Kind, Callable[[Listing], Rows]] = {
    Kind.EVENTS: events,
    Kind.REQUESTS: requests,
    Kind.RETURNS: returns,
    Kind.CERTIFICATES: certificates,
}
