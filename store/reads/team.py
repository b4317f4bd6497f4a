"""Whose manager somebody is: the other way round of `Lookups.manager_of`."""

from sqlalchemy import bindparam, exists, func, select, union

from lifecycle.request import RequestState
from store.tables.models import person, request

AGREED = (RequestState.APPROVED, RequestState.FULFILLED)

MANAGER = bindparam("manager_id", type_=person.c.id.type)

_asked_for = person.alias("asked_for")
_self = person.alias("self")
_later = request.alias("later")
_FROM_HR = select(person.c.id).where(person.c.manager_id == MANAGER)
_ASKED_BY_ANOTHER = exists().where(
    _later.c.recipient_id == request.c.recipient_id,
    _later.c.id > request.c.id,
    _later.c.requester_id != _later.c.recipient_id,
    _later.c.state.in_(AGREED),
)
_ASKED_LAST = (
    select(_self.c.id)
    .select_from(request)
    .join(_asked_for, _asked_for.c.id == request.c.recipient_id)
    .join(_self, _self.c.id == func.coalesce(_asked_for.c.tied_to, _asked_for.c.id))
    .where(
        request.c.requester_id == MANAGER,
        request.c.recipient_id != request.c.requester_id,
        request.c.state.in_(AGREED),
        _self.c.manager_id.is_(None),
        _self.c.id != MANAGER,
        ~_ASKED_BY_ANOTHER,
    )
)
MEMBERS = union(_FROM_HR, _ASKED_LAST).cte("members")
"""The people themselves, as far as they have a record."""

_before = person.alias("before")

TEAM = union(
    select(MEMBERS.c.id),
    select(_before.c.id).where(_before.c.tied_to.in_(select(MEMBERS.c.id))),
)
"""Ids of the people whose manager has the id `manager_id`, and of the records that stood for them before Slack did.

A join in the place of the second `IN` would have SQLite walk through everybody."""
