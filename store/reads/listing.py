"""Everything of a kind, one after the other, for whoever takes it elsewhere: memory does not grow with it."""

from collections.abc import Iterable, Iterator, Mapping

from sqlalchemy import Connection, RowMapping, bindparam, select

from lifecycle.device import Device
from lifecycle.people import Person
from lifecycle.request import Request
from lifecycle.retrieval import Return
from lifecycle.sanitization import Certificate
from store.log.codec import S
from store.people import PEOPLE, SELECT_PEOPLE
from store.shelf import Shelf
from store.shelves import CERTIFICATES, DEVICES, REQUESTS, RETURNS
from store.tables.models import device, event

AT_ONCE = 1_000

_EVENTS = select(event).where(event.c.id > bindparam("after")).order_by(event.c.id).limit(AT_ONCE)


_MARKS = select(device.c.id, device.c.asset_tag, device.c.serial).where(
    device.c.id.in_(bindparam("ids", expanding=True))
)

Marks = Mapping[int, tuple[str | None, str | None]]


class Listing:
    """The whole record, as of the moment at which `reading` is entered."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def devices(self) -> Iterator[Device]:
        """Every device, by number."""
        return self._all(DEVICES)

    def requests(self) -> Iterator[Request]:
        """Every request, by number."""
        return self._all(REQUESTS)

    def returns(self) -> Iterator[Return]:
        """Every return, by number."""
        return self._all(RETURNS)

    def certificates(self) -> Iterator[Certificate]:
        """Every certificate of sanitization, by number."""
        return self._all(CERTIFICATES)

    def marks(self, devices: Iterable[int]) -> Marks:
        """The asset tags and serial numbers of devices, by their number."""
        wanted, found = sorted(set(devices)), {}
        for start in range(0, len(wanted), AT_ONCE):
            for row in self._connection.execute(_MARKS, {"ids": wanted[start : start + AT_ONCE]}):
                found[row.id] = (row.asset_tag, row.serial)
        return found

    def events(self) -> Iterator[RowMapping]:
        """Every event, in the order in which they were written."""
        last = 0
        while found := self._connection.execute(_EVENTS, {"after": last}).mappings().all():
            yield from found
            last = found[-1]["id"]

    def people(self) -> Mapping[int, Person]:
        """Everybody on record, by number."""
        return {one.id: one for one in map(PEOPLE.item, self._connection.execute(SELECT_PEOPLE))}

    def _all(self, shelf: Shelf[S]) -> Iterator[S]:
        number = shelf.table.c.id
        page = shelf.select.where(number > bindparam("after")).order_by(number).limit(AT_ONCE)
        last = 0
        while found := shelf.found(self._connection, page, {"after": last}):
            yield from (one.item for one in found)
            last = found[-1].item.id
