"""The store: every change of the database is one unit of work, and is committed here."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from lifecycle.errors import Conflict
from lifecycle.ports import Reads, Transaction
from store.crypto import Cipher
from store.database import Database
from store.inbox import Inbox
from store.outbox import Outbox
from store.people import PeopleBook
from store.policy_mark import PolicyMark
from store.queries import SqlReads
from store.sweeps import Sweeps
from store.transaction import SqlTransaction

LOST_RACES = frozenset({"23505", "40001", "40P01"})
"""PostgreSQL's words for: somebody else wrote that key; the order does not work out; a deadlock."""


class SqlStore:
    """Implements `lifecycle.ports.Store`, with the books of the desk's machinery beside it."""

    def __init__(self, database: Database, cipher: Cipher) -> None:
        self.database = database
        self.people = PeopleBook(self.writing, database.reader)
        self.outbox = Outbox(self.writing, database.reader)
        self.policy_mark = PolicyMark(self.writing)
        self.sweeps = Sweeps(self.writing, database.reader)
        self.inbox = Inbox(self.writing, cipher)
        self._cipher = cipher

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        """A unit of work that is committed when the block ends, and rolled back when it raises.

        Raises `Conflict` when the database finds that somebody else was faster.
        """
        with self.writing() as connection:
            yield SqlTransaction(connection, self._cipher)

    @contextmanager
    def reading(self) -> Iterator[Reads]:
        """A consistent view that changes nothing."""
        with self.database.reader() as connection:
            yield SqlReads(connection, self._cipher)

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """The unit of work itself, for the parts of the store."""
        with self.database.writer() as connection:
            try:
                yield connection
                connection.commit()
            except DBAPIError as error:
                if getattr(error.orig, "sqlstate", None) in LOST_RACES:
                    raise Conflict(type(error.orig).__name__) from error
                raise
