"""One migration at a time, whichever process begins it."""

import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from threading import Event
from time import monotonic

from sqlalchemy import Engine, text

from store.errors import MigrationBusy

LONGEST_WAIT = 600.0
"""Seconds to wait for another process's migration."""
POLL = 0.2

NUMBER = 0x6465736B
"""The advisory lock's number on PostgreSQL: "desk"."""


BUSY = "Another process is bringing the database to a new revision: start again once it is through."


def alone(engine: Engine, wait: float = LONGEST_WAIT) -> AbstractContextManager[None]:
    """Hold the database's migration lock; raises `MigrationBusy` after `wait` seconds.

    The lock ends with its process, however that dies.
    """
    return _sqlite(engine, wait) if engine.dialect.name == "sqlite" else _postgresql(engine, wait)


@contextmanager
def _sqlite(engine: Engine, wait: float) -> Iterator[None]:
    """A file of its own beside the database, because a migration may need several transactions."""
    path = f"{engine.url.database}-migrate-lock"
    with closing(sqlite3.connect(path, timeout=wait, isolation_level=None)) as connection:
        try:
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            raise MigrationBusy(BUSY) from error
        yield


@contextmanager
def _postgresql(engine: Engine, wait: float) -> Iterator[None]:
    """A lock of the session, not of the transaction, because some statements end the transaction."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        deadline = monotonic() + wait
        while not connection.scalar(text("SELECT pg_try_advisory_lock(:number)"), {"number": NUMBER}):
            if monotonic() > deadline:
                raise MigrationBusy(BUSY)
            Event().wait(POLL)
        yield
