"""Is the bot well? Told by what it has done, not by whether its threads are alive."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.clock import Clock
from bot.delivery import lost_cards
from lifecycle.ports import Store
from scheduler import Pulse
from store.outbox.outbox import Outbox, Pace
from store.sweeps import Sweeps

log = logging.getLogger(__name__)

INTERVALS = 3
"""How many of its intervals a sweep may be late."""

LONGEST_WAIT = timedelta(minutes=10)
"""How long a notice may wait though nothing keeps it."""

Check = Callable[[], str | None]
"""Returns what is wrong, or None."""


@dataclass(frozen=True, slots=True)
class Health:
    """Checks by name: those of the bot itself, and those of what only people can mend, however well the bot is."""

    checks: Mapping[str, Check]
    cautions: Mapping[str, Check] = field(default_factory=dict)

    def faults(self) -> dict[str, str]:
        """What is wrong now, by the check that found it."""
        return _found(self.checks)

    def warnings(self) -> dict[str, str]:
        """What somebody has to see to, by the check that found it."""
        return _found(self.cautions)


def database_check(sweeps: Sweeps, name: str) -> Check:
    """The database answers; what keeps it from doing so is found by `Health`."""

    def check() -> None:
        sweeps.last_finished(name)

    return check


def sweep_check(pulse: Pulse, name: str, every: timedelta, clock: Clock, started: datetime) -> Check:
    """This process has not gone about a sweep for three intervals; before its first one, since the bot's start.

    What other replicas did says nothing about this one.
    """

    def check() -> str | None:
        age = clock() - (pulse.last(name) or started)
        return f"last finished {age.total_seconds():.0f} s ago" if age > INTERVALS * every else None

    return check


def outbox_check(outbox: Outbox, pace: Pace, clock: Clock) -> Check:
    """A notice that might have been sent all the while, and was not: nobody delivers."""

    def check() -> str | None:
        now = clock()
        since = outbox.next_available(now, pace=pace)
        waited = now - since if since else timedelta(0)
        return f"a message has waited for {waited.total_seconds():.0f} s" if waited > LONGEST_WAIT else None

    return check


def cards_check(store: Store) -> Check:
    """Cards that Slack did not take."""

    def check() -> str | None:
        with store.reading() as reads:
            return lost_cards.account(reads.lost_cards())

    return check


def _found(checks: Mapping[str, Check]) -> dict[str, str]:
    found = {name: _looked(name, check) for name, check in checks.items()}
    return {name: fault for name, fault in found.items() if fault}


def _looked(name: str, check: Check) -> str | None:
    try:
        return check()
    except Exception as error:  # whatever keeps a check from looking (the database is away) is the fault
        log.exception("the health check %s failed", name)
        return type(error).__name__
