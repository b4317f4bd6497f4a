"""Is the bot well? Told by what it has done, not by whether its threads are alive."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.clock import Clock
from store.sweeps import Sweeps

log = logging.getLogger(__name__)

INTERVALS = 3
"""How many of its intervals a sweep may be late."""

Check = Callable[[], str | None]
"""Returns what is wrong, or None."""


@dataclass(frozen=True, slots=True)
class Health:
    """Checks by name."""

    checks: Mapping[str, Check]

    def faults(self) -> dict[str, str]:
        """What is wrong now, by the check that found it."""
        found = {name: _looked(name, check) for name, check in self.checks.items()}
        return {name: fault for name, fault in found.items() if fault}


def database_check(sweeps: Sweeps, name: str) -> Check:
    """The database answers; what keeps it from doing so is found by `Health`."""

    def check() -> None:
        sweeps.last_finished(name)

    return check


def sweep_check(sweeps: Sweeps, name: str, every: timedelta, clock: Clock, started: datetime) -> Check:
    """A sweep that has not finished for three intervals is a fault; before its first end, since the bot's start."""

    def check() -> str | None:
        finished = sweeps.last_finished(name)
        age = clock() - max(finished or started, started)
        return f"last finished {age.total_seconds():.0f} s ago" if age > INTERVALS * every else None

    return check


def _looked(name: str, check: Check) -> str | None:
    try:
        return check()
    except Exception as error:  # whatever keeps a check from looking (the database is away) is the fault
        log.exception("the health check %s failed", name)
        return type(error).__name__
