"""The clock behind the jobs: the only place that knows APScheduler."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from threading import Event

from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.interval import IntervalTrigger

from scheduler.jobs import Job
from scheduler.services import Services

log = logging.getLogger(__name__)

Clock = Callable[[], datetime]


class Pulse:
    """When this process last went about each sweep, by name: its own life, whatever other replicas do.

    `clock` tells real time, also where the sweeps work as of another: it is the process that is well or not.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._beats: dict[str, datetime] = {}

    def beat(self, name: str) -> None:
        """A sweep has come to its end, or was another replica's turn."""
        self._beats[name] = self._clock()

    def last(self, name: str) -> datetime | None:
        """When that was last."""
        return self._beats.get(name)


@dataclass(frozen=True, slots=True)
class Running:
    """Jobs under way."""

    _clockwork: BackgroundScheduler
    _end: Event

    def stop(self) -> None:
        """Start no more sweeps, and wait for those under way to leave off."""
        self._end.set()
        self._clockwork.shutdown(wait=True)


def start(jobs: Sequence[Job], services: Services, clock: Clock, owner: str, pulse: Pulse) -> Running:
    """Run each job now, and then at its interval; `owner` names this process among the replicas.

    Missed runs count as one, and a run never overlaps with the one before it. What is due is in the database, so
    nothing is kept here.
    """
    clockwork = BackgroundScheduler(
        timezone=UTC, job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
    )
    end = Event()
    services = replace(services, is_over=end.is_set)
    for job in jobs:
        work = (job, services, clock, owner, pulse)
        clockwork.add_job(sweep, args=work, id=f"{job.name} at the start")
        clockwork.add_job(sweep, IntervalTrigger(seconds=job.every.total_seconds()), args=work, id=job.name)
    clockwork.start()
    return Running(clockwork, end)


def sweep(job: Job, services: Services, clock: Clock, owner: str, pulse: Pulse) -> None:
    """Run a job for its present time slot, unless another replica does.

    When it fails, its slot stays unfinished and `pulse` does not beat, by which health tells; the next goes on.
    """
    now = clock()
    slot = _slot(now, job.every)
    if not services.sweeps.start(job.name, slot, owner, now, job.every):
        pulse.beat(job.name)
        return
    try:
        job.run(services, now)
    except Exception:
        log.exception("a sweep failed", extra={"job": job.name})
    else:
        services.sweeps.finish(job.name, slot, owner, clock())
        pulse.beat(job.name)


def run_all(jobs: Sequence[Job], services: Services, now: datetime) -> None:
    """Run every job once as of `now`, whoever else does; raises what a job raises."""
    for job in jobs:
        job.run(services, now)


def _slot(now: datetime, every: timedelta) -> str:
    """The beginning of the interval, counted from the epoch, that `now` is in: the same on all replicas."""
    epoch = datetime.fromtimestamp(0, UTC)
    return (epoch + (now - epoch) // every * every).isoformat()
