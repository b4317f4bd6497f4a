"""A list against the record: what is made, changed, left and refused; and what no list ever does."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lifecycle.device import DEVICE_ENDS, Device, DeviceState
from lifecycle.devices.listing import Numbering
from lifecycle.importing import Judgement, Listed, Register, Verdict, judged
from lifecycle.list_flaws import Why
from lifecycle.people import Person

GRETA = Person(id=7, name="Greta Green", slack_id="U7", country="GB")
ROW = Listed(row=2, serial="PF1", category="laptop", manufacturer="Lenovo", model="T14", country="DE")
DEVICE = Device(
    id=1, state=DeviceState.IN_STOCK, category="laptop", manufacturer="Lenovo", model="T14", country="DE", serial="PF1"
)
RETURNED = datetime(2026, 11, 1, tzinfo=UTC)


def judge(row: Listed, *devices: Device) -> Judgement:
    numbers = Numbering(iter(range(100, 200)), "DD-00042", frozenset({"DD-00042"}))
    (found,) = judged([row], Register(devices), {7: GRETA}.get, numbers)
    return found


def test_a_new_device_gets_the_next_tag_that_the_list_does_not_name() -> None:
    made = judge(ROW)
    assert made.verdict is Verdict.MADE
    assert made.device is not None
    assert (made.device.id, made.device.asset_tag, made.device.state, made.device.version) == (
        100,
        "DD-00043",
        "in_stock",
        1,
    )


def test_what_is_told_already_is_left() -> None:
    assert judge(ROW, DEVICE).verdict is Verdict.LEFT


def test_what_differs_is_changed_and_what_is_not_told_stays() -> None:
    known = replace(DEVICE, note="dent", attributes={"RAM": "16 GB", "Colour": "black"})
    changed = judge(replace(ROW, model="T16", attributes={"RAM": "32 GB"}), known)
    assert (changed.verdict, changed.differing) == (Verdict.CHANGED, ("model", "attributes"))
    assert changed.device is not None
    assert changed.device.attributes == {"RAM": "32 GB", "Colour": "black"}
    assert (changed.device.note, changed.device.version) == ("dent", known.version + 1)


@pytest.mark.parametrize(
    ("state", "holder_id", "keeper", "becomes"),
    [
        (None, None, None, DeviceState.IN_STOCK),
        (None, 7, None, DeviceState.IN_USE),
        (None, None, "Olaf", DeviceState.IN_USE),
        (DeviceState.IN_REPAIR, None, None, DeviceState.IN_REPAIR),
        (DeviceState.LOST, 7, None, DeviceState.LOST),
    ],
)
def test_where_a_new_device_is(
    state: DeviceState | None, holder_id: int | None, keeper: str | None, becomes: DeviceState
) -> None:
    made = judge(replace(ROW, state=state, holder_id=holder_id, keeper=keeper))
    assert made.device is not None
    assert made.device.state is becomes


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (replace(ROW, country=None), Why.MISSING),
        (replace(ROW, state=DeviceState.IN_USE), Why.NOBODY),
        (replace(ROW, state=DeviceState.IN_STOCK, holder_id=7), Why.STOCK_YET_HELD),
        (replace(ROW, state=DeviceState.RETURNED), Why.NO_BEGINNING),
        (replace(ROW, state=DeviceState.SOLD), Why.GONE),
    ],
)
def test_what_cannot_begin(row: Listed, why: Why) -> None:
    assert (judge(row).verdict, judge(row).why) == (Verdict.REFUSED, why)


@pytest.mark.parametrize(
    ("row", "device", "why"),
    [
        (replace(ROW, serial="PF9", asset_tag="T-1"), replace(DEVICE, asset_tag="T-1"), Why.OTHER_SERIAL),
        (replace(ROW, holder_id=7), replace(DEVICE, request_id=3), Why.RESERVED),
        (
            replace(ROW, state=DeviceState.IN_STOCK),
            replace(DEVICE, state=DeviceState.IN_USE, holder_id=7),
            Why.OTHER_STATE,
        ),
        (replace(ROW, keeper="Olaf"), replace(DEVICE, state=DeviceState.IN_USE, holder_id=7), Why.OTHER_HOLDER),
        (replace(ROW, holder_id=7), replace(DEVICE, state=DeviceState.RETURN_DUE, holder_id=8), Why.OTHER_HOLDER),
        (
            replace(ROW, holder_id=7),
            replace(DEVICE, state=DeviceState.RETURNED, returned_at=RETURNED),
            Why.OTHER_HOLDER,
        ),
        (replace(ROW, model="T16"), replace(DEVICE, state=DeviceState.SOLD), Why.GONE),
    ],
)
def test_what_the_record_knows_better(row: Listed, device: Device, why: Why) -> None:
    assert (judge(row, device).verdict, judge(row, device).why) == (Verdict.REFUSED, why)


def test_two_devices_that_one_row_means() -> None:
    other = replace(DEVICE, id=2, serial="PF2", asset_tag="T-2")
    assert judge(replace(ROW, asset_tag="T-2"), DEVICE, other).why is Why.NAMES_TWO


def test_a_device_in_stock_is_handed_to_whom_the_list_names() -> None:
    changed = judge(replace(ROW, holder_id=7), DEVICE)
    assert changed.change is not None
    assert (changed.change.event.name, changed.change.after.state) == ("device_assigned", "in_use")


def test_whoever_is_to_give_something_back_has_it_still() -> None:
    due = replace(DEVICE, state=DeviceState.RETURN_DUE, holder_id=7, return_id=1)
    assert judge(replace(ROW, state=DeviceState.IN_USE, holder_id=7), due).verdict is Verdict.LEFT


def test_a_holder_is_known_by_name_too() -> None:
    held = replace(DEVICE, state=DeviceState.IN_USE, holder_id=7)
    assert judge(replace(ROW, keeper=" greta  GREEN"), held).verdict is Verdict.LEFT


def test_somebody_in_slack_takes_the_place_of_a_name() -> None:
    changed = judge(replace(ROW, holder_id=7), replace(DEVICE, state=DeviceState.IN_USE, keeper="Greta"))
    assert changed.device is not None
    assert (changed.device.holder_id, changed.device.keeper) == (7, None)


STATES = st.none() | st.sampled_from(DeviceState)


@given(
    state=st.sampled_from(DeviceState),
    listed=STATES,
    holder_id=st.sampled_from([None, 7, 8]),
    keeper=st.sampled_from([None, "Olaf"]),
)
def test_no_list_frees_a_device_or_takes_one_along_its_road(
    state: DeviceState, listed: DeviceState | None, holder_id: int | None, keeper: str | None
) -> None:
    back = RETURNED if state is DeviceState.RETURNED else None
    device = replace(DEVICE, state=state, holder_id=None if state is DeviceState.IN_STOCK else 9, returned_at=back)
    found = judge(replace(ROW, state=listed, holder_id=holder_id, keeper=keeper, model="T16"), device)
    after = found.change.after if found.change else device
    moved = (device.state, after.state)
    assert moved[0] is moved[1] or moved == (DeviceState.IN_STOCK, DeviceState.IN_USE)
    assert after.returned_at == device.returned_at
    if state not in {DeviceState.IN_STOCK, DeviceState.IN_USE}:
        assert (after.holder_id, after.keeper) == (device.holder_id, device.keeper)
    if state in DEVICE_ENDS:
        assert found.change is None


ORDERED = replace(DEVICE, state=DeviceState.EXPECTED, serial=None)
BY_NUMBER = replace(ROW, serial=None, number=1, state=DeviceState.EXPECTED)


def test_what_is_only_ordered_is_known_by_its_number() -> None:
    assert judge(BY_NUMBER, ORDERED).verdict is Verdict.LEFT
    assert judge(replace(BY_NUMBER, note="late"), ORDERED).differing == ("note",)


@pytest.mark.parametrize(
    ("row", "device"),
    [
        (BY_NUMBER, replace(ORDERED, id=2)),
        (BY_NUMBER, replace(ORDERED, serial="PF1")),
        (BY_NUMBER, replace(ORDERED, asset_tag="DD-1")),
        (BY_NUMBER, replace(ORDERED, state=DeviceState.IN_STOCK)),
        (replace(BY_NUMBER, state=None), ORDERED),
        (replace(BY_NUMBER, number=None), ORDERED),
    ],
)
def test_a_number_never_means_anything_but_what_is_only_ordered(row: Listed, device: Device) -> None:
    assert judge(row, device).why is Why.NO_KEY
