"""A return: how devices come back from one person; its states, its record, its transition table."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import TypeVar

from lifecycle.errors import Reason, Refused, Stale
from lifecycle.events import Happened
from lifecycle.money import Money
from lifecycle.request import Nudge
from lifecycle.subject import Subject, SubjectKind
from lifecycle.transitions import Table

P = TypeVar("P")


class ReturnState(StrEnum):
    """How far the devices of one person have come on their way back."""

    OPEN = "open"
    KIT_SENT = "kit_sent"
    KIT_DELIVERED = "kit_delivered"
    SHIPPED = "shipped"
    CLOSED = "closed"


class ReturnCause(StrEnum):
    """Why devices come back."""

    LEAVING = "leaving"
    SWAP = "swap"
    DEACTIVATED = "deactivated"


class ItemOutcome(StrEnum):
    """How it ended for one device; `kept` means that it did not have to come back after all."""

    RECOVERED = "recovered"
    BOUGHT_OUT = "bought_out"
    WRITTEN_OFF = "written_off"
    LEGAL_HOLD = "legal_hold"
    KEPT = "kept"


class Condition(StrEnum):
    """In which condition a device came back."""

    GOOD = "good"
    WORN = "worn"
    DAMAGED = "damaged"
    DEAD = "dead"


class ProblemKind(StrEnum):
    """Why it does not go on; the reasons of people who do not return devices [Gartner 2023, raal.io]."""

    KIT_MISSING = "kit_missing"
    BOX_LOST = "box_lost"
    MOVED = "moved"
    WANTS_TO_BUY = "wants_to_buy"
    REFUSES = "refuses"
    LOST_OR_STOLEN = "lost_or_stolen"
    PRIVATE_DATA = "private_data"
    OTHER = "other"


class Remedy(StrEnum):
    """What IT did about a problem."""

    KIT_AGAIN = "kit_again"
    NEW_ADDRESS = "new_address"
    APPOINTMENT = "appointment"
    CALL = "call"
    SETTLED = "settled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One device of a return; `number` counts from 1. `amount` is what was paid for it, or its value written off."""

    number: int
    device_id: int
    outcome: ItemOutcome | None = None
    settled_at: datetime | None = None
    condition: Condition | None = None
    note: str | None = None
    reason: str | None = None
    amount: Money | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Kit:
    """A return kit on its way to the person: box, label, papers. `number` counts from 1."""

    number: int
    carrier: str
    tracking: str | None
    expected_on: date | None
    sent_at: datetime
    delivered_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something that keeps devices from coming back, as the person told it; open while `closed_at` is None.

    `items` are the numbers of the devices it is about (none: all), `files` Slack's ids of photos.
    """

    number: int
    kind: ProblemKind
    text: str | None
    items: tuple[int, ...]
    files: tuple[str, ...]
    reported_by: int | None
    reported_at: datetime
    remedy: Remedy | None = None
    closed_by: int | None = None
    closed_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Return:
    """Everything that one person gives back: one case, one or more devices, or none when IT insists.

    `holder_id` has the devices; `manager_id` is who is asked to call them. `last_day` is the last day of work, or the
    day by which a swap or a loan ends. Private email, phone and pick-up address are kept apart, under its subject.
    `handed_over_at` (UTC) is when Slack ended for the person: from then on they are written to by mail. Where a swap
    has become the return of everything, its first `swapped` items are those of the swap. `answered_at`
    is when they were last heard of. `nudges` is what was said so far, by step of the plan. `next_look_at` (UTC) is the
    next moment anything about it is due, and `next_step` what that is: "leaver:friendly".
    """

    id: int
    state: ReturnState
    cause: ReturnCause
    holder_id: int
    manager_id: int | None
    opened_by: int | None
    opened_at: datetime
    last_day: date
    channel: str
    items: tuple[Item, ...] = ()
    kits: tuple[Kit, ...] = ()
    problems: tuple[Problem, ...] = ()
    carrier: str | None = None
    tracking: str | None = None
    shipped_at: datetime | None = None
    answered_at: datetime | None = None
    handed_over_at: datetime | None = None
    swapped: int = 0
    nudges: tuple[Nudge, ...] = ()
    closed_at: datetime | None = None
    closed_by: int | None = None
    version: int = 0
    next_look_at: datetime | None = None
    next_step: str | None = None

    @property
    def subject(self) -> Subject:
        """What commands, events and notices about it name."""
        return Subject(SubjectKind.RETURN, self.id)

    @property
    def is_open(self) -> bool:
        """Whether anything has still to happen."""
        return self.state is not ReturnState.CLOSED

    def item(self, number: int) -> Item:
        """The item with that number; raises `Refused(NOT_FOUND)`."""
        return _found(one for one in self.items if one.number == number)

    def problem(self, number: int) -> Problem:
        """The problem with that number; raises `Refused(NOT_FOUND)`."""
        return _found(one for one in self.problems if one.number == number)

    def outstanding(self) -> tuple[Item, ...]:
        """The items without an outcome."""
        return tuple(item for item in self.items if item.outcome is None)

    def asked_for(self) -> tuple[Item, ...]:
        """The items that the person is asked for: without an outcome, and not reported lost or stolen."""
        lost = (one.items for one in self.problems if one.kind is ProblemKind.LOST_OR_STOLEN)
        gone = {number for numbers in lost for number in numbers}
        return tuple(item for item in self.outstanding() if item.number not in gone)

    def open_problems(self) -> tuple[Problem, ...]:
        """The problems that nobody has closed yet."""
        return tuple(one for one in self.problems if one.closed_at is None)

    @property
    def is_on_its_way(self) -> bool:
        """Whether the carrier has a box of which nothing has come out yet."""
        if self.state is not ReturnState.SHIPPED or self.shipped_at is None:
            return False
        received = (one for one in self.items if one.outcome is ItemOutcome.RECOVERED and one.settled_at)
        return not any(one.settled_at and one.settled_at >= self.shipped_at for one in received)

    @property
    def is_undecided(self) -> bool:
        """Whether nobody has said that the person leaves: an account that had ended was all, and it is there again."""
        return self.is_open and self.cause is ReturnCause.DEACTIVATED and self.handed_over_at is None

    @property
    def kit(self) -> Kit | None:
        """The kit that was sent last."""
        return self.kits[-1] if self.kits else None


OPEN = frozenset(ReturnState) - {ReturnState.CLOSED}

RETURN_TRANSITIONS: Table[ReturnState] = Table(
    (Happened.RETURN_OPENED, (), ReturnState.OPEN),
    (Happened.KIT_SENT, OPEN, ReturnState.KIT_SENT),
    (Happened.KIT_ARRIVED, {ReturnState.KIT_SENT}, ReturnState.KIT_DELIVERED),
    (Happened.RETURN_SHIPPED, OPEN, ReturnState.SHIPPED),
    (Happened.HELP_GIVEN, OPEN - {ReturnState.OPEN}, ReturnState.OPEN),
    (Happened.DEVICES_RECEIVED, OPEN, ReturnState.CLOSED),
    (Happened.NOT_RECOVERED, OPEN, ReturnState.CLOSED),
    (Happened.HOLD_PLACED, OPEN, ReturnState.CLOSED),
    (Happened.RETURN_CALLED_OFF, OPEN, ReturnState.CLOSED),
    (Happened.HOLD_LIFTED, {ReturnState.CLOSED}, ReturnState.OPEN),
)
"""What closes it does so with its last item (`settled`), and leaves it where it is before that."""


def return_moved(case: Return, event: Happened) -> Return:
    """The return after `event`; raises `Stale` when its state does not allow that."""
    target = RETURN_TRANSITIONS.target(event, case.state)
    if target is None:
        raise Stale(case.subject)
    return replace(case, state=target)


def with_items(case: Return, *changed: Item) -> Return:
    """The return with these items in the place of the ones of the same numbers."""
    by_number = {item.number: item for item in changed}
    return replace(case, items=tuple(by_number.get(item.number, item) for item in case.items))


def settled(case: Return, now: datetime, by: int | None) -> Return:
    """The return, closed once every item has an outcome; one that is closed stays as it was."""
    if case.outstanding() or not case.is_open:
        return case
    return replace(case, state=ReturnState.CLOSED, closed_at=now, closed_by=by)


def _found(parts: Iterator[P]) -> P:
    found = next(parts, None)
    if found is None:
        raise Refused(Reason.NOT_FOUND)
    return found
