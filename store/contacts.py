"""Private contact data: encrypted, found by a fingerprint of the email, deleted when its time has come."""

import json
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, select, update
from sqlalchemy.dialects.postgresql import insert  # SQLite's ON CONFLICT reads the same

from lifecycle.facts import Contact
from store.crypto import Cipher
from store.models import contact

PRIVATE = ("email", "phone", "address")
ROTATED_AT_ONCE = 200

_new = insert(contact)
_KEEP = _new.on_conflict_do_update(
    index_elements=["subject"],
    set_={name: _new.excluded[name] for name in ("secret", "email_index", "key_id", "forget_at")},
)
_READ = select(contact).where(contact.c.subject == bindparam("subject"))
_FORGET = update(contact).where(contact.c.subject == bindparam("of"))
_UNDER_OTHER_KEYS = (
    select(contact.c.subject)
    .where(contact.c.key_id != bindparam("key_id"))
    .order_by(contact.c.subject)
    .limit(ROTATED_AT_ONCE)
)


def keep(connection: Connection, cipher: Cipher, one: Contact) -> None:
    """Write private data, in the place of what was there for the same subject."""
    secret = {name: value for name in PRIVATE if (value := getattr(one, name)) is not None}
    values = {
        "subject": one.subject,
        "secret": cipher.encrypt(json.dumps(secret)),
        "email_index": one.email and cipher.index(one.email),
        "key_id": cipher.key_id,
        "forget_at": one.forget_at,
    }
    connection.execute(_KEEP, values)


def read(connection: Connection, cipher: Cipher, subject: str) -> Contact | None:
    """The private data of a subject; raises `store.crypto.Unreadable` when no key opens it."""
    row = connection.execute(_READ, {"subject": subject}).one_or_none()
    if row is None:
        return None
    return Contact(subject=subject, forget_at=row.forget_at, **json.loads(cipher.decrypt(row.secret)))


def forget(connection: Connection, subject: str, at: datetime) -> None:
    """Have the private data of a subject deleted at that moment (UTC)."""
    connection.execute(_FORGET, {"of": subject, "forget_at": at})


def rotate(connection: Connection, cipher: Cipher) -> int:
    """Encrypt under the first key what older keys wrote; returns how many there were, `ROTATED_AT_ONCE` at most."""
    subjects: Sequence[str] = connection.scalars(_UNDER_OTHER_KEYS, {"key_id": cipher.key_id}).all()
    for subject in subjects:
        if found := read(connection, cipher, subject):
            keep(connection, cipher, found)
    return len(subjects)
