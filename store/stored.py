"""Requests and devices as they stand in their tables."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Generic, NamedTuple, TypeVar

from sqlalchemy import BindParameter, Connection, Executable, Row, Select, bindparam, select

from lifecycle.device import Device
from lifecycle.people import Person
from lifecycle.request import Line, Request, Shipment
from store import models
from store.record import Record

T = TypeVar("T")
S = TypeVar("S", Request, Device)
Values = Mapping[str, object]

PEOPLE = Record(Person, models.person)
REQUESTS = Record(Request, models.request)
LINES = Record(Line, models.request_line)
SHIPMENTS = Record(Shipment, models.shipment)
DEVICES = Record(Device, models.device)

SELECT_PEOPLE = select(*PEOPLE.columns)
SELECT_REQUESTS = select(*REQUESTS.columns, models.request.c.log_hash)
SELECT_DEVICES = select(*DEVICES.columns, models.device.c.log_hash)
_OF_REQUESTS: BindParameter[Sequence[int]] = bindparam("request_ids", expanding=True)
_LINES = (
    select(*LINES.columns, models.request_line.c.request_id)
    .where(models.request_line.c.request_id.in_(_OF_REQUESTS))
    .order_by(models.request_line.c.number)
)
_SHIPMENTS = (
    select(*SHIPMENTS.columns, models.shipment.c.request_id)
    .where(models.shipment.c.request_id.in_(_OF_REQUESTS))
    .order_by(models.shipment.c.number)
)
_REQUEST_AND_LINES = (
    SELECT_REQUESTS.add_columns(*LINES.columns)
    .join(models.request_line)
    .where(models.request.c.id == bindparam("id"))
    .order_by(models.request_line.c.number)
)
_LINE_BEGINS = len(SELECT_REQUESTS.selected_columns)


class Stored(NamedTuple, Generic[T]):
    """A subject, and the hash of its last event."""

    item: T
    log_hash: str


def subject_of(item: Request | Device) -> str:
    """The name of a request or device in the log: "request:17"."""
    return f"{'request' if isinstance(item, Request) else 'device'}:{item.id}"


def people(connection: Connection, statement: Select[tuple[object, ...]], values: Values) -> list[Person]:
    """The people that a statement made from `SELECT_PEOPLE` finds."""
    return [PEOPLE.item(row) for row in connection.execute(statement, values)]


def devices(connection: Connection, statement: Executable, values: Values) -> list[Stored[Device]]:
    """The devices that a statement with the columns of `SELECT_DEVICES` finds."""
    return [Stored(DEVICES.item(row), row.log_hash) for row in connection.execute(statement, values)]


def request(connection: Connection, request_id: int) -> Stored[Request] | None:
    """One request by its id: what every click asks for, so it comes together with its lines."""
    rows = connection.execute(_REQUEST_AND_LINES, {"id": request_id}).all()
    if not rows:
        return None
    lines = {request_id: [LINES.item(row[_LINE_BEGINS:]) for row in rows]}
    shipments = _by_request(SHIPMENTS, connection.execute(_SHIPMENTS, {"request_ids": [request_id]}))
    return _whole(rows[0], lines, shipments)


def requests(connection: Connection, statement: Executable, values: Values) -> list[Stored[Request]]:
    """The requests that a statement made from `SELECT_REQUESTS` finds, with their lines and shipments."""
    rows = connection.execute(statement, values).all()
    if not rows:
        return []
    whose = {"request_ids": [row.id for row in rows]}
    lines = _by_request(LINES, connection.execute(_LINES, whose))
    shipments = _by_request(SHIPMENTS, connection.execute(_SHIPMENTS, whose))
    return [_whole(row, lines, shipments) for row in rows]


def _whole(
    row: Row[*tuple[Any, ...]], lines: Mapping[int, Sequence[Line]], shipments: Mapping[int, Sequence[Shipment]]
) -> Stored[Request]:
    parts = {"lines": tuple(lines.get(row.id, ())), "shipments": tuple(shipments.get(row.id, ()))}
    return Stored(REQUESTS.item(row, **parts), row.log_hash)


def _by_request(record: Record[T], rows: Iterable[Row[*tuple[Any, ...]]]) -> Mapping[int, Sequence[T]]:
    found: dict[int, list[T]] = {}
    for row in rows:
        found.setdefault(row.request_id, []).append(record.item(row))
    return found
