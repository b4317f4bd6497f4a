"""Devices that were found, and stories of them."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from lifecycle.device import Device, DeviceState, Disposition
from lifecycle.events import Happened
from lifecycle.money import Money
from lifecycle.people import Person
from lifecycle.reads.finding import MOST_COUNTED, PAGE, DeviceStory, Found, Logged
from lifecycle.retrieval import Condition
from lifecycle.sanitization import Method
from tests.support import longest
from tests.support.longest import filled
from tests.support.return_samples import LAPTOP, OPENED
from tests.support.samples import ANA, GRETA, NOW, PEOPLE

EVENTS = [event for event in Happened if event.startswith("device_")]
"""What may happen to a device."""

HELD = replace(LAPTOP, state=DeviceState.IN_USE, return_id=None, purchased_on=date(2024, 1, 15), location="berlin")
FREE = replace(HELD, id=190, asset_tag="LT-00190", holder_id=None)
FOUND = Found(devices=(HELD, FREE), people=PEOPLE, first=1, total=2)


def logged(event: Happened, seq: int = 1, *, with_facts: bool = True) -> Logged:
    """An event of a device, with everything that one may tell, or with nothing."""
    changes: dict[str, object] = {"holder_id": GRETA.id, "request_id": 17, "return_id": 12}
    changes |= {"keeper": None, "location": "berlin", "condition": "worn", "serial": "TW2", "price/amount": "1"}
    changes |= {"sanitized_by": Method.PURGE.value}
    return Logged(
        seq=seq,
        name=event,
        at=NOW - timedelta(days=1),
        actor_id=ANA.id if with_facts else None,
        facts={"recipient": "Helping Hands"} if with_facts else {},
        changes=changes if with_facts else {},
        reason="It was dropped." if with_facts else None,
    )


STORY = DeviceStory(
    device=replace(HELD, return_id=12, version=30),
    people=PEOPLE,
    case=OPENED.case,
    events=tuple(logged(Happened.DEVICE_ADDED, seq) for seq in range(20, 10, -1)),
)


def longest_found(filling: str) -> Found:
    """A page of the longest devices."""
    devices = tuple(
        longest.device(number, filling, DeviceState.READY, holder_id=2 + number % 5) for number in range(PAGE)
    )
    return Found(devices=devices, people=longest.people(filling), first=11, total=MOST_COUNTED + 1, cut=True)


def longest_stories(filling: str) -> Iterator[DeviceStory]:
    """The longest device with the longest reasons, for every kind of event."""
    people: dict[int, Person] = dict(longest.people(filling))
    gone = Disposition(at=NOW, recipient=filled(filling, 80), proof=filled(filling, 80))
    device: Device = longest.device(
        1,
        filling,
        DeviceState.SOLD,
        holder_id=2,
        request_id=10**9,
        price=Money(Decimal("9999999.99"), "EUR"),
        purchased_on=date(1999, 1, 1),
        legal_hold=True,
        sanitized_by=Method.DESTROY,
        disposition=gone,
        condition=Condition.DEAD,
        warranty_until=date(2030, 12, 31),
        note=filled(filling, 3_000),
        attributes={filled(filling, 80, f"{number} "): filled(filling, 1_000) for number in range(40)},
        repairs=99,
        version=10**6,
    )
    for event in EVENTS:
        told = logged(event)
        told = replace(
            told,
            actor_id=3,
            reason=filled(filling, 1_000),
            facts={"recipient": filled(filling, 80)},
            changes={**told.changes, "holder_id": 4, "location": filled(filling, 80)},
        )
        events = tuple(replace(told, seq=10**5 - number) for number in range(PAGE))
        yield DeviceStory(device=device, people=people, case=OPENED.case, events=events)
