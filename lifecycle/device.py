"""A device: its states, its record, its one transition table."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum

from lifecycle.errors import Stale
from lifecycle.events import Happened
from lifecycle.flag import RefreshReason
from lifecycle.money import Money
from lifecycle.retrieval import Condition
from lifecycle.sanitization import Method
from lifecycle.subject import Subject, SubjectKind
from lifecycle.transitions import Table


class DeviceState(StrEnum):
    """Where a device is on its road."""

    EXPECTED = "expected"
    IN_STOCK = "in_stock"
    READY = "ready"
    IN_TRANSIT = "in_transit"
    IN_USE = "in_use"
    IN_REPAIR = "in_repair"
    RETURN_DUE = "return_due"
    RETURNING = "returning"
    RETURNED = "returned"
    SANITIZED = "sanitized"
    SOLD = "sold"
    DONATED = "donated"
    RECYCLED = "recycled"
    DESTROYED = "destroyed"
    LOST = "lost"
    WRITTEN_OFF = "written_off"


@dataclass(frozen=True, slots=True, kw_only=True)
class Disposition:
    """Where a device went for good, when (UTC), to or by whom, for how much; `proof` is a certificate's number."""

    at: datetime
    recipient: str
    proof: str | None = None
    price: Money | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Device:
    """One device of the company.

    `request_id` is the request that it is set aside for; `holder_id` the person who has it (one at most). `country` is
    where it is (ISO 3166-1 alpha-2), `location` the stock location's id. `serial` and `asset_tag` are as `as_labelled`
    writes them. `return_id` is the return by which it comes or came back; under `legal_hold` it is neither wiped nor
    disposed of. `sanitized_by` is the method by which its data was removed, `disposition` how its life here ended.
    `system` is what it runs ("Windows 11 23H2"), `supported_until` the last day of its updates where that is known of
    the device itself; `refresh_after` until when its replacement is put off, `acknowledged` for which reasons nobody is
    told any more that it is due. `successor_id` is the request for its successor, as long as that may still come.
    `audited_at` (UTC) is when it was last seen where it is (see `seeing`), `next_look_at` when its holder is asked.
    `condition` is what IT saw last; `keeper` the name of whoever has it and is not in Slack; `attributes` the company's
    own columns. `returned_at` (UTC) is when it came back with somebody's data on it: while that stands, it goes to
    nobody else and leaves the company by no road but its wipe. `repairs` counts how often it went to repair, `version`
    the device's events.
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
    return_id: int | None = None
    legal_hold: bool = False
    sanitized_by: Method | None = None
    disposition: Disposition | None = None
    system: str | None = None
    supported_until: date | None = None
    refresh_after: date | None = None
    acknowledged: tuple[RefreshReason, ...] = ()
    successor_id: int | None = None
    audited_at: datetime | None = None
    next_look_at: datetime | None = None
    condition: Condition | None = None
    warranty_until: date | None = None
    keeper: str | None = None
    note: str | None = None
    attributes: Mapping[str, str] = field(default_factory=dict, hash=False)
    returned_at: datetime | None = None
    repairs: int = 0
    version: int = 0

    @property
    def subject(self) -> Subject:
        """What commands, events and notices about it name."""
        return Subject(SubjectKind.DEVICE, self.id)


def as_labelled(number: str) -> str:
    """A serial number or an asset tag as it is kept and compared: trimmed, in capitals."""
    return " ".join(number.split()).upper()


OUT = frozenset({DeviceState.RETURN_DUE, DeviceState.RETURNING, DeviceState.LOST})
"""Where a device is that has still to come back."""

REPAIRABLE = frozenset({DeviceState.IN_STOCK, DeviceState.IN_USE, DeviceState.RETURNED, DeviceState.SANITIZED})
"""From where a device goes to repair, and to where it comes back."""

AT_HAND = REPAIRABLE | {DeviceState.IN_REPAIR}
"""Where a device is that no request and no return is moving."""

HOLDABLE = (*sorted(OUT), DeviceState.WRITTEN_OFF, DeviceState.RETURNED, DeviceState.SANITIZED)
"""Where a device is that may be put under legal hold: it is to come back, or is back and not gone again."""

DISPOSABLE = frozenset({DeviceState.SANITIZED, DeviceState.IN_STOCK})
"""From where a device leaves the company: nobody's data is on it."""

DECIDED_ON = (
    Happened.DEVICE_REFRESH_PUT_OFF,
    Happened.DEVICE_REFRESH_ACKNOWLEDGED,
    Happened.DEVICE_REFRESH_RESUMED,
    Happened.DEVICE_SUCCESSOR_ASKED,
)
"""What is decided about the replacement of a device in use, which it stays meanwhile."""

SUCCEEDED = (Happened.DEVICE_SUCCESSOR_CAME, Happened.DEVICE_SUCCESSOR_OFF)
"""How it ends with the successor, wherever the device itself is by then."""

