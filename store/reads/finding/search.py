"""Finding devices by words: through the indexes where one word is narrow, else newest first for as long as allowed."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Connection, bindparam, func, or_, select, union_all

from lifecycle.device import Device
from lifecycle.people import Person
from lifecycle.reads.finding import MOST_COUNTED, NOTHING, Edge, Found, Sought, page_of
from lifecycle.reads.fleet import is_owned
from store import people
from store.people import SELECT_PEOPLE
from store.reads.finding import ways
from store.reads.finding.ways import Way
from store.reads.finding.words import meanings
from store.shelves import DEVICES
from store.tables.models import device, person

WINDOW = 50_000
"""Numbers of devices that are looked at before somebody asks for the time."""

AT_ONCE = MOST_COUNTED + 1
"""Devices that are read at a time: whoever finds more of what they look for needs no others."""

InTime = Callable[[], bool]
"""Whether there is time to look at more."""

_IDS: BindParameter[Sequence[int]] = bindparam("ids", expanding=True)
_DEVICES = DEVICES.select.where(device.c.id.in_(_IDS)).order_by(device.c.id.desc())
_PEOPLE = SELECT_PEOPLE.where(person.c.id.in_(_IDS))


@dataclass(slots=True)
class _Fits:
    """Numbers of the devices that fit, newest first: of what the company has, and of what it has not."""

    wants_apart: bool
    owned: list[int] = field(default_factory=list)
    apart: list[int] = field(default_factory=list)

    @property
    def is_apart(self) -> bool:
        """Whether what the company has not is shown: it was asked for, or nothing else fits."""
        return self.wants_apart or (not self.owned and bool(self.apart))

    @property
    def shown(self) -> list[int]:
        """What is paged through; one more than are counted says that there are more."""
        return self.apart if self.is_apart else self.owned

    @property
    def others(self) -> list[int]:
        """What is only counted."""
        return self.owned if self.is_apart else self.apart

    @property
    def is_enough(self) -> bool:
        """Whether nobody would page through more."""
        return len(self.apart if self.wants_apart else self.owned) > MOST_COUNTED

    def add(self, rows: Iterable[Any]) -> None:
        """Some more, older ones."""
        for row in rows:
            side = self.owned if is_owned(row.state) else self.apart
            if len(side) <= MOST_COUNTED:
                side.append(row.id)


def find(connection: Connection, sought: Sought, edge: Edge, in_time: InTime) -> Found:
    """A page of the devices that fit every word, newest first; of those that the asker sees."""
    terms = meanings(connection, sought).ways()
    if sought.holders is not None:
        terms.append([ways.held_by(sought.holders)])
    if not all(terms):
        return NOTHING
    fits, is_whole = _matching(connection, terms, sought, in_time)
    start, shown = page_of(fits.shown[:MOST_COUNTED], edge)
    devices = tuple(one.item for one in DEVICES.found(connection, _DEVICES, {"ids": shown}))
    is_exact = is_whole and not fits.is_enough and len(fits.others) <= MOST_COUNTED
    return Found(
        devices=devices,
        people=holders(connection, devices),
        first=start + 1 if devices else 0,
        total=len(fits.shown),
        cut=not is_whole,
        apart=fits.is_apart,
        others=len(fits.others) if is_exact or not fits.others else None,
    )


def holders(connection: Connection, devices: Iterable[Device]) -> dict[int, Person]:
    """Who holds these devices, by id."""
    ids = {device.holder_id for device in devices if device.holder_id is not None}
    return {one.id: one for one in people.found(connection, _PEOPLE, {"ids": [*ids]})} if ids else {}


def _matching(
    connection: Connection, terms: Sequence[Sequence[Way]], sought: Sought, in_time: InTime
) -> tuple[_Fits, bool]:
    """The devices that fit every term, and whether all are among them that anybody would page through.

    A term that few devices fit is looked up, and only those few are read.
    """
    narrow: set[int] | None = None
    wide = []
    for term in terms:
        few = _few(connection, term)
        if few is None:
            wide.append(_any(term))
        else:
            narrow = few if narrow is None else narrow & few
    fits = _Fits(sought.apart)
    if narrow is None:
        return fits, _looked_through(connection, wide, fits, in_time)
    if narrow:
        among = select(device.c.id, device.c.state).where(device.c.id.in_(sorted(narrow)), *wide)
        fits.add(connection.execute(among.order_by(device.c.id.desc())))
    return fits, True


def _few(connection: Connection, term: Sequence[Way]) -> set[int] | None:
    """The devices that fit a term, where indexes tell them and they are not more than are counted."""
    if not all(way.indexed for way in term):
        return None
    each = (select(device.c.id).where(way.served).limit(MOST_COUNTED + 1).subquery() for way in term)
    found = set(connection.scalars(union_all(*(select(one.c.id) for one in each))).all())
    return found if len(found) <= MOST_COUNTED else None


def _looked_through(connection: Connection, wide: Sequence[ColumnElement[bool]], fits: _Fits, in_time: InTime) -> bool:
    """Window after window from the newest device on, until there are enough, or no time is left; whether there was."""
    end: int = (connection.scalar(select(func.max(device.c.id))) or 0) + 1
    while end > 1 and not fits.is_enough:
        begin = max(end - WINDOW, 1)
        window = (
            select(device.c.id, device.c.state)
            .where(device.c.id >= begin, device.c.id < end, *wide)
            .order_by(device.c.id.desc())
            .limit(AT_ONCE)
        )
        rows = connection.execute(window).all()
        fits.add(rows)
        end = rows[-1].id if len(rows) == AT_ONCE else begin
        if end > 1 and not in_time():
            return fits.is_enough
    return True


def _any(term: Sequence[Way]) -> ColumnElement[bool]:
    return or_(*(way.plain for way in term))
