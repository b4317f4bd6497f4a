"""The steps of the plan by which devices come back: whom they are said to, and while what they make sense."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from lifecycle.people import Person
from lifecycle.policy import Audience, Rung
from lifecycle.request import Nudge
from lifecycle.retrieval import Item, Return, ReturnCause, ReturnState

REMIND_NOW = "remind_now"
"""What a reminder is called that IT has asked for: a step of no plan."""

ESCALATION = (Rung.LAST_DAY_NEAR, Rung.LAST_DAY, Rung.FRIENDLY, Rung.FRIENDLY_AGAIN, Rung.FORMAL_NOTICE)
"""Reminders that take each other's place: once a later one was said, or is due too, an earlier one says nothing new."""

FRIENDLY = (Rung.FRIENDLY, Rung.FRIENDLY_AGAIN)
"""What is said before anything formal: nobody is first heard of in a formal notice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Readers:
    """Who is told, and what the plan has to know beside the return.

    `reach` is which private data of the holder is on record ("email", "phone", "address"); `unlockable` are ids of
    devices that nobody can lock from afar, like a monitor.
    """

    holder: Person
    manager: Person | None = None
    reach: frozenset[str] = frozenset()
    unlockable: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Occasion:
    """A step of the plan for somebody; `day` is counted from `anchor`, and `nominal` (UTC) is when it was meant."""

    step: Rung
    audience: Audience
    day: int
    anchor: date
    nominal: datetime

    @property
    def about(self) -> str:
        """By what it is told from others in what was said."""
        return f"{self.audience}:{self.day}:{self.anchor}"


def audience_of(nudge: Nudge) -> Audience:
    """Whom something was said to."""
    return Audience(nudge.about.partition(":")[0])


def _is_asked(case: Return) -> bool:
    return bool(case.asked_for())


def _asked(case: Return, readers: Readers) -> bool:
    return _is_asked(case) and not case.is_on_its_way


def _out(case: Return, readers: Readers) -> bool:
    return bool(case.outstanding()) and not case.is_on_its_way


def lockable(case: Return, readers: Readers) -> tuple[Item, ...]:
    """What is out and can be locked from afar."""
    return tuple(item for item in case.outstanding() if item.device_id not in readers.unlockable)


def _is_leaving(case: Return) -> bool:
    return case.cause is not ReturnCause.SWAP


def _no_address(case: Return, readers: Readers) -> bool:
    wanted = {"email", "address"} if _is_leaving(case) else {"address"}
    return _is_asked(case) and not wanted <= readers.reach and not case.kits


def _no_email(case: Return, readers: Readers) -> bool:
    return _is_leaving(case) and "email" not in readers.reach and case.handed_over_at is None


def _no_kit(case: Return, readers: Readers) -> bool:
    return _is_asked(case) and case.state is ReturnState.OPEN and not case.kits


NEEDED: Mapping[Rung, Callable[[Return, Readers], bool]] = {
    Rung.ADDRESS_ASKED: _no_address,
    Rung.KIT_DUE: _no_kit,
    Rung.NO_EMAIL: _no_email,
    Rung.LAST_DAY_NEAR: _asked,
    Rung.LAST_DAY: _asked,
    Rung.FRIENDLY: _asked,
    Rung.FRIENDLY_AGAIN: _asked,
    Rung.KIT_UNUSED: lambda case, _: _is_asked(case) and case.state is ReturnState.KIT_DELIVERED,
    Rung.PARCEL_LATE: lambda case, _: case.is_on_its_way,
    Rung.CALL: _asked,
    Rung.LOCK: lambda case, readers: _out(case, readers) and bool(lockable(case, readers)),
    Rung.FORMAL_NOTICE: _asked,
    Rung.DECISION: lambda case, _: bool(case.outstanding()),
}
"""While what a step makes sense."""
