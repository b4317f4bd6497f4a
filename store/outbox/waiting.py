"""Which notice may be sent next, and when.

In order for each lane (one living message with its thread, or else one channel or person): nothing passes an older
notice there, and what is stuck holds up its own lane only. Posts keep the pace, which is read off the table itself and
so is the same for all replicas; edits of living messages are free. What was posted in a future that somebody walked to
does not count.

Much waits for few channels: these are found by leaps along an index, whatever waits for them. Little waits for each of
many people. For either, what waits is tried in order, and the first that nothing else keeps back ends the search.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    FromClause,
    Row,
    bindparam,
    exists,
    func,
    select,
    text,
)

from store.outbox.telling import NOTICES
from store.tables.machinery import OPEN, PENDING, PENDING_DM, SENDING, living, outbox

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
_waits = outbox.alias("waits")
_post = outbox.alias("post")
_here = living.alias("here")
_above = living.alias("above")
_NOW: BindParameter[datetime] = bindparam("now", type_=outbox.c.at.type)


def _is_head(row: FromClause) -> ColumnElement[bool]:
    """Nothing older is open in its lane."""
    return ~exists().where(text(f"older.{OPEN}"), _older.c.lane == row.c.lane, _older.c.id < row.c.id)


_FOR_CHANNEL = text(f"waits.{PENDING} AND NOT waits.direct")
_NEXT_CHANNEL = select(func.min(_waits.c.to)).where(_FOR_CHANNEL)
_first = select(_NEXT_CHANNEL.scalar_subquery().label("to")).cte("channel", recursive=True)
_channel = _first.union_all(
    select(_NEXT_CHANNEL.where(_waits.c.to > _first.c.to).scalar_subquery()).where(_first.c.to.is_not(None))
)
_CHANNEL_HEAD = (
    select(_waits.c.id)
    .where(_FOR_CHANNEL, _waits.c.to == _channel.c.to, _is_head(_waits))
    .order_by(_waits.c.available_at, _waits.c.id)
    .limit(1)
    .scalar_subquery()
)
_PERSON_HEAD = (text(PENDING_DM), _is_head(outbox))
_EDIT = (text(PENDING), outbox.c.slot.is_not(None), _here.c.slot.is_not(None), _is_head(outbox))

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
_READY = _NOTICES.where(outbox.c.available_at <= _NOW).order_by(outbox.c.available_at, outbox.c.id)
_ABANDONED = _NOTICES.where(text(SENDING), outbox.c.lease_until <= _NOW).order_by(outbox.c.lease_until)
_TOO_SOON = exists().where(
    _post.c.to == _channel.c.to, _post.c.posted_at > bindparam("paced"), _post.c.posted_at <= _NOW
)
_TO_CHANNEL = _READY.where(outbox.c.id.in_(select(_CHANNEL_HEAD).select_from(_channel).where(~_TOO_SOON)))
_TO_PERSON = _READY.where(*_PERSON_HEAD)

_RECENT_DM = (
    select(outbox.c.posted_at)
    .where(text("posted_at IS NOT NULL AND direct"), outbox.c.posted_at <= _NOW)
    .order_by(outbox.c.posted_at.desc())
    .offset(bindparam("before"))
    .limit(1)
)


def ready(connection: Connection, now: datetime, pace: Pace) -> Found | None:
    """The next row to claim: one whose owner never learned the answer, else an edit, else a post."""
    when = {"now": now, "paced": now - pace.per_target}
    for statement in (_ABANDONED, _READY.where(*_EDIT), _TO_CHANNEL):
        if found := connection.execute(statement, when).one_or_none():
            return found
    resume = _dms_resume(connection, pace, now)
    return connection.execute(_TO_PERSON, when).one_or_none() if resume is None or resume <= now else None


def next_ready(connection: Connection, now: datetime, pace: Pace) -> datetime | None:
    """The earliest moment at which `ready` can find one, as things stand; None when nothing waits."""
    return min(_moments(connection, now, pace), default=None)


_LEASE_ENDS = select(func.min(outbox.c.lease_until)).where(text(SENDING))
_EDIT_WAITS = select(func.min(outbox.c.available_at)).join(_here, _here.c.slot == outbox.c.slot).where(*_EDIT)
_LAST_POST = select(func.max(_post.c.posted_at)).where(_post.c.to == outbox.c.to, _post.c.posted_at <= _NOW)
_CHANNELS_WAIT = select(outbox.c.available_at, _LAST_POST.scalar_subquery().label("last_post")).where(
    outbox.c.id.in_(select(_CHANNEL_HEAD).select_from(_channel))
)
_PERSON_WAITS = select(outbox.c.available_at).where(*_PERSON_HEAD).order_by(outbox.c.available_at, outbox.c.id).limit(1)


def _moments(connection: Connection, now: datetime, pace: Pace) -> Iterator[datetime]:
    for statement in (_LEASE_ENDS, _EDIT_WAITS):
        if moment := connection.scalar(statement):
            yield moment
    for head in connection.execute(_CHANNELS_WAIT, {"now": now}):
        yield max(head.available_at, head.last_post + pace.per_target) if head.last_post else head.available_at
    if available_at := connection.scalar(_PERSON_WAITS):
        resume = _dms_resume(connection, pace, now)
        yield max(available_at, resume) if resume else available_at


def _dms_resume(connection: Connection, pace: Pace, now: datetime) -> datetime | None:
    """From when on the next post to a person keeps the pace; None when so few went out that none has to wait."""
    earlier: datetime | None = connection.scalar(_RECENT_DM, {"before": pace.dms - 1, "now": now})
    return None if earlier is None else earlier + pace.window
