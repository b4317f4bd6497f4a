"""The tour of what to try: each task is ticked by what is on record, whoever has done it and in whatever way."""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.core import Core
from bot.play.company.owned import serial_of
from lifecycle.calendar import local_day
from lifecycle.device import DEVICE_ENDS, Device, DeviceState
from lifecycle.ports import Reads
from lifecycle.request import Request, RequestState
from lifecycle.retrieval import Return
from sandbox.browser.stage import Task
from sandbox.company import ANA, BRUNO, CHIARA, TEAM
from sandbox.larger_company import BEATRIZ, CAIO, LARISSA, MARTA, RAFAEL, THIAGO

LAPTOP = "laptop-14"
"""What the leaver of the tour gives back."""

BRAZIL = "BR"
BRAZILIANS = frozenset({RAFAEL, BEATRIZ, THIAGO, CAIO, LARISSA})
"""Who is there already."""

AGREED = frozenset({RequestState.APPROVED, RequestState.FULFILLED})


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


@dataclass(frozen=True, slots=True)
class _Step:
    title: str
    how: str
    user_id: str | None
    is_done: Callable[[Record], bool]


def _has_arrived(record: Record) -> bool:
    person = record.reads.person_in_slack(TEAM.id, LARISSA)
    return person is not None and bool(record.reads.held_by(person.id))


def _has_answered(record: Record) -> bool:
    return record.has_new_life() or (record.case is not None and record.case.answered_at is not None)


def _is_past(record: Record) -> bool:
    if record.case is None:
        return record.has_new_life()
    holder = record.reads.person(record.case.holder_id)
    return holder is not None and local_day(record.now, holder.zone) > record.case.last_day


STEPS = (
    _Step(
        "Ask for a laptop for a new hire in Brazil",
        "As Chiara, type /device request into the composer. Fill in Full name and Personal email, since the hire is not"
        " in Slack yet, choose Brazil as the Country and a laptop as the Device, and press Send.",
        CHIARA,
        lambda record: bool(record.asked),
    ),
    _Step(
        "Approve it",
        "As Ana, find the new card in #it-devices, and press Approve.",
        ANA,
        lambda record: any(one.state in AGREED for one in record.asked),
    ),
    _Step(
        "Be the new hire: it has arrived",
        "Larissa in São Paulo is waiting for her parcel. As Larissa, open the messages of Device Desk, and press It has"
        " arrived.",
        LARISSA,
        _has_arrived,
    ),
    _Step(
        "Be the leaver, and answer",
        "Marta's last day is near. As Marta, open the messages of Device Desk, and press Kit arrived, I have sent it or"
        " I need help.",
        MARTA,
        _has_answered,
    ),
    _Step(
        "Let her last day go by",
        "Let time go on until Marta's last day is over, and read what happened on the way. Once her account is"
        " deactivated, what she is told comes by mail.",
        None,
        _is_past,
    ),
    _Step(
        "Take the box in",
        "As Ana, find the card of Marta's return in #it-devices, press Mark received, and choose the laptop. The serial"
        " number that stands on it is {serial}.",
        ANA,
        Record.is_back,
    ),
    _Step(
        "Wipe it, and accept the certificate",
        "As Bruno, press Record wipe on the same card, and choose Purge and Pass. Then press Accept certificate.",
        BRUNO,
        lambda record: record.has_come_to(DeviceState.SANITIZED),
    ),
    _Step(
        "Give it its next life",
        "As Ana, press Back to stock, Resell, Donate, Recycle or Destroy on the same card.",
        ANA,
        Record.has_new_life,
    ),
)
"""What to try, in order, in the words of the screen."""


class Tour:
    """The tasks over a desk with the company's past."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self._lock = threading.Lock()
        self._unseen = 1
        self._in_brazil: list[int] = []

    def tasks(self, now: datetime) -> Sequence[Task]:
        """What to try, and whether it is done, at `now` (UTC)."""
        with self._core.desk.reading() as reads:
            record = self._record(reads, now)
            return tuple(self._task(one, record) for one in STEPS)

    def _task(self, step: _Step, record: Record) -> Task:
        return Task(step.title, step.how.format(serial=self._serial()), step.user_id, step.is_done(record))

    def _record(self, reads: Reads, now: datetime) -> Record:
        asked = [request for number in self._asked(reads) if (request := reads.request(number))]
        device = reads.device_by_serial(self._serial())
        case = reads.the_return(device.return_id) if device and device.return_id is not None else None
        return Record(reads, now, asked, device, case)

    def _asked(self, reads: Reads) -> Sequence[int]:
        """Which requests are for somebody new in Brazil; each is looked at once, for what it asks stays as it is."""
        known = {person.id for one in BRAZILIANS if (person := reads.person_in_slack(TEAM.id, one))}
        with self._lock:
            while request := reads.request(self._unseen):
                is_new = request.country == BRAZIL and request.recipient_id not in known
                self._in_brazil += [request.id] if is_new else []
                self._unseen += 1
            return tuple(self._in_brazil)

    def _serial(self) -> str:
        profiles = {one.id: one.manufacturer for one in self._core.policy.profiles}
        return serial_of(MARTA, LAPTOP, profiles.get(LAPTOP, ""))
