"""The store: every change of the database is one unit of work, and is committed here."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnection

from lifecycle.errors import Conflict, Congested
from lifecycle.ports import Reads, Transaction
from store.crypto import Cipher
from store.dropped import DroppedLists
from store.engine.database import Database
from store.housekeeping import Housekeeping
from store.outbox.outbox import Outbox
from store.people import PeopleBook
from store.policy_mark import PolicyMark
from store.reads.listing import Listing
from store.reads.queries import SqlReads
from store.reads.touched import Touches
from store.register import Register
from store.sweeps import Sweeps
from store.transaction import SqlTransaction

CONFLICTS: Mapping[str | None, type[Conflict]] = {
    "23505": Conflict,  # somebody else wrote that key
    "40001": Conflict,  # the order does not work out
    "40P01": Conflict,  # a deadlock
    "55P03": Congested,  # somebody holds the row for long
}
"""What PostgreSQL's words mean for whoever wants to write."""


class SqlStore:
    """Implements `lifecycle.ports.Store`, with the books of the desk's machinery beside it."""

    def __init__(self, database: Database, cipher: Cipher) -> None:
        self.database = database
        self.people = PeopleBook(self.writing, database.reader)
        self.outbox = Outbox(self.writing, database.reader)
        self.policy_mark = PolicyMark(self.writing)
        self.dropped = DroppedLists(self.writing, database.reader)
        self.sweeps = Sweeps(self.writing, database.reader)
        self.housekeeping = Housekeeping(self.writing, cipher)
        self.register = Register(database.reader)
        self.touches = Touches(database.reader)
        self._cipher = cipher

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        """A unit of work that is committed when the block ends, and rolled back when it raises.

        Raises `Conflict` when the database finds that somebody else was faster, `Congested` when waiting took too long.
        """
        with self.writing() as connection:
            yield SqlTransaction(connection, self._cipher)

    @contextmanager
    def reading(self) -> Iterator[Reads]:
        """A consistent view that changes nothing."""
        with self.database.reader() as connection:
            yield SqlReads(connection, self._cipher)

    @contextmanager
    def listing(self) -> Iterator[Listing]:
        """The whole record, as of one moment."""
        with self.database.reader() as connection:
            yield Listing(connection)

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """The unit of work itself, for the parts of the store; raises what `transaction` does."""
        try:
            with self.database.writer() as connection:
                yield connection
                connection.commit()
        except DBAPIError as error:
            lost = CONFLICTS.get(getattr(error.orig, "sqlstate", None))
            if lost is None:
                raise
            raise lost(type(error.orig).__name__) from error
        except NoConnection as error:
            raise Congested("no connection to the database is free") from error
