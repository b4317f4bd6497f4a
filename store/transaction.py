"""What one unit of work may do."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import Table, bindparam, insert, select, update
from sqlalchemy.dialects.postgresql import insert as upsert  # SQLite's ON CONFLICT reads the same

from lifecycle.audit import Audit
from lifecycle.change import Change, Item
from lifecycle.device import Device
from lifecycle.notices import Notice
from lifecycle.people import Person
from lifecycle.ports import Stamp
from lifecycle.reads.facts import Contact, LostCard
from lifecycle.request import Request
from lifecycle.retrieval import Return
from lifecycle.sanitization import Certificate
from lifecycle.subject import Subject, SubjectKind
from store import contacts
from store.derived import plain_name
from store.log.log import BEGINNING
from store.outbox import lost_cards
from store.outbox.telling import tell
from store.people import PEOPLE
from store.person_words import keep_words
from store.reads.queries import SqlReads
from store.shelves import SHELVES
from store.tables.audit_models import audit
from store.tables.machinery import inbox
from store.tables.models import device, person, request
from store.tables.return_models import device_return

_CLAIM = upsert(inbox).on_conflict_do_nothing(index_elements=["key"]).execution_options(preserve_rowcount=True)
_HOLD = {
    table: select(table.c.id)
    .where(table.c.id.in_(bindparam("ids", expanding=True)))
    .order_by(table.c.id)
    .with_for_update(key_share=True)
    for table in (request, device_return, device, audit)
}
_RESCHEDULE = {
    kind: update(shelf.table).where(shelf.table.c.id == bindparam("of_id"))
    for kind, shelf in SHELVES.items()
    if "next_look_at" in shelf.table.c
}
_ADD_PERSON = insert(person)
_TIE = update(person).where(person.c.id == bindparam("of_id"))


class SqlTransaction(SqlReads):
    """Implements `lifecycle.ports.Transaction` on one connection.

    A request or a return that is read here cannot change until the end, so what follows from it is decided once.
    PostgreSQL locks it first: a query that waits for the lock would join the new row with the parts of before.
    """

    def claim(self, key: str, now: datetime) -> bool:
        """Take an idempotency key; False when it was taken before."""
        return self.connection.execute(_CLAIM, {"key": key, "at": now}).rowcount == 1

    def item(self, subject: Subject) -> Item | None:
        """What a command is about, as it stands; a device is locked too, and nobody decides by its certificates."""
        if subject.kind is SubjectKind.DEVICE:
            self._hold(device, [subject.id])
        return super().item(subject)

    def request(self, request_id: int) -> Request | None:
        """The request as it stands, and will to the end."""
        self._hold(request, [request_id])
        return super().request(request_id)

    def the_return(self, return_id: int) -> Return | None:
        """The return as it stands, and will to the end."""
        self._hold(device_return, [return_id])
        return super().the_return(return_id)

    def audit(self, audit_id: int) -> Audit | None:
        """The audit as it stands, and will to the end."""
        self._hold(audit, [audit_id])
        return super().audit(audit_id)

    def certificates_of(self, device_ids: Collection[int]) -> Sequence[Certificate]:
        """Every certificate of these devices, oldest first.

        The devices are locked: whoever decides by all certificates of a device does so one after the other.
        """
        self._hold(device, device_ids)
        return super().certificates_of(device_ids)

    def keep(self, change: Change[Item], stamp: Stamp) -> None:
        """Write the row if it still stands at the version that was read, and append its event.

        Raises `Conflict` when it does not.
        """
        subject = change.after.subject
        head = self.log_heads[subject] if change.before else BEGINNING
        self.log_heads[subject] = SHELVES[subject.kind].keep(self.connection, change, stamp, head)

    def keep_devices(self, changes: Sequence[Change[Device]], stamp: Stamp) -> None:
        """Write many changes of devices, each of another one: what is new together, the others as `keep` does."""
        new = [one for one in changes if one.before is None]
        self.log_heads.update(SHELVES[SubjectKind.DEVICE].add(self.connection, new, stamp))
        for change in changes:
            if change.before is not None:
                self.keep(change, stamp)

    def reschedule(self, subject: Subject, look_at: datetime | None) -> None:
        """Set when something is looked at next; what never is looked at stays as it is."""
        if subject.kind in _RESCHEDULE:
            self.connection.execute(_RESCHEDULE[subject.kind], {"of_id": subject.id, "next_look_at": look_at})

    def add_person(self, person: Person) -> None:
        """Put somebody new on record; who is not in Slack yet is looked for by name."""
        hire_name = plain_name(person.name) if person.slack_id is None else None
        self.connection.execute(_ADD_PERSON, {**PEOPLE.values(person), "hire_name": hire_name})
        keep_words(self.connection, person)

    def tie_person(self, hire_id: int, person_id: int) -> None:
        """Remember that a new hire and a person in Slack are the same."""
        self.connection.execute(_TIE, {"of_id": hire_id, "tied_to": person_id, "hire_name": None})
        self._people.pop(hire_id, None)

    def keep_contact(self, contact: Contact) -> None:
        """Write private data, in the place of what was there for the same subject."""
        contacts.keep(self.connection, self.cipher, contact)

    def forget_contact(self, subject: Subject, at: datetime) -> None:
        """Have the private data of a subject deleted at that moment (UTC), unless it goes sooner already."""
        contacts.forget(self.connection, subject, at)

    def tell(self, notices: Sequence[Notice]) -> None:
        """Put notices into the outbox; one whose key is there already is left out."""
        tell(self.connection, notices)

    def lost_of(self, subject: Subject) -> Sequence[LostCard]:
        """The lost cards of one subject."""
        return lost_cards.lost_of(self.connection, subject)

    def post_anew(self, card: LostCard, to: str, at: datetime) -> None:
        """Have a lost card, and the stories below it that failed, sent `to` there, from that moment (UTC) on."""
        lost_cards.post_anew(self.connection, card, to, at)

    def _hold(self, table: Table, ids: Collection[int]) -> None:
        if self.connection.dialect.name == "postgresql":
            self.connection.execute(_HOLD[table], {"ids": [*ids]})
