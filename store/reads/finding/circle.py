"""Whose devices somebody sees who is not of IT: their own, and those of the people whom they manage."""

from sqlalchemy import Connection, bindparam, exists, or_, select

from lifecycle.request import RequestState
from store.tables.models import person, request

_AGREED = (RequestState.APPROVED, RequestState.FULFILLED)
_WHO = bindparam("person_id", type_=person.c.id.type)

_SELVES = select(person.c.id).where(or_(person.c.id == _WHO, person.c.tied_to == _WHO))
_FROM_HR = select(person.c.id).where(person.c.manager_id == _WHO)

_later = request.alias("later")
_ASKED_LAST = (
    select(request.c.recipient_id)
    .join(person, person.c.id == request.c.recipient_id)
    .where(
        request.c.requester_id == _WHO,
        request.c.recipient_id != _WHO,
        request.c.state.in_(_AGREED),
        person.c.manager_id.is_(None),
        ~exists().where(
            _later.c.recipient_id == request.c.recipient_id,
            _later.c.requester_id != _later.c.recipient_id,
            _later.c.state.in_(_AGREED),
            _later.c.id > request.c.id,
            _later.c.requester_id != _WHO,
        ),
    )
)
_CIRCLE = _SELVES.union(_FROM_HR, _ASKED_LAST)
"""The manager is from HR's file, else whoever asked last for the person, as `Lookups.manager_of` has it."""


def circle(connection: Connection, person_id: int) -> frozenset[int]:
    """Ids of the person, of whoever they were before they had Slack, and of the people whom they manage."""
    return frozenset(connection.scalars(_CIRCLE, {"person_id": person_id}))
