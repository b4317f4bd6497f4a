"""What the jobs work with."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from lifecycle.desk import Desk

IsOver = Callable[[], bool]
"""Whether the bot is ending: a batch stops where it is, and what it leaves stays due."""


def never() -> bool:
    """It goes on until everything is done."""
    return False


class Sweeps(Protocol):
    """The record of sweeps, shared by all replicas."""

    def start(self, name: str, slot: str, owner: str, now: datetime, lease: timedelta) -> bool:
        """Take the sweep of this time slot; False when another replica has it or has done it."""

    def finish(self, name: str, slot: str, owner: str, now: datetime) -> None:
        """The sweep is done: the moment by which the bot's health is told."""


class Housekeeping(Protocol):
    """What is deleted when its time has come."""

    def forget(self, now: datetime) -> int:
        """Delete what may not, or need not, be kept any longer; returns how many rows."""


class Directory(Protocol):
    """The people on record."""

    def refresh_groups(self) -> None:
        """Read anew who has which role."""

    def refresh_accounts(self, now: datetime, is_over: IsOver) -> None:
        """Read anew the accounts that were not heard of for long, until it is over."""


class Lists(Protocol):
    """Lists of devices that somebody said are to be taken over."""

    def resume(self) -> None:
        """Go on, in the background, with those that nobody is at."""


class NoLists:
    """Without Slack there is no getting at lists that were dropped there."""

    def resume(self) -> None:
        """They wait."""


NO_LISTS = NoLists()


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """Everything that jobs work with."""

    desk: Desk
    sweeps: Sweeps
    housekeeping: Housekeeping
    directory: Directory
    lists: Lists = NO_LISTS
    is_over: IsOver = never
