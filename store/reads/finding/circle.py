"""Whose devices somebody sees who is not of IT: their own, and those of the people whom they manage."""

from sqlalchemy import Connection, or_, select

from store.reads.team import MANAGER, TEAM
from store.tables.models import person

_SELVES = select(person.c.id).where(or_(person.c.id == MANAGER, person.c.tied_to == MANAGER))
_CIRCLE = _SELVES.union(select(TEAM.subquery().c.id))


def circle(connection: Connection, person_id: int) -> frozenset[int]:
    """Ids of the person, of whoever they were before they had Slack, and of the people whom they manage."""
    return frozenset(connection.scalars(_CIRCLE, {"manager_id": person_id}))
