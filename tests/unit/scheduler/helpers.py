"""Stand-ins for what the jobs work with; the desk itself is real where a test gives it a store."""

import threading
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from lifecycle.desk import Desk
from lifecycle.ports import Reads, Transaction
from scheduler.services import IsOver, Services
from tests.support.company import POLICY, Weekdays


class NoStore:
    """A database that nobody may touch."""

    def transaction(self) -> AbstractContextManager[Transaction]:
        raise AssertionError("nothing is changed here")

    def reading(self) -> AbstractContextManager[Reads]:
        raise AssertionError("nothing is read here")


@dataclass
class Slots:
    """Which sweeps were started and finished; `taken` are those of another replica."""

    taken: set[tuple[str, str]] = field(default_factory=set)
    started: list[tuple[str, str]] = field(default_factory=list)
    finished: list[tuple[str, str]] = field(default_factory=list)

    def start(self, name: str, slot: str, owner: str, now: datetime, lease: timedelta) -> bool:
        if (name, slot) in self.taken:
            return False
        self.started.append((name, slot))
        return True

    def finish(self, name: str, slot: str, owner: str, now: datetime) -> None:
        self.finished.append((name, slot))


@dataclass
class Kept:
    """Housekeeping and directory, counting what they were asked for."""

    forgotten: list[datetime] = field(default_factory=list)
    accounts: list[datetime] = field(default_factory=list)
    groups: int = 0

    def forget(self, now: datetime) -> int:
        self.forgotten.append(now)
        return 3

    def refresh_groups(self) -> None:
        self.groups += 1

    def refresh_accounts(self, now: datetime, is_over: IsOver) -> None:
        self.accounts.append(now)


def services(slots: Slots | None = None, kept: Kept | None = None, desk: Desk | None = None) -> Services:
    kept = kept or Kept()
    return Services(
        desk=desk or Desk(NoStore(), POLICY, Weekdays()), sweeps=slots or Slots(), housekeeping=kept, directory=kept
    )


@dataclass
class Doing:
    """A job's work: remembers its moments, and may fail."""

    failure: Exception | None = None
    moments: list[datetime] = field(default_factory=list)
    done: threading.Event = field(default_factory=threading.Event)

    def __call__(self, services: Services, now: datetime) -> None:
        self.moments.append(now)
        self.done.set()
        if self.failure:
            raise self.failure
