"""What the rules ask while they decide."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, bindparam, func, select, text

from lifecycle.audit import Audit
from lifecycle.campaign import Scope
from lifecycle.device import Device, DeviceState
from lifecycle.events import Happened, Recorded
from lifecycle.people import Origin, Person, Role
from lifecycle.reads.facts import Contact
from lifecycle.request import Line, RequestState
from lifecycle.requests.sourcing import kind_key
from lifecycle.requests.submission import MOST_LINES
from lifecycle.subject import Subject, SubjectKind
from store import contacts, people
from store.counters import next_number, next_numbers
from store.crypto import Cipher
from store.items import SqlItems
from store.people import SELECT_PEOPLE
from store.reads import audits
from store.shelves import DEVICES
from store.tables import models

FREE_PER_PLACE = MOST_LINES
"""How many free devices of a kind are looked at in one place: enough for every line of the largest request."""

_PERSON = SELECT_PEOPLE.where(models.person.c.id == bindparam("id"))

_whose = models.person.alias("whose")
_FROM_HR = select(_whose.c.manager_id).where(_whose.c.id == bindparam("person_id"))
_ASKED_LAST = (
    select(models.request.c.requester_id)
    .where(
        models.request.c.recipient_id == bindparam("person_id"),
        models.request.c.requester_id != models.request.c.recipient_id,
        models.request.c.state.in_([RequestState.APPROVED, RequestState.FULFILLED]),
    )
    .order_by(models.request.c.id.desc())
    .limit(1)
)
_MANAGER = SELECT_PEOPLE.where(
    models.person.c.id == func.coalesce(_FROM_HR.scalar_subquery(), _ASKED_LAST.scalar_subquery())
)

_WITH_EMAIL = SELECT_PEOPLE.where(
    func.lower(models.person.c.email) == bindparam("email"), ~models.person.c.is_deactivated
).limit(1)

_KIND = bindparam("kind", type_=models.device.c.kind.type)
_place = (
    select(models.device.c.country, models.device.c.location)
    .where(models.device.c.kind == _KIND, text(models.FREE_DEVICE))
    .distinct()
    .subquery("place")
)
_there = models.device.alias("there")
_FIRST_THERE = (
    select(_there.c.id)
    .where(
        _there.c.kind == _KIND,
        text(models.FREE_DEVICE),
        _there.c.country == _place.c.country,
        _there.c.location.is_not_distinct_from(_place.c.location),
    )
    .order_by(_there.c.id)
    .limit(FREE_PER_PLACE)
    .correlate(_place)
)
_FREE_DEVICES = (
    DEVICES.select.select_from(_place)
    .join(models.device, models.device.c.id.in_(_FIRST_THERE))
    .order_by(models.device.c.id)
)

_CAME_BACK = frozenset({Happened.DEVICE_RETURNED, Happened.DEVICE_FOUND})
_MAY_SAY_SO = (*sorted(_CAME_BACK), Happened.DEVICE_CORRECTED)
_BACK = (
    select(models.event.c.name, models.event.c.at, models.event.c.changes)
    .where(models.event.c.subject == bindparam("subject"), models.event.c.name.in_(_MAY_SAY_SO))
    .order_by(models.event.c.seq.desc())
)

_SINCE_REPAIR = (
    select(models.event.c.name, models.event.c.facts)
    .where(
        models.event.c.subject == bindparam("subject"),
        models.event.c.name.in_([Happened.DEVICE_SUCCESSOR_CAME, Happened.DEVICE_SENT_TO_REPAIR, Happened.DEVICE_KEPT]),
    )
    .order_by(models.event.c.seq.desc())
    .limit(1)
)
"""Of a device that was kept after all, nothing is owed any more."""

_MEMBERS = (
    select(models.person.c.id)
    .join(models.role_member, models.role_member.c.slack_id == models.person.c.slack_id)
    .where(
        models.role_member.c.role == bindparam("role"),
        ~models.person.c.is_deactivated,
        ~models.person.c.is_bot,
        ~models.person.c.is_guest,
    )
    .order_by(models.person.c.id)
)

_BY_PEOPLE = (
    select(models.event.c.name, models.event.c.at, models.event.c.actor_id, models.event.c.parts)
    .where(
        models.event.c.subject == bindparam("subject"),
        models.event.c.origin.in_([Origin.SLACK, Origin.PAGE, Origin.CLI]),
    )
    .order_by(models.event.c.seq.desc())
)


class SqlLookups(SqlItems):
    """Implements `lifecycle.ports.Lookups` on one connection."""

    def __init__(self, connection: Connection, cipher: Cipher) -> None:
        super().__init__(connection)
        self.cipher = cipher
        self._people: dict[int, Person] = {}

    def person(self, person_id: int) -> Person | None:
        """The person, in Slack or not yet."""
        if person_id not in self._people:
            self._people.update({one.id: one for one in people.found(self.connection, _PERSON, {"id": person_id})})
        return self._people.get(person_id)

    def person_with_email(self, email: str) -> Person | None:
        """The account in Slack with that address, whatever the case."""
        found = people.found(self.connection, _WITH_EMAIL, {"email": email.casefold()})
        return found[0] if found else None

    def manager_of(self, person_id: int) -> Person | None:
        """The person's manager: from HR's file, else whoever asked for their devices last."""
        found = people.found(self.connection, _MANAGER, {"person_id": person_id})
        return found[0] if found else None

    def known(self, person_id: int) -> Person | None:
        """The person with whom `manager_of` names as their manager."""
        person = self.person(person_id)
        if person is None or person.manager_id is not None:
            return person
        manager = self.manager_of(person_id)
        return replace(person, manager_id=manager.id) if manager else person

    def contact(self, subject: Subject) -> Contact | None:
        """Private contact data, decrypted; `unreadable` when no key opens it."""
        return contacts.read(self.connection, self.cipher, subject)

    def reach_of(self, subject: Subject) -> frozenset[str]:
        """Which private data is on record under a subject, and can be read: "email", "phone", "address".

        An email that takes no mail is "email_refused" instead.
        """
        contact = self.contact(subject)
        known = {name for name in contacts.PRIVATE if getattr(contact, name, None) is not None}
        if contact and contact.email_refused:
            known = known - {"email"} | {"email_refused"}
        return frozenset(known)

    def free_devices(self, line: Line) -> Sequence[Device]:
        """Devices that can serve the line, by id: in every place the first `FREE_PER_PLACE`."""
        return self._found(DEVICES, _FREE_DEVICES, kind=kind_key(line))

    def holders(self, scope: Scope, *, after: int, limit: int) -> Sequence[int]:
        """Ids beyond `after`, in their order, of people who have devices of a scope in use."""
        return audits.holders(self.connection, scope, after, limit)

    def keepers(self, scope: Scope, *, after: str | None, limit: int) -> Sequence[str]:
        """Names beyond `after`, in their order, of those who are not in Slack and have devices of a scope in use."""
        return audits.keepers(self.connection, scope, after, limit)

    def open_lists(self, campaign_id: int) -> int:
        """How many audits of a campaign are open that are of somebody who is not in Slack."""
        return audits.open_lists(self.connection, campaign_id)

    def is_shelf_asked_for(self, location: str) -> bool:
        """Whether an audit of that stock location is open."""
        return audits.is_shelf_asked_for(self.connection, location)

    def audits_without_tasks(self, campaign_id: int, *, limit: int) -> Sequence[Audit]:
        """Open audits of a campaign in which IT has nothing to find out, by id."""
        found = map(self.audit, audits.without_tasks(self.connection, campaign_id, limit))
        return [one for one in found if one is not None]

    def open_audits(self, campaign_id: int) -> int:
        """How many audits of a campaign are open."""
        return audits.open_audits(self.connection, campaign_id)

    def members(self, role: Role) -> Sequence[int]:
        """Ids of the people who have a role and can be asked."""
        return self.connection.scalars(_MEMBERS, {"role": role}).all()

    def last_event(self, subject: Subject, part: int | None, settled_by: Collection[Happened] = ()) -> Recorded | None:
        """The newest thing that people did about a subject, or about one of its parts; `settled_by` before all else.

        What concerns no part in particular concerns each of them.
        """
        found = [
            Recorded(name=row.name, at=row.at, actor_id=row.actor_id, parts=row.parts)
            for row in self.connection.execute(_BY_PEOPLE, {"subject": subject})
            if part is None or not row.parts or part in row.parts
        ]
        return next((one for one in found if one.name in settled_by), found[0] if found else None)

    def came_back_at(self, device_id: int) -> datetime | None:
        """When a device came into IT's hands the last time, with data on it; a correction may have said so."""
        rows = self.connection.execute(_BACK, {"subject": Subject(SubjectKind.DEVICE, device_id)})
        back = (at for name, at, changes in rows if name in _CAME_BACK or changes.get("state") == DeviceState.RETURNED)
        return next(back, None)

    def succeeded_by(self, device_id: int) -> int | None:
        """The request whose device came for this one after it went to repair; None where none did."""
        row = self.connection.execute(_SINCE_REPAIR, {"subject": Subject(SubjectKind.DEVICE, device_id)}).first()
        return row.facts["request"] if row and row.name == Happened.DEVICE_SUCCESSOR_CAME else None

    def new_id(self, kind: SubjectKind) -> int:
        """The next number for something new of a kind."""
        return next_number(self.connection, kind)

    def new_ids(self, kind: SubjectKind, many: int) -> Sequence[int]:
        """The next so many numbers for something new of a kind."""
        return next_numbers(self.connection, kind, many) if many else ()
