"""Finding devices by words: through the indexes where one word is narrow, else newest first for as long as allowed."""

from collections.abc import Callable, Collection, Iterable, Sequence

from sqlalchemy import BindParameter, ColumnElement, Connection, bindparam, func, or_, select, union_all

from lifecycle.device import Device
from lifecycle.finding import MOST_COUNTED, NOTHING, Edge, Found, Sought, page_of
from lifecycle.people import Person
from store import people
from store.finding import ways
from store.finding.ways import Way
from store.finding.words import meanings
from store.models import device, person
from store.people import SELECT_PEOPLE
from store.shelves import DEVICES

WINDOW = 50_000
"""Numbers of devices that are looked at before somebody asks for the time."""

InTime = Callable[[], bool]
"""Whether there is time to look at more."""

_IDS: BindParameter[Sequence[int]] = bindparam("ids", expanding=True)
_DEVICES = DEVICES.select.where(device.c.id.in_(_IDS)).order_by(device.c.id.desc())
_PEOPLE = SELECT_PEOPLE.where(person.c.id.in_(_IDS))


def find(connection: Connection, sought: Sought, edge: Edge, in_time: InTime) -> Found:
    """A page of the devices that fit every word, newest first; of those that the asker sees."""
    terms = meanings(connection, sought).ways()
    if sought.holders is not None:
        terms.append([ways.held_by(sought.holders)])
    if not all(terms):
        return NOTHING
    ids, is_whole = _matching(connection, terms, in_time)
    start, shown = page_of(ids[:MOST_COUNTED], edge)
    devices = tuple(one.item for one in DEVICES.found(connection, _DEVICES, {"ids": shown}))
    return Found(
        devices=devices,
        people=holders(connection, devices),
        first=start + 1 if devices else 0,
        total=len(ids),
        cut=not is_whole,
    )


def holders(connection: Connection, devices: Iterable[Device]) -> dict[int, Person]:
    """Who holds these devices, by id."""
    ids = {device.holder_id for device in devices if device.holder_id is not None}
    return {one.id: one for one in people.found(connection, _PEOPLE, {"ids": [*ids]})} if ids else {}


def _matching(connection: Connection, terms: Sequence[Sequence[Way]], in_time: InTime) -> tuple[list[int], bool]:
    """Numbers of the devices that fit every term, newest first, and whether all are among them.

    There is one more than are counted at most. A term that few devices fit is looked up, and only those few are read.
    """
    narrow: set[int] | None = None
    wide = []
    for term in terms:
        few = _few(connection, term)
        if few is None:
            wide.append(_any(term))
        else:
            narrow = few if narrow is None else narrow & few
    if narrow is None:
        return _looked_through(connection, wide, in_time)
    return _among(connection, narrow, wide), True


def _few(connection: Connection, term: Sequence[Way]) -> set[int] | None:
    """The devices that fit a term, where indexes tell them and they are not more than are counted."""
    if not all(way.indexed for way in term):
        return None
    each = (select(device.c.id).where(way.served).limit(MOST_COUNTED + 1).subquery() for way in term)
    found = set(connection.scalars(union_all(*(select(one.c.id) for one in each))).all())
    return found if len(found) <= MOST_COUNTED else None


def _among(connection: Connection, ids: Collection[int], wide: Sequence[ColumnElement[bool]]) -> list[int]:
    if wide and ids:
        ids = connection.scalars(select(device.c.id).where(device.c.id.in_(sorted(ids)), *wide)).all()
    return sorted(ids, reverse=True)


def _looked_through(
    connection: Connection, wide: Sequence[ColumnElement[bool]], in_time: InTime
) -> tuple[list[int], bool]:
    """Window after window from the newest device on, until there are enough, or no time is left."""
    found: list[int] = []
    end: int = (connection.scalar(select(func.max(device.c.id))) or 0) + 1
    while end > 1 and len(found) <= MOST_COUNTED:
        begin = max(end - WINDOW, 1)
        window = (
            select(device.c.id)
            .where(device.c.id >= begin, device.c.id < end, *wide)
            .order_by(device.c.id.desc())
            .limit(MOST_COUNTED + 1 - len(found))
        )
        found.extend(connection.scalars(window))
        end = begin
        if end > 1 and not in_time():
            return found, len(found) > MOST_COUNTED
    return found, True


def _any(term: Sequence[Way]) -> ColumnElement[bool]:
    return or_(*(way.plain for way in term))
