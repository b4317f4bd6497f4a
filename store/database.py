"""The connection to the database: SQLite with one writer, or PostgreSQL."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry

from store.fair_lock import FairLock

Opening = Callable[[], AbstractContextManager[Connection]]
"""How the parts of the store get a connection: to read, or for a unit of work."""

READERS = 4
BUSY_MS = 5_000
STATEMENT_MS = 10_000
LOCK_MS = 3_000


class Database:
    """The engines behind one URL.

    SQLite has one connection that writes, taken in order of arrival, and a few that can only read.
    """

    def __init__(self, url: str, writes: Engine, reads: Engine, turn: AbstractContextManager[None]) -> None:
        self.url = url
        self.is_sqlite = writes.dialect.name == "sqlite"
        self._writes = writes
        self._reads = reads
        self._turn = turn

    @contextmanager
    def writer(self) -> Iterator[Connection]:
        """A connection to write through; whatever is not committed when the block ends is rolled back."""
        with self._turn, self._writes.connect() as connection:
            yield connection

    @contextmanager
    def reader(self) -> Iterator[Connection]:
        """A connection that sees one moment's state and cannot write."""
        with self._reads.connect() as connection:
            yield connection

    def close(self) -> None:
        """Close every connection that is not in use."""
        self._reads.dispose()
        self._writes.dispose()


def open_database(url: str) -> Database:
    """Open `sqlite:///FILE` or `postgresql+psycopg://…`, connecting at first use; raises `ValueError` for others."""
    match make_url(url).get_backend_name():
        case "sqlite":
            return _sqlite(url)
        case "postgresql":
            return _postgresql(url)
    raise ValueError("DATABASE_URL must begin with sqlite:/// or postgresql+psycopg://")


def sqlite_engine(url: str, *, begin: str, pool_size: int = 1, pragmas: tuple[str, ...] = ()) -> Engine:
    """An engine for a SQLite file whose transactions are real ones.

    Python's own handling would leave DDL and the first SELECT outside of them; `begin` is what starts one.
    """
    if make_url(url).database in {None, "", ":memory:"}:
        raise ValueError("DATABASE_URL must name a file: sqlite:///device-desk.db")
    engine = create_engine(url, pool_size=pool_size, max_overflow=0, hide_parameters=True)
    settings = (f"busy_timeout={BUSY_MS}", "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", *pragmas)

    @event.listens_for(engine, "connect")
    def _configure(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
        connection.isolation_level = None
        for setting in settings:
            _run(connection, f"PRAGMA {setting}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        _run(connection.connection, begin)

    return engine


def _run(connection: DBAPIConnection, statement: str) -> None:
    """Straight to the driver: this is done for every transaction, and SQLAlchemy's own way takes ten times as long."""
    cursor = connection.cursor()
    cursor.execute(statement)
    cursor.close()


def postgresql_engine(url: str) -> Engine:
    """An engine whose statements and waits for locks are bounded."""
    timeouts = f"-c statement_timeout={STATEMENT_MS} -c lock_timeout={LOCK_MS}"
    return create_engine(url, pool_pre_ping=True, hide_parameters=True, connect_args={"options": timeouts})


def _sqlite(url: str) -> Database:
    writes = sqlite_engine(url, begin="BEGIN IMMEDIATE")
    reads = sqlite_engine(url, begin="BEGIN", pool_size=READERS, pragmas=("query_only=ON",))
    return Database(url, writes, reads, FairLock())


def _postgresql(url: str) -> Database:
    writes = postgresql_engine(url)
    reads = writes.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    return Database(url, writes, reads, nullcontext())
