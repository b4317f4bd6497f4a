from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.delivery.deliverer import SLACKS_PACE
from bot.web.health import Health, outbox_check, sweep_check
from scheduler import Pulse
from tests.unit.bot.post import IT, QUICK, PostOffice

START = datetime(2026, 11, 24, 10, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def fault_after(pulse: Pulse, age: timedelta, started: datetime = START) -> str | None:
    return sweep_check(pulse, "requests", MINUTE, lambda: START + age, started)()


def test_a_sweep_may_be_three_intervals_late() -> None:
    pulse = Pulse(lambda: START + 5 * MINUTE)
    assert fault_after(pulse, 3 * MINUTE) is None
    assert fault_after(pulse, 3 * MINUTE + timedelta(seconds=1)) == "last finished 181 s ago"
    pulse.beat("requests")
    assert fault_after(pulse, 8 * MINUTE) is None
    assert fault_after(pulse, 9 * MINUTE) is not None


def test_what_could_be_sent_and_is_not_is_a_fault(post: PostOffice) -> None:
    now = START
    check = outbox_check(post.store.outbox, SLACKS_PACE, lambda: now)
    post.tell(*(replace(post.note(IT, "Hello", slot=f"card:{number}"), at=START) for number in range(2)))
    now = START + 10 * MINUTE
    assert check() is None
    now += timedelta(seconds=1)
    assert check() == "a message has waited for 601 s"
    for _ in range(2):
        dispatch = post.store.outbox.claim("me", now, lease=MINUTE, pace=QUICK.pace)
        assert dispatch
        post.store.outbox.later(dispatch, "me", until=now + MINUTE, error="unreachable", now=now)
    assert check() is None, "Slack is away, and everything is tried again"


def test_a_message_to_a_person_may_wait_for_the_pace_and_for_nothing_else(post: PostOffice) -> None:
    post.tell(*(replace(post.note(f"person:{number}", "Hello"), at=START) for number in range(3)))
    now = START + 11 * MINUTE
    pace = replace(SLACKS_PACE, dms=2)
    check = outbox_check(post.store.outbox, pace, lambda: now)
    assert check() is not None
    for _ in range(2):
        assert post.store.outbox.claim("me", now, lease=MINUTE, pace=pace)
    assert check() is None


def test_a_check_that_breaks_is_a_fault() -> None:
    health = Health({"well": lambda: None, "bad": lambda: "so", "broken": lambda: str(Path("/no/such").stat())})
    assert health.faults() == {"bad": "so", "broken": "FileNotFoundError"}
