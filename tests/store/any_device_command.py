"""Commands about a device's own life: any at all."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import strategies as st

from lifecycle.command import OnSubject
from lifecycle.device import Device, DeviceState
from lifecycle.devices import commands as device_commands
from lifecycle.devices.commands import CorrectDevice
from lifecycle.money import Money
from lifecycle.refreshing import commands as refresh_commands
from lifecycle.retrieval import Condition

ids = st.integers(1, 4)
"""Of devices and people: some are not there."""

conditions = st.sampled_from(Condition)
places = st.sampled_from(["berlin", "london", "moon"])

about_one_device: st.SearchStrategy[OnSubject] = st.one_of(
    st.builds(device_commands.AssignDevice, device_id=ids, holder_id=ids, enrolled=st.booleans()),
    st.builds(
        device_commands.MoveDevice, device_id=ids, location=st.none() | places, country=st.sampled_from(["DE", "GB"])
    ),
    st.builds(device_commands.SendToRepair, device_id=ids, reason=st.just("the screen")),
    st.builds(device_commands.BackFromRepair, device_id=ids, condition=conditions),
    st.builds(refresh_commands.PutOffRefresh, device_id=ids, until=st.just(date(2027, 6, 1)), reason=st.just("fine")),
    st.builds(refresh_commands.AcknowledgeRefresh, device_id=ids, reason=st.just("fine")),
    st.builds(refresh_commands.ResumeRefresh, device_id=ids, reason=st.just("slow")),
    st.builds(device_commands.ReportLost, device_id=ids, text=st.just("on a train")),
    st.builds(device_commands.MarkFound, device_id=ids, condition=conditions),
    st.builds(
        device_commands.RetireDevice,
        device_id=ids,
        end=st.sampled_from(DeviceState),
        recipient=st.just("A buyer"),
        price=st.none() | st.just(Money(Decimal(1), "EUR")),
    ),
)
changes = st.fixed_dictionaries(
    {},
    optional={
        "state": st.none() | st.sampled_from(DeviceState),
        "holder_id": st.none() | ids,
        "keeper": st.none() | st.just("Kim Contractor"),
        "location": st.none() | places,
        "serial": st.none() | st.sampled_from(["PF000001", "PF000009"]),
        "asset_tag": st.sampled_from(["DD-00001", "dd-00009"]),
        "attributes": st.dictionaries(st.sampled_from(["Team", "a/b"]), st.sampled_from(["x", "y"])),
    },
)
"""What a correction makes different."""


def correction(device: Device, changed: dict[str, object], *, late: bool) -> CorrectDevice:
    """The device as it is, but for what is changed; `late` was looked at before its last event."""
    bare = CorrectDevice(
        device_id=device.id,
        version=device.version - late,
        reason="it was wrong",
        category=device.category,
        manufacturer=device.manufacturer,
        model=device.model,
        country=device.country,
        serial=device.serial,
        asset_tag=device.asset_tag or "DD-00007",
        location=device.location,
        holder_id=device.holder_id,
        keeper=device.keeper,
        condition=device.condition,
        price=device.price,
        purchased_on=device.purchased_on,
        warranty_until=device.warranty_until,
        note=device.note,
        attributes=device.attributes,
    )
    return replace(bare, **changed)  # type: ignore[arg-type]
