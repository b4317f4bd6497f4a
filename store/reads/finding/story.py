"""The story of one device: what is shown of it, and its events page by page."""

from collections.abc import Iterable, Sequence

from sqlalchemy import BindParameter, Connection, Row, bindparam, select

from lifecycle.device import Device, as_labelled
from lifecycle.people import Person
from lifecycle.reads.finding import (
    MOST_COUNTED,
    MOST_SUGGESTED,
    MOST_WRONG,
    PAGE,
    SHORTEST_BEGINNING,
    DeviceStory,
    Edge,
    Logged,
)
from lifecycle.retrieval import Return
from store import people
from store.people import SELECT_PEOPLE
from store.reads.finding import ways
from store.reads.lookups import SqlLookups
from store.shelves import DEVICES
from store.tables.models import device, event, person

LONGEST_LABEL = 60
"""Characters of a tag that are looked at."""

_IDS: BindParameter[Sequence[int]] = bindparam("ids", expanding=True)
_PEOPLE = SELECT_PEOPLE.where(person.c.id.in_(_IDS))

_EVENTS = (
    select(event.c.seq, event.c.name, event.c.at, event.c.actor_id, event.c.reason, event.c.facts, event.c.changes)
    .where(event.c.subject == bindparam("subject"), event.c.seq < bindparam("below"))
    .order_by(event.c.seq.desc())
    .limit(PAGE)
)
_HELD = DEVICES.select.where(device.c.holder_id.in_(_IDS)).order_by(device.c.id).limit(MOST_COUNTED)


def story(look: SqlLookups, device_id: int, edge: Edge) -> DeviceStory | None:
    """A device with a page of its events, newest first, and everybody they name; its holder with their manager."""
    found = look.device(device_id)
    if found is None:
        return None
    below = found.version + 1 if edge.below is None else edge.below
    if edge.above is not None:
        below = edge.above + PAGE + 1
    rows = look.connection.execute(_EVENTS, {"subject": found.subject, "below": max(below, 2)})
    events = tuple(map(_logged, rows))
    case = look.the_return(found.return_id) if found.return_id is not None else None
    holder = look.known(found.holder_id) if found.holder_id is not None else None
    return DeviceStory(
        device=found,
        certificates=tuple(look.certificates_of([found.id])),
        people=_people(look.connection, _named(found, case, events)) | ({holder.id: holder} if holder else {}),
        case=case if case and case.is_open else None,
        events=events,
    )


def labelled(look: SqlLookups, typed: str, holders: frozenset[int] | None) -> Sequence[Device]:
    """The devices with that asset tag or serial number, of those that the asker sees; there may be one of each."""
    label = as_labelled(typed)
    both = (look.device_by_tag(label), look.device_by_serial(label))
    found = {one.id: one for one in both if one is not None}
    return [one for one in found.values() if holders is None or one.holder_id in holders]


def nearest(look: SqlLookups, typed: str, holders: frozenset[int] | None) -> Sequence[Device]:
    """Devices whose tags or serial numbers begin like that one for as long as possible, of those the asker sees.

    All but the last characters must be the same: that every tag of the company begins alike makes none of them near.
    """
    label = as_labelled(typed)[:LONGEST_LABEL]
    held = None if holders is None else [one.item for one in DEVICES.found(look.connection, _HELD, {"ids": [*holders]})]
    for length in range(len(label), max(len(label) - MOST_WRONG, SHORTEST_BEGINNING) - 1, -1):
        if found := _beginning(look.connection, label[:length], held):
            return found
    return ()


def _beginning(connection: Connection, label: str, held: Sequence[Device] | None) -> list[Device]:
    if held is not None:
        return [one for one in held if _begins(one, label)][:MOST_SUGGESTED]
    found: dict[int, Device] = {}
    for way, column in zip(ways.beginning(label), (device.c.asset_tag, device.c.serial), strict=True):
        near = DEVICES.select.where(way.served).order_by(column).limit(MOST_SUGGESTED)
        found.update((one.item.id, one.item) for one in DEVICES.found(connection, near, {}))
    return [*found.values()][:MOST_SUGGESTED]


def _begins(one: Device, label: str) -> bool:
    return any((number or "").startswith(label) for number in (one.asset_tag, one.serial))


def _named(one: Device, case: Return | None, events: Iterable[Logged]) -> set[int]:
    ids = {one.holder_id, case.holder_id if case else None}
    ids |= {number for event in events for number in (event.actor_id, event.changed("holder_id"))}
    return {number for number in ids if number is not None}


def _people(connection: Connection, ids: Iterable[int]) -> dict[int, Person]:
    return {one.id: one for one in people.found(connection, _PEOPLE, {"ids": [*ids]})}


def _logged(row: Row[*tuple[object, ...]]) -> Logged:
    return Logged(
        seq=row.seq,
        name=row.name,
        at=row.at,
        actor_id=row.actor_id,
        reason=row.reason,
        facts=row.facts,
        changes=row.changes,
    )
