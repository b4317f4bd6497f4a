"""The longest legal data: every text as long as forms and Slack let it be, of the character that escapes longest."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from functools import lru_cache

from lifecycle.device import Device, DeviceState
from lifecycle.money import Money
from lifecycle.people import Person
from lifecycle.policy import Category, Location, Policy, Profile
from lifecycle.reads.facts import LIST_LIMIT, Mine, RequestFacts
from lifecycle.request import Line, LineState, Request, RequestState, Shipment, Source
from lifecycle.requests.commands import PROBLEMS
from lifecycle.requests.submission import MOST_LINES
from tests.support.samples import NOW, POLICY, TODAY

FILLINGS: Mapping[str, str] = {"escaped": "&<>", "wide": "\N{HEBREW LETTER ALEF}\N{FAMILY}"}
"""What the longest texts may consist of."""


def filled(filling: str, length: int, start: str = "") -> str:
    """A text of exactly `length` code points that begins with `start`."""
    return (start + filling * length)[: length - 1] + "x"


@lru_cache
def policy(filling: str) -> Policy:
    """A policy whose names are as long as an option may be, one profile for every line."""
    return replace(
        POLICY,
        categories=(Category(id="thing", name=filled(filling, 75)),),
        profiles=tuple(
            Profile(
                id=f"thing-{number}",
                name=filled(filling, 75, f"{number} "),
                category="thing",
                manufacturer=filled(filling, 80),
                model=filled(filling, 80),
                price=Decimal("9999999.99"),
            )
            for number in range(1, MOST_LINES + 1)
        ),
        bundles=(),
        locations=(Location(id="here", name=filled(filling, 80), country="GS"),),
        usual_everywhere=None,
    )


def people(filling: str) -> Mapping[int, Person]:
    """A hire with a name as long as the form takes, and members with names as long as Slack's."""
    hire = Person(id=1, name=filled(filling, 80))
    members = (
        Person(id=number, team_id="T1", slack_id=f"U{number:0>10}", name=filled(filling, 255)) for number in range(2, 7)
    )
    return {one.id: one for one in (hire, *members)}


def device(number: int, filling: str, state: DeviceState, **changes: object) -> Device:
    """A device with the longest model, serial number and tag."""
    bare = Device(
        id=10**9 + number,
        state=state,
        category="thing",
        manufacturer=filled(filling, 80),
        model=filled(filling, 80),
        country="GS",
        serial=filled(filling, 80, f"{number} "),
        asset_tag=filled(filling, 80, f"{number} "),
        location="here",
    )
    return replace(bare, **changes)  # type: ignore[arg-type]


@lru_cache
def largest(filling: str) -> Mapping[str, RequestFacts]:
    """The largest request with all of its lines in one state, for each state."""
    return dict(_largest(filling))


def _largest(filling: str) -> Iterator[tuple[str, RequestFacts]]:
    for line_state in LineState:
        approved = line_state is not LineState.WAITING
        yield line_state, _request(filling, line_state, RequestState.APPROVED if approved else RequestState.SUBMITTED)
    yield "to_be_ordered", _request(filling, LineState.WAITING, RequestState.APPROVED)
    yield "declined", _request(filling, LineState.WAITING, RequestState.DECLINED)


@lru_cache
def mine(filling: str) -> Mine:
    """A full list of devices and of the largest requests."""
    return Mine(
        devices=tuple(device(number, filling, DeviceState.IN_USE) for number in range(LIST_LIMIT)),
        requests=tuple(
            replace(one, request=replace(one.request, id=10**9 + number))
            for number, one in enumerate([_request(filling, LineState.SHIPPED, RequestState.APPROVED)] * LIST_LIMIT)
        ),
        device_total=10**6,
        request_total=10**6,
    )


def _request(filling: str, line_state: LineState, state: RequestState) -> RequestFacts:
    numbers = range(1, MOST_LINES + 1)
    devices = {
        one.id: one
        for one in (device(number, filling, _DEVICE_STATES.get(line_state, DeviceState.IN_STOCK)) for number in numbers)
    }
    request = Request(
        id=10**9,
        state=state,
        requester_id=2,
        recipient_id=1,
        country="GS",
        needed_by=TODAY,
        note=filled(filling, 500),
        channel="C1",
        submitted_at=NOW - timedelta(days=1),
        lines=tuple(_line(number, filling, line_state) for number in numbers),
        shipments=tuple(_shipment(number, filling, line_state) for number in numbers),
        over_limit=True,
        limit_approvers=(3, 4, 5, 6),
        limit_approved_by=3,
        decided_by=4,
        decided_at=NOW,
        decline_reason=filled(filling, 500) if state is RequestState.DECLINED else None,
    )
    stock = {number: tuple(device(one, filling, DeviceState.IN_STOCK) for one in range(30)) for number in numbers}
    return RequestFacts(request=request, people=people(filling), devices=devices, stock=stock)


_DEVICE_STATES: Mapping[LineState, DeviceState] = {
    LineState.ORDERED: DeviceState.EXPECTED,
    LineState.CANCELLED: DeviceState.EXPECTED,
}


def _line(number: int, filling: str, state: LineState) -> Line:
    profile = policy(filling).profile(f"thing-{number}")
    return Line(
        number=number,
        profile=profile.id,
        name=profile.name,
        category=profile.category,
        manufacturer=profile.manufacturer,
        model=profile.model,
        price=Money(profile.price, "EUR"),
        state=state,
        source=Source.STOCK if state is LineState.WAITING else Source.PURCHASE,
        device_id=None if state is LineState.WAITING else 10**9 + number,
        vendor=filled(filling, 80),
        order_number=filled(filling, 80),
        paid=Money(Decimal("9999999.99"), "EUR"),
        expected_on=TODAY - timedelta(days=30),
        shipment=number if state in {LineState.SHIPPED, LineState.ARRIVED} else None,
        problem=PROBLEMS[2] if state is LineState.SHIPPED else None,
    )


def _shipment(number: int, filling: str, state: LineState) -> Shipment:
    return Shipment(
        number=number,
        carrier=filled(filling, 80),
        tracking=filled(filling, 80),
        expected_on=TODAY + timedelta(days=300),
        shipped_at=NOW,
        arrived_at=NOW if state is LineState.ARRIVED else None,
    )
