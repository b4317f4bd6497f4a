"""What the interface answers with. The document about it is made from these models, and so never tells anything else.

Of people there are the name and the address at work, nothing else; and no words that they typed about requests and
returns, in which anything may stand. A device's note and columns are IT's own.
"""

from datetime import date
from typing import Annotated, Generic, TypeVar

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from lifecycle.device import DeviceState
from lifecycle.events import Happened
from lifecycle.people import Origin
from lifecycle.reads.figures import MISSING_AFTER
from lifecycle.reads.fleet import Standing
from lifecycle.request import LineState, RequestState, Source
from lifecycle.retrieval import Condition, ItemOutcome, ReturnCause, ReturnState
from lifecycle.sanitization import Method
from lifecycle.subject import SubjectKind

T = TypeVar("T")

Country = Annotated[str, Field(description="ISO 3166-1 alpha-2")]


class Answer(BaseModel):
    """What all answers share."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Amount(Answer):
    """Money: an exact decimal amount, and its currency (ISO 4217)."""

    amount: Annotated[str, Field(pattern=r"^-?\d+(\.\d+)?$", examples=["1450.00"])]
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$", examples=["EUR"])]


class Somebody(Answer):
    """A person: the name, and the address at work where one is known."""

    id: int
    name: str
    email: str | None


class Device(Answer):
    """A device as it stands."""

    id: int
    tag: str | None
    serial: str | None
    state: DeviceState
    category: str
    manufacturer: str
    model: str
    country: Country
    location: Annotated[str | None, Field(description="The stock location's id in the policy")]
    holder: Somebody | None
    enrolled: bool
    price: Amount | None
    purchased_on: date | None
    request_id: Annotated[int | None, Field(description="The request that it is set aside for or on its way for")]
    return_id: Annotated[int | None, Field(description="The return by which it comes or came back")]
    legal_hold: bool
    sanitized_by: Method | None
    condition: Annotated[Condition | None, Field(description="What IT saw last")]
    warranty_until: date | None
    keeper: Annotated[str | None, Field(description="The name of whoever has it and is not in Slack")]
    system: Annotated[str | None, Field(description="What it runs: Windows 11 23H2")]
    supported_until: Annotated[date | None, Field(description="The last day on which its maker keeps it up to date")]
    note: str | None
    attributes: Annotated[dict[str, str], Field(description="The company's own columns")]
    returned_at: Annotated[AwareDatetime | None, Field(description="Since when it has been back with data on it")]
    repairs: Annotated[int, Field(description="How often it went to repair")]


class Line(Answer):
    """One thing that was asked for."""

    number: int
    name: str
    category: str
    manufacturer: str
    model: str
    price: Amount
    state: LineState
    source: Source
    device_id: int | None
    tag: str | None
    vendor: str | None
    order_number: str | None
    expected_on: date | None
    shipment: Annotated[int | None, Field(description="The number of the parcel that it is in")]


class Shipment(Answer):
    """A parcel to the recipient."""

    number: int
    carrier: str
    tracking: str | None
    expected_on: date | None
    shipped_at: AwareDatetime
    arrived_at: AwareDatetime | None


class Request(Answer):
    """A request as it stands."""

    id: int
    state: RequestState
    requester: Somebody
    recipient: Somebody
    country: Country
    needed_by: date
    submitted_at: AwareDatetime
    over_limit: bool
    decided_by: Somebody | None
    decided_at: AwareDatetime | None
    lines: list[Line]
    shipments: list[Shipment]


class ReturnItem(Answer):
    """One device of a return; `outcome` is null while it is not settled."""

    number: int
    device_id: int
    tag: str | None
    outcome: ItemOutcome | None
    settled_at: AwareDatetime | None
    condition: Condition | None
    amount: Amount | None


class Return(Answer):
    """A return as it stands."""

    id: int
    state: ReturnState
    cause: ReturnCause
    holder: Somebody
    manager: Somebody | None
    opened_at: AwareDatetime
    last_day: date
    carrier: str | None
    tracking: str | None
    shipped_at: AwareDatetime | None
    closed_at: AwareDatetime | None
    items: list[ReturnItem]


class About(Answer):
    """What an event happened to; `tag` where that is a device with a tag."""

    kind: SubjectKind
    id: int
    tag: str | None


class Event(Answer):
    """Something that happened; `state` is what its subject came to, null where that stayed as it was.

    `actor` is null for the desk itself.
    """

    id: int
    at: AwareDatetime
    about: About
    seq: Annotated[int, Field(description="The number of the event among those of its subject, from 1")]
    name: Happened
    state: str | None
    actor: Somebody | None
    origin: Origin


class Page(Answer, Generic[T]):
    """A page; `next` is what to ask `after` for the following one, null at the end."""

    items: list[T]
    next: int | None


class Devices(Page[Device]):
    """A page of devices."""


class Requests(Page[Request]):
    """A page of requests."""


class Returns(Page[Return]):
    """A page of returns."""


class Events(Page[Event]):
    """A page of events."""


class Counted(Answer):
    """So many devices of one kind; `key` is what they have in common."""

    key: str
    devices: int


class Aged(Answer):
    """So many devices, at least `from_years` and less than `to_years` old; null: no upper end."""

    from_years: int
    to_years: int | None
    devices: int


class FleetGroup(Answer):
    """So many devices that have all this in common; `paid` for all of them together, null where no price is known."""

    state: DeviceState
    standing: Annotated[Standing, Field(description="Where they stand; several states are one standing")]
    category: str
    country: Country
    devices: int
    paid: Amount | None


class Fleet(Answer):
    """The fleet in figures, or the part that was asked for, as of the moment of the answer.

    `devices`, `paid`, `ages` and all `by_…` are about what the company owns: from its receipt until it is gone; what is
    only ordered and what is gone are in `standings` and `groups` alone.
    """

    devices: int
    standings: Annotated[dict[Standing, int], Field(description="How many of each standing, also of those not owned")]
    late: Annotated[int, Field(description="Not back although the last day of whoever has them is over")]
    overdue: Annotated[int, Field(description=f"Of the late ones, those not back {MISSING_AFTER} days after that day")]
    paid: Annotated[list[Amount], Field(description="What was paid, one amount for each currency")]
    unpriced: Annotated[int, Field(description="How many have no known price")]
    ages: list[Aged]
    undated: Annotated[int, Field(description="How many have no known day of purchase")]
    by_category: list[Counted]
    by_country: list[Counted]
    groups: Annotated[list[FleetGroup], Field(description="Every device once; all other figures are sums of these")]


class Wrong(Answer):
    """A parameter of the question, and what is wrong with it."""

    name: str
    problem: str


class Problem(Answer):
    """Why there is no other answer (RFC 9457)."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    errors: list[Wrong] = Field(default_factory=list)
