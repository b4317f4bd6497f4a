"""Every form about one device, and what may be typed into it to what end."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from lifecycle.device import Device, DeviceState
from lifecycle.devices.commands import BackFromRepair, MarkFound, MoveDevice, ReportLost, RetireDevice, SendToRepair
from lifecycle.money import Money
from lifecycle.reads.facts import DeviceFacts
from lifecycle.retrieval import Condition
from messages.forms.devices import add, correct, retire, simple
from messages.forms.devices.values import Values
from messages.ids import Callback, Opened, Target
from messages.payload import View
from messages.reader import Reader
from tests.support.samples import CHIARA, IN_STOCK, PEOPLE, POLICY, TODAY
from tests.support.subjects import a_device

READER = Reader("en-US", "Europe/Berlin")
THING = replace(IN_STOCK[0], id=201, version=7)
DEVICE = Opened(Target(a_device(201)), "C1", "1.1")
HELD = replace(
    THING,
    state=DeviceState.IN_USE,
    holder_id=CHIARA.id,
    location=None,
    price=Money(Decimal("1450.00"), "EUR"),
    purchased_on=date(2024, 3, 1),
    warranty_until=date(2027, 3, 1),
    note="dented",
    condition=Condition.WORN,
)


def built(device: Device = HELD, reader: Reader = READER) -> dict[Callback, View]:
    """Every form, about this device."""
    facts = DeviceFacts(device=device, people=PEOPLE)
    return {
        Callback.ADD_DEVICE: add.build(POLICY, reader, "LT-00099", "https://hooks.example/1"),
        Callback.ASSIGN: simple.build_assign(facts, POLICY, reader, DEVICE),
        Callback.MOVE: simple.build_move(facts, POLICY, reader, DEVICE),
        Callback.REPAIR: simple.build_repair(facts, reader, DEVICE),
        Callback.REPAIRED: simple.build_repaired(facts, reader, DEVICE),
        Callback.REPORT_LOST: simple.build_lost(facts, reader, DEVICE),
        Callback.FOUND: simple.build_found(facts, reader, DEVICE),
        Callback.RETIRE: retire.build(facts, POLICY, reader, DEVICE),
        Callback.CORRECT: correct.build(facts, POLICY, reader, DEVICE),
    }


FORMS = built()

PARSERS: Mapping[Callback, Callable[[View], object]] = {
    Callback.ADD_DEVICE: lambda view: add.parse(view, POLICY, READER, TODAY),
    Callback.ASSIGN: lambda view: simple.parse_assign(view, READER),
    Callback.MOVE: lambda view: simple.parse_move(view, POLICY, READER),
    Callback.REPAIR: lambda view: simple.parse_repair(view, READER),
    Callback.REPAIRED: lambda view: simple.parse_repaired(view, READER),
    Callback.REPORT_LOST: lambda view: simple.parse_lost(view, READER, TODAY, READER),
    Callback.FOUND: lambda view: simple.parse_found(view, READER),
    Callback.RETIRE: lambda view: retire.parse(view, READER),
    Callback.CORRECT: lambda view: correct.parse(view, HELD, POLICY, READER, TODAY),
}

NEW = Values(
    category="laptop",
    manufacturer="Tallwood",
    model="Air 14",
    serial="tw77",
    asset_tag="LT-00099",
    country="DE",
    purchased_on=date(2020, 2, 29),
    price=Money(Decimal("999.50"), "EUR"),
    location="berlin",
    holder=None,
    keeper="Kim Contractor",
    condition=None,
    warranty_until=None,
    system="Windows 11 23H2",
    note=None,
)
TYPED: Mapping[str, object] = {
    "category": "laptop",
    "manufacturer": " Tallwood ",
    "model": "Air 14",
    "serial": "tw77",
    "purchased_on": "2020-02-29",
    "price": "999.50",
    "location": "berlin",
    "keeper": "Kim Contractor",
    "system": "Windows 11 23H2",
}

GOOD: Mapping[Callback, tuple[Mapping[str, object], object]] = {
    Callback.ADD_DEVICE: (TYPED, NEW),
    Callback.ASSIGN: ({"holder_id": "U0GRETA", "enrolled": ["enrolled"]}, (201, "U0GRETA", True)),
    Callback.MOVE: ({"country": "PT"}, MoveDevice(device_id=201, location=None, country="PT")),
    Callback.REPAIR: ({"reason": "dark"}, SendToRepair(device_id=201, reason="dark")),
    Callback.REPAIRED: ({"condition": "good"}, BackFromRepair(device_id=201, condition=Condition.GOOD)),
    Callback.REPORT_LOST: (
        {"text": "I fell asleep.", "last_seen_at": "Train 7", "last_seen_on": "2026-11-23"},
        ReportLost(device_id=201, text="Last seen on: Nov 23, 2026.\nLast seen: Train 7.\nI fell asleep."),
    ),
    Callback.FOUND: (
        {"condition": "dead", "note": "in a cupboard"},
        MarkFound(device_id=201, condition=Condition.DEAD, note="in a cupboard"),
    ),
    Callback.RETIRE: (
        {"end": "sold", "recipient_name": "A buyer", "price": "10"},
        RetireDevice(device_id=201, end=DeviceState.SOLD, recipient="A buyer", price=Money(Decimal(10), "EUR")),
    ),
    Callback.CORRECT: (
        {"model": "Air 15", "reason": "read again"},
        Values(
            category="laptop",
            manufacturer="Tallwood",
            model="Air 15",
            serial=HELD.serial,
            asset_tag=str(HELD.asset_tag),
            country="DE",
            purchased_on=HELD.purchased_on,
            price=HELD.price,
            location=None,
            holder="U0CHIARA",
            keeper=None,
            condition=Condition.WORN,
            warranty_until=HELD.warranty_until,
            system=HELD.system,
            note="dented",
        ),
    ),
}
