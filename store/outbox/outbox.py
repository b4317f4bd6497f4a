"""The outbox: what waits to be told, and the protocol of telling it once.

A row is `pending`, then `sending` while somebody holds its lease, then settled: `sent`, `failed`, `skipped` or
`unknown`. Whoever settles must still hold the very claim: the owner and the count of attempts tell it from any other.
"""

import logging
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import BindParameter, Connection, bindparam, delete, func, select, text, update
from sqlalchemy.dialects.postgresql import insert  # SQLite's ON CONFLICT reads the same

from lifecycle.errors import Conflict
from lifecycle.notices import Kind, Notice
from store.engine.database import Opening
from store.outbox.telling import NOTICES, tell
from store.outbox.waiting import Found, Pace, next_ready, ready
from store.tables.machinery import OPEN, PENDING, SENDING, gate, living, outbox

__all__ = ["Dispatch", "Located", "Outbox", "Pace"]

log = logging.getLogger(__name__)

LOST_AT_ONCE = 20
"""Replies that fail in one transaction, so that no writer waits for long."""

_GATE = select(gate).with_for_update()
_CLAIM = (
    update(outbox)
    .where(outbox.c.id == bindparam("of_id"))
    .values(
        state="sending",
        attempts=outbox.c.attempts + 1,
        first_try_at=func.coalesce(outbox.c.first_try_at, bindparam("now", type_=outbox.c.at.type)),
    )
)
_SETTLE = update(outbox).where(
    outbox.c.id == bindparam("of_id"),
    text(SENDING),
    outbox.c.owner == bindparam("of_owner"),
    outbox.c.attempts == bindparam("of_attempts"),
)
_NO_THREAD = update(outbox).where(outbox.c.id == bindparam("of_id"))
_MERGE = (
    update(outbox)
    .where(outbox.c.slot == bindparam("of_slot"), text(PENDING))
    .values(state="skipped", error="shown by an earlier notice of the same message")
)
_HERE = select(living.c.channel, living.c.ts).where(living.c.slot == outbox.c.slot)
_NOW: BindParameter[datetime] = bindparam("now", type_=outbox.c.at.type)
_LEAVE_AS_IS = (
    update(outbox)
    .where(text(PENDING), _HERE.exists(), outbox.c.available_at <= _NOW)
    .values(
        state="sent",
        attempts=outbox.c.attempts + 1,
        first_try_at=func.coalesce(outbox.c.first_try_at, _NOW),
        channel=_HERE.with_only_columns(living.c.channel).scalar_subquery(),
        ts=_HERE.with_only_columns(living.c.ts).scalar_subquery(),
        settled_at=_NOW,
    )
)
_SETTLED_SINCE = (
    select(*NOTICES.columns, outbox.c.id, outbox.c.state, outbox.c.posted_at, outbox.c.settled_at, outbox.c.error)
    .where(outbox.c.settled_at >= bindparam("since", type_=outbox.c.at.type), outbox.c.facts.is_not(None))
    .order_by(outbox.c.settled_at, outbox.c.id)
)
_new = insert(living)
_LOCATE = _new.on_conflict_do_update(
    index_elements=["slot"], set_={"channel": _new.excluded.channel, "ts": _new.excluded.ts}
)
_FORGET = delete(living)
_PLACE = select(living.c.channel, living.c.ts).where(living.c.slot == bindparam("of_slot"))
_COUNTS = select(outbox.c.state, func.count().label("number")).group_by(outbox.c.state)

_OPEN_COUNTS = _COUNTS.where(text(OPEN))


class Located(NamedTuple):
    """Where a message is in Slack."""

    channel: str
    ts: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispatch:
    """A claimed notice.

    `resumed`: an earlier claim ended without an answer, so look whether it was posted before posting. `channel` and
    `ts` are those of the living message when the notice's slot has one (then it is an edit), `thread` where the thread
    is that it replies in. `first_try_at` is when it was first claimed (UTC).
    """

    id: int
    notice: Notice
    attempts: int
    resumed: bool
    first_try_at: datetime
    channel: str | None = None
    ts: str | None = None
    thread: Located | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """What became of a notice, and when (UTC): `state` is "sent", "failed", "skipped" or "unknown", `error` says why.

    `is_new`: it was a post, not an edit of what was posted before.
    """

    id: int
    notice: Notice
    state: str
    at: datetime
    error: str | None
    is_new: bool


