"""IT's cards that Slack did not take, and putting them out again.

The first notice of a request's or a return's card tells whether the card is lost: when it failed, no later one has
posted the card in its place, and none waits to.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    Select,
    Text,
    and_,
    bindparam,
    cast,
    exists,
    literal,
    null,
    or_,
    select,
    text,
    update,
)

from lifecycle.facts import LostCard
from lifecycle.notices import Kind
from lifecycle.subject import Subject, SubjectKind
from store.machinery import OPEN, living, outbox
from store.models import OPEN_REQUEST, request
from store.return_models import OPEN_RETURN, device_return

FAILED = "failed"

_waits = outbox.alias("waits")


def _lost_of(kind: SubjectKind, is_open: str, first: Column[Any]) -> Select[*tuple[Any, ...]]:
    """The lost cards of what is open of a kind, as the index of it that begins with `first` has them.

    So no others are read.
    """
    table, number = first.table, first.table.c.id
    slot = literal(f"{kind}:").concat(cast(number, Text))
    return (
        select(outbox.c.subject, outbox.c.to, outbox.c.error)
        .select_from(table)
        .join(outbox, outbox.c.key == slot.concat(":v1"))
        .where(
            text(is_open),
            outbox.c.state == FAILED,
            ~exists().where(living.c.slot == slot),
            ~exists().where(text(f"waits.{OPEN}"), _waits.c.lane == slot),
        )
        .order_by(first, number)
    )


_LOST = {
    SubjectKind.REQUEST: _lost_of(SubjectKind.REQUEST, OPEN_REQUEST, request.c.requester_id),
    SubjectKind.RETURN: _lost_of(SubjectKind.RETURN, OPEN_RETURN, device_return.c.manager_id),
}
_LOST_ONE = {kind: lost.where(outbox.c.subject == bindparam("subject")) for kind, lost in _LOST.items()}
_BELOW = and_(outbox.c.kind.in_([Kind.STORY, Kind.RETURN_STORY]), outbox.c.thread == bindparam("of_slot"))
_ANEW = (
    update(outbox)
    .where(
        outbox.c.subject == bindparam("of_subject"),
        outbox.c.state == FAILED,
        or_(outbox.c.key == bindparam("of_card"), _BELOW),
    )
    .values(state="pending", attempts=0, first_try_at=null(), settled_at=null(), error=null())
)


def lost_cards(connection: Connection) -> Sequence[LostCard]:
    """The cards of open requests and returns that could not be posted, and that nothing waits to post."""
    return [LostCard(**one) for lost in _LOST.values() for one in connection.execute(lost).mappings()]


def post_anew(connection: Connection, subject: Subject, to: str, now: datetime) -> None:
    """Put a subject's card and the stories below it out again where they failed, as if they were new, for `to`.

    Reminders are left out: they may not be true any more, and the card that comes in their place says what is. Does
    nothing when the subject's card is not lost (any more). The subject is locked, so nobody tells of it meanwhile.
    """
    lost = _LOST_ONE.get(subject.kind)
    if lost is not None and connection.execute(lost, {"subject": subject}).one_or_none():
        slot = str(subject)
        given = {"of_subject": subject, "of_slot": slot, "of_card": f"{slot}:v1", "to": to, "available_at": now}
        connection.execute(_ANEW, given)
