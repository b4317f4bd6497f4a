"""A device: its states, its record, its one transition table."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from lifecycle.errors import Stale
from lifecycle.events import Happened
from lifecycle.money import Money
from lifecycle.subject import Subject, SubjectKind
from lifecycle.transitions import Table


class DeviceState(StrEnum):
    """Where a device is on its road."""

    EXPECTED = "expected"
    IN_STOCK = "in_stock"
    READY = "ready"
    IN_TRANSIT = "in_transit"
    IN_USE = "in_use"


@dataclass(frozen=True, slots=True, kw_only=True)
class Device:
    """One device of the company.

    `request_id` is the request that it is set aside for; `holder_id` the person who has it (one at most). `country` is
    where it is (ISO 3166-1 alpha-2), `location` the stock location's id. `serial` and `asset_tag` are as `as_labelled`
    writes them. `version` counts the device's events.
    """

    id: int
    state: DeviceState
    category: str
    manufacturer: str
    model: str
    country: str
    serial: str | None = None
    asset_tag: str | None = None
    location: str | None = None
    holder_id: int | None = None
    request_id: int | None = None
    enrolled: bool = False
    price: Money | None = None
    purchased_on: date | None = None
    version: int = 0

    @property
    def subject(self) -> Subject:
        """What commands, events and notices about it name."""
        return Subject(SubjectKind.DEVICE, self.id)


def as_labelled(number: str) -> str:
    """A serial number or an asset tag as it is kept and compared: trimmed, in capitals."""
    return " ".join(number.split()).upper()


DEVICE_TRANSITIONS: Table[DeviceState] = Table(
    (Happened.DEVICE_EXPECTED, (), DeviceState.EXPECTED),
    (Happened.DEVICE_ADDED, (), DeviceState.IN_STOCK),
    (Happened.DEVICE_ADDED, (), DeviceState.IN_USE),
    (Happened.DEVICE_RECEIVED, {DeviceState.EXPECTED, DeviceState.IN_TRANSIT}, DeviceState.IN_STOCK),
    (Happened.DEVICE_RESERVED, {DeviceState.IN_STOCK}, DeviceState.IN_STOCK),
    (Happened.DEVICE_READY, {DeviceState.IN_STOCK}, DeviceState.READY),
    (Happened.DEVICE_RELEASED, {DeviceState.IN_STOCK, DeviceState.READY}, DeviceState.IN_STOCK),
    (Happened.DEVICE_RELEASED, {DeviceState.EXPECTED}, DeviceState.EXPECTED),
    (Happened.DEVICE_RELEASED, {DeviceState.IN_TRANSIT}, DeviceState.IN_TRANSIT),
    (Happened.DEVICE_SHIPPED, {DeviceState.READY, DeviceState.IN_TRANSIT}, DeviceState.IN_TRANSIT),
    (Happened.DEVICE_ARRIVED, {DeviceState.IN_TRANSIT}, DeviceState.IN_USE),
    (Happened.DEVICE_REASSIGNED, {DeviceState.IN_USE}, DeviceState.IN_USE),
)


def moved(device: Device, event: Happened) -> Device:
    """The device after `event`; raises `Stale` when its state does not allow that."""
    target = DEVICE_TRANSITIONS.target(event, device.state)
    if target is None:
        raise Stale(device.subject)
    return replace(device, state=target)
