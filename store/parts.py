"""The numbered parts of a request, in a table of their own."""

from typing import Generic, Protocol, TypeVar

from sqlalchemy import Connection, Table, bindparam, insert, update

from store.record import Record, differing


class Numbered(Protocol):
    """A part, told apart by its number within the request."""

    @property
    def number(self) -> int:
        """Counts from 1."""


P = TypeVar("P", bound=Numbered)


class Parts(Generic[P]):
    """Writes the parts that are new or have changed."""

    def __init__(self, record: Record[P], table: Table) -> None:
        self._record = record
        self._insert = insert(table).inline()
        self._update = update(table).where(
            table.c.request_id == bindparam("of_request"), table.c.number == bindparam("of_number")
        )

    def write(self, connection: Connection, request_id: int, before: tuple[P, ...], after: tuple[P, ...]) -> None:
        """Bring the table from `before` to `after`; parts are never taken away."""
        known = {part.number: self._record.values(part) for part in before}
        values = {part.number: self._record.values(part) for part in after}
        new = [{"request_id": request_id, **row} for number, row in values.items() if number not in known]
        changed = {number: row for number, row in values.items() if known.get(number, row) != row}
        names = {name for number, row in changed.items() for name in differing(known[number], row)}
        if new:
            connection.execute(self._insert, new)
        if changed:
            connection.execute(
                self._update,
                [
                    {"of_request": request_id, "of_number": number} | {name: row[name] for name in names}
                    for number, row in changed.items()
                ],
            )
