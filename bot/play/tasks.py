"""The tour of what to try: each task is ticked by what is on record, whoever has done it and in whatever way."""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.core import Core
from bot.play.company.owned import serial_of
from bot.play.record import Record
from lifecycle.device import DeviceState
from lifecycle.ports import Reads
from sandbox.browser.stage import Task
from sandbox.company import ANA, BRUNO, CHIARA, TEAM
from sandbox.larger_company import BEATRIZ, CAIO, LARISSA, MARTA, RAFAEL, THIAGO

LAPTOP = "laptop-14"
"""What the leaver of the tour gives back."""

BRAZIL = "BR"
BRAZILIANS = frozenset({RAFAEL, BEATRIZ, THIAGO, CAIO, LARISSA})
"""Who is there already."""

WHAT_NEXT = (
    "A device has gone its whole way: asked for, handed over, given back, wiped, and given its next life.",
    "Go on as you like: ask for something above the limit and be Karen, report a problem as a leaver, or type /device"
    " report returns as Ana.",
    "Let time go on by a month, and read who is reminded of what.",
    "To have Device Desk in a workspace of your own, follow docs/install.md.",
)
"""What is said once all is done."""


@dataclass(frozen=True, slots=True)
class _Step:
    """A task; `card` is the slot of the card that it is about, `place` where it is done when it is about none."""

    title: str
    how: str
    user_id: str | None
    is_done: Callable[[Record], bool]
    card: Callable[[Record], str | None] = lambda _: None
    place: str | None = None


STEPS = (
    _Step(
        "Ask for a laptop for a new hire in Brazil",
        "As Chiara, press Request a device on the Home tab of Device Desk, or type /device request where messages are"
        " written. The hire is not in Slack yet: leave Who is it for? empty, and fill in Full name and Personal email."
        " Choose Brazil as the Country and a laptop as the Device, and press Send.",
        CHIARA,
        lambda record: bool(record.asked),
        place="home",
    ),
    _Step(
        "Approve it",
        "As Ana, press Approve on the new card in #it-devices.",
        ANA,
        Record.is_agreed,
        Record.asked_card,
    ),
    _Step(
        "Be the new hire: it has arrived",
        "Larissa in São Paulo is waiting for her parcel. As Larissa, press It has arrived in the messages of Device"
        " Desk.",
        LARISSA,
        Record.has_arrived,
        Record.parcel_card,
    ),
    _Step(
        "Be the leaver, and answer",
        "Marta's last day is near. As Marta, press Kit arrived, I have sent it or I need help in the messages of Device"
        " Desk.",
        MARTA,
        Record.has_answered,
        Record.leaver_card,
    ),
    _Step(
        "Let her last day go by",
        "Press the time at the top of the page, choose {after}, 12:00 under Or until, and press Go: what has happened"
        " on the way is listed there. Her account ends as well: on the page People, press Deactivate beside Marta"
        " Iglesias. What she is told from then on comes to her inbox on the page Mail.",
        None,
        Record.has_left,
        place="people",
    ),
    _Step(
        "Take the box in",
        "As Ana, press Mark received on the card of Marta's return in #it-devices, choose the laptop as the Device, its"
        " Condition, and press Save. The serial number that stands on it is {serial}.",
        ANA,
        Record.is_back,
        Record.return_card,
    ),
    _Step(
        "Wipe it, and accept the certificate",
        "As Bruno, press Record wipe on the same card. Choose Purge as the Method, fill in Technique (cryptographic"
        " erase), Tool (nvme-cli) and Tool version (2.11), choose a Verification and Pass as the Result, and press"
        " Save. Then press Accept certificate, and again in the form.",
        BRUNO,
        lambda record: record.has_come_to(DeviceState.SANITIZED),
        Record.return_card,
    ),
    _Step(
        "Give it its next life",
        "As Ana, press Back to stock on the same card, choose a Location, and press Save. Or press Resell, Donate,"
        " Recycle or Destroy.",
        ANA,
        Record.has_new_life,
        Record.return_card,
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
        is_done, after = step.is_done(record), record.day_after()
        day = f"{after:%A}, {after.day} {after:%B} {after.year}" if after else "the day after it"
        slot = None if is_done else step.card(record)
        card = self._core.store.outbox.place_of(slot) if slot else None
        return Task(
            step.title,
            step.how.format(serial=self._serial(), after=day),
            step.user_id,
            is_done,
            place=card.channel if card else step.place,
            thread=card.ts if card else None,
        )

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
