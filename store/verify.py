"""Does the log tell the whole story? Every event, every number and every row is held against it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from itertools import chain, groupby
from typing import Any

from sqlalchemy import Connection, Row, Select, Table, Text, bindparam, cast, literal, select, union_all

from store import contacts, log, stored
from store.codec import DEVICE_CODEC, NOT_LOGGED, REQUEST_CODEC, Codec, S
from store.crypto import Cipher
from store.database import Database
from store.models import contact, counter, device, event, request
from store.stored import SELECT_DEVICES, SELECT_REQUESTS, Stored, Values, subject_of

AT_ONCE = 500

Events = Sequence[Row[*tuple[Any, ...]]]

_EVENTS = (
    select(event)
    .where(event.c.subject.in_(bindparam("subjects", expanding=True)))
    .order_by(event.c.subject, event.c.seq)
)
_SUBJECTS = union_all(*(select(literal(f"{table.name}:") + cast(table.c.id, Text)) for table in (request, device)))
_ORPHANS = select(event.c.subject).distinct().where(event.c.subject.not_in(_SUBJECTS)).order_by(event.c.subject)
_GIVEN = select(counter.c.value).where(counter.c.kind == bindparam("kind"))
_CONTACTS = select(contact.c.subject).order_by(contact.c.subject)


@dataclass(frozen=True, slots=True)
class Break:
    """Where the record does not add up: in which subject, at which event (None: in its row), and how."""

    subject: str
    seq: int | None
    problem: str


def verify(database: Database, cipher: Cipher) -> Iterator[Break]:
    """Every break between the rows, the log and the keys, as of one moment."""
    with database.reader() as connection:
        yield from _kind(connection, request, SELECT_REQUESTS, stored.requests, REQUEST_CODEC)
        yield from _kind(connection, device, SELECT_DEVICES, stored.devices, DEVICE_CODEC)
        orphans = connection.scalars(_ORPHANS).all()
        yield from (Break(subject, None, "has events but no row") for subject in orphans)
        missing = (subject for table in (request, device) for subject in _missing(connection, table))
        yield from (Break(one, None, "is gone, and every event of it") for one in missing if one not in orphans)
        for subject in connection.scalars(_CONTACTS).all():
            found = contacts.read(connection, cipher, subject)
            if found and found.unreadable:
                yield Break(subject, None, "its private data cannot be read with SECRET_KEY")


def _missing(connection: Connection, table: Table) -> Iterator[str]:
    """Subjects without a row: numbers are given one after the other, and only together with what gets them."""
    given: int = connection.scalar(_GIVEN, {"kind": table.name}) or 0
    following = 1
    for found in chain(connection.scalars(select(table.c.id).order_by(table.c.id)), [given + 1]):
        yield from (f"{table.name}:{number}" for number in range(following, found))
        following = found + 1


def _kind(
    connection: Connection,
    table: Table,
    rows: Select[*tuple[Any, ...]],
    load: Callable[[Connection, Select[*tuple[Any, ...]], Values], list[Stored[S]]],
    codec: Codec[S],
) -> Iterator[Break]:
    page = rows.where(table.c.id > bindparam("after")).order_by(table.c.id).limit(AT_ONCE)
    last = 0
    while found := load(connection, page, {"after": last}):
        subjects: dict[str, Stored[S]] = {subject_of(one.item): one for one in found}
        events = connection.execute(_EVENTS, {"subjects": [*subjects]}).all()
        logs = {subject: tuple(rows) for subject, rows in groupby(events, key=lambda row: row.subject)}
        for subject, one in subjects.items():
            yield from _subject(subject, one, logs.get(subject, ()), codec)
        last = found[-1].item.id


def _subject(subject: str, row: Stored[S], events: Events, codec: Codec[S]) -> Iterator[Break]:
    broken = tuple(_chain(subject, events))
    yield from broken
    end = events[-1].hash if events else log.BEGINNING
    if (row.item.version, row.log_hash) != (len(events), end):
        yield Break(subject, None, f"stands at version {row.item.version}, the log has {len(events)} events")
    elif not broken:
        yield from _replayed(subject, row.item, events, codec)


def _chain(subject: str, events: Events) -> Iterator[Break]:
    seq, before = 0, log.BEGINNING
    for one in events:
        if one.hash != log.digest(one._asdict()):
            yield Break(subject, one.seq, "was changed")
        elif (one.seq, one.prev_hash) != (seq + 1, before):
            yield Break(subject, one.seq, "does not follow the event before it")
        seq, before = one.seq, one.hash


def _replayed(subject: str, item: S, events: Events, codec: Codec[S]) -> Iterator[Break]:
    try:
        told = codec.replay(one.changes for one in events)
    except (ValueError, LookupError, TypeError) as error:
        yield Break(subject, None, f"the log cannot be played back: {error}")
        return
    told = replace(told, **{one.name: getattr(item, one.name) for one in fields(item) if one.name in NOT_LOGGED})
    differing = [one.name for one in fields(item) if getattr(item, one.name) != getattr(told, one.name)]
    if differing:
        yield Break(subject, None, f"differs from the log in {', '.join(differing)}")
