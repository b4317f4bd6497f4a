"""From what is on record to what is answered."""

from collections.abc import Callable, Mapping

from bot.api import answers
from lifecycle.device import Device
from lifecycle.money import Money
from lifecycle.people import Person
from lifecycle.reads.fleet import YEARS, Fleet, Group, tally
from lifecycle.request import Line, Request, Shipment
from lifecycle.retrieval import Item, Return
from lifecycle.subject import SubjectKind
from store.register import Logged, Page

Tags = Mapping[int, str | None]

CENTS = 2
"""Digits after the point that amounts have at least; more where they are needed."""


def devices(page: Page[Device]) -> answers.Devices:
    """A page of devices."""
    return answers.Devices(items=[device(one, page) for one in page.items], next=page.next)


def device(one: Device, page: Page[Device]) -> answers.Device:
    """A device of a page."""
    return answers.Device(
        id=one.id,
        tag=one.asset_tag,
        serial=one.serial,
        state=one.state,
        category=one.category,
        manufacturer=one.manufacturer,
        model=one.model,
        country=one.country,
        location=one.location,
        holder=_maybe(page.people, one.holder_id),
        enrolled=one.enrolled,
        price=_money(one.price),
        purchased_on=one.purchased_on,
        request_id=one.request_id,
        return_id=one.return_id,
        legal_hold=one.legal_hold,
        sanitized_by=one.sanitized_by,
        condition=one.condition,
        warranty_until=one.warranty_until,
        keeper=one.keeper,
        system=one.system,
        supported_until=one.supported_until,
        note=one.note,
        attributes=dict(one.attributes),
        returned_at=one.returned_at,
        repairs=one.repairs,
    )


def requests(page: Page[Request]) -> answers.Requests:
    """A page of requests."""
    return answers.Requests(items=[_request(one, page) for one in page.items], next=page.next)


def _request(one: Request, page: Page[Request]) -> answers.Request:
    return answers.Request(
        id=one.id,
        state=one.state,
        requester=_somebody(page.people[one.requester_id]),
        recipient=_somebody(page.people[one.recipient_id]),
        country=one.country,
        needed_by=one.needed_by,
        submitted_at=one.submitted_at,
        over_limit=one.over_limit,
        decided_by=_maybe(page.people, one.decided_by),
        decided_at=one.decided_at,
        lines=[_line(line, page.tags) for line in one.lines],
        shipments=[_shipment(parcel) for parcel in one.shipments],
    )


def _line(one: Line, tags: Tags) -> answers.Line:
    return answers.Line(
        number=one.number,
        name=one.name,
        category=one.category,
        manufacturer=one.manufacturer,
        model=one.model,
        price=_amount(one.price),
        state=one.state,
        source=one.source,
        device_id=one.device_id,
        tag=tags.get(one.device_id or 0),
        vendor=one.vendor,
        order_number=one.order_number,
        expected_on=one.expected_on,
        shipment=one.shipment,
    )


def _shipment(one: Shipment) -> answers.Shipment:
    return answers.Shipment(
        number=one.number,
        carrier=one.carrier,
        tracking=one.tracking,
        expected_on=one.expected_on,
        shipped_at=one.shipped_at,
        arrived_at=one.arrived_at,
    )


def returns(page: Page[Return]) -> answers.Returns:
    """A page of returns."""
    return answers.Returns(items=[_return(one, page) for one in page.items], next=page.next)


def _return(one: Return, page: Page[Return]) -> answers.Return:
    return answers.Return(
        id=one.id,
        state=one.state,
        cause=one.cause,
        holder=_somebody(page.people[one.holder_id]),
        manager=_maybe(page.people, one.manager_id),
        opened_at=one.opened_at,
        last_day=one.last_day,
        carrier=one.carrier,
        tracking=one.tracking,
        shipped_at=one.shipped_at,
        closed_at=one.closed_at,
        items=[_item(item, page.tags) for item in one.items],
    )


def _item(one: Item, tags: Tags) -> answers.ReturnItem:
    return answers.ReturnItem(
        number=one.number,
        device_id=one.device_id,
        tag=tags.get(one.device_id),
        outcome=one.outcome,
        settled_at=one.settled_at,
        condition=one.condition,
        amount=_money(one.amount),
    )


def events(page: Page[Logged]) -> answers.Events:
    """A page of events."""
    return answers.Events(items=[_event(one, page) for one in page.items], next=page.next)


def _event(one: Logged, page: Page[Logged]) -> answers.Event:
    kind, number = one.subject.kind, one.subject.id
    tag = page.tags.get(number) if kind is SubjectKind.DEVICE else None
    return answers.Event(
        id=one.id,
        at=one.at,
        about=answers.About(kind=kind, id=number, tag=tag),
        seq=one.seq,
        name=one.name,
        state=one.state,
        actor=_maybe(page.people, one.actor_id),
        origin=one.origin,
    )


def fleet(one: Fleet) -> answers.Fleet:
    """The fleet in figures."""
    return answers.Fleet(
        devices=one.total,
        standings=dict(one.standings()),
        late=one.late,
        overdue=one.overdue,
        paid=[_amount(money) for money in one.value()],
        unpriced=one.unpriced,
        ages=[
            answers.Aged(from_years=first, to_years=last, devices=number)
            for first, last, number in zip((0, *YEARS), (*YEARS, None), one.ages(), strict=True)
        ],
        undated=one.undated,
        by_category=_counted(one, lambda group: group.category),
        by_country=_counted(one, lambda group: group.country),
        groups=[_group(group) for group in one.groups],
    )


def _counted(one: Fleet, key: Callable[[Group], str]) -> list[answers.Counted]:
    return [answers.Counted(key=name, devices=number) for name, number in tally(one.owned, key).items()]


def _group(one: Group) -> answers.FleetGroup:
    return answers.FleetGroup(
        state=one.state,
        standing=one.standing,
        category=one.category,
        country=one.country,
        devices=one.devices,
        paid=None if one.currency is None else _amount(Money(one.amount, one.currency)),
    )


def _maybe(people: Mapping[int, Person], number: int | None) -> answers.Somebody | None:
    return None if number is None else _somebody(people[number])


def _somebody(one: Person) -> answers.Somebody:
    return answers.Somebody(id=one.id, name=one.name, email=one.email)


def _money(one: Money | None) -> answers.Amount | None:
    return None if one is None else _amount(one)


def _amount(one: Money) -> answers.Amount:
    amount = one.amount if one.amount != round(one.amount, CENTS) else round(one.amount, CENTS)
    return answers.Amount(amount=format(amount, "f"), currency=one.currency)
