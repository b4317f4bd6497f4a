"""The next life of a device whose data is gone: stock again, or an end outside the company."""

from dataclasses import replace

import pytest

from lifecycle.device import Device, DeviceState, Disposition
from lifecycle.errors import Reason, Refused, Stale
from lifecycle.events import Happened
from lifecycle.sanitization import Method
from lifecycle.wipes.commands import OnDevice
from tests.support.samples import NOW, POLICY
from tests.unit.lifecycle.workshop import (
    DESTROY,
    DEVICE,
    DONATE,
    NEXT_LIVES,
    PRICE,
    RECYCLE,
    RESELL,
    RESTOCK,
    Workshop,
)

CLEAN = replace(DEVICE, state=DeviceState.SANITIZED, sanitized_by=Method.PURGE)
LEAVES = (RESELL, DONATE)
USED_AGAIN = (RESTOCK, *LEAVES)
WASTE = (RECYCLE, DESTROY)


def after(command: OnDevice, device: Device = CLEAN) -> Device:
    workshop = Workshop(device)
    workshop.perform(command)
    return workshop.the_device


def refusal(command: OnDevice, device: Device) -> Refused:
    with pytest.raises(Refused) as refused:
        after(command, device)
    return refused.value


def test_back_in_stock_nothing_of_the_life_before_is_left() -> None:
    assert after(RESTOCK, replace(CLEAN, request_id=9, holder_id=1)) == replace(
        CLEAN,
        state=DeviceState.IN_STOCK,
        location="rotterdam",
        country="NL",
        enrolled=False,
        return_id=None,
        sanitized_by=None,
        version=CLEAN.version + 1,
    )


@pytest.mark.parametrize(
    ("command", "state", "disposition"),
    [
        (RESELL, DeviceState.SOLD, Disposition(at=NOW, recipient="Second Life Ltd", price=PRICE)),
        (DONATE, DeviceState.DONATED, Disposition(at=NOW, recipient="A school")),
        (RECYCLE, DeviceState.RECYCLED, Disposition(at=NOW, recipient="A recycler", proof="T-1")),
        (DESTROY, DeviceState.DESTROYED, Disposition(at=NOW, recipient="A shredder", proof="C-1")),
    ],
)
def test_an_end_is_kept_with_when_to_whom_and_its_proof(
    command: OnDevice, state: DeviceState, disposition: Disposition
) -> None:
    assert after(command) == replace(CLEAN, state=state, disposition=disposition, version=CLEAN.version + 1)


@pytest.mark.parametrize(
    ("command", "event", "recipient"),
    [
        (RESTOCK, Happened.DEVICE_RESTOCKED, "Rotterdam"),
        (RESELL, Happened.DEVICE_SOLD, "Second Life Ltd"),
        (DONATE, Happened.DEVICE_DONATED, "A school"),
        (RECYCLE, Happened.DEVICE_RECYCLED, "A recycler"),
        (DESTROY, Happened.DEVICE_DESTROYED, "A shredder"),
    ],
)
def test_the_log_tells_where_it_went(command: OnDevice, event: Happened, recipient: str) -> None:
    (change,) = Workshop(CLEAN).perform(command)
    assert (change.event.name, change.event.facts) == (event, {"device_id": DEVICE.id, "recipient": recipient})


def test_stock_is_kept_at_the_policys_locations_only() -> None:
    refused = refusal(replace(RESTOCK, location="moon"), CLEAN)
    assert (refused.reason, refused.field) == (Reason.UNKNOWN_LOCATION, "location")


@pytest.mark.parametrize("command", NEXT_LIVES)
def test_a_device_under_legal_hold_goes_nowhere(command: OnDevice) -> None:
    refused = refusal(command, replace(CLEAN, legal_hold=True))
    assert (refused.reason, dict(refused.facts)) == (Reason.ON_HOLD, {"tag": DEVICE.asset_tag})


@pytest.mark.parametrize("command", USED_AGAIN)
def test_a_device_with_destroyed_media_is_not_used_again(command: OnDevice) -> None:
    assert refusal(command, replace(CLEAN, sanitized_by=Method.DESTROY)).reason is Reason.DESTROYED_MEDIA


@pytest.mark.parametrize("command", WASTE)
@pytest.mark.parametrize("method", Method)
def test_every_device_may_end_as_waste(command: OnDevice, method: Method) -> None:
    assert after(command, replace(CLEAN, sanitized_by=method)).disposition


@pytest.mark.parametrize("command", LEAVES)
def test_what_was_only_cleared_leaves_the_company_where_the_policy_says_so(command: OnDevice) -> None:
    cleared = replace(CLEAN, sanitized_by=Method.CLEAR)
    assert refusal(command, cleared).reason is Reason.CLEARED_ONLY
    workshop = Workshop(cleared, policy=replace(POLICY, cleared_may_leave=True))
    workshop.perform(command)
    assert workshop.the_device.disposition


def test_what_was_only_cleared_stays_in_the_company() -> None:
    assert after(RESTOCK, replace(CLEAN, sanitized_by=Method.CLEAR)).state is DeviceState.IN_STOCK


@pytest.mark.parametrize("command", NEXT_LIVES)
@pytest.mark.parametrize("state", set(DeviceState) - {DeviceState.SANITIZED})
def test_nothing_goes_on_that_is_not_sanitized(command: OnDevice, state: DeviceState) -> None:
    assert isinstance(refusal(command, replace(CLEAN, state=state)), Stale)
