"""Knowing a new hire again who has joined Slack."""

from collections.abc import Sequence

from sqlalchemy import Connection, String, bindparam, cast, literal, select

from lifecycle.requests.rules import NOT_GIVEN_UP
from lifecycle.subject import SubjectKind
from store.crypto import Cipher
from store.derived import plain_name
from store.tables.models import contact, person, request

_AWAITED = (
    select(request.c.id, person.c.id.label("hire_id"), contact.c.email_index)
    .join(person, person.c.id == request.c.recipient_id)
    .join(contact, cast(contact.c.subject, String) == literal(f"{SubjectKind.PERSON}:") + cast(person.c.id, String))
    .where(person.c.tied_to.is_(None), request.c.state.in_(NOT_GIVEN_UP))
    .order_by(request.c.id)
)
_BY_ID = _AWAITED.where(person.c.id.in_(bindparam("ids", expanding=True)))
_BY_NAME = _AWAITED.where(person.c.hire_name == bindparam("plain_name"))
_OF_EMAIL = select(contact.c.subject).where(contact.c.email_index.in_(bindparam("indexes", expanding=True)))


def awaited(connection: Connection, cipher: Cipher, name: str, emails: Sequence[str]) -> list[tuple[int, str]]:
    """Requests, open or fulfilled, whose new hire may be this person: (request id, "email" or "name").

    A hire is looked for as long as their email is kept, which is beyond the end of the request. A name counts only when
    no email does, and when all hires of that name are the same person.
    """
    indexes = [index for email in emails for index in cipher.indexes(email)]
    subjects = connection.scalars(_OF_EMAIL, {"indexes": indexes}).all() if indexes else ()
    ids = [subject.id for subject in subjects if subject.kind is SubjectKind.PERSON]
    if ids and (by_email := [(row.id, "email") for row in connection.execute(_BY_ID, {"ids": ids})]):
        return by_email
    namesakes = connection.execute(_BY_NAME, {"plain_name": plain_name(name)}).all()
    is_unique = len({row.email_index or row.hire_id for row in namesakes}) == 1
    return [(row.id, "name") for row in namesakes] if is_unique else []