DEVICE_ENDS = frozenset({DeviceState.SOLD, DeviceState.DONATED, DeviceState.RECYCLED, DeviceState.DESTROYED})

DEVICE_TRANSITIONS: Table[DeviceState] = Table(
    (Happened.DEVICE_EXPECTED, (), DeviceState.EXPECTED),
    (Happened.DEVICE_ADDED, (), DeviceState.IN_STOCK),
    (Happened.DEVICE_ADDED, (), DeviceState.IN_USE),
    (Happened.DEVICE_ADDED, (), DeviceState.IN_REPAIR),
    (Happened.DEVICE_ADDED, (), DeviceState.LOST),
    (Happened.DEVICE_RECEIVED, {DeviceState.EXPECTED, DeviceState.IN_TRANSIT}, DeviceState.IN_STOCK),
    (Happened.DEVICE_RESERVED, {DeviceState.IN_STOCK}, DeviceState.IN_STOCK),
    (Happened.DEVICE_READY, {DeviceState.IN_STOCK}, DeviceState.READY),
    (Happened.DEVICE_RELEASED, {DeviceState.IN_STOCK, DeviceState.READY}, DeviceState.IN_STOCK),
    (Happened.DEVICE_RELEASED, {DeviceState.EXPECTED}, DeviceState.EXPECTED),
    (Happened.DEVICE_RELEASED, {DeviceState.IN_TRANSIT}, DeviceState.IN_TRANSIT),
    (Happened.DEVICE_SHIPPED, {DeviceState.READY, DeviceState.IN_TRANSIT}, DeviceState.IN_TRANSIT),
    (Happened.DEVICE_ARRIVED, {DeviceState.IN_TRANSIT}, DeviceState.IN_USE),
    *((Happened.DEVICE_REASSIGNED, {state}, state) for state in (DeviceState.IN_USE, DeviceState.RETURN_DUE)),
    *((event, {DeviceState.IN_USE}, DeviceState.IN_USE) for event in DECIDED_ON),
    *((event, {state}, state) for event in SUCCEEDED for state in DeviceState),
    *((Happened.DEVICE_AUDITED, {state}, state) for state in (DeviceState.IN_USE, DeviceState.IN_STOCK)),
    (Happened.DEVICE_ASSIGNED, {DeviceState.IN_STOCK}, DeviceState.IN_USE),
    *((Happened.DEVICE_MOVED, {state}, state) for state in sorted(AT_HAND)),
    (Happened.DEVICE_SENT_TO_REPAIR, REPAIRABLE, DeviceState.IN_REPAIR),
    *((Happened.DEVICE_REPAIRED, {DeviceState.IN_REPAIR}, state) for state in sorted(REPAIRABLE)),
    (Happened.DEVICE_RETURN_DUE, {DeviceState.IN_USE}, DeviceState.RETURN_DUE),
    (Happened.DEVICE_RETURNING, {DeviceState.RETURN_DUE}, DeviceState.RETURNING),
    (Happened.DEVICE_RETURNED, OUT | {DeviceState.WRITTEN_OFF}, DeviceState.RETURNED),
    (Happened.DEVICE_KEPT, {DeviceState.RETURN_DUE, DeviceState.RETURNING}, DeviceState.IN_USE),
    (Happened.DEVICE_LOST, OUT | AT_HAND, DeviceState.LOST),
    (Happened.DEVICE_FOUND, {DeviceState.LOST, DeviceState.WRITTEN_OFF}, DeviceState.RETURNED),
    (Happened.DEVICE_WRITTEN_OFF, OUT, DeviceState.WRITTEN_OFF),
    (Happened.DEVICE_BOUGHT_OUT, OUT, DeviceState.SOLD),
    *((Happened.DEVICE_HELD, {state}, state) for state in HOLDABLE),
    *((Happened.DEVICE_HOLD_LIFTED, {state}, state) for state in HOLDABLE),
    (Happened.DEVICE_SANITIZED, {DeviceState.RETURNED}, DeviceState.SANITIZED),
    (Happened.DEVICE_WIPED_AGAIN, {DeviceState.SANITIZED}, DeviceState.RETURNED),
    (Happened.DEVICE_RESTOCKED, {DeviceState.SANITIZED}, DeviceState.IN_STOCK),
    (Happened.DEVICE_SOLD, DISPOSABLE, DeviceState.SOLD),
    (Happened.DEVICE_DONATED, DISPOSABLE, DeviceState.DONATED),
    (Happened.DEVICE_RECYCLED, DISPOSABLE, DeviceState.RECYCLED),
    (Happened.DEVICE_DESTROYED, DISPOSABLE, DeviceState.DESTROYED),
)


def moved(device: Device, event: Happened) -> Device:
    """The device after `event`; raises `Stale` when its state does not allow that."""
    target = DEVICE_TRANSITIONS.target(event, device.state)
    if target is None:
        raise Stale(device.subject)
    return replace(device, state=target)
