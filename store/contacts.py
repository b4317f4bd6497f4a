"""Private contact data: encrypted, found by a fingerprint of the email, deleted when its time has come."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Text, bindparam, cast, or_, select, update
from sqlalchemy.dialects.postgresql import insert  # SQLite's ON CONFLICT reads the same

from lifecycle.reads.facts import Contact
from lifecycle.subject import Subject
from store.crypto import Cipher, Unreadable
from store.tables.models import contact

Found = Row[*tuple[Any, ...]]

PRIVATE = ("email", "phone", "address")
ROTATED_AT_ONCE = 200

_new = insert(contact)
_KEEP = _new.on_conflict_do_update(
    index_elements=["subject"],
    set_={name: _new.excluded[name] for name in ("secret", "email_index", "key_id", "forget_at")},
)
_READ = select(contact).where(contact.c.subject == bindparam("subject"))
_FORGET = update(contact).where(
    contact.c.subject == bindparam("of"),
    or_(contact.c.forget_at.is_(None), contact.c.forget_at > bindparam("sooner")),
)
_UNDER_OTHER_KEYS = (
    select(contact)
    .where(contact.c.key_id != bindparam("key_id"), cast(contact.c.subject, Text) > bindparam("after"))
    .order_by(contact.c.subject)
    .limit(ROTATED_AT_ONCE)
)
_ROTATE = update(contact).where(contact.c.subject == bindparam("of"), contact.c.secret == bindparam("read"))


def keep(connection: Connection, cipher: Cipher, one: Contact) -> None:
    """Write private data, in the place of what was there for the same subject."""
    connection.execute(_KEEP, {"subject": one.subject, "forget_at": one.forget_at, **_encrypted(cipher, one)})


def read(connection: Connection, cipher: Cipher, subject: Subject) -> Contact | None:
    """The private data of a subject; `unreadable` when no key opens it."""
    row = connection.execute(_READ, {"subject": subject}).one_or_none()
    return None if row is None else _decrypted(cipher, row)


def forget(connection: Connection, subject: Subject, at: datetime) -> None:
    """Have the private data of a subject deleted at that moment (UTC), unless it goes sooner already."""
    connection.execute(_FORGET, {"of": subject, "forget_at": at, "sooner": at})


def under_other_keys(connection: Connection, cipher: Cipher, after: Subject | None = None) -> Sequence[Found]:
    """What keys other than the first one wrote, by subject; `ROTATED_AT_ONCE` at most, those that follow `after`."""
    return connection.execute(_UNDER_OTHER_KEYS, {"key_id": cipher.key_id, "after": str(after or "")}).all()


def rotate(connection: Connection, cipher: Cipher, found: Found) -> bool | None:
    """Encrypt under the first key what was found under another one; None when no key opens it.

    False when it is not as it was found: somebody wrote it anew or deleted it meanwhile, and that is left alone.
    """
    one = _decrypted(cipher, found)
    if one.unreadable:
        return None
    values = {"of": one.subject, "read": found.secret, **_encrypted(cipher, one)}
    return connection.execute(_ROTATE, values).rowcount == 1


def _encrypted(cipher: Cipher, one: Contact) -> Mapping[str, str | None]:
    secret = {name: value for name in (*PRIVATE, "email_refused") if (value := getattr(one, name))}
    return {
        "secret": cipher.encrypt(json.dumps(secret)),
        "email_index": one.email and cipher.index(one.email),
        "key_id": cipher.key_id,
    }


def _decrypted(cipher: Cipher, row: Found) -> Contact:
    try:
        return Contact(subject=row.subject, forget_at=row.forget_at, **json.loads(cipher.decrypt(row.secret)))
    except Unreadable:
        return Contact(subject=row.subject, forget_at=row.forget_at, unreadable=True)
