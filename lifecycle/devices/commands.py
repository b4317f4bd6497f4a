"""What can be done with one device beside requests, returns and wipes: imperative, one dataclass each."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from lifecycle.device import DeviceState
from lifecycle.money import Money
from lifecycle.retrieval import Condition
from lifecycle.wipes.commands import OnDevice


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignDevice(OnDevice):
    """Hand a device from stock to somebody; `enrolled` says that it is in device management."""

    holder_id: int
    enrolled: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveDevice(OnDevice):
    """The device is somewhere else: at a stock location, or anywhere in a country."""

    location: str | None
    country: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SendToRepair(OnDevice):
    """The device leaves for repair; `reason` is what is wrong with it."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BackFromRepair(OnDevice):
    """The device is back from repair, in this condition, and goes where it came from."""

    condition: Condition
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportLost(OnDevice):
    """The device is lost or stolen; `text` is what is known of that."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkFound(OnDevice):
    """A device that was lost or written off is in IT's hands again, with whatever is on it."""

    condition: Condition
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RetireDevice(OnDevice):
    """A device without data leaves the company from stock: `end` is one of `DEVICE_ENDS`; only a buyer pays."""

    end: DeviceState
    recipient: str
    proof: str | None = None
    price: Money | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectDevice(OnDevice):
    """The record was wrong, and this is right: every field as it is to be, and why.

    `version` is the one that was looked at: whoever is second hears of the first. `state` is None where it stays.
    """

    version: int
    reason: str
    category: str
    manufacturer: str
    model: str
    country: str
    serial: str | None
    asset_tag: str
    location: str | None = None
    holder_id: int | None = None
    keeper: str | None = None
    condition: Condition | None = None
    price: Money | None = None
    purchased_on: date | None = None
    warranty_until: date | None = None
    system: str | None = None
    note: str | None = None
    attributes: Mapping[str, str] = field(default_factory=dict)
    state: DeviceState | None = None
