"""The numbered parts of a subject, in a table of their own."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Generic, Protocol, TypeVar

from sqlalchemy import BindParameter, Connection, Select, Table, bindparam, insert, select, update

from store.log.record import Record, differing


class Numbered(Protocol):
    """A part, told apart by its number within the whole."""

    @property
    def number(self) -> int:
        """Counts from 1."""


P = TypeVar("P", bound=Numbered)

_IDS: BindParameter[Sequence[int]] = bindparam("ids", expanding=True)


class Parts(Generic[P]):
    """Reads the parts of one kind, and writes those that are new or have changed.

    The first column of the table's key is the whole's number, the second one the part's.
    """

    def __init__(self, kind: type[P], table: Table) -> None:
        self._record: Record[P] = Record(kind, table)
        self._owner, self._number = table.primary_key.columns
        self._table = table
        self._of = select(*self._record.columns, self._owner).where(self._owner.in_(_IDS)).order_by(self._number)
        self._insert = insert(table).inline()
        self._update = update(table).where(self._owner == bindparam("of_owner"), self._number == bindparam("of_number"))

    def of(self, connection: Connection, ids: Sequence[int]) -> Mapping[int, Sequence[P]]:
        """The parts of each of these wholes, by number."""
        found: dict[int, list[P]] = {}
        for row in connection.execute(self._of, {"ids": ids}):
            found.setdefault(row[-1], []).append(self._record.item(row))
        return found

    def joined(self, statement: Select[*tuple[Any, ...]], whole: Table) -> Select[*tuple[Any, ...]]:
        """A statement over the whole's table, with a row for each part: read by `beside`."""
        beside = statement.add_columns(*self._record.columns)
        return beside.outerjoin(self._table, self._owner == whole.c.id).order_by(self._number)

    def beside(self, rows: Iterable[Sequence[object]]) -> Sequence[P]:
        """The parts in what the rows of `joined` have after the whole's own columns; there may be none."""
        place = [column.name for column in self._record.columns].index(self._number.name)
        return [self._record.item(row) for row in rows if row[place] is not None]

    def write(self, connection: Connection, owner_id: int, before: tuple[P, ...], after: tuple[P, ...]) -> None:
        """Bring the table from `before` to `after`; parts are never taken away."""
        known = {part.number: self._record.values(part) for part in before}
        values = {part.number: self._record.values(part) for part in after}
        new = [{self._owner.name: owner_id, **row} for number, row in values.items() if number not in known]
        changed = {number: row for number, row in values.items() if known.get(number, row) != row}
        names = {name for number, row in changed.items() for name in differing(known[number], row)}
        if new:
            connection.execute(self._insert, new)
        if changed:
            connection.execute(
                self._update,
                [
                    {"of_owner": owner_id, "of_number": number} | {name: row[name] for name in names}
                    for number, row in changed.items()
                ],
            )
