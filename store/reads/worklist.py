"""The lists of what is to be done, and of what is whose: one table; each is read through an index, in pages by key."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Select,
    Table,
    and_,
    bindparam,
    exists,
    func,
    or_,
    select,
    text,
)

from lifecycle.device import DeviceState
from lifecycle.reads.worklist import MOST_DUE, PAGE, Asked, Listing
from lifecycle.request import LineState, RequestState, Source
from store.days import DaysAfter
from store.reads import refresh
from store.reads.team import TEAM
from store.tables.audit_models import OPEN_AUDIT, audit
from store.tables.models import BACK_WITH_IT, OPEN_REQUEST, device, person, request, request_line, shipment
from store.tables.return_models import OPEN_RETURN, device_return

Values = Mapping[str, object]

NUMBERS: BindParameter[Sequence[int]] = bindparam("ids", expanding=True)
"""The numbers of what is on a page."""

_ME: BindParameter[int] = bindparam("person_id", type_=person.c.id.type)
_SELVES = select(person.c.id).where(or_(person.c.id == _ME, person.c.tied_to == _ME))
_IS_OPEN = text(f"request.{OPEN_REQUEST}")
_IS_ITS_TURN = or_(~request.c.over_limit, request.c.limit_approved_by.is_not(None))
"""What is over the limit waits for the second approver first."""

_APPROVED = and_(_IS_OPEN, request.c.state == RequestState.APPROVED)
_LINE = exists().where(request_line.c.request_id == request.c.id)
_DELIVERY: BindParameter[int] = bindparam("delivery_days")


def _before(name: str) -> ColumnElement[bool]:
    """The day by which it is needed is before the day that is given under `name`."""
    return request.c.needed_by < bindparam(name, type_=request.c.needed_by.type)


def _state(*states: LineState) -> ColumnElement[bool]:
    return request_line.c.state.in_(states)


_PARCEL_IS_LATE = (
    exists()
    .where(
        shipment.c.request_id == request_line.c.request_id,
        shipment.c.number == request_line.c.shipment,
        func.coalesce(shipment.c.expected_on, DaysAfter(shipment.c.shipped_at, _DELIVERY)) > request.c.needed_by,
    )
    .correlate(request_line, request)
)
"""Two levels below the request: without `correlate` it would be about any request."""

_MISSES = or_(
    and_(_state(LineState.WAITING), request_line.c.source == Source.PURCHASE, _before("purchased_now")),
    and_(_state(LineState.WAITING), request_line.c.source == Source.HUB, _before("from_hub_now")),
    and_(_state(LineState.WAITING), request_line.c.source == Source.STOCK, _before("sent_now")),
    and_(_state(LineState.ORDERED, LineState.RECEIVED, LineState.READY), _before("sent_now")),
    and_(_state(LineState.ORDERED), DaysAfter(request_line.c.expected_on, _DELIVERY) > request.c.needed_by),
    and_(_state(LineState.SHIPPED), or_(_before("today"), _PARCEL_IS_LATE)),
)
"""What `lifecycle.plan.outlook` says of a line, for the database."""


@dataclass(frozen=True, slots=True)
class _List:
    """The table that a list is of, what is on it, and whether the newest come first."""

    table: Table
    condition: ColumnElement[bool]
    newest_first: bool = False

    def page(self, after: int | None) -> Select[*tuple[Any, ...]]:
        """The numbers of one page, and of one more if there is a next page."""
        number = self.table.c.id
        ids = select(number).where(self.condition).limit(PAGE + 1)
        if after is not None:
            ids = ids.where((number < bindparam("after")) if self.newest_first else (number > bindparam("after")))
        return ids.order_by(number.desc() if self.newest_first else number)

    def count(self) -> Select[*tuple[Any, ...]]:
        """How long it is."""
        return select(func.count()).select_from(self.table).where(self.condition)


_STOCKED = and_(_state(LineState.WAITING), request_line.c.source == Source.STOCK)
_TEAM_REQUEST = request.c.recipient_id.in_(TEAM)
_THEIRS = or_(request.c.requester_id == _ME, request.c.recipient_id.in_(_SELVES))

LISTS: Mapping[Listing, _List] = {
    Listing.MY_DEVICES: _List(device, device.c.holder_id.in_(_SELVES), newest_first=True),
    Listing.MY_REQUESTS: _List(request, and_(_THEIRS, _IS_OPEN), newest_first=True),
    Listing.TEAM_DEVICES: _List(device, device.c.holder_id.in_(TEAM)),
    Listing.TEAM_REQUESTS: _List(request, and_(_TEAM_REQUEST, _IS_OPEN)),
    Listing.TEAM_RETURNS: _List(
        device_return, and_(text(f"device_return.{OPEN_RETURN}"), device_return.c.holder_id.in_(TEAM))
    ),
    Listing.TO_APPROVE: _List(request, and_(_IS_OPEN, request.c.state == RequestState.SUBMITTED, _IS_ITS_TURN)),
    Listing.TO_ORDER: _List(
        request, and_(_APPROVED, _LINE.where(_state(LineState.WAITING), request_line.c.source != Source.STOCK))
    ),
    Listing.TO_SHIP: _List(
        request, and_(_APPROVED, _LINE.where(or_(_STOCKED, _state(LineState.RECEIVED, LineState.READY))))
    ),
    Listing.AT_RISK: _List(request, and_(_APPROVED, _LINE.where(_MISSES))),
    Listing.RETURNS_OUT: _List(device_return, text(f"device_return.{OPEN_RETURN}")),  # type: ignore[arg-type]
    Listing.TO_WIPE: _List(device, and_(device.c.state == DeviceState.RETURNED, text(BACK_WITH_IT))),
    Listing.NEXT_LIFE: _List(device, and_(device.c.state == DeviceState.SANITIZED, text(BACK_WITH_IT))),
    Listing.AUDITS: _List(audit, and_(text(f"audit.{OPEN_AUDIT}"), audit.c.is_with_it)),
}


def lengths(connection: Connection, listings: tuple[Listing, ...], asked: Asked) -> Mapping[Listing, int]:
    """How long these lists are, in one query, and in one more for what is due for replacement."""
    counted = tuple(one for one in listings if one in LISTS)
    row = connection.execute(_counts(counted), _values(asked)).one()
    found = dict(zip(counted, row, strict=True))
    return {one: found[one] if one in found else _due_total(connection, asked) for one in listings}


@cache
def _counts(listings: tuple[Listing, ...]) -> Select[*tuple[Any, ...]]:
    return select(*(LISTS[one].count().scalar_subquery() for one in listings))


def page(
    connection: Connection, listing: Listing, asked: Asked, after: int | None
) -> tuple[Sequence[int], int | None, int]:
    """The numbers on the page after a number, the number after which the next one begins, and the list's length."""
    if listing is Listing.REFRESH_DUE:
        return _due_page(connection, asked, after or 0)
    found = LISTS[listing]
    values = _values(asked)
    ids = connection.scalars(found.page(after), {**values, "after": after}).all()
    total = connection.execute(found.count(), values).scalar_one()
    return ids[:PAGE], ids[PAGE - 1] if len(ids) > PAGE else None, total


def _due_page(connection: Connection, asked: Asked, after: int) -> tuple[Sequence[int], int | None, int]:
    """The same of what is due for replacement, which is in an order of its own: `after` counts what came before."""
    if asked.policy is None:
        return [], None, 0
    ids = refresh.due(connection, asked.policy, asked.today, most=PAGE + 1, after=after)
    following = after + PAGE if len(ids) > PAGE else None
    return ids[:PAGE], following, _due_total(connection, asked)


def _due_total(connection: Connection, asked: Asked) -> int:
    """How many are due for replacement: `MOST_DUE` + 1 at most."""
    return refresh.total(connection, asked.policy, asked.today, MOST_DUE + 1) if asked.policy else 0


def _values(asked: Asked) -> Values:
    lead, today = asked.lead_times, asked.today
    sent = today + timedelta(days=lead.delivery_days)
    return {
        "person_id": asked.person_id,
        "manager_id": asked.person_id,
        "delivery_days": lead.delivery_days,
        "today": today,
        "sent_now": sent,
        "purchased_now": sent + timedelta(days=lead.purchase_days),
        "from_hub_now": sent + timedelta(days=lead.hub_days),
    }
