"""What the tour looks at: what was asked for, what comes back, and the cards on which all that stands."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from lifecycle import notices
from lifecycle.calendar import local_day
from lifecycle.device import DEVICE_ENDS, Device, DeviceState
from lifecycle.notices import Kind, Notice
from lifecycle.ports import Reads
from lifecycle.request import Request, RequestState
from lifecycle.retrieval import Return
from lifecycle.returns import notices as return_notices
from lifecycle.subject import SubjectKind
from sandbox.company import TEAM
from sandbox.larger_company import LARISSA, MARTA

AGREED = frozenset({RequestState.APPROVED, RequestState.FULFILLED})

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Record:
    """What the tour looks at, at `now` (UTC).

    `asked` is what was asked for, for somebody new in Brazil, `device` what the leaver gives back (None where
    the policy has none of its kind), and `case` the return that it comes back by, as long as there is one.
    """

    reads: Reads
    now: datetime
    asked: Sequence[Request]
    device: Device | None
    case: Return | None

    def has_new_life(self) -> bool:
        """Whether the device is kept for somebody else, is with them, or has left the company."""
        device, marta = self.device, self.reads.person_in_slack(TEAM.id, MARTA)
        if device is None or marta is None:
            return False
        return device.state in DEVICE_ENDS or (device.return_id is None and device.holder_id != marta.id)

    def has_come_to(self, *states: DeviceState) -> bool:
        """Whether the device is in one of these states, or has been."""
        return self.has_new_life() or (self.device is not None and self.device.state in states)

    def is_back(self) -> bool:
        """Whether IT has it, or had it."""
        return self.has_come_to(DeviceState.RETURNED, DeviceState.SANITIZED)

    def is_agreed(self) -> bool:
        """Whether what was asked for will come."""
        return any(one.state in AGREED for one in self.asked)

    def has_arrived(self) -> bool:
        """Whether the new hire has what was sent."""
        person = self.reads.person_in_slack(TEAM.id, LARISSA)
        return person is not None and bool(self.reads.held_by(person.id))

    def has_answered(self) -> bool:
        """Whether the leaver has said anything."""
        return self.has_new_life() or (self.case is not None and self.case.answered_at is not None)

    def has_left(self) -> bool:
        """Whether the last day is over, and the account with it."""
        if self.case is None:
            return self.has_new_life()
        holder = self.reads.person(self.case.holder_id)
        return holder is not None and holder.is_deactivated and local_day(self.now, holder.zone) > self.case.last_day

    def day_after(self) -> date | None:
        """The first day after the leaver's last one."""
        return self.case.last_day + DAY if self.case else None

    def asked_card(self) -> str | None:
        """IT's card of what was asked for: its slot, as for all cards here."""
        waiting = [one for one in self.asked if one.state not in AGREED]
        return notices.card_slot(waiting[-1]) if waiting else None

    def parcel_card(self) -> str | None:
        """What the new hire is shown of the parcel that is on its way."""
        person = self.reads.person_in_slack(TEAM.id, LARISSA)
        if person is None:
            return None
        numbers = (one.id for one in self.reads.open_subjects(person.id) if one.kind is SubjectKind.REQUEST)
        requests = [request for number in numbers if (request := self.reads.request(number))]
        return _slot(Kind.PARCEL_CARD, (card for one in requests for card in notices.cards(one, person.id, self.now)))

    def return_card(self) -> str | None:
        """IT's card of the return."""
        return return_notices.card_slot(self.case) if self.case else None

    def leaver_card(self) -> str | None:
        """What the leaver is shown of the return."""
        return _slot(Kind.LEAVER_CARD, return_notices.cards(self.case, self.now)) if self.case else None


def _slot(kind: Kind, cards: Iterable[Notice]) -> str | None:
    return next((card.slot for card in cards if card.kind is kind), None)
