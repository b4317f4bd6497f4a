"""What is asked about audits: whose turn it is in a campaign, and how far it has come."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Select, and_, bindparam, func, select, text

from lifecycle.audit import AuditAnswer
from lifecycle.campaign import Scope
from lifecycle.device import DeviceState
from store.derived import name_words
from store.tables.audit_models import OPEN_AUDIT, audit, audit_item
from store.tables.models import KEPT_OUTSIDE, device, person

_SCOPED = {
    "country": device.c.country == bindparam("country"),
    "category": device.c.category == bindparam("category"),
    "manager_id": device.c.holder_id.in_(
        select(person.c.id).where(person.c.manager_id == bindparam("manager_id")).scalar_subquery()
    ),
}
_HOLDERS = (
    select(device.c.holder_id)
    .where(device.c.holder_id > bindparam("after"), device.c.state == DeviceState.IN_USE)
    .group_by(device.c.holder_id)
    .order_by(device.c.holder_id)
    .limit(bindparam("most"))
)
_KEEPERS = (
    select(func.min(device.c.keeper))
    .where(text(KEPT_OUTSIDE), device.c.keeper_words > bindparam("after"), device.c.state == DeviceState.IN_USE)
    .group_by(device.c.keeper_words)
    .order_by(device.c.keeper_words)
    .limit(bindparam("most"))
)
_OPEN = select(func.count()).where(audit.c.campaign_id == bindparam("campaign_id"), text(OPEN_AUDIT))
_LISTS = _OPEN.where(audit.c.keeper_words.is_not(None))
_SHELF = select(audit.c.id).where(audit.c.location == bindparam("location"), text(OPEN_AUDIT)).limit(1)
_TASK = and_(audit_item.c.answer.in_([AuditAnswer.NOT_WITH_ME, AuditAnswer.DAMAGED]), audit_item.c.settled_at.is_(None))
_WITHOUT_TASKS = (
    select(audit.c.id)
    .where(
        audit.c.campaign_id == bindparam("campaign_id"),
        text(OPEN_AUDIT),
        ~select(audit_item.c.number).where(audit_item.c.audit_id == audit.c.id, _TASK).exists(),
    )
    .order_by(audit.c.id)
    .limit(bindparam("most"))
)
_ANSWERS = (
    select(audit_item.c.answer, func.count())
    .join(audit, audit.c.id == audit_item.c.audit_id)
    .where(audit.c.campaign_id == bindparam("campaign_id"))
    .group_by(audit_item.c.answer)
)
_TASKS = (
    select(audit.c.id)
    .join(audit_item, audit.c.id == audit_item.c.audit_id)
    .where(audit.c.campaign_id == bindparam("campaign_id"), _TASK)
    .distinct()
    .order_by(audit.c.id)
    .limit(bindparam("most"))
)


def holders(connection: Connection, scope: Scope, after: int, limit: int) -> Sequence[int]:
    """Ids beyond `after` of people who have devices of a scope in use."""
    return _within(connection, scope, _HOLDERS, after=after, most=limit)


def keepers(connection: Connection, scope: Scope, after: str | None, limit: int) -> Sequence[str]:
    """Names beyond `after` of those who are not in Slack and have devices of a scope in use; nobody manages them."""
    return _within(connection, scope, _KEEPERS, after=name_words(after) or "", most=limit)


def open_lists(connection: Connection, campaign_id: int) -> int:
    """How many audits of a campaign are open that are of somebody who is not in Slack."""
    return connection.execute(_LISTS, {"campaign_id": campaign_id}).scalar_one()


def is_shelf_asked_for(connection: Connection, location: str) -> bool:
    """Whether an audit of that stock location is open."""
    return connection.execute(_SHELF, {"location": location}).first() is not None


def open_audits(connection: Connection, campaign_id: int) -> int:
    """How many audits of a campaign are open."""
    return connection.execute(_OPEN, {"campaign_id": campaign_id}).scalar_one()


def answers(connection: Connection, campaign_id: int) -> Mapping[AuditAnswer | None, int]:
    """How many devices of a campaign were answered for in which way; None counts the unanswered ones."""
    rows = connection.execute(_ANSWERS, {"campaign_id": campaign_id}).all()
    return {row[0]: row[1] for row in rows}


def with_tasks(connection: Connection, campaign_id: int, limit: int) -> Sequence[int]:
    """Ids of a campaign's audits in which IT has something to find out."""
    return connection.scalars(_TASKS, {"campaign_id": campaign_id, "most": limit}).all()


def without_tasks(connection: Connection, campaign_id: int, limit: int) -> Sequence[int]:
    """Ids of a campaign's open audits in which IT has nothing to find out."""
    return connection.scalars(_WITHOUT_TASKS, {"campaign_id": campaign_id, "most": limit}).all()


def _within(connection: Connection, scope: Scope, query: Select[Any], **page: object) -> Sequence[Any]:
    """The rows of a query over devices that meet all that a scope gives."""
    given = {name: value for name in _SCOPED if (value := getattr(scope, name)) is not None}
    return connection.scalars(query.where(*(_SCOPED[name] for name in given)), {**given, **page}).all()
