"""What is on record, page by page, for those who read it from outside: the interface for programs, labels.

Pages follow each other by key: each begins after the last one's number, however much has come in meanwhile.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Generic, TypeVar

from sqlalchemy import BindParameter, ColumnElement, Connection, Select, bindparam, func, literal_column, select

from lifecycle.device import Device, DeviceState
from lifecycle.events import Happened
from lifecycle.people import Origin, Person
from lifecycle.reads.fleet import Fleet, Narrowing
from lifecycle.request import Request, RequestState
from lifecycle.retrieval import Return, ReturnState
from lifecycle.subject import Subject, SubjectKind
from store.engine.database import Opening
from store.log.codec import S
from store.people import SELECT_PEOPLE, found
from store.reads import fleet
from store.shelf import Shelf
from store.shelves import DEVICES, REQUESTS, RETURNS
from store.tables.models import device, event, person, request
from store.tables.return_models import device_return

T_co = TypeVar("T_co", covariant=True)

_IDS: BindParameter[Sequence[int]] = bindparam("ids", expanding=True)
_PEOPLE = SELECT_PEOPLE.where(person.c.id.in_(_IDS))
_WITH_EMAIL = select(person.c.id).where(func.lower(person.c.email) == bindparam("email"))
_TIED = select(person.c.id).where(person.c.tied_to.in_(_IDS))
_BY_TAG = DEVICES.select.where(device.c.asset_tag == bindparam("tag"))
_TAGS = select(device.c.id, device.c.asset_tag).where(device.c.id.in_(_IDS))
_EVENTS = (
    select(event.c.id, event.c.subject, event.c.seq, event.c.at, event.c.name)
    .add_columns(event.c.actor_id, event.c.origin, event.c.changes)
    .where(event.c.id > bindparam("after"))
    .order_by(event.c.id)
    .limit(bindparam("most"))
)


@dataclass(frozen=True, slots=True)
class Section:
    """Which page: at most `limit` that follow number `after`."""

    after: int = 0
    limit: int = 100


@dataclass(frozen=True, slots=True)
class Page(Generic[T_co]):
    """A page, whom it names, and the number after which the next one begins (None: this is the last).

    `tags` are the asset tags of the devices that it names, by their number.
    """

    items: Sequence[T_co]
    next: int | None
    people: Mapping[int, Person] = field(default_factory=dict)
    tags: Mapping[int, str | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which devices; None is any. `state` is one of them, `country` is ISO 3166-1 alpha-2."""

    state: DeviceState | None = None
    country: str | None = None
    category: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Logged:
    """An event as the log holds it; `state` is what its subject came to by it, None where that stayed as it was."""

    id: int
    subject: Subject
    seq: int
    at: datetime
    name: Happened
    actor_id: int | None
    origin: Origin
    state: str | None


