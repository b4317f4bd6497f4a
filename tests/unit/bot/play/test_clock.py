"""The clock of a sandbox goes on by itself, can be put forward, and never goes back."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

from bot import clock as clocks
from bot.play.clock import MovableClock

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


class Real:
    """The machine's time, as the test has it."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now


def test_it_shows_real_time_until_it_is_put_forward() -> None:
    real = Real()
    clock = MovableClock(real)
    assert clock() == NOON
    real.now += HOUR
    assert clock() == NOON + HOUR
    assert clock.walk_to(NOON + DAY) == clock() == NOON + DAY
    real.now += HOUR
    assert clock() == NOON + DAY + HOUR


def test_it_is_never_put_back() -> None:
    real = Real()
    clock = MovableClock(real)
    clock.walk_to(NOON + DAY)
    assert clock.walk_to(NOON + HOUR) == NOON + DAY
    assert clock.walk_to(NOON + DAY) == NOON + DAY


def test_it_may_begin_in_the_past() -> None:
    real = Real()
    clock = MovableClock(real, NOON - 90 * DAY)
    assert clock() == NOON - 90 * DAY
    real.now += HOUR
    assert clock() == NOON - 90 * DAY + HOUR
    assert clock.walk_to(real()) == NOON + HOUR


def test_whoever_reads_it_meanwhile_sees_it_rise() -> None:
    clock = MovableClock(clocks.now)

    def read() -> bool:
        seen = [clock() for _ in range(2_000)]
        return seen == sorted(seen)

    def walk() -> bool:
        aims = [clock() + step * HOUR for step in range(500)]
        return all(clock.walk_to(aim) >= aim for aim in aims)

    tasks: list[Callable[[], bool]] = [read, walk, read, walk]
    with ThreadPoolExecutor(len(tasks)) as pool:
        assert all(task.result() for task in [pool.submit(one) for one in tasks])