class Outbox:
    """Claims notices one by one and settles them.

    Every settling returns False, and does nothing, when the row was claimed anew meanwhile.
    """

    def __init__(self, writing: Opening, reading: Opening) -> None:
        self._writing = writing
        self._reading = reading

    def claim(self, owner: str, now: datetime, *, lease: timedelta, pace: Pace) -> Dispatch | None:
        """The next notice that may be sent now, for `owner` until the lease runs out; None when none was found.

        Replies to a message that was never posted fail on the way, a few in one transaction: IT was told of the
        message itself.
        """
        with self._writing() as connection:
            connection.execute(_GATE)
            for _ in range(LOST_AT_ONCE):
                found = ready(connection, now, pace)
                if found is None:
                    break
                if found.thread is None or found.above_ts is not None:
                    return _claimed(connection, found, owner, now, lease)
                _lose(connection, found, now)
        return None

    def next_available(self, now: datetime, *, pace: Pace) -> datetime | None:
        """When `claim` can find something, as far as is known now; None when nothing waits."""
        with self._reading() as connection:
            return next_ready(connection, now, pace)

    def sent(self, dispatch: Dispatch, owner: str, *, channel: str, ts: str, now: datetime) -> bool:
        """It is in Slack, there; a living message is edited there from now on."""
        posted = {} if ts == dispatch.ts else {"posted_at": now}
        values = {"state": "sent", "channel": channel, "ts": ts, "error": None, "settled_at": now, **posted}
        with self._writing() as connection:
            mine = _settle(connection, dispatch, owner, values)
            if mine and dispatch.notice.slot:
                connection.execute(_LOCATE, {"slot": dispatch.notice.slot, "channel": channel, "ts": ts})
            return mine

    def later(self, dispatch: Dispatch, owner: str, *, until: datetime, error: str, now: datetime) -> bool:
        """Slack definitely refused it for now: it waits until then, and takes in a newer notice of the same slot."""
        values = {"state": "pending", "available_at": until, "error": error}
        with suppress(Conflict):
            return self._put_back(dispatch, owner, values, now)
        return self._put_back(dispatch, owner, values, now)

    def leave(self, dispatch: Dispatch, owner: str, *, until: datetime, error: str) -> bool:
        """Nobody knows whether it was posted: it stays claimed until then, and is looked up by whoever claims it."""
        return self._settle(dispatch, owner, {"lease_until": until, "error": error})

    def failed(
        self, dispatch: Dispatch, owner: str, *, error: str, now: datetime, report: Notice | None = None
    ) -> bool:
        """It cannot be delivered for good; `report` tells IT, once, unless this is such a report itself."""
        return self._give_up(dispatch, owner, {"state": "failed", "error": error, "settled_at": now}, report)

    def skipped(self, dispatch: Dispatch, owner: str, *, why: str, now: datetime) -> bool:
        """There is nobody to tell."""
        return self._settle(dispatch, owner, {"state": "skipped", "error": why, "settled_at": now})

    def unknown(
        self, dispatch: Dispatch, owner: str, *, error: str, now: datetime, report: Notice | None = None
    ) -> bool:
        """It may or may not have been posted and cannot be looked up: it is never sent again by itself."""
        return self._give_up(dispatch, owner, {"state": "unknown", "error": error, "settled_at": now}, report)

    def settled_since(self, since: datetime) -> Sequence[Settled]:
        """What became of notices from a moment (UTC) on, the earliest first, as long as their facts are kept."""
        with self._reading() as connection:
            rows = connection.execute(_SETTLED_SINCE, {"since": since}).all()
        return [
            Settled(
                id=row.id,
                notice=NOTICES.item(row),
                state=row.state,
                at=row.settled_at,
                error=row.error,
                is_new=row.posted_at is not None,
            )
            for row in rows
        ]

    def place_of(self, slot: str) -> Located | None:
        """Where a living message is in Slack; None as long as it was not posted."""
        with self._reading() as connection:
            row = connection.execute(_PLACE, {"of_slot": slot}).one_or_none()
        return Located(row.channel, row.ts) if row else None

    def forget_places(self) -> None:
        """Have every living message posted anew when it is shown next: the workspace that they were in is gone."""
        with self._writing() as connection:
            connection.execute(_FORGET)

    def leave_as_is(self, now: datetime) -> None:
        """Settle every edit that is due: nobody has looked, and what was posted will be shown as it stands later on."""
        with self._writing() as connection:
            connection.execute(_LEAVE_AS_IS, {"now": now})

    def waiting(self) -> Mapping[str, int]:
        """How many notices are not settled yet, by state; the cost follows what waits."""
        with self._reading() as connection:
            return {row.state: row.number for row in connection.execute(_OPEN_COUNTS)}

    def counts(self) -> Mapping[str, int]:
        """How many notices there are by state."""
        with self._reading() as connection:
            return {row.state: row.number for row in connection.execute(_COUNTS)}

    def _settle(self, dispatch: Dispatch, owner: str, values: Mapping[str, object]) -> bool:
        with self._writing() as connection:
            return _settle(connection, dispatch, owner, values)

    def _give_up(self, dispatch: Dispatch, owner: str, values: Mapping[str, object], report: Notice | None) -> bool:
        with self._writing() as connection:
            mine = _settle(connection, dispatch, owner, values)
            if mine and report and dispatch.notice.kind is not Kind.UNDELIVERED:
                tell(connection, [report])
            return mine

    def _put_back(self, dispatch: Dispatch, owner: str, values: Mapping[str, object], now: datetime) -> bool:
        with self._writing() as connection:
            if dispatch.notice.slot:
                connection.execute(_MERGE, {"of_slot": dispatch.notice.slot, "settled_at": now})
            mine = _settle(connection, dispatch, owner, values)
            if not mine:
                connection.rollback()  # somebody else holds the card now: what is newer waits for them
            return mine


def _claimed(connection: Connection, found: Found, owner: str, now: datetime, lease: timedelta) -> Dispatch:
    is_edit = found.here_ts is not None
    posted = {} if is_edit else {"posted_at": now}
    connection.execute(_CLAIM, {"of_id": found.id, "owner": owner, "lease_until": now + lease, "now": now, **posted})
    return Dispatch(
        id=found.id,
        notice=NOTICES.item(found),
        attempts=found.attempts + 1,
        resumed=found.state == "sending",
        first_try_at=found.first_try_at or now,
        channel=found.here_channel,
        ts=found.here_ts,
        thread=Located(found.above_channel, found.above_ts) if found.thread else None,
    )


def _lose(connection: Connection, reply: Found, now: datetime) -> None:
    error = "the message that it replies to was never posted"
    connection.execute(_NO_THREAD, {"of_id": reply.id, "settled_at": now, "state": "failed", "error": error})
    log.warning("notice %s cannot be delivered: %s", reply.key, error)


def _settle(connection: Connection, dispatch: Dispatch, owner: str, values: Mapping[str, object]) -> bool:
    mine = {"of_id": dispatch.id, "of_owner": owner, "of_attempts": dispatch.attempts}
    return connection.execute(_SETTLE, {**values, **mine}).rowcount == 1
