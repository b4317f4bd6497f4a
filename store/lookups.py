"""What the rules ask while they decide."""

from collections.abc import Collection, Sequence

from sqlalchemy import Connection, Executable, bindparam, func, select, text

from lifecycle.change import Item
from lifecycle.device import Device
from lifecycle.events import Happened, Recorded
from lifecycle.people import Origin, Person, Role
from lifecycle.request import Line, Request
from lifecycle.sourcing import kind_key
from lifecycle.subject import Subject, SubjectKind
from lifecycle.submission import MOST_LINES
from store import models, people
from store.codec import S
from store.counters import next_number
from store.crypto import Cipher
from store.people import SELECT_PEOPLE
from store.shelf import Shelf, Stored
from store.shelves import DEVICES, REQUESTS

FREE_PER_PLACE = MOST_LINES
"""How many free devices of a kind are looked at in one place: enough for every line of the largest request."""

_DEVICE_BY_SERIAL = DEVICES.select.where(models.device.c.serial == bindparam("serial"))
_DEVICE_BY_TAG = DEVICES.select.where(models.device.c.asset_tag == bindparam("asset_tag"))
_HELD_BY = DEVICES.select.where(models.device.c.holder_id == bindparam("person_id")).order_by(models.device.c.id)
_PERSON = SELECT_PEOPLE.where(models.person.c.id == bindparam("id"))

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
        models.event.c.origin.in_([Origin.SLACK, Origin.CLI]),
    )
    .order_by(models.event.c.seq.desc())
)


class SqlLookups:
    """Implements `lifecycle.ports.Lookups` on one connection."""

    def __init__(self, connection: Connection, cipher: Cipher) -> None:
        self.connection = connection
        self.cipher = cipher
        self._people: dict[int, Person] = {}
        self.log_heads: dict[Subject, str] = {}
        """The hash of the last event of each subject that was read here."""

    def item(self, subject: Subject) -> Item | None:
        """What a subject names, as it stands; None for a person, who has no log."""
        match subject.kind:
            case SubjectKind.REQUEST:
                return self.request(subject.id)
            case SubjectKind.DEVICE:
                return self.device(subject.id)
        return None

    def request(self, request_id: int) -> Request | None:
        """The request as it stands."""
        return self._one(REQUESTS, request_id)

    def device(self, device_id: int) -> Device | None:
        """The device as it stands."""
        return self._one(DEVICES, device_id)

    def person(self, person_id: int) -> Person | None:
        """The person, in Slack or not yet."""
        if person_id not in self._people:
            self._people.update({one.id: one for one in people.found(self.connection, _PERSON, {"id": person_id})})
        return self._people.get(person_id)

    def person_with_email(self, email: str) -> Person | None:
        """The account in Slack with that address, whatever the case."""
        found = people.found(self.connection, _WITH_EMAIL, {"email": email.casefold()})
        return found[0] if found else None

    def free_devices(self, line: Line) -> Sequence[Device]:
        """Devices that can serve the line, by id: in every place the first `FREE_PER_PLACE`."""
        kind = kind_key(line)
        return [self._remember(one) for one in DEVICES.found(self.connection, _FREE_DEVICES, {"kind": kind})]

    def device_by_serial(self, serial: str) -> Device | None:
        """The device with that serial number (upper-case)."""
        return self._device(_DEVICE_BY_SERIAL, serial=serial)

    def device_by_tag(self, asset_tag: str) -> Device | None:
        """The device with that asset tag."""
        return self._device(_DEVICE_BY_TAG, asset_tag=asset_tag)

    def held_by(self, person_id: int) -> Sequence[Device]:
        """The devices whose holder that is, by id."""
        held = DEVICES.found(self.connection, _HELD_BY, {"person_id": person_id})
        return [self._remember(one) for one in held]

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

    def new_id(self, kind: SubjectKind) -> int:
        """The next number for something new of a kind."""
        return next_number(self.connection, kind)

    def _one(self, shelf: Shelf[S], item_id: int) -> S | None:
        found = shelf.one(self.connection, item_id)
        return self._remember(found) if found else None

    def _device(self, statement: Executable, **values: object) -> Device | None:
        found = DEVICES.found(self.connection, statement, values)
        return self._remember(found[0]) if found else None

    def _remember(self, found: Stored[S]) -> S:
        self.log_heads[found.item.subject] = found.log_hash
        return found.item
