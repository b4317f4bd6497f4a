"""What a rule decides from, and what it decides."""

from dataclasses import dataclass
from datetime import date, datetime

from lifecycle.calendar import Calendar, last_plannable, local_day
from lifecycle.change import Change, Item
from lifecycle.device import Device
from lifecycle.errors import Reason, Refused
from lifecycle.importing import Judgement
from lifecycle.people import Actor, Person, Role
from lifecycle.policy import Policy
from lifecycle.ports import Lookups
from lifecycle.reads.facts import Contact
from lifecycle.request import Request


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """The circumstances of one command: who, when (UTC), under which policy, and what may be looked up."""

    actor: Actor
    now: datetime
    policy: Policy
    calendar: Calendar
    look: Lookups

    @property
    def today(self) -> date:
        """The date at IT's desk."""
        return local_day(self.now, self.policy.working_hours.zone)

    def second_approvers(self, request: Request) -> tuple[int, ...]:
        """Ids of those who may agree to a value over the limit now; nobody does so for their own request."""
        return tuple(one for one in self.look.members(Role.APPROVER) if one not in request.people)

    def check_day(self, day: date | None, field: str, today: date | None = None) -> None:
        """Raises `Refused` on the field for a day that has passed or is too far away; `today` is IT's, or as given."""
        today = today or self.today
        if day is not None and day < today:
            raise Refused(Reason.DATE_IN_PAST, field=field)
        if day is not None and day > last_plannable(today):
            raise Refused(Reason.DATE_TOO_FAR, field=field)

    def device(self, device_id: int | None) -> Device:
        """The device with that id; raises `Refused(NOT_FOUND)`."""
        found = None if device_id is None else self.look.device(device_id)
        if found is None:
            raise Refused(Reason.NOT_FOUND)
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What follows from a command: changes in the order in which they happen, people and private data to keep.

    `judgements` are about each row of a list; their changes are kept together, and nobody is told of them one by one.
    """

    changes: tuple[Change[Item], ...] = ()
    newcomer: Person | None = None
    contacts: tuple[Contact, ...] = ()
    tied: tuple[int, int] | None = None
    judgements: tuple[Judgement, ...] = ()
