"""Does the log tell the whole story? Every event, every number and every row is held against it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from itertools import chain, groupby
from typing import Any

from sqlalchemy import Connection, Row, Text, bindparam, cast, literal, select, union_all

from lifecycle.subject import Subject, SubjectKind
from store import contacts
from store.crypto import Cipher
from store.engine.database import Database
from store.log import log, replay
from store.log.codec import NOT_LOGGED, Codec, S
from store.shelf import Shelf, Stored
from store.shelves import SHELVES
from store.tables.models import contact, counter, event

AT_ONCE = 500

Events = Sequence[Row[*tuple[Any, ...]]]

_EVENTS = (
    select(event)
    .where(event.c.subject.in_(bindparam("subjects", expanding=True)))
    .order_by(event.c.subject, event.c.seq)
)
_SUBJECTS = union_all(*(select(literal(f"{kind}:") + cast(shelf.table.c.id, Text)) for kind, shelf in SHELVES.items()))
_ORPHANS = (
    select(event.c.subject).distinct().where(cast(event.c.subject, Text).not_in(_SUBJECTS)).order_by(event.c.subject)
)
_GIVEN = select(counter.c.value).where(counter.c.kind == bindparam("kind"))
_CONTACTS = select(contact.c.subject).order_by(contact.c.subject)


@dataclass(frozen=True, slots=True)
class Break:
    """Where the record does not add up: in which subject, at which event (None: in its row), and how."""

    subject: Subject
    seq: int | None
    problem: str


def verify(database: Database, cipher: Cipher) -> Iterator[Break]:
    """Every break between the rows, the log and the keys, as of one moment."""
    with database.reader() as connection:
        for shelf in SHELVES.values():
            yield from _kind(connection, shelf)
        orphans = connection.scalars(_ORPHANS).all()
        yield from (Break(subject, None, "has events but no row") for subject in orphans)
        missing = (one for kind, shelf in SHELVES.items() for one in _missing(connection, kind, shelf))
        yield from (Break(one, None, "is gone, and every event of it") for one in missing if one not in orphans)
        for subject in connection.scalars(_CONTACTS).all():
            found = contacts.read(connection, cipher, subject)
            if found and found.unreadable:
                yield Break(subject, None, "its private data cannot be read with SECRET_KEY")


def _missing(connection: Connection, kind: SubjectKind, shelf: Shelf[S]) -> Iterator[Subject]:
    """Subjects without a row: numbers are given one after the other, and only together with what gets them."""
    given: int = connection.scalar(_GIVEN, {"kind": kind.value}) or 0
    number, following = shelf.table.c.id, 1
    for found in chain(connection.scalars(select(number).order_by(number)), [given + 1]):
        yield from (Subject(kind, missing) for missing in range(following, found))
        following = found + 1


def _kind(connection: Connection, shelf: Shelf[S]) -> Iterator[Break]:
    number, last = shelf.table.c.id, 0
    page = shelf.select.where(number > bindparam("after")).order_by(number).limit(AT_ONCE)
    while found := shelf.found(connection, page, {"after": last}):
        rows = {one.item.subject: one for one in found}
        events = connection.execute(_EVENTS, {"subjects": [*rows]}).all()
        logs = {subject: tuple(entries) for subject, entries in groupby(events, key=lambda entry: entry.subject)}
        for subject, row in rows.items():
            yield from _subject(subject, row, logs.get(subject, ()), shelf.codec)
        last = found[-1].item.id


def _subject(subject: Subject, row: Stored[S], events: Events, codec: Codec[S]) -> Iterator[Break]:
    broken = tuple(_chain(subject, events))
    yield from broken
    end = events[-1].hash if events else log.BEGINNING
    if (row.item.version, row.log_hash) != (len(events), end):
        yield Break(subject, None, f"stands at version {row.item.version}, the log has {len(events)} events")
    elif not broken:
        yield from _replayed(subject, row.item, events, codec)


def _chain(subject: Subject, events: Events) -> Iterator[Break]:
    seq, before = 0, log.BEGINNING
    for one in events:
        if one.hash != log.digest(one._asdict()):
            yield Break(subject, one.seq, "was changed")
        elif (one.seq, one.prev_hash) != (seq + 1, before):
            yield Break(subject, one.seq, "does not follow the event before it")
        seq, before = one.seq, one.hash


def _replayed(subject: Subject, item: S, events: Events, codec: Codec[S]) -> Iterator[Break]:
    try:
        told = codec.replay(replay.told(events))
    except (ValueError, LookupError, TypeError) as error:
        yield Break(subject, None, f"the log cannot be played back: {error}")
        return
    told = replace(told, **{one.name: getattr(item, one.name) for one in fields(item) if one.name in NOT_LOGGED})
    differing = [one.name for one in fields(item) if getattr(item, one.name) != getattr(told, one.name)]
    if differing:
        yield Break(subject, None, f"differs from the log in {', '.join(differing)}")
