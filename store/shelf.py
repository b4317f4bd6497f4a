"""Where the subjects of one kind are kept: a row that stands for the last event, and the log that leads there."""

from collections.abc import Callable
from typing import Generic

from sqlalchemy import Connection, Table, bindparam, insert, update

from lifecycle.device import Device
from lifecycle.errors import Conflict
from lifecycle.request import REQUEST_ENDS, Request
from lifecycle.sourcing import kind_key
from store.codec import DEVICE_CODEC, REQUEST_CODEC, Codec, S
from store.derived import tag_parts
from store.log import Link, digest
from store.models import device, event, request
from store.record import Values, differing
from store.stored import DEVICES, REQUESTS, subject_of

_APPEND = insert(event).inline()


class Shelf(Generic[S]):
    """Puts in new subjects, and brings them from one event to the next."""

    def __init__(self, table: Table, codec: Codec[S], values: Callable[[S], Values]) -> None:
        self._codec: Codec[S] = codec
        self._values: Callable[[S], Values] = values
        self._insert = insert(table).inline()
        self._update = update(table).where(table.c.id == bindparam("of_id"), table.c.version == bindparam("at_version"))

    def keep(self, connection: Connection, before: S | None, after: S, link: Link) -> str:
        """Write the row and append the event; returns the event's hash.

        Raises `Conflict` when the row does not stand at the version that it was read at.
        """
        changes = self._codec.changes(before, after)
        entry = link.entry(subject_of(after), after.version, changes)
        log_hash = digest(entry)
        values = {**self._values(after), "log_hash": log_hash}
        if before is None:
            connection.execute(self._insert, values)
        else:
            self._bring(connection, before, {**self._values(before), "log_hash": link.prev_hash}, values)
        connection.execute(_APPEND, {**entry, "hash": log_hash})
        return log_hash

    def _bring(self, connection: Connection, before: S, stood: Values, stands: Values) -> None:
        where = {"of_id": before.id, "at_version": before.version}
        if connection.execute(self._update, differing(stood, stands) | where).rowcount != 1:
            raise Conflict(subject_of(before))


def _request_values(one: Request) -> Values:
    return {**REQUESTS.values(one), "is_open": one.state not in REQUEST_ENDS}


def _device_values(one: Device) -> Values:
    tag_prefix, tag_number = tag_parts(one.asset_tag)
    return {**DEVICES.values(one), "kind": kind_key(one), "tag_prefix": tag_prefix, "tag_number": tag_number}


REQUEST_SHELF = Shelf(request, REQUEST_CODEC, _request_values)
DEVICE_SHELF = Shelf(device, DEVICE_CODEC, _device_values)
