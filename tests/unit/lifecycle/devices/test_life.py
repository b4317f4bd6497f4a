"""A device among people and places: what leads where, what stays, and what no road leads past."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from lifecycle.command import OnSubject
from lifecycle.device import AT_HAND, DEVICE_ENDS, Device, DeviceState, Disposition
from lifecycle.devices.commands import (
    AssignDevice,
    BackFromRepair,
    MarkFound,
    MoveDevice,
    ReportLost,
    RetireDevice,
    SendToRepair,
)
from lifecycle.devices.rules import DEVICE_RULES, may_do
from lifecycle.errors import Reason, Refused, Stale
from lifecycle.events import Happened
from lifecycle.money import Money
from lifecycle.people import Actor, Person
from lifecycle.reads.facts import DeviceFacts
from lifecycle.retrieval import Condition
from lifecycle.sanitization import Method
from lifecycle.wipes.commands import BackToStock, RecordWipe
from tests.support.samples import CHIARA, IN_STOCK, NINA, NOW, POLICY, TODAY
from tests.unit.lifecycle.workshop import BEN, DEVICE, Workshop, accept, wipe

STOCK = replace(IN_STOCK[0], id=DEVICE.id)
HELD = replace(STOCK, state=DeviceState.IN_USE, holder_id=CHIARA.id, location=None)
DUE = replace(HELD, condition=Condition.DAMAGED)
LATER = TODAY + timedelta(days=30)
HOLDER = Actor(person_id=CHIARA.id)

ASSIGN = AssignDevice(device_id=DEVICE.id, holder_id=CHIARA.id, enrolled=True)
REPAIR = SendToRepair(device_id=DEVICE.id, reason="The screen is dark.")
BACK = BackFromRepair(device_id=DEVICE.id, condition=Condition.WORN)
LOST = ReportLost(device_id=DEVICE.id, text="On a train.")
FOUND = MarkFound(device_id=DEVICE.id, condition=Condition.DAMAGED)


def retire(end: DeviceState = DeviceState.RECYCLED, price: Money | None = None) -> RetireDevice:
    return RetireDevice(device_id=DEVICE.id, end=end, recipient="Somebody", price=price)


def refusal(device: Device, command: OnSubject, actor: Actor = BEN) -> Refused:
    with pytest.raises(Refused) as refused:
        Workshop(device).perform(command, actor)
    return refused.value


def test_somebody_gets_a_device_from_stock() -> None:
    workshop = Workshop(STOCK)
    (change,) = workshop.perform(ASSIGN)
    assert (change.event.name, change.event.facts) == (Happened.DEVICE_ASSIGNED, {"holder_id": CHIARA.id})
    held = replace(HELD, enrolled=True, version=STOCK.version + 1)
    assert workshop.the_device == held


@pytest.mark.parametrize(
    ("changes", "command", "reason", "field"),
    [
        ({}, replace(ASSIGN, holder_id=NINA.id), Reason.NOT_REACHABLE, "holder_id"),
        ({}, replace(ASSIGN, holder_id=99), Reason.NOT_REACHABLE, "holder_id"),
        ({}, replace(ASSIGN, enrolled=False), Reason.NOT_ENROLLED, "enrolled"),
        ({"request_id": 17}, ASSIGN, Reason.STALE, None),
        ({"returned_at": NOW}, ASSIGN, Reason.STALE, None),
        ({"state": DeviceState.IN_USE, "holder_id": 4}, ASSIGN, Reason.STALE, None),
        ({"state": DeviceState.SANITIZED, "sanitized_by": Method.PURGE}, ASSIGN, Reason.STALE, None),
        ({}, MoveDevice(device_id=DEVICE.id, location="moon", country="DE"), Reason.UNKNOWN_LOCATION, "location"),
        ({}, MoveDevice(device_id=DEVICE.id, location="berlin", country="GB"), Reason.NOTHING_CHANGED, "location"),
        ({"legal_hold": True}, REPAIR, Reason.STALE, None),
        ({}, retire(DeviceState.LOST), Reason.NOTHING_CHOSEN, "end"),
        ({}, retire(DeviceState.SOLD), Reason.AMOUNT_MISSING, "price"),
        ({"returned_at": NOW}, retire(), Reason.STALE, None),
    ],
)
def test_what_is_refused_says_why_and_where(
    changes: Mapping[str, object], command: OnSubject, reason: Reason, field: str | None
) -> None:
    refused = refusal(replace(STOCK, **changes), command)  # type: ignore[arg-type]
    assert (refused.reason, refused.field) == (reason, field)


def test_a_place_tells_the_country() -> None:
    workshop = Workshop(STOCK)
    workshop.perform(MoveDevice(device_id=DEVICE.id, location="rotterdam", country="DE"))
    assert (workshop.the_device.location, workshop.the_device.country) == ("rotterdam", "NL")
    workshop.perform(MoveDevice(device_id=DEVICE.id, location=None, country="PT"))
    assert (workshop.the_device.location, workshop.the_device.country) == (None, "PT")


@pytest.mark.parametrize(
    "device",
    [
        STOCK,
        HELD,
        replace(HELD, holder_id=None, keeper="Kim"),
        DEVICE,
        replace(DEVICE, state=DeviceState.SANITIZED, returned_at=None, sanitized_by=Method.PURGE),
    ],
    ids=["stock", "held", "kept", "returned", "sanitized"],
)
def test_a_device_comes_back_from_repair_to_where_it_was(device: Device) -> None:
    workshop = Workshop(device)
    workshop.perform(REPAIR)
    assert (workshop.the_device.state, workshop.the_device.repairs) == (DeviceState.IN_REPAIR, 1)
    workshop.perform(BACK)
    after = replace(device, condition=Condition.WORN, repairs=1, version=device.version + 2)
    assert workshop.the_device == after


def test_whoever_has_it_reports_it_lost_and_nobody_else() -> None:
    workshop = Workshop(HELD)
    (change,) = workshop.perform(LOST, HOLDER)
    assert (workshop.the_device.state, change.event.reason) == (DeviceState.LOST, "On a train.")
    assert refusal(HELD, LOST, Actor(person_id=4)).reason is Reason.NOT_ALLOWED
    assert refusal(HELD, REPAIR, HOLDER).reason is Reason.NOT_ALLOWED


@pytest.mark.parametrize("state", [DeviceState.LOST, DeviceState.WRITTEN_OFF])
def test_what_turns_up_is_to_be_wiped_whatever_it_was_before(state: DeviceState) -> None:
    workshop = Workshop(replace(HELD, state=state, sanitized_by=Method.PURGE, return_id=8))
    workshop.perform(FOUND)
    found = workshop.the_device
    assert found.return_id == 8, "a hold that was placed there is lifted there"
    assert (found.state, found.returned_at, found.holder_id) == (DeviceState.RETURNED, NOW, None)
    assert (found.condition, found.sanitized_by) == (Condition.DAMAGED, None)


def test_what_was_recorded_before_a_device_was_lost_again_proves_nothing() -> None:
    workshop = Workshop()
    workshop.perform_all(wipe("A", Method.CLEAR), LOST, FOUND)
    workshop.has(returned_at=NOW + timedelta(hours=1))
    with pytest.raises(Stale):
        workshop.perform(accept(1))
    assert workshop.the_device.state is DeviceState.RETURNED


def test_a_medium_that_was_wiped_in_an_earlier_stay_does_not_count_in_this_one() -> None:
    workshop = Workshop()
    workshop.perform_all(wipe("A", Method.CLEAR), accept(1))
    workshop.has(state=DeviceState.RETURNED, sanitized_by=None, returned_at=NOW)
    certificate = workshop.certificate(1)
    assert certificate
    workshop.items[certificate.subject] = replace(certificate, recorded_at=NOW - timedelta(seconds=1))
    workshop.perform_all(wipe("B", Method.PURGE), accept(2))
    assert workshop.the_device.sanitized_by is Method.PURGE


@pytest.mark.parametrize("end", sorted(DEVICE_ENDS))
def test_what_has_no_data_leaves_from_stock(end: DeviceState) -> None:
    workshop = Workshop(STOCK)
    price = Money(Decimal(9), "EUR") if end is DeviceState.SOLD else None
    workshop.perform(retire(end, price))
    assert workshop.the_device.state is end
    assert workshop.the_device.disposition == Disposition(at=NOW, recipient="Somebody", price=price)


def test_what_was_only_cleared_does_not_leave_the_company_by_way_of_stock() -> None:
    workshop = Workshop()
    workshop.perform_all(wipe(method=Method.CLEAR), accept(), BackToStock(device_id=DEVICE.id, location="berlin"))
    with pytest.raises(Refused) as refused:
        workshop.perform(retire(DeviceState.DONATED))
    assert (refused.value.reason, refused.value.field) == (Reason.CLEARED_ONLY, "end")
    workshop.perform(retire(DeviceState.RECYCLED))


def test_who_may_do_what() -> None:
    def names(device: Device, actor: Actor, manager: int | None = None, tied: int | None = None) -> set[str]:
        whose = Person(id=device.holder_id or 0, name="Greta", manager_id=manager, tied_to=tied)
        facts = DeviceFacts(device=device, people={whose.id: whose})
        return {command.__name__ for command, _ in may_do(facts, actor, POLICY, TODAY)}

    everybody = {"MoveDevice", "SendToRepair", "ReportLost", "CorrectDevice"}
    assert names(STOCK, BEN) == everybody | {"AssignDevice", "RetireDevice"}
    assert names(HELD, BEN) == everybody | {"ReplaceDevice"}
    assert names(DUE, BEN) == everybody | {"ReplaceDevice", "PutOffRefresh", "AcknowledgeRefresh"}
    assert names(replace(DUE, refresh_after=LATER), BEN) == everybody | {
        "ReplaceDevice",
        "PutOffRefresh",
        "ResumeRefresh",
    }
    assert names(replace(DUE, successor_id=3), BEN) == everybody
    assert names(replace(DUE, keeper="Somebody", holder_id=None), BEN) == everybody | {
        "PutOffRefresh",
        "AcknowledgeRefresh",
    }
    assert names(HELD, HOLDER) == {"ReportLost"}
    assert names(HELD, Actor(person_id=4)) == set()
    assert names(HELD, Actor(person_id=4), manager=4) == {"ReportLost"}
    assert names(HELD, Actor(person_id=4), tied=4) == {"ReportLost"}, "they got it before they had Slack"
    assert names(HELD, Actor(person_id=None)) == set(), "nobody is not the manager of whoever has none"
    assert names(DEVICE, BEN) == everybody | {RecordWipe.__name__}
    assert names(replace(DEVICE, state=DeviceState.IN_REPAIR), BEN) == {
        "MoveDevice",
        "BackFromRepair",
        "ReportLost",
        "CorrectDevice",
    }
    assert names(replace(HELD, state=DeviceState.LOST), BEN) == {"MarkFound", "CorrectDevice"}
    assert names(replace(STOCK, request_id=17), BEN) == {"CorrectDevice"}


def test_every_rule_is_for_devices_and_begins_where_nothing_else_is_at_work() -> None:
    under_way = {DeviceState.READY, DeviceState.IN_TRANSIT, DeviceState.EXPECTED}
    for command, rule in DEVICE_RULES.items():
        if command.__name__ != "CorrectDevice":
            assert not rule.states & under_way
    assert not AT_HAND & under_way
