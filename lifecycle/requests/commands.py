"""What people and the scheduler can tell the desk to do: imperative, one dataclass each.

Every field is already of its type; whether the value is allowed is decided by the rules.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from lifecycle.command import OnSubject
from lifecycle.device import DeviceState
from lifecycle.money import Money
from lifecycle.request import Source
from lifecycle.retrieval import Condition
from lifecycle.subject import Subject, SubjectKind


@dataclass(frozen=True, slots=True, kw_only=True)
class NewHire:
    """Somebody who is not in Slack yet; `email` is private and kept encrypted, apart from every record."""

    name: str
    email: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmitRequest:
    """Ask for devices; `choices` are ids of profiles and bundles, `recipient` a person's id or a new hire."""

    recipient: int | NewHire
    country: str
    choices: tuple[str, ...]
    needed_by: date
    note: str | None = None
    address: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OnRequest(OnSubject):
    """A command about one request."""

    subject_kind = SubjectKind.REQUEST

    request_id: int

    @property
    def subject(self) -> Subject:
        """The request."""
        return Subject(self.subject_kind, self.request_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class ApproveLimit(OnRequest):
    """The second approver agrees to a value over the limit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ApproveRequest(OnRequest):
    """IT agrees; what is in stock is set aside at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclineRequest(OnRequest):
    """Say no, and why."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CancelRequest(OnRequest):
    """Give up these lines; the request ends with its last open line."""

    lines: tuple[int, ...]
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeSource(OnRequest):
    """Take a line from somewhere else; `device_id` names the device for stock and hub."""

    line: int
    source: Source
    device_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkOrdered(OnRequest):
    """The line was ordered from a vendor."""

    line: int
    vendor: str
    order_number: str | None
    paid: Money
    expected_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkReceived(OnRequest):
    """The ordered device is in IT's hands and gets its serial number and asset tag."""

    line: int
    serial: str
    asset_tag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkReady(OnRequest):
    """The device is set up and packed for its person."""

    line: int
    enrolled: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkShipped(OnRequest):
    """These lines left in one parcel."""

    lines: tuple[int, ...]
    carrier: str
    tracking: str | None
    expected_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmArrival(OnRequest):
    """The recipient has the parcel and becomes the holder of what is in it."""

    shipment: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportProblem(OnRequest):
    """Something is wrong with a parcel: `kind` is one of `PROBLEMS`, `text` in the recipient's words."""

    shipment: int
    kind: str
    text: str | None


PROBLEMS = ("not_arrived", "damaged", "wrong_item", "other")


@dataclass(frozen=True, slots=True, kw_only=True)
class TieHire(OnRequest):
    """The new hire of this request has joined Slack as `person_id`; `matched_by` is "email" or "name".

    That may be long after the parcel has come.
    """

    person_id: int
    matched_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LookAtRequest(OnRequest):
    """Say what is due about this request (the scheduler's command)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AddDevice:
    """Put a device that the company already has on record: in stock, or in use.

    `holder_id` has it, or `keeper`, who is not in Slack; `system` is what it runs.
    """

    category: str
    manufacturer: str
    model: str
    country: str
    serial: str | None
    asset_tag: str
    location: str | None = None
    holder_id: int | None = None
    price: Money | None = None
    purchased_on: date | None = None
    warranty_until: date | None = None
    keeper: str | None = None
    note: str | None = None
    condition: Condition | None = None
    system: str | None = None
    attributes: Mapping[str, str] = field(default_factory=dict)

    @property
    def state(self) -> DeviceState:
        """Where such a device begins."""
        return DeviceState.IN_STOCK if self.holder_id is None and self.keeper is None else DeviceState.IN_USE
