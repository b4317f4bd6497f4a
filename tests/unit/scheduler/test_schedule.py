import logging
from datetime import datetime, timedelta

import pytest

from scheduler.jobs import JOBS, Job, keep_house, refresh_directory
from scheduler.schedule import Clock, Pulse, run_all, start, sweep
from tests.support.company import NOW
from tests.unit.scheduler.helpers import Doing, Kept, Slots, services

MINUTE = timedelta(minutes=1)
LATER = NOW + timedelta(days=40)
SLOT = ("count", "2026-11-24T10:00:00+00:00")


def clock_at(moment: datetime) -> Clock:
    return lambda: moment


def test_a_sweep_takes_its_slot_works_and_finishes() -> None:
    slots, doing, pulse = Slots(), Doing(), Pulse(clock_at(LATER))
    sweep(Job("count", MINUTE, doing), services(slots), clock_at(NOW), "a", pulse)
    assert doing.moments == [NOW]
    assert slots.started == slots.finished == [SLOT]
    assert pulse.last("count") == LATER, "a pulse goes by real time, whatever time is worked as of"


def test_a_sweep_that_another_replica_has_is_left_to_it() -> None:
    slots, doing = Slots(taken={SLOT}), Doing()
    pulse = Pulse(clock_at(LATER))
    sweep(Job("count", MINUTE, doing), services(slots), clock_at(NOW), "a", pulse)
    assert doing.moments == []
    assert slots.finished == []
    assert pulse.last("count") == LATER, "this process is well"


def test_a_sweep_that_fails_is_logged_and_stays_unfinished(caplog: pytest.LogCaptureFixture) -> None:
    slots, pulse = Slots(), Pulse(clock_at(LATER))
    with caplog.at_level(logging.ERROR):
        sweep(Job("count", MINUTE, Doing(OSError("gone"))), services(slots), clock_at(NOW), "a", pulse)
    assert pulse.last("count") is None
    assert slots.started == [SLOT]
    assert slots.finished == []
    assert "gone" in caplog.text


def test_slots_begin_at_the_same_moments_on_all_replicas() -> None:
    slots = Slots()
    for offset in (0, 59, 60, 119):
        sweep(
            Job("count", MINUTE, Doing()),
            services(slots),
            clock_at(NOW + timedelta(seconds=offset)),
            "a",
            Pulse(clock_at(NOW)),
        )
    assert [slot[11:19] for _, slot in slots.started] == ["10:00:00", "10:00:00", "10:01:00", "10:01:00"]


def test_jobs_run_at_once_and_at_their_interval_until_they_are_stopped() -> None:
    first, often = Doing(), Doing()
    jobs = [Job("rare", timedelta(hours=1), first), Job("often", timedelta(milliseconds=20), often)]
    running = start(jobs, services(), clock_at(NOW), "a", Pulse(clock_at(NOW)))
    try:
        assert first.done.wait(5)
        assert often.done.wait(5)
        often.done.clear()
        assert often.done.wait(5), "the second run did not come"
    finally:
        running.stop()
    assert first.moments == [NOW]


def test_all_jobs_run_once_as_of_a_moment_without_slots() -> None:
    slots, kept, doing = Slots(), Kept(), Doing()
    jobs_without_a_desk = [job for job in JOBS if job.run in {keep_house, refresh_directory}]
    run_all([Job("one", MINUTE, doing), *jobs_without_a_desk], services(slots, kept), NOW)
    assert doing.moments == kept.forgotten == kept.accounts == [NOW]
    assert kept.groups == 1
    assert slots.started == []
