"""Where the subjects of one kind are kept: a row for the last event, its parts, and the log that leads there."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Generic, NamedTuple

from sqlalchemy import Connection, Executable, Row, Table, bindparam, insert, select, update

from lifecycle.change import Change
from lifecycle.errors import Conflict
from lifecycle.ports import Stamp
from lifecycle.subject import Subject
from store.log.codec import Codec, S
from store.log.log import BEGINNING, digest, entry
from store.log.parts import Parts
from store.log.record import Record, Values, differing
from store.tables.models import event

_APPEND = insert(event).inline()


class Stored(NamedTuple, Generic[S]):
    """A subject, and the hash of its last event."""

    item: S
    log_hash: str


class Shelf(Generic[S]):
    """Finds subjects, puts in new ones, and brings them from one event to the next.

    Args:
        kind: The dataclass of the subjects.
        table: A row for each of them.
        parts: The fields that are kept in tables of their own.
        derived: Further columns, which follow from the rest.
    """

    def __init__(
        self,
        kind: type[S],
        table: Table,
        parts: Mapping[str, Parts[Any]] | None = None,
        derived: Callable[[S], Values] = lambda _: {},
    ) -> None:
        self.codec: Codec[S] = Codec(kind)
        self.table = table
        self._record: Record[S] = Record(kind, table)
        self._parts = dict(parts or {})
        self._derived: Callable[[S], Values] = derived
        self.select = select(*self._record.columns, table.c.log_hash)
        self._one = self.select.where(table.c.id == bindparam("id"))
        self._first = next(iter(self._parts), None)
        if self._first:
            self._one = self._parts[self._first].joined(self._one, table)
        self._part_begins = len(self.select.selected_columns)
        self._insert = insert(table).inline()
        self._update = update(table).where(table.c.id == bindparam("of_id"), table.c.version == bindparam("at_version"))

    def one(self, connection: Connection, item_id: int) -> Stored[S] | None:
        """The subject of that number: what every click asks for, so it comes together with its first kind of parts."""
        rows = connection.execute(self._one, {"id": item_id}).all()
        if not rows:
            return None
        parts: dict[str, Sequence[object]] = {}
        for name, kept in self._parts.items():
            if name == self._first:
                parts[name] = kept.beside(row[self._part_begins :] for row in rows)
            else:
                parts[name] = kept.of(connection, [item_id]).get(item_id, ())
        return self._whole(rows[0], parts)

    def found(self, connection: Connection, statement: Executable, values: Mapping[str, object]) -> list[Stored[S]]:
        """The subjects that a statement with the columns of `select` finds, with their parts."""
        rows = connection.execute(statement, values).all()
        ids = [row.id for row in rows]
        parts = {name: kept.of(connection, ids) for name, kept in self._parts.items()} if rows else {}
        return [self._whole(row, {name: of.get(row.id, ()) for name, of in parts.items()}) for row in rows]

    def keep(self, connection: Connection, change: Change[S], stamp: Stamp, prev_hash: str) -> str:
        """Write the row and its parts and append the event; returns the event's hash.

        Raises `Conflict` when the row does not stand at the version that it was read at.
        """
        before, after = change.before, change.after
        logged = entry(change, stamp, self.codec.changes(before, after), prev_hash)
        log_hash = digest(logged)
        values = {**self.values(after), "log_hash": log_hash}
        if before is None:
            connection.execute(self._insert, values)
        else:
            self._bring(connection, before, {**self.values(before), "log_hash": prev_hash}, values)
        connection.execute(_APPEND, {**logged, "hash": log_hash})
        for name, kept in self._parts.items():
            kept.write(connection, after.id, getattr(before, name) if before else (), getattr(after, name))
        return log_hash

    def add(self, connection: Connection, changes: Sequence[Change[S]], stamp: Stamp) -> Mapping[Subject, str]:
        """Write many new subjects without parts, and their first events, in one statement for each table.

        Returns the hashes of the events.
        """
        rows, entries = list[Values](), list[Values]()
        for change in changes:
            logged = entry(change, stamp, self.codec.changes(None, change.after), BEGINNING)
            log_hash = digest(logged)
            rows.append({**self.values(change.after), "log_hash": log_hash})
            entries.append({**logged, "hash": log_hash})
        if rows:
            connection.execute(self._insert, rows)
            connection.execute(_APPEND, entries)
        return {change.after.subject: str(row["log_hash"]) for change, row in zip(changes, rows, strict=True)}

    def _bring(self, connection: Connection, before: S, stood: Values, stands: Values) -> None:
        where = {"of_id": before.id, "at_version": before.version}
        if connection.execute(self._update, differing(stood, stands) | where).rowcount != 1:
            raise Conflict(str(before.subject))

    def values(self, item: S) -> Values:
        """The columns of a subject, but for the hash of its last event."""
        return {**self._record.values(item), **self._derived(item)}

    def _whole(self, row: Row[*tuple[Any, ...]], parts: Mapping[str, Iterable[object]]) -> Stored[S]:
        whole = {name: tuple(some) for name, some in parts.items()}
        return Stored(self._record.item(row, **whole), row.log_hash)
