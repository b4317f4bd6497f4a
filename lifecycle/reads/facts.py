"""What is shown to people, gathered: the answers that the store gives and that messages are made of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from lifecycle.audit import Audit, AuditAnswer
from lifecycle.campaign import Campaign
from lifecycle.device import Device
from lifecycle.people import Person
from lifecycle.request import Request
from lifecycle.retrieval import Return
from lifecycle.sanitization import Certificate
from lifecycle.subject import Subject


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestFacts:
    """A request with everybody and everything it names.

    `people` and `devices` are by id (`devices` those of its lines, and the one that it replaces); `stock` holds the
    free devices that would fit a line, by line number.
    """

    request: Request
    people: Mapping[int, Person]
    devices: Mapping[int, Device] = field(default_factory=dict)
    stock: Mapping[int, Sequence[Device]] = field(default_factory=dict)

    @property
    def item(self) -> Request:
        """What everything else here is named by."""
        return self.request


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnFacts:
    """A return with everybody and everything it names.

    `people` and `devices` are by id; `certificates` are those of its devices' stay with IT, by device id, oldest first.
    `reach` tells which private data is on record (`Lookups.reach_of`), never the data itself.
    """

    case: Return
    people: Mapping[int, Person]
    devices: Mapping[int, Device] = field(default_factory=dict)
    certificates: Mapping[int, Sequence[Certificate]] = field(default_factory=dict)
    reach: frozenset[str] = frozenset()

    @property
    def item(self) -> Return:
        """What everything else here is named by."""
        return self.case

    @property
    def holder(self) -> Person:
        """Who gives the devices back."""
        return self.people[self.case.holder_id]


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceFacts:
    """A device, with its certificates (oldest first), its holder and all who ever acted on it (by id)."""

    device: Device
    certificates: Sequence[Certificate] = ()
    people: Mapping[int, Person] = field(default_factory=dict)

    @property
    def item(self) -> Device:
        """What everything else here is named by."""
        return self.device


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateFacts:
    """A certificate of sanitization and its device."""

    certificate: Certificate
    device: Device

    @property
    def item(self) -> Certificate:
        """What everything else here is named by."""
        return self.certificate


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditFacts:
    """An audit with everybody and every device that it names, by id."""

    audit: Audit
    people: Mapping[int, Person]
    devices: Mapping[int, Device] = field(default_factory=dict)

    @property
    def item(self) -> Audit:
        """What everything else here is named by."""
        return self.audit


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignFacts:
    """A campaign with its results.

    `answers` counts devices by what is known of them (None: nothing yet), `open_audits` those who have not answered or
    of whom IT has something to find out. `tasks` are the first audits in which it has.
    """

    campaign: Campaign
    people: Mapping[int, Person]
    answers: Mapping[AuditAnswer | None, int]
    open_audits: int = 0
    tasks: Sequence[Audit] = ()

    @property
    def item(self) -> Campaign:
        """What everything else here is named by."""
        return self.campaign


Facts = RequestFacts | ReturnFacts | DeviceFacts | CertificateFacts | AuditFacts | CampaignFacts
"""What a card shows, whatever it is about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mine:
    """What a person holds, what is on its way to them, and what they asked for that is still open (newest first).

    At most `LIST_LIMIT` of each are read; the totals count all.
    """

    devices: tuple[Device, ...]
    requests: tuple[RequestFacts, ...]
    device_total: int
    request_total: int


LIST_LIMIT = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class LostCard:
    """A card of what is open, which Slack did not take: its slot, the address that it was for, and Slack's error."""

    subject: Subject
    slot: str
    to: str
    error: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Private data of a person, a request or a return: encrypted at rest, never in a channel, a log or an event.

    `subject` is whose it is; `forget_at` (UTC) is when it is deleted. `email_refused`: a mail server has said that the
    address takes no mail. `unreadable` says that there is more, but that the key which encrypted it is lost.
    """

    subject: Subject
    email: str | None = None
    phone: str | None = None
    address: str | None = None
    email_refused: bool = False
    forget_at: datetime | None = None
    unreadable: bool = False
