"""Knowing a new hire again who has joined Slack."""

from collections.abc import Sequence

from sqlalchemy import Connection, String, cast, literal, select, text

from store.crypto import Cipher
from store.models import OPEN_REQUEST, contact, person, request

_AWAITED = (
    select(request.c.id, person.c.id.label("hire_id"), person.c.name, contact.c.email_index)
    .join(person, person.c.id == request.c.recipient_id)
    .outerjoin(contact, contact.c.subject == literal("person:") + cast(person.c.id, String))
    .where(
        person.c.slack_id.is_(None),
        person.c.tied_to.is_(None),
        request.c.id.in_(select(request.c.id).where(text(OPEN_REQUEST))),
    )
    .order_by(request.c.id)
)


def awaited(connection: Connection, cipher: Cipher, name: str, emails: Sequence[str]) -> list[tuple[int, str]]:
    """Open requests whose new hire may be this person: (request id, "email" or "name").

    A name counts only when no email does, and when all hires of that name are the same person.
    """
    rows = connection.execute(_AWAITED).all()
    indexes = {index for email in emails for index in cipher.indexes(email)}
    if by_email := [(row.id, "email") for row in rows if row.email_index in indexes]:
        return by_email
    namesakes = [row for row in rows if _plain(row.name) == _plain(name)]
    is_unique = len({row.email_index or row.hire_id for row in namesakes}) == 1
    return [(row.id, "name") for row in namesakes] if is_unique else []


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())
