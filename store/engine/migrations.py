"""Bringing the database to the revision that the code needs."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, Engine, NullPool, create_engine, event, make_url
from sqlalchemy.exc import DatabaseError

from store.engine.database import check_folder, make_private, open_database, promptly, run, sqlite_engine
from store.engine.migration_lock import alone
from store.errors import DatabaseAhead, NotMigrated, Unreachable

ROOT = Path(__file__).parents[2]
DEFAULT_URL = "sqlite:///device-desk.db"


def upgrade(url: str) -> None:
    """Bring the database to `head()`; several processes may do so at once.

    Raises `Unreachable`, `DatabaseAhead`, or `MigrationBusy` when another process does not come to an end.
    """
    make_private(url)
    check_not_ahead(url)
    command.upgrade(config(url), "head")


def check_not_ahead(url: str) -> None:
    """Raises `DatabaseAhead` when the database is at a revision that this code does not know, or `Unreachable`."""
    current = revision(url)
    known = {script.revision for script in _scripts().walk_revisions()}
    if current is not None and current not in known:
        raise DatabaseAhead(f"The database is at revision {current}, which is newer than this release.")


def check_current(url: str) -> None:
    """Raises `NotMigrated` unless the database is at `head()`, or `Unreachable`; makes no file where there is none."""
    current = None if is_missing(url) else revision(url)
    if current != head():
        raise NotMigrated(
            f"The database is at revision {current or 'none'} and must be at {head()}: run `python -m bot migrate`."
        )


def is_untouched(url: str) -> bool:
    """Whether nothing of ours was ever in the database; makes no file where there is none. Raises `Unreachable`."""
    return is_missing(url) or revision(url) is None


def revision(url: str) -> str | None:
    """The revision that the database is at; None before the first migration.

    Raises `Unreachable` when the database does not let itself be read: every command begins with this look.
    """
    try:
        with closing(open_database(url)) as database, database.reader() as connection:
            return MigrationContext.configure(connection).get_current_revision()
    except DatabaseError as error:
        raise Unreachable(" ".join(str(error.orig).split()).rstrip(".")) from error


def head() -> str:
    """The revision that this code needs."""
    found = _scripts().get_current_head()
    if found is None:
        raise CommandError("there is no migration")
    return found


def config(url: str) -> Config:
    """Alembic's configuration for a database."""
    settings = Config(ROOT / "alembic.ini")
    settings.set_main_option("sqlalchemy.url", url.replace("%", "%%"))
    return settings


@contextmanager
def migrating(url: str) -> Iterator[Connection]:
    """A connection for migrations, held by one process at a time."""
    engine = _engine(url)
    with alone(engine):
        try:
            with engine.connect() as connection:
                yield connection
        finally:
            engine.dispose()


def _engine(url: str) -> Engine:
    """Migrations may take long, and begin their own transactions.

    SQLite does not enforce foreign keys meanwhile, because some changes copy a table and drop the old one; and it gets
    its write-ahead log here, because processes that ask for it at the same moment turn each other away. A commit writes
    whole pages, many of them for one changed entry each: a new file gets pages of half the usual size.
    """
    if not url.startswith("sqlite"):
        return create_engine(url, poolclass=NullPool, hide_parameters=True, connect_args=promptly(url))
    engine = sqlite_engine(url, "foreign_keys=OFF", "page_size=2048", "journal_mode=WAL")
    event.listen(engine, "begin", lambda connection: run(connection.connection, "BEGIN IMMEDIATE"))
    return engine


def is_missing(url: str) -> bool:
    """Whether it is a SQLite file that does not exist; opening it would make it.

    Raises `Unreachable` when its folder does not exist either.
    """
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        return False
    file = Path(parsed.database or "")
    check_folder(file)
    return not file.exists()


def _scripts() -> ScriptDirectory:
    return ScriptDirectory.from_config(Config(ROOT / "alembic.ini"))
