from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.health import Health, sweep_check
from store.sweeps import Sweeps
from tests.unit.bot.post import PostOffice

START = datetime(2026, 11, 24, 10, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def fault_after(sweeps: Sweeps, age: timedelta, started: datetime = START) -> str | None:
    return sweep_check(sweeps, "requests", MINUTE, lambda: START + age, started)()


def test_a_sweep_may_be_three_intervals_late(post: PostOffice) -> None:
    sweeps = post.store.sweeps
    assert fault_after(sweeps, 3 * MINUTE) is None
    assert fault_after(sweeps, 3 * MINUTE + timedelta(seconds=1)) == "last finished 181 s ago"
    assert sweeps.start("requests", "one", "me", START + 5 * MINUTE, MINUTE)
    assert fault_after(sweeps, 6 * MINUTE) is not None
    sweeps.finish("requests", "one", "me", START + 5 * MINUTE)
    assert fault_after(sweeps, 8 * MINUTE) is None
    assert fault_after(sweeps, 9 * MINUTE) is not None


def test_a_bot_that_was_away_for_long_is_well_at_first(post: PostOffice) -> None:
    assert fault_after(post.store.sweeps, timedelta(days=1), started=START + timedelta(days=1)) is None


def test_a_check_that_breaks_is_a_fault() -> None:
    health = Health({"well": lambda: None, "bad": lambda: "so", "broken": lambda: str(Path("/no/such").stat())})
    assert health.faults() == {"bad": "so", "broken": "FileNotFoundError"}
