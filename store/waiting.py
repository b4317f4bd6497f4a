"""Which notice may be sent next, and when.

In order for each target: nothing passes an older notice to the same channel or person. Posts keep the pace, which is
read off the table itself and so is the same for all replicas; edits of living messages are free.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, bindparam, exists, func, or_, select, text

from store.machinery import OPEN, PENDING, SENDING, living, outbox
from store.telling import NOTICES

Found = Row[*tuple[Any, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How fast may be posted; edits do not count.

    Posts to one channel are at least `per_target` apart; at most `dms` go to people within any `window`.
    """

    per_target: timedelta
    dms: int
    window: timedelta


_older = outbox.alias("older")
_post = outbox.alias("post")
_here = living.alias("here")
_above = living.alias("above")

_IS_HEAD = ~exists().where(_older.c.to == outbox.c.to, _older.c.id < outbox.c.id, text(f"older.{OPEN}"))
_IS_EDIT = _here.c.slot.is_not(None)
_LAST_POST = (
    select(func.max(_post.c.posted_at))
    .where(_post.c.to == outbox.c.to, _post.c.posted_at.is_not(None))
    .correlate(outbox)
    .scalar_subquery()
)

_NOTICES = (
    select(
        *NOTICES.columns,
        outbox.c.id,
        outbox.c.state,
        outbox.c.attempts,
        outbox.c.first_try_at,
        _here.c.channel.label("here_channel"),
        _here.c.ts.label("here_ts"),
        _above.c.channel.label("above_channel"),
        _above.c.ts.label("above_ts"),
    )
    .outerjoin(_here, _here.c.slot == outbox.c.slot)
    .outerjoin(_above, _above.c.slot == outbox.c.thread)
    .limit(1)
    .with_for_update(of=outbox, skip_locked=True)
)
_READY = _NOTICES.where(text(PENDING), outbox.c.available_at <= bindparam("now"), _IS_HEAD).order_by(
    outbox.c.available_at, outbox.c.id
)
_ABANDONED = _NOTICES.where(text(SENDING), outbox.c.lease_until <= bindparam("now")).order_by(outbox.c.lease_until)
_TOO_SOON = exists().where(_post.c.to == outbox.c.to, _post.c.posted_at > bindparam("paced"))
_TO_CHANNEL = _READY.where(~outbox.c.direct, or_(_IS_EDIT, ~_TOO_SOON))
_TO_PERSON = _READY.where(outbox.c.direct)
_PERSON_EDIT = _TO_PERSON.where(_IS_EDIT)

_RECENT_DM = (
    select(outbox.c.posted_at)
    .where(text("posted_at IS NOT NULL AND direct"))
    .order_by(outbox.c.posted_at.desc())
    .offset(bindparam("before"))
    .limit(1)
)


def ready(connection: Connection, now: datetime, pace: Pace) -> Found | None:
    """The next row to claim: one whose owner never learned the answer, else one for a channel, else for a person."""
    when = {"now": now, "paced": now - pace.per_target}
    to_person = _TO_PERSON if _dms_resume(connection, pace, now) <= now else _PERSON_EDIT
    for statement in (_ABANDONED, _TO_CHANNEL, to_person):
        if found := connection.execute(statement, when).one_or_none():
            return found
    return None


def next_ready(connection: Connection, now: datetime, pace: Pace) -> datetime | None:
    """The earliest moment at which `ready` can find one, as things stand; None when nothing waits."""
    return min(_moments(connection, now, pace), default=None)


_LEASE_ENDS = select(func.min(outbox.c.lease_until)).where(text(SENDING))
_HEADS = (
    select(outbox.c.available_at, _IS_EDIT.label("is_edit"), _LAST_POST.label("last_post"))
    .outerjoin(_here, _here.c.slot == outbox.c.slot)
    .where(text(PENDING), _IS_HEAD)
)
_CHANNEL_HEADS = _HEADS.where(~outbox.c.direct)
_FIRST_PERSON = _HEADS.where(outbox.c.direct).order_by(outbox.c.available_at, outbox.c.id).limit(1)
_FIRST_DMS = (_FIRST_PERSON.where(_IS_EDIT), _FIRST_PERSON.where(~_IS_EDIT))


def _moments(connection: Connection, now: datetime, pace: Pace) -> Iterator[datetime]:
    if lease_ends := connection.scalar(_LEASE_ENDS):
        yield lease_ends
    for head in connection.execute(_CHANNEL_HEADS):
        waits = not head.is_edit and head.last_post is not None
        yield max(head.available_at, head.last_post + pace.per_target) if waits else head.available_at
    for statement in _FIRST_DMS:
        for head in connection.execute(statement):
            yield head.available_at if head.is_edit else max(head.available_at, _dms_resume(connection, pace, now))


def _dms_resume(connection: Connection, pace: Pace, now: datetime) -> datetime:
    """When the next post to a person keeps the pace: `now`, or when the window has moved on."""
    earlier: datetime | None = connection.scalar(_RECENT_DM, {"before": pace.dms - 1})
    return now if earlier is None else max(now, earlier + pace.window)
