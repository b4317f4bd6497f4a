"""Walks through the plan of a return, and dies at the first step that it says: `before` its commit, or `after` it."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from sqlalchemy import Connection, func, select

from bot.calendar import Holidays
from lifecycle.desk import Desk
from lifecycle.notices import Kind
from lifecycle.ports import Transaction
from scheduler.jobs import look_at_all
from scheduler.services import IsOver, Services
from store.crypto import Cipher
from store.engine.database import open_database
from store.tables.machinery import outbox
from store.unit_of_work import SqlStore
from tests.support.company import NOW, SECRET
from tests.support.policy import POLICY

STRIDE = timedelta(hours=6)
DAYS = 80
_STEPS = select(func.count()).where(outbox.c.kind == Kind.RETURN_STEP)


class DyingStore(SqlStore):
    """A store whose process ends around the commit of a step of the plan; `never` for one that lives."""

    dies = "never"

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        with self.writing() as connection:
            before = steps(connection)
        with super().transaction() as work:
            yield work
            said = self.dies == "before" and steps(getattr(work, "connection")) > before  # noqa: B009
            if said:
                die()
        with self.writing() as connection:
            if self.dies == "after" and steps(connection) > before:
                die()


class Nobody:
    """Nobody is read anew."""

    def refresh_groups(self) -> None: ...

    def refresh_accounts(self, now: object, is_over: IsOver) -> None: ...


def steps(connection: Connection) -> int:
    """How many steps were said."""
    return connection.execute(_STEPS).scalar_one()


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def walk(url: str, dies: str) -> None:
    """Look at what is due every few hours, from the morning on."""
    store = DyingStore(open_database(url), Cipher(SECRET))
    store.dies = dies
    services = Services(
        desk=Desk(store, POLICY, Holidays()), sweeps=store.sweeps, housekeeping=store.housekeeping, directory=Nobody()
    )
    now = NOW
    while now < NOW + timedelta(days=DAYS):
        look_at_all(services, now)
        now += STRIDE
    store.database.close()
