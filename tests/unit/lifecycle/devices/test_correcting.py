"""Putting a record right: any field, and the state where no gate is passed by it."""

from dataclasses import replace

import pytest

from lifecycle.device import Device, DeviceState, Disposition
from lifecycle.errors import Reason, Refused, Stale
from lifecycle.events import Happened
from lifecycle.sanitization import Method
from tests.store.any_device_command import correction
from tests.support.samples import CHIARA, IN_STOCK, KAREN, NOW
from tests.unit.lifecycle.workshop import A_RETURN, DEVICE, STAY, Workshop

STOCK = replace(IN_STOCK[0], id=DEVICE.id, version=3)
HELD = replace(STOCK, state=DeviceState.IN_USE, holder_id=CHIARA.id, location=None)
SOLD = replace(
    STOCK, state=DeviceState.SOLD, sanitized_by=Method.PURGE, disposition=Disposition(at=NOW, recipient="A buyer")
)
BOUGHT = replace(HELD, state=DeviceState.SOLD, holder_id=None, return_id=STAY)
LOST = replace(HELD, state=DeviceState.LOST)
AT_REPAIR = replace(HELD, state=DeviceState.IN_REPAIR)


def corrected(device: Device, **changes: object) -> Device:
    workshop = Workshop(device, *IN_STOCK[1:], replace(A_RETURN, holder_id=CHIARA.id))
    workshop.perform(correction(device, changes, late=False))
    return workshop.the_device


def test_any_field_with_its_reason() -> None:
    workshop = Workshop(HELD)
    (change,) = workshop.perform(correction(HELD, {"model": "Air 15", "note": "dented", "serial": "tw9"}, late=False))
    assert (change.event.name, change.event.reason) == (Happened.DEVICE_CORRECTED, "it was wrong")
    assert workshop.the_device == replace(HELD, model="Air 15", note="dented", serial="TW9", version=4)


def test_the_second_of_two_hears_of_the_first() -> None:
    with pytest.raises(Stale):
        Workshop(HELD).perform(correction(HELD, {"model": "Air 15"}, late=True))


@pytest.mark.parametrize(
    ("device", "changes", "reason", "field"),
    [
        (HELD, {}, Reason.NOTHING_CHANGED, None),
        (HELD, {"serial": IN_STOCK[1].serial}, Reason.SERIAL_KNOWN, "serial"),
        (HELD, {"asset_tag": "lt-00013"}, Reason.TAG_KNOWN, "asset_tag"),
        (HELD, {"location": "moon"}, Reason.UNKNOWN_LOCATION, "location"),
        (HELD, {"holder_id": None}, Reason.HOLDER_MISSING, "holder_id"),
        (AT_REPAIR, {"holder_id": None}, Reason.HOLDER_MISSING, "holder_id"),
        (STOCK, {"holder_id": CHIARA.id}, Reason.NO_HOLDER_HERE, "holder_id"),
        (HELD, {"state": DeviceState.IN_STOCK}, Reason.NOT_SANITIZED, "state"),
        (DEVICE, {"state": DeviceState.IN_STOCK}, Reason.NOT_SANITIZED, "state"),
        (DEVICE, {"state": DeviceState.IN_USE, "holder_id": CHIARA.id}, Reason.NOT_SANITIZED, "state"),
        (
            replace(DEVICE, state=DeviceState.IN_REPAIR),
            {"state": DeviceState.IN_STOCK},
            Reason.NOT_SANITIZED,
            "state",
        ),
        (BOUGHT, {"state": DeviceState.IN_STOCK}, Reason.NOT_SANITIZED, "state"),
        (BOUGHT, {"state": DeviceState.IN_USE, "holder_id": KAREN.id}, Reason.ONLY_ITS_BUYER, "holder_id"),
        (BOUGHT, {"state": DeviceState.IN_USE, "keeper": "Chiara"}, Reason.ONLY_ITS_BUYER, "holder_id"),
        (
            replace(BOUGHT, return_id=None),
            {"state": DeviceState.IN_USE, "holder_id": CHIARA.id},
            Reason.ONLY_ITS_BUYER,
            "holder_id",
        ),
        (LOST, {"state": DeviceState.IN_USE, "holder_id": KAREN.id}, Reason.NOT_SANITIZED, "holder_id"),
        (LOST, {"holder_id": KAREN.id}, Reason.NOT_SANITIZED, "holder_id"),
        (STOCK, {"state": DeviceState.IN_USE}, Reason.HOLDER_MISSING, "holder_id"),
        (STOCK, {"state": DeviceState.DONATED}, Reason.STATE_NOT_CORRECTED, "state"),
        (replace(STOCK, request_id=17), {"state": DeviceState.RETURNED}, Reason.UNDER_WAY, "state"),
        (replace(HELD, state=DeviceState.RETURN_DUE), {"holder_id": 4}, Reason.UNDER_WAY, "holder_id"),
        (replace(HELD, legal_hold=True), {"state": DeviceState.RETURNED}, Reason.ON_HOLD, None),
        (
            replace(SOLD, sanitized_by=Method.DESTROY),
            {"state": DeviceState.IN_STOCK},
            Reason.DESTROYED_MEDIA,
            "state",
        ),
    ],
)
def test_what_is_refused_says_why_and_where(
    device: Device, changes: dict[str, object], reason: Reason, field: str | None
) -> None:
    with pytest.raises(Refused) as refused:
        corrected(device, **changes)
    assert (refused.value.reason, refused.value.field) == (reason, field)


def test_an_end_is_left_with_a_reason() -> None:
    back = corrected(SOLD, state=DeviceState.IN_STOCK)
    assert (back.state, back.disposition, back.sanitized_by) == (DeviceState.IN_STOCK, None, None)
    again = corrected(BOUGHT, state=DeviceState.IN_USE, holder_id=CHIARA.id)
    assert (again.state, again.holder_id) == (DeviceState.IN_USE, CHIARA.id)


def test_what_was_lost_by_mistake_is_with_whoever_had_it() -> None:
    found = corrected(LOST, state=DeviceState.IN_USE)
    assert (found.state, found.holder_id) == (DeviceState.IN_USE, CHIARA.id)


def test_what_is_corrected_to_returned_is_to_be_wiped() -> None:
    back = corrected(HELD, state=DeviceState.RETURNED)
    assert (back.state, back.returned_at, back.holder_id, back.return_id) == (DeviceState.RETURNED, NOW, None, None)


def test_whoever_is_in_slack_takes_the_place_of_a_name() -> None:
    kept = replace(HELD, holder_id=None, keeper="Chiara R.")
    known = corrected(kept, holder_id=CHIARA.id)
    assert (known.holder_id, known.keeper) == (CHIARA.id, None)
