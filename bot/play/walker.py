"""Time goes by in a sandbox: from one moment at which something is due to the next, and each is lived as it comes."""

from collections.abc import Generator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Protocol

from bot.app import Office
from bot.play.clock import MovableClock
from bot.slack.directory import NoDirectory
from scheduler import JOBS, Job, run_all
from scheduler.jobs import LOOKING, is_due
from store.sweeps import Sweeps

DAY = timedelta(days=1)
"""How often at least every job is run: housekeeping asks for no appointment."""

AT_EACH_STOP = LOOKING
"""The sweep over what is due."""

SHORTEST = timedelta(seconds=1)
"""From one moment to the next, whatever cannot be done at the first."""

WALK = "walk"
"""Under which name a walk is on record, among the sweeps."""

_FOREVER = datetime(9999, 1, 1, tzinfo=UTC)


class Agenda(Protocol):
    """What people do at their own moments while time is walked."""

    def next(self) -> datetime | None:
        """When somebody does something next (UTC)."""

    def keep(self, moment: datetime) -> None:
        """Do what has come to its moment."""


class Walker:
    """Puts a desk's clock forward, and does what the desk does by itself on the way, as of its own moments.

    The background threads may do the same meanwhile: whatever is due is done once. Only deliveries are held, because a
    clock that is put forward ends their leases. Accounts are not read anew: nobody changes one while time is walked.
    """

    def __init__(self, office: Office, clock: MovableClock, agenda: Agenda | None = None) -> None:
        self._office = office
        self._clock = clock
        self._agenda = agenda
        self._services = office.core.services(NoDirectory())

    def walk(self, to: datetime, stride: timedelta = DAY) -> Generator[datetime]:
        """Let time go on to a moment (UTC).

        What is due is looked at whenever it is, everything else once in `stride`, and at the beginning and the end.
        Yields each moment once it was lived, of which `to` is the last.
        """
        moment = everything = self._clock()
        with self._office.delivery.paused():
            self._live(moment, JOBS)
            yield moment
            while moment < to:
                following = self.next_due() or _FOREVER
                moment = min(to, max(following, moment + SHORTEST), everything + stride)
                self._clock.walk_to(moment)
                is_time = moment in (to, everything + stride)
                everything = moment if is_time else everything
                self._live(moment, JOBS if is_time else AT_EACH_STOP)
                yield moment
        self._note(moment)

    def next_due(self) -> datetime | None:
        """The earliest moment (UTC) at which somebody acts, the desk has something to look at, or a message to send."""
        core, delivery = self._office.core, self._office.delivery
        with core.desk.reading() as reads:
            found = [reads.next_look()]
        found.append(core.store.outbox.next_available(self._clock(), pace=delivery.pace))
        found.append(self._agenda.next() if self._agenda else None)
        return min((moment for moment in found if moment is not None), default=None)

    def _live(self, moment: datetime, jobs: Sequence[Job]) -> None:
        """Do what is due, and tell everybody of it; most stops are somebody's own, and nothing has to be looked at."""
        if self._agenda:
            self._agenda.keep(moment)
        if jobs is not AT_EACH_STOP or is_due(self._services, moment):
            run_all(jobs, self._services, moment)
        self._office.delivery.deliver_due(moment)

    def _note(self, moment: datetime) -> None:
        """Put on record how far time has come: a desk that starts anew begins no earlier than that."""
        sweeps, owner, slot = self._office.core.store.sweeps, self._office.owner, moment.isoformat()
        if sweeps.start(WALK, slot, owner, moment, timedelta()):
            sweeps.finish(WALK, slot, owner, moment)


def latest(sweeps: Sweeps) -> datetime | None:
    """How far time has come on this record, as far as any sweep or walk tells."""
    names = (WALK, *(job.name for job in JOBS))
    return max((moment for name in names if (moment := sweeps.last_finished(name))), default=None)
