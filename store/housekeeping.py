"""Housekeeping: what is deleted when its time has come."""

import logging
from datetime import datetime, timedelta

from sqlalchemy import BindParameter, Delete, Update, bindparam, delete, null, select, tuple_, update

from lifecycle.subject import Subject
from store import contacts
from store.crypto import Cipher
from store.engine.database import Opening
from store.tables.machinery import dropped_list, inbox, outbox, sweep_run
from store.tables.models import contact

log = logging.getLogger(__name__)

AT_ONCE = 1_000
"""Rows in one transaction, so that no writer waits for long."""

KEYS_KEPT = timedelta(days=7)
FACTS_KEPT = timedelta(days=30)
RUNS_KEPT = timedelta(days=90)

_BEFORE: BindParameter[datetime] = bindparam("before")
_OLD_KEYS = select(inbox.c.key).where(inbox.c.at < _BEFORE).limit(AT_ONCE)
_OLD_CONTACTS = select(contact.c.subject).where(contact.c.forget_at <= _BEFORE).limit(AT_ONCE)
_OLD_FACTS = select(outbox.c.id).where(outbox.c.settled_at < _BEFORE, outbox.c.facts.is_not(None)).limit(AT_ONCE)
_OLD_LISTS = select(dropped_list.c.key).where(dropped_list.c.done_at < _BEFORE).limit(AT_ONCE)
_OLD_RUNS = select(sweep_run.c.name, sweep_run.c.slot).where(sweep_run.c.started_at < _BEFORE).limit(AT_ONCE)

RULES = (
    (timedelta(0), delete(contact).where(contact.c.subject.in_(_OLD_CONTACTS))),
    (KEYS_KEPT, delete(inbox).where(inbox.c.key.in_(_OLD_KEYS))),
    (KEYS_KEPT, delete(dropped_list).where(dropped_list.c.key.in_(_OLD_LISTS))),
    (FACTS_KEPT, update(outbox).where(outbox.c.id.in_(_OLD_FACTS)).values(facts=null(), reason=None, error=None)),
    (RUNS_KEPT, delete(sweep_run).where(tuple_(sweep_run.c.name, sweep_run.c.slot).in_(_OLD_RUNS))),
)
"""How long what is kept, and how it goes: keys of what came in, lists that were taken over, private data at its own
moment, facts of notices that were settled (their keys stay, so that nothing is told twice), runs of sweeps."""


class Housekeeping:
    """Forgets what is over its age."""

    def __init__(self, writing: Opening, cipher: Cipher) -> None:
        self._writing = writing
        self._cipher = cipher

    def forget(self, now: datetime) -> int:
        """Delete what is over its age, and encrypt under the present key what an older one wrote.

        Returns how many rows it touched.
        """
        return sum(self._in_batches(rule, now - age) for age, rule in RULES) + self._rotated()

    def _in_batches(self, rule: Delete | Update, before: datetime) -> int:
        total = 0
        while True:
            with self._writing() as connection:
                done = connection.execute(rule, {"before": before}).rowcount
            total += done
            if not done:
                return total

    def _rotated(self) -> int:
        """What no key opens is passed over and told: the key that does may be added to SECRET_KEY again."""
        rotated = unreadable = 0
        after: Subject | None = None
        while True:
            with self._writing() as connection:
                found = contacts.under_other_keys(connection, self._cipher, after)
                ends = [contacts.rotate(connection, self._cipher, one) for one in found]
            rotated += ends.count(True)
            unreadable += ends.count(None)
            if len(found) < contacts.ROTATED_AT_ONCE:
                break
            after = found[-1].subject
        if unreadable:
            log.error(
                "private data of %d subjects cannot be read with SECRET_KEY: add the key that wrote it", unreadable
            )
        return rotated
