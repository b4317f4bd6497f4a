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
_LINES = select(*LINES.columns, models.request_line.c.request_id).order_by(models.request_line.c.number)
_SHIPMENTS = select(*SHIPMENTS.columns, models.shipment.c.request_id).order_by(models.shipment.c.number)
_ID: BindParameter[int] = bindparam("request_id")
_IDS: BindParameter[Sequence[int]] = bindparam("request_ids", expanding=True)
_PARTS_OF_ONE = (
    _LINES.where(models.request_line.c.request_id == _ID),
    _SHIPMENTS.where(models.shipment.c.request_id == _ID),
)
_PARTS_OF_MANY = (
    _LINES.where(models.request_line.c.request_id.in_(_IDS)),
    _SHIPMENTS.where(models.shipment.c.request_id.in_(_IDS)),
)


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


def requests(connection: Connection, statement: Executable, values: Values) -> list[Stored[Request]]:
    """The requests that a statement made from `SELECT_REQUESTS` finds, with their lines and shipments."""
    rows = connection.execute(statement, values).all()
    if not rows:
        return []
    one, many = {"request_id": rows[0].id}, {"request_ids": [row.id for row in rows]}
    (select_lines, select_shipments), whose = (_PARTS_OF_ONE, one) if len(rows) == 1 else (_PARTS_OF_MANY, many)
    lines = _by_request(LINES, connection.execute(select_lines, whose))
    shipments = _by_request(SHIPMENTS, connection.execute(select_shipments, whose))
    return [
        Stored(
            REQUESTS.item(row, lines=tuple(lines.get(row.id, ())), shipments=tuple(shipments.get(row.id, ()))),
            row.log_hash,
        )
        for row in rows
    ]


def _by_request(record: Record[T], rows: Iterable[Row[*tuple[Any, ...]]]) -> Mapping[int, Sequence[T]]:
    found: dict[int, list[T]] = {}
    for row in rows:
        found.setdefault(row.request_id, []).append(record.item(row))
    return found
