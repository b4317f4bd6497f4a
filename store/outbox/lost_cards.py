"""Cards that Slack did not take, and putting them out again.

The first notice of a card tells whether the card is lost: when it failed, no later one has posted the card in its
place, and none waits to.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

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

from lifecycle.notices import Kind
from lifecycle.reads.facts import LostCard
from lifecycle.subject import Subject, SubjectKind
from store.tables.audit_models import GOING_ON, OPEN_AUDIT, audit, campaign
from store.tables.machinery import OPEN, living, outbox
from store.tables.models import OPEN_REQUEST, request
from store.tables.return_models import OPEN_RETURN, device_return

FAILED = "failed"

_waits = outbox.alias("waits")


class _Cards(NamedTuple):
    """One card of each open subject of a kind: in its slot, which is the subject's own or one beside it.

    What is open is told by an index of the table that begins with `first`, so no others are read.
    """

    kind: SubjectKind
    is_open: str
    first: Column[Any]
    beside: str = ""


CARDS = (
    _Cards(SubjectKind.REQUEST, OPEN_REQUEST, request.c.requester_id),
    _Cards(SubjectKind.RETURN, OPEN_RETURN, device_return.c.manager_id),
    _Cards(SubjectKind.AUDIT, OPEN_AUDIT, audit.c.holder_id),
    _Cards(SubjectKind.AUDIT, OPEN_AUDIT, audit.c.holder_id, ":holder"),
    _Cards(SubjectKind.CAMPAIGN, GOING_ON, campaign.c.next_look_at),
)
"""The cards that are put out again: IT's own, and the question to whoever is audited."""


def _lost_of(cards: _Cards) -> Select[*tuple[Any, ...]]:
    table, number = cards.first.table, cards.first.table.c.id
    slot = literal(f"{cards.kind}:").concat(cast(number, Text)).concat(literal(cards.beside))
    return (
        select(outbox.c.subject, outbox.c.slot, outbox.c.to, outbox.c.error)
        .select_from(table)
        .join(outbox, outbox.c.key == slot.concat(":v1"))
        .where(
            text(f"{table.name}.{cards.is_open}"),
            outbox.c.state == FAILED,
            ~exists().where(living.c.slot == slot),
            ~exists().where(text(f"waits.{OPEN}"), _waits.c.lane == slot),
        )
        .order_by(cards.first, number)
    )


_LOST = [(one.kind, _lost_of(one)) for one in CARDS]
_LOST_OF = [(kind, lost.where(outbox.c.subject == bindparam("subject"))) for kind, lost in _LOST]
_STORIES = outbox.c.kind.in_([Kind.STORY, Kind.RETURN_STORY, Kind.AUDIT_STORY])
_BELOW = and_(_STORIES, outbox.c.thread == bindparam("of_slot"))
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
    """The cards of what is open that could not be posted, and that nothing waits to post."""
    return [LostCard(**one) for _, lost in _LOST for one in connection.execute(lost).mappings()]


def lost_of(connection: Connection, subject: Subject) -> Sequence[LostCard]:
    """The lost cards of one subject."""
    queries = [lost for kind, lost in _LOST_OF if kind is subject.kind]
    return [LostCard(**one) for lost in queries for one in connection.execute(lost, {"subject": subject}).mappings()]


def post_anew(connection: Connection, card: LostCard, to: str, at: datetime) -> None:
    """Put a lost card and the stories below it out again where they failed, as if they were new, for `to`, from `at`.

    Reminders are left out: they may not be true any more, and the card that comes in their place says what is. The
    subject is locked, so nobody tells of it meanwhile.
    """
    given = {"of_subject": card.subject, "of_slot": card.slot, "of_card": f"{card.slot}:v1"}
    connection.execute(_ANEW, {**given, "to": to, "available_at": at})
