"""The connection to the database: SQLite with one writer, or PostgreSQL."""

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Protocol

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry

from store.engine.fair_lock import FairLock
from store.errors import Unreachable

Opening = Callable[[], AbstractContextManager[Connection]]
"""How the parts of the store get a connection: to read, or for a unit of work."""

READERS = 4
BUSY_MS = 5_000
STATEMENT_MS = 10_000
LOCK_MS = 1_000
CONNECTIONS = 40
"""To PostgreSQL, from one process: for every listener of the web server, every sender and every sweep."""

CONNECTION_S = 1
"""How long one is waited for. Slack gives three seconds for everything together."""

ANSWER_S = 2
"""How long a PostgreSQL host may take to answer at all: one that swallows packets would be waited for minutes.

Less than 2 cannot be asked of libpq [postgresql.org: connect_timeout].
"""

PRAGMAS = (f"busy_timeout={BUSY_MS}", "synchronous=FULL", "foreign_keys=ON")
"""The journal's mode is not among them: it stays with the file, and is set by `store/engine/migrations.py`."""

FORGETFUL = "synchronous=OFF"
"""For what need not outlive the machine: nobody waits for the disk, and what is committed outlives the process."""


class Database(Protocol):
    """What is behind one URL."""

    url: str

    def writer(self) -> AbstractContextManager[Connection]:
        """A connection to write through; whatever is not committed when the block ends is rolled back."""

    def reader(self) -> AbstractContextManager[Connection]:
        """A connection that sees one moment's state and cannot write."""

    def close(self) -> None:
        """Close every connection that is not in use."""


class Sqlite:
    """A SQLite file: one connection that writes, taken in order of arrival, and a few that can only read."""

    def __init__(self, url: str, *, lasting: bool = True) -> None:
        self.url = url
        self.turn = FairLock()
        self._writes = sqlite_engine(url, *(() if lasting else (FORGETFUL,)))
        self._reads = sqlite_engine(url, "query_only=ON", pool_size=READERS)

    @contextmanager
    def writer(self) -> Iterator[Connection]:
        """Takes the write lock at once: a transaction that reads first and then wants to write could be turned away."""
        with self.turn, self._writes.connect() as connection:
            run(connection.connection, "BEGIN IMMEDIATE")
            yield connection

    @contextmanager
    def reader(self) -> Iterator[Connection]:
        """One moment's state, from the first statement on."""
        with self._reads.connect() as connection:
            run(connection.connection, "BEGIN")
            yield connection

    def close(self) -> None:
        """Close every connection that is not in use."""
        self._reads.dispose()
        self._writes.dispose()


class Postgresql:
    """A PostgreSQL database, whose statements and waits for locks are bounded."""

    def __init__(self, url: str) -> None:
        self.url = url
        timeouts = f"-c statement_timeout={STATEMENT_MS} -c lock_timeout={LOCK_MS}"
        self._writes = create_engine(
            url,
            pool_size=CONNECTIONS,
            max_overflow=0,
            pool_timeout=CONNECTION_S,
            pool_pre_ping=True,
            hide_parameters=True,
            connect_args={**promptly(url), "options": timeouts},
        )
        self._reads = self._writes.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)

    def writer(self) -> AbstractContextManager[Connection]:
        """READ COMMITTED: what must not change meanwhile is locked, or checked by its version."""
        return self._writes.connect()

    def reader(self) -> AbstractContextManager[Connection]:
        """One moment's state, from the first statement on."""
        return self._reads.connect()

    def close(self) -> None:
        """Close every connection that is not in use."""
        self._writes.dispose()


def promptly(url: str) -> Mapping[str, int]:
    """What has a connection to PostgreSQL given up where no host answers, unless the URL says itself how soon."""
    return {} if "connect_timeout" in make_url(url).query else {"connect_timeout": ANSWER_S}


def open_database(url: str, *, lasting: bool = True) -> Database:
    """Open `sqlite:///FILE` or `postgresql+psycopg://…`, connecting at first use; raises `ValueError` for others.

    A SQLite file that is not `lasting` may be lost with its machine, not with its process.
    """
    match make_url(url).get_backend_name():
        case "sqlite":
            return Sqlite(url, lasting=lasting)
        case "postgresql":
            return Postgresql(url)
    raise ValueError("DATABASE_URL must begin with sqlite:/// or postgresql+psycopg://")


def sqlite_engine(url: str, *pragmas: str, pool_size: int = 1) -> Engine:
    """An engine for a SQLite file that leaves it to the caller to begin transactions.

    Python's own way of beginning them would leave DDL and the first SELECT outside.
    """
    if make_url(url).database in {None, "", ":memory:"}:
        raise ValueError("DATABASE_URL must name a file: sqlite:///device-desk.db")
    engine = create_engine(url, pool_size=pool_size, max_overflow=0, hide_parameters=True)

    @event.listens_for(engine, "connect")
    def _configure(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
        connection.isolation_level = None
        for pragma in (*PRAGMAS, *pragmas):
            run(connection, f"PRAGMA {pragma}")

    return engine


def make_private(url: str) -> None:
    """Make a SQLite file, where there is none, that only its owner can read; what SQLite lays beside it is the same.

    Raises `Unreachable` when there can be none.
    """
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite" and parsed.database:
        check_folder(Path(parsed.database))
        try:
            os.close(os.open(parsed.database, os.O_RDWR | os.O_CREAT, 0o600))
        except OSError as error:
            raise Unreachable(f"{parsed.database}: {error.strerror}") from error


def check_folder(file: Path) -> None:
    """Raises `Unreachable` when the folder of a SQLite file is not there: SQLite would not say what it misses."""
    if not file.parent.is_dir():
        raise Unreachable(f"there is no folder {file.parent}")


def run(connection: DBAPIConnection, statement: str) -> None:
    """Straight to the driver: this is done for every transaction, and SQLAlchemy's own way takes ten times as long."""
    cursor = connection.cursor()
    cursor.execute(statement)
    cursor.close()
