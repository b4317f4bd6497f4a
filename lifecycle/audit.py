"""An audit: a person, or IT for them or at a shelf, says what is still there; its states, record, transition table."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from lifecycle.device import Device, DeviceState
from lifecycle.errors import Reason, Refused, Stale
from lifecycle.events import Happened
from lifecycle.folding import folded
from lifecycle.request import Nudge
from lifecycle.subject import Subject, SubjectKind
from lifecycle.transitions import Table


class AuditState(StrEnum):
    """Whether anything has still to be said or seen to."""

    OPEN = "open"
    CLOSED = "closed"


class AuditAnswer(StrEnum):
    """What is known of a device after it was asked for; `gone` means that it left its holder before they answered."""

    HAS_IT = "has_it"
    NOT_WITH_ME = "not_with_me"
    DAMAGED = "damaged"
    GONE = "gone"


class Whereabouts(StrEnum):
    """Where a device is said to be that is not with its holder."""

    HANDED_BACK = "handed_back"
    WITH_SOMEBODY = "with_somebody"
    LOST_OR_STOLEN = "lost_or_stolen"
    NEVER_HAD = "never_had"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditItem:
    """One device of an audit; `number` counts from 1.

    `whereabouts` and `note` are in the words of whoever answered. What is not simply there is a task for IT until it is
    settled, with what was done about it.
    """

    number: int
    device_id: int
    answer: AuditAnswer | None = None
    answered_by: int | None = None
    answered_at: datetime | None = None
    whereabouts: Whereabouts | None = None
    note: str | None = None
    settled_by: int | None = None
    settled_at: datetime | None = None
    settlement: str | None = None

    @property
    def is_task(self) -> bool:
        """Whether IT has to find out more."""
        return self.answer in TASKS and self.settled_at is None

    @property
    def is_done(self) -> bool:
        """Whether nothing is left to be said or seen to."""
        return self.answer is not None and not self.is_task


TASKS = frozenset({AuditAnswer.NOT_WITH_ME, AuditAnswer.DAMAGED})
"""Answers after which IT has something to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """All devices of one person, or of one shelf, asked for at once.

    A person (`holder_id`) is asked in a DM; for who is not in Slack and known by name (`keeper`), and for a shelf
    (`location`), IT answers in its channel. `campaign_id` is the campaign that it belongs to; the yearly round has
    none. `is_with_it` tells that IT has its card: there is a task, nobody has answered for long, or nobody can be
    asked. `nudges` is what was said so far; `next_look_at` (UTC) the next moment anything about it is due.
    """

    id: int
    state: AuditState
    opened_at: datetime
    channel: str
    holder_id: int | None = None
    keeper: str | None = None
    location: str | None = None
    campaign_id: int | None = None
    items: tuple[AuditItem, ...] = ()
    is_with_it: bool = False
    nudges: tuple[Nudge, ...] = ()
    closed_at: datetime | None = None
    version: int = 0
    next_look_at: datetime | None = None

    @property
    def subject(self) -> Subject:
        """What commands, events and notices about it name."""
        return Subject(SubjectKind.AUDIT, self.id)

    @property
    def is_open(self) -> bool:
        """Whether anything has still to be said or seen to."""
        return self.state is AuditState.OPEN

    def item(self, number: int) -> AuditItem:
        """The item with that number; raises `Refused(NOT_FOUND)`."""
        for item in self.items:
            if item.number == number:
                return item
        raise Refused(Reason.NOT_FOUND)

    def unanswered(self) -> tuple[AuditItem, ...]:
        """The items that nothing is known of yet."""
        return tuple(item for item in self.items if item.answer is None)

    def tasks(self) -> tuple[AuditItem, ...]:
        """The items that IT has to find out about."""
        return tuple(item for item in self.items if item.is_task)


AUDIT_TRANSITIONS: Table[AuditState] = Table(
    (Happened.AUDIT_OPENED, (), AuditState.OPEN),
    (Happened.AUDIT_ASKED_AGAIN, {AuditState.OPEN}, AuditState.OPEN),
    (Happened.AUDIT_ANSWERED, {AuditState.OPEN}, AuditState.CLOSED),
    (Happened.AUDIT_SETTLED, {AuditState.OPEN}, AuditState.CLOSED),
    (Happened.AUDIT_MOVED_ON, {AuditState.OPEN}, AuditState.CLOSED),
    (Happened.AUDIT_CALLED_OFF, {AuditState.OPEN}, AuditState.CLOSED),
)
"""What closes it does so with its last item, and leaves it open before that."""


def is_there(audit: Audit, device: Device | None) -> bool:
    """Whether a device is still where the audit asks for it."""
    if device is None:
        return False
    if audit.location is not None:
        return device.state is DeviceState.IN_STOCK and device.location == audit.location
    if device.state is not DeviceState.IN_USE or device.holder_id != audit.holder_id:
        return False
    return audit.keeper is None or is_same_keeper(audit.keeper, device)


def is_same_keeper(keeper: str, device: Device) -> bool:
    """Whether a device is with somebody of that name who is not in Slack, however the name was typed."""
    return device.holder_id is None and device.keeper is not None and folded(device.keeper) == folded(keeper)


def with_items(audit: Audit, *changed: AuditItem) -> Audit:
    """The audit with these items in the place of the ones of the same numbers."""
    by_number = {item.number: item for item in changed}
    return replace(audit, items=tuple(by_number.get(item.number, item) for item in audit.items))


def settled(audit: Audit, event: Happened, now: datetime) -> Audit:
    """The audit, closed by `event` once nothing is left to be said; IT gets its card with the first task.

    Raises `Stale` when its state does not allow that.
    """
    target = AUDIT_TRANSITIONS.target(event, audit.state)
    if target is None:
        raise Stale(audit.subject)
    audit = replace(audit, is_with_it=audit.is_with_it or bool(audit.tasks()))
    if all(item.is_done for item in audit.items):
        return replace(audit, state=target, closed_at=now)
    return audit