class Register:
    """Reads pages of what is on record."""

    def __init__(self, reading: Opening) -> None:
        self._reading = reading

    def devices(self, section: Section, wanted: Wanted) -> Page[Device]:
        """Devices by number."""
        with self._reading() as connection:
            return _devices(connection, section, *_conditions(wanted))

    def device(self, tag: str) -> Page[Device]:
        """The device with that asset tag, if there is one."""
        with self._reading() as connection:
            items = [one.item for one in DEVICES.found(connection, _BY_TAG, {"tag": tag})]
            return Page(items, None, _people(connection, (one.holder_id for one in items)))

    def held_by(self, email: str, section: Section) -> Page[Device] | None:
        """What people with that work address hold, also if their Slack has ended; None when nobody has it.

        What somebody got before their Slack account was there counts too.
        """
        with self._reading() as connection:
            ids = connection.scalars(_WITH_EMAIL, {"email": email.lower()}).all()
            if not ids:
                return None
            holders = [*ids, *connection.scalars(_TIED, {"ids": ids})]
            return _devices(connection, section, device.c.holder_id.in_(holders))

    def fleet(self, narrowing: Narrowing, now: datetime) -> Fleet:
        """The fleet in figures as of `now` (UTC), or the part of it that is meant."""
        with self._reading() as connection:
            return fleet.fleet(connection, narrowing, now)

    def requests(self, section: Section, state: RequestState | None, country: str | None) -> Page[Request]:
        """Requests by number."""
        where = _given((request.c.state, state), (request.c.country, country))
        with self._reading() as connection:
            items, after = _page(connection, REQUESTS, section, where)
            named = (number for one in items for number in (one.requester_id, one.recipient_id, one.decided_by))
            sent = (line.device_id for one in items for line in one.lines)
            return Page(items, after, _people(connection, named), _tags(connection, sent))

    def returns(self, section: Section, state: ReturnState | None) -> Page[Return]:
        """Returns by number."""
        with self._reading() as connection:
            items, after = _page(connection, RETURNS, section, _given((device_return.c.state, state)))
            named = (number for one in items for number in (one.holder_id, one.manager_id))
            due = (item.device_id for one in items for item in one.items)
            return Page(items, after, _people(connection, named), _tags(connection, due))

    def events(self, section: Section, until: datetime) -> Page[Logged]:
        """Events in the order of their numbers, up to the first one that is younger than `until` (UTC).

        PostgreSQL gives numbers before it commits, so the youngest may have older ones still coming in before them.
        """
        with self._reading() as connection:
            rows = connection.execute(_EVENTS, {"after": section.after, "most": section.limit + 1}).all()
            young = next((place for place, row in enumerate(rows) if row.at > until), len(rows))
            items = [_logged(row) for row in rows[: min(young, section.limit)]]
            after = items[-1].id if young > section.limit else None
            about = (one.subject.id for one in items if one.subject.kind is SubjectKind.DEVICE)
            return Page(items, after, _people(connection, (one.actor_id for one in items)), _tags(connection, about))


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    """State and country together are served by their index, which is in the order of the numbers too.

    With one of them alone, that index would give all there are, to be put in order for every single page. So it is
    hidden: the pages walk along the numbers, and all of them together pass every device once.
    """
    both = wanted.state is not None and wanted.country is not None
    state: ColumnElement[Any] = device.c.state
    country: ColumnElement[Any] = device.c.country
    if not both:
        state, country = (func.coalesce(column, literal_column("''")) for column in (state, country))
    return _given((state, wanted.state), (country, wanted.country), (device.c.category, wanted.category))


def _given(*pairs: tuple[ColumnElement[Any], object]) -> list[ColumnElement[bool]]:
    return [column == value for column, value in pairs if value is not None]


def _devices(connection: Connection, section: Section, *where: ColumnElement[bool]) -> Page[Device]:
    items, after = _page(connection, DEVICES, section, where)
    return Page(items, after, _people(connection, (one.holder_id for one in items)))


def _page(
    connection: Connection, shelf: Shelf[S], section: Section, where: Iterable[ColumnElement[bool]]
) -> tuple[list[S], int | None]:
    items = [one.item for one in shelf.found(connection, _pages(shelf, section, where), {})]
    shown = items[: section.limit]
    return shown, shown[-1].subject.id if len(items) > section.limit else None


def _pages(shelf: Shelf[Any], section: Section, where: Iterable[ColumnElement[bool]]) -> Select[*tuple[Any, ...]]:
    """The page, and one more to know whether another one follows."""
    number = shelf.table.c.id
    return shelf.select.where(number > section.after, *where).order_by(number).limit(section.limit + 1)


def _people(connection: Connection, ids: Iterable[int | None]) -> dict[int, Person]:
    wanted = sorted({number for number in ids if number is not None})
    return {one.id: one for one in found(connection, _PEOPLE, {"ids": wanted})} if wanted else {}


def _tags(connection: Connection, ids: Iterable[int | None]) -> dict[int, str | None]:
    wanted = sorted({number for number in ids if number is not None})
    return {row.id: row.asset_tag for row in connection.execute(_TAGS, {"ids": wanted})} if wanted else {}


def _logged(row: Any) -> Logged:
    state = row.changes.get("state")
    return Logged(
        id=row.id,
        subject=row.subject,
        seq=row.seq,
        at=row.at,
        name=row.name,
        actor_id=row.actor_id,
        origin=row.origin,
        state=state if isinstance(state, str) else None,
    )
