"""IT's cards that Slack did not take, and putting them out again.

A request's first notice of its card tells whether the card is lost: when it failed, no later one has posted the card in
its place, and none waits to.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, Text, bindparam, cast, exists, literal, null, select, text, update

from lifecycle.facts import LostCard
from lifecycle.subject import Subject
from store.machinery import OPEN, living, outbox
from store.models import OPEN_REQUEST, request

FAILED = "failed"

_waits = outbox.alias("waits")
_SLOT = literal("request:").concat(cast(request.c.id, Text))
_LOST = (
    select(outbox.c.subject, outbox.c.to, outbox.c.error)
    .select_from(request)
    .join(outbox, outbox.c.key == _SLOT.concat(":v1"))
    .where(
        text(OPEN_REQUEST),
        outbox.c.state == FAILED,
        ~exists().where(living.c.slot == _SLOT),
        ~exists().where(text(f"waits.{OPEN}"), _waits.c.lane == _SLOT),
    )
    .order_by(request.c.requester_id, request.c.id)  # as the index of open requests has them: no others are read
)
_LOST_ONE = _LOST.where(outbox.c.subject == bindparam("subject"))
_ANEW = (
    update(outbox)
    .where(outbox.c.key.in_(bindparam("keys", expanding=True)), outbox.c.state == FAILED)
    .values(state="pending", attempts=0, first_try_at=null(), settled_at=null(), error=null())
)


def lost_cards(connection: Connection) -> Sequence[LostCard]:
    """The cards of open requests that could not be posted, and that nothing waits to post."""
    return [LostCard(**one) for one in connection.execute(_LOST).mappings()]


def post_anew(connection: Connection, subject: Subject, keys: Sequence[str], to: str, now: datetime) -> None:
    """Put what failed among the notices with these keys out again, as if it were new, for `to`.

    Does nothing when the subject's card is not lost (any more). The subject is locked, so nobody tells of it meanwhile.
    """
    if connection.execute(_LOST_ONE, {"subject": subject}).one_or_none():
        connection.execute(_ANEW, {"keys": keys, "to": to, "available_at": now})
