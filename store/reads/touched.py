"""Whom the newest events concern: whose Home may show something else by now."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BindParameter, Connection, Select, bindparam, select

from lifecycle.people import Role
from lifecycle.subject import Subject, SubjectKind
from store.engine.database import Opening
from store.tables.audit_models import audit
from store.tables.models import device, event, person, request, role_member
from store.tables.return_models import device_return

MOST = 500
"""Events that are looked at one by one; of more at once, everybody may be concerned."""

MARGIN = 200
"""Numbers below the newest that are looked at again: PostgreSQL gives numbers before it commits."""

NAMING = ("holder_id", "recipient_id", "requester_id", "manager_id")
"""What an event may have set that names a person."""

_IDS: BindParameter[Sequence[int]] = bindparam("ids", expanding=True)
_NEWEST = select(event.c.id).order_by(event.c.id.desc()).limit(bindparam("margin"))
_SINCE = (
    select(event.c.id, event.c.subject, event.c.actor_id, event.c.changes)
    .where(event.c.id > bindparam("after"))
    .order_by(event.c.id)
    .limit(bindparam("most"))
)
_PEOPLE_OF: Mapping[SubjectKind, Select[*tuple[Any, ...]]] = {
    SubjectKind.REQUEST: select(request.c.requester_id, request.c.recipient_id).where(request.c.id.in_(_IDS)),
    SubjectKind.RETURN: select(device_return.c.holder_id, device_return.c.manager_id).where(
        device_return.c.id.in_(_IDS)
    ),
    SubjectKind.DEVICE: select(device.c.holder_id).where(device.c.id.in_(_IDS)),
    SubjectKind.AUDIT: select(audit.c.holder_id).where(audit.c.id.in_(_IDS)),
}
_HISTORY = select(event.c.changes).where(event.c.subject.in_(bindparam("subjects", expanding=True)))
_AROUND = select(person.c.tied_to, person.c.manager_id).where(person.c.id.in_(_IDS))
_WHO_ASKED = select(request.c.requester_id).where(request.c.recipient_id.in_(_IDS)).distinct()
_IT = (
    select(person.c.id)
    .join(role_member, role_member.c.slack_id == person.c.slack_id)
    .where(role_member.c.role == Role.IT)
)


@dataclass(frozen=True, slots=True)
class Mark:
    """How far the log of events was read: the newest number, and the numbers within the margin that were seen."""

    last: int = 0
    seen: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Touched:
    """Ids of the people whom something may concern; `everybody` where too much happened at once to tell."""

    people: frozenset[int] = frozenset()
    everybody: bool = False


class Touches:
    """Reads whom events concern. Some may be named whom they do not: it only makes sure that their Home is compared."""

    def __init__(self, reading: Opening, *, most: int = MOST, margin: int = MARGIN) -> None:
        self._reading = reading
        self._most = most
        self._margin = margin

    def mark(self) -> Mark:
        """The end of the log as it stands."""
        with self._reading() as connection:
            ids = connection.scalars(_NEWEST, {"margin": self._margin}).all()
        return Mark(max(ids, default=0), frozenset(ids))

    def since(self, mark: Mark) -> tuple[Touched, Mark]:
        """Whom the events after a mark concern, and where the log ends now; IT's queue is made of all of them."""
        with self._reading() as connection:
            which = {"after": mark.last - self._margin, "most": self._most + self._margin + 1}
            rows = connection.execute(_SINCE, which).all()
            new = [row for row in rows if row.id not in mark.seen]
            if not new:
                return Touched(), mark
            if len(new) > self._most:
                return Touched(everybody=True), self.mark()
            return Touched(frozenset(_people(connection, new))), self._following(mark, [row.id for row in rows])

    def _following(self, mark: Mark, ids: Collection[int]) -> Mark:
        last = max(mark.last, *ids)
        return Mark(last, frozenset(one for one in {*mark.seen, *ids} if one > last - self._margin))


def _people(connection: Connection, rows: Sequence[Any]) -> set[int]:
    """Who acted, who is named, and who manages or awaits those; everybody of IT."""
    named = {row.actor_id for row in rows} | {number for row in rows for number in _named(row.changes)}
    for kind, people in _PEOPLE_OF.items():
        if ids := _of(kind, rows):
            named |= _numbers(connection, people, ids)
    if moved := [row.subject for row in rows if "holder_id" in row.changes]:
        history = connection.scalars(_HISTORY, {"subjects": [*dict.fromkeys(moved)]})
        named |= {number for changes in history for number in _named(changes)}
    named = _known(named)
    around = _numbers(connection, _AROUND, named) | _numbers(connection, _WHO_ASKED, named)
    return named | around | set(connection.scalars(_IT))


def _of(kind: SubjectKind, rows: Iterable[Any]) -> set[int]:
    subjects: list[Subject] = [row.subject for row in rows]
    return {one.id for one in subjects if one.kind is kind}


def _named(changes: Mapping[str, object]) -> set[int]:
    return {value for name in NAMING if isinstance(value := changes.get(name), int)}


def _numbers(connection: Connection, people: Select[*tuple[Any, ...]], ids: Collection[int]) -> set[int]:
    return _known(number for row in connection.execute(people, {"ids": sorted(ids)}) for number in row)


def _known(numbers: Iterable[int | None]) -> set[int]:
    return {number for number in numbers if number is not None}
